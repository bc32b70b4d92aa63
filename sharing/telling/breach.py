"""The breach that is reported: condition, facts with their proof, explanation, earlier warnings, views, terms."""

import uuid

from django.utils.translation import gettext as _

from access.choices import Nature
from casework.choices import BreachStepKind
from casework.due import day_words
from casework.models import BreachStep
from sharing.assembly import Found, Gathered, LeftOut
from sharing.choices import ReportPart, SourceKind, WhyLeftOut
from sharing.queries.report_sources.record import Record
from sharing.telling.notes import words_of
from sharing.telling.supervision import condition_words
from sharing.telling.words import day_of, sentence

K = BreachStepKind
EXPLAINED = (K.ASKED, K.GIVEN, K.NONE_GIVEN, K.ACCEPTED, K.NOT_ACCEPTED)
SECTION = {**dict.fromkeys(EXPLAINED, ReportPart.EXPLANATION), K.WARNED: ReportPart.WARNINGS}


def fill_breach(record: Record, out: Gathered) -> None:
    """Add everything of the breach that the report is about."""
    breach = record.breach
    if breach is None:
        out.missing[ReportPart.CONDITION] = _("The breach is not on record any more.")
        return
    if record.broken is not None:
        words = condition_words(record.broken)
        out.statements.append(Found(ReportPart.CONDITION, words, SourceKind.CONDITION, record.broken.pk))
    suspected = _("Suspected on %(day)s") % {"day": day_words(breach.suspected_on)}
    out.statements.append(
        Found(ReportPart.FACTS, sentence(suspected), SourceKind.BREACH, breach.pk, breach.suspected_on)
    )
    _proofs(record, out)
    for step in record.steps:
        if step.breach_id == breach.pk and step.kind in SECTION:
            _step(record, step, SECTION[BreachStepKind(step.kind)], out)
    _warnings(record, out)
    _views(record, out)
    _terms(record, out)


def _proofs(record: Record, out: Gathered) -> None:
    """Add what shows the facts, whenever it was: the bare fact of a contact, and the words that were cleared."""
    incidents = {row.pk: row for row in record.incidents.values()}
    for proof in record.proofs:
        note_id = proof.note_id
        contact = record.proving.get(proof.contact_id) if proof.contact_id else None
        if contact is not None:
            note_id = contact.note_id
        if contact is not None and not record.counts(contact) and note_id is None:
            why = WhyLeftOut.NOT_CLEARED
            out.left_out.append(LeftOut(SourceKind.CONTACT, contact.pk, contact.originator_id, why))
        elif contact is not None and record.counts(contact):
            at = _("Planned for %(day)s") % {"day": day_words(day_of(contact))}
            seen = _("Recorded by %(agency)s") % {"agency": record.agencies.get(contact.originator_id, "")}
            where = _("Place: %(place)s") % {"place": contact.place} if contact.place and record.tells(contact) else ""
            text = sentence(f"{contact.get_kind_display()}: {contact.get_attended_display()}", at, where, seen)
            on, by = day_of(contact), contact.originator_id
            out.statements.append(Found(ReportPart.FACTS, text, SourceKind.CONTACT, contact.pk, on, by))
        elif proof.incident_id in incidents:
            note_id = incidents[proof.incident_id].note_id
        _words(record, note_id, ReportPart.FACTS, out)


def _words(record: Record, note_id: uuid.UUID | None, part: ReportPart, out: Gathered) -> None:
    """Add the cleared words of a note, or say why they stay out."""
    if note_id is None:
        return
    key = record.items.newest(note_id)
    item, kept = record.items.cleared.get(key), record.items.kept.get(key)
    if item is not None:
        out.statements.append(words_of(record, item, part))
    elif kept is not None:
        out.left_out.append(LeftOut(SourceKind.NOTE, kept.id, kept.originator, kept.why, kept.id))


def fill_failures(record: Record, out: Gathered) -> None:
    """Add what was done in the period about failures to keep conditions of the order, and how each ended."""
    part, told = ReportPart.CONDITIONS, set()
    ours = {row.pk: row for row in record.breaches if row.order_id == record.scope.order_id}
    for step in record.steps:
        breach = ours.get(step.breach_id)
        if breach is not None and record.scope.covers(step.on):
            told.add(breach.pk)
            _step(record, step, part, out, about=f"{breach.condition}, ")
    for key, breach in ours.items():
        if key in told and not breach.is_open and breach.outcome:
            words = {"condition": breach.condition, "day": day_words(breach.suspected_on)}
            text = _("%(condition)s, failure suspected on %(day)s: %(outcome)s")
            text = sentence(text % {**words, "outcome": breach.get_outcome_display()})
            out.statements.append(Found(part, text, SourceKind.BREACH, key, breach.suspected_on))


def _step(record: Record, step: BreachStep, part: ReportPart, out: Gathered, about: str = "") -> None:
    how = str(step.get_delivery_display()) if step.delivery else ""
    text = sentence(f"{about}{day_words(step.on)}: {step.get_kind_display()}", how)
    out.statements.append(Found(part, text, SourceKind.STEP, step.pk, step.on))
    if step.note_id:
        _words(record, step.note_id, part, out)


def _warnings(record: Record, out: Gathered) -> None:
    """Add the earlier warnings that count against this breach, as its page says them."""
    breach = record.breach
    earlier = {row.pk: row for row in record.breaches}
    for step in record.steps:
        other = earlier.get(step.breach_id)
        if other is None or breach is None or step.kind != K.WARNED:
            continue
        if breach.counts_warning(other, step.on):
            until = _("A repeat counts until %(day)s") % {"day": day_words(other.window_to)}
            how = str(step.get_delivery_display()) if step.delivery else ""
            text = sentence(f"{day_words(step.on)}: {step.get_kind_display()}", how, until)
            out.statements.append(Found(ReportPart.WARNINGS, text, SourceKind.STEP, step.pk, step.on))
            if step.note_id:
                _words(record, step.note_id, ReportPart.WARNINGS, out)


def _views(record: Record, out: Gathered) -> None:
    """Add what was decided together and each agency's position; an agency's reason is its own words."""
    part = ReportPart.TEAM_VIEW
    for row in record.decisions:
        text = sentence(_("%(chosen)s. Why: %(why)s") % {"chosen": row.chosen, "why": row.reasons})
        on, by = row.decided_on, row.membership.agency_id
        out.statements.append(Found(part, text, SourceKind.DECISION, row.pk, on, by, Nature.OPINION, quoted=True))
        for view in record.positions:
            if view.decision_id == row.pk:
                text = sentence(f"{view.agency}: {view.get_view_display()}", view.reason)
                out.statements.append(
                    Found(
                        part, text, SourceKind.DECISION, view.pk, on, view.agency_id, Nature.OPINION,
                        quoted=bool(view.reason),
                    )
                )  # fmt: skip


def _terms(record: Record, out: Gathered) -> None:
    """Add what is proposed, and the words that are put to the court."""
    breach, part = record.breach, ReportPart.TERMS
    if breach is not None and breach.proposal:
        text = sentence(_("Proposed: %(what)s") % {"what": breach.get_proposal_display()})
        out.statements.append(Found(part, text, SourceKind.BREACH, breach.pk, nature=Nature.OPINION))
    for row in record.terms:
        instead = sentence(_("Instead of condition %(n)s") % {"n": row.replaces.number}) if row.replaces else ""
        text = sentence(f"{row.get_category_display()}: “{row.text.strip()}”", instead)
        by = row.membership.agency_id
        out.statements.append(Found(part, text, SourceKind.TERM, row.pk, None, by, Nature.OPINION, quoted=True))
