"""Words of the trade that the casework floor uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.choices import DataCategory, Secrecy


class CaseStatus(TextChoices):
    """States of a case (domain section 3.5)."""

    REFERRED = "referred", _("Referred")
    SCREENING = "screening", _("Screening")
    DECLINED = "declined", _("Declined")
    REDIRECTED = "redirected", _("Redirected")
    ACCEPTED = "accepted", _("Accepted")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ENDING = "ending", _("Ending")
    CLOSED = "closed", _("Closed")
    FOLLOW_UP = "follow_up", _("Follow-up")
    TRANSFERRED = "transferred", _("Transferred")
    ARCHIVED = "archived", _("Archived")


MOVES: dict[str, tuple[str, ...]] = {
    "referred": ("screening",),
    "screening": ("declined", "redirected", "accepted"),
    "accepted": ("active",),
    "active": ("paused", "ending", "transferred"),
    "paused": ("active", "ending", "transferred"),
    "ending": ("active", "closed"),
    "closed": ("follow_up", "archived"),
    "follow_up": ("active", "archived"),
    "declined": ("archived",),
    "redirected": ("archived",),
    "transferred": ("archived",),
    "archived": (),
}
"""Lawful moves between states (domain section 3.5)."""


class Stage(TextChoices):
    """The cycle marker inside an active case: shown, not enforced."""

    ASSESS = "assess", _("Assess")
    PLAN = "plan", _("Plan")
    INTERVENE = "intervene", _("Intervene")
    EVALUATE = "evaluate", _("Evaluate")


class Basis(TextChoices):
    """What makes the work lawful: an order, or the person's own wish put on record."""

    NONE = "", _("Not recorded yet")
    ORDER = "order", _("Court order")
    VOLUNTARY = "voluntary", _("Voluntary, recorded")


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
    CONTEST = "contest", _("Contest of another note")


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


class RelationshipKind(TextChoices):
    """What another individual is to the person."""

    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Friend")
    PARTNER = "partner", _("Partner")
    INFLUENCE = "influence", _("Influence")
    VICTIM = "victim", _("Victim")
    MENTOR = "mentor", _("Mentor")
    PROFESSIONAL = "professional", _("Professional")


class Influence(TextChoices):
    """Which way a relationship pulls."""

    SUPPORTS = "supports", _("Supports")
    MIXED = "mixed", _("Mixed")
    PULLS_BACK = "pulls_back", _("Pulls back")
    UNKNOWN = "unknown", _("Not known")


class SubjectCategory(TextChoices):
    """Category of data subject (Directive 2016/680 art. 6)."""

    CONVICTED = "convicted", _("Convicted")
    SUSPECTED = "suspected", _("Suspected")
    VICTIM = "victim", _("Victim")
    WITNESS = "witness_or_contact", _("Witness or contact")
    OTHER = "other", _("Other")


class ContactPointKind(TextChoices):
    """What lets the person be found; stored protected."""

    ADDRESS = "address", _("Address")
    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    SCHOOL = "school", _("School")
    WORKPLACE = "workplace", _("Workplace")


class DeadlineKind(TextChoices):
    """What falls due."""

    NOTE_ANSWER = "note_answer", _("Answer to a note")
    QUESTION = "question", _("Question to answer")
    CASE_REVIEW = "case_review", _("Case review")
    FIRST_PLAN = "first_plan", _("First plan")
    COURT_REPORT = "court_report", _("Court report")
    ASSESSMENT = "assessment", _("Assessment")
    NETWORK = "network", _("Support network before release")
    FOLLOW_UP = "follow_up", _("Follow-up")
    DEFERRAL_REVIEW = "deferral_review", _("Review of a deferral")
    AGREEMENT_REVIEW = "agreement_review", _("Agreement review")
    EMERGENCY_REVIEW = "emergency_review", _("Review of emergency access")
    PLACE_ENDS = "place_ends", _("A guest's place ends")
    SAME_PERSON = "same_person", _("Another case may concern the same person")


MET_BY_HAND = (
    DeadlineKind.FIRST_PLAN, DeadlineKind.COURT_REPORT, DeadlineKind.ASSESSMENT, DeadlineKind.NETWORK,
    DeadlineKind.FOLLOW_UP, DeadlineKind.DEFERRAL_REVIEW, DeadlineKind.PLACE_ENDS, DeadlineKind.SAME_PERSON,
)  # fmt: skip
"""Kinds of deadline that a person ticks off; the others are met by the act they wait for."""


class DeadlineState(TextChoices):
    """Whether something is still to be done."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")
