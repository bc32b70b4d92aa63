"""Recipients of what is erased: found before it is removed, due to whoever approved it, told or not with a reason."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from agencies.errors import Conflict, RuleBroken
from agencies.models import save_next
from casework.due import due_in_working_days
from casework.models import Deadline, EmergencyAccess
from devstack.testing import backstage
from sharing.choices import PassedHow
from sharing.choices_erasing import RecipientNotTold
from sharing.erasing import ToldOfErasure
from sharing.models import Erasure, ErasureNotice
from sharing.services.erasure_notices import tell_of_erasure
from tests.api.caller import caller
from tests.casework.doors import lines, page
from tests.casework.test_forms_sent_twice import NOTE
from tests.cast import acting
from tests.factories import NoteFactory, OrderFactory, SharingAnswerFactory, SharingRequestFactory
from tests.factories.erasing import ErasureNoticeFactory, LegalHoldFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory
from tests.factories.reports import CourtReportFactory, DisclosureFactory, ReportSectionFactory, ReportStatementFactory
from tests.sharing.erasing_scene import CASE, WHY, carried_out, close, decided, everything, granted, proposed

TODAY = timezone.localdate()
NAME = "Zqharbour Works"


def erased(world: Any, browse: Any, **more: Any) -> Erasure:
    """An erasure that the worker carried out; a legal adviser approved it."""
    row = proposed(world, browse, granted(world), **more)
    assert decided(world, browse, row) == 303
    assert carried_out() == 1
    return row


def notices() -> list[ErasureNotice]:
    with backstage():
        rows = ErasureNotice.objects.unguarded(because=WHY).select_related("agency", "court")
        return list(rows.order_by("kind", "agency__name"))


def told_who() -> set[tuple[str, str]]:
    return {(n.kind, n.agency.name if n.agency else n.court.name if n.court else str(n.others)) for n in notices()}


def due() -> list[Deadline]:
    with backstage():
        return list(Deadline.objects.unguarded(because=WHY).filter(kind="erasure_told").order_by("due_on", "pk"))


def disclosed(world: Any, note: Any, **to: Any) -> Any:
    """A disclosure of words that were approved, with this note behind them."""
    proposal = ProposalFactory(case=world.case, membership=world.manager, state="made", how="mail", contact="C")
    ProposalRecordFactory(proposal=proposal, note=note)
    given = {"report": None, "court": None, "proposal": proposal, "case": world.case, "membership": world.manager}
    return DisclosureFactory(**given, **to)


def reported(world: Any, note: Any, is_kept: bool = True) -> Any:
    """A report to the court that quotes this note, or left it out."""
    report = CourtReportFactory(order=OrderFactory(case=world.case), author=world.supervisor, signed=True)
    ReportStatementFactory(section=ReportSectionFactory(report=report), note=note, is_kept=is_kept)
    DisclosureFactory(report=report, case=world.case, court=report.court, membership=world.supervisor)
    return report.court


def shown_to(world: Any, browse: Any, words: str) -> Any:
    """A note that the case manager wrote through the page, for the core of the team."""
    answer = browse(world.manager).post(f"{CASE}notes/new/", {**NOTE, "full": words, "handling": "core"})
    assert answer.status_code == 303
    return lines("note.written")[-1].subjects[0]


def test_of_a_note_whoever_got_any_version_of_it_is_told_and_nobody_else(world: Any, browse: Any) -> None:
    first = NoteFactory(case=world.case, by=world.officer)
    second = NoteFactory(case=world.case, by=world.officer, supersedes=first)
    other = NoteFactory(case=world.case, by=world.officer, summary="S.")
    disclosed(world, first, to_agency=world.elsewhere)
    disclosed(world, first, recipient=NAME)
    disclosed(world, other, to_agency=world.port)
    court, none = reported(world, first), reported(world, second, is_kept=False)
    asked = {"case": world.case, "membership": world.clinician, "asked": world.police}
    for note, by in ((second, world.clinician), (other, world.teacher)):
        request = SharingRequestFactory(**{**asked, "membership": by})
        SharingAnswerFactory(request=request, given="full", note=note, membership=world.officer)
    assert browse(world.teacher).get(f"/notes/{other.pk}/").status_code == 200  # not the one that is erased
    row = erased(world, browse, note=str(second.pk))
    assert court.pk != none.pk
    assert told_who() == {
        ("manager", "Second Door"), ("agency", "Police Desk"), ("agency", "Mental Health Service"),
        ("agency", "Elsewhere Office"), ("court", court.name), ("others", "1"),
    }  # fmt: skip
    assert {n.erasure_id for n in notices()} == {row.pk}
    with backstage():
        stands = Erasure.objects.unguarded(because=WHY).get(pk=row.pk)
    assert (stands.others, court.name in stands.agencies, "Port Service" in stands.agencies) == (1, True, False)


def test_whom_a_note_was_shown_and_who_opened_it_are_told(world: Any, browse: Any) -> None:
    written = shown_to(world, browse, "zqshown")
    erased(world, browse, note=str(written))
    shown = {n.agency.name for n in notices() if n.kind == "agency" and n.agency}
    assert shown == {"Probation Office", "Police Desk", "Mental Health Service"}


def test_who_opened_a_note_later_is_told(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.manager, summary="S.")
    assert browse(world.teacher).get(f"/notes/{note.pk}/").status_code == 200
    erased(world, browse, note=str(note.pk))
    assert told_who() == {("manager", "Second Door"), ("agency", "Vocational College")}


def test_of_a_record_its_team_and_each_recipient_are_told(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.officer)
    disclosed(world, note, to_agency=world.elsewhere)
    disclosed(world, note, recipient=NAME)
    disclosed(world, note, recipient="Zqother Works")
    court = reported(world, note)
    with backstage():
        EmergencyAccess(
            case=world.case, membership=world.legal, user=world.legal.user, agency=world.social,
            reason="He is on the bridge, said his mother.", opened_at=timezone.now(),
            expires_at=timezone.now() + dt.timedelta(hours=1),
        ).save(force_insert=True)  # fmt: skip
    close(world)
    before = page(browse(world.chair), f"/erasures/{proposed(world, browse, granted(world)).pk}/")
    assert "Elsewhere Office" in before
    assert "falls due to whoever approved it" in before
    with backstage():
        row = Erasure.objects.unguarded(because=WHY).get()
    assert decided(world, browse, row) == 303
    assert notices() == []  # nothing is due before it is erased
    assert carried_out() == 1
    assert told_who() == {
        ("agency", "Second Door"), ("agency", "Police Desk"), ("agency", "Mental Health Service"),
        ("agency", "Vocational College"), ("agency", "Port Service"), ("agency", "Social Services"),
        ("agency", "Elsewhere Office"), ("court", court.name), ("others", "2"),
    }  # fmt: skip
    assert {(d.responsible_id, d.state, d.case_id, d.due_on) for d in due()} == {
        (world.legal.pk, "open", None, due_in_working_days(5))
    }
    assert {d.subject_id for d in due()} == {n.pk for n in notices()}
    left = {(table, text) for table, rows in everything().items() for text in rows if "Zqharbour" in text}
    assert left == set()
    assert lines("erasure.carried_out")[0].detail["to_tell"] == 9


def test_the_partnership_says_how_soon(world: Any, browse: Any) -> None:
    with backstage():
        world.partnership.settings = {**world.partnership.settings, "cadences": {"erasure_told": 2}}
        save_next(world.partnership, "settings")
    erased(world, browse, note=str(NoteFactory(case=world.case, by=world.manager).pk))
    assert [d.due_on for d in due()] == [due_in_working_days(2)]


def test_what_is_put_back_tells_nobody(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.manager)
    row = proposed(world, browse, granted(world), note=str(note.pk))
    assert decided(world, browse, row) == 303
    LegalHoldFactory(case=world.case, membership=world.legal)
    assert carried_out() == 0
    assert (notices(), due()) == ([], [])


@pytest.fixture
def one(world: Any, browse: Any) -> ErasureNotice:
    """The one recipient of a note that was erased."""
    erased(world, browse, note=str(NoteFactory(case=world.case, by=world.manager).pk))
    return notices()[0]


def test_it_is_recorded_on_the_page_of_the_erasure(world: Any, browse: Any, one: ErasureNotice) -> None:
    at, tell = f"/erasures/{one.erasure_id}/", f"/erasures/recipients/{one.pk}/"
    for who in (world.officer, world.supervisor, world.stranger, world.coordinator):
        assert browse(who).get(tell).status_code == browse(who).get(at).status_code == 404
        assert browse(who).post(tell, {"version": 1, "told_on": str(TODAY), "how": "mail"}).status_code == 404
    for who in (world.legal, world.chair, world.manager):
        assert tell in page(browse(who), at)
    assert "1 to tell" in page(browse(world.chair), "/erasures/")
    assert "1 to tell" in page(browse(world.manager), f"{CASE}retention/")
    assert tell in page(browse(world.legal), "/")
    answer = browse(world.legal).post(tell, {"version": 1, "told_on": str(TODAY), "how": "letter"})
    assert (answer.status_code, answer["Location"]) == (303, at)
    shown = page(browse(world.manager), at)
    assert "By letter" in shown
    assert world.legal.user.full_name in shown
    assert tell not in shown
    assert "to tell" not in page(browse(world.chair), "/erasures/")
    assert [d.state for d in due()] == ["done"]
    (line,) = lines("erasure.recipient_told")
    assert (line.subjects, line.user_id) == ([one.erasure_id], world.legal.user_id)
    assert line.detail == {"recipient": "manager"}
    assert browse(world.chair).post(tell, {"version": 2, "told_on": str(TODAY), "how": "mail"}).status_code == 422


def test_whoever_cannot_be_told_stands_there_with_a_reason(world: Any, browse: Any, one: ErasureNotice) -> None:
    tell = f"/erasures/recipients/{one.pk}/"
    assert browse(world.chair).post(tell, {"version": 1, "how": "effort"}).status_code == 303
    assert "out of all proportion" in page(browse(world.legal), f"/erasures/{one.erasure_id}/")
    assert [d.state for d in due()] == ["done"]
    assert [line.user_id for line in lines("erasure.recipient_not_told")] == [world.chair.user_id]


@pytest.mark.parametrize("form", [
    {}, {"told_on": str(TODAY)}, {"how": "mail"}, {"told_on": str(TODAY), "how": "ended"},
    {"told_on": str(TODAY + dt.timedelta(days=1)), "how": "mail"}, {"told_on": "soon", "how": "mail"},
    {"told_on": str(TODAY - dt.timedelta(days=1)), "how": "mail"}, {"told_on": str(TODAY), "how": "smoke"},
])  # fmt: skip
def test_what_is_missing_or_odd_is_said(
    world: Any, browse: Any, one: ErasureNotice, form: dict[str, str]
) -> None:  # fmt: skip
    answer = browse(world.legal).post(f"/erasures/recipients/{one.pk}/", {"version": 1, **form})
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()
    assert [d.state for d in due()] == ["open"]


def test_two_who_record_it_at_once_do_not_overwrite(world: Any, one: ErasureNotice) -> None:
    told = ToldOfErasure(TODAY, PassedHow.PHONE)
    with acting(world.chair) as actor:
        with pytest.raises(Conflict):
            tell_of_erasure(actor, one.pk, 9, told)
        with pytest.raises(RuleBroken) as wrong:
            tell_of_erasure(actor, one.pk, 1, ToldOfErasure(TODAY))
        assert wrong.value.field == "how"
        for odd in (ToldOfErasure(), ToldOfErasure(TODAY, PassedHow.MAIL, RecipientNotTold.ENDED)):
            with pytest.raises(RuleBroken) as wrong:
                tell_of_erasure(actor, one.pk, 1, odd)
            assert wrong.value.field == "told_on"
        assert tell_of_erasure(actor, one.pk, 1, told).how == "phone"
        with pytest.raises(RuleBroken):
            tell_of_erasure(actor, one.pk, 2, ToldOfErasure(not_told=RecipientNotTold.ENDED))


def test_a_program_records_it(world: Any, one: ErasureNotice) -> None:
    client, at = caller(world.legal), f"/erasures/recipients/{one.pk}/"
    (shown,) = client.get(f"/erasures/{one.erasure_id}/").json()["recipients"]
    assert (shown["id"], shown["told"], shown["version"]) == (str(one.pk), "", 1)
    assert caller(world.officer).post(at, {"version": 1, "not_told": "ended"}).status_code == 404
    assert client.post(at, {"version": 1}).status_code == 422
    assert client.post(at, {"version": 1, "how": "smoke"}).status_code == 422
    answer = client.post(at, {"version": 1, "told_on": str(TODAY), "how": "mail"})
    assert answer.status_code == 201
    assert (answer.json()["recipients"][0]["how"], answer.json()["erasure"]["to_tell"]) == ("By secure e-mail", 0)
    assert client.post(at, {"version": 2, "not_told": "ended"}).status_code == 409
    assert client.post(f"/erasures/recipients/{uuid.uuid4()}/", {"version": 1}).status_code == 404


def test_what_is_to_be_told_outlives_the_record(world: Any, browse: Any, one: ErasureNotice) -> None:
    close(world)
    row = proposed(world, browse, granted(world))
    assert decided(world, browse, row) == 303
    assert carried_out() == 1
    assert one.pk in {n.pk for n in notices()}
    assert {d.state for d in due()} == {"open"}
    assert browse(world.manager).get(f"/erasures/recipients/{one.pk}/").status_code == 404
    assert browse(world.legal).post(
        f"/erasures/recipients/{one.pk}/", {"version": 1, "how": "unreachable"}
    ).status_code == 303  # fmt: skip


def test_others_stand_by_their_number(world: Any, browse: Any, one: ErasureNotice) -> None:
    with backstage():
        row = Erasure.objects.unguarded(because=WHY).get(pk=one.erasure_id)
    ErasureNoticeFactory(erasure=row, kind="others", others=3)
    assert "3 other recipients" in page(browse(world.legal), f"/erasures/{row.pk}/")
