"""Lessons for programs: what stands for the whole partnership."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Answer
from access.api.schema import operation
from casework.queries.lessons import lessons_that_stand


class LessonAnswer(Answer):
    """One lesson that stands."""

    id = s.UUIDField()
    heading = s.CharField()
    happened = s.CharField(help_text=_("What happened, in general words"))
    helped = s.CharField(help_text=_("What helped"))
    differently = s.CharField(help_text=_("What would be done differently"))
    domains = s.ListField(child=s.CharField(), help_text=_("In words"))
    year = s.IntegerField()


class LessonsAnswer(Answer):
    """All lessons that stand, the newest year first."""

    results = LessonAnswer(many=True, source="lessons")


class Lessons(Endpoint):
    """What was learned from cases."""

    @operation(LessonsAnswer, operation_id="lesson_list")
    def list(self, request: Request) -> Response:
        """The lessons of the partnership; they name no case, no person and no day."""
        return Response(LessonsAnswer({"lessons": lessons_that_stand(self.actor)}).data)
