"""Duty reports: the desk of their writer, the list of a case, one of them, and what law enforcement received."""

import uuid
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from access.guarded import GuardedQuerySet
from access.sight_duty import INFORMED
from agencies.choices import AgencyGroup, AgencyStatus, Duty
from agencies.errors import NotAllowed
from agencies.models import Agency, AgencyMembership
from casework.due import moment_words
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from sharing.choices import DutyBasis, DutyOutcome, HowSoon
from sharing.models import DutyPassed, DutyReport, DutyWord

SUBJECT = "duty_report"
MOST = 100
"""Duty reports that a list shows: the latest."""
SHOWN = ("to_agency", "agency", "membership__user")


@dataclass(frozen=True, slots=True)
class Receiver:
    """An agency of law enforcement to which a duty report can go."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class DutyDesk:
    """What the writer has before them; ``file`` is None where no agreement shows them the case."""

    reference: str
    file: CaseFile | None
    receivers: tuple[Receiver, ...]
    is_health: bool
    corrects: uuid.UUID | None
    values: dict[str, object]
    case: uuid.UUID


@dataclass(frozen=True, slots=True)
class DutyLine:
    """That a duty report was made, and what was answered."""

    id: uuid.UUID
    to: str
    agency: str
    by: str
    made: str
    how_soon: HowSoon
    soon: str
    acknowledged: str
    outcome: str
    is_health: bool
    is_correction: bool


@dataclass(frozen=True, slots=True)
class DutyList:
    """The duty reports of a case that the actor may know of, the newest first."""

    reference: str
    file: CaseFile | None
    lines: tuple[DutyLine, ...]
    may_file: bool


@dataclass(frozen=True, slots=True)
class DutyWordsLine:
    """What the writer fears, knows and thinks."""

    feared: str
    at_risk: str
    known: str
    thought: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassedLine:
    """What passed to law enforcement, from whom, and what they answered."""

    id: uuid.UUID
    text: str
    to: str
    soon: str
    is_now: bool
    phoned: str
    phoned_whom: str
    sent: str
    sender: str
    sender_agency: str
    acknowledged: str
    acknowledged_by: str
    outcome: str
    is_released: bool
    version: int


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty report as far as the actor reads it: ``words`` and ``passed`` are None where they do not."""

    file: CaseFile | None
    line: DutyLine
    words: DutyWordsLine | None
    passed: PassedLine | None
    corrects: uuid.UUID | None
    corrected_by: uuid.UUID | None
    may_correct: bool


@dataclass(frozen=True, slots=True)
class DutyInbox:
    """What an agency received, and for chair and legal adviser that reports were made."""

    receives: bool
    informed: bool
    received: tuple[PassedLine, ...]
    made: tuple[DutyLine, ...]


def case_on_team(actor: Actor, reference: str) -> uuid.UUID:
    """Return the key of the case called ``reference`` for whoever is on its team, whatever the agreements say.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: they know it but are not on its team.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing_case_on_team(%s)", [reference.replace("\0", "")])
        found: uuid.UUID | None = cursor.fetchone()[0]
    return found if found is not None else Case.objects.get_for(actor, "write", reference=reference.upper()).pk


def receivers(actor: Actor) -> tuple[Receiver, ...]:
    """Return the agencies of law enforcement that receive duty reports; all of them where none named somebody."""
    rows = Agency.objects.filter(
        partnership_id=actor.partnership_id, group=AgencyGroup.LAW_ENFORCEMENT, status=AgencyStatus.MEMBER
    ).order_by("name", "pk")
    desks = set(
        AgencyMembership.objects.current().filter(agency__in=rows, duties__contains=[Duty.DUTY_DESK])
        .values_list("agency_id", flat=True)
    )  # fmt: skip
    return tuple(Receiver(row.pk, row.name) for row in rows if not desks or row.pk in desks)


def duty_desk(actor: Actor, reference: str) -> DutyDesk:
    """Return what the writer of a duty report has before them.

    Raises:
        Http404, NotAllowed: as for ``case_on_team``.
    """
    case = case_on_team(actor, reference)
    return DutyDesk(reference.upper(), _file(actor, case), receivers(actor), _is_health(actor), None, {}, case)


def correction_desk(actor: Actor, report_id: uuid.UUID) -> DutyDesk:
    """Return the same for a correction of an earlier one, with its words to begin with.

    Raises:
        Http404, NotAllowed: it is unseen, or neither the actor's nor of their agency.
    """
    row: DutyReport = DutyReport.objects.get_for(actor, "correct", pk=report_id)
    words = DutyWord.objects.visible_to(actor).get(report=row)
    passed = DutyPassed.objects.visible_to(actor).get(report=row)
    values = {
        "to_agency": row.to_agency_id, "how_soon": row.how_soon, "rests_on": row.rests_on, "is_health": row.is_health,
        "feared": words.feared, "at_risk": words.at_risk, "known": words.known, "thought": words.thought,
        "passed": passed.text, "is_released": passed.is_released, "phoned_whom": passed.phoned_whom,
        "phoned_at": passed.phoned_at,
    }  # fmt: skip
    trail.consulted(actor, "duty.read", SUBJECT, [row.pk], row.case_id, "duty_report")
    file = _file(actor, row.case_id)
    return DutyDesk(
        _reference(actor, row), file, receivers(actor), _is_health(actor), row.pk, dict(values), row.case_id
    )


def _reference(actor: Actor, row: DutyReport) -> str:
    found = Case.objects.visible_to(actor).filter(pk=row.case_id).values_list("reference", flat=True).first()
    if found is None:
        raise NotAllowed(_("No agreement shows you the case now. Make a new duty report with its reference."))
    return found


def _is_health(actor: Actor) -> bool:
    return Agency.objects.get(pk=actor.agency_id).group == AgencyGroup.HEALTH


def _file(actor: Actor, case_id: uuid.UUID) -> CaseFile | None:
    case = Case.objects.select_related("person").visible_to(actor).filter(pk=case_id).first()
    return file_of(actor, case) if case is not None else None


def duty_list(actor: Actor, reference: str) -> DutyList:
    """Return the duty reports of a case that the actor may know of: all from inside, else their own.

    Raises:
        Http404: there is no such case that the actor may know of.
    """
    try:
        case_id, may_file = case_on_team(actor, reference), True
    except NotAllowed:
        case_id, may_file = Case.objects.get_for(actor, reference=reference.upper()).pk, False
    rows = DutyReport.objects.visible_to(actor).filter(case_id=case_id).select_related(*SHOWN)
    found = list(rows.order_by("-made_at", "pk")[:MOST])
    file = _file(actor, case_id)
    trail.consulted(actor, "duty.list_read", SUBJECT, [row.pk for row in found], case_id, "duty_report")
    return DutyList(reference.upper(), file, tuple(_line(row) for row in found), may_file)


def duty_page(actor: Actor, report_id: uuid.UUID) -> DutyPage:
    """Return one duty report as far as the actor reads it, and log that it was looked at.

    Raises:
        Http404: it is unseen.
    """
    row: DutyReport = DutyReport.objects.select_related(*SHOWN).get_for(actor, pk=report_id)
    words = DutyWord.objects.visible_to(actor).filter(report=row).first()
    passed = _passed(actor).filter(report=row).first()
    later = DutyReport.objects.visible_to(actor).filter(corrects=row).values_list("pk", flat=True).first()
    trail.record(
        actor, "duty.read", operation=Operation.CONSULT, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id,
        tier=int(Tier.FULL if words or passed else Tier.EXISTENCE), ground="duty_report",
    )  # fmt: skip
    return DutyPage(
        file=_file(actor, row.case_id), line=_line(row),
        words=DutyWordsLine(
            words.feared, words.at_risk, words.known, words.thought,
            tuple(str(DutyBasis(one).label) for one in row.rests_on),
        ) if words else None,
        passed=_passed_line(passed) if passed else None, corrects=row.corrects_id, corrected_by=later,
        may_correct=later is None and DutyReport.objects.visible_to(actor, "correct").filter(pk=row.pk).exists(),
    )  # fmt: skip


def duty_inbox(actor: Actor) -> DutyInbox:
    """Return what the actor's agency received, and for chair and legal adviser that reports were made."""
    receives, informed = actor.has_duty(Duty.DUTY_DESK), any(actor.has_duty(duty) for duty in INFORMED)
    received, made = [], []
    if receives:
        received = list(_passed(actor, "answer").order_by("-sent_at", "pk")[:MOST])
        trail.consulted(actor, "duty.list_read", SUBJECT, [row.pk for row in received], None, "duty_report")
    if informed:
        rows = DutyReport.objects.visible_to(actor).filter(partnership_id=actor.partnership_id)
        made = list(rows.select_related(*SHOWN).order_by("-made_at", "pk")[:MOST])
        by_case: dict[uuid.UUID, list[uuid.UUID]] = {}
        for row in made:
            by_case.setdefault(row.case_id, []).append(row.pk)
        trail.consulted_across(actor, "duty.list_read", SUBJECT, by_case, "duty_report")
    return DutyInbox(receives, informed, tuple(map(_passed_line, received)), tuple(map(_line, made)))


def received_page(actor: Actor, passed_id: uuid.UUID) -> PassedLine:
    """Return what passed to the actor's agency: the text, who sent it, and nothing of the case.

    Raises:
        Http404: it is unseen.
        NotAllowed: the actor reads it, but does not receive for the agency it went to.
    """
    row: DutyPassed = DutyPassed.objects.select_related(*ANSWERED).get_for(actor, "answer", pk=passed_id)
    trail.consulted(actor, "duty.received_read", SUBJECT, [row.pk], None, "duty_report")
    return _passed_line(row)


ANSWERED = ("to_agency", "sender_agency", "acknowledged_by__user")


def _passed(actor: Actor, verb: str = "view") -> GuardedQuerySet[DutyPassed]:
    rows: GuardedQuerySet[DutyPassed] = DutyPassed.objects.visible_to(actor, verb)
    return rows.select_related(*ANSWERED)


def _line(row: DutyReport) -> DutyLine:
    return DutyLine(
        id=row.pk, to=row.to_agency.name, agency=row.agency.name, by=row.membership.user.full_name,
        made=moment_words(row.made_at), how_soon=HowSoon(row.how_soon), soon=str(HowSoon(row.how_soon).label),
        acknowledged=moment_words(row.acknowledged_at) if row.acknowledged_at else "",
        outcome=str(DutyOutcome(row.outcome).label) if row.outcome else "", is_health=row.is_health,
        is_correction=row.corrects_id is not None,
    )  # fmt: skip


def _passed_line(row: DutyPassed) -> PassedLine:
    return PassedLine(
        id=row.pk, text=row.text, to=row.to_agency.name, soon=str(HowSoon(row.how_soon).label),
        is_now=row.how_soon == HowSoon.NOW, phoned=moment_words(row.phoned_at) if row.phoned_at else "",
        phoned_whom=row.phoned_whom, sent=moment_words(row.sent_at), sender=row.sender,
        sender_agency=row.sender_agency.name,
        acknowledged=moment_words(row.acknowledged_at) if row.acknowledged_at else "",
        acknowledged_by=row.acknowledged_by.user.full_name if row.acknowledged_by else "",
        outcome=str(DutyOutcome(row.outcome).label) if row.outcome else "", is_released=row.is_released,
        version=row.version,
    )  # fmt: skip
