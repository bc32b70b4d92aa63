"""Opening a case: the person, the case, the opener's place, and a word to whoever knows the person already."""

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Place
from access.fields import blind_index
from agencies.choices import Purpose
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import Partnership
from casework.models import Case, Person
from casework.models.person import MAJORITY_YEARS
from casework.plain import plain
from casework.references import reference_prefix
from casework.services.teams import NewPlace, place_on

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
TRIES = 5
OLDEST = 100  # years
YOUNGEST = 10  # years: the age of criminal responsibility is nowhere lower in Europe


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case as typed by whoever opens it. Days are local dates."""

    given_name: str
    family_name: str
    born_on: dt.date
    neutral_title: str
    next_review_on: dt.date
    purpose: str = Purpose.REINTEGRATION
    known_as: str = ""
    languages: str = ""
    interpreter_needed: bool = False
    guardian: str = ""
    national_number: str = ""


def may_open(actor: Actor) -> bool:
    """Say whether the actor is professional staff of an agency that always takes part (domain section 3.6)."""
    return not (actor.is_companion or actor.is_guest)


def must_open(actor: Actor) -> None:
    """Refuse companions and guests.

    Raises:
        NotAllowed: the actor may not open a case.
    """
    if actor.is_companion:
        raise NotAllowed(_("Cases are opened by the staff of agencies. Tell the case manager about the person."))
    if not may_open(actor):
        raise NotAllowed(_("Cases are opened by agencies that always take part. Ask the partnership coordinator."))


def open_case(actor: Actor, new: NewCase) -> Case:
    """Open a case led by the actor's agency; the opener is its case manager and order supervisor until others are.

    Whether the partnership knows the national number already is not answered: whoever manages such a case is told.

    Raises:
        NotAllowed: the actor is a companion or a guest.
        RuleBroken: a date is odd, the title tells who it is about, or a minor has neither guardian nor reason.
    """
    must_open(actor)
    _check(new)
    with transaction.atomic():
        case = _store(actor, new)
        place_on(actor, case, NewPlace(actor.membership_id, Place.PERMANENT, new.purpose), founding=True)
        _tell_of_number(new.national_number, case.pk)
        trail.record(
            actor, "case.opened", operation=Operation.COLLECT, kind="case", subjects=[case.pk, case.person_id],
            case_id=case.pk, ground="founder",
        )  # fmt: skip
        return case


def _check(new: NewCase) -> None:
    today = timezone.localdate()
    age = Person(born_on=new.born_on).age_on(today)
    if not YOUNGEST <= age <= OLDEST:
        raise RuleBroken(_("Check the date of birth: it makes the person %(n)d years old.") % {"n": age}, "born_on")
    if age < MAJORITY_YEARS and not new.guardian.strip():
        raise RuleBroken(_("The person is under 18: name the guardian, or say why there is none."), "guardian")
    if new.next_review_on < today:
        raise RuleBroken(_("The next review lies in the past. Choose a day from today on."), "next_review_on")
    title = plain(new.neutral_title)
    names = [name for name in plain(f"{new.given_name} {new.family_name} {new.known_as}").split() if len(name) > 2]
    if any(name in title for name in names):
        raise RuleBroken(_("The title names the person. Choose a word that says nothing, such as a tree."),
                         "neutral_title")  # fmt: skip


def _store(actor: Actor, new: NewCase) -> Case:
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    person = Person(
        reference=f"P-{_letters(7)}", given_name=new.given_name.strip(), family_name=new.family_name.strip(),
        known_as=new.known_as.strip(), born_on=new.born_on, languages=new.languages.strip(),
        interpreter_needed=new.interpreter_needed, guardian=new.guardian.strip(),
        national_number=new.national_number.strip(),
        national_number_index=_index(new.national_number),
    )  # fmt: skip
    person.save(force_insert=True)
    case = Case(
        neutral_title=new.neutral_title.strip(), person=person, partnership=partnership,
        lead_agency_id=actor.agency_id, area=partnership.area, opened_on=timezone.localdate(),
        next_review_on=new.next_review_on, last_activity_at=timezone.now(),
    )  # fmt: skip
    _save_under_a_free_reference(case, reference_prefix(partnership.name), TRIES)
    return case


def _save_under_a_free_reference(case: Case, prefix: str, tries: int) -> None:
    case.reference = f"{prefix}-{_letters(5)}"
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        if tries == 1:
            raise
        _save_under_a_free_reference(case, prefix, tries - 1)


def _letters(n: int) -> str:
    return "".join(secrets.choice(LETTERS) for _each in range(n))


def _tell_of_number(number: str, case_id: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_tell_of_number(%s, %s)", [_index(number), case_id])


def _index(number: str) -> str:
    return blind_index(number, "national_number") if number.strip() else ""
