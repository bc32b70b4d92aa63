"""Erasures as one reader may know them: the desk of chair and advisers, those of a case, one, and what is before it."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.sight_erasing import OVERSEE
from casework.due import day_words, moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, case_file, file_of
from sharing.choices import RetentionProposal
from sharing.choices_erasing import ErasureGround, ErasureState
from sharing.choices_rights import RightsKind, RightsState
from sharing.models import Erasure, RetentionReview, RightsRequest
from sharing.queries.erasure_notices import RecipientLine, recipients_of, to_tell
from sharing.queries.holds import HoldLine, holds_on, must_oversee

SUBJECT = "erasure"
MOST = 100
"""Erasures that a list shows."""
SHOWN = ("membership__user", "membership__agency", "decided_by__user", "withdrawn_by__user")
S = ErasureState
TONES = {S.PROPOSED: "orange", S.APPROVED: "blue", S.DONE: "green", S.REFUSED: "grey", S.WITHDRAWN: "grey"}


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """One erasure. It names no case and nobody of it; ``rows`` counts what was erased, ``to_tell`` who is to know."""

    id: uuid.UUID
    mark: str
    is_note: bool
    ground: str
    legal_ground: str
    words: str
    told: str
    not_told: str
    proposed: str
    by: str
    agency: str
    state: ErasureState
    state_words: str
    tone: str
    decided: str
    decided_by: str
    decision_words: str
    withdrawn: str
    withdrawn_by: str
    withdrawal_words: str
    carried: str
    rows: int
    to_tell: int
    version: int

    @classmethod
    def of(cls, row: Erasure, to_tell: int = 0) -> Self:
        """Put an erasure into words; ``to_tell`` counts recipients whom nobody has told."""
        state = S(row.state)
        return cls(
            id=row.pk, mark=row.mark, is_note=row.note_id is not None, ground=row.get_ground_display(),
            legal_ground=row.get_legal_ground_display(), words=row.words, told=day_words(row.told_on),
            not_told=row.get_not_told_display(), proposed=moment_words(row.proposed_at),
            by=row.membership.user.full_name, agency=row.membership.agency.name, state=state,
            state_words=str(state.label), tone=TONES[state],
            decided=moment_words(row.decided_at) if row.decided_at else "",
            decided_by=row.decided_by.user.full_name if row.decided_by else "", decision_words=row.decision_words,
            withdrawn=moment_words(row.withdrawn_at) if row.withdrawn_at else "",
            withdrawn_by=row.withdrawn_by.user.full_name if row.withdrawn_by else "",
            withdrawal_words=row.withdrawal_words,
            carried=moment_words(row.carried_at) if row.carried_at else "", rows=sum(row.counts.values()),
            to_tell=to_tell, version=row.version,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom something of the record had reached: agencies and courts by name, others by their number."""

    agencies: tuple[str, ...]
    others: int


@dataclass(frozen=True, slots=True)
class ErasurePage:
    """One erasure; ``file`` is None for whoever sees no case, and once the case is gone."""

    file: CaseFile | None
    line: ErasureLine
    reached: Reached
    recipients: tuple[RecipientLine, ...]
    counts: tuple[tuple[str, int], ...]
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ErasureDesk:
    """The erasures of a partnership: what waits, what is approved, and what is over, the newest first."""

    waiting: tuple[ErasureLine, ...]
    over: tuple[ErasureLine, ...]


@dataclass(frozen=True, slots=True)
class ProposingDesk:
    """What is before whoever proposes: on what it can go back, and what stands in the way."""

    file: CaseFile
    sources: tuple[tuple[str, str], ...]
    holds: Sequence[HoldLine]
    kept_until: str


def erasure_desk(actor: Actor) -> ErasureDesk:
    """Return the erasures of the partnership, logged by case.

    Raises:
        NotAllowed: the actor is neither chair nor legal adviser.
    """
    must_oversee(actor)
    rows = Erasure.objects.visible_to(actor).filter(partnership_id=actor.partnership_id).select_related(*SHOWN)
    waiting = list(rows.filter(state__in=[S.PROPOSED, S.APPROVED]).order_by("proposed_at", "pk")[:MOST])
    over = list(rows.exclude(state__in=[S.PROPOSED, S.APPROVED]).order_by("-decided_at", "pk")[:MOST])
    by_case = trail.by_case((*waiting, *over))
    trail.consulted_across(actor, "erasure.listed", SUBJECT, by_case, "duty")
    return ErasureDesk(_lines(actor, waiting), _lines(actor, over))


def _lines(actor: Actor, rows: Sequence[Erasure]) -> tuple[ErasureLine, ...]:
    """Put erasures into words, those that were carried out with how many recipients are to be told."""
    done = [row.pk for row in rows if row.state == S.DONE]
    waiting = to_tell(actor, done) if done else {}
    return tuple(ErasureLine.of(row, waiting.get(row.pk, 0)) for row in rows)


def erasure_page(actor: Actor, erasure_id: uuid.UUID, verb: str = "view") -> ErasurePage:
    """Return one erasure, and log that it was looked at.

    Raises:
        Http404, NotAllowed: it is unseen, or ``verb`` is not for the actor.
    """
    row: Erasure = Erasure.objects.select_related(*SHOWN).get_for(actor, verb, pk=erasure_id)
    trail.consulted(actor, "erasure.read", SUBJECT, [row.pk], row.case_id, "duty")
    case = Case.objects.select_related("person").visible_to(actor).filter(pk=row.case_id).first()
    waits, mine = row.state == S.PROPOSED, row.user_id == actor.user_id and case is not None
    oversees = any(actor.has_duty(duty) for duty in OVERSEE) and row.partnership_id == actor.partnership_id
    reached = Reached(tuple(row.agencies), row.others) if row.state == S.DONE else _reached(row.pk)
    told = recipients_of(actor, row.pk) if row.state == S.DONE else ()
    waiting = sum(one.is_open for one in told)
    counts = sorted((_called(table), int(rows)) for table, rows in row.counts.items())
    return ErasurePage(
        file_of(actor, case) if case is not None else None, ErasureLine.of(row, waiting), reached, told,
        tuple(counts),
        waits and oversees and row.user_id != actor.user_id,
        (waits and mine) or (row.state == S.APPROVED and (mine or (oversees and row.decider_id == actor.user_id))),
    )  # fmt: skip


def _called(table: str) -> str:
    """What the rows of a table are called; its own name where the product knows it no more."""
    names = {model._meta.db_table: str(model._meta.verbose_name) for model in apps.get_models()}
    found = names.get(table, table)
    return found[:1].upper() + found[1:]


def _reached(erasure_id: uuid.UUID) -> Reached:
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies, others FROM sharing_recipients_of_erasure(%s)", [erasure_id])
        found = cursor.fetchone()
    return Reached(tuple(json.loads(found[0])), found[1]) if found else Reached((), 0)


def erasures_of(actor: Actor, case_id: uuid.UUID) -> Sequence[ErasureLine]:
    """Return what was proposed to be erased of a case, as far as the actor may know of it, the newest first."""
    rows = Erasure.objects.visible_to(actor).filter(case_id=case_id).select_related(*SHOWN)
    return _lines(actor, list(rows.order_by("-proposed_at", "pk")[:MOST]))


def proposing_desk(actor: Actor, reference: str) -> ProposingDesk:
    """Return what is before whoever proposes to erase, and log that the page was opened.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or they are not its case manager.
    """
    file = case_file(actor, reference, "lead")
    trail.consulted(actor, "erasure.opened_to_write", SUBJECT, [file.id], file.id, file.place)
    granted = RightsRequest.objects.visible_to(actor).filter(
        case_id=file.id, kind=RightsKind.ERASURE, state__in=[RightsState.GRANTED, RightsState.PARTLY]
    )
    sources = [
        (f"{ErasureGround.REQUEST}:{row.pk}",
         _("Request %(mark)s of the person, granted %(day)s") % {"mark": row.mark, "day": day_words(row.decided_on)})
        for row in granted.order_by("-decided_on", "pk")
    ]  # fmt: skip
    reviews = RetentionReview.objects.visible_to(actor).filter(case_id=file.id)
    last = reviews.order_by("-reviewed_on", "-next_on", "pk").first()
    if last is not None and last.proposal == RetentionProposal.ERASE:
        words = _("Retention review of %(day)s: not needed any more") % {"day": day_words(last.reviewed_on)}
        sources.append((f"{ErasureGround.REVIEW}:{last.pk}", words))
    return ProposingDesk(file, tuple(sources), holds_on(actor, file.id), day_words(kept_until(actor, file.id)))


def kept_until(actor: Actor, case_id: uuid.UUID) -> dt.date | None:
    """Return the local date until which the record of a case that the actor leads is kept; None where nobody said."""
    if not Case.objects.visible_to(actor).filter(pk=case_id).exists():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_told_kept_until(%s)", [case_id])
        found: dt.date | None = cursor.fetchone()[0]
    return found
