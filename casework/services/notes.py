"""Writing, correcting, withdrawing and contesting notes."""

import dataclasses
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Handling, ItemStatus, Operation, Tier
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import Agency
from casework.choices import CATEGORY_OF_KIND, DeadlineKind, NoteKind
from casework.models import Case, Deadline, Note, NoteAudience, NoteListing, NoteText
from casework.queries.audience import Audience, audience_of, labels_of
from casework.queries.case_file import CaseFile, file_of
from casework.queries.writers import current, desk_on, foreign_note, own_note
from casework.restricting import must_not_be_restricted, restrictions_of
from casework.services.once import key_of, made_before
from casework.services.versions import goes_further, narrow_earlier, shut_earlier
from casework.writing import NewNote, check, check_court_tier, writable_tiers


def write_note(actor: Actor, reference: str, new: NewNote, form: uuid.UUID | None = None) -> Note:
    """Write a note on the case called ``reference`` and store the audience the writer was shown.

    ``form`` is the key of the form: sent twice, written once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to write on.
        RuleBroken: a label or a wording breaks a rule; the error names its field.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "write", reference=reference.upper())
        if (before := made_before(actor, Note, form)) is not None:
            return before
        try:
            with transaction.atomic():  # a form sent twice at once: the words of the second are not kept
                return store_note(actor, case, new, key=key_of(actor, form))
        except IntegrityError:
            if (before := made_before(actor, Note, form)) is None:
                raise
            return before


def store_note(
    actor: Actor, case: Case, new: NewNote, verb: str = "note.written", key: uuid.UUID | None = None
) -> Note:  # fmt: skip
    """Store the words of something else of the case (a contact, a step) as a note, in the caller's transaction.

    ``case`` was fetched for the actor and the verb ``write``; ``key`` is the note's, where it comes from a form.

    Raises:
        RuleBroken: a label or a wording breaks a rule; the error names its field.
    """
    return _store(actor, case, new, verb=verb, key=key)


def correct_note(actor: Actor, note_id: uuid.UUID, new: NewNote) -> Note:
    """Write the next version of a note; the old one stays, marked as corrected, and is read no further than the new.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to correct.
        RuleBroken: it was corrected or withdrawn already, the new wording breaks a rule, or it is restricted and would
            go further.
    """
    with transaction.atomic():
        old = _current(actor, note_id)
        case = Case.objects.get_for(actor, "write", pk=old.case_id)
        if goes_further(actor, old, new):
            must_not_be_restricted(actor, old.case_id, [old.pk], "handling")
        if old.kind == NoteKind.ASSESSMENT:  # the words of something else stay its words
            new = dataclasses.replace(new, kind=NoteKind.ASSESSMENT)
        _mark(old, ItemStatus.CORRECTED)
        note = _store(actor, case, new, verb="note.corrected", supersedes=old)
        narrow_earlier(actor, note)
        return note


def withdraw_note(actor: Actor, note_id: uuid.UUID, reason: str) -> Note:
    """Withdraw a note with its earlier versions: outside its agency only the fact that it existed stays.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to withdraw.
        RuleBroken: no reason, no longer current, or it is restricted: then it is kept as it stands.
    """
    if not reason.strip():
        raise RuleBroken(_("Say why the note is withdrawn. Those who read it will see the reason."), "reason")
    with transaction.atomic():
        note = _current(actor, note_id)
        if note.pk in restrictions_of(actor, [], [note.pk]):
            raise RuleBroken(
                _("It is restricted, because the person asked: it is kept as it stands until that is lifted."), "reason"
            )
        note.withdrawn_at, note.withdrawal_reason = timezone.now(), reason.strip()
        _mark(note, ItemStatus.WITHDRAWN, "withdrawn_at", "withdrawal_reason")
        shut_earlier(actor, note)
        trail.record(
            actor, "note.withdrawn", operation=Operation.ALTER, kind="note", subjects=[note.pk],
            case_id=note.case_id, ground="originator",
        )  # fmt: skip
        return note


def clear_note(actor: Actor, note_id: uuid.UUID, court_tier: int) -> Note:
    """Say how far a note may go to the court, or take that back; what was signed already stays as it is.

    Raises:
        Http404, NotAllowed: the note is not the actor's agency's to clear.
        RuleBroken: no longer current, more than leaves the agency, a text nobody wrote, an investigation's secrecy, or
            it is restricted and would go further.
    """
    with transaction.atomic():
        note = _current(actor, note_id)
        written = frozenset(NoteText.objects.visible_to(actor).filter(note=note).values_list("tier", flat=True))
        check_court_tier(court_tier, note.released_tier, note.secrecy, written)
        if court_tier > note.court_tier:
            must_not_be_restricted(actor, note.case_id, [note.pk], "court_tier")
        before, note.court_tier = note.court_tier, court_tier
        note.save(update_fields=["court_tier"])
        trail.record(
            actor, "note.cleared", operation=Operation.ALTER, kind="note", subjects=[note.pk], case_id=note.case_id,
            tier=court_tier, ground="originator", detail={"before": before, "court": court_tier},
        )  # fmt: skip
        return note


def contest_note(actor: Actor, note_id: uuid.UUID, text: str) -> Note:
    """Put a contest beside a note: it travels with the note and carries the note's handling.

    Raises:
        Http404, NotAllowed: the actor may not read the note.
        RuleBroken: empty text, or the actor's own agency wrote the note (it corrects instead).
    """
    if not text.strip():
        raise RuleBroken(_("Say what is wrong and how you know."), "text")
    with transaction.atomic():
        note = foreign_note(actor, Note.objects.get_for(actor, "answer", pk=note_id))
        case = Case.objects.get_for(actor, "write", pk=note.case_id)
        handling = note.handling if note.handling in (Handling.TEAM, Handling.CORE) else Handling.NAMED
        named = (note.author_id,) if handling == Handling.NAMED else ()
        new = NewNote(
            kind=NoteKind.CONTEST, occurred_on=timezone.localdate(), nature="opinion", handling=handling,
            title=_("Contest"), full=text, summary=text, named=named,
        )  # fmt: skip
        return _store(actor, case, new, verb="note.contested", contests=note)


def _current(actor: Actor, note_id: uuid.UUID) -> Note:
    locked = Note.objects.select_for_update(of=("self",)).get_for(actor, "change", pk=note_id)
    return current(actor, own_note(actor, locked))


def _mark(note: Note, status: ItemStatus, *fields: str) -> None:
    """Change the status of a locked row."""
    note.status = status
    note.save(update_fields=["status", *fields])


def _store(
    actor: Actor, case: Case, new: NewNote, *, verb: str, supersedes: Note | None = None, contests: Note | None = None,
    key: uuid.UUID | None = None,
) -> Note:  # fmt: skip
    originator = Agency.objects.get(pk=actor.agency_id)
    check(new, originator)
    file = file_of(actor, case)
    if contests is None:
        _check_people(actor, file, new)
    labels = dataclasses.replace(
        labels_of(new, case.pk, actor),
        data_category=contests.data_category if contests else CATEGORY_OF_KIND[new.kind],
    )
    note = _save_note(actor, case, new, labels.data_category, supersedes, contests, key)
    if supersedes is not None and supersedes.released_tier == Tier.NONE:
        note.refresh_from_db(fields=("released_tier", "court_tier"))  # words that are kept back stay kept back
        labels = dataclasses.replace(labels, released_tier=note.released_tier)
    audience = audience_of(actor, file, labels)
    now = note.recorded_at
    for tier, text in writable_tiers(new).items():
        NoteText(
            note=note, tier=tier, title=new.title.strip(), text=text,
            action=new.action.strip() if tier == Tier.GIST else "",
            checked_by_id=new.checked_by if tier == Tier.GIST else None,
        ).save(force_insert=True)  # fmt: skip
    for user_id in dict.fromkeys(new.named):
        NoteListing(note=note, user_id=user_id).save(force_insert=True)
    NoteAudience(note=note, entries=audience.entries(), taken_at=now).save(force_insert=True)
    _ask_for_answers(actor, note, audience)
    _log(actor, note, audience, verb)
    return note


def _check_people(actor: Actor, file: CaseFile, new: NewNote) -> None:
    """Take only people whom the writer's desk offers: members to name, colleagues to check."""
    desk = desk_on(actor, file)
    if not {key for key, _name in desk.nameable}.issuperset(str(key) for key in new.named):
        raise RuleBroken(_("Name only people who have a place on this case now."), "named")
    if new.checked_by and str(new.checked_by) not in {key for key, _name in desk.colleagues}:
        raise RuleBroken(_("Name a colleague of your own agency as the one who checked the gist."), "checked_by")


def _save_note(
    actor: Actor, case: Case, new: NewNote, category: str, supersedes: Note | None, contests: Note | None,
    key: uuid.UUID | None,
) -> Note:  # fmt: skip
    written = writable_tiers(new)
    note = Note(
        id=key or uuid.uuid4(),
        case=case, membership_id=actor.membership_id, author_id=actor.user_id, originator_id=actor.agency_id,
        kind=new.kind, occurred_on=new.occurred_on, recorded_at=timezone.now(), nature=new.nature,
        source_grade=new.source_grade, knowledge_grade=new.knowledge_grade, handling=new.handling,
        secrecy=new.secrecy, data_category=category, released_tier=new.released_tier,
        told_to_companions=new.told_to_companions, has_summary=Tier.SUMMARY in written, has_gist=Tier.GIST in written,
        supersedes=supersedes, contests=contests, edition=supersedes.edition + 1 if supersedes else 1,
        answer_by=new.answer_by, court_tier=new.court_tier,
    )  # fmt: skip
    note.save(force_insert=True)
    return note


def _ask_for_answers(actor: Actor, note: Note, audience: Audience) -> None:
    """Raise one deadline per partner agency that reads the note, when an answer is wanted by a day."""
    if note.answer_by is None:
        return
    for agency in audience.agencies:
        readers = [p for p in agency.people if p.tier >= Tier.GIST and p.place in ("permanent", "ad_hoc")]
        if not readers or any(p.is_asker for p in agency.people):
            continue
        responsible = readers[0].membership_id
        Deadline(
            case_id=note.case_id, kind=DeadlineKind.NOTE_ANSWER, due_on=note.answer_by, responsible_id=responsible,
            agency_id=agency.id, subject_kind="note", subject_id=note.pk,
        ).save(force_insert=True)  # fmt: skip


def _log(actor: Actor, note: Note, audience: Audience, verb: str) -> None:
    recipients = [p.membership_id for a in audience.agencies for p in a.people if p.tier and not p.is_asker]
    trail.record(
        actor, verb, operation=Operation.COLLECT, kind="note", subjects=[note.pk], case_id=note.case_id,
        ground="place",
        detail={"handling": note.handling, "secrecy": note.secrecy, "kind": note.kind},
    )  # fmt: skip
    if recipients:
        trail.record(
            actor, "note.shared", operation=Operation.DISCLOSE, kind="note", subjects=[note.pk],
            case_id=note.case_id, recipients=recipients, ground="handling",
            detail={a.code: int(a.tier) for a in audience.agencies if a.tier},
        )  # fmt: skip


def preview(actor: Actor, file: CaseFile, new: NewNote) -> Audience:
    """Return who would see ``new`` if it were saved now. Saves and logs nothing.

    Raises:
        NotAllowed: the actor's place does not let them write on this case.
    """
    if "write" not in file.may:
        raise NotAllowed(_("Your place on this case does not let you write on it."))
    return audience_of(actor, file, labels_of(new, file.id, actor))
