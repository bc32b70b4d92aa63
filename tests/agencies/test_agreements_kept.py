"""A coordinator writes, offers, signs, suspends, renews and ends agreements; the others read them."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from agencies.models import Agreement, AgreementParty
from devstack.testing import backstage
from tests.agencies.helpers import agreement_form, change, day, fresh, lines
from tests.factories import AgreementFactory, agree

pytestmark = pytest.mark.django_db
OWN = "/agencies/agreements/"


def written(world: Any, browse: Any, *parties: Any, **more: Any) -> Any:
    """An agreement written through the page."""
    response = browse(world.coordinator).post(f"{OWN}new/", agreement_form(*parties, **more))
    assert response.status_code == 303, response.content.decode()
    with backstage():
        return Agreement.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])


def state(agreement: Any) -> Any:
    with backstage():
        signed = AgreementParty.objects.signed(timezone.now()).filter(agreement=agreement).count()
    return fresh(agreement).state_on(timezone.now(), signed)


def do(world: Any, browse: Any, agreement: Any, act: Any, status: Any = 303, **given: Any) -> Any:
    """Post an act at the version as it stands; return the page's text."""
    given = {"version": fresh(agreement).version, **given}
    response = browse(world.coordinator).post(f"{OWN}{agreement.pk}/{act}/", given)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def test_from_the_first_word_to_force(world: Any, browse: Any) -> None:
    agreement = written(world, browse, world.port, world.police)
    assert state(agreement) == "in_preparation"
    do(world, browse, agreement, "offer")
    assert state(agreement) == "in_signature"
    for agency, name in ((world.port, "Odd Marten"), (world.police, "Una Marsh")):
        do(world, browse, agreement, "sign", agency=str(agency.pk), signatory=name, signed_on=day(0).isoformat())
    assert state(agreement) == "in_force"
    html = browse(world.officer).get(f"{OWN}{agreement.pk}/").content.decode()
    for words in ("Odd Marten", "Words about rights.", "Reintegration", "Housing", world.port.name):
        assert words in html
    verbs = ("agreement.added", "agreement.offered", "agreement.signed")
    assert [len(lines(verb)) for verb in verbs] == [1, 1, 2]
    assert fresh(agreement).version == 4


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Enter a title"),
        ({"purposes": []}, "Choose at least one purpose"),
        ({"data_categories": []}, "Choose at least one kind of data"),
        ({"begins_on": ""}, "Enter the day from which it is to be in force"),
        ({"ends_on": "2001-01-01"}, "The last day must not come before the first"),
        ({"review_on": "2001-01-01"}, "The review must come after the agreement begins"),
        ({"purposes": ["revenge"]}, "Choose from the list"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: Any, browse: Any, wrong: Any, sentence: Any) -> None:
    response = browse(world.coordinator).post(f"{OWN}new/", agreement_form(world.port, world.police) | wrong)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Words about accuracy." in html
    with backstage():
        assert not Agreement.objects.filter(accuracy="Words about accuracy.").exists()


def test_a_title_is_taken_once_and_parties_are_ours(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    response = client.post(f"{OWN}new/", agreement_form(world.port, title=world.agreement.title.upper()))
    assert "There is an agreement of this title already" in response.content.decode()
    response = client.post(f"{OWN}new/", agreement_form(world.port, world.elsewhere))
    assert response.status_code == 422
    assert "Choose from the list" in response.content.decode()


def test_an_unfinished_text_can_be_saved_but_not_offered(world: Any, browse: Any) -> None:
    agreement = written(world, browse, world.port, rights="", review_on="")
    html = do(world, browse, agreement, "offer", 422)
    assert "at least two parties" in html
    do(world, browse, agreement, "join", agency=str(world.police.pk))
    html = do(world, browse, agreement, "offer", 422)
    assert "rights of the person and single contact" in html
    assert "review date" in html
    assert state(agreement) == "in_preparation"


def test_a_text_is_edited_until_somebody_signs(world: Any, browse: Any) -> None:
    agreement = written(world, browse, world.port, world.police)
    client, address = browse(world.coordinator), f"{OWN}{agreement.pk}/edit/"
    assert "Words about secrecy." in client.get(address).content.decode()
    given = agreement_form(world.port, world.college, title="Another title", version=1)
    assert client.post(address, given).status_code == 303
    with backstage():
        assert {place.agency_id for place in agreement.parties.all()} == {world.port.pk, world.college.pk}
    assert "parties" in lines("agreement.changed")[0].detail["fields"]
    assert client.post(address, given | {"version": 2}).status_code == 303  # nothing changed
    assert fresh(agreement).version == 2
    do(world, browse, agreement, "offer")
    given_signature = {"agency": str(world.port.pk), "signatory": "Odd Marten", "signed_on": day(0).isoformat()}
    do(world, browse, agreement, "sign", **given_signature)
    response = client.post(address, given | {"title": "Third", "version": fresh(agreement).version})
    assert response.status_code == 422
    assert "A party has signed this text" in response.content.decode()
    assert fresh(agreement).title == "Another title"


def test_a_conflict_keeps_what_was_typed(world: Any, browse: Any) -> None:
    agreement = written(world, browse, world.port, world.police)
    change(agreement, rights="Their words.", purposes=["court"])
    response = browse(world.coordinator).post(
        f"{OWN}{agreement.pk}/edit/", agreement_form(world.port, world.police, rights="My words.", version=1)
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "My words." in html
    assert "Their words." in html
    assert "Court" in html
    assert 'name="version" value="2"' in html


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"agency": "", "signatory": "X", "signed_on": "{today}"}, "Choose an agency"),
        ({"agency": "{port}", "signatory": "", "signed_on": "{today}"}, "Enter the name of the person who signed"),
        (
            {"agency": "{port}", "signatory": "X", "signed_on": "2001-01-01"},
            "between the offer for signature and today",
        ),
        (
            {"agency": "{port}", "signatory": "X", "signed_on": "2999-01-01"},
            "between the offer for signature and today",
        ),
    ],
)
def test_a_wrong_signature_is_refused(world: Any, browse: Any, given: Any, sentence: Any) -> None:
    agreement = written(world, browse, world.port, world.police)
    do(world, browse, agreement, "offer")
    words = {"port": world.port.pk, "today": day(0).isoformat()}
    html = do(world, browse, agreement, "sign", 422, **{name: value.format(**words) for name, value in given.items()})
    assert sentence in html


def test_nothing_is_signed_before_the_offer(world: Any, browse: Any) -> None:
    agreement = written(world, browse, world.port, world.police)
    given = {"agency": str(world.port.pk), "signatory": "X", "signed_on": day(0).isoformat()}
    assert "not open for signature" in do(world, browse, agreement, "sign", 422, **given)


def test_suspended_resumed_renewed_and_ended(world: Any, browse: Any) -> None:
    agreement = world.agreement
    assert "Say why" in do(world, browse, agreement, "suspend", 422, reason="")
    do(world, browse, agreement, "suspend", reason="A leak is examined")
    assert state(agreement) == "suspended"
    assert "already" in do(world, browse, agreement, "suspend", 422, reason="Again")
    html = browse(world.officer).get(f"{OWN}{agreement.pk}/").content.decode()
    assert "Reason: A leak is examined" in html
    do(world, browse, agreement, "resume", reason="Examined")
    assert state(agreement) == "in_force"
    assert "not suspended" in do(world, browse, agreement, "resume", 422, reason="Again")
    renewal = {"ends_on": day(400).isoformat(), "review_on": day(200).isoformat(), "reason": "Panel of today"}
    do(world, browse, agreement, "renew", **renewal)
    assert timezone.localdate(fresh(agreement).valid_to) == day(401)
    do(world, browse, agreement, "end", reason="Law has changed")
    assert state(agreement) == "terminated"
    assert "ended already" in do(world, browse, agreement, "end", 422, reason="Again")
    assert "ended for good" in do(world, browse, agreement, "renew", 422, **renewal)
    assert "over" in do(world, browse, agreement, "suspend", 422, reason="Late")
    assert [line.reason for line in lines("agreement.suspended")] == ["A leak is examined"]
    assert [line.reason for line in lines("agreement.renewed")] == ["Panel of today"]


OFFERED: dict[str, tuple[dict[str, Any], int, set[str]]] = {
    "in preparation": ({"offered_for_signature_on": None}, 0, set()),
    "in signature": ({}, 0, set()),
    "signed by one": ({}, 1, set()),
    "not yet in force": ({"valid_from": timezone.now() + dt.timedelta(days=2)}, 2, {"suspend"}),
    "in force": ({}, 2, {"suspend"}),
    "suspended": ({"suspended_at": timezone.now()}, 2, {"resume"}),
    "run out": ({"valid_to": timezone.now() - dt.timedelta(days=2)}, 2, set()),
    "ended": ({"terminated_at": timezone.now()}, 2, set()),
}


@pytest.mark.parametrize("at", OFFERED)
def test_only_what_the_state_allows_is_offered_and_done(world: Any, browse: Any, at: str) -> None:
    fields, signatures, offered = OFFERED[at]
    agreement = agree(world.port, world.police, **fields)
    with backstage():
        for place in agreement.parties.all()[signatures:]:
            place.signed_on = None
            place.save(update_fields=["signed_on"])
    html = browse(world.coordinator).get(f"{OWN}{agreement.pk}/").content.decode()
    assert {act for act in ("suspend", "resume") if f"{OWN}{agreement.pk}/{act}/" in html} == offered
    for act in ("suspend", "resume"):
        do(world, browse, agreement, act, 303 if act in offered else 422, reason="Asked for")
        if act in offered:
            break


def test_one_that_ran_out_opens_again_when_renewed(world: Any, browse: Any) -> None:
    change(world.agreement, valid_to=timezone.now() - dt.timedelta(days=1))
    assert state(world.agreement) == "expired"
    wrong = {"ends_on": day(-1).isoformat(), "review_on": day(5).isoformat(), "reason": "Panel"}
    assert "The new end must be a day in the future" in do(world, browse, world.agreement, "renew", 422, **wrong)
    wrong = {"ends_on": day(30).isoformat(), "review_on": day(50).isoformat(), "reason": "Panel"}
    assert "before the end" in do(world, browse, world.agreement, "renew", 422, **wrong)
    right = {"ends_on": day(30).isoformat(), "review_on": day(20).isoformat(), "reason": "Panel"}
    do(world, browse, world.agreement, "renew", **right)
    assert state(world.agreement) == "review_due"


def test_a_party_joins_leaves_and_comes_back_with_a_new_signature(world: Any, browse: Any) -> None:
    port = {"agency": str(world.port.pk)}
    do(world, browse, world.agreement, "join", **port)
    assert "Choose an agency" in do(world, browse, world.agreement, "join", 422, **port)
    signature = {**port, "signatory": "Odd Marten", "signed_on": day(0).isoformat()}
    do(world, browse, world.agreement, "sign", **signature)
    do(world, browse, world.agreement, "leave", **port, reason="Their wish")
    html = browse(world.officer).get(f"{OWN}{world.agreement.pk}/").content.decode()
    assert "Left" in html
    do(world, browse, world.agreement, "join", **port)
    with backstage():
        place = AgreementParty.objects.get(agreement=world.agreement, agency=world.port)
    assert place.signed_on is None
    assert not place.binds(timezone.now())


@pytest.mark.parametrize("act", ["offer", "sign", "join", "leave", "suspend", "resume", "renew", "end", "edit"])
def test_a_stale_act_is_not_done(world: Any, browse: Any, act: Any) -> None:
    agreement = written(world, browse, world.port, world.police)
    do(world, browse, agreement, "offer")
    given = agreement_form(
        world.port, world.police, version=1, agency=str(world.port.pk), reason="Why", signatory="X",
        signed_on=day(0).isoformat(),
    )  # fmt: skip
    if act == "join":
        given["agency"] = str(world.college.pk)
    response = browse(world.coordinator).post(f"{OWN}{agreement.pk}/{act}/", given)
    assert response.status_code == 409
    assert "Somebody else changed this" in response.content.decode()
    assert fresh(agreement).version == 2


ACTS = ["new/", "{id}/edit/", "{id}/offer/", "{id}/sign/", "{id}/join/", "{id}/leave/", "{id}/suspend/", "{id}/resume/"]
ACTS += ["{id}/renew/", "{id}/end/"]


@pytest.mark.parametrize("act", ACTS)
def test_only_coordinators_act_and_only_on_their_own(world: Any, browse: Any, act: Any) -> None:
    address = OWN + act.format(id=world.agreement.pk)
    for who in (world.officer, world.chair, world.legal, world.mentor):
        assert browse(who).post(address, {"reason": "x", "version": "1"}).status_code == 403
    assert browse(world.coordinator).get(address).status_code == 200
    if "{id}" in act:
        foreign = agree(world.elsewhere)
        answers = [
            browse(world.coordinator).post(OWN + act.format(id=pk), {"reason": "x", "version": "1"})
            for pk in (foreign.pk, uuid.uuid4())
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_the_list_shows_all_states_those_in_force_first(
    world: Any, browse: Any, django_assert_max_num_queries: Any
) -> None:
    agree(world.port, world.police, title="AAA suspended", suspended_at=timezone.now())
    AgreementFactory(partnership=world.partnership, title="AAB in preparation", offered_for_signature_on=None)
    client = browse(world.officer)
    html = client.get(OWN).content.decode()
    assert html.index(world.agreement.title) < html.index("AAA suspended") < html.index("AAB in preparation")
    assert "Write an agreement" not in html
    with django_assert_max_num_queries(40) as few:
        client.get(OWN)
    for _ in range(6):
        agree(world.port, world.police, world.college)
    with django_assert_max_num_queries(len(few)):
        client.get(OWN)


def test_companions_read_no_agreements_and_strangers_find_none(world: Any, browse: Any) -> None:
    for address in (OWN, f"{OWN}{world.agreement.pk}/"):
        assert browse(world.mentor).get(address).status_code == 403
    assert browse(world.stranger).get(f"{OWN}{world.agreement.pk}/").status_code == 404
    html = browse(world.stranger).get(OWN).content.decode()
    assert world.agreement.title not in html
    assert "There is no agreement yet" in html


def test_names_of_signatories_are_for_permanent_professionals(world: Any, browse: Any, backstage: Any) -> None:
    with backstage():
        world.agreement.parties.filter(agency=world.police).update(signatory="Odd Marten")
    address = f"{OWN}{world.agreement.pk}/"
    assert "Odd Marten" in browse(world.officer).get(address).content.decode()
    change(world.college, involvement="on_call")
    assert "Odd Marten" not in browse(world.teacher).get(address).content.decode()
