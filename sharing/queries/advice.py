"""Legal advice as one reader may know it: a question with its answers, one's own on a case, the advisers' desk."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Tier
from agencies.errors import NotAllowed
from casework.due import day_words, due_state, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.choices import AdviceAbout, Conclusion
from sharing.models import AdviceAnswer, AdviceContext, AdviceReasoning, LegalAdviceRequest
from sharing.queries.advice_desks import is_adviser

MOST = 100
"""Questions that one list shows at the most."""
TONES = {Conclusion.MAY: "green", Conclusion.MAY_IF: "yellow", Conclusion.MAY_NOT: "red", Conclusion.OPEN: "grey"}


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One question in a list. ``state`` is how near its day is, or ``done``.

    ``case_mark`` is the same for each question about a case, to this reader in this month; it matches nothing else.
    """

    id: uuid.UUID
    mark: str
    case_mark: str
    about: str
    question: str
    urgent: bool
    due: str
    due_on: dt.date
    state: str
    by: str
    agency: str
    asked: str
    conclusion: str
    tone: str

    @property
    def waits(self) -> bool:
        """Whether nobody has answered."""
        return not self.conclusion


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that go with a question."""

    agency: str
    tier: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One answer; ``reasoning`` is empty where there is none."""

    id: uuid.UUID
    conclusion: Conclusion
    label: str
    tone: str
    words: str
    by: str
    at: str
    reasoning: str


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """One question. ``file`` is the case, for whoever sees it from a place on it."""

    line: AdviceLine
    file: CaseFile | None
    quotes: tuple[Quote, ...]
    answers: tuple[AnswerFacts, ...]
    mine: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class AdviceList:
    """What the actor asked on a case, the newest first."""

    file: CaseFile
    lines: tuple[AdviceLine, ...]


@dataclass(frozen=True, slots=True)
class AdviceDesk:
    """What waits for the legal advisers, the late first, and what they answered last."""

    open: tuple[AdviceLine, ...]
    answered: tuple[AdviceLine, ...]

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(line.state == "overdue" for line in self.open)


def advice_page(actor: Actor, request_id: uuid.UUID) -> AdvicePage:
    """Return one question with its words and answers, and log the page once.

    Raises:
        Http404: it is not there for the actor.
    """
    rows = LegalAdviceRequest.objects.select_related("membership__user", "agency")
    row: LegalAdviceRequest = rows.get_for(actor, "view", pk=request_id)
    case = Case.objects.visible_to(actor).filter(pk=row.case_id).select_related("person", "lead_agency").first()
    file = file_of(actor, case) if case else None
    quotes = AdviceContext.objects.visible_to(actor).filter(request=row).select_related("agency")
    answers = _answers(actor, row)
    trail.consulted(actor, "advice.read", "legal_advice", [row.pk], row.case_id, file.place if file else "duty")
    mine = row.user_id == actor.user_id
    return AdvicePage(
        line=_line(row, answers[0].conclusion if answers else None, _case_marks([row.pk])), file=file,
        quotes=tuple(
            Quote(one.agency.name, str(Tier(one.tier).label), one.words)
            for one in quotes.order_by("agency__name", "pk")
        ),
        answers=answers, mine=mine, may_answer=is_adviser(actor) and not mine,
    )  # fmt: skip


def _answers(actor: Actor, row: LegalAdviceRequest) -> tuple[AnswerFacts, ...]:
    """Answers to a question, the newest first."""
    rows = AdviceAnswer.objects.visible_to(actor).filter(request=row).select_related("membership__user")
    found = list(rows.order_by("-answered_at", "-pk"))
    reasons = AdviceReasoning.objects.visible_to(actor).filter(answer__request=row)
    told = dict(reasons.values_list("answer_id", "text"))
    return tuple(
        AnswerFacts(
            id=one.pk, conclusion=Conclusion(one.conclusion), label=one.get_conclusion_display(),
            tone=TONES[Conclusion(one.conclusion)], words=one.words, by=one.membership.user.full_name,
            at=moment_words(one.answered_at), reasoning=told.get(one.pk, ""),
        )
        for one in found
    )  # fmt: skip


def advice_list(actor: Actor, reference: str) -> AdviceList:
    """Return what the actor asked on a case, and log it once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
    """
    file = case_file(actor, reference, "write")
    rows = LegalAdviceRequest.objects.visible_to(actor).filter(case_id=file.id, membership_id=actor.membership_id)
    found = list(rows.select_related("membership__user", "agency").order_by("-asked_at", "-pk")[:MOST])
    trail.consulted(actor, "advice.listed", "legal_advice", [row.pk for row in found] or [file.id], file.id, file.place)
    return AdviceList(file, _lines(actor, found))


def advice_desk(actor: Actor) -> AdviceDesk:
    """Return what waits for the legal advisers of the partnership, and what was answered last; logged by case.

    Raises:
        NotAllowed: the actor is no adviser.
    """
    if not is_adviser(actor):
        raise NotAllowed(_("This page is for the legal advisers of the partnership."))
    there = AdviceAnswer.objects.visible_to(actor).filter(request_id=OuterRef("pk"))
    rows = LegalAdviceRequest.objects.visible_to(actor).filter(partnership_id=actor.partnership_id)
    rows = rows.select_related("membership__user", "agency")
    waiting = list(rows.filter(~Exists(there)).order_by("due_on", "asked_at", "pk")[:MOST])
    answered = list(rows.filter(Exists(there)).order_by("-asked_at", "-pk")[:MOST])
    by_case = trail.by_case((*waiting, *answered))
    trail.consulted_across(actor, "advice.listed", "legal_advice", by_case, "duty")
    return AdviceDesk(_lines(actor, waiting), _lines(actor, answered))


def _lines(actor: Actor, rows: Iterable[LegalAdviceRequest]) -> tuple[AdviceLine, ...]:
    found = list(rows)
    answers = AdviceAnswer.objects.visible_to(actor).filter(request__in=[row.pk for row in found])
    told = dict(answers.order_by("answered_at", "pk").values_list("request_id", "conclusion"))
    marks = _case_marks([row.pk for row in found])
    return tuple(_line(row, Conclusion(told[row.pk]) if row.pk in told else None, marks) for row in found)


def _case_marks(keys: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what the cases of these questions are called to this reader."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT m.id, m.case_mark FROM sharing_advice_marks(%s::uuid[]) m", [keys])
        return dict(cursor.fetchall())


def _line(row: LegalAdviceRequest, conclusion: Conclusion | None, marks: Mapping[uuid.UUID, str]) -> AdviceLine:
    return AdviceLine(
        id=row.pk, mark=row.mark, case_mark=marks[row.pk], about=str(AdviceAbout(row.about).label),
        question=row.question, urgent=row.urgent, due=day_words(row.due_on), due_on=row.due_on,
        state="done" if conclusion else due_state(row.due_on, timezone.localdate()),
        by=row.membership.user.full_name, agency=row.agency.name, asked=moment_words(row.asked_at),
        conclusion=str(conclusion.label) if conclusion else "", tone=TONES[conclusion] if conclusion else "",
    )  # fmt: skip
