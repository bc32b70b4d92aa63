"""What somebody is typing, kept on the server, encrypted, for nobody but them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.fields import ProtectedTextField
from access.guarded import GuardedModel
from access.sight import Own, Sight


class Draft(GuardedModel):
    """One draft per person, membership, form and subject. Case data: guarded, encrypted, short-lived."""

    sight: ClassVar[Sight] = Own()

    user_id = models.UUIDField()
    membership_id = models.UUIDField()
    form = models.CharField(max_length=40)
    case_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(help_text=_("What is being written on: a case, or an earlier version"))
    content = ProtectedTextField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft")
        constraints = [
            models.UniqueConstraint(
                "user_id", "membership_id", "form", "subject_id", name="one_draft_per_person_form_and_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.saved_at:%Y-%m-%d %H:%M}"
