"""The file for the person for programs: by the same rules and in the same steps as on the pages."""

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer, Body, Day, OneOf, Text
from access.api.schema import operation
from sharing.answers import FORMS, as_file
from sharing.choices_rights import FileState, HandedHow, KeptOut
from sharing.queries.access_files import file_copy, file_page
from sharing.services import access_files as acts

READ = _("The one that was read")


class FileEntryAnswer(Answer):
    """One entry of a file."""

    number = s.IntegerField()
    key = s.CharField()
    title = s.CharField()
    text = s.CharField()
    on = s.CharField(help_text=_("The day, in words"))
    agency = s.CharField()
    out = s.CharField(help_text=_("On what ground and why it is kept out; empty: it is not"))


class FilePartAnswer(Answer):
    """A part of a file."""

    title = s.CharField()
    entries = FileEntryAnswer(many=True)


class GivenFileAnswer(Answer):
    """What the person may be given, as it was put together."""

    id = s.UUIDField()
    state = s.ChoiceField(FileState.choices)
    assembled_by = s.CharField()
    reviewed_by = s.CharField()
    total = s.IntegerField()
    kept_out = s.IntegerField()
    parts = FilePartAnswer(many=True)
    version = s.IntegerField()


class FilePageAnswer(Answer):
    """The file of a request; nothing where none was put together."""

    file = GivenFileAnswer(source="given", allow_null=True)
    may = s.ListField(child=s.CharField(), help_text=_("What the caller may do with it now"))


class KeepOutBody(Body):
    """An entry that stays out."""

    key = Text(max_length=120)
    ground = OneOf(KeptOut.choices)
    reason = Text(max_length=300)


class FileStepBody(Body):
    """A step of the file."""

    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)


class HandOverBody(Body):
    """That it goes to the person."""

    version = s.IntegerField(min_value=1, max_value=1_000_000, help_text=READ)
    on = Day()
    how = OneOf(HandedHow.choices)


class FilesForPersons(Endpoint):
    """What a person who asks for access may be given."""

    @operation(FilePageAnswer, operation_id="rights_file")
    def retrieve(self, request: Request, rights: uuid.UUID) -> Response:
        """The file of a request, as it stands."""
        return self._answer(rights, 200)

    @operation(FilePageAnswer, status=201, operation_id="rights_assemble", request=None)
    def assemble(self, request: Request, rights: uuid.UUID) -> Response:
        """Put it together from the record as it stands; an earlier one that waits is dropped."""
        acts.put_together(self.actor, rights)
        return self._answer(rights)

    @operation(FilePageAnswer, status=201, operation_id="rights_keep_out", request=KeepOutBody)
    def keep_out(self, request: Request, rights: uuid.UUID) -> Response:
        """Keep one entry out, on a ground and with a reason."""
        sent = self.sent(KeepOutBody)
        acts.keep_out(self.actor, self._file(rights), sent["key"], KeptOut(sent["ground"]), sent["reason"])
        return self._answer(rights)

    @operation(FilePageAnswer, status=201, operation_id="rights_hand_in", request=FileStepBody)
    def hand_in(self, request: Request, rights: uuid.UUID) -> Response:
        """Hand it in for review by somebody else."""
        acts.hand_in(self.actor, self._file(rights), self.sent(FileStepBody)["version"])
        return self._answer(rights)

    @operation(FilePageAnswer, status=201, operation_id="rights_review", request=FileStepBody)
    def review(self, request: Request, rights: uuid.UUID) -> Response:
        """Say as somebody else that it may be handed over as it stands."""
        acts.review(self.actor, self._file(rights), self.sent(FileStepBody)["version"])
        return self._answer(rights)

    @operation(FilePageAnswer, status=201, operation_id="rights_hand_over", request=HandOverBody)
    def hand_over(self, request: Request, rights: uuid.UUID) -> Response:
        """Hand it over: both forms are made and kept, and the request is decided."""
        sent = self.sent(HandOverBody)
        acts.hand_over(self.actor, self._file(rights), sent["version"], sent["on"], HandedHow(sent["how"]))
        return self._answer(rights)

    @extend_schema(
        operation_id="rights_copy", responses={(200, FORMS[kind]): OpenApiTypes.BINARY for kind in ("pdf", "json")}
    )
    def copy(self, request: Request, rights: uuid.UUID, kind: str) -> HttpResponse:
        """One form of what was handed over, byte for byte: ``pdf`` or ``json``."""
        found = file_copy(self.actor, rights, kind)
        return as_file(found.content, found.kind, found.name)

    def _file(self, rights: uuid.UUID) -> uuid.UUID:
        given = file_page(self.actor, rights).given
        return given.id if given else uuid.UUID(int=0)

    def _answer(self, rights: uuid.UUID, status: int = 201) -> Response:
        page = file_page(self.actor, rights)
        return Response(FilePageAnswer({"given": page.given, "may": sorted(page.may)}).data, status=status)
