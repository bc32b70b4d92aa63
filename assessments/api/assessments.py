"""Assessments for programs: read, contribute to, agree on and judge, by the same rules as on the pages."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.api.fields import Body, Key, OneOf, Text
from access.api.schema import operation
from access.choices import Nature
from assessments.api.answers import (
    AssessmentAnswer,
    AssessmentsAnswer,
    InstrumentAnswer,
    InstrumentsAnswer,
    SidesAnswer,
)
from assessments.assessing import NewConsensus, NewJudgement, NewRating
from assessments.choices import Confidence, Imminence, Priority, Relevance
from assessments.queries.hub import assessment_page
from assessments.queries.lists import assessment_list, instrument_list, instrument_words
from assessments.queries.sides import sides_page
from assessments.services.contributions import rate_section
from assessments.services.instruments import shipped_version
from assessments.services.judging import agree_section, judge
from casework.api.order_answers import CreatedAnswer

MOST_ITEMS = 100
MOST_RECORDS = 50


class RatingBody(Body):
    """An answer to one item, with its grounds."""

    item = Text(max_length=20)
    answer = Text(max_length=20, required=False, allow_blank=True, default="")
    grounds = Text(max_length=600, required=False, allow_blank=True, default="")
    relevance = OneOf(Relevance.choices, required=False)
    nature = OneOf(Nature.choices, required=False)
    confidence = OneOf(Confidence.choices, required=False)
    evidence = s.ListField(child=Key(), required=False, max_length=MOST_RECORDS, help_text=_("Notes that show it"))


class RatingsBody(Body):
    """Answers of the caller's agency to one section."""

    ratings = s.ListField(child=RatingBody(), max_length=MOST_ITEMS)


class ConsensusBody(Body):
    """What the team agreed on for one item, with the reason."""

    item = Text(max_length=20)
    answer = Text(max_length=20, required=False, allow_blank=True, default="")
    reason = Text(max_length=600, required=False, allow_blank=True, default="")
    relevance = OneOf(Relevance.choices, required=False)
    evidence = s.ListField(child=Key(), required=False, max_length=MOST_RECORDS, help_text=_("Notes that show it"))


class AgreedBody(Body):
    """What the team agreed on for one section."""

    agreed = s.ListField(child=ConsensusBody(), max_length=MOST_ITEMS)


class JudgementBody(Body):
    """The summary judgement. More than routine never rests on belief alone."""

    priority = OneOf(Priority.choices)
    imminence = OneOf(Imminence.choices)
    confidence = OneOf(Confidence.choices)
    words = Text(max_length=4000)
    rests_on = s.ListField(child=Text(max_length=20), required=False, max_length=MOST_ITEMS)
    version = s.IntegerField(
        min_value=0, max_value=1_000_000, help_text=_("0 for the first, else the one that was read")
    )


def _with_records(sent: dict[str, Any]) -> dict[str, Any]:
    return {**sent, "evidence": tuple(sent.get("evidence", ()))}


class Assessments(Endpoint):
    """Joint assessments: no score, no total, no level; strengths first."""

    @operation(AssessmentsAnswer, operation_id="assessment_list")
    def of_case(self, request: Request, reference: str) -> Response:
        """The assessments of a case, newest first, and what the caller's agency is asked for."""
        return Response(AssessmentsAnswer(assessment_list(self.actor, reference)).data)

    @operation(AssessmentAnswer, operation_id="assessment_read")
    def retrieve(self, request: Request, assessment: uuid.UUID) -> Response:
        """One assessment."""
        return Response(AssessmentAnswer(assessment_page(self.actor, assessment)).data)

    @operation(SidesAnswer, operation_id="assessment_section_read")
    def section(self, request: Request, assessment: uuid.UUID, section: str) -> Response:
        """One section: what each agency said, as far as the caller reads it, and what the team agreed on."""
        return Response(SidesAnswer(sides_page(self.actor, assessment, section)).data)

    @operation(SidesAnswer, status=201, operation_id="assessment_section_agree", request=AgreedBody)
    def agree(self, request: Request, assessment: uuid.UUID, section: str) -> Response:
        """Record what the team agreed on for one section; for the case manager, while consensus is open."""
        agreed = [NewConsensus(**_with_records(one)) for one in self.sent(AgreedBody)["agreed"]]
        agree_section(self.actor, assessment, section, agreed)
        return Response(SidesAnswer(sides_page(self.actor, assessment, section)).data, status=201)

    @operation(AssessmentAnswer, status=201, operation_id="assessment_judge", request=JudgementBody)
    def judge(self, request: Request, assessment: uuid.UUID) -> Response:
        """Write the summary judgement; for the case manager, while consensus is open."""
        sent = self.sent(JudgementBody)
        version, rests = sent.pop("version"), tuple(sent.pop("rests_on", ()))
        judge(self.actor, assessment, NewJudgement(**sent, rests_on=rests), version)
        return Response(AssessmentAnswer(assessment_page(self.actor, assessment)).data, status=201)


class Contributions(Endpoint):
    """What the caller's agency contributes to an assessment."""

    @operation(CreatedAnswer, status=201, operation_id="contribution_rate", request=RatingsBody)
    def rate(self, request: Request, contribution: uuid.UUID, section: str) -> Response:
        """Answer one section for the caller's agency; nobody else sees it before consensus is opened."""
        ratings = [NewRating(**_with_records(one)) for one in self.sent(RatingsBody)["ratings"]]
        row = rate_section(self.actor, contribution, section, ratings)
        return Response(CreatedAnswer({"id": row.pk}).data, status=201)


class Instruments(Endpoint):
    """Instruments of the partnership: questions and answers, no word about a person."""

    @operation(InstrumentsAnswer, operation_id="instrument_list")
    def list(self, request: Request) -> Response:
        """The loaded instruments."""
        return Response(InstrumentsAnswer(instrument_list(self.actor, shipped_version(self.actor))).data)

    @operation(InstrumentAnswer, operation_id="instrument_read")
    def retrieve(self, request: Request, instrument: uuid.UUID) -> Response:
        """One instrument with its sections, items and answers."""
        definition, _in_use = instrument_words(self.actor, instrument)
        return Response(InstrumentAnswer(definition).data)
