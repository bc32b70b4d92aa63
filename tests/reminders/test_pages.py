"""The list, the badge, putting off, taking up; the times of the partnership; the desk of its coordinators."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from access.models import Event
from agencies.models import AgencyMembership, Partnership
from casework.models import Deadline, NoteText, ReminderMail
from devstack.testing import backstage
from tests.factories import EmergencyFactory, MembershipFactory, NoteFactory, give_to_agency
from tests.reminders.kit import change, due, mails, reminders, swept

TODAY = timezone.localdate
BADGE = re.compile(r'Reminders <span class="app-count">(\d+)</span>')


def badge(client: Any, path: str = "/explain/") -> int:
    """The number in the head of a page."""
    found = BADGE.search(client.get(path).content.decode())
    return int(found[1]) if found else 0


def page(client: Any) -> str:
    text: str = client.get("/reminders/").content.decode()
    return text.partition("<main")[2]


def verbs() -> list[str]:
    with backstage():
        return list(Event.objects.unguarded(because="test").order_by("seq").values_list("verb", flat=True))


def test_the_list_tells_what_is_due_and_the_badge_counts_it(world: Any, browse: Any) -> None:
    due(world, on=TODAY())
    swept()
    client = browse(world.supervisor)
    assert badge(client) == 1
    text = page(client)
    assert "Court report" in text
    assert "VRP-CEDAR" in text
    assert "Valcourt" in text
    assert verbs()[-1] == "reminder.list_read"
    assert badge(browse(world.officer)) == 0
    assert "Court report" not in page(browse(world.officer))


def test_answers_to_notes_are_told_apart_by_the_title_that_the_reader_knows(world: Any, browse: Any) -> None:
    words = NoteFactory(
        case=world.case, by=world.officer, title="The name of the harbour", full="Full.", summary="A place.",
        answer_by=TODAY(),
    )  # fmt: skip
    due(world, on=TODAY(), kind="note_answer", subject_kind="note", subject_id=words.pk)
    due(world, on=TODAY(), kind="note_answer", subject_kind="note", subject_id=words.pk, responsible=world.teacher,
        agency=world.college)  # fmt: skip
    swept()
    text = page(browse(world.supervisor))
    assert f'href="/notes/{words.pk}/"><bdi>The name of the harbour</bdi>' in text
    assert "<span>Answer to a note</span>" in text
    with backstage():
        line = Event.objects.unguarded(because="test").get(verb="reminder.list_read")
    assert words.pk in line.subjects
    with backstage():
        NoteText.objects.unguarded(because="test").filter(note=words, tier=3).update(title="A place")
    text = page(browse(world.teacher))
    assert f'href="/notes/{words.pk}/"><bdi>A place</bdi>' in text
    assert "The name of the harbour" not in text


def test_a_deadline_at_several_steps_stands_there_once(world: Any, browse: Any) -> None:
    row, now = due(world, on=TODAY() + dt.timedelta(days=1), kind="release"), timezone.now()
    for days in (0, 1, 9):
        swept(now + dt.timedelta(days=days))
    assert [one.step for one in reminders(deadline=row)] == ["ahead", "due", "overdue"]
    client = browse(world.supervisor)
    assert badge(client) == 1
    assert page(client).count('<span class="num">VRP-CEDAR</span>') == 1
    assert "Overdue" in page(client)


def test_the_list_forgets_what_is_met_and_whose_access_ended(world: Any, browse: Any) -> None:
    met = due(world, on=TODAY(), kind="hearing")
    due(world, on=TODAY(), responsible=world.teacher, agency=world.college)
    swept()
    guest, client = browse(world.teacher), browse(world.supervisor)
    assert (badge(guest), badge(client)) == (1, 1)
    change(met, state="done", done_at=timezone.now())
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_caseteammember SET valid_to = now(), version = version + 1 WHERE membership_id = %s",
            [world.teacher.pk],
        )
    assert (badge(guest), badge(client)) == (0, 0)
    assert "VRP-CEDAR" not in page(guest)
    assert "Nothing needs you now" in page(client)


def test_putting_off_takes_a_reason_and_a_day_that_is_near(world: Any, browse: Any) -> None:
    due(world, on=TODAY())
    swept()
    client, (one,) = browse(world.supervisor), reminders()
    path = f"/reminders/{one.pk}/later/"
    assert client.get(path).status_code == 200
    tomorrow = (TODAY() + dt.timedelta(days=1)).isoformat()
    for until, reason in (
        (tomorrow, ""), (tomorrow, "bored"), ("", "planned"), (TODAY().isoformat(), "planned"), ("x", "planned"),
        ((TODAY() + dt.timedelta(days=15)).isoformat(), "planned"),
    ):  # fmt: skip
        assert client.post(path, {"until": until, "reason": reason}).status_code == 422
    assert badge(client) == 1
    assert client.post(path, {"until": tomorrow, "reason": "others"}).status_code == 303
    assert badge(client) == 0
    assert "put off until" in page(client)
    assert "I wait for somebody else" in page(client)
    assert "reminder.snoozed" in verbs()
    change(one, snoozed_until=TODAY())
    assert badge(client) == 1


def test_putting_off_does_not_hold_up_passing_on(world: Any, browse: Any) -> None:
    due(world, on=TODAY(), kind="court_report")
    swept()
    (one,) = reminders()
    until = (TODAY() + dt.timedelta(days=14)).isoformat()
    browse(world.supervisor).post(f"/reminders/{one.pk}/later/", {"until": until, "reason": "planned"})
    swept(timezone.now() + dt.timedelta(days=9))
    assert [two.membership_id for two in reminders(step="escalation")] == [world.chair.pk]


def test_what_is_met_by_hand_is_done_from_the_list(world: Any, browse: Any) -> None:
    row = due(world, on=TODAY(), kind="network")
    swept()
    client, (one,) = browse(world.supervisor), reminders()
    assert f"/reminders/{one.pk}/done/" in page(client)
    answer = client.post(f"/reminders/{one.pk}/done/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reminders/")
    with backstage():
        assert Deadline.objects.unguarded(because="test").get(pk=row.pk).state == "done"
    assert badge(client) == 0
    assert client.post(f"/reminders/{one.pk}/done/").status_code == 404


def test_what_its_own_page_does_is_not_done_from_the_list(world: Any, browse: Any) -> None:
    due(world, on=TODAY(), kind="hearing")
    swept()
    client, (one,) = browse(world.supervisor), reminders()
    assert f"/reminders/{one.pk}/done/" not in page(client)
    answer = client.post(f"/reminders/{one.pk}/done/", follow=True)
    assert "open it and answer there" in answer.content.decode()
    assert badge(client) == 1


def test_a_senior_takes_up_what_was_passed_on(world: Any, browse: Any) -> None:
    give_to_agency(world.case, world.probation)
    senior = MembershipFactory(agency=world.probation, duties=["supervisor"])
    due(world, on=TODAY() - dt.timedelta(days=20))
    swept()
    client = browse(senior)
    assert "passed on to you" in page(client)
    (one,) = reminders(step="escalation")
    assert client.post(f"/reminders/{one.pk}/done/").status_code == 303
    assert badge(client) == 0
    assert badge(browse(world.supervisor)) == 1
    assert "reminder.taken_up" in verbs()
    assert swept() == 0


def test_what_was_passed_on_stands_by_case(world: Any, browse: Any) -> None:
    for days, kind in ((20, "network"), (24, "court_report"), (30, "hearing")):
        due(world, on=TODAY() - dt.timedelta(days=days), kind=kind)
    swept()
    text = page(browse(world.chair))
    assert text.count("<details") == 1
    summary = re.sub(r"<[^>]+>", "", text.partition("<summary")[2].partition("</summary>")[0])
    assert "VRP-CEDAR: 3 overdue, the oldest since" in summary
    assert text.count("Something is overdue. Ask why.</bdi>") == 3
    assert "Passed on to you" in text
    assert "Passed on to you" not in page(browse(world.supervisor))


def test_the_chair_is_told_that_something_is_overdue_and_not_what(world: Any, browse: Any) -> None:
    due(world, on=TODAY() - dt.timedelta(days=20), kind="breach_action")
    swept()
    client = browse(world.chair)
    assert badge(client) == 1
    assert "Something is overdue" in page(client)
    assert "VRP-CEDAR" in page(client)
    assert "breach" not in page(client).lower()


def test_a_reminder_of_somebody_else_is_not_there(world: Any, browse: Any) -> None:
    due(world, on=TODAY(), kind="follow_up")
    swept()
    (one,) = reminders()
    for who in (world.officer, world.manager, world.chair, world.colleague, world.stranger):
        client = browse(who)
        assert client.get(f"/reminders/{one.pk}/later/").status_code == 404
        assert (
            client.post(f"/reminders/{one.pk}/later/", {"until": "2030-01-01", "reason": "planned"}).status_code == 404
        )
        assert client.post(f"/reminders/{one.pk}/done/").status_code == 404


def test_under_another_membership_it_is_not_there_either(world: Any, browse: Any) -> None:
    second = MembershipFactory(user=world.supervisor.user, agency=world.social)
    due(world, on=TODAY())
    swept()
    client = browse(world.supervisor)
    session = client.session
    session["acting_membership"] = str(second.pk)
    session.save()
    assert badge(client) == 0


def test_the_head_of_a_page_still_tells_of_emergency_access(world: Any, browse: Any) -> None:
    EmergencyFactory(case=world.case, membership=world.duty)
    due(world, on=TODAY(), case=None, responsible=world.duty, agency=world.police, kind="place_ends")
    swept()
    client = browse(world.duty)
    text = client.get("/explain/").content.decode()
    assert "Emergency access" in text
    assert badge(client) == 1


def test_everybody_chooses_how_they_are_reminded(world: Any, browse: Any) -> None:
    client = browse(world.mentor)
    assert "By e-mail at once" in client.get("/account/").content.decode()
    assert client.post("/account/reminders/", {"by": "pigeon"}).status_code == 422
    assert client.post("/account/reminders/", {"by": "digest"}).status_code == 303
    assert "By one e-mail a day" in client.get("/account/").content.decode()
    with backstage():
        assert AgencyMembership.objects.get(pk=world.mentor.pk).user.reminded_by == "digest"
    assert "account.reminded_by" in verbs()


def settings_of(world: Any) -> dict[str, Any]:
    with backstage():
        kept: dict[str, Any] = Partnership.objects.get(pk=world.partnership.pk).settings
    return kept


def test_times_are_shown_with_their_sources_and_set_by_coordinators(world: Any, browse: Any) -> None:
    text = browse(world.officer).get("/times/").content.decode()
    for words in ("Court report", "CASA users ask for a week", "working days", "toolkit L188", "20:00", "Plan review"):
        assert words in text
    assert 'href="/times/court_report/"' not in text
    client = browse(world.coordinator)
    change(world.partnership, settings={"cadences": {"plan_review": 60}})
    assert client.post("/times/court_report/", {"ahead": "7", "overdue": "3", "escalate": "2"}).status_code == 422
    assert client.post("/times/court_report/", {"ahead": "-1", "overdue": "0", "escalate": "x"}).status_code == 422
    assert client.post("/times/court_report/", {"ahead": "7", "overdue": "1", "escalate": "4"}).status_code == 303
    assert client.get("/times/nonsense/").status_code == 404
    assert "changed" in client.get("/times/").content.decode()
    assert settings_of(world) == {
        "cadences": {"plan_review": 60}, "reminders": {"kinds": {"court_report": [7, 1, 4]}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"quiet_from": "21:00", "quiet_until": "06:30", "time_zone": "Europe/Paris"}, 303),
        ({"quiet_from": "21:00", "quiet_until": "21:00", "time_zone": "Europe/Paris"}, 422),
        ({"quiet_from": "21:00", "quiet_until": "06:30", "time_zone": "Europe/Velmarra"}, 422),
        ({"quiet_from": "late", "quiet_until": "06:30", "time_zone": "Europe/Paris"}, 422),
    ],
)
def test_quiet_hours_are_set_in_the_partnerships_time(world: Any, browse: Any, form: Any, status: int) -> None:
    client = browse(world.coordinator)
    assert client.post("/times/hours/", form).status_code == status
    kept = settings_of(world).get("reminders")
    assert kept == (None if status == 422 else {"quiet": ["21:00", "06:30"], "time_zone": "Europe/Paris"})


def mail(world: Any, state: str, **more: Any) -> ReminderMail:
    with backstage():
        return ReminderMail.objects.create(
            user=world.supervisor.user, partnership=world.partnership, kind="now", message_id=f"<{state}@example.org>",
            state=state, claimed_at=timezone.now(), **more,
        )  # fmt: skip


def test_the_desk_shows_figures_and_what_is_unknown_and_no_case(world: Any, browse: Any) -> None:
    due(world, on=TODAY(), kind="hearing")
    due(world, on=TODAY() - dt.timedelta(days=30), case=None, agency=world.port, responsible=None)
    for member in (world.chair, world.coordinator):
        change(member, duties=[])
    swept()
    change(world.coordinator, duties=["coordinator"])
    for state in ("sent", "unknown", "failed"):
        mail(world, state, answer=550 if state == "failed" else None)
    client = browse(world.coordinator)
    text = client.get("/reminders/desk/").content.decode()
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd class=\"app-figure__n\">(\d+)</dd>", text))
    assert figures == {"Standing": "1", "To send": "1", "Unknown": "1", "Refused": "1", "Overdue, nobody told": "1"}
    assert "answer 550" in text
    assert "VRP-CEDAR" not in text
    (unknown,) = [one for one in mails() if one.state == "unknown"]
    assert client.post(f"/reminders/desk/{unknown.pk}/noted/").status_code == 303
    assert "Unknown: it may" not in client.get("/reminders/desk/").content.decode()
    assert [one.state for one in mails() if one.pk == unknown.pk] == ["unknown"], "it is only taken off the list"


def test_the_desk_of_another_partnership_is_closed(world: Any, browse: Any) -> None:
    row = mail(world, "unknown")
    other = MembershipFactory(agency=world.elsewhere, duties=["coordinator"])
    client = browse(other)
    assert world.supervisor.user.full_name not in client.get("/reminders/desk/").content.decode()
    assert client.post(f"/reminders/desk/{row.pk}/noted/").status_code == 404


def test_the_database_gives_figures_to_coordinators_of_the_partnership_alone(world: Any, act: Any) -> None:
    ask = "SELECT * FROM casework_reminder_figures(%s)"
    for who in (world.supervisor, world.chair, world.legal, MembershipFactory(agency=world.elsewhere,
                                                                              duties=["coordinator"])):  # fmt: skip
        with act(who), pytest.raises(ProgrammingError, match="for the coordinators"), transaction.atomic():
            connection.cursor().execute(ask, [world.partnership.pk])
    with act(world.coordinator), connection.cursor() as cursor:
        cursor.execute(ask, [world.partnership.pk])
        assert cursor.fetchone()[0] == 0
