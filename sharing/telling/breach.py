"""The breach that is reported: condition, facts with their proof, explanation, earlier warnings, views, terms."""

from django.utils.translation import gettext as _

from access.choices import Nature
from casework.choices import BreachStepKind
from casework.due import day_words
from casework.models import BreachStep
from sharing.assembly import Found, Gathered, LeftOut
from sharing.choices import ReportPart, SourceKind
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
    for condition in record.conditions:
        if condition.pk == breach.condition_id:
            words = condition_words(condition)
            out.statements.append(Found(ReportPart.CONDITION, words, SourceKind.CONDITION, condition.pk))
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
    """Add what shows the facts: the bare fact of a contact, and the words that were cleared."""
    contacts = {row.pk: row for row in record.contacts}
    incidents = {row.pk: row for row in record.incidents.values()}
    for proof in record.proofs:
        note_id = proof.note_id
        contact = contacts.get(proof.contact_id) if proof.contact_id else None
        if contact is not None and record.counts(contact):
            note_id = contact.note_id
            at = _("Planned for %(day)s") % {"day": day_words(day_of(contact))}
            seen = _("Recorded by %(agency)s") % {"agency": record.agencies.get(contact.originator_id, "")}
            where = _("Place: %(place)s") % {"place": contact.place} if contact.place and record.tells(contact) else ""
            text = sentence(f"{contact.get_kind_display()}: {contact.get_attended_display()}", at, where, seen)
            on, by = day_of(contact), contact.originator_id
            out.statements.append(Found(ReportPart.FACTS, text, SourceKind.CONTACT, contact.pk, on, by))
        elif proof.incident_id in incidents:
            note_id = incidents[proof.incident_id].note_id
        _words(record, note_id, ReportPart.FACTS, out)


def _words(record: Record, note_id: object, part: ReportPart, out: Gathered, before: str = "") -> None:
    """Add the cleared words of a note, or say why they stay out."""
    item = next((one for key, one in record.items.cleared.items() if key == note_id), None)
    kept = next((one for key, one in record.items.kept.items() if key == note_id), None)
    if item is not None:
        out.statements.append(words_of(record, item, part, before=before))
    elif kept is not None:
        out.left_out.append(LeftOut(SourceKind.NOTE, kept.id, kept.originator, kept.why, kept.id))


def _step(record: Record, step: BreachStep, part: ReportPart, out: Gathered) -> None:
    how = str(step.get_delivery_display()) if step.delivery else ""
    text = sentence(f"{day_words(step.on)}: {step.get_kind_display()}", how)
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
