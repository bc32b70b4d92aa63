"""Texts for the public as one reader may know them: those of the partnership, of a case, one with all that was said."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.guarded import GuardedQuerySet
from access.sight_lessons import shares_lessons
from agencies.choices import Duty
from agencies.errors import NotAllowed
from casework.due import day_words, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.choices_publishing import (
    DECIDING_STEPS,
    ConsentHow,
    Outlet,
    PublicationState,
    PublicationStepKind,
    SaidYesNo,
)
from sharing.models import PublicationRequest, PublicationStep
from sharing.publishing import NewPublication, state_of

SUBJECT = "publication"
MOST = 100
"""Texts that a list shows: the latest."""
TONES = {
    PublicationState.WAITING: "blue", PublicationState.APPROVED: "green", PublicationState.PUBLISHED: "green",
    PublicationState.REFUSED: "red", PublicationState.STOPPED: "red", PublicationState.LAPSED: "red",
    PublicationState.WITHDRAWN: "grey",
}  # fmt: skip
OPEN = (PublicationState.WAITING, PublicationState.APPROVED)
Possible = tuple[PublicationStepKind, SaidYesNo | None]


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One text in a list. ``waits_for`` names what is missing; ``case`` is empty for whoever sees none."""

    id: uuid.UUID
    mark: str
    case: str
    outlet: str
    asked_by: str
    by: str
    agency: str
    sent: str
    answer_by: str
    state: PublicationState
    word: str
    tone: str
    waits_for: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class PublicationStepLine:
    """One step, in words; ``by`` is empty where it ended by silence."""

    kind: PublicationStepKind
    label: str
    verdict: str
    on: str
    how: str
    words: str
    by: str
    agency: str
    at: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A word that looks telling, and why it may stay."""

    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """One text with all that was said to it, the newest first. ``file`` is None for whoever sees no case.

    ``about_case``: it is about a person, who is asked. ``possible`` are the steps that the reader may do now.
    """

    file: CaseFile | None
    line: PublicationLine
    about_case: bool
    purpose: str
    text: str
    findings: tuple[Finding, ...]
    steps: tuple[PublicationStepLine, ...]
    possible: tuple[tuple[PublicationStepKind, str], ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class PublicationList:
    """Texts of one case, or of the partnership as far as the actor may know of them, the newest first."""

    file: CaseFile | None
    open: tuple[PublicationLine, ...]
    over: tuple[PublicationLine, ...]
    may_ask: bool


def case_to_write_on(actor: Actor, reference: str) -> Case | None:
    """Return the case that a text is about; None for a text about no case.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or the actor may not ask for a text.
    """
    if reference:
        case: Case = Case.objects.select_related("person").get_for(actor, "edit", reference=reference.upper())
        return case
    if not shares_lessons(actor):
        raise NotAllowed(_("From your place no text for the public is asked for. Ask the case manager."))
    return None


def publication_desk(actor: Actor) -> PublicationList:
    """Return the texts of the partnership that the actor may know of, logged by case.

    Raises:
        NotAllowed: the actor is a companion or a guest.
    """
    case_to_write_on(actor, "")
    rows = PublicationRequest.objects.visible_to(actor).filter(partnership_id=actor.partnership_id)
    return _listed(actor, rows, None, True)


def publication_list(actor: Actor, reference: str) -> PublicationList:
    """Return the texts about a case, and log them once.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor's place does not show what leaves the case team.
    """
    file = case_file(actor, reference, "team")
    rows = PublicationRequest.objects.visible_to(actor).filter(case_id=file.id)
    return _listed(actor, rows, file, "edit" in file.may)


def writing_desk(actor: Actor, reference: str) -> CaseFile | None:
    """Return the case of a text that is being written; None for a text about no case.

    Raises:
        Http404, NotAllowed: as for asking.
    """
    case = case_to_write_on(actor, reference)
    return file_of(actor, case) if case is not None else None


def publication_page(actor: Actor, publication_id: uuid.UUID) -> PublicationPage:
    """Return one text with all that was said to it, and log that it was looked at.

    Raises:
        Http404: it is unseen.
    """
    rows = PublicationRequest.objects.select_related("membership__user", "agency")
    row: PublicationRequest = rows.get_for(actor, "view", pk=publication_id)
    steps, file = _steps(actor, [row]), _file(actor, row.case_id)
    trail.consulted(actor, "publication.read", SUBJECT, [row.pk], row.case_id, "publication")
    keeps, found = _keeps(actor, row), zip(row.findings, row.answers, strict=True)
    possible = _possible(actor, row, steps, keeps)
    return PublicationPage(
        file=file, line=_line(row, steps, file.reference if file else ""), about_case=row.case_id is not None,
        purpose=row.purpose, text=row.text, findings=tuple(Finding(*one) for one in found),
        steps=tuple(_step_line(step) for step in reversed(steps)),
        possible=tuple((kind, str(kind.label)) for kind in dict.fromkeys(kind for kind, _verdict in possible)),
        may_change=keeps and (PublicationStepKind.WITHDRAWN, None) in possible,
    )  # fmt: skip


def text_to_change(actor: Actor, publication_id: uuid.UUID) -> tuple[PublicationPage, NewPublication]:
    """Return a text that the actor may change, and what it says now.

    Raises:
        Http404: it is unseen.
        NotAllowed: it is not the actor's to change, or it is over.
    """
    page = publication_page(actor, publication_id)
    if not page.may_change:
        raise NotAllowed(_("This text is not yours to change, or it is over."))
    row: PublicationRequest = PublicationRequest.objects.visible_to(actor).get(pk=publication_id)
    answers = {one.words: one.answer for one in page.findings}
    old = NewPublication(Outlet(row.outlet), row.asked_by, row.purpose, row.text, row.answer_by, answers)
    return page, old


def possible_steps(actor: Actor, row: PublicationRequest) -> frozenset[Possible]:
    """Return the steps, each with its answer, that the actor may do now about a text that they read."""
    return frozenset(_possible(actor, row, _steps(actor, [row]), _keeps(actor, row)))


def decided_last_on(actor: Actor, row: PublicationRequest) -> dt.date:
    """Return the day on which the second of the two approved a text that the actor reads."""
    return max(timezone.localdate(step.made_at) for step in _steps(actor, [row]) if step.kind in DECIDING_STEPS)


def _possible(actor: Actor, row: PublicationRequest, steps: Sequence[PublicationStep], keeps: bool) -> list[Possible]:
    """The order in which they are offered."""
    state = state_of(steps, row.answer_by, timezone.localdate())
    said = {(step.kind, step.verdict) for step in steps}
    consent: Possible = (PublicationStepKind.CONSENT, SaidYesNo.NO)
    if state == PublicationState.PUBLISHED and row.case_id and keeps and consent not in said:
        return [consent]
    if state not in OPEN:
        return []
    found: list[Possible] = []
    agreed = row.case_id is None or (PublicationStepKind.CONSENT, SaidYesNo.YES) in said
    decided = {step.user_id for step in steps if step.kind in DECIDING_STEPS} | {row.user_id}
    if (
        state == PublicationState.WAITING
        and actor.user_id not in decided
        and row.partnership_id == actor.partnership_id
    ):
        for kind, duty in zip(DECIDING_STEPS, (Duty.CHAIR, Duty.LEGAL), strict=True):
            if actor.has_duty(duty) and not any(step.kind == kind for step in steps):
                found += [(kind, SaidYesNo.YES)] * agreed + [(kind, SaidYesNo.NO)]
    if keeps and row.case_id is not None:
        found += [(PublicationStepKind.CONSENT, SaidYesNo.YES), consent]
    if keeps and state == PublicationState.APPROVED:
        found.append((PublicationStepKind.PUBLISHED, None))
    if keeps:
        found.append((PublicationStepKind.WITHDRAWN, None))
    return found


def _keeps(actor: Actor, row: PublicationRequest) -> bool:
    return bool(PublicationRequest.objects.visible_to(actor, "keep").filter(pk=row.pk).exists())


def _file(actor: Actor, case_id: uuid.UUID | None) -> CaseFile | None:
    if case_id is None:
        return None
    case = Case.objects.select_related("person").visible_to(actor).filter(pk=case_id).first()
    return file_of(actor, case) if case is not None else None


def _steps(actor: Actor, rows: Sequence[PublicationRequest]) -> list[PublicationStep]:
    found = PublicationStep.objects.visible_to(actor).filter(publication__in=[row.pk for row in rows])
    return list(found.select_related("membership__user", "membership__agency").order_by("made_at", "pk"))


def _listed(
    actor: Actor, rows: GuardedQuerySet[PublicationRequest], file: CaseFile | None, may_ask: bool
) -> PublicationList:
    found = list(rows.select_related("membership__user", "agency").order_by("-sent_at", "pk")[:MOST])
    by_case = trail.by_case(found)
    if file is not None:
        by_case.setdefault(file.id, [])
    trail.consulted_across(actor, "publication.listed", SUBJECT, by_case, "publication")
    cases = Case.objects.visible_to(actor).filter(pk__in=list(by_case))
    references = dict(cases.values_list("pk", "reference")) if by_case else {}
    steps = _steps(actor, found)
    lines = [
        _line(
            row,
            [step for step in steps if step.publication_id == row.pk],
            references.get(row.case_id, "") if row.case_id else "",
        )
        for row in found
    ]
    return PublicationList(
        file, tuple(line for line in lines if line.open), tuple(line for line in lines if not line.open), may_ask
    )


def _line(row: PublicationRequest, steps: Sequence[PublicationStep], reference: str) -> PublicationLine:
    state = state_of(steps, row.answer_by, timezone.localdate())
    return PublicationLine(
        id=row.pk, mark=row.mark, case=reference, outlet=str(Outlet(row.outlet).label), asked_by=row.asked_by,
        by=row.membership.user.full_name, agency=row.agency.name, sent=moment_words(row.sent_at),
        answer_by=day_words(row.answer_by), state=state, word=str(state.label), tone=TONES[state],
        waits_for=tuple(_missing(row, steps)) if state == PublicationState.WAITING else (),
    )  # fmt: skip


def _missing(row: PublicationRequest, steps: Sequence[PublicationStep]) -> list[str]:
    done = {step.kind for step in steps}
    words = {
        PublicationStepKind.CONSENT: _("the person's agreement"), PublicationStepKind.CHAIR: _("the chair"),
        PublicationStepKind.LEGAL: _("a legal adviser"),
    }  # fmt: skip
    if row.case_id is None:
        del words[PublicationStepKind.CONSENT]
    return [word for kind, word in words.items() if kind not in done]


def _step_line(step: PublicationStep) -> PublicationStepLine:
    by = step.membership
    return PublicationStepLine(
        kind=PublicationStepKind(step.kind), label=step.get_kind_display(), verdict=step.get_verdict_display(),
        on=day_words(step.on) if step.on else "", how=str(ConsentHow(step.how).label) if step.how else "",
        words=step.words, by=by.user.full_name if by else "", agency=by.agency.name if by else "",
        at=moment_words(step.made_at),
    )  # fmt: skip
