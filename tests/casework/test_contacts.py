"""Contacts through the real doors: the quick entry, what it stores, who reads it, what a missed one starts."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from access.models import Event
from casework.contacting import NewPlan
from casework.models import Contact, ContactCondition, Note, NoteListing, NoteText
from casework.services.contacts import plan_contact
from devstack.testing import backstage
from tests.casework.contacting import LIST, NEW, SENTENCE, dues, only_contact, typed
from tests.factories import (
    ActionFactory,
    ConditionFactory,
    ContactFactory,
    CourtDecisionFactory,
    NoteFactory,
    ObjectiveFactory,
    OrderFactory,
    PlaceFactory,
    PlanVersionFactory,
)


def condition_of(world: Any) -> Any:
    order = OrderFactory(case=world.case)
    decision = CourtDecisionFactory(order=order, membership=world.supervisor)
    return ConditionFactory(order=order, source_decision=decision)


def test_four_choices_and_a_sentence_are_a_contact(world: Any, browse: Any) -> None:
    answer = browse(world.supervisor).post(NEW, typed())
    assert answer.status_code == 303
    contact = only_contact()
    assert answer.headers["Location"] == f"{LIST}#contact-{contact.pk}"
    assert (contact.kind, contact.attended, contact.originator_id) == ("person", "yes", world.probation.pk)
    assert contact.happened_at is not None
    assert timezone.localtime(contact.happened_at).hour == 12
    with backstage():
        note = Note.objects.unguarded(because="test").get()
        texts = dict(NoteText.objects.unguarded(because="test").values_list("tier", "text"))
        verbs = set(Event.objects.unguarded(because="test").values_list("verb", flat=True))
    assert (note.kind, note.nature, note.handling, note.court_tier) == ("contact", "fact", "team", 4)
    assert texts == {4: SENTENCE, 3: SENTENCE}
    assert {"contact.recorded", "note.written", "note.shared"} <= verbs
    assert dues() == {}


def test_the_form_begins_with_today_now_and_asks_only_whether_they_came(world: Any, browse: Any) -> None:
    page = browse(world.supervisor).get(NEW).content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page
    assert 'value="person" checked' in page.replace("\n", " ") or "checked" in page
    assert 'data-draft-url="/cases/VRP-CEDAR/contacts/draft/"' in page
    assert "<details" in page
    answer = browse(world.supervisor).post(NEW, typed(attended=""))
    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert "Choose whether the person came" in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_contact(world: Any, browse: Any) -> None:
    client, key = browse(world.supervisor), str(uuid.uuid4())
    first = client.post(NEW, typed(form_key=key))
    second = client.post(NEW, typed(form_key=key))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    only_contact()
    browse(world.officer).post(NEW, typed(form_key=key))  # somebody else's form of the same key is another contact
    with backstage():
        assert Contact.objects.unguarded(because="test").count() == 2
        assert Note.objects.unguarded(because="test").count() == 2


def test_others_read_it_as_far_as_they_read_its_words(world: Any, browse: Any) -> None:
    browse(world.supervisor).post(NEW, typed())
    contact = only_contact()
    for who, reads in (("officer", True), ("manager", True), ("teacher", True), ("chair", True), ("mentor", False)):
        client = browse(getattr(world, who))
        assert (SENTENCE in client.get(LIST).content.decode()) is reads, who
        assert client.get(f"/contacts/{contact.pk}/").status_code == (200 if reads else 404), who
    for who in ("analyst", "past_guest", "colleague", "border", "stranger"):
        assert browse(getattr(world, who)).get(f"/contacts/{contact.pk}/").status_code == 404


def test_health_words_stay_with_health(world: Any, browse: Any) -> None:
    answer = browse(world.clinician).post(NEW, typed())
    assert answer.status_code == 303, answer.content.decode()
    note = only_contact().note
    assert note is not None
    assert (note.handling, note.secrecy, note.released_tier, note.court_tier) == ("named", "health", 2, 0)
    for who in ("supervisor", "manager", "officer", "teacher"):
        assert SENTENCE not in browse(getattr(world, who)).get(LIST).content.decode()
    assert SENTENCE in browse(world.clinician).get(LIST).content.decode()


def test_more_says_what_was_touched(world: Any, browse: Any) -> None:
    condition = condition_of(world)
    more = {f"condition-{condition.pk}": "partly", "help_given": ["housing", "listening"], "minutes": "20",
            "skill_gained": "Wrote a letter alone", "place": "office", "court_tier": "3"}  # fmt: skip
    assert browse(world.supervisor).post(NEW, typed(**more)).status_code == 303
    contact = only_contact()
    assert (contact.minutes, contact.place, contact.help_given) == (20, "office", ["listening", "housing"]) or set(
        contact.help_given
    ) == {"housing", "listening"}
    with backstage():
        mark = ContactCondition.objects.unguarded(because="test").get()
    assert (mark.condition_id, mark.kept) == (condition.pk, "partly")
    page = browse(world.officer).get(LIST).content.decode()
    assert "Partly kept" in page
    assert "Wrote a letter alone" in page


def test_a_planned_meeting_names_no_relative(world: Any, act: Any) -> None:
    plan = NewPlan("person", timezone.now() + dt.timedelta(days=1), relationship=uuid.uuid4(), asked=True)
    with act(world.supervisor) as actor:
        contact = plan_contact(actor, "VRP-CEDAR", plan)
    assert (contact.relationship_id, contact.asked_manager) == (None, False)


def test_what_a_contact_touched_shows_it(world: Any, browse: Any) -> None:
    condition, objective = condition_of(world), ObjectiveFactory(
        plan=PlanVersionFactory(case=world.case, membership=world.manager)
    )  # fmt: skip
    action = ActionFactory(case=world.case, membership=world.officer, line=objective.line)
    more = {f"condition-{condition.pk}": "not_kept", "objectives": [str(objective.line)], "actions": [str(action.pk)]}
    assert browse(world.supervisor).post(NEW, typed(**more)).status_code == 303
    hidden = typed(handling="sealed", **more)
    assert browse(world.supervisor).post(NEW, hidden).status_code == 303
    with backstage():
        seen = Contact.objects.unguarded(because="test").get(note__handling="team")
    pages = (f"/actions/{action.pk}/", "/cases/VRP-CEDAR/plan/", "/cases/VRP-CEDAR/orders/")
    for path in pages:
        assert f"/contacts/{seen.pk}/" in browse(world.officer).get(path).content.decode(), path
    orders = browse(world.officer).get(pages[2]).content.decode()
    assert "Not kept: 1" in orders  # the other one is sealed: not even counted
    assert "Not kept: 2" in browse(world.supervisor).get(pages[2]).content.decode()
    assert "2 contacts, the last on" in browse(world.supervisor).get(pages[1]).content.decode()


def test_a_wrong_mark_is_taken_back(world: Any, browse: Any) -> None:
    condition, client = condition_of(world), browse(world.supervisor)
    field = f"condition-{condition.pk}"
    assert client.post(NEW, typed(**{field: "not_kept"})).status_code == 303
    path = f"/contacts/{only_contact().pk}/edit/"
    form = {"attended": "yes", "setting": "community", "mode": "face_to_face"}
    assert client.post(path, {**form, field: "", "version": "1"}).status_code == 303
    with backstage():
        assert ContactCondition.objects.unguarded(because="test").get().kept == "none"
    assert "Not kept" not in client.get(f"/contacts/{only_contact().pk}/").content.decode()
    assert client.post(path, {**form, field: "partly", "version": "2"}).status_code == 303
    assert "Partly kept" in client.get(f"/contacts/{only_contact().pk}/").content.decode()


def test_a_late_entry_marks_what_bound_on_its_day(world: Any, browse: Any) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    condition, client = condition_of(world), browse(world.supervisor)
    later = ConditionFactory(order=condition.order, source_decision=condition.source_decision, number=9,
                             category="curfew", starts_on=timezone.localdate())  # fmt: skip
    with backstage():
        condition.state, condition.ends_on, condition.version = "ended", yesterday, condition.version + 1
        condition.ending_decision = condition.source_decision
        condition.save()
    assert f"condition-{condition.pk}" in client.get(NEW).content.decode()
    too_early = client.post(NEW, typed(**{f"condition-{later.pk}": "kept"}))
    assert too_early.status_code == 422
    assert "bound on the day of the contact" in too_early.content.decode()
    assert client.post(NEW, typed(**{f"condition-{condition.pk}": "kept"})).status_code == 303
    page = client.get(f"/contacts/{only_contact().pk}/edit/").content.decode()
    assert f"condition-{condition.pk}" in page
    assert f"condition-{later.pk}" not in page


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"at": "25:00"}, "Enter a real time"),
        ({"on": "2026-02-31"}, "Enter a real date"),
        ({"on": (timezone.localdate() + dt.timedelta(days=2)).isoformat()}, "lies in the future"),
        ({"words": ""}, "Write at least one sentence"),
        ({"test_result": "negative"}, "Only a test has a result"),
        ({"handling": "named"}, "Choose who may read the full text"),
        ({"nature": "reported"}, "Grade the source"),
        ({"minutes": "5000"}, "Enter the minutes"),
    ],
)
def test_bad_input_is_answered_with_everything_typed(world: Any, browse: Any, more: Any, sentence: str) -> None:
    answer = browse(world.supervisor).post(NEW, typed(**{"skill_gained": "Cooked soup", **more}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Cooked soup" in page
    with backstage():
        assert Contact.objects.unguarded(because="test").count() == 0
        assert Note.objects.unguarded(because="test").count() == 0


def test_a_foreign_condition_is_refused(world: Any, browse: Any, act: Any) -> None:
    from agencies.errors import RuleBroken
    from casework.contacting import NewContact, Touched
    from casework.services.contacts import record_contact
    from casework.writing import NewNote
    from tests.factories import CaseFactory

    other = CaseFactory(partnership=world.partnership, lead_agency=world.probation)
    PlaceFactory(case=other, membership=world.supervisor)
    order = OrderFactory(case=other)
    foreign = ConditionFactory(
        order=order, source_decision=CourtDecisionFactory(order=order, membership=world.supervisor)
    )
    words = NewNote(kind="contact", occurred_on=timezone.localdate(), nature="fact", handling="team", title="T",
                    full="F")  # fmt: skip
    new = NewContact("person", "yes", timezone.now(), words, touched=Touched(marks=((foreign.pk, "kept"),)))
    with act(world.supervisor) as actor, pytest.raises(RuleBroken, match="bound on the day"):
        record_contact(actor, "VRP-CEDAR", new)


def test_the_family_is_not_contacted_by_several_people(world: Any, browse: Any) -> None:
    form = typed(kind="family", attended="")
    refused = browse(world.officer).post(NEW, form)
    assert refused.status_code == 422
    assert "Ask the case manager first" in refused.content.decode()
    assert world.manager.user.full_name in browse(world.officer).get(NEW).content.decode()
    assert browse(world.officer).post(NEW, {**form, "asked": "on"}).status_code == 303
    contact = only_contact()
    assert contact.asked_manager
    assert contact.attended == "yes"
    with backstage():
        named = set(NoteListing.objects.unguarded(because="test").values_list("user_id", flat=True))
    assert named == {world.supervisor.user_id, world.manager.user_id}  # as family notes are handled
    assert browse(world.manager).post(NEW, form).status_code == 303
    page = browse(world.manager).get(f"{LIST}?kind=family").content.decode()
    assert page.count("Family contact</bdi>") == 2
    assert "greed with the case manager" in page


def test_who_is_named_for_a_relative_need_not_ask(world: Any, browse: Any) -> None:
    from casework.models import Relationship

    with backstage():
        aunt = Relationship(person=world.person, name="Aunt Vera", kind="family",
                            may_be_contacted_by=f"Not {world.clinician.user.full_name}",
                            contact_member=world.officer)  # fmt: skip
        aunt.save(force_insert=True)
    form = typed(kind="family", attended="", relationship=str(aunt.pk))
    assert browse(world.clinician).post(NEW, form).status_code == 422  # a name in a sentence lets nobody in
    assert browse(world.officer).post(NEW, form).status_code == 303
    assert "Aunt Vera" in browse(world.supervisor).get(LIST).content.decode()


def test_a_planned_contact_is_recorded_filled_in(world: Any, browse: Any) -> None:
    client, day = browse(world.supervisor), timezone.localdate() + dt.timedelta(days=1)
    plan = {"kind": "home_visit", "on": day.isoformat(), "at": "10:30", "setting": "community", "mode": "face_to_face",
            "place": "home"}  # fmt: skip
    path = "/cases/VRP-CEDAR/contacts/plan/"
    past = {**plan, "on": (timezone.localdate() - dt.timedelta(days=1)).isoformat()}
    assert client.post(path, past).status_code == 422
    assert client.post(path, plan).status_code == 303
    contact = only_contact()
    assert contact.is_planned
    assert f"/contacts/{contact.pk}/record/" in client.get(NEW).content.decode()
    record = f"/contacts/{contact.pk}/record/"
    page = client.get(record).content.decode()
    assert day.isoformat() in page
    assert "10:30" in page
    with backstage():
        row = Contact.objects.unguarded(because="test").get()
        row.planned_for, row.version = timezone.now() - dt.timedelta(hours=20), row.version + 1
        row.save()
    assert client.post(record, typed(kind="home_visit")).status_code == 303
    assert only_contact().attended == "yes"
    assert client.post(record, typed(kind="home_visit")).status_code == 302  # done already: shown, not repeated
    with backstage():
        assert Note.objects.unguarded(because="test").count() == 1


def test_a_planned_contact_is_moved_and_called_off(world: Any, browse: Any) -> None:
    contact = ContactFactory(case=world.case, membership=world.supervisor)
    client, path = browse(world.supervisor), f"/contacts/{contact.pk}/edit/"
    day = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    plan = {"kind": "person", "on": day, "at": "09:00", "setting": "community", "mode": "telephone", "version": "1"}
    assert client.post(path, plan).status_code == 303
    assert only_contact().mode == "telephone"
    stale = client.post(path, plan)
    assert stale.status_code == 409
    assert "Somebody else changed this contact" in stale.content.decode()
    assert client.post(path, {"call_off": "1", "version": "2"}).status_code == 303
    assert only_contact().attended == "cancelled"
    assert browse(world.officer).get(path).status_code == 403
    assert browse(world.analyst).get(path).status_code == 404


def test_the_list_counts_and_narrows_and_pages(world: Any, browse: Any) -> None:
    now = timezone.now()
    for number in range(30):
        note = NoteFactory(case=world.case, by=world.supervisor, full=f"Visit number {number:02}.", summary="S")
        ContactFactory(
            case=world.case, membership=world.supervisor, note=note, planned_for=None,
            happened_at=now - dt.timedelta(days=number),
            attended=("yes", "no_good_reason", "no_excused")[number % 3], mode="telephone",
            setting="custody" if number % 2 else "community",
        )  # fmt: skip
    ContactFactory(case=world.case, membership=world.manager)
    client = browse(world.supervisor)
    page = client.get(LIST).content.decode()
    assert "Visit number 00." in page
    assert "Visit number 24." in page
    assert "Visit number 25." not in page
    assert page.index("Still to come") < page.index("Visit number 00.")
    assert page.count('app-figure__n">10<') == 3
    older = client.get(LIST + page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&"))
    assert "Visit number 25." in older.content.decode()
    assert "Visit number 24." not in older.content.decode()
    missed = client.get(f"{LIST}?attended=no_good_reason&setting=custody").content.decode()
    assert "Visit number 01." in missed
    assert "Visit number 04." not in missed
    assert client.get(f"{LIST}?kind=nonsense&after=nonsense").status_code == 200


def test_notes_on_safety_are_shown_before_a_visit(world: Any, browse: Any) -> None:
    NoteFactory(case=world.case, by=world.supervisor, kind="staff_safety", title="Two at a time",
                full="Somebody waits at the corner.", listed=(world.officer.user,), handling="named")  # fmt: skip
    for path in (NEW, "/cases/VRP-CEDAR/contacts/plan/"):
        assert "Read before you go" in browse(world.officer).get(path).content.decode()
        assert "Read before you go" not in browse(world.teacher).get(path).content.decode()
    with backstage():
        assert Event.objects.unguarded(because="test").filter(verb="note.safety_read").exists()


def test_a_draft_comes_back(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    kept = client.post("/cases/VRP-CEDAR/contacts/draft/", {"words": "Half a sent", "attended": "late",
                                                            "draft_version": "0"})  # fmt: skip
    assert kept.status_code == 200
    page = client.get(NEW).content.decode()
    assert "Half a sent" in page
    assert "Your draft was kept" in page
    client.post(NEW, typed())
    assert "Half a sent" not in client.get(NEW).content.decode()


def test_the_panel_says_who_would_see_it(world: Any, browse: Any) -> None:
    page = browse(world.supervisor).post("/cases/VRP-CEDAR/contacts/audience/", typed(handling="core"))
    assert page.status_code == 200
    assert world.officer.user.full_name in page.content.decode()
    checked = browse(world.supervisor).post(NEW, typed(preview="1"))
    assert checked.status_code == 200
    assert SENTENCE in checked.content.decode()
    with backstage():
        assert Contact.objects.unguarded(because="test").count() == 0


def test_what_the_plan_no_longer_offers_stays_on_a_contact(world: Any, browse: Any) -> None:
    plan = PlanVersionFactory(case=world.case, membership=world.manager)
    aim = ObjectiveFactory(plan=plan)
    done = ActionFactory(case=world.case, membership=world.officer, text="Bring the form")
    page = browse(world.officer).get(f"{NEW}?action={done.pk}").content.decode()
    assert '<details class="govuk-details" open>' in page
    more = {"objectives": [str(aim.line)], "actions": [str(done.pk)]}
    assert browse(world.officer).post(NEW, typed(**more)).status_code == 303
    contact = only_contact()
    assert (contact.objectives, contact.actions) == ([aim.line], [done.pk])
    assert "Bring the form" in browse(world.supervisor).get(LIST).content.decode()
    with backstage():
        done.state, done.version = "done", done.version + 1
        done.save()
    form = {"attended": "late", "setting": "community", "mode": "telephone", "version": "1",
            "objectives": [str(aim.line)]}  # fmt: skip
    assert browse(world.officer).post(f"/contacts/{contact.pk}/edit/", form).status_code == 303
    contact = only_contact()
    assert (contact.attended, contact.objectives, contact.actions) == ("late", [aim.line], [done.pk])


def test_corrected_words_are_shown_in_their_newest_version(world: Any, browse: Any) -> None:
    client = browse(world.supervisor)
    client.post(NEW, typed())
    note = only_contact().note
    assert note is not None
    form = {"kind": "contact", "occurred_on": note.occurred_on.isoformat(), "title": "Meeting", "nature": "fact",
            "full": "He came on foot.", "summary": "He came.", "handling": "team", "secrecy": "none",
            "released_tier": "4"}  # fmt: skip
    assert client.post(f"/notes/{note.pk}/correct/", form).status_code == 303
    page = browse(world.officer).get(LIST).content.decode()
    assert "He came on foot." in page
    assert SENTENCE not in page
