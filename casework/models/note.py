"""Notes: everything anyone writes about a person, labelled, and stored as one row per tier."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from access.guarded import GuardedModel, GuardedQuerySet
from access.handled import HandledItem, TieredText
from access.sight import BetweenAgencies, ByItem, ByTier, Own, Sight
from agencies.models import Agency, AgencyMembership, User
from casework.choices import NoteKind, ResponseKind
from casework.models.case import Case


class NoteQuerySet(GuardedQuerySet["Note"]):
    """Words for choosing notes."""

    def newest(self) -> "NoteQuerySet":
        """Last recorded first; ties by key.

        Not by the day it happened: a gist hides that day, and an order by it would tell.
        """
        return self.order_by("-recorded_at", "-id")

    def to_read(self) -> "NoteQuerySet":
        """With who wrote them: the names and posts that a reader is told, and nothing else of people and agencies."""
        whole = (field.name for field in self.model._meta.concrete_fields)
        rows = self.select_related("originator", "author", "membership__position")
        told = ("originator__name", "originator__code", "author__full_name", "membership__position__name")
        return rows.only(*whole, *told)


class Note(GuardedModel, HandledItem):
    """A handled item. Its words stand in ``NoteText``; the row itself is the tier ``existence``.

    A correction is a new note that names the one it supersedes; a contest is a note about another note.
    """

    sight: ClassVar[Sight] = ByItem()

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", db_index=False)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("kind"), max_length=26, choices=NoteKind.choices)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", editable=False
    )
    contests = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="contested_by", editable=False
    )
    edition = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    answer_by = models.DateField(_("answer wanted by"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()  # type: ignore[misc]  # a queryset with more words than the base's

    class Meta:
        verbose_name = _("note")
        indexes = [
            models.Index(fields=["case", "-recorded_at", "-id"], name="notes_of_a_case"),
            models.Index(fields=["-recorded_at", "case"], name="notes_by_moment"),
            models.Index(fields=["author"], name="notes_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_on}"


class NoteText(GuardedModel, TieredText):
    """The wording of a note at one tier. A row is seen by those who read that tier or a fuller one."""

    sight: ClassVar[Sight] = ByTier()

    note = models.ForeignKey(Note, models.PROTECT, related_name="texts", db_index=False)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("wording of a note")
        constraints = [models.UniqueConstraint("note", "tier", name="one_wording_per_tier")]
        indexes = [GinIndex("search", name="search_in_wordings", fastupdate=False)]

    def __str__(self) -> str:
        return f"{Tier(self.tier).label}"


class NoteListing(GuardedModel):
    """A person named on a note whose handling is ``named`` or ``sealed``."""

    sight: ClassVar[Sight] = ByItem("note__", rule="{tier} >= 4 OR s.manages")

    note = models.ForeignKey(Note, models.PROTECT, related_name="listings", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("person named on a note")
        constraints = [models.UniqueConstraint("note", "user", name="person_is_named_once")]

    def __str__(self) -> str:
        return str(self.user)


class NoteAudience(GuardedModel):
    """Who would see the note when it was saved, as the writer was shown it. Never changed afterwards."""

    sight: ClassVar[Sight] = ByItem("note__", rule="{tier} >= 4 AND s.kind IN ('permanent', 'emergency')")

    note = models.OneToOneField(Note, models.PROTECT, related_name="audience")
    entries = models.JSONField(help_text=_("List of membership, agency, place and tier"))
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("audience of a note")

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d %H:%M}"


class NoteResponse(GuardedModel):
    """What a partner agency says to a note: read, acting on it, a question; or the originator's answer.

    Read by the agency that spoke and by the note's originator, and by nobody else; words about a fuller text only by
    those who read the note as far as whoever asked.
    """

    sight: ClassVar[Sight] = BetweenAgencies()

    note = models.ForeignKey(Note, models.PROTECT, related_name="responses", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", help_text=_("The partner agency"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+")
    kind = models.CharField(_("answer"), max_length=8, choices=ResponseKind.choices)
    text = models.TextField(_("text"), blank=True)
    tier = models.PositiveSmallIntegerField(
        choices=Tier.choices, default=Tier.GIST, db_default=Tier.GIST.value, editable=False,
        help_text=_("The tier at which whoever asked reads the note"),
    )  # fmt: skip
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answered_by")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("response to a note")
        indexes = [models.Index(fields=["note", "at"], name="responses_to_a_note")]
        constraints = [
            models.UniqueConstraint(
                "note", "membership", "kind", name="read_and_acting_are_said_once",
                condition=models.Q(kind__in=["read", "acting"]),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


class NoteSeen(GuardedModel):
    """A person's mark that a note was on a page they opened. Nobody else's business."""

    sight: ClassVar[Sight] = Own()

    note = models.ForeignKey(Note, models.PROTECT, related_name="seen_marks")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("seen mark")
        constraints = [models.UniqueConstraint("membership", "note", name="note_is_marked_seen_once")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
