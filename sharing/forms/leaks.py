"""Forms of reports of leaks, and of the steps after one."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from agencies.choices import DataCategory
from agencies.forms.base import day, one_of, prose, some_of, text
from casework.forms.contacts import NO_TIME
from casework.forms.once import OnceForm
from sharing.choices import LeakStepKind, LeakVerdict
from sharing.forms.duty_reports import today_at
from sharing.leaking import NewLeak, NewLeakStep
from ui.widgets import ClockInput


class LeakForm(OnceForm):
    """What happened, when it was noticed, what it was, whom it reached, whether somebody is in danger."""

    is_danger = forms.BooleanField(
        label=_("Somebody is in danger now"), required=False,
        help_text=_("Then phone the police first, and fill this in afterwards."),
    )  # fmt: skip
    phoned_at = forms.TimeField(
        label=_("When did you phone, today?"), required=False, widget=ClockInput(), error_messages=NO_TIME,
        help_text=_("Needed if somebody is in danger now."),
    )  # fmt: skip
    phoned_whom = text(_("Whom did you speak to?"), longest=120)
    at_risk = prose(_("Who may be at risk, and of what?"), rows=2, longest=1000)
    what = prose(
        _("What happened?"), _("Write what happened."), rows=4, longest=4000,
        hint=_("How it got out, in short. Do not repeat the words that got out."),
    )  # fmt: skip
    noticed_on = day(_("Noticed on"), _("Enter the day on which it was noticed"))
    noticed_time = forms.TimeField(
        label=_("Noticed at"), widget=ClockInput(), error_messages=NO_TIME,
        help_text=_("The 72 hours for the supervisory authority run from then."),
    )  # fmt: skip
    tier = one_of(
        _("How full was it?"), [(str(tier.value), tier.label) for tier in reversed(Tier) if tier != Tier.NONE],
        missing=_("Choose how full it was"),
    )  # fmt: skip
    kinds = some_of(
        _("What was it about?"), DataCategory.choices, missing=_("Choose what kinds of information it was.")
    )
    reached = prose(_("Who received it?"), _("Write who received it, or that nobody can say."), rows=2, longest=1000)
    measures = prose(
        _("What did you do at once?"),
        rows=2,
        longest=2000,
        hint=_("For example: asked them to delete it."),
    )

    conditionally_required: tuple[str, ...] = ("phoned_at", "phoned_whom")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["noticed_on"].initial, self.fields["noticed_time"].initial = now.date(), f"{now:%H:%M}"

    def new(self) -> NewLeak:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        noticed = timezone.make_aware(dt.datetime.combine(got["noticed_on"], got["noticed_time"]))
        return NewLeak(
            noticed_at=noticed, what=got["what"], tier=Tier(int(got["tier"])), kinds=tuple(got["kinds"]),
            reached=got["reached"], is_danger=got["is_danger"], at_risk=got["at_risk"],
            phoned_at=today_at(got["phoned_at"]), phoned_whom=got["phoned_whom"], measures=got["measures"],
        )  # fmt: skip


LABELS = {
    LeakStepKind.MEASURE: _("What was done?"),
    LeakStepKind.TOLD: _("When and how was the person told, and what did they say?"),
    LeakStepKind.CLOSED: _("What was learned, and what is done otherwise from now on?"),
}
VERDICTS = {
    LeakStepKind.AUTHORITY: (LeakVerdict.TOLD, LeakVerdict.NOT),
    LeakStepKind.PERSON: (LeakVerdict.TELL, LeakVerdict.LATER, LeakVerdict.NOT),
}


class LeakStepForm(OnceForm):
    """One step after a leak: only what goes with its kind is asked."""

    verdict = one_of(_("What do you decide?"), missing=_("Choose what you decide."))
    until_on = day(
        _("By which day?"),
        hint=_("By this day the person is told, or it is decided again. Nothing ends in silence."),
    )
    words = prose(_("Reason"), _("Write it in words; a decision has its reason."), rows=4, longest=2000)

    conditionally_required: tuple[str, ...] = ("until_on",)

    def __init__(self, *args: Any, kind: LeakStepKind, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind in VERDICTS:
            self.fields["verdict"].choices = [(one.value, one.label) for one in VERDICTS[kind]]  # type: ignore[attr-defined]
        else:
            del self.fields["verdict"]
        if kind != LeakStepKind.PERSON:
            del self.fields["until_on"]
        if kind in LABELS:
            self.fields["words"].label = LABELS[kind]

    def new(self) -> NewLeakStep:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        verdict = got.get("verdict")
        return NewLeakStep(
            kind=self.kind, words=got["words"], verdict=LeakVerdict(verdict) if verdict else None,
            until_on=got.get("until_on"),
        )  # fmt: skip
