"""Cadences: how many days everything may take. Each is a setting of the partnership with a default and its source."""

import uuid
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Partnership


@dataclass(frozen=True, slots=True)
class Cadence:
    """A span of days. ``working``: Monday to Friday only. ``source`` says where the default comes from.

    A partnership may set from ``least`` to ``most`` days.
    """

    label: str | Promise
    days: int
    working: bool
    source: str
    least: int = 1
    most: int = 60


OURS = "ours"
COURSE = "probation breach course"
KEY = "cadences"
"""Where a partnership's ``settings`` hold its own figures."""
YEAR = 366
DEFAULTS: dict[str, Cadence] = {
    "missed_contact_letter": Cadence(_("Letter after a missed contact"), 2, True, COURSE, most=20),
    "missed_contact_explanation": Cadence(_("Time to explain a missed contact"), 6, True, COURSE, most=30),
    "breach_action": Cadence(_("Action on a breach"), 10, True, "Probation Circular 43/2004 (historic)"),
    "breach_window": Cadence(
        _("Failures that count together"), 365, False, "CJA 2003 sch. 8 para 5: twelve months", 30, 1100
    ),
    "court_report": Cadence(_("Report to the court, unless the order says its own"), 90, False,
                            "Spain art. 83.4: at least quarterly for some conditions", 14, YEAR),
    "pre_release_report": Cadence(_("Pre-release report, before the release"), 60, False, OURS, 7, YEAR),
    "report_check": Cadence(_("Words to check in a report"), 5, True, OURS),
    "countersign": Cadence(_("Report to countersign"), 2, True, OURS),
    "first_plan": Cadence(_("First plan, from the order or the beginning of the work"), 20, True, OURS),
    "plan_review": Cadence(_("Plan review, from the plan or the last review"), 90, False, OURS, 7, YEAR),
    "plan_stale": Cadence(_("Plan is stale, after its review was due"), 14, False, OURS),
    "plan_approval": Cadence(_("Plan to approve"), 5, True, OURS),
    "unblock": Cadence(_("Something to unblock"), 5, True, OURS),
    "network_before_release": Cadence(
        _("Support network, before the release"), 182, False, "toolkit L188: six months", 14, 730
    ),
    "order_ends_ahead": Cadence(_("End of an order, told before"), 60, False, OURS, 7, YEAR),
    "sign_conditions": Cadence(
        _("The person signs the conditions"), 10, False, "Italian DPR 230/2000 art. 97: ten days"
    ),
    "notification": Cadence(_("Tell the person of a disclosure"), 5, True, OURS),
    "legal_advice": Cadence(_("Question to the legal advisers"), 3, True, OURS, most=20),
    "legal_advice_urgent": Cadence(_("Urgent question to the legal advisers; 0 is the same day"), 0, True, OURS, 0, 3),
    "duty_receipt": Cadence(_("Duty report to acknowledge"), 1, True, OURS, most=5),
    "deferral_review": Cadence(_("Deferral to look at again"), 30, False, OURS),
    "deferral_second": Cadence(_("Deferral that the legal adviser approves too, beyond"), 90, False, OURS, 7, 90),
    "deferral_longest": Cadence(_("Deferral, at the most"), 180, False, OURS, 7, YEAR),
    "request_answer": Cadence(_("Answer to a request"), 5, True, OURS, most=30),
    "first_assessment": Cadence(
        _("First assessment"), 30, False, "CoE Handbook has assessment timelines; the number is ours", 5, 180
    ),
    "assessment_review": Cadence(_("Next assessment"), 180, False, OURS, 14, 730),
    "assessment_trigger": Cadence(_("Assessment after an event"), 10, False, OURS),
    "contribution": Cadence(_("Contribution to an assessment"), 5, True, OURS),
    "assessment_sign": Cadence(_("Assessment to countersign"), 5, True, OURS),
    "agreement_review": Cadence(
        _("Review of an agreement, as its form proposes"), 365, False, "ours: ICO asks for a review", 30, 1100
    ),
    "code_renewal": Cadence(
        _("Code of conduct to accept again"), 365, False, "ours: yearly, as agreements are reviewed", 90, 1100
    ),
    "code_renewal_ahead": Cadence(
        _("Code of conduct to accept again, asked before"), 30, False, OURS, 7, 90
    ),
    "retention_review": Cadence(
        _("Retention review while a case is open"), 365, False, "yearly", 30, 1100
    ),
    "rights_request": Cadence(
        _("Answer to what a person asks about their record"), 31, False,
        "one month at the most: GDPR art. 12, national law on the Directive", 7, 31,
    ),
    "contested_fact": Cadence(_("Answer of the agency whose note a person contests"), 10, True, OURS, most=20),
    "correction_told": Cadence(_("Recipients told of what is contested or corrected"), 5, True, OURS, most=15),
    "erasure_told": Cadence(_("Recipients told of what was erased"), 5, True, OURS, most=15),
    "reminders_kept": Cadence(
        _("Reminders kept after what they told of was settled"), 365, False, OURS, 30, 1100
    ),
    "question": Cadence(_("Question to answer"), 5, True, OURS, most=30),
    "emergency_review": Cadence(
        _("Review of emergency access"), 1, True, "one working day", most=5
    ),
    "place_ends_ahead": Cadence(_("End of a guest's place, told before"), 14, False, OURS),
}  # fmt: skip
"""Days by name (domain section 3.7). A partnership's ``settings["cadences"]`` holds its own figures."""
ERASE_KEY = "erase_after_months"
ERASE_SOURCE = "LED art. 5 requires limits, not a number: your law says it"
"""Months after closing at which it is asked whether a record is erased. No default: each partnership sets its own."""
FOLLOW_UPS = (6, 12)
"""Months after closing at which somebody looks again, when the partnership says nothing else."""
FOLLOW_UPS_KEY = "follow_up_months"
FOLLOW_UPS_SOURCE = "Calderdale Channel process: 3, 6 and 12 months; 3 is optional"


def cadence(partnership_id: uuid.UUID, name: str) -> Cadence:
    """Return the cadence called ``name`` as the partnership set it, or its default.

    Raises:
        KeyError: no cadence has that name.
    """
    usual = DEFAULTS[name]
    kept = Partnership.objects.values_list("settings", flat=True).get(pk=partnership_id)
    days = (kept or {}).get(KEY, {}).get(name)
    return usual if days is None else replace(usual, days=int(days))
