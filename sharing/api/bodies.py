"""What callers send about reports to a court."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s
from rest_framework.exceptions import ValidationError

from access.api.fields import Body, Day, Flag, Key, OneOf, Text, Whole
from access.choices import Nature
from sharing.choices import CheckState, ReportKind, SentHow
from sharing.forms.reports import LONG
from sharing.queries.report_desk import PAGE
from sharing.reporting import Edit, PartEdit

LARGEST = 2_147_483_647
LONGEST_WORDS = 4000
LAST_PLACE = 999


class ReportStartBody(Body):
    """A report to begin; without its days it has the period that the page offers."""

    kind = OneOf(ReportKind.choices)
    about = Key(help_text=_("The order, the breach or the stay in custody that it is about"))
    period_from = Day(required=False, allow_null=True)
    period_to = Day(required=False, allow_null=True)


class StatementBody(Body):
    """One statement of a part as the writer leaves it; statements that are not sent stay as they are."""

    id = Key()
    text = Text(max_length=LONG, allow_blank=True)
    keep = Flag(help_text=_("Whether it stays in the report"))
    place = Whole(min_value=1, max_value=LAST_PLACE, help_text=_("Among the statements of its part"))
    take_newer = Flag(required=False, help_text=_("Take the record's words of today instead of the text"))


class PartBody(Body):
    """The words of one part."""

    version = Whole(min_value=1, max_value=LARGEST, help_text=_("The version of the part that was read"))
    body = Text(max_length=LONG, allow_blank=True, help_text=_("Own words; of the key points one on each line"))
    statements = s.ListField(child=StatementBody(), required=False, max_length=PAGE)
    added = Text(max_length=LONG, required=False, allow_blank=True, help_text=_("A further statement of one's own"))
    added_nature = OneOf(Nature.choices, required=False)


class CheckBody(Body):
    """What an agency says to its words."""

    version = Whole(min_value=1, max_value=LARGEST, help_text=_("The version of the check that was read"))
    state = OneOf([(one.value, one.label) for one in (CheckState.AGREED, CheckState.OBJECTS)])
    words = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True, help_text=_("What is wrong"))


class ObjectionBody(Body):
    """The writer's answer to an objection."""

    agency_id = Key()
    answer = Text(max_length=LONGEST_WORDS)


class CountersignBody(Body):
    """Which text is countersigned."""

    version = Whole(min_value=1, max_value=LARGEST, help_text=_("The version of the report that was read"))


class ReasonBody(Body):
    """Why a report is returned or given up."""

    why = Text(max_length=500)


class SendBody(Body):
    """That a report went to its court."""

    how = OneOf(SentHow.choices)
    sent_on = Day()
    told_on = Day(required=False, allow_null=True, help_text=_("Day the person was told before what it says"))
    untold_by_order = Flag(required=False, help_text=_("The court ordered that the person is not told before"))


class AcknowledgeBody(Body):
    """That the court has it."""

    acknowledged_on = Day()


class ToldBody(Body):
    """How the person was told of the disclosure; the words become a note."""

    told_on = Day()
    words = Text(max_length=LONGEST_WORDS)
    reaction = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True)


def edit_of(part: str, sent: dict[str, Any]) -> PartEdit:
    """Return the words of a part that were sent.

    Raises:
        ValidationError: a statement is added to the key points, which are lines of their own words.
    """
    added = sent.get("added", "")
    if part == "key_points" and added.strip():
        raise ValidationError({"added": [_("A key point is a line of the part's own words.")]})
    edits = tuple(Edit(**one) for one in sent.get("statements", ()))
    return PartEdit(sent["version"], sent["body"], edits, added, sent.get("added_nature", Nature.OPINION.value))
