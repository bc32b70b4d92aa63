"""Notes in tiers, their audience and what agencies answer, for programs."""

import uuid

from django.urls import reverse
from rest_framework import serializers as s
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.paging import page_of, read_cursor
from access.api.schema import operation, page_answer
from access.choices import Tier
from casework.api.answers import (
    AudienceAnswer,
    ChangesAnswer,
    ClearedAnswer,
    HeldAnswer,
    MinutesAnswer,
    NoteAnswer,
    NoteCreatedAnswer,
    NoteDetailAnswer,
    ReleasedAnswer,
    ResponseCreatedAnswer,
)
from casework.api.bodies import FurtherBody, MinutesBody, NoteBody, NoteQuery, ReleaseBody, ResponseBody, new_note
from casework.api.once import ONCE, form_key
from casework.queries.minutes import minutes_of
from casework.queries.notes import Filters, note_detail, note_page
from casework.queries.releases import changes, release_desk
from casework.queries.writers import desk
from casework.releasing import Release
from casework.services.minutes import clear_for_minutes
from casework.services.notes import preview, write_note
from casework.services.releases import release_note
from casework.services.responses import respond

ORDER = "notes"
NotePageAnswer = page_answer(
    "NotePage", NoteAnswer, held_back=HeldAnswer(many=True), total=s.IntegerField(help_text="1001: more than 1,000")
)


class CaseNotes(Endpoint):
    """The notes of one case, each at the fullest tier the caller may read."""

    @operation(NotePageAnswer, operation_id="note_list", parameters=[NoteQuery])
    def list(self, request: Request, reference: str) -> Response:
        """One page of notes, newest event first, and word of what is held back."""
        asked = self.asked(NoteQuery)
        cursor = read_cursor(asked.pop("cursor", ""), ORDER)
        words, unread = asked.pop("q", ""), asked.pop("unread", "false") == "true"
        filters = Filters(text=words, unread=unread, **asked)
        page = note_page(self.actor, reference, filters, cursor.after, cursor.before)
        entries = NoteAnswer(page.entries, many=True).data
        held = HeldAnswer(page.held, many=True).data
        return Response(page_of(ORDER, entries, page.older, page.newer, held_back=held, total=page.total))

    @operation(NoteCreatedAnswer, status=201, operation_id="note_write", request=NoteBody, parameters=[ONCE])
    def create(self, request: Request, reference: str) -> Response:
        """Write a note. Who would see it is judged, stored with it, and told."""
        place = desk(self.actor, reference)
        new = new_note(place, self.sent(NoteBody))
        audience = preview(self.actor, place.file, new)
        note = write_note(self.actor, reference, new, form_key(request))
        answer = NoteCreatedAnswer({"id": note.pk, "audience": audience}).data
        where = reverse("api_note", kwargs={"note": note.pk})
        return Response(answer, status=status.HTTP_201_CREATED, headers={"Location": where})

    @operation(AudienceAnswer, operation_id="note_audience", request=NoteBody)
    def audience(self, request: Request, reference: str) -> Response:
        """Who would see such a note if it were written now. Nothing is saved."""
        place = desk(self.actor, reference)
        new = new_note(place, self.sent(NoteBody))
        return Response(AudienceAnswer(preview(self.actor, place.file, new)).data)


class Notes(Endpoint):
    """One note, and what agencies answer to it."""

    @operation(NoteDetailAnswer, operation_id="note_read")
    def retrieve(self, request: Request, note: uuid.UUID) -> Response:
        """One note at the fullest tier the caller may read, its earlier versions and its contests."""
        return Response(NoteDetailAnswer(note_detail(self.actor, note)).data)

    @operation(ResponseCreatedAnswer, status=201, operation_id="note_respond", request=ResponseBody)
    def respond(self, request: Request, note: uuid.UUID) -> Response:
        """Say “read”, “acting” or a question to another agency's note, or answer a question to one's own."""
        said = self.sent(ResponseBody)
        response = respond(self.actor, note, said["kind"], said.get("text", ""), said.get("answers"))
        return Response(ResponseCreatedAnswer(response).data, status=status.HTTP_201_CREATED)

    @operation(ReleasedAnswer, status=201, operation_id="note_release", request=ReleaseBody)
    def release(self, request: Request, note: uuid.UUID) -> Response:
        """Let one's own agency's note go further or less far from now on; it stands on the ledger of the case."""
        sent = self.sent(ReleaseBody)
        after = Release(Tier[sent["tier"].upper()], sent["companions"])
        row = release_note(self.actor, note, after, sent["reason"])
        return Response(ReleasedAnswer(row).data, status=status.HTTP_201_CREATED)

    @operation(ChangesAnswer, operation_id="note_release_audience", request=FurtherBody)
    def release_audience(self, request: Request, note: uuid.UUID) -> Response:
        """Who would read more or less of one's own agency's note if it went so far. Nothing is saved."""
        sent, file = self.sent(FurtherBody), release_desk(self.actor, note).detail.file
        after = Release(Tier[sent["tier"].upper()], sent["companions"])
        return Response(ChangesAnswer({"changes": changes(self.actor, file, note, after)}).data)

    @operation(MinutesAnswer, operation_id="minutes_read")
    def minutes(self, request: Request, reference: str) -> Response:
        """What the summary minutes of a case may say: each note in the text that was cleared for them."""
        return Response(MinutesAnswer(minutes_of(self.actor, reference)).data)

    @operation(ClearedAnswer, status=201, operation_id="note_minutes", request=MinutesBody)
    def clear(self, request: Request, note: uuid.UUID) -> Response:
        """Say which text of one's own agency's note may stand in the summary minutes; none takes it back."""
        sent = self.sent(MinutesBody)
        row = clear_for_minutes(self.actor, note, Tier[sent["tier"].upper()], sent["reason"])
        return Response(ClearedAnswer(row).data, status=status.HTTP_201_CREATED)
