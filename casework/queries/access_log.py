"""The access log of a case, and the trail beyond one case: who looked, changed, shared or was refused, when and why."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from access.models import Event
from agencies.choices import Duty
from agencies.errors import NotAllowed
from agencies.models import AgencyMembership, User
from casework.queries.case_file import CaseFile, case_file
from casework.trail_words import ground_words, sentence, subject_words

PAGE = 50
NOT_OWN = "national_number"
"""Ground of the line that tells a case manager of another case of the same person. Whoever opened that case made it
and never reads it: it would answer whether the number is known."""
CAP = 1001  # counts stop at "more than 1,000" (performance.md decision 9)


@dataclass(frozen=True, slots=True)
class LogFilters:
    """What the reader narrows by; empty means everything. Days are local, both included."""

    person: uuid.UUID | None = None
    operation: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line in words. ``at`` is local; ``readers`` are those who may read it from then on."""

    number: int
    at: dt.datetime
    moment: str
    person: str
    agency: str
    agency_code: str
    operation: Operation
    what: str
    concerns: str
    subjects: tuple[uuid.UUID, ...]
    tier: str
    readers: tuple[str, ...]
    ground: str
    reason: str

    @property
    def refused(self) -> bool:
        """Whether it did not happen."""
        return self.operation == Operation.REFUSE


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, newest first, with the cursors of its neighbours and how many lines fit in all."""

    file: CaseFile
    lines: tuple[LogLine, ...]
    older: str
    newer: str
    total: int
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LogExport:
    """Every line that fits, newest first."""

    file: CaseFile
    lines: tuple[LogLine, ...]


def access_log(actor: Actor, reference: str, filters: LogFilters, after: str = "", before: str = "") -> LogPage:
    """Return one page of the log, and log that it was read first, so that this line is counted as well.

    Raises:
        Http404: there is no such case that the actor may know of.
        NotAllowed: the actor sees the case but not its log.
    """
    file = _file(actor, reference)
    trail.consulted(actor, "access_log.read", "access_log", [file.id], file.id, file.place)
    everything = _lines_of(actor, file)
    rows = _narrowed(everything, filters)
    found, older, newer = _cut(rows, after, before)
    return LogPage(file, _in_words(found), older, newer, rows.count(), _people_in(everything))


def access_log_export(actor: Actor, reference: str, filters: LogFilters) -> LogExport:
    """Return every line that fits, and log the download as a disclosure: the copy leaves the system.

    Raises:
        Http404, NotAllowed: as ``access_log``.
    """
    file = _file(actor, reference)
    lines = _in_words(list(_narrowed(_lines_of(actor, file), filters).order_by("-seq")))
    trail.record(
        actor, "access_log.exported", operation=Operation.DISCLOSE, kind="access_log", subjects=[file.id],
        case_id=file.id, recipients=[actor.membership_id], ground=file.place, detail={"rows": len(lines)},
    )  # fmt: skip
    return LogExport(file, lines)


def _file(actor: Actor, reference: str) -> CaseFile:
    try:
        return case_file(actor, reference, "log")
    except NotAllowed:
        sentence_ = _("The access log of a case is read by its case manager and its order supervisor. Ask one of them.")
        raise NotAllowed(sentence_) from None


def _lines_of(actor: Actor, file: CaseFile) -> QuerySet[Event]:
    return Event.objects.visible_to(actor).filter(case_id=file.id)


def _narrowed(rows: QuerySet[Event], filters: LogFilters) -> QuerySet[Event]:
    if filters.person:
        rows = rows.filter(user_id=filters.person)
    if filters.operation:
        rows = rows.filter(operation=filters.operation)
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=_midnight(filters.until + dt.timedelta(days=1)))
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _cut(rows: QuerySet[Event], after: str, before: str) -> tuple[list[Event], str, str]:
    """Return one page and the cursors (line numbers) of the older and the newer one."""
    if before.isdecimal():
        newer = list(rows.filter(seq__gt=int(before)).order_by("seq")[: PAGE + 1])
        page = newer[:PAGE][::-1]
        return page, str(page[-1].seq) if page else "", str(page[0].seq) if len(newer) > PAGE else ""
    if after.isdecimal():
        rows = rows.filter(seq__lt=int(after))
    found = list(rows.order_by("-seq")[: PAGE + 1])
    page = found[:PAGE]
    return page, str(page[-1].seq) if len(found) > PAGE else "", str(page[0].seq) if page and after else ""


def _people_in(rows: QuerySet[Event]) -> tuple[tuple[str, str], ...]:
    """Everybody whom the log names, for the filter."""
    found = rows.order_by().values_list("user_id", flat=True).distinct()
    keys = {key for key in found if key}
    people = User.objects.filter(pk__in=keys).order_by("full_name", "pk").values_list("pk", "full_name")
    return tuple((str(key), name) for key, name in people)


def _in_words(events: Sequence[Event]) -> tuple[LogLine, ...]:
    """Look every name up once, then write the lines."""
    keys = {event.membership_id for event in events} | {key for event in events for key in event.recipients}
    members = {m.pk: m for m in _memberships(key for key in keys if key)}
    return tuple(_line(event, members) for event in events)


def _memberships(keys: Iterable[uuid.UUID]) -> QuerySet[AgencyMembership]:
    return AgencyMembership.objects.filter(pk__in=list(keys)).select_related("user", "agency")


def _line(event: Event, members: dict[uuid.UUID, AgencyMembership]) -> LogLine:
    who = members.get(event.membership_id) if event.membership_id else None
    local = timezone.localtime(event.at)
    readers = (members[key] for key in event.recipients if key in members)
    return LogLine(
        number=event.seq,
        at=local,
        moment=date_format(local, "j M Y, H:i:s"),
        person=who.user.full_name if who else _("The system"),
        agency=who.agency.name if who else "",
        agency_code=who.agency.code if who else "",
        operation=Operation(event.operation),
        what=sentence(event.verb, event.operation),
        concerns=subject_words(event.kind, len(event.subjects)),
        subjects=tuple(event.subjects),
        tier=str(Tier(event.tier).label) if event.tier is not None else "",
        readers=tuple(sorted(f"{m.user.full_name} ({m.agency.code})" for m in readers)),
        ground=ground_words(event.ground) if event.ground else "",
        reason=event.reason,
    )


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of lines, newest first. ``total`` stops at 1,001; ``cases`` marks each line's case by a short key."""

    lines: tuple[tuple[LogLine, str], ...]
    older: str
    newer: str
    total: int
    people: tuple[tuple[str, str], ...]
    everybody: bool


def trail_page(actor: Actor, filters: LogFilters, after: str = "", before: str = "") -> TrailPage:
    """Return one page of the lines the actor may read, and log that it was read.

    A case is marked by the beginning of its key and by nothing that names it. A refusal is marked only when other
    lines name the same case to the reader, so that a mark never tells whether there is something behind a door.
    """
    everybody = actor.has_duty(Duty.LEGAL)
    trail.record(
        actor, "trail.read", operation=Operation.CONSULT, kind="trail", ground="duty" if everybody else "own"
    )  # fmt: skip
    rows = Event.objects.visible_to(actor).exclude(ground=NOT_OWN, user_id=actor.user_id)
    if not everybody:
        rows = rows.filter(user_id=actor.user_id)
    kept = _narrowed(rows, filters)
    found, older, newer = _cut(kept, after, before)
    marks = _marks(actor, rows, found)
    people = _people_in(rows) if everybody else ()
    lines = tuple(zip(_in_words(found), marks, strict=True))
    return TrailPage(lines, older, newer, kept[:CAP].count(), people, everybody)


def _marks(actor: Actor, rows: QuerySet[Event], found: Sequence[Event]) -> list[str]:
    """Return the short key of each line's case; a refusal keeps it back where nothing else tells of the case."""
    refused = {event.case_id for event in found if event.operation == Operation.REFUSE and event.case_id}
    told = rows.filter(case_id__in=refused).exclude(operation=Operation.REFUSE).order_by()
    pairs = set(told.values_list("case_id", "user_id").distinct()) if refused else set()
    known, entered = {case for case, _user in pairs}, {case for case, user in pairs if user == actor.user_id}
    return [
        ""
        if event.case_id is None
        or (event.case_id in refused and event.operation == Operation.REFUSE
            and event.case_id not in (entered if event.user_id == actor.user_id else known))
        else str(event.case_id)[:8]
        for event in found
    ]  # fmt: skip
