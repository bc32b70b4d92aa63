"""Words about notes: what they are about, how they are handled by default, what is answered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.choices import DataCategory, Secrecy


class NoteKind(TextChoices):
    """What a note is about; each kind belongs to one data category of the agreements."""

    CONTACT = "contact", _("Contact with the person")
    PROGRESS = "progress", _("Progress on the plan")
    CONVERSATION = "professional_conversation", _("Conversation between professionals")
    FAMILY = "family", _("Family and other people")
    EDUCATION_WORK = "education_work", _("Education and work")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health")
    CONVICTION = "conviction", _("Faith or conviction, voluntary work")
    POLICE = "police_information", _("Police information")
    OFFENCE = "offence", _("Offence and proceedings")
    SAFETY = "staff_safety", _("Safety of staff or companions")
    VICTIM = "victim", _("Victim")
    COMPANION = "companion", _("Companion's observation")
    ASSESSMENT = "assessment", _("Contribution to an assessment")
    CONTEST = "contest", _("Contest of another note")


OF_SOMETHING_ELSE = (NoteKind.CONTEST, NoteKind.ASSESSMENT)
"""Kinds that nobody chooses: such a note is the words of something else."""

CATEGORY_OF_KIND: dict[str, DataCategory] = {
    NoteKind.CONTACT: DataCategory.SUPERVISION,
    NoteKind.PROGRESS: DataCategory.SUPERVISION,
    NoteKind.CONVERSATION: DataCategory.SUPERVISION,
    NoteKind.FAMILY: DataCategory.FAMILY,
    NoteKind.EDUCATION_WORK: DataCategory.EDUCATION_WORK,
    NoteKind.HOUSING: DataCategory.HOUSING,
    NoteKind.HEALTH: DataCategory.HEALTH,
    NoteKind.CONVICTION: DataCategory.BELIEF,
    NoteKind.POLICE: DataCategory.SECURITY,
    NoteKind.OFFENCE: DataCategory.OFFENCE,
    NoteKind.SAFETY: DataCategory.SUPERVISION,
    NoteKind.VICTIM: DataCategory.VICTIM,
    NoteKind.COMPANION: DataCategory.SUPERVISION,
    NoteKind.ASSESSMENT: DataCategory.SUPERVISION,
    NoteKind.CONTEST: DataCategory.SUPERVISION,
}


DEFAULT_HANDLING: dict[str, str] = {
    NoteKind.VICTIM: "named",
    NoteKind.FAMILY: "named",
    NoteKind.SAFETY: "named",
    NoteKind.HEALTH: "named",
    NoteKind.POLICE: "core",
}
"""Handling suggested for a kind (domain section 4.1); every other kind starts as ``team``."""


DEFAULT_SECRECY: dict[str, str] = {NoteKind.HEALTH: Secrecy.HEALTH}


class ResponseKind(TextChoices):
    """What a partner agency answers to a note."""

    READ = "read", _("Read")
    ACTING = "acting", _("Acting on it")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    PROPOSE = "propose", _("Proposes that companions be told")
    MINUTES = "minutes", _("Proposes it for the summary minutes")


ASKING = (ResponseKind.QUESTION, ResponseKind.PROPOSE, ResponseKind.MINUTES)
"""What the agency that wrote the note answers in words."""
