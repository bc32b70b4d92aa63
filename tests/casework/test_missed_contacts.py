"""A missed contact: its clocks, the letter, the explanation, and who follows it up."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.models import Contact, Note
from devstack.testing import backstage
from tests.casework.contacting import LIST, NEW, dues, only_contact, typed


def test_a_missed_contact_starts_two_clocks_for_the_order_supervisor(world: Any, browse: Any) -> None:
    friday = timezone.localdate()
    while friday.weekday() != 4 or friday >= timezone.localdate():
        friday -= dt.timedelta(days=1)
    answer = browse(world.officer).post(NEW, typed(attended="no_good_reason", on=friday.isoformat()))
    contact = only_contact()
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/contacts/{contact.pk}/"
    rows = dues()
    assert set(rows) == {"contact_letter", "explanation"}
    assert rows["contact_letter"].due_on == friday + dt.timedelta(days=4)  # two working days over a weekend
    assert rows["explanation"].due_on == friday + dt.timedelta(days=10)  # six working days over two weekends
    assert {row.responsible_id for row in rows.values()} == {world.supervisor.pk}
    page = browse(world.supervisor).get(f"/contacts/{contact.pk}/").content.decode()
    assert f"/contacts/{contact.pk}/letter/" in page
    assert f"/contacts/{contact.pk}/explained/" in page


@pytest.mark.parametrize("attended", ["yes", "late", "no_excused"])
def test_whoever_came_or_had_a_reason_starts_no_clock(world: Any, browse: Any, attended: str) -> None:
    browse(world.supervisor).post(NEW, typed(attended=attended))
    assert dues() == {}


def test_a_missed_contact_that_the_supervisor_does_not_read_starts_no_clock(world: Any, browse: Any) -> None:
    browse(world.clinician).post(NEW, typed(attended="no_good_reason"))
    assert only_contact().attended == "no_good_reason"
    assert dues() == {}


def test_whoever_does_not_read_the_contact_is_not_told_of_its_clocks(world: Any, browse: Any) -> None:
    more = {"handling": "named", "named": [str(world.manager.user_id)]}
    browse(world.supervisor).post(NEW, typed(attended="no_good_reason", **more))
    assert len(dues()) == 2
    assert "Letter after a missed contact" in browse(world.manager).get("/cases/VRP-CEDAR/").content.decode()
    assert "Letter after a missed contact" not in browse(world.officer).get("/cases/VRP-CEDAR/").content.decode()


def miss(world: Any, browse: Any) -> Contact:
    browse(world.officer).post(NEW, typed(attended="no_good_reason"))
    return only_contact()


def test_the_letter_meets_the_first_clock(world: Any, browse: Any) -> None:
    contact = miss(world, browse)
    path, today = f"/contacts/{contact.pk}/letter/", timezone.localdate()
    client = browse(world.supervisor)
    assert client.get(path).status_code == 200
    early = client.post(path, {"sent_on": (today - dt.timedelta(days=30)).isoformat(), "delivery": "letter"})
    assert early.status_code == 422
    assert client.post(path, {"sent_on": today.isoformat(), "delivery": "registered"}).status_code == 303
    assert {kind: row.state for kind, row in dues().items()} == {"contact_letter": "done", "explanation": "open"}
    assert (only_contact().letter_on, only_contact().letter_by) == (today, "registered")
    assert "Registered letter" in client.get(LIST).content.decode()


@pytest.mark.parametrize(("accepted", "attended", "letter"), [("yes", "no_excused", "dropped"),
                                                              ("no", "no_good_reason", "open")])  # fmt: skip
def test_the_explanation_meets_the_second(
    world: Any, browse: Any, accepted: str, attended: str, letter: str
) -> None:  # fmt: skip
    contact = miss(world, browse)
    path = f"/contacts/{contact.pk}/explained/"
    form = {"came_on": timezone.localdate().isoformat(), "words": "His father fell ill.", "accepted": accepted,
            "court_tier": "0"}  # fmt: skip
    client = browse(world.supervisor)
    assert client.post(path, {**form, "words": ""}).status_code == 422
    assert client.post(path, {**form, "court_tier": "3"}).status_code == 422  # no summary that could go
    assert client.post(path, {**form, "court_tier": ""}).status_code == 422
    assert client.post(path, form).status_code == 303
    assert {kind: row.state for kind, row in dues().items()} == {"contact_letter": letter, "explanation": "done"}
    contact = only_contact()
    assert (contact.attended, contact.explained_on) == (attended, timezone.localdate())
    assert "His father fell ill." in browse(world.officer).get(f"/contacts/{contact.pk}/").content.decode()
    assert client.post(path, form).status_code == 422  # once
    assert contact.explanation_id is not None
    with backstage():
        note = Note.objects.unguarded(because="test").get(pk=contact.explanation_id)
    assert (note.nature, note.source_grade, note.court_tier) == ("reported", "2", 0)
    assert "His father fell ill." not in browse(world.teacher).get(f"/contacts/{contact.pk}/").content.decode()


@pytest.mark.parametrize("kind", ["family", "professional_conversation", "information_received"])
@pytest.mark.parametrize("attended", ["no_good_reason", "no_excused"])
def test_nobody_stays_away_from_what_they_were_not_expected_at(
    world: Any, browse: Any, kind: str, attended: str
) -> None:  # fmt: skip
    client = browse(world.manager)
    answer = client.post(NEW, typed(kind=kind, attended=attended))
    assert answer.status_code == 422
    assert "was not expected at this kind of contact" in answer.content.decode()
    assert dues() == {}
    assert client.post(NEW, typed(kind=kind, attended="")).status_code == 303
    path = f"/contacts/{only_contact().pk}/edit/"
    form = {"attended": attended, "setting": "community", "mode": "face_to_face", "version": "1"}
    assert client.post(path, form).status_code == 422
    assert dues() == {}


def test_only_the_makers_agency_and_the_leads_follow_up(world: Any, browse: Any) -> None:
    contact = miss(world, browse)
    for who, status in (("supervisor", 200), ("manager", 200), ("officer", 200), ("clinician", 403), ("teacher", 403),
                        ("mentor", 404), ("analyst", 404)):  # fmt: skip
        client = browse(getattr(world, who))
        assert client.get(f"/contacts/{contact.pk}/letter/").status_code == status, who
        assert client.get(f"/contacts/{contact.pk}/explained/").status_code == status, who


def test_the_second_wall_lets_a_lead_follow_up_and_nothing_else(world: Any, browse: Any, act: Any) -> None:
    from django.db import DatabaseError, connection, transaction

    contact = miss(world, browse)

    def change(membership: Any, what: str) -> int:
        with act(membership), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(
                        f"UPDATE casework_contact SET version = version + 1, {what} WHERE id = %s", [contact.pk]
                    )
                    done: int = cursor.rowcount
                    transaction.set_rollback(True)
                    return done
            except DatabaseError:
                return -1

    assert change(world.supervisor, "letter_on = current_date") == 1
    assert change(world.supervisor, "attended = 'no_excused'") == 1
    assert change(world.supervisor, "attended = 'yes'") == -1
    assert change(world.supervisor, "place = 'elsewhere'") == -1
    assert change(world.officer, "place = 'elsewhere'") == 1
    assert change(world.clinician, "letter_on = current_date") == 0
    assert change(world.stranger, "letter_on = current_date") == 0


def test_putting_right_moves_the_clocks(world: Any, browse: Any) -> None:
    browse(world.supervisor).post(NEW, typed())
    contact = only_contact()
    client, path = browse(world.supervisor), f"/contacts/{contact.pk}/edit/"
    form = {"attended": "no_good_reason", "setting": "community", "mode": "face_to_face", "version": "1"}
    assert client.get(path).status_code == 200
    assert client.post(path, form).status_code == 303
    assert {row.state for row in dues().values()} == {"open"}
    assert client.post(path, {**form, "attended": "late", "version": "2"}).status_code == 303
    assert {row.state for row in dues().values()} == {"dropped"}
