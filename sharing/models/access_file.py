"""The file for the person: what they may be given. One puts it together, another reviews it, then it goes over."""

import base64
import json
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.fields import ProtectedTextField
from access.guarded import GuardedModel, GuardedVersionedModel
from access.sight import Sight
from access.sight_rights import GivenToPerson
from agencies.models import AgencyMembership, Partnership
from casework.models import Case
from sharing.choices_rights import FileState, HandedHow, KeptOut
from sharing.models.rights import RightsRequest

F = FileState


class AccessFile(GuardedVersionedModel):
    """What the record gave for the person on a day, entry by entry as it was worded then; nothing is added later.

    ``given`` holds the entries of ``sharing/subject_access.py``, which name where somebody can be found: it is sealed,
    and so are both forms. ``stays_out`` counts by ground what the rule left out.
    """

    sight: ClassVar[Sight] = GivenToPerson()

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+", editable=False)
    request = models.ForeignKey(RightsRequest, models.PROTECT, related_name="files")
    given = ProtectedTextField(_("what may be given"))
    stays_out = models.JSONField(_("what stays out by the rule"), default=dict)
    state = models.CharField(_("state"), max_length=9, choices=F.choices, default=F.ASSEMBLED)
    assembled_by = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    assembler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    assembled_at = models.DateTimeField(editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )  # fmt: skip
    reviewed_at = models.DateTimeField(null=True, editable=False)
    handed_on = models.DateField(_("handed over"), null=True, blank=True)
    handed_how = models.CharField(_("how"), max_length=6, choices=HandedHow.choices, blank=True, default="")
    handed_by = models.ForeignKey(AgencyMembership, models.PROTECT, null=True, related_name="+", editable=False)
    pdf = ProtectedTextField(blank=True, default="", editable=False)
    data = ProtectedTextField(blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("file for the person")
        constraints = [
            models.CheckConstraint(
                name="nobody_reviews_what_they_put_together",
                condition=models.Q(reviewer__isnull=True) | ~models.Q(reviewer=models.F("assembler")),
            ),
            models.CheckConstraint(
                name="file_is_reviewed_before_it_is_handed_over",
                condition=~models.Q(state__in=[F.REVIEWED, F.HANDED])
                | models.Q(reviewer__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="file_is_handed_over_by_somebody_on_a_day",
                condition=~models.Q(state=F.HANDED)
                | (models.Q(handed_on__isnull=False, handed_by__isnull=False) & ~models.Q(handed_how="")),
            ),
            models.UniqueConstraint(
                "request", condition=~models.Q(state=F.DROPPED), name="one_file_for_a_request_of_the_person"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def entries(self) -> list[dict[str, str]]:
        """The entries as plain values, in reading order."""
        found: list[dict[str, str]] = json.loads(self.given)
        return found

    def keep(self, pdf: bytes, data: bytes) -> None:
        """Keep both forms as they were handed over; a pure change of this row."""
        self.pdf, self.data = base64.b64encode(pdf).decode(), data.decode()

    def form(self, kind: str) -> bytes:
        """Return one form byte for byte, ``pdf`` or ``json``; nothing where it was not handed over."""
        return base64.b64decode(self.pdf) if kind == "pdf" else str(self.data).encode()


class AccessOmission(GuardedModel):
    """An entry that is kept out of a file, on a ground and with a reason. It is not put back: a new file is."""

    sight: ClassVar[Sight] = GivenToPerson("file__")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    file = models.ForeignKey(AccessFile, models.PROTECT, related_name="omissions")
    key = models.CharField(_("entry"), max_length=120)
    ground = models.CharField(_("ground"), max_length=8, choices=KeptOut.choices)
    reason = models.CharField(_("why"), max_length=300)
    membership = models.ForeignKey(AgencyMembership, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("entry kept out of a file for the person")
        constraints = [
            models.UniqueConstraint("file", "key", name="entry_is_kept_out_once"),
            models.CheckConstraint(name="entry_is_kept_out_with_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()
