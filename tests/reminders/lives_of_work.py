"""The lives of what falls due while a case is worked on: reviews, contacts, the plan, actions and assessments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from access.fields import blind_index
from assessments.models import InformationGap
from casework.models import Action, Contact, Note
from devstack.testing import backstage
from tests.assessments.scene import ready, signed
from tests.casework import contacting, planning, test_plan_versions
from tests.casework.test_case_edit import EDIT, move, typed
from tests.casework.test_case_edit import ready as accepted
from tests.casework.test_case_new import NUMBER
from tests.casework.test_case_new import typed as another
from tests.casework.test_write_note import TYPED
from tests.reminders.kit import change
from tests.reminders.life import CASE, K, Life, day, only, put, sent, sweep, tick


def _ask_for_answer(world: Any, browse: Any) -> None:
    sent(browse, world.supervisor, f"{CASE}notes/new/", **{**TYPED, "answer_by": str(day(3))})


def _read_it(world: Any, browse: Any) -> None:
    sent(browse, world.officer, f"/notes/{only(Note).pk}/respond/", kind="acting")


def _review_near(world: Any, browse: Any) -> None:
    put(world, next_review_on=day(3))
    sweep()


def _reviewed(world: Any, browse: Any) -> None:
    sent(browse, world.officer, EDIT, **typed(world, next_review_on=str(day(90))))


def _made_active(world: Any, browse: Any) -> None:
    accepted(world)
    assert move(world, browse, "active").status_code == 303


def _plan_answered(world: Any, browse: Any) -> None:
    manager = browse(world.manager)
    test_plan_versions.begin(manager)
    test_plan_versions.step(manager, 1, "show", on=str(day(0)))
    test_plan_versions.step(manager, 1, "answer", answer="agreed", words="Fine with me", on=str(day(0)))


def _plan_agreed(world: Any, browse: Any) -> None:
    test_plan_versions.step(browse(world.supervisor), 1, "agree")


def _plan_in_force(world: Any, browse: Any) -> None:
    _plan_answered(world, browse)
    _plan_agreed(world, browse)
    test_plan_versions.step(browse(world.manager), 1, "force", on=str(day(60)))


def _plan_reviewed(world: Any, browse: Any) -> None:
    test_plan_versions.step(browse(world.manager), 1, "review", on=str(day(120)))


def _action(world: Any, browse: Any) -> None:
    sent(browse, world.supervisor, f"{CASE}actions/new/", **planning.action(world.officer))


def _action_done(world: Any, browse: Any) -> None:
    sent(browse, world.officer, f"/actions/{only(Action).pk}/done/")


def _blocked(world: Any, browse: Any) -> None:
    _action(world, browse)
    form = {"state": "blocked", "blocked_reason": "No room is free", "unblock_by": world.manager.pk}
    sent(browse, world.officer, f"/actions/{only(Action).pk}/", **form)


def _goes_on(world: Any, browse: Any) -> None:
    sent(browse, world.officer, f"/actions/{only(Action).pk}/", state="in_progress")


def _planned_contact(world: Any, browse: Any) -> None:
    form = {
        "kind": "home_visit", "on": str(day(1)), "at": "10:30", "setting": "community", "mode": "face_to_face",
        "place": "home",
    }  # fmt: skip
    sent(browse, world.supervisor, f"{CASE}contacts/plan/", **form)
    sweep()


def _recorded(world: Any, browse: Any) -> None:
    contact = only(Contact)
    change(contact, planned_for=timezone.now() - dt.timedelta(hours=20))
    sent(browse, world.supervisor, f"/contacts/{contact.pk}/record/", **contacting.typed(kind="home_visit"))


def _missed(world: Any, browse: Any) -> None:
    sent(browse, world.officer, contacting.NEW, **contacting.typed(attended="no_good_reason"))


def _letter(world: Any, browse: Any) -> None:
    form = {"sent_on": str(day(0)), "delivery": "registered"}
    sent(browse, world.supervisor, f"/contacts/{only(Contact).pk}/letter/", **form)


def _explained(world: Any, browse: Any) -> None:
    form = {"came_on": str(day(0)), "words": "His father fell ill.", "accepted": "yes", "court_tier": "0"}
    sent(browse, world.supervisor, f"/contacts/{only(Contact).pk}/explained/", **form)


def _assessment_owed(world: Any, browse: Any) -> None:
    sweep()


def _assessed(world: Any, browse: Any) -> None:
    signed(world, browse)


def _gap(world: Any, browse: Any) -> None:
    row = ready(world, browse)
    form = {"text": "Who pays the room", "owner": world.officer.pk, "due_on": str(day(9))}
    sent(browse, world.manager, f"/assessments/{row.pk}/gaps/new/", **form)


def _found_out(world: Any, browse: Any) -> None:
    sent(browse, world.officer, f"/gaps/{only(InformationGap).pk}/close/", answer="An aunt", version=1)


def _same_number(world: Any, browse: Any) -> None:
    with backstage():
        person = world.person
        person.national_number, person.version = NUMBER, person.version + 1
        person.national_number_index = blind_index(NUMBER, "national_number")
        person.save()
    sent(browse, world.clinician, "/cases/new/", **another(national_number=NUMBER))


LIVES = (
    Life(K.NOTE_ANSWER, _ask_for_answer, _read_it),
    Life(K.CASE_REVIEW, _review_near, _reviewed),
    Life(K.FIRST_PLAN, _made_active, _plan_in_force),
    Life(K.PLAN_APPROVAL, _plan_answered, _plan_agreed),
    Life(K.PLAN_REVIEW, _plan_in_force, _plan_reviewed),
    Life(K.ACTION_DUE, _action, _action_done),
    Life(K.UNBLOCK, _blocked, _goes_on),
    Life(K.CONTACT_PLANNED, _planned_contact, _recorded),
    Life(K.CONTACT_LETTER, _missed, _letter),
    Life(K.EXPLANATION, _missed, _explained),
    Life(K.ASSESSMENT, _assessment_owed, _assessed),
    Life(K.INFORMATION_GAP, _gap, _found_out),
    Life(K.SAME_PERSON, _same_number, tick(K.SAME_PERSON)),
)
