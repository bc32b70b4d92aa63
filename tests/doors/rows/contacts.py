"""Doors of contacts, incidents, exposure and signs."""

from __future__ import annotations

from typing import Any

from tests.doors.door import (
    ASK_COORDINATOR,
    BY_COORDINATOR,
    SEEN,
    SEEN_BY_ALL,
    WRITTEN,
    Build,
    Door,
    of_case,
)
from tests.doors.stage import Stage, in_days

BY_WRITERS = "303: inside; 404: outside; 403: chair rescuer"
OF_PROBATION = "403: inside; 404: outside; 200: supervisor; 404: mentor"
RECORDED = "403: inside; 404: outside; 303: supervisor; 404: mentor"
PLANNED = "403: inside; 404: outside; 200: supervisor; 404: teacher mentor chair"
MOVED = "403: inside; 404: outside; 303: supervisor; 404: teacher mentor chair"
FOLLOWED = "403: inside; 404: outside; 200: supervisor manager; 404: mentor"
BY_LEADS = "403: inside; 404: outside; 303: supervisor manager; 404: mentor"
READ_WORDS = "200: inside; 404: outside; 404: mentor"


def _contact(of: str) -> Build:
    return lambda s: {"contact": s.more[of].pk}


def new_contact(_s: Stage) -> dict[str, Any]:
    """A contact as typed."""
    return {
        "kind": "person", "attended": "yes", "on": in_days(-1), "at": "10:00", "setting": "community",
        "mode": "telephone", "words": "They spoke at noon.",
    }  # fmt: skip


def _plan(_s: Stage) -> dict[str, Any]:
    return {
        "kind": "person", "on": in_days(4), "at": "10:00", "setting": "community", "mode": "telephone",
        "version": "1",
    }  # fmt: skip


def _change(_s: Stage) -> dict[str, Any]:
    return {"attended": "late", "setting": "community", "mode": "telephone", "version": "1"}


def _draft(_s: Stage) -> dict[str, Any]:
    return {"words": "They met", "draft_version": "0"}


def _event(**more: str) -> Build:
    return lambda _s: {"on": in_days(-1), "setting": "community", "words": "It was seen at noon.", **more}


def _rule(situation: str) -> Build:
    return lambda _s: {"situation": situation, "channel": "manager", "recipient": "The case manager", "within": "now",
                       "places": ["note"], "is_active": "on", "version": "1"}  # fmt: skip


def _sign(code: str) -> Build:
    return lambda _s: {"code": code, "sign_class": "risk_factor", "label": "Sleeps badly", "is_active": "on",
                       "version": "1"}  # fmt: skip


API_WRITTEN = "201: inside; 404: outside; 403: chair rescuer"


def _api_words() -> dict[str, Any]:
    return {
        "kind": "contact", "occurred_on": in_days(-1), "nature": "fact", "handling": "team", "title": "A visit",
        "full": "They met at noon.", "summary": "They met.",
    }  # fmt: skip


def _api_held(_s: Stage) -> dict[str, Any]:
    return {"kind": "person", "attended": "yes", "happened_at": f"{in_days(-1)}T10:00:00+00:00", "note": _api_words()}


ROWS: dict[str, Door] = {
    "contact_list": Door(get=SEEN, args=of_case),
    "contact_new": Door(get=WRITTEN, post=BY_WRITERS, args=of_case, form=new_contact),
    "contact_plan": Door(get=WRITTEN, post=BY_WRITERS, args=of_case, form=_plan),
    "contact_audience": Door(post=WRITTEN, args=of_case, form=new_contact),
    "contact_draft": Door(post=WRITTEN, args=of_case, form=_draft),
    "contact_detail": Door(get=READ_WORDS, args=_contact("missed")),
    "contact_record": Door(get=PLANNED, post=MOVED, args=_contact("planned"), form=new_contact),
    "contact_record_draft": Door(post=PLANNED, args=_contact("planned"), form=_draft),
    "contact_edit": Door(get=OF_PROBATION, post=RECORDED, args=_contact("missed"), form=_change),
    "contact_letter": Door(get=FOLLOWED, post=BY_LEADS, args=_contact("missed"),
        form=lambda _s: {"sent_on": in_days(0), "delivery": "letter"}),
    "contact_explained": Door(get=FOLLOWED, post=BY_LEADS, args=_contact("missed"),
        form=lambda _s: {"came_on": in_days(0), "words": "The bus broke down.", "accepted": "no", "court_tier": "0"}),
    "event_list": Door(get=SEEN, args=of_case),
    "exposure_trend": Door(get=SEEN, args=of_case),
    "api_exposure_trend": Door(get=SEEN, args=of_case, json=True),
    "incident_new": Door(get=WRITTEN, post=BY_WRITERS, args=of_case, form=_event(kind="online")),
    "exposure_new": Door(get=WRITTEN, post=BY_WRITERS, args=of_case,
        form=_event(by="online", offer="company", response="refused", counter_offer="A club")),
    "sign_new": Door(get=WRITTEN, post=BY_WRITERS, args=of_case,
        form=lambda s: {**_event()(s), "entry": s.more["entry"].pk}),
    "event_draft": Door(post=WRITTEN, args=lambda s: {**of_case(s), "what": "sign"}, form=_draft),
    "sign_list": Door(get=SEEN_BY_ALL),
    "sign_entry_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, form=_sign("R77")),
    "sign_entry_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=lambda s: {"sign": s.more["entry"].pk},
        form=_sign("R78")),
    "rule_list": Door(get=SEEN_BY_ALL),
    "rule_new": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, form=_rule("Somebody is missing")),
    "rule_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=lambda s: {"rule": s.more["rule"].pk},
        form=_rule("Somebody is threatened")),
    "calendar": Door(get=SEEN_BY_ALL),
    "calendar_feed": Door(get=SEEN_BY_ALL, post="302: all", form=lambda _s: {"name": "work telephone"}),
    "calendar_feed_end": Door(post="404: all; 303: supervisor", args=lambda s: {"token": s.more["feed_id"]}),
    "calendar_ics": Door(get="200: everybody", args=lambda s: {"token": s.more["feed"]}),
    "api_case_contacts": Door(get=SEEN, post=API_WRITTEN, args=of_case, json=True,
        form=lambda _s: {"kind": "person", "planned_for": f"{in_days(4)}T10:00:00+00:00"}),
    "api_case_contacts_held": Door(post=API_WRITTEN, args=of_case, form=_api_held, json=True),
    "api_contact": Door(get=READ_WORDS, args=_contact("missed"), json=True),
    "api_contact_letter": Door(post=BY_LEADS.replace("303", "201"), args=_contact("missed"), json=True,
        form=lambda _s: {"sent_on": in_days(0), "delivery": "letter"}),
    "api_contact_explanation": Door(post=BY_LEADS.replace("303", "201"), args=_contact("missed"), json=True,
        form=lambda _s: {"came_on": in_days(0), "words": "The bus was late.", "accepted": False}),
    "api_contact_record": Door(post=PLANNED.replace("200", "201"), args=_contact("planned"), form=_api_held, json=True),
    "api_case_incidents": Door(get=SEEN, post=API_WRITTEN, args=of_case, json=True,
        form=lambda _s: {"kind": "online", "note": _api_words()}),
    "api_case_exposures": Door(get=SEEN, post=API_WRITTEN, args=of_case, json=True,
        form=lambda _s: {"by": "online", "offer": "company", "response": "refused", "counter_offer": "A club",
            "note": _api_words()}),
    "api_case_signs": Door(get=SEEN, post=API_WRITTEN, args=of_case, json=True,
        form=lambda s: {"entry": str(s.more["entry"].pk), "note": _api_words()}),
    "api_signs": Door(get=SEEN_BY_ALL, json=True),
    "api_rules": Door(get=SEEN_BY_ALL, json=True),
}  # fmt: skip
