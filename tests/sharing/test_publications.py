"""Texts for the public: every telling word answered, agreed to by the person, approved by two others, or refused."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.errors import NotAllowed, RuleBroken
from casework.models import Deadline
from devstack.testing import as_worker, backstage
from sharing.choices_publishing import ConsentHow, Outlet, PublicationState, PublicationStepKind, SaidYesNo
from sharing.forms.publications import answer_name
from sharing.models import PublicationRequest, PublicationStep
from sharing.publishing import MOST_DAYS, NewPublication, NewPublicationStep, state_of
from sharing.services.publications import ask_for_publication, change_publication, step_of_publication
from sharing.services.sweeps import lapse_publications
from tests.casework.doors import lines, page
from tests.cast import acting
from tests.factories import MembershipFactory
from tests.factories.publications import PublicationFactory, PublicationStepFactory

WHY = "a test looks at what was stored"
CASE = "/cases/VRP-CEDAR/"
K = PublicationStepKind


def day(ahead: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "outlet": "journalist", "asked_by": "A newspaper", "purpose": "To show that it works.",
        "text": "He came every week, and it helped.", "answer_by": str(day(10)), **more,
    }  # fmt: skip


def sent(world: Any, browse: Any, who: str = "supervisor", at: str = f"{CASE}publications/new/", **more: Any) -> Any:
    answer = browse(getattr(world, who)).post(at, typed(**more))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    with backstage():
        return PublicationRequest.objects.unguarded(because=WHY).latest("sent_at")


def step(world: Any, browse: Any, row: Any, by: str, kind: str, verdict: str = "", **form: Any) -> int:
    form |= {"words": "Because."} | ({"verdict": verdict} if verdict else {})
    if kind == "consent":
        form = {"how": "aloud", "on": str(day(0)), **form}
    if kind == "published":
        form = {"on": str(day(0)), **form}
    answer = browse(getattr(world, by)).post(f"/publications/{row.pk}/steps/{kind}/", form)
    return int(answer.status_code)


def due() -> set[uuid.UUID]:
    with backstage():
        rows = Deadline.objects.unguarded(because=WHY).filter(kind="publication", state="open")
        assert all(row.case_id is None for row in rows)
        return set(rows.values_list("responsible_id", flat=True))


def approved(world: Any, browse: Any) -> Any:
    row = sent(world, browse)
    assert step(world, browse, row, "manager", "consent", "yes") == 303
    assert step(world, browse, row, "chair", "chair", "yes") == 303
    assert step(world, browse, row, "legal", "legal", "yes") == 303
    return row


def test_both_say_yes_to_what_the_person_agreed_to_and_it_comes_out(world: Any, browse: Any) -> None:
    key = str(uuid.uuid4())
    row, again = sent(world, browse, form_key=key), sent(world, browse, form_key=key)
    assert row.pk == again.pk
    assert due() == {world.chair.pk, world.legal.pk}
    assert step(world, browse, row, "chair", "chair", "yes") == 403, "the person was not asked"
    assert step(world, browse, row, "supervisor", "consent", "yes", on=str(day(1))) == 422
    assert step(world, browse, row, "supervisor", "consent", "yes", on=str(day(-1))) == 422
    assert step(world, browse, row, "officer", "consent", "yes") == 403
    assert step(world, browse, row, "supervisor", "consent", "yes") == 303
    assert step(world, browse, row, "supervisor", "published") == 403
    assert step(world, browse, row, "chair", "chair", "yes") == 303
    assert due() == {world.legal.pk}
    assert step(world, browse, row, "chair", "chair", "yes") == 403
    assert step(world, browse, row, "legal", "legal", "yes") == 303
    assert due() == set()
    assert step(world, browse, row, "supervisor", "published", on=str(day(1))) == 422
    assert step(world, browse, row, "supervisor", "published") == 303
    assert step(world, browse, row, "supervisor", "withdrawn") == 403
    for where in (f"{CASE}ledger/whole/", f"{CASE}ledger/whole/?kind=publication", "/ledger/?kind=publication"):
        assert "With the person" in page(browse(world.supervisor), where), where
    assert "With the person" not in page(browse(world.officer), "/ledger/?kind=publication")
    assert "Published" in page(browse(world.legal), f"/publications/{row.pk}/")
    assert [line.case_id for line in lines("publication.published")] == [world.case.pk]
    assert "Recorded that a text was published" in page(browse(world.manager), f"{CASE}access/")


def test_the_person_takes_their_yes_back_before_and_after(world: Any, browse: Any) -> None:
    first, second = approved(world, browse), approved(world, browse)
    assert step(world, browse, first, "manager", "consent", "no") == 303
    assert step(world, browse, first, "supervisor", "published") == 403
    assert "the person does not agree" in page(browse(world.chair), f"/publications/{first.pk}/")
    assert step(world, browse, second, "supervisor", "published") == 303
    assert step(world, browse, second, "supervisor", "consent", "yes") == 403
    assert step(world, browse, second, "supervisor", "consent", "no") == 303
    assert step(world, browse, second, "supervisor", "consent", "no") == 403
    assert "Published" in page(browse(world.supervisor), f"{CASE}publications/")


def test_a_no_ends_it_with_its_reason(world: Any, browse: Any) -> None:
    row = sent(world, browse)
    assert step(world, browse, row, "legal", "legal", "no") == 303
    assert due() == set()
    assert step(world, browse, row, "chair", "chair", "yes") == 403
    assert step(world, browse, row, "supervisor", "consent", "yes") == 403
    body = page(browse(world.supervisor), f"/publications/{row.pk}/")
    assert "Refused" in body
    assert "Because." in body
    assert "What is next" not in body


def test_nobody_decides_twice_nor_on_their_own(world: Any, browse: Any) -> None:
    with backstage():
        both = MembershipFactory(agency=world.probation, duties=["chair", "legal"])
    mine = sent(browse=browse, world=type("W", (), {"supervisor": both}), at="/publications/new/")
    own = browse(both)
    for kind in ("chair", "legal"):
        answer = own.post(f"/publications/{mine.pk}/steps/{kind}/", {"verdict": "yes", "words": "W"})
        assert answer.status_code == 403
    row = sent(world, browse, "officer", "/publications/new/")
    statuses = [own.post(f"/publications/{row.pk}/steps/{kind}/", {"verdict": "yes", "words": "W"}).status_code
                for kind in ("chair", "legal")]  # fmt: skip
    assert statuses == [303, 403]
    assert {world.legal.pk} == due() - {world.chair.pk}
    new = NewPublicationStep(K.LEGAL, "W", SaidYesNo.YES)
    with acting(both) as actor, pytest.raises(NotAllowed):
        step_of_publication(actor, row.pk, new)
    api = own.post(f"/api/v1/publications/{row.pk}/steps/", {"kind": "legal", "verdict": "yes", "words": "W"},
                   content_type="application/json")  # fmt: skip
    assert api.status_code == 403


def inserted(row: Any, by: Any, kind: str, **more: Any) -> str:
    """How the database answers the application role; nothing of it stays."""
    values = {
        "case_id": row.case_id, "publication_id": row.pk, "proposer_id": row.user_id, "kind": kind, "verdict": "yes",
        "how": "", "words": "W", "membership_id": by.pk, "user_id": by.user_id, **more,
    }  # fmt: skip
    names = ", ".join(f'"{name}"' for name in values)
    sql = (f"INSERT INTO sharing_publicationstep (id, made_at, {names})"
           f" VALUES (gen_random_uuid(), statement_timestamp(), {', '.join(['%s'] * len(values))})")  # fmt: skip
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, list(values.values()))
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error).split("\n")[0]
    return "done"


def test_the_database_holds_two_people_apart_by_itself(world: Any) -> None:
    with backstage():
        both = MembershipFactory(agency=world.probation, duties=["chair", "legal"])
    row, mine = PublicationFactory(membership=world.officer), PublicationFactory(membership=both)
    with acting(both):
        assert "nobody_approves_their_own_publication" in inserted(mine, both, "chair")
        assert "row-level security" in inserted(mine, both, "chair", proposer_id=world.officer.user_id)
        assert inserted(row, both, "legal") == "done"
    PublicationStepFactory(publication=row, membership=both, kind="chair", verdict="yes")
    with acting(both):
        assert "two_people_decide_on_a_publication" in inserted(row, both, "legal")
        with connection.cursor() as cursor:
            for table in ("sharing_publicationrequest", "sharing_publicationstep"):
                for act in (f"DELETE FROM {table}", f"UPDATE {table} SET user_id = user_id"):
                    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                        cursor.execute(act)


def test_words_of_the_case_are_not_taken_and_telling_ones_are_answered(world: Any, browse: Any) -> None:
    with backstage():
        family = world.case.person.family_name
    client, at = browse(world.supervisor), f"{CASE}publications/new/"
    words = "He came on 3 May, and the Old Mill helped."
    answer = client.post(at, typed(text=words))
    assert answer.status_code == 422
    assert "why may it stay" in answer.content.decode()
    assert words in answer.content.decode()
    answers = {answer_name(one): "It is the name of a project." for one in ("3 May", "Old", "Mill", "May")}
    named = client.post(at, typed(text=f"{words} {family.title()} says so.", **answers, **{
        answer_name(family.title()): "It is a common name."}))  # fmt: skip
    assert named.status_code == 422
    assert "of this case" in named.content.decode()
    assert client.post(at, typed(text=words, **answers)).status_code == 303
    with backstage():
        row = PublicationRequest.objects.unguarded(because=WHY).get()
    assert "3 May" in row.findings
    assert set(row.answers) == {"It is the name of a project."}
    assert "It is the name of a project." in page(browse(world.legal), f"/publications/{row.pk}/")
    for more in ({"asked_by": " "}, {"purpose": ""}, {"answer_by": str(day(-1))}, {"answer_by": str(day(91))}):
        assert client.post(at, typed(**more)).status_code == 422
    new = NewPublication(Outlet.OTHER, "A", "B", words, day(1), {"3 May": "So."})
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken, match="Old"):
        ask_for_publication(actor, "VRP-CEDAR", new)


@pytest.mark.parametrize(("more", "field"), [
    ({"text": " "}, "text"), ({"answer_by": day(MOST_DAYS + 1)}, "answer_by"), ({"answer_by": day(-1)}, "answer_by"),
    ({"text": " ".join(f"So said Bel{chr(97 + n // 26)}{chr(97 + n % 26)}." for n in range(40))}, "text"),
])  # fmt: skip
def test_what_programs_leave_out_is_said(world: Any, more: dict[str, Any], field: str) -> None:
    new = {"outlet": Outlet.OTHER, "asked_by": "A", "purpose": "B", "text": "so", "answer_by": day(3), **more}
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken) as broken:
        ask_for_publication(actor, "", NewPublication(**new))
    assert broken.value.field == field


@pytest.mark.parametrize(("more", "field"), [
    ({"words": " "}, "words"), ({"how": None}, "how"), ({"on": None}, "on"),
])  # fmt: skip
def test_a_step_says_what_goes_with_it(world: Any, more: dict[str, Any], field: str) -> None:
    row = PublicationFactory(case=world.case, membership=world.supervisor)
    new = {"kind": K.CONSENT, "words": "W", "verdict": SaidYesNo.YES, "on": day(0), "how": ConsentHow.ALOUD, **more}
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken) as broken:
        step_of_publication(actor, row.pk, NewPublicationStep(**new))
    assert broken.value.field == field
    odd = NewPublicationStep(K.WITHDRAWN, "W", on=day(0))
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken, match="No day"):
        step_of_publication(actor, row.pk, odd)


def test_other_words_begin_anew(world: Any, browse: Any) -> None:
    row = approved(world, browse)
    at = f"/publications/{row.pk}/change/"
    assert "He came every week" in page(browse(world.supervisor), at)
    assert browse(world.officer).post(at, typed()).status_code == 403
    new = sent(world, browse, at=at, text="He came, and it helped.")
    assert new.pk != row.pk
    assert f"{new.mark} stands in its place" in page(browse(world.supervisor), f"/publications/{row.pk}/")
    assert step(world, browse, new, "supervisor", "published") == 403
    assert step(world, browse, new, "chair", "chair", "yes") == 403
    assert step(world, browse, row, "supervisor", "published") == 403
    assert browse(world.supervisor).post(at, typed()).status_code == 403


def test_silence_is_a_no_at_once_and_the_sweep_says_so(world: Any, browse: Any) -> None:
    old = {"answer_by": day(-1), "sent_at": timezone.now() - dt.timedelta(days=20)}
    row = PublicationFactory(membership=world.officer, **old)
    done = PublicationFactory(membership=world.officer, **old)
    for kind, who in (("chair", world.chair), ("legal", world.legal)):
        PublicationStepFactory(publication=done, membership=who, kind=kind, verdict="yes")
    assert "nobody answered in time" in page(browse(world.officer), f"/publications/{row.pk}/")
    assert step(world, browse, row, "chair", "chair", "yes") == 403
    with acting(world.chair):
        assert "row-level security" in inserted(row, world.chair, "chair")
    assert world.chair.pk in due()
    with as_worker():
        assert lapse_publications(None) == 1
        assert lapse_publications(None) == 0
    assert due() == set()
    assert [(line.user_id, line.ground) for line in lines("publication.lapsed")] == [(None, "worker")]
    assert step(world, browse, done, "officer", "published") == 303
    assert "Nobody answered in time" in page(browse(world.officer), f"/publications/{row.pk}/")


def test_whoever_is_elsewhere_learns_nothing_of_it(world: Any, browse: Any) -> None:
    row, general = sent(world, browse), sent(world, browse, "officer", "/publications/new/")
    assert browse(world.mentor).get("/publications/new/").status_code == 403
    for who in ("teacher", "mentor", "stranger", "coordinator", "border"):
        client = browse(getattr(world, who))
        assert client.get(f"/publications/{row.pk}/").status_code == 404
        assert client.get(f"/publications/{general.pk}/").status_code == 404
        assert client.post(f"/publications/{row.pk}/steps/consent/", {"verdict": "yes"}).status_code == 404
    assert row.mark in page(browse(world.officer), f"{CASE}publications/")
    assert browse(world.officer).get(f"/publications/{row.pk}/steps/lapsed/").status_code == 403
    assert browse(world.officer).get(f"/publications/{row.pk}/steps/nothing/").status_code == 404
    desk = page(browse(world.legal), "/publications/")
    assert row.mark in desk
    assert "VRP-CEDAR" not in desk
    assert general.mark not in page(browse(world.supervisor), "/publications/")


def test_where_it_stands_is_told_by_its_steps() -> None:
    def of(*steps: tuple[str, str], last: int = 1) -> PublicationState:
        made = [PublicationStep(kind=kind, verdict=verdict) for kind, verdict in steps]
        return state_of(made, day(last), day(0))

    both = (("chair", "yes"), ("legal", "yes"))
    assert of() == PublicationState.WAITING == of(last=0) == of(("chair", "yes"))
    assert of(last=-1) == PublicationState.LAPSED == of(("lapsed", ""))
    assert of(*both, last=-1) == PublicationState.APPROVED
    assert of(*both, ("consent", "no")) == PublicationState.STOPPED
    assert of(("legal", "no")) == PublicationState.REFUSED
    assert of(*both, ("published", ""), ("consent", "no")) == PublicationState.PUBLISHED
    assert of(("withdrawn", "")) == PublicationState.WITHDRAWN


def test_what_is_sent_twice_is_done_once(world: Any, browse: Any) -> None:
    row, key = sent(world, browse), str(uuid.uuid4())
    assert step(world, browse, row, "manager", "consent", "yes", form_key=key) == 303
    assert step(world, browse, row, "manager", "consent", "yes", form_key=key) == 303
    with backstage():
        assert PublicationStep.objects.unguarded(because=WHY).filter(publication=row).count() == 1
    new = NewPublication(Outlet.OTHER, "A", "B", "It helped.", day(3))
    with acting(world.supervisor) as actor:
        made = change_publication(actor, row.pk, new, uuid.UUID(key))
        assert change_publication(actor, row.pk, new, uuid.UUID(key)).pk == made.pk


def test_how_somebody_was_asked_goes_with_their_answer_alone(world: Any, browse: Any) -> None:
    row = approved(world, browse)
    odd = NewPublicationStep(K.PUBLISHED, "In the paper.", on=day(0), how=ConsentHow.ALOUD)
    with acting(world.supervisor) as actor, pytest.raises(RuleBroken) as broken:
        step_of_publication(actor, row.pk, odd)
    assert broken.value.field == "how"
