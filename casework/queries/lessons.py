"""Lessons to read, those that wait for approval, and those of one case."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.errors import NotAllowed
from access.sight_lessons import approves_lessons
from agencies.errors import Conflict
from casework.anonymous import looks_like_names
from casework.choices import Domain, LessonState
from casework.due import day_words
from casework.learning import TEXTS
from casework.models import Lesson, LessonDraft
from casework.queries.case_file import CaseFile, case_file

TONES = {LessonState.WAITING: "yellow", LessonState.RETURNED: "orange", LessonState.APPROVED: "green"}


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in words. Of when it tells the year alone; ``withdrawn`` and ``because`` are empty while it stands."""

    id: uuid.UUID
    heading: str
    happened: str
    helped: str
    differently: str
    domains: tuple[str, ...]
    year: int = 0
    withdrawn: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class LessonPage:
    """What everybody may learn, and for those who approve what waits and what was withdrawn."""

    lessons: tuple[LessonText, ...]
    domain: str
    domains: tuple[tuple[str, str], ...]
    waiting: tuple[LessonText, ...]
    withdrawn: tuple[LessonText, ...]
    approves: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A lesson of one case on its way: its state, and why it was returned. ``lesson_id``: what stands of it now."""

    id: uuid.UUID
    heading: str
    state: str
    word: str
    tone: str
    written: str
    by: str
    reason: str
    mine: bool
    lesson_id: uuid.UUID | None


def lesson_page(actor: Actor, domain: str = "") -> LessonPage:
    """Return the lessons of the partnership, the newest year first; ``domain`` narrows them.

    What waits is told without its case, and logged as read, each in the log of its case.

    Raises:
        NotAllowed: lessons are for the staff of the partnership.
    """
    may_read(actor)
    approves, chosen = approves_lessons(actor), domain if domain in Domain.values else ""
    rows = Lesson.objects.visible_to(actor).order_by("-year", "heading", "pk")
    found = [_text(row) for row in (rows.filter(domains__contains=[chosen]) if chosen else rows)]
    return LessonPage(
        lessons=tuple(one for one in found if not one.withdrawn), domain=chosen,
        domains=tuple((value, str(label)) for value, label in Domain.choices),
        waiting=_waiting(actor) if approves else (), withdrawn=tuple(one for one in found if one.withdrawn),
        approves=approves,
    )  # fmt: skip


def lessons_that_stand(actor: Actor) -> tuple[LessonText, ...]:
    """Return what everybody may learn, the newest year first, and nothing of what waits or was withdrawn.

    Raises:
        NotAllowed: lessons are for the staff of the partnership.
    """
    may_read(actor)
    rows = Lesson.objects.visible_to(actor).filter(withdrawn_on=None)
    return tuple(_text(row) for row in rows.order_by("-year", "heading", "pk"))


def may_read(actor: Actor) -> None:
    """Refuse companions and guests with a sentence.

    Raises:
        NotAllowed: lessons are for the staff of the partnership.
    """
    if actor.is_companion or actor.is_guest:
        raise NotAllowed(_("Lessons are for the staff of agencies that take part for good."))


def _waiting(actor: Actor) -> tuple[LessonText, ...]:
    rows = list(LessonDraft.objects.visible_to(actor, "weigh").order_by("written_on", "pk"))
    by_case = trail.by_case(rows)
    trail.consulted_across(actor, "lesson.waiting_read", "lesson_draft", by_case, "duty")
    return tuple(_text(row) for row in rows)


def _text(row: Lesson | LessonDraft) -> LessonText:
    lesson = row if isinstance(row, Lesson) else None
    return LessonText(
        id=row.pk, domains=tuple(str(Domain(one).label) for one in row.domains), year=lesson.year if lesson else 0,
        withdrawn=day_words(lesson.withdrawn_on) if lesson else "", because=lesson.withdrawn_because if lesson else "",
        **{name: getattr(row, name) for name in TEXTS},
    )  # fmt: skip


def lesson_to_weigh(actor: Actor, draft_id: uuid.UUID) -> LessonDraft:
    """Return a lesson that waits for somebody like the actor.

    Raises:
        Http404, NotAllowed: it is not there for the actor, they may not approve, or they wrote it.
        Conflict: it is decided.
    """
    row = LessonDraft.objects.get_for(actor, pk=draft_id)
    if row.author_id == actor.user_id:
        raise NotAllowed(_("You wrote this lesson: somebody else approves it."))
    if not approves_lessons(actor):
        raise NotAllowed(_("Chair and coordinators approve lessons."))
    if row.state != LessonState.WAITING:
        raise Conflict(_("This lesson is decided already."))
    return LessonDraft.objects.get_for(actor, "weigh", pk=draft_id)


def weighing_desk(actor: Actor, draft_id: uuid.UUID) -> tuple[LessonText, list[str]]:
    """Return a lesson that waits, and its words that look like names; the reading is logged in the log of its case.

    Raises:
        Http404, NotAllowed, Conflict: as ``lesson_to_weigh`` says.
    """
    row = lesson_to_weigh(actor, draft_id)
    trail.consulted(actor, "lesson.waiting_read", "lesson_draft", [row.pk], row.case_id, "duty")
    return _text(row), looks_like_names(getattr(row, name) for name in TEXTS)


def lesson_to_withdraw(actor: Actor, lesson_id: uuid.UUID) -> Lesson:
    """Return a lesson that stands and that the actor may take back.

    Raises:
        Http404, NotAllowed: it is not there for the actor, or they may not withdraw it.
        Conflict: it is withdrawn already.
    """
    row = Lesson.objects.get_for(actor, pk=lesson_id)
    if not approves_lessons(actor):
        raise NotAllowed(_("Chair and coordinators withdraw lessons."))
    if row.withdrawn_on is not None:
        raise Conflict(_("This lesson is withdrawn already."))
    return Lesson.objects.get_for(actor, "withdraw", pk=lesson_id)


def withdrawing_desk(actor: Actor, lesson_id: uuid.UUID) -> LessonText:
    """Return the words of a lesson that the actor may take back.

    Raises:
        Http404, NotAllowed, Conflict: as ``lesson_to_withdraw`` says.
    """
    return _text(lesson_to_withdraw(actor, lesson_id))


def drafts_of(actor: Actor, file: CaseFile) -> tuple[DraftLine, ...]:
    """Return the lessons of one case for those who read its record, the newest first."""
    rows = LessonDraft.objects.visible_to(actor).filter(case_id=file.id).select_related("author")
    return tuple(_line(actor, row) for row in rows.order_by("-written_on", "heading", "pk"))


def _line(actor: Actor, row: LessonDraft) -> DraftLine:
    state = LessonState(row.state)
    return DraftLine(
        id=row.pk, heading=row.heading, state=state.value, word=str(state.label), tone=TONES[state],
        written=day_words(row.written_on), by=row.author.full_name, reason=row.reason,
        mine=row.author_id == actor.user_id, lesson_id=row.lesson_id,
    )  # fmt: skip


def lesson_desk(actor: Actor, reference: str, again: uuid.UUID | None) -> tuple[CaseFile, dict[str, object]]:
    """Return the case and what its form starts from: nothing, or the words of a returned lesson written anew.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are no permanent member.
    """
    file = case_file(actor, reference, "edit")
    row = (
        LessonDraft.objects.visible_to(actor).filter(pk=again, case_id=file.id, author_id=actor.user_id).first()
        if again else None
    )  # fmt: skip
    trail.consulted(actor, "lesson.opened_to_write", "lesson_draft", [row.pk if row else file.id], file.id, file.place)
    return file, {name: getattr(row, name) for name in (*TEXTS, "domains")} if row else {}
