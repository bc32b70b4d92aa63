"""Words about what falls due."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    AGREEMENT_ENDS = "agreement_ends", _("An agreement ends")
    EMERGENCY_REVIEW = "emergency_review", _("Review of emergency access")
    PLACE_ENDS = "place_ends", _("A guest's place ends")
    CONTACT_PLANNED = "contact_planned", _("Planned contact")
    CONTACT_LETTER = "contact_letter", _("Letter after a missed contact")
    EXPLANATION = "explanation", _("Explanation due from the person")
    BREACH_ACTION = "breach_action", _("Action on a breach")
    HEARING = "hearing", _("Hearing")
    ORDER_ENDS = "order_ends", _("An order ends")
    RELEASE = "release", _("Release from custody")
    SIGN_CONDITIONS = "sign_conditions", _("The person signs the conditions")
    PLAN_REVIEW = "plan_review", _("Plan review")
    PLAN_APPROVAL = "plan_approval", _("Plan to approve")
    ACTION_DUE = "action_due", _("Action")
    UNBLOCK = "unblock", _("Something to unblock")
    REPORT_CHECK = "report_check", _("Words to check in a report")
    COUNTERSIGN = "countersign", _("Report to countersign")
    NOTIFICATION = "notification", _("Tell the person of a disclosure")
    LEGAL_ADVICE = "legal_advice", _("Question to the legal advisers")
    DUTY_RECEIPT = "duty_receipt", _("Duty report to answer")
    DUTY_NOTICE = "duty_notice", _("A duty report was made")
    CONTRIBUTION = "contribution", _("Contribution to an assessment")
    ASSESSMENT_SIGN = "assessment_sign", _("Assessment to countersign")
    REQUEST_ANSWER = "request_answer", _("Answer to a request")
    INFORMATION_GAP = "information_gap", _("Something to find out")
    CODE = "code_acceptance", _("Code of conduct to accept")
    RETENTION = "retention_review", _("Retention review")
    LEAK_DECISION = "leak_decision", _("A leak: decide who is told")
    LEAK_NOTICE = "leak_notice", _("Something reached somebody it should not")
    LEAK_TELL = "leak_tell", _("Tell the person of a leak")
    PUBLICATION = "publication", _("A text for the public to decide")
    PROPOSAL = "proposal_decision", _("A proposed disclosure to decide")
    RIGHTS = "rights_request", _("Answer to what the person asks")
    CONTESTED = "contested_fact", _("Answer: the person contests a note")
    CORRECTION = "correction_told", _("Tell a recipient of what is contested or corrected")
    HOLD = "hold_review", _("Review of a legal hold")
    ERASURE = "erasure_decision", _("An erasure to decide")
    ERASURE_TOLD = "erasure_told", _("Tell a recipient that something was erased")
    RESTRICTION = "restriction_review", _("Review of a restriction")
    SAME_PERSON = "same_person", _("Another case may concern the same person")


MET_BY_HAND = (
    DeadlineKind.NETWORK,
    DeadlineKind.PLACE_ENDS, DeadlineKind.DUTY_NOTICE, DeadlineKind.LEAK_NOTICE, DeadlineKind.SAME_PERSON,
    DeadlineKind.ORDER_ENDS, DeadlineKind.SIGN_CONDITIONS,
)  # fmt: skip
"""Kinds of deadline that a person ticks off; the others are met by the act they wait for."""


class DeadlineState(TextChoices):
    """Whether something is still to be done."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")
