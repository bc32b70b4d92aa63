"""The trail: one line for everything that happened, and the seals laid over the lines afterwards."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.choices import Operation, Tier
from access.guarded import GuardedQuerySet
from access.sight import Sight, Trail


class Event(models.Model):
    """A line of the trail. The database lets nobody change or remove it.

    It names its subjects by kind and UUID, not by foreign key, because it outlives what it describes, and it
    holds no words about a person: ids, names of fields and figures only.
    """

    sight: ClassVar[Sight] = Trail()

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    xid = models.BigIntegerField(editable=False, default=0, help_text=_("Set by the database: the transaction"))
    operation = models.CharField(max_length=10, choices=Operation.choices)
    verb = models.CharField(max_length=60)
    user_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    partnership_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    subjects = ArrayField(models.UUIDField(), default=list)
    case_id = models.UUIDField(null=True)
    tier = models.PositiveSmallIntegerField(null=True, choices=Tier.choices)
    recipients = ArrayField(models.UUIDField(), default=list, help_text=_("Memberships that may read it from now on"))
    ground = models.CharField(max_length=30, help_text=_("Reason class: from which place, or why refused"))
    reason = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the trail")
        indexes = [
            models.Index(fields=["case_id", "-seq"], name="trail_of_a_case"),
            models.Index(fields=["user_id", "-seq"], name="trail_of_a_person"),
            models.Index(fields=["xid", "seq"], name="trail_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class Seal(models.Model):
    """A signed checkpoint over a batch of lines; each names the one before it by hash."""

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    seqs = ArrayField(models.BigIntegerField())
    xid_below = models.BigIntegerField(help_text=_("Every transaction below this one had ended"))
    root = models.CharField(max_length=64, help_text=_("Merkle root of the lines, SHA-256, hexadecimal"))
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128, help_text=_("Ed25519 over the digest, hexadecimal"))

    class Meta:
        verbose_name = _("seal")
        indexes = [GinIndex(fields=["seqs"], name="seal_of_a_line", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
