"""Words about breach, and about decisions taken together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BreachState(TextChoices):
    """States of a breach (domain section 3.5)."""

    SUSPECTED = "suspected", _("Suspected")
    ASKED = "explanation_asked", _("Explanation asked for")
    ACCEPTED = "accepted", _("Explanation accepted")
    NOT_ACCEPTED = "not_accepted", _("Explanation not accepted")
    WARNED = "warning", _("Warning given")
    REFERRED = "referred_to_court", _("Referred to the court")
    HEARD = "heard", _("Heard")
    NOT_PURSUED = "not_pursued", _("Not pursued")
    CLOSED = "closed", _("Closed")


class BreachStepKind(TextChoices):
    """What was done about a breach, in the order it may be done."""

    SUSPECTED = "suspected", _("Suspected")
    ASKED = "explanation_asked", _("Explanation asked for")
    GIVEN = "explanation_given", _("Explanation given")
    NONE_GIVEN = "no_explanation", _("No explanation came")
    ACCEPTED = "accepted", _("Explanation accepted")
    NOT_ACCEPTED = "not_accepted", _("Explanation not accepted")
    NOT_PURSUED = "not_pursued", _("Not pursued")
    WARNED = "warning", _("Warning given")
    PROPOSED = "proposed", _("Proposal to the court agreed")
    REFERRED = "referred_to_court", _("Referred to the court")
    HEARING = "hearing_set", _("Hearing set")
    HEARD = "heard", _("Heard")
    OUTCOME = "outcome", _("Outcome recorded")


BREACH_STEPS: dict[str, tuple[str, ...]] = {
    "suspected": ("explanation_asked", "not_pursued"),
    "explanation_asked": (
        "explanation_given", "no_explanation", "accepted", "not_accepted", "not_pursued", "proposed",
        "referred_to_court",
    ),
    "accepted": (),
    "not_accepted": (
        "explanation_given", "accepted", "not_pursued", "warning", "proposed", "referred_to_court",
    ),
    "not_pursued": (),
    "warning": ("explanation_given", "accepted", "proposed"),
    "referred_to_court": ("explanation_given", "no_explanation", "proposed", "hearing_set", "heard"),
    "heard": ("outcome",),
    "closed": (),
}  # fmt: skip
"""Steps open from each state. A serious first failure may skip the warning, never the question (domain section 3.5).

What the person says later is still recorded and can still be accepted, until the court has it; a proposal made after
a warning takes the failure up again.
"""

STATE_AFTER: dict[tuple[str, str], str] = {
    ("suspected", "explanation_asked"): "explanation_asked",
    ("suspected", "not_pursued"): "not_pursued",
    ("explanation_asked", "accepted"): "accepted",
    ("explanation_asked", "not_pursued"): "not_pursued",
    ("explanation_asked", "not_accepted"): "not_accepted",
    ("explanation_asked", "referred_to_court"): "referred_to_court",
    ("not_accepted", "accepted"): "accepted",
    ("not_accepted", "not_pursued"): "not_pursued",
    ("not_accepted", "warning"): "warning",
    ("not_accepted", "referred_to_court"): "referred_to_court",
    ("warning", "accepted"): "accepted",
    ("warning", "proposed"): "not_accepted",
    ("referred_to_court", "heard"): "heard",
    ("heard", "outcome"): "closed",
}
"""The state after a step; every other step leaves the state as it is."""

NEEDS_SERIOUS = ("explanation_asked",)
"""States from which only a serious failure goes to the court at once."""


class Delivery(TextChoices):
    """How something reached the person."""

    BY_HAND = "by_hand", _("By hand")
    LETTER = "letter", _("Letter")
    REGISTERED = "registered", _("Registered letter")
    MESSAGE = "message", _("Message or e-mail")
    SPOKEN = "spoken", _("Spoken, with a witness")


class Outcome(TextChoices):
    """How a breach ended (R35, R36)."""

    NONE = "", _("Not decided yet")
    ACCEPTED = "accepted", _("Explanation accepted")
    NOT_PURSUED = "not_pursued", _("Not pursued")
    WARNING = "warning", _("Warning")
    NO_ACTION = "no_action", _("Court: no action")
    TERMS_CHANGED = "terms_changed", _("Court: terms changed")
    REVOKED = "revoked", _("Court: order revoked")
    OTHER = "other", _("Court: other")


class Proposal(TextChoices):
    """What the officer proposes to the court (domain section 6, breach report 9)."""

    NONE = "", _("None yet")
    NO_ACTION = "no_action", _("No action")
    TERMS = "terms_changed", _("Change the terms")
    EXTEND = "extension", _("Extend the order, where the law allows")
    REVOKE = "revocation", _("Revoke the order")


class DecisionKind(TextChoices):
    """What was decided together (domain section 3.2)."""

    ACCEPT = "accept", _("Taking on the case")
    LEVEL = "level", _("Level of management")
    CASE_MANAGER = "case_manager", _("Case manager")
    PLAN = "plan", _("Plan")
    BREACH = "breach_proposal", _("Proposal in a breach")
    DISCLOSURE = "disclosure", _("Disclosure")
    CLOSE = "close", _("Closing the case")
    OTHER = "other", _("Other")


class View(TextChoices):
    """An agency's position on a decision (R72)."""

    AGREES = "agrees", _("Agrees")
    DISSENTS = "dissents", _("Dissents")
    ABSTAINS = "abstains", _("Abstains")
