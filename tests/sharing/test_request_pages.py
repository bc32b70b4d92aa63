"""Pages of requests: asking, the inbox, answering with a preview; and what guests cannot tell apart."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from devstack.testing import backstage
from sharing.models import SharingAnswer, SharingRequest
from tests.api.caller import caller
from tests.cast import browser_of
from tests.factories import MembershipFactory, PlaceFactory, RequestRemarkFactory, answered, asked

WORDS = {"about": "professional_conversation", "words": "Seen twice at the hall.", "nature": "fact"}
ASKED = {
    "purpose": "reintegration", "tier": "3", "question": "Was he seen at the hall?",
    "reason": "He asks to train there.",
}  # fmt: skip


def _post(who: Any, path: str, **form: str) -> Any:
    return browser_of(who).post(path, form)


def _text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_request_goes_from_the_case_to_the_inbox_and_back_with_its_answer(world: Any) -> None:
    sent = _post(world.supervisor, "/cases/VRP-CEDAR/requests/new/", asked=str(world.police.pk), **ASKED)
    assert sent.status_code == 303
    path = sent["Location"]
    inbox = _text(browser_of(world.officer).get("/requests/"))
    assert "From Probation Office" in inbox
    assert "1 to answer" in inbox
    page = _text(browser_of(world.officer).get(path))
    assert "Was he seen at the hall?" in page
    assert "Send the answer" in page
    shown = _post(world.officer, f"{path}answer/", code="summary", preview="1", **WORDS)
    assert shown.status_code == 200
    assert "Probation Office would read: Summary" in _text(shown)
    with backstage():
        assert not SharingAnswer.objects.unguarded(because="test").exists()
    assert _post(world.officer, f"{path}answer/", code="summary", **WORDS).status_code == 303
    read = _text(browser_of(world.supervisor).get(path))
    assert "Seen twice at the hall." in read
    assert "Summary" in read
    assert "0 to answer" in _text(browser_of(world.officer).get("/requests/?state=open"))
    assert "To Police Desk" in _text(browser_of(world.supervisor).get("/requests/?way=by_us&state=answered"))
    assert "No request fits" in _text(browser_of(world.supervisor).get("/requests/?state=overdue"))


def test_nothing_typed_is_lost_where_something_is_missing(world: Any) -> None:
    wrong = _post(world.supervisor, "/cases/VRP-CEDAR/requests/new/", **{**ASKED, "asked": "", "question": ""})
    assert wrong.status_code == 422
    assert "He asks to train there." in _text(wrong)
    row = asked(world.case, world.supervisor, world.police)
    path = f"/requests/{row.pk}/answer/"
    for form, sentence in (
        ({"code": "refused", "words": "Kept words."}, "Say why it is refused."),
        ({"code": "cannot_say", "words": "Kept words."}, "Say what the reader should do"),
        ({"code": "gist", "words": "Kept words."}, "Write the gist"),
        ({"code": "summary", "words": "Kept words.", "handling": "sealed"}, "The agency that asked would read"),
        ({"words": "Kept words."}, "Choose your answer"),
    ):
        answer = _post(world.officer, path, **{**WORDS, **form})
        assert answer.status_code == 422, form
        assert sentence in _text(answer)
        assert "Kept words." in _text(answer)


def test_a_refusal_shows_its_reason_and_takes_its_effect(world: Any) -> None:
    row = asked(world.case, world.supervisor, world.police)
    done = _post(world.officer, f"/requests/{row.pk}/answer/", code="refused", reason="An inquiry runs.", **WORDS)
    assert done.status_code == 303
    page = _text(browser_of(world.manager).get(f"/requests/{row.pk}/"))
    assert "An inquiry runs." in page
    assert "Note the effect" in page
    assert _post(world.manager, f"/requests/{row.pk}/effect/", text="").status_code == 422
    assert _post(world.manager, f"/requests/{row.pk}/effect/", text="Visits wait.").status_code == 303
    assert "Visits wait." in _text(browser_of(world.officer).get(f"/requests/{row.pk}/"))
    third = _text(browser_of(world.clinician).get(f"/requests/{row.pk}/"))
    assert "An inquiry runs." not in third
    assert "between the two agencies" in third


def test_asked_again_from_the_first_request(world: Any) -> None:
    first = asked(world.case, world.supervisor, world.police)
    answered(first, world.officer, "nothing_held")
    again = _post(world.supervisor, f"/cases/VRP-CEDAR/requests/new/?again={first.pk}", asked=str(world.police.pk),
                  **ASKED)  # fmt: skip
    assert again.status_code == 303
    with backstage():
        assert SharingRequest.objects.unguarded(because="test").get(second_to=first.pk).agency_id == world.probation.pk
    assert "Asked again" in _text(browser_of(world.supervisor).get(f"/requests/{first.pk}/"))


def test_the_chair_counts_what_could_not_be_said_and_reads_none_of_it(world: Any) -> None:
    row = asked(world.case, world.supervisor, world.police)
    answered(row, world.officer, "cannot_say")
    RequestRemarkFactory(request=row, membership=world.officer, text="Call before you visit.")
    answered(asked(world.case, world.supervisor, world.police), world.officer, "nothing_held")
    page = _text(browser_of(world.chair).get("/requests/review/"))
    assert page.count("Police Desk") == 2  # the pair, and the one answer
    assert "VRP-CEDAR" in page
    assert "harbour hall" not in page
    assert "Call before you visit." not in page
    assert "None in this quarter" in _text(browser_of(world.chair).get("/requests/review/?from=2020-01-01"))


def test_the_ledger_tells_of_requests_and_of_what_one_may_know_of_the_answer(world: Any) -> None:
    answered(asked(world.case, world.supervisor, world.police), world.officer, "cannot_say")
    ledger = "/cases/VRP-CEDAR/ledger/"
    assert "We cannot say" in _text(browser_of(world.manager).get(ledger))
    third = _text(browser_of(world.clinician).get(ledger))
    assert "Probation Office asks Police Desk" in third
    assert "We cannot say" not in third


def _masked(client: Client, path: str, *keys: Any) -> str:
    """The page with what differs from one page load to the next, and from one request to another, taken out."""
    answer = client.get(path)
    text = answer.content.decode()
    for key in keys:
        text = text.replace(str(key), "KEY")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r'nonce-[^ ]*|nonce="[^"]*"', "", text)
    return f"{answer.status_code} {text}"


@pytest.mark.parametrize("side", ["probation", "police"])
def test_a_guest_cannot_tell_nothing_held_from_cannot_say(world: Any, side: str) -> None:
    guest = MembershipFactory(agency=getattr(world, side))
    PlaceFactory(case=world.case, membership=guest, kind="ad_hoc")
    browser_of(guest).get("/")  # the first look counts the week as new
    told, at = {}, timezone.now()
    for code in ("nothing_held", "cannot_say"):
        row = asked(world.case, world.supervisor, world.police, asked_at=at, seen_at=at, seen_by=world.officer)
        answered(row, world.officer, code, answered_at=at)
        if code == "cannot_say":
            RequestRemarkFactory(request=row, membership=world.officer)
            RequestRemarkFactory(request=row, membership=world.supervisor, kind="effect")
        client, api = browser_of(guest), caller(guest)
        lists = ("/cases/VRP-CEDAR/requests/", "/requests/", "/", "/cases/VRP-CEDAR/timeline/",
                 "/cases/VRP-CEDAR/", "/cases/VRP-CEDAR/ledger/", "/cases/VRP-CEDAR/notes/?text=call")  # fmt: skip
        told[code] = [
            _masked(client, f"/requests/{row.pk}/", row.pk), *(_masked(client, path, row.pk) for path in lists),
            *(api.get(path).content.decode().replace(str(row.pk), "KEY")
              for path in (f"/requests/{row.pk}/", "/requests/", "/deadlines/",
                           "/cases/VRP-CEDAR/requests/")),
        ]  # fmt: skip
        _forget(row)
    for one, other in zip(told["nothing_held"], told["cannot_say"], strict=True):
        assert one == other
    assert "no information was given" in told["cannot_say"][0]
    assert "no information was given" in told["cannot_say"][8]


def _forget(row: SharingRequest) -> None:
    from sharing.models import AnswerSilence, RequestRemark, RequestWords

    with backstage():
        for model in (RequestRemark, AnswerSilence, SharingAnswer, RequestWords):
            model.objects.unguarded(because="test").filter(request=row).delete()
        row.delete()
