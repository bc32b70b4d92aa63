"""Order, conditions, contacts, help and programmes: what the court asked for and what came of it."""

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.choices import CLINICAL, WITH_PERSON, Attended, ContactKind, HelpKind, InterventionType, Kept
from casework.due import day_words
from casework.models import Condition, Contact, Intervention
from sharing.assembly import Found, Gathered, Grid, LeftOut
from sharing.choices import ReportPart, SourceKind, WhyLeftOut
from sharing.queries.report_sources.record import Record
from sharing.telling.words import attendance_words, day_of, period_words, sentence

VICTIM_CATEGORIES = ("reparation", "victim_support", "no_contact_victim")


def fill_order(record: Record, out: Gathered) -> None:
    """Add the order, what the court decided in the period, and the conditions in the court's exact words."""
    order, part = record.order, ReportPart.ORDER
    if order is None:
        out.missing[part] = _("No order is on record for this case.")
        return
    last = _("It ends on %(day)s") % {"day": day_words(order.ends_on)} if order.ends_on else _("It has no end day")
    text = sentence(
        _("%(name)s %(number)s, made by %(court)s on %(day)s")
        % {"name": order.type, "number": order.number, "court": order.court, "day": day_words(order.made_on)},
        _("It began on %(day)s") % {"day": day_words(order.starts_on)}, last,
        _("It is now: %(state)s") % {"state": order.state_on(timezone.localdate()).label},
    )  # fmt: skip
    out.statements.append(Found(part, text, SourceKind.ORDER, order.pk))
    for condition in record.conditions:
        out.statements.append(Found(part, condition_words(condition), SourceKind.CONDITION, condition.pk))
    for row in record.decisions_of_court:
        if row.order_id == order.pk and record.scope.covers(row.decided_on) and row.decided_on != order.made_on:
            words = {"court": row.court, "day": day_words(row.decided_on), "what": row.get_act_display()}
            text = _("%(court)s on %(day)s: %(what)s") % words
            out.statements.append(Found(part, sentence(text), SourceKind.DECISION, row.pk, row.decided_on))


def condition_words(condition: Condition) -> str:
    """Return a condition with the court's exact words, since when, and until when if it ended."""
    source = condition.source_decision
    by = (
        _("Decided by %(court)s on %(day)s") % {"court": source.court, "day": day_words(source.decided_on)}
        if source
        else ""
    )
    until = _("It held until %(day)s") % {"day": day_words(condition.ends_on)} if condition.ends_on else ""
    return sentence(f"{condition}: “{condition.exact_text.strip()}”", by, until)


def fill_contacts(record: Record, out: Gathered) -> None:
    """Add how often the person came, in words and as a table, and each contact that was missed."""
    scope, part = record.scope, ReportPart.COMPLIANCE if record.scope.breach_id else ReportPart.CONTACTS
    known = [row for row in record.contacts if record.counts(row)]
    held = [row for row in known if row.kind in WITH_PERSON]
    out.counted |= {row.pk for row in known}
    for row in record.contacts:
        if not record.counts(row) and row.note_id is None:
            out.left_out.append(LeftOut(SourceKind.CONTACT, row.pk, row.originator_id, WhyLeftOut.NOT_CLEARED))
    _unrecorded(record, out)
    if not held:
        return
    words = period_words(scope.period_from, scope.period_to)
    text = _("%(n)d contacts with the person from %(period)s: %(came)s") % {
        "n": len(held), "period": words, "came": attendance_words(row.attended for row in held),
    }  # fmt: skip
    out.statements.append(Found(part, sentence(text), SourceKind.CASE, record.case.pk))
    out.tables.setdefault(part, []).append(_attendance(held, words))
    for row in held:
        if row.attended in (Attended.NO_REASON, Attended.EXCUSED):
            out.statements.append(missed(row, part))


def _unrecorded(record: Record, out: Gathered) -> None:
    """Name planned contacts whose day is past without a record; those of the supervising agency to the court too."""
    for row in record.unrecorded:
        out.left_out.append(LeftOut(SourceKind.CONTACT, row.pk, row.originator_id, WhyLeftOut.NOT_RECORDED))
    n = sum(1 for r in record.unrecorded if r.originator_id == record.scope.agency_id and r.kind in WITH_PERSON)
    if n:
        text = ngettext(
            "Of %(n)d planned contact with the person nobody recorded whether it took place.",
            "Of %(n)d planned contacts with the person nobody recorded whether they took place.",
            n,
        )
        out.statements.append(Found(ReportPart.NOT_VERIFIED, text % {"n": n}, SourceKind.CASE, record.case.pk))


def missed(row: Contact, part: ReportPart) -> Found:
    """Return the bare fact of a contact that was missed."""
    text = f"{row.get_kind_display()}: {row.get_attended_display()}"
    return Found(part, sentence(text), SourceKind.CONTACT, row.pk, day_of(row), row.originator_id)


def _attendance(held: list[Contact], words: str) -> Grid:
    answers = (Attended.YES, Attended.LATE, Attended.EXCUSED, Attended.NO_REASON, Attended.CANCELLED)
    counted = Counter((row.kind, row.attended) for row in held)
    kinds = [kind for kind in WITH_PERSON if any(counted[kind, answer] for answer in answers)]
    rows = [(str(ContactKind(kind).label), *(str(counted[kind, answer]) for answer in answers)) for kind in kinds]
    head = (_("Kind of contact"), *(str(answer.label) for answer in answers))
    return Grid(_("Contacts, %(period)s") % {"period": words}, head, tuple(rows))


def fill_conditions(record: Record, out: Gathered) -> None:
    """Add, for each condition, how often the contacts of the period show it kept, partly kept or not kept."""
    part = ReportPart.COMPLIANCE if record.scope.breach_id else ReportPart.CONDITIONS
    shown: dict[object, Counter[str]] = {}
    for contact in record.contacts:
        if record.counts(contact):
            for mark in record.marks.get(contact.pk, ()):
                shown.setdefault(mark.condition_id, Counter())[mark.kept] += 1
    open_on = {row.condition_id: row for row in record.breaches if row.is_open}
    for condition in record.conditions:
        name = str(condition)
        if condition.ends_on is not None:  # an earlier version of the period, or one that ended in it
            name = _("%(condition)s, until %(day)s") % {"condition": name, "day": day_words(condition.ends_on)}
        text = sentence(f"{name}: {_kept(shown.get(condition.pk, Counter()))}", _question(open_on.get(condition.pk)))
        for where in (part, ReportPart.VICTIMS) if condition.category in VICTIM_CATEGORIES else (part,):
            out.statements.append(Found(where, text, SourceKind.CONDITION, condition.pk))


def _kept(counted: Counter[str]) -> str:
    known = [kept for kept in (Kept.KEPT, Kept.PARTLY, Kept.NOT_KEPT) if counted[kept]]
    if not known:
        return _("no contact of the period shows whether it was kept")
    parts = [f"{kept.label.lower()} {counted[kept]}×" for kept in known]
    return ", ".join(parts)


def _question(breach: object) -> str:
    day = getattr(breach, "suspected_on", None)
    return _("In question since %(day)s") % {"day": day_words(day)} if day else ""


def fill_help(record: Record, out: Gathered) -> None:
    """Add help given at contacts, skills gained, and each programme; of clinical ones attendance alone."""
    part = ReportPart.WORK_DONE if record.scope.custody_id else ReportPart.HELP
    known = [row for row in record.contacts if record.counts(row)]
    given = Counter(kind for row in known for kind in row.help_given if kind != HelpKind.HEALTH_ACCESS)
    if given:
        listed = ", ".join(f"{HelpKind(kind).label} ({n})" for kind, n in given.most_common())
        text = _("Help given at contacts: %(listed)s") % {"listed": listed}
        out.statements.append(Found(part, sentence(text), SourceKind.CASE, record.case.pk))
    for row in known:
        if row.skill_gained and record.tells(row):
            text = _("Skill gained: %(skill)s") % {"skill": row.skill_gained}
            out.statements.append(
                Found(part, sentence(text), SourceKind.CONTACT, row.pk, day_of(row), row.originator_id, quoted=True)
            )
    for programme in record.interventions:
        _programme(record, programme, part, out)


def _programme(record: Record, row: Intervention, part: ReportPart, out: Gathered) -> None:
    """Add a programme: of those about health or conviction attendance alone, and nothing when they are voluntary."""
    heals = row.type in CLINICAL or record.is_health(row.provider_id, row.line)
    bare = heals or row.type == InterventionType.CONVICTION
    if row.is_voluntary and bare:
        why = WhyLeftOut.HEALTH if heals else WhyLeftOut.NATURE
        out.left_out.append(LeftOut(SourceKind.INTERVENTION, row.pk, row.provider_id, why))
        return
    sessions = record.sessions.get(row.pk, [])
    came = attendance_words(one.attended for one in sessions) if sessions else _("no session on record in the period")
    name = str(row.get_type_display()) if bare else f"{row.get_type_display()}: {row.title}"
    outcome = "" if bare or not row.outcome else str(row.get_outcome_display())
    ordered = "" if row.is_voluntary else _("Ordered by the court")
    goal = "" if bare else _("Goal: %(goal)s") % {"goal": row.goal}
    text = sentence(f"{name} ({row.provider}): {came}", ordered, goal, outcome)
    out.statements.append(Found(part, text, SourceKind.INTERVENTION, row.pk, None, row.provider_id, quoted=not bare))


def behind(record: Record) -> str:
    """Return how many contacts were read, for the list of sources."""
    n = sum(1 for row in record.contacts if record.counts(row))
    return ngettext("%(n)d contact", "%(n)d contacts", n) % {"n": n}
