"""What every page is told about whoever acts: where they may go, for whom they act, emergency access running."""

import functools

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.choices import Duty
from casework.queries.headline import headline
from ui.items import NavItem

PLAN_PAGES = (
    "plan", "plan_version", "plan_edit", "safety_edit", "plan_step", "plan_versions", "plan_compare", "plan_sheet",
    "objective_new", "objective_edit", "objective_move", "action", "action_new", "action_edit", "intervention",
    "intervention_new", "intervention_edit", "session_new", "network", "network_new", "network_edit", "ending_new",
    "ending_edit", "achievement_new",
)  # fmt: skip
BREACH_PAGES = (
    "breach_list", "breach_new", "breach_detail", "breach_proof", "breach_ask", "breach_explanation", "breach_weigh",
    "breach_warn", "breach_propose", "breach_refer", "breach_hearing", "breach_heard", "breach_outcome", "breach_end",
    "breach_term", "breach_drop", "breach_term_drop", "decision_list", "decision_record", "decision_detail",
    "decision_position",
)  # fmt: skip
ASSESSMENT_PAGES = (
    "assessment_list", "assessment_new", "assessment", "assessment_ask", "assessment_consensus", "assessment_sign",
    "assessment_countersign", "assessment_correct", "assessment_section", "formulation", "judgement", "scenario_new",
    "scenario_edit", "gap_new", "gap_close", "dissent_new", "contribution", "contribution_section",
    "contribution_hand_in", "contribution_nothing", "assessment_change", "assessment_compare", "assessment_court",
    "external_list", "external_new", "external_correct", "review_list", "review_new", "review", "review_edit",
    "review_hold", "feedback_new",
)  # fmt: skip
AGENCY_PAGES = (
    "agency_list", "agency_detail", "agency_new", "agency_edit", "agency_status", "member_new", "member_edit",
    "member_end", "member_account", "member_password_link", "agreement_list", "agreement_new", "agreement_detail",
    "agreement_edit", "agreement_offer", "agreement_sign", "agreement_join", "agreement_leave", "agreement_suspend",
    "agreement_resume", "agreement_renew", "agreement_terminate", "code_versions", "code_publish", "court_list",
    "court_new", "court_edit", "order_type_new", "order_type_edit", "sign_list", "sign_entry_new", "sign_entry_edit",
    "rule_list", "rule_new", "rule_edit",
    "timing_list", "timing_edit", "timing_hours", "timing_span", "timing_follow_ups", "timing_erasing",
    "reminder_desk",
    "reminder_mail_noted", "instrument_list", "instrument", "instrument_shipped", "instrument_use",
    "symmetry", "agreement_gaps",
)  # fmt: skip
PAGES = {
    "my_work": ("my_work", "forecast"),
    "reminder_list": ("reminder_list", "reminder_snooze", "reminder_done", "deadline_done"),
    "case_list": (
        "action_done", "case_list", "case_new", "case_overview", "case_edit", "case_move", "case_contact",
        "case_team", "place_give",
        "place_end", "place_appoint", "place_facilitate", "place_shares", "case_access", "family_contact",
        "note_respond", "note_list", "note_new", "note_detail", "note_correct",
        "note_withdraw", "note_contest", "emergency_review", "contact_list", "contact_new", "contact_plan",
        "contact_detail", "contact_record", "contact_edit", "contact_letter", "contact_explained", "event_list",
        "incident_new", "exposure_trend", "shared_sheet", "disclosure_told", "exposure_new", "sign_new",
        "order_list", "order_new", "decision_new", "condition_propose", "condition_set_aside", "custody_new",
        "custody_edit", "timeline", "case_ledger", "case_ledger_whole", "case_ledger_file",
        "advice_list", "advice_new", "leak_list", "leak_new", "publication_list", "publication_propose",
        "proposal_list", "proposal_new", "proposal_detail", "proposal_edit",
        "proposal_hand_in", "proposal_decide", "proposal_made", "proposal_received", "proposal_close",
        "proposal_withdraw", "proposal_doubt",
        "disclosure_detail", "deferral_new", "duty_list", "duty_new", "duty_detail", "duty_correct",
        "request_list", "request_new", "request_detail", "request_answer", "request_effect",
        "plan_new", "note_clear", "note_release", "note_minutes", "case_minutes",
        "closing", "outcome_new", "result_sheet", "follow_up", "lesson_new",
        "telling", "notice_deferral", "notice_new", "consent_new",
        "rights_list", "rights_new", "rights_detail", "rights_identity", "rights_extend", "rights_decide",
        "rights_file", "rights_assemble", "rights_keep_out", "rights_hand_in", "rights_review", "rights_hand_over",
        "rights_copy", "rights_contest", "contested_detail", "contested_answer", "contested_recipient",
        "correction_tell", "rights_restrict", "restriction_detail", "restriction_go_on", "restriction_lift",
        "retention", "retention_new", "erasure_new",
        *PLAN_PAGES,
        *BREACH_PAGES,
        *ASSESSMENT_PAGES,
    ),
    "calendar": ("calendar", "calendar_feed", "calendar_feed_end"),
    "report_queue": (
        "report_queue", "report_list", "report_new", "report_detail", "report_changes", "report_edit",
        "report_preview",
        "report_check", "report_acknowledge", "report_ask", "report_correct", "report_countersign", "report_give_up",
        "report_objection", "report_refresh", "report_return", "report_send", "report_sign", "report_told",
    ),
    "shared_with_us": ("shared_with_us",),
    "lesson_list": ("lesson_list", "lesson_weigh", "lesson_withdraw", "outcomes", "evaluation_file"),
    "agency_list": AGENCY_PAGES,
    "explain": ("explain",),
    "trail": ("trail",),
    "emergency_new": ("emergency_new", "emergency_end"),
}  # fmt: skip
"""Entries of the main navigation, each with the pages that belong to it."""
DESKS = {
    "request_inbox": ("request_inbox", "request_review", "agency_ledger", "agency_ledger_file"),
    "proposal_queue": ("proposal_queue",),
    "duty_inbox": ("duty_inbox", "duty_received"),
    "deferral_list": ("deferral_list", "deferral_detail", "deferral_decide", "deferral_end", "deferral_review"),
    "partnership_ledger": ("partnership_ledger",),
    "advice_desk": ("advice_desk", "advice_detail", "advice_answer"),
    "leak_desk": ("leak_desk", "leak_detail", "leak_step"),
    "rights_desk": ("rights_desk",),
    "publication_desk": (
        "publication_desk",
        "publication_new",
        "publication_detail",
        "publication_change",
        "publication_step",
    ),
    "hold_desk": ("hold_desk", "hold_new", "hold_detail", "hold_step"),
    "erasure_desk": ("erasure_desk", "erasure_detail", "erasure_decide", "erasure_withdraw", "erasure_tell"),
}
"""Desks of the exchange between agencies, each with its pages; one entry of the main navigation leads to them."""


def acting(request: HttpRequest) -> dict[str, object]:
    """Context processor: navigation, agency acted for, emergency access. Nothing for whoever is not signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not getattr(request, "in_standing", False):
        return {"acting_for": actor.agency_name if actor else ""}
    head = functools.cache(lambda: headline(actor))
    return {
        "acting_for": actor.agency_name,
        # asked for only by a page that shows it: pages of errors are drawn without the database
        "main_nav": SimpleLazyObject(lambda: _navigation(request, actor, head().reminders)),
        "desks": SimpleLazyObject(lambda: _desks(request, actor)),
        "emergency": SimpleLazyObject(lambda: head().emergency),
    }


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name if match else None) or ""


def _desks(request: HttpRequest, actor: Actor) -> list[NavItem]:
    """The desks among which the page is one; none elsewhere, and none where there is no choice."""
    here, labels = _here(request), _desk_labels(actor)
    if len(labels) < 2 or not any(here in DESKS[name] for name in labels):
        return []
    return [NavItem(reverse(name), label, here in DESKS[name]) for name, label in labels.items()]


def _desk_labels(actor: Actor) -> dict[str, str]:
    labels = {} if actor.is_companion else {"request_inbox": _("Requests")}
    if actor.has_duty(Duty.CHAIR):
        labels["proposal_queue"] = _("Disclosures to decide")
    labels["duty_inbox"] = _("Duty reports")  # open to every member, whatever the agreements say
    if any(actor.has_duty(duty) for duty in (Duty.CHAIR, Duty.COORDINATOR, Duty.LEGAL)):
        labels["deferral_list"] = _("Told later")
    if actor.has_duty(Duty.LEGAL):
        labels["advice_desk"] = _("Legal advice")
        labels["partnership_ledger"] = _("Partnership ledger")
    if actor.has_duty(Duty.CHAIR) or actor.has_duty(Duty.LEGAL):
        labels["leak_desk"] = _("Leaks")
    if any(actor.has_duty(duty) for duty in (Duty.CHAIR, Duty.COORDINATOR, Duty.LEGAL)):
        labels["rights_desk"] = _("Rights of persons")
    if not (actor.is_companion or actor.is_guest):
        labels["publication_desk"] = _("For the public")
    if actor.has_duty(Duty.CHAIR) or actor.has_duty(Duty.LEGAL):
        labels["hold_desk"] = _("Legal holds")
        labels["erasure_desk"] = _("Erasures")
    return labels


def _navigation(request: HttpRequest, actor: Actor, reminders: int) -> list[NavItem]:
    labels = {
        "my_work": _("My work"), "reminder_list": _("Reminders"), "case_list": _("Cases"), "calendar": _("Calendar"),
    }  # fmt: skip
    if not (actor.is_companion or actor.is_guest):  # without a permanent place no report is theirs to read or check
        labels["report_queue"] = _("Reports")
    if not actor.is_companion:
        labels["shared_with_us"] = _("Shared with us")
    desks = _desk_labels(actor)
    first = next(iter(desks))
    labels[first] = _("Exchange") if len(desks) > 1 else desks[first]
    if not actor.is_companion:
        labels["agency_list"] = _("Agencies")
    if not (actor.is_companion or actor.is_guest):
        labels["lesson_list"] = _("Lessons")
    labels["explain"] = _("Who sees what")
    if actor.has_duty(Duty.LEGAL):
        labels["trail"] = _("Trail")
    if actor.has_duty(Duty.EMERGENCY):
        labels["emergency_new"] = _("Emergency access")
    here, counts = _here(request), {"reminder_list": reminders or None}
    belongs = {**PAGES, first: [page for desk in desks for page in DESKS[desk]]}
    return [NavItem(reverse(name), label, here in belongs[name], counts.get(name)) for name, label in labels.items()]
