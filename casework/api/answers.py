"""What is told of cases, notes, teams and deadlines: the attributes of frozen dataclasses, nothing behind them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from access.api.fields import Answer
from access.choices import Handling, ItemStatus, Nature, Place, Tier
from agencies.choices import Purpose, Secrecy
from casework.choices import CaseStatus, DeadlineKind, DeadlineState, NoteKind, ResponseKind, Stage

TIERS = {Tier.NONE: "none", Tier.EXISTENCE: "existence", Tier.GIST: "gist", Tier.SUMMARY: "summary", Tier.FULL: "full"}
TIER_OF = {word: tier for tier, word in TIERS.items()}


class TierField(s.ChoiceField):
    """A tier by its name."""

    def __init__(self, **options: object) -> None:
        super().__init__(choices=[(word, tier.label) for tier, word in TIERS.items()], **options)  # type: ignore[arg-type]

    def to_representation(self, value: Any) -> str:
        """Return the name."""
        return TIERS[Tier(value)]


class CaseAnswer(Answer):
    """A case as the caller's place shows it; what it does not show is empty."""

    id = s.UUIDField()
    reference = s.CharField()
    title = s.CharField()
    person_name = s.CharField()
    born_on = s.DateField(allow_null=True)
    age = s.IntegerField(allow_null=True)
    is_minor = s.BooleanField()
    status = s.ChoiceField(CaseStatus.choices)
    stage = s.ChoiceField(Stage.choices)
    stage_since = s.DateField(allow_null=True)
    level = s.IntegerField(allow_null=True)
    basis = s.CharField()
    basis_ends_on = s.DateField(allow_null=True)
    next_review_on = s.DateField()
    opened_on = s.DateField()
    lead_agency = s.CharField()
    version = s.IntegerField()
    place = s.ChoiceField(Place.choices)
    may = s.ListField(child=s.CharField(), help_text=_("What the caller may do on it"))


class CaseLineAnswer(Answer):
    """One line of the list of cases."""

    id = s.UUIDField()
    reference = s.CharField()
    title = s.CharField()
    person_name = s.CharField(source="person")
    status = s.ChoiceField(CaseStatus.choices)
    stage = s.ChoiceField(Stage.choices)
    level = s.IntegerField(allow_null=True)
    lead_agency = s.CharField(source="agency")
    lead_agency_code = s.CharField(source="agency_code")
    next_review_on = s.DateField(allow_null=True)
    last_activity_at = s.DateTimeField(help_text=_("The newest note that the caller reads, or the opening"))
    role = s.CharField(help_text=_("What the caller is on it, in words"))


class ResponseAnswer(Answer):
    """What an agency said to a note."""

    id = s.UUIDField()
    kind = s.ChoiceField(ResponseKind.choices)
    text = s.CharField()
    author = s.CharField()
    agency = s.CharField()
    agency_code = s.CharField()
    at = s.DateTimeField()
    open_question = s.BooleanField()


class DisputeAnswer(Answer):
    """That the person contests a note; the words are empty for whoever does not read the note in full."""

    id = s.UUIDField()
    stands = s.BooleanField(help_text=_("Whether it is contested now"))
    state = s.CharField(help_text=_("In words"))
    words = s.CharField(help_text=_("What the person says"))
    reason = s.CharField(help_text=_("What its agency answers"))


class RestrictionMarkAnswer(Answer):
    """That a note, or its whole case, is restricted and goes no further."""

    id = s.UUIDField()
    whole = s.BooleanField(help_text=_("The whole case"))
    since = s.CharField(source="on", help_text=_("The day, in words"))


class NoteAnswer(Answer):
    """A note at the fullest tier the caller may read."""

    id = s.UUIDField()
    tier = TierField()
    title = s.CharField()
    text = s.CharField()
    action = s.CharField(help_text=_("What the reader of a gist should do"))
    kind = s.ChoiceField(NoteKind.choices)
    nature = s.ChoiceField(Nature.choices)
    grading = s.CharField(help_text=_("In words; empty where nothing was graded"))
    handling = s.ChoiceField(Handling.choices)
    secrecy = s.ChoiceField(Secrecy.choices)
    occurred_on = s.DateField()
    recorded_at = s.DateTimeField()
    author = s.CharField()
    position = s.CharField()
    agency = s.CharField()
    agency_code = s.CharField()
    own = s.BooleanField(help_text=_("Written by the caller's agency"))
    unread = s.BooleanField(help_text=_("Was new to the caller before this answer"))
    status = s.ChoiceField(ItemStatus.choices)
    edition = s.IntegerField()
    supersedes = s.UUIDField(allow_null=True)
    contests = s.UUIDField(allow_null=True)
    withdrawal_reason = s.CharField()
    answer_by = s.DateField(allow_null=True)
    fuller = s.CharField(help_text=_("Whom to ask for a fuller text; empty where none may be known of"))
    responses = ResponseAnswer(many=True, source="said")
    disputes = DisputeAnswer(many=True)
    restriction = RestrictionMarkAnswer(allow_null=True)
    may = s.ListField(child=s.CharField())


class HeldAnswer(Answer):
    """An agency holds something of which the caller may know only that."""

    agency = s.CharField()
    agency_code = s.CharField()
    contact = s.CharField(help_text=_("Whom to ask; empty where nobody is named"))


class NoteDetailAnswer(Answer):
    """One note, its earlier versions and its contests."""

    case = s.CharField(source="file.reference")
    note = NoteAnswer(source="entry")
    earlier = NoteAnswer(many=True)
    contests = NoteAnswer(many=True)
    newest = s.UUIDField(allow_null=True, help_text=_("The version that replaced this one"))


class ListenerAnswer(Answer):
    """One person on the case and what they would read; the name is empty where the caller's place hides it."""

    name = s.CharField()
    position = s.CharField()
    place = s.ChoiceField(Place.choices, allow_null=True)
    tier = TierField()
    why = s.CharField()


class AgencyAudienceAnswer(Answer):
    """The people of one agency; the tier is the fullest any of them reads."""

    agency = s.CharField(source="name")
    agency_code = s.CharField(source="code")
    tier = TierField()
    people = ListenerAnswer(many=True)


class AudienceAnswer(Answer):
    """Everybody on the case with what they would read of a note."""

    people = s.IntegerField(help_text=_("How many learn anything"))
    reached = s.IntegerField(help_text=_("How many agencies learn anything"))
    agencies = AgencyAudienceAnswer(many=True)


class NoteCreatedAnswer(Answer):
    """The note that was written, and who sees it."""

    id = s.UUIDField()
    audience = AudienceAnswer()


class ResponseCreatedAnswer(Answer):
    """The response that was said."""

    id = s.UUIDField(source="pk")
    kind = s.ChoiceField(ResponseKind.choices)
    at = s.DateTimeField()


class NewlyAnswer(Answer):
    """Somebody who newly reads a note, and how far."""

    membership = s.UUIDField()
    tier = s.IntegerField()


class ClearedAnswer(Answer):
    """Which text of a note may stand in the summary minutes; 0: none."""

    id = s.UUIDField(source="pk")
    note = s.UUIDField(source="note_id")
    tier = s.IntegerField()


class MinutedAnswer(Answer):
    """A note as summary minutes may have it: the text of the tier that was cleared."""

    id = s.UUIDField()
    kind = s.CharField()
    agency = s.CharField()
    tier = s.IntegerField()
    title = s.CharField()
    text = s.CharField()
    action = s.CharField()
    reason = s.CharField()


class MinutesAnswer(Answer):
    """What the summary minutes of a case may say."""

    notes = MinutedAnswer(many=True)
    more = s.BooleanField(help_text=_("Older notes are cleared too and not shown"))


class ReleasedAnswer(Answer):
    """How far a note goes from now on, and who newly reads it."""

    id = s.UUIDField(source="pk")
    tier = s.IntegerField()
    companions = s.BooleanField()
    newly = NewlyAnswer(many=True)


class ChangeAnswer(Answer):
    """What one person reads now and would read then."""

    membership_id = s.UUIDField()
    name = s.CharField(help_text=_("Empty where the caller's place shows posts only"))
    position = s.CharField()
    agency = s.CharField()
    before = s.IntegerField(help_text=_("Tier, 0 for nothing"))
    after = s.IntegerField(help_text=_("Tier, 0 for nothing"))


class ChangesAnswer(Answer):
    """Who would read more, and who less; whoever gains comes first."""

    changes = ChangeAnswer(many=True)


class TeammateAnswer(Answer):
    """A place on a case."""

    person = s.UUIDField(allow_null=True, help_text=_("To name them on a note; null where names are not shown"))
    name = s.CharField()
    position = s.CharField()
    agency = s.CharField()
    agency_code = s.CharField()
    place = s.ChoiceField(Place.choices)
    purpose = s.ChoiceField(Purpose.choices, allow_null=True)
    since = s.DateTimeField(allow_null=True)
    until = s.DateTimeField(allow_null=True)
    is_case_manager = s.BooleanField()
    is_order_supervisor = s.BooleanField()
    is_facilitator = s.BooleanField(help_text=_("Re-entry facilitator; false where names are not shown"))
    shares = s.CharField(help_text=_("What they say themselves that they share with the person"))
    is_me = s.BooleanField()


class TeamAnswer(Answer):
    """Who has a place on a case now."""

    results = TeammateAnswer(many=True)


class DueAnswer(Answer):
    """Something due on a day."""

    id = s.UUIDField()
    kind = s.ChoiceField(DeadlineKind.choices)
    due_on = s.DateField()
    state = s.ChoiceField(DeadlineState.choices)
    case = s.CharField(allow_null=True)
    case_title = s.CharField()
    agency = s.CharField()
    agency_code = s.CharField()
    is_mine = s.BooleanField()
    done_at = s.DateTimeField(allow_null=True)
