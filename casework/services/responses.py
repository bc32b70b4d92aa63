"""What partner agencies answer to a note."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import policy, trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.errors import RuleBroken
from agencies.models import only_once
from casework.choices import ASKING, DeadlineKind, DeadlineState, ResponseKind
from casework.minuting import check_minutable
from casework.models import Case, Deadline, Note, NoteResponse
from casework.releasing import Release, check_release
from casework.restricting import must_not_be_restricted
from casework.services.deadlines import due_after

WITH_WORDS = (*ASKING, ResponseKind.ANSWER)


def respond(
    actor: Actor, note_id: uuid.UUID, kind: str, text: str = "", answers: uuid.UUID | None = None
) -> NoteResponse:
    """Say ``read``, ``acting`` or a question to another agency's note, or answer a question to one's own.

    A permanent member may also propose that companions be told, or that it stand in the summary minutes; the agency
    that wrote the note alone decides.

    Raises:
        Http404, NotAllowed: the actor may not answer this note.
        RuleBroken: the words are missing, or the kind does not fit.
        Conflict: it was said in this moment, in another window.
    """
    kind = ResponseKind(kind)
    with transaction.atomic():
        note = Note.objects.get_for(actor, "answer", pk=note_id)
        _check(actor, note, kind, text)
        asked = None
        if kind == ResponseKind.ANSWER:
            asked = NoteResponse.objects.get_for(actor, pk=answers, note=note, kind__in=ASKING)
        agency_id = asked.agency_id if asked else actor.agency_id
        if kind not in WITH_WORDS:
            said = NoteResponse.objects.visible_to(actor).filter(
                note=note, membership_id=actor.membership_id, kind=kind
            )
            if (before := said.first()) is not None:
                return before
        response = NoteResponse(
            note=note, agency_id=agency_id, author_id=actor.user_id, membership_id=actor.membership_id, kind=kind,
            text=text.strip() if kind in WITH_WORDS else "", answers=asked, at=timezone.now(),
            tier=asked.tier if asked else _tier(actor, note, kind),
        )  # fmt: skip
        with only_once("read_and_acting_are_said_once", _("You have said so already.")):
            response.save(force_insert=True)
        _settle(actor, note, response)
        trail.record(
            actor, f"note.response_{kind.value}", operation=Operation.COLLECT, kind="note_response",
            subjects=[response.pk, note.pk], case_id=note.case_id, ground="reader",
        )  # fmt: skip
        return response


def _tier(actor: Actor, note: Note, kind: ResponseKind) -> int:
    """How far somebody must read the note to read these words about it: as far as whoever asks."""
    if kind not in WITH_WORDS:
        return Tier.GIST
    rows = Note.objects.visible_to(actor).annotate(tier_read=policy.tier_expression(actor))
    return int(rows.values_list("tier_read", flat=True).get(pk=note.pk))


def _check(actor: Actor, note: Note, kind: ResponseKind, text: str) -> None:
    own = note.originator_id == actor.agency_id
    if kind == ResponseKind.ANSWER and not own:
        raise RuleBroken(_("Only the agency that wrote the note answers questions about it."), "kind")
    if kind != ResponseKind.ANSWER and own:
        raise RuleBroken(_("This is your own agency's note: there is nothing to acknowledge."), "kind")
    proposing = kind in (ResponseKind.PROPOSE, ResponseKind.MINUTES)
    if proposing and not Case.objects.visible_to(actor, "edit").filter(pk=note.case_id).exists():
        raise RuleBroken(_("Only permanent members propose to whom a note is told."), "kind")
    if proposing:
        must_not_be_restricted(actor, note.case_id, [note.pk], "kind")
    if kind == ResponseKind.MINUTES:
        check_minutable(kind=note.kind, handling=note.handling, secrecy=note.secrecy, field="kind")
    if kind == ResponseKind.PROPOSE:
        after = Release(Tier(note.released_tier), companions=True)
        now = Release(after.tier, note.told_to_companions)
        check_release(now, after, kind=note.kind, handling=note.handling, secrecy=note.secrecy)
    if kind in WITH_WORDS and not text.strip():
        raise RuleBroken(_("Write the words."), "text")


def _settle(actor: Actor, note: Note, response: NoteResponse) -> None:
    """Close the deadline that this meets, and open one for a question's answer."""
    met = Deadline.objects.visible_to(actor).filter(
        kind=DeadlineKind.NOTE_ANSWER, subject_id=note.pk, agency_id=actor.agency_id, state=DeadlineState.OPEN
    )
    if response.kind == ResponseKind.ANSWER:
        met = Deadline.objects.visible_to(actor).filter(
            kind=DeadlineKind.QUESTION, subject_id=response.answers_id, state=DeadlineState.OPEN
        )
    for deadline in met:
        deadline.state, deadline.done_at, deadline.version = DeadlineState.DONE, response.at, deadline.version + 1
        deadline.save(update_fields=["state", "done_at", "version"])
    if response.kind in ASKING:
        Deadline(
            case_id=note.case_id, kind=DeadlineKind.QUESTION,
            due_on=due_after(note.case, "question", timezone.localdate()),
            responsible_id=note.membership_id, agency_id=note.originator_id, subject_kind="note_response",
            subject_id=response.pk,
        ).save(force_insert=True)  # fmt: skip
