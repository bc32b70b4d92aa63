"""Words about courts, orders, their conditions and custody."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderKind(TextChoices):
    """Kinds of order; each jurisdiction has its own names for them (R21)."""

    PROBATION = "probation", _("Probation order")
    SUSPENDED = "suspended_sentence", _("Suspended sentence")
    CONDITIONAL = "conditional_release", _("Conditional release")
    POST_SENTENCE = "post_sentence", _("Measure after the sentence")
    DIVERSION = "diversion", _("Diversion or alternative")


class OrderState(TextChoices):
    """States of an order (domain section 3.5)."""

    PENDING = "pending", _("Not in force yet")
    IN_FORCE = "in_force", _("In force")
    VARIED = "varied", _("In force, varied")
    SUSPENDED = "suspended", _("Suspended")
    COMPLETED = "completed", _("Completed")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


RUNNING_ORDER = (OrderState.IN_FORCE, OrderState.VARIED)
"""States in which an order's conditions bind."""

ENDED_ORDER = (OrderState.COMPLETED, OrderState.EXPIRED, OrderState.REVOKED)


class ConditionCategory(TextChoices):
    """What a condition is about (domain section 3.2, seventeen of them)."""

    CONDUCT = "conduct", _("Conduct")
    REPORTING = "reporting", _("Reporting")
    PROGRAMME = "programme", _("Programme")
    TESTING = "testing", _("Testing for drugs or alcohol")
    RESIDENCE = "residence", _("Residence")
    CURFEW = "curfew", _("Curfew")
    AREA = "area", _("Places to keep away from")
    ASSOCIATION = "association", _("People to keep away from")
    DEVICES = "devices_online", _("Devices and online")
    TRAVEL = "travel", _("Travel")
    WORK = "work_or_activity", _("Work or activity")
    MONITORING = "electronic_monitoring", _("Electronic monitoring")
    FAMILY_WORK = "family_work", _("Work with the family")
    REPARATION = "reparation", _("Repairing the damage")
    VICTIM_SUPPORT = "victim_support", _("Helping victims")
    NO_CONTACT = "no_contact_victim", _("No contact with the victim")
    OTHER = "other", _("Other")


class Function(TextChoices):
    """What a condition or an objective is for: the three functions of probation (R22 to R24)."""

    REINTEGRATION = "reintegration", _("Reintegration")
    RELAPSE_PREVENTION = "relapse_prevention", _("Preventing relapse")
    PROTECTION = "protection", _("Protecting victims and the public")


class ConditionState(TextChoices):
    """States of one version of a condition (domain section 3.5)."""

    PROPOSED = "proposed", _("Proposed")
    IN_FORCE = "in_force", _("In force")
    IN_QUESTION = "in_question", _("In question")
    VARIED = "varied", _("Varied")
    MET = "met", _("Met")
    ENDED = "ended", _("Ended")
    NOT_TAKEN_UP = "not_taken_up", _("Proposal not taken up")
    TAKEN_UP = "taken_up", _("Proposal taken up by the court")


BINDING = (ConditionState.IN_FORCE, ConditionState.IN_QUESTION)
"""States in which a condition binds the person now."""

PROPOSALS = (ConditionState.PROPOSED, ConditionState.NOT_TAKEN_UP, ConditionState.TAKEN_UP)
"""The team's own words, whatever a court made of them: what it decided stands in a row of its own."""

BOUND_ONCE = (*BINDING, ConditionState.VARIED, ConditionState.MET, ConditionState.ENDED)
"""States of a condition that a court decided: it binds, or did until its last day."""


class CourtAct(TextChoices):
    """What a court decided."""

    IMPOSED = "imposed", _("Order made, conditions imposed")
    VARIED = "varied", _("Conditions or dates changed")
    ENDED = "ended", _("Condition ended")
    COMPLETED = "completed", _("Order ended early")
    REVOKED = "revoked", _("Order revoked")
    SUSPENDED = "suspended", _("Order suspended")
    RESUMED = "resumed", _("Order resumed")
    PLAN_APPROVED = "plan_approved", _("Plan approved")
    NOTHING = "nothing", _("No change")


ACTS_ON_CONDITIONS = {
    CourtAct.IMPOSED: ("imposed",),
    CourtAct.VARIED: ("imposed", "varied", "ended"),
    CourtAct.ENDED: ("ended",),
}
"""What an act of the court may do to conditions; an act that is not here touches none by itself."""


class CustodyReason(TextChoices):
    """Why somebody is held."""

    SENTENCE = "sentence", _("Serving a sentence")
    REMAND = "remand", _("Held before trial")
    REVOKED = "revoked", _("After revocation of an order")
    OTHER = "other", _("Other")
