"""Words about the plan: areas, domains, states of objectives and actions, the nine kinds of intervention."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """States of one version of a plan (domain section 3.5)."""

    DRAFT = "draft", _("Draft")
    SHOWN = "shown_to_person", _("Shown to the person")
    AGREED = "agreed", _("The person agrees")
    NOT_AGREED = "not_agreed", _("The person does not agree")
    NOT_ASKED = "could_not_be_asked", _("The person could not be asked")
    SENT = "sent_to_court", _("Sent to the court")
    APPROVED = "approved", _("Approved by the court")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


ANSWERED = (PlanState.AGREED, PlanState.NOT_AGREED, PlanState.NOT_ASKED)

PLAN_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("shown_to_person", "could_not_be_asked"),
    "shown_to_person": ("draft", "agreed", "not_agreed", "could_not_be_asked"),
    "agreed": ("draft", "sent_to_court", "in_force"),
    "not_agreed": ("draft", "sent_to_court", "in_force"),
    "could_not_be_asked": ("draft", "sent_to_court", "in_force"),
    "sent_to_court": ("draft", "approved"),
    "approved": ("in_force",),
    "in_force": ("superseded",),
    "superseded": (),
}
"""Lawful moves between states of a plan version (domain section 3.5)."""


class Area(TextChoices):
    """The three areas of a plan (R143)."""

    RISK = "risk_assessment", _("Risk assessment")
    TREATMENT = "treatment", _("Treatment")
    REINTEGRATION = "reintegration", _("Reintegration")


class Domain(TextChoices):
    """Domains of life (R64)."""

    COMMUNITY = "community", _("Community")
    FAMILY = "family", _("Family")
    EDUCATION = "education", _("Education")
    WORK = "work", _("Work")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health")
    LEISURE = "leisure", _("Leisure")
    MEANING = "faith_meaning", _("Faith or meaning")


class ObjectiveState(TextChoices):
    """States of an objective."""

    PROPOSED = "proposed", _("Proposed")
    FUTURE = "future", _("Later")
    ACTIVE = "active", _("Being worked on")
    ACHIEVED = "achieved", _("Achieved")
    REMOVED = "removed", _("Removed")


class ActionState(TextChoices):
    """States of an action; overdue is computed (domain section 3.5)."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    BLOCKED = "blocked", _("Cannot be done yet")
    DONE = "done", _("Done")
    NOT_NEEDED = "not_needed", _("No longer needed")


OPEN_ACTION = (ActionState.NOT_STARTED, ActionState.IN_PROGRESS, ActionState.BLOCKED)


class InterventionType(TextChoices):
    """The nine kinds of intervention (R177 to R185)."""

    REFERRAL = "risk_assessment_referral", _("Risk assessment and referral")
    COUNSELLING = "counselling", _("Counselling and guidance")
    MENTORING = "mentoring", _("Mentoring")
    EDUCATION_WORK = "education_work", _("Education and employment")
    HOUSING = "housing", _("Housing")
    PSYCHOLOGY = "psychology", _("Psychology sessions")
    NETWORK = "network", _("Network and resources")
    CONVICTION = "conviction", _("Faith or political conviction")
    MEDICAL = "medical", _("Medical treatment")


CLINICAL = (InterventionType.PSYCHOLOGY, InterventionType.MEDICAL)
"""Kinds of which only attendance and a gist leave the health compartment (R182, R185)."""


class InterventionOutcome(TextChoices):
    """How an intervention ended."""

    RUNNING = "", _("Running")
    COMPLETED = "completed", _("Completed")
    PARTLY = "partly", _("Partly completed")
    STOPPED = "stopped", _("Stopped")
    REFUSED = "refused", _("Refused")
    NOT_AVAILABLE = "not_available", _("Not available")


class NetworkRole(TextChoices):
    """What somebody or something is in the person's network."""

    STANDS_BY = "stands_by", _("Stands by the person")
    HOME = "home", _("A place to live")
    WORK = "work", _("Work or study")
    BELONGING = "belonging", _("Belonging")
    CARE = "care", _("Care")
    MENTOR = "mentor", _("Mentor")
    OFFICIAL = "official", _("Official support")
    PULLS_BACK = "pulls_back", _("Pulls back")


class SafetyHeading(TextChoices):
    """The four headings of a safety plan, and what to do if it fails (glossary)."""

    SUPERVISION = "supervision", _("Supervision")
    CONTROL = "monitoring_control", _("Monitoring and control")
    INTERVENTIONS = "interventions", _("Interventions")
    VICTIM_SAFETY = "victim_safety", _("Victim safety")
    CONTINGENCY = "contingency", _("If it goes wrong")
