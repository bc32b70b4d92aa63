"""Lessons: written inside a case, let stand by somebody else, withdrawn when they must be."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import RuleBroken
from agencies.models import save_next
from casework.anonymous import looks_like_names, pointing
from casework.choices import LessonState
from casework.fit import must_fit
from casework.learning import TEXTS, NewLesson
from casework.models import Case, Lesson, LessonDraft
from casework.queries.lesson_words import protected_words
from casework.queries.lessons import lesson_to_weigh, lesson_to_withdraw
from casework.services.once import insert_once, key_of, made_before

WORDS = (*TEXTS, "domains")


def write_lesson(actor: Actor, reference: str, new: NewLesson, form: uuid.UUID | None = None) -> LessonDraft:
    """Write what was learned from a case, for somebody else to approve.

    ``form`` is the key of the form: sent twice, written once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are no permanent member.
        RuleBroken: something is missing, or words point to somebody; the sentence stands at its field.
    """
    with transaction.atomic():
        rows = Case.objects.select_related("person")
        case: Case = rows.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, LessonDraft, form, author_id=actor.user_id)) is not None:
            return before
        row = LessonDraft(
            id=key_of(actor, form), case=case, partnership_id=case.partnership_id, author_id=actor.user_id,
            membership_id=actor.membership_id, written_on=timezone.localdate(), domains=list(new.domains),
            **{name: getattr(new, name).strip() for name in TEXTS},
        )  # fmt: skip
        must_fit(row)
        _must_be_anonymous(actor, case, row, new.nameless)
        if (there := insert_once(actor, row, author_id=actor.user_id)) is not row:
            return there
        trail.record(
            actor, "lesson.written", operation=Operation.COLLECT, kind="lesson_draft", subjects=[row.pk],
            case_id=case.pk, ground="place",
        )  # fmt: skip
        return row


def _must_be_anonymous(actor: Actor, case: Case, row: LessonDraft, nameless: bool) -> None:
    protected = protected_words(actor, case)
    for name in TEXTS:
        if sentence := pointing(getattr(row, name), protected):
            raise RuleBroken(sentence, name)
    if not nameless and (found := looks_like_names(getattr(row, name) for name in TEXTS)):
        sentence = _("These look like names or days: %(words)s. Take them out, or confirm that they tell nothing.")
        raise RuleBroken(sentence % {"words": ", ".join(found)}, "nameless")


def approve_lesson(actor: Actor, draft_id: uuid.UUID) -> Lesson:
    """Let a lesson stand for the whole partnership; its row knows neither case nor author.

    Raises:
        Http404, NotAllowed: it is not there for the actor, they may not approve, or they wrote it.
        Conflict: somebody decided in this moment.
    """
    with transaction.atomic():
        draft = lesson_to_weigh(actor, draft_id)
        lesson = Lesson(
            partnership_id=draft.partnership_id, year=timezone.localdate().year,
            **{name: getattr(draft, name) for name in WORDS},
        )  # fmt: skip
        lesson.save(force_insert=True)
        draft.lesson = lesson
        _decide(actor, draft, LessonState.APPROVED, "lesson.approved")
        return lesson


def return_lesson(actor: Actor, draft_id: uuid.UUID, reason: str) -> LessonDraft:
    """Give a lesson back to its author, who reads why and may write it anew.

    Raises:
        Http404, NotAllowed: it is not there for the actor, they may not approve, or they wrote it.
        Conflict: somebody decided in this moment.
        RuleBroken: no reason is given.
    """
    with transaction.atomic():
        draft = lesson_to_weigh(actor, draft_id)
        draft.reason = reason.strip()
        if not draft.reason:
            raise RuleBroken(_("Say why, so that the author can put it right."), "reason")
        _decide(actor, draft, LessonState.RETURNED, "lesson.returned")
        return draft


def _decide(actor: Actor, draft: LessonDraft, state: LessonState, verb: str) -> None:
    draft.state, draft.decided_by_id, draft.decided_on = state, actor.user_id, timezone.localdate()
    must_fit(draft)
    save_next(draft, "state", "decided_by", "decided_on", "reason", "lesson")
    trail.record(
        actor, verb, operation=Operation.ALTER, kind="lesson_draft", subjects=[draft.pk], case_id=draft.case_id,
        ground="duty",
    )  # fmt: skip


def withdraw_lesson(actor: Actor, lesson_id: uuid.UUID, reason: str) -> Lesson:
    """Take a lesson that stands back from everybody; chair and coordinators still see it, with the reason.

    Raises:
        Http404, NotAllowed: it is not there for the actor, or they may not withdraw it.
        Conflict: it is withdrawn already.
        RuleBroken: no reason is given.
    """
    with transaction.atomic():
        row = lesson_to_withdraw(actor, lesson_id)
        row.withdrawn_on, row.withdrawn_because = timezone.localdate(), reason.strip()
        if not row.withdrawn_because:
            raise RuleBroken(_("Say why it is withdrawn."), "reason")
        must_fit(row)
        save_next(row, "withdrawn_on", "withdrawn_because")
        trail.record(
            actor, "lesson.withdrawn", operation=Operation.ALTER, kind="lesson", subjects=[row.pk], ground="duty",
            reason=row.withdrawn_because,
        )  # fmt: skip
        return row
