"""Cadences: how many days everything may take. Each is a setting of the partnership with a default and its source."""

import uuid
from dataclasses import dataclass

from agencies.models import Partnership


@dataclass(frozen=True, slots=True)
class Cadence:
    """A span of days. ``working``: Monday to Friday only. ``source`` says where the default comes from."""

    days: int
    working: bool
    source: str


OURS = "ours"
DEFAULTS: dict[str, Cadence] = {
    "missed_contact_letter": Cadence(2, True, "probation breach course (domain section 3.7)"),
    "missed_contact_explanation": Cadence(6, True, "probation breach course (domain section 3.7)"),
    "breach_action": Cadence(10, True, "Probation Circular 43/2004 (historic)"),
    "breach_window": Cadence(365, False, "CJA 2003 sch. 8 para 5: twelve months"),
    "court_report": Cadence(90, False, "a default; each order says its own"),
    "pre_release_report": Cadence(60, False, OURS),
    "report_check": Cadence(5, True, OURS),
    "countersign": Cadence(2, True, OURS),
    "first_plan": Cadence(20, True, OURS),
    "plan_review": Cadence(90, False, OURS),
    "plan_stale": Cadence(14, False, OURS),
    "plan_approval": Cadence(5, True, OURS),
    "unblock": Cadence(5, True, OURS),
    "network_before_release": Cadence(182, False, "toolkit L188: six months"),
    "order_ends_ahead": Cadence(60, False, OURS),
    "sign_conditions": Cadence(10, False, "Italian DPR 230/2000 art. 97: ten days"),
    "notification": Cadence(5, True, OURS),
    "legal_advice": Cadence(3, True, OURS),
    "legal_advice_urgent": Cadence(0, True, OURS),
    "first_assessment": Cadence(30, False, "CoE Handbook has assessment timelines; the number is ours"),
    "assessment_review": Cadence(180, False, OURS),
    "assessment_trigger": Cadence(10, False, OURS),
    "contribution": Cadence(5, True, OURS),
    "assessment_sign": Cadence(5, True, OURS),
}
"""Days by name (domain section 3.7). A partnership's ``settings["cadences"]`` holds its own figures."""


def cadence(partnership_id: uuid.UUID, name: str) -> Cadence:
    """Return the cadence called ``name`` as the partnership set it, or its default.

    Raises:
        KeyError: no cadence has that name.
    """
    usual = DEFAULTS[name]
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=partnership_id)
    days = (kept or {}).get("cadences", {}).get(name)
    return usual if days is None else Cadence(int(days), usual.working, usual.source)
