"""What callers send about notes, and what they narrow lists by."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError

from access.api.fields import Body, Day, Flag, Key, OneOf, Query, Text
from access.choices import Handling, KnowledgeGrade, Nature, SourceGrade, Tier
from agencies.choices import Secrecy
from casework.api.answers import TIER_OF
from casework.choices import OF_SOMETHING_ELSE, DeadlineKind, DeadlineState, NoteKind, ResponseKind, Stage
from casework.queries.case_list import SORTS
from casework.queries.writers import Desk
from casework.writing import NewNote

KINDS = [(kind.value, kind.label) for kind in NoteKind if kind not in OF_SOMETHING_ELSE]
RELEASED = [(word, tier.label) for word, tier in TIER_OF.items() if tier]
TO_COURT = [(word, TIER_OF[word].label) for word in ("none", "gist", "summary", "full")]
MOST_NAMED = 100


class NoteBody(Body):
    """A note in tiers, with its labels."""

    kind = OneOf(KINDS)
    occurred_on = Day()
    nature = OneOf(Nature.choices)
    handling = OneOf(Handling.choices)
    title = Text(max_length=120, help_text=_("Everybody who reads any of the texts reads the title"))
    full = Text(max_length=8000)
    summary = Text(max_length=4000, required=False, allow_blank=True)
    gist = Text(max_length=1000, required=False, allow_blank=True)
    action = Text(max_length=300, required=False, allow_blank=True, help_text=_("Every gist needs one"))
    secrecy = OneOf(Secrecy.choices, required=False)
    source_grade = OneOf(SourceGrade.choices, required=False)
    knowledge_grade = OneOf(KnowledgeGrade.choices, required=False)
    released_tier = OneOf(RELEASED, required=False, help_text=_("Fullest text that leaves the agency"))
    told_to_companions = Flag(required=False)
    named = s.ListField(
        child=Key(), required=False, max_length=MOST_NAMED,
        help_text=_("Who may read the full text: “person” of the team"),
    )  # fmt: skip
    answer_by = Day(required=False, allow_null=True)
    checked_by = Key(required=False, allow_null=True, help_text=_("Colleague who checked the gist"))
    court_tier = OneOf(
        TO_COURT, required=False, help_text=_("What may go into a report to the court; none when left out")
    )


def new_note(desk: Desk, sent: dict[str, Any]) -> NewNote:
    """Return the note that was sent; it names only people whom its writer may name.

    Raises:
        ValidationError: somebody is named who is not on the team, or a checker who is no colleague.
    """
    nameable = {uuid.UUID(key) for key, _name in desk.nameable}
    colleagues = {uuid.UUID(key) for key, _name in desk.colleagues}
    named, checker = sent.get("named", []), sent.get("checked_by")
    if not nameable.issuperset(named):
        raise ValidationError({"named": [_("Name only people on the team of this case.")]})
    if checker is not None and checker not in colleagues:
        raise ValidationError({"checked_by": [_("Name a colleague of your agency, not yourself.")]})
    released, court = TIER_OF[sent.get("released_tier", "full")], TIER_OF[sent.get("court_tier", "none")]
    cleared = {"released_tier": int(released), "court_tier": int(court)}
    return NewNote(**{**sent, "named": tuple(named), **cleared})


class MinutesBody(Body):
    """Which text of one's own agency's note may stand in the summary minutes, and why; none takes it back."""

    tier = OneOf([(tier.name.lower(), tier.label) for tier in (Tier.SUMMARY, Tier.GIST, Tier.NONE)])
    reason = Text(max_length=500)


class FurtherBody(Body):
    """How far a note would go."""

    tier = OneOf([(tier.name.lower(), tier.label) for tier in Tier if tier != Tier.NONE])
    companions = s.BooleanField(help_text=_("Companions may be told"))


class ReleaseBody(FurtherBody):
    """How far one's own agency's note goes from now on, and why."""

    reason = Text(max_length=500)


class ResponseBody(Body):
    """What the caller's agency says to a note, or the answer to a question about its own."""

    kind = OneOf(ResponseKind.choices)
    text = Text(max_length=2000, required=False, allow_blank=True)
    answers = Key(required=False, allow_null=True, help_text=_("The question that is answered"))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the question that an answer belongs to."""
        if attrs["kind"] == ResponseKind.ANSWER and attrs.get("answers") is None:
            raise ValidationError({"answers": [_("Say which question this answers.")]})
        return attrs


class PageQuery(Query):
    """Which page."""

    cursor = Text(required=False, allow_blank=True, max_length=400, help_text=_("“next” or “previous”"))


class CaseQuery(PageQuery):
    """Filters of the list of cases, as on the page."""

    q = Text(required=False, allow_blank=True, max_length=80, help_text=_("Words of name, title, reference"))
    status = OneOf([("open", _("Open")), ("closed", _("Closed")), ("all", _("All"))], required=False)
    stage = OneOf(Stage.choices, required=False)
    level = OneOf([("1", "1"), ("2", "2"), ("3", "3")], required=False)
    agency = Key(required=False, help_text=_("Lead agency"))
    role = OneOf(
        [(r, r) for r in ("case_manager", "order_supervisor", "mine")], required=False,
        help_text=_("What the caller is on it"),
    )  # fmt: skip
    ordering = OneOf([(sort, sort) for sort in SORTS], required=False)


class NoteQuery(PageQuery):
    """Filters of the notes of a case, as on the page."""

    q = Text(required=False, allow_blank=True, max_length=80, help_text=_("Words of what may be read"))
    kind = OneOf(NoteKind.choices, required=False)
    agency = Text(required=False, allow_blank=True, max_length=4, help_text=_("Short code"))
    nature = OneOf(Nature.choices, required=False)
    since = Day(required=False)
    until = Day(required=False)
    unread = OneOf([("true", "true"), ("false", "false")], required=False)


class DueQuery(PageQuery):
    """Filters of deadlines."""

    state = OneOf(DeadlineState.choices, required=False)
    kind = OneOf(DeadlineKind.choices, required=False)
    until = Day(required=False, help_text=_("Due on this day at the latest"))
