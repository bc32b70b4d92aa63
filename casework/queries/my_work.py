"""My work: what needs one person today, what is new for them, and the cases they are on."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from access import policy, trail
from access.actor import Actor
from access.choices import Place
from casework.choices import Stage
from casework.due import day_words, due_state, moment_words
from casework.models import Case
from casework.models.case import CaseQuerySet
from casework.queries.work_lists import (
    MANY,
    Items,
    Shown,
    due_list,
    new_list,
    questions_list,
    reviews_list,
    waiting_list,
)
from casework.words import role_word

FEW = 6
"""Rows of each list on the first view; the whole list is one click away."""
MOST_CASES = 2000
"""Own cases looked at; no person works on more."""
FIRST_VISIT = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MyCase:
    """One of my cases."""

    reference: str
    title: str
    person: str
    stage: Stage
    status: str
    role: str
    review_on: str
    review_state: str


@dataclass(frozen=True, slots=True)
class MyWork:
    """The start page of one person."""

    due: Items
    waiting: Items
    questions: Items
    reviews: Items
    new: Items
    since: str
    cases: tuple[MyCase, ...]
    case_count: int
    overdue: int
    today: int

    @property
    def to_answer(self) -> int:
        """How many notes and questions wait for an answer."""
        return self.waiting.total + self.questions.total


def my_work(actor: Actor, since: dt.datetime | None, whole: str = "") -> MyWork:
    """Return the start page and log what it shows; ``whole`` names the list to show in full.

    ``since`` is the moment of the last look; without one the last seven days count as new.
    """
    own = Case.objects.all().visible_apart(actor)[0].open()
    ids = list(own.values_list("pk", flat=True)[:MOST_CASES])
    moment = since or timezone.now() - FIRST_VISIT
    seen = Shown()
    due = due_list(actor, _size("due", whole), seen)
    waiting = waiting_list(actor, ids, _size("waiting", whole), seen)
    questions = questions_list(actor, ids, _size("questions", whole), seen)
    reviews = reviews_list(actor, ids, _size("reviews", whole), seen)
    new = new_list(actor, moment, _size("new", whole), seen)
    cases = _cases(actor, own, seen)
    trail.consulted_across(actor, "work.read", "case", seen.by_case, "place")
    lists, today = (due, waiting, questions, reviews), timezone.localdate()
    return MyWork(
        due=due, waiting=waiting, questions=questions, reviews=reviews, new=new, since=moment_words(moment),
        cases=cases, case_count=len(ids), overdue=sum(items.count("overdue", today) for items in lists),
        today=sum(items.count("today", today) for items in lists),
    )  # fmt: skip


def _size(name: str, whole: str) -> int:
    return MANY if whole == name else FEW


def _cases(actor: Actor, own: CaseQuerySet, seen: Shown) -> tuple[MyCase, ...]:
    found = list(own.select_related("person").order_by("next_review_on", "pk")[:FEW])
    standings = policy.standings_on(actor, [case.pk for case in found])
    today, rows = timezone.localdate(), []
    for case in found:
        standing = standings.get(case.pk)
        if standing is None:
            continue
        seen.add(case.pk, case.pk)
        person = case.person.given_name if standing.kind == Place.COMPANION else str(case.person)
        rows.append(
            MyCase(
                case.reference, case.neutral_title, person, Stage(case.stage), case.get_status_display(),
                role_word(standing), day_words(case.next_review_on), due_state(case.next_review_on, today),
            )
        )  # fmt: skip
    return tuple(rows)
