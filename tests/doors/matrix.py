"""Every door: how to knock at it lawfully, and what each member of the cast is answered.

A row's ``get`` and ``post`` say ``status: names; ...``; ``rest`` stands for everybody who is not named. ``nobody`` is
the visitor who is not signed in. An address without a row fails, and so does a row without an address.
"""

from __future__ import annotations

from typing import Any

from tests.agencies.helpers import agency_form, agreement_form, member_form
from tests.doors.door import (
    ANSWERED,
    ASK_AUTHORS,
    ASK_COORDINATOR,
    ASK_MANAGERS,
    ASK_OTHERS,
    BY_AUTHORS,
    BY_COORDINATOR,
    BY_MANAGERS,
    BY_REVIEWERS,
    EDITED,
    OWN,
    PUBLIC,
    READ,
    REVIEWED,
    SEEN,
    SEEN_BY_ALL,
    WRITTEN,
    Build,
    Door,
    of_case,
)
from tests.doors.rows import (
    advice,
    assessments,
    breaches,
    closings,
    contacts,
    contested,
    duty,
    erasing,
    leaks,
    lessons,
    orders,
    plans,
    proposals,
    publications,
    reminders,
    reports,
    requests,
    restrictions,
    reviews,
    rights,
    telling,
    timeline,
)
from tests.doors.stage import PASSWORD, Stage, in_days

_case = of_case


def _note(handling: str = "team") -> Build:
    return lambda s: {"note": s.notes[handling].pk}


def _place(s: Stage) -> dict[str, Any]:
    return {**_case(s), "place": s.officers_place.pk}


def _agency(s: Stage) -> dict[str, Any]:
    return {"agency": s.college.pk}


def _member(s: Stage) -> dict[str, Any]:
    return {"membership": s.analyst.pk}


def _agreement(s: Stage) -> dict[str, Any]:
    return {"agreement": s.agreement.pk}


def _standing_at(name: str) -> Build:
    return lambda s: {"agreement": s.more[name].pk}


def _access(s: Stage) -> dict[str, Any]:
    return {"access": s.access.pk}


def _version(row: str, **more: Any) -> Build:
    return lambda s: {"version": getattr(s, row).version, **more}


def _new_note(_s: Stage) -> dict[str, Any]:
    return {
        "kind": "contact", "occurred_on": in_days(-1), "title": "A visit", "full": "They met at noon.",
        "summary": "They met.", "gist": "Contact is kept.", "action": "Keep the appointment.", "nature": "fact",
        "handling": "team", "secrecy": "none", "released_tier": "4", "reason": "A word was missing.",
    }  # fmt: skip


def _api_note(_s: Stage) -> dict[str, Any]:
    return {
        "kind": "contact", "occurred_on": in_days(-1), "nature": "fact", "handling": "team", "title": "A visit",
        "full": "They met at noon.", "summary": "They met.",
    }  # fmt: skip


def _new_case(_s: Stage) -> dict[str, Any]:
    return {
        "given_name": "Nela", "family_name": "Testova", "born_on_day": "1", "born_on_month": "2",
        "born_on_year": "2001",
        "neutral_title": "Willow", "purpose": "reintegration", "next_review_on": in_days(30),
    }  # fmt: skip


def _edit_case(s: Stage) -> dict[str, Any]:
    return {"stage": "plan", "next_review_on": in_days(40), "version": s.case.version}


def _new_place(s: Stage) -> dict[str, Any]:
    return {
        "membership": s.spare.pk, "kind": "permanent", "purpose": "reintegration", "decision": "Panel of today",
    }  # fmt: skip


def _sign(s: Stage) -> dict[str, Any]:
    return {"version": s.offered.version, "agency": s.police.pk, "signatory": "A. Head", "signed_on": in_days(0)}


def _edit_agency(s: Stage) -> dict[str, Any]:
    return agency_form(name=s.college.name, code=s.college.code, version=s.college.version)


def _edit_member(s: Stage) -> dict[str, Any]:
    return {"position": s.analyst.position_id, "duties": [], "ends_on": "", "version": s.analyst.version}


def _edit_agreement(s: Stage) -> dict[str, Any]:
    return agreement_form(s.police, s.charity, version=s.proposed.version)


DOORS: dict[str, Door] = {
    # the ground: open to all
    "healthz": Door(get=PUBLIC),
    "readyz": Door(get="503: everybody"),
    "about": Door(get=PUBLIC),
    "accessibility": Door(get=PUBLIC),
    "theme_set": Door(post="303: everybody", form=lambda _s: {"theme": "dark"}),
    "session_state": Door(get=PUBLIC),
    # one's own account
    "account_login": Door(get="302: all; 200: nobody", post="302: all; 200: nobody",
        form=lambda _s: {"login": "nobody@example.org", "password": "wrong"}),
    "account_logout": Door(get=OWN, post="302: all; 302: nobody"),
    "account_signup": Door(get="302: all; 200: nobody", post="302: all; 200: nobody",
        form=lambda _s: {"email": "x@example.org", "password1": "a b c d e f g"}),
    "account_inactive": Door(get=PUBLIC),
    "account_reauthenticate": Door(get=OWN, post="302: all; 302: nobody", form=lambda _s: {"password": PASSWORD}),
    "account_change_password": Door(get=OWN, post="200: all; 200: newcomer; 302: nobody", form=lambda _s: {
        "oldpassword": "wrong", "password1": "fifteen calm otters", "password2": "fifteen calm otters"}),
    "usersessions_list": Door(get=OWN, post="302: all; 302: nobody"),
    "my_account": Door(get=OWN),
    "acting_for": Door(get=OWN, post="303: all; 303: newcomer", form=lambda s: {"membership": s.me.pk}),
    "api_tokens": Door(get=SEEN_BY_ALL, post="302: all", form=lambda _s: {"name": "for a test", "days": "30"}),
    "api_token_revoke": Door(post="404: all; 303: supervisor", args=lambda s: {"token": s.token}),
    "first_password": Door(
        get="303: everybody", post="303: everybody", args=lambda s: {"uidb64": s.uid, "token": s.link},
        form=lambda _s: {"password": "eleven quiet herons", "again": "eleven quiet herons"},
    ),
    "code_of_conduct": Door(get=OWN, post="303: all; 303: newcomer; 422: stranger",
        form=lambda s: {"code": s.code.pk}),
    # one's own work
    "my_work": Door(get=SEEN_BY_ALL),
    "case_list": Door(get=SEEN_BY_ALL),
    "shared_with_us": Door(get=SEEN_BY_ALL),
    "explain": Door(get=OWN, post="200: all; 200: newcomer; 403: teacher mentor chair rescuer",
        form=lambda s: {"email": s.officer.user.email, "about": s.case.reference}),
    "emergency_new": Door(get="403: all; 200: rescuer duty", post="403: all; 422: rescuer; 303: duty",
        form=lambda s: {
        "reference": s.case.reference, "reason": "Danger to life, said by telephone", "hours": "1"}),
    "emergency_end": Door(post="404: all; 303: rescuer", args=_access),
    "emergency_review": Door(get=REVIEWED, post=BY_REVIEWERS, args=_access,
        form=lambda _s: {"finding": "It was right to ask."}),
    "deadline_done": Door(post="303: inside; 404: outside; 404: teacher mentor chair; 403: rescuer",
        args=lambda s: {"deadline": s.due.pk}),
    # a case
    "case_new": Door(get="200: all; 403: mentor", post="303: all; 403: mentor", form=_new_case),
    "case_overview": Door(get=SEEN, args=_case),
    "case_contact": Door(get="200: inside; 404: outside; 403: teacher mentor chair", args=_case),
    "case_edit": Door(get="200: inside; 404: outside; 403: teacher mentor chair rescuer", post=EDITED, args=_case,
        form=_edit_case),
    "case_move": Door(get=ASK_MANAGERS, post=BY_MANAGERS, args=_case, form=lambda s: {
        "status": "paused", "reason": "In custody for now", "version": s.case.version}),
    "case_team": Door(get=SEEN, args=_case),
    "place_give": Door(get=ASK_MANAGERS, post=BY_MANAGERS, args=_case, form=_new_place),
    "place_end": Door(get=ASK_MANAGERS, post=BY_MANAGERS, args=_place,
        form=lambda _s: {"reason": "The work is done"}),
    "place_appoint": Door(get=ASK_MANAGERS, post=BY_MANAGERS, args=_place, form=lambda _s: {
        "role": "case_manager", "decision": "Panel of today"}),
    "place_facilitate": Door(get="403: inside; 404: outside; 200: manager",
        post="403: inside; 404: outside; 303: manager", args=_place, form=lambda _s: {"named": "no"}),
    "place_shares": Door(get="403: inside; 404: outside; 200: officer", post="403: inside; 404: outside; 303: officer",
        args=_case, form=lambda _s: {"shares": "The language."}),
    "case_access": Door(get=ASK_MANAGERS, args=_case),
    "case_access_csv": Door(get=ASK_MANAGERS, args=_case),
    # notes
    "note_list": Door(get=SEEN, args=_case),
    "note_new": Door(get=WRITTEN, post="303: inside; 404: outside; 422: clinician; 403: chair rescuer", args=_case,
        form=_new_note),
    "note_audience": Door(post=WRITTEN, args=_case, form=_new_note),
    "note_draft": Door(post="200: inside; 404: outside; 409: supervisor; 403: chair rescuer", args=_case,
        form=lambda _s: {"full": "They met", "draft_version": "0"}),
    "note_detail": Door(get=READ, args=_note()),
    "note_correct": Door(get=ASK_AUTHORS, post=BY_AUTHORS, args=_note(), form=_new_note),
    "note_correct_draft": Door(post=ASK_AUTHORS, args=_note(),
        form=lambda _s: {"full": "They met", "draft_version": "0"}),
    "note_withdraw": Door(get=ASK_AUTHORS, post=BY_AUTHORS, args=_note(),
        form=lambda _s: {"reason": "It was about somebody else."}),
    "note_contest": Door(get=ASK_OTHERS, post=ANSWERED, args=_note(), form=lambda _s: {"text": "It was another day."}),
    "note_clear": Door(get=READ, post=BY_AUTHORS, args=_note(), form=lambda _s: {"court_tier": "3"}),
    "note_release": Door(get=ASK_AUTHORS, post=BY_AUTHORS, args=_note(),
        form=lambda _s: {"tier": "3", "reason": "R", "seen": "3:0"}),
    "note_minutes": Door(get=ASK_AUTHORS, post=BY_AUTHORS, args=_note(), form=lambda _s: {"tier": "2", "reason": "R"}),
    "case_minutes": Door(get="200: inside; 404: outside; 403: teacher mentor", args=_case),
    "note_respond": Door(post=ANSWERED, args=_note(), form=lambda _s: {"kind": "read"}),
    "trail": Door(get=SEEN_BY_ALL),
    # agencies
    "agency_list": Door(get=SEEN_BY_ALL),
    "agency_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, form=lambda _s: agency_form(status="in_talks")),
    "agency_detail": Door(get="200: all; 404: stranger", args=_agency),
    "agency_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agency, form=_edit_agency),
    "agency_status": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agency,
        form=_version("college", status="left", reason="It closed")),
    "member_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agency,
        form=lambda s: member_form(s.officer.position)),
    "member_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_member, form=_edit_member),
    "member_end": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_member,
        form=_version("analyst", reason="They moved on")),
    "member_account": Door(post=BY_COORDINATOR, args=_member,
        form=lambda _s: {"active": "", "reason": "They moved on"}),
    "member_password_link": Door(get=ASK_COORDINATOR, post=ASK_COORDINATOR, args=_member),
    "agreement_list": Door(get="200: all; 403: mentor"),
    "agreement_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR,
        form=lambda s: agreement_form(s.police, s.charity)),
    "agreement_detail": Door(get="200: all; 403: mentor; 404: stranger", args=_agreement),
    "agreement_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_standing_at("proposed"),
        form=_edit_agreement),
    "agreement_offer": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_standing_at("proposed"),
        form=_version("proposed")),
    "agreement_sign": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_standing_at("offered"), form=_sign),
    "agreement_join": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agreement, form=lambda s: {
        "version": s.agreement.version, "agency": s.port.pk}),
    "agreement_leave": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agreement, form=lambda s: {
        "version": s.agreement.version, "agency": s.college.pk, "reason": "It closed"}),
    "agreement_suspend": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agreement,
        form=_version("agreement", reason="A leak")),
    "agreement_resume": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_standing_at("paused"),
        form=_version("paused", reason="Mended")),
    "agreement_renew": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agreement, form=_version(
        "agreement", ends_on=in_days(400), review_on=in_days(200), reason="Panel of today")),
    "agreement_terminate": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=_agreement,
        form=_version("agreement", reason="It is over")),
    "code_versions": Door(get="403: all; 403: newcomer; 200: coordinator"),
    "code_publish": Door(get="403: all; 403: newcomer; 200: coordinator",
        post="403: all; 403: newcomer; 303: coordinator",
        form=lambda _s: {"text": "We ask first.", "begins_on": in_days(3)}),
    # the programming interface
    "api_schema": Door(get=OWN, json=True),
    "api_nothing": Door(get="404: all", json=True),
    "api_cases": Door(get=SEEN_BY_ALL, json=True),
    "api_case": Door(get=SEEN, args=_case, json=True),
    "api_case_team": Door(get=SEEN, args=_case, json=True),
    "api_case_deadlines": Door(get=SEEN, args=_case, json=True),
    "api_case_notes": Door(get=SEEN, post="201: inside; 404: outside; 403: chair rescuer", args=_case,
        form=_api_note, json=True),
    "api_note_audience": Door(post=WRITTEN, args=_case, form=_api_note, json=True),
    "api_note": Door(get=READ, args=_note(), json=True),
    "api_note_release": Door(post="403: inside; 404: outside; 201: supervisor; 404: mentor", args=_note(), json=True,
        form=lambda _s: {"tier": "summary", "companions": False, "reason": "R"}),
    "api_note_release_audience": Door(post="403: inside; 404: outside; 200: supervisor; 404: mentor", args=_note(),
        form=lambda _s: {"tier": "summary", "companions": False}, json=True),
    "api_note_minutes": Door(post="403: inside; 404: outside; 201: supervisor; 404: mentor", args=_note(), json=True,
        form=lambda _s: {"tier": "gist", "reason": "R"}),
    "api_minutes": Door(get="200: inside; 404: outside; 403: teacher mentor", args=_case, json=True),
    "api_note_responses": Door(post="201: inside; 404: outside; 422: supervisor; 404: mentor; 403: chair rescuer",
        args=_note(), form=lambda _s: {"kind": "read"}, json=True),
    "api_deadlines": Door(get=SEEN_BY_ALL, json=True),
    "api_deadlines_mine": Door(get=SEEN_BY_ALL, json=True),
    "api_agencies": Door(get=SEEN_BY_ALL, json=True),
    "api_agency": Door(get="200: all; 404: stranger", args=_agency, json=True),
    "api_agreements": Door(get="200: all; 403: mentor", json=True),
    "api_agreement": Door(get="200: all; 403: mentor; 404: stranger", args=_agreement, json=True),
    # supervision, plan and court report
    **orders.ROWS,
    **contacts.ROWS,
    **breaches.ROWS,
    **plans.ROWS,
    **closings.ROWS, **lessons.ROWS,
    **closings.ROWS,
    **telling.ROWS,
    **timeline.ROWS,
    **reports.ROWS,
    **duty.ROWS,
    **leaks.ROWS,
    **publications.ROWS,
    **reminders.ROWS,
    **assessments.ROWS,
    **requests.ROWS,
    **reviews.ROWS,
    **advice.ROWS,
    **rights.ROWS,
    **contested.ROWS,
    **restrictions.ROWS,
    **erasing.ROWS,
    **proposals.ROWS,
}  # fmt: skip
