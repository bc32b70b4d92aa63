"""Doors of reminders: one's own list, the times of the partnership, and the desk of its coordinators."""

from typing import Any

from tests.doors.door import ASK_COORDINATOR, BY_COORDINATOR, OWN, SEEN_BY_ALL, Door
from tests.doors.stage import Stage, in_days


def _own(s: Stage) -> dict[str, Any]:
    return {"reminder": s.more["reminder_own"].pk}


def _settings_version(s: Stage) -> int:
    return int(type(s.partnership).objects.get(pk=s.partnership.pk).version)


def _mail(s: Stage) -> dict[str, Any]:
    return {"mail": s.more["mail"].pk}


SET_BY_COORDINATOR = BY_COORDINATOR.replace("303", "201")
ROWS: dict[str, Door] = {
    "reminder_list": Door(get=SEEN_BY_ALL),
    "reminder_snooze": Door(get="404: all; 200: supervisor", post="404: all; 303: supervisor", args=_own,
        form=lambda _s: {"until": in_days(2), "reason": "planned"}),
    "reminder_done": Door(post="404: all; 303: supervisor", args=_own),
    "api_reminders": Door(get=SEEN_BY_ALL, json=True),
    "api_reminder_done": Door(post="404: all; 201: supervisor", args=_own, json=True),
    "api_reminder_later": Door(post="404: all; 201: supervisor", args=_own, json=True,
        form=lambda _s: {"until": in_days(2), "reason": "planned"}),
    "reminder_choice": Door(get=OWN, post="303: all; 303: newcomer", form=lambda _s: {"by": "digest"}),
    "timing_list": Door(get="200: all; 403: mentor"),
    "timing_edit": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=lambda _s: {"kind": "court_report"},
        form=lambda _s: {"ahead": "5", "overdue": "1", "escalate": "2"}),
    "timing_hours": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR,
        form=lambda _s: {"quiet_from": "19:00", "quiet_until": "08:00", "time_zone": "Europe/Lisbon"}),
    "timing_span": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR, args=lambda _s: {"name": "plan_review"},
        form=lambda s: {"days": "60", "version": _settings_version(s)}),
    "timing_erasing": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR,
        form=lambda s: {"months": "60", "version": _settings_version(s)}),
    "timing_follow_ups": Door(get=ASK_COORDINATOR, post=BY_COORDINATOR,
        form=lambda s: {"months": ["3", "12"], "version": _settings_version(s)}),
    "api_times": Door(get="200: all; 403: mentor", json=True),
    "api_times_span": Door(post=SET_BY_COORDINATOR, args=lambda _s: {"name": "plan_review"}, json=True,
        form=lambda s: {"days": 60, "version": _settings_version(s)}),
    "api_times_follow_ups": Door(post=SET_BY_COORDINATOR, json=True,
        form=lambda s: {"months": [3, 12], "version": _settings_version(s)}),
    "api_times_erasing": Door(post=SET_BY_COORDINATOR, json=True,
        form=lambda s: {"months": 60, "version": _settings_version(s)}),
    "api_times_kind": Door(post=SET_BY_COORDINATOR, args=lambda _s: {"kind": "court_report"}, json=True,
        form=lambda _s: {"ahead": 5, "overdue": 1, "escalate": 2}),
    "reminder_desk": Door(get=ASK_COORDINATOR),
    "reminder_mail_noted": Door(post=BY_COORDINATOR, args=_mail),
}  # fmt: skip
