"""Words of the trade that the agencies floor uses; other floors import them from here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """How far an arrangement or an agency reaches."""

    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")


class CoordinationMode(TextChoices):
    """Whether members decide as equals or one authority decides after consulting them."""

    HORIZONTAL = "horizontal", _("Horizontal: members decide together")
    VERTICAL = "vertical", _("Vertical: the lead authority decides after consultation")


class DecisionRule(TextChoices):
    """How a joint decision is reached."""

    CONSENSUS = "consensus", _("Consensus")
    MAJORITY = "majority", _("Majority")
    LEAD_DECIDES = "lead_decides", _("The lead agency decides")


class AgencyGroup(TextChoices):
    """The five groups of key figures."""

    LAW_ENFORCEMENT = "law_enforcement", _("Justice and security")
    YOUTH = "youth", _("Youth and education")
    GOVERNMENT_SOCIAL = "government_social", _("Local government and social services")
    HEALTH = "health", _("Health")
    CIVIL_SOCIETY = "civil_society", _("Civil society and community")


class Involvement(TextChoices):
    """How closely an agency takes part."""

    CORE = "core", _("Core")
    REGULAR = "regular", _("Regular")
    ON_CALL = "on_call", _("On call")
    INFORMED = "informed", _("Informed")


PERMANENT = (Involvement.CORE, Involvement.REGULAR)
"""Agencies whose professionals are permanent members of the partnership; the others are its guests."""


class AgencyStatus(TextChoices):
    """Where an agency stands on its way into the partnership, and out of it."""

    MAPPED = "mapped", _("Mapped")
    CONTACTED = "contacted", _("Contacted")
    IN_TALKS = "in_talks", _("In talks")
    MEMBER = "member", _("Member")
    SUSPENDED = "suspended", _("Suspended")
    LEFT = "left", _("Left")


MOVES_OF_STATUS: dict[str, tuple[AgencyStatus, ...]] = {
    AgencyStatus.MAPPED: (AgencyStatus.CONTACTED, AgencyStatus.IN_TALKS, AgencyStatus.MEMBER, AgencyStatus.LEFT),
    AgencyStatus.CONTACTED: (AgencyStatus.IN_TALKS, AgencyStatus.MEMBER, AgencyStatus.LEFT),
    AgencyStatus.IN_TALKS: (AgencyStatus.MEMBER, AgencyStatus.LEFT),
    AgencyStatus.MEMBER: (AgencyStatus.SUSPENDED, AgencyStatus.LEFT),
    AgencyStatus.SUSPENDED: (AgencyStatus.MEMBER, AgencyStatus.LEFT),
    AgencyStatus.LEFT: (AgencyStatus.CONTACTED, AgencyStatus.IN_TALKS, AgencyStatus.MEMBER),
}
"""Where an agency may go from each status (domain section 3.1)."""


class Regime(TextChoices):
    """Data-protection law an agency works under as controller of its records."""

    LED = "led", _("Law Enforcement Directive")
    GDPR = "gdpr", _("General Data Protection Regulation")
    BOTH = "both", _("Both, by task")


class Secrecy(TextChoices):
    """Professional or procedural secrecy resting on an item."""

    NONE = "none", _("None")
    HEALTH = "health", _("Health")
    LEGAL = "legal", _("Legal")
    PASTORAL = "pastoral", _("Pastoral")
    INVESTIGATION = "investigation", _("Investigation")


class Duty(TextChoices):
    """Extra duties a membership carries beside its position."""

    COORDINATOR = "coordinator", _("Partnership coordinator")
    CHAIR = "chair", _("Chair")
    LEGAL = "legal", _("Legal and data protection adviser")
    SUPERVISOR = "supervisor", _("Supervises the agency's cases")
    EMERGENCY = "emergency", _("May ask for emergency access")
    DUTY_DESK = "duty_desk", _("Receives duty reports")


class RemindBy(TextChoices):
    """How a person wants to be reminded of what falls due."""

    NOW = "now", _("By e-mail at once, outside quiet hours")
    DIGEST = "digest", _("By one e-mail a day")
    IN_APP = "in_app", _("Only here, in the list of reminders")


class Purpose(TextChoices):
    """What information may be shared for (domain section 4.4)."""

    REINTEGRATION = "reintegration", _("Reintegration")
    RISK_AND_CRIME_PREVENTION = "risk_and_crime_prevention", _("Risk and crime prevention")
    SAFEGUARDING = "safeguarding", _("Safeguarding")
    SAFETY = "staff_or_person_safety", _("Safety of staff or the person")
    COURT = "court", _("Court")
    EVALUATION = "evaluation_anonymous", _("Evaluation, anonymous")


class DataCategory(TextChoices):
    """Kinds of personal data an agreement names one by one."""

    SUPERVISION = "supervision", _("Supervision and everyday life")
    OFFENCE = "offence", _("Offences and criminal proceedings")
    FAMILY = "family", _("Family and other people")
    EDUCATION_WORK = "education_work", _("Education and work")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health")
    BELIEF = "belief", _("Faith, belief or political opinion")
    VICTIM = "victim", _("Victims")
    SECURITY = "security", _("Police and security information")


class AgreementState(TextChoices):
    """States of an agreement; computed from dates and signatures, never stored."""

    IN_PREPARATION = "in_preparation", _("In preparation")
    IN_SIGNATURE = "in_signature", _("In signature")
    NOT_YET = "not_yet", _("Signed, not yet in force")
    IN_FORCE = "in_force", _("In force")
    REVIEW_DUE = "review_due", _("In force, review due")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")
