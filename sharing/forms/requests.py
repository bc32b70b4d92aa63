"""Parsers of what people type to ask another agency, to answer, and to narrow a list of requests."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.choices import Tier
from agencies.choices import Purpose
from agencies.forms.base import day, one_of, prose
from casework.choices import OF_SOMETHING_ELSE, NoteKind
from casework.forms.once import OnceForm
from casework.forms.words import WordsForm
from sharing.asking import TIER_OF, NewAnswer, NewRequest
from sharing.choices import AnswerCode, ReleaseBasis
from sharing.queries.request_lines import RequestFilters
from sharing.queries.request_page import AnswerDesk, AskDesk
from ui.forms import PlainForm

TIERS = [(str(tier.value), tier.label) for tier in (Tier.FULL, Tier.SUMMARY, Tier.GIST)]
ABOUT = [(kind.value, kind.label) for kind in NoteKind if kind not in (*OF_SOMETHING_ELSE, NoteKind.COMPANION)]


class AskForm(OnceForm):
    """A request to another agency."""

    asked = one_of(_("Which agency"), missing=_("Choose the agency you ask"))
    question = prose(
        _("What you ask"), _("Write what you ask"), rows=4, longest=1500,
        hint=_("The agency you ask reads this, and the case manager. No more about the person than it needs."),
    )  # fmt: skip
    reason = prose(_("Why you need it"), _("Say why you need it"), rows=2, longest=600)
    purpose = one_of(
        _("What for"), Purpose.choices, missing=_("Choose what it is for"),
        hint=_("An agreement in force between the two agencies must cover it."),
    )  # fmt: skip
    tier = one_of(
        _("How full an answer you need"), TIERS, missing=_("Choose how full an answer you need"),
        hint=_("The least that is enough. A gist says what to do, and no source."),
    )  # fmt: skip
    is_urgent = forms.BooleanField(label=_("Urgent: an answer is needed today"), required=False)
    due_on = day(_("Answer wanted by"), hint=_("Left as it is: as the partnership agreed. Urgent requests: today."))

    def __init__(self, *args: Any, desk: AskDesk, **kwargs: Any):
        first = {"due_on": desk.due_on, "tier": str(Tier.SUMMARY.value), "purpose": Purpose.REINTEGRATION.value}
        if desk.first is not None:
            first |= {"asked": str(desk.first.asked_id), "purpose": desk.first.purpose, "tier": str(desk.first.tier)}
        elif len(desk.agencies) == 1:
            first["asked"] = str(desk.agencies[0].id)
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.first = desk.first
        self.fields["asked"].choices = [(str(one.id), one.name) for one in desk.agencies]  # type: ignore[attr-defined]

    def new(self) -> NewRequest:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        return NewRequest(
            asked=uuid.UUID(got["asked"]), purpose=got["purpose"], tier=int(got["tier"]), question=got["question"],
            reason=got["reason"], is_urgent=got["is_urgent"], due_on=got["due_on"],
            second_to=self.first.pk if self.first else None,
        )  # fmt: skip


class RequestAnswerForm(WordsForm):
    """An answer: one of six, with words of one's own agency where it has some."""

    code = one_of(_("Your answer"), AnswerCode.choices, missing=_("Choose your answer"))
    existing = forms.ChoiceField(
        label=_("A note of your agency that answers it"), required=False,
        help_text=_("Or write the words below: they become a note."),
    )  # fmt: skip
    about = forms.ChoiceField(label=_("What the words are about"), choices=ABOUT, initial=NoteKind.CONVERSATION)
    basis = one_of(_("On what ground it may leave your agency"), ReleaseBasis.choices, missing=_("Choose the ground"))
    reason = prose(_("Why it is refused"), rows=2, longest=600, hint=_("Whoever asked reads this. It is never scored."))
    advice = prose(
        _("What the reader should do or watch for"), rows=2, longest=600,
        hint=_("One line helps where nothing can be said: “call before you visit”. Guests do not read it."),
    )  # fmt: skip
    no_advice = forms.BooleanField(label=_("If you cannot say: there is no advice either"), required=False)

    is_contact = False
    reveals: dict[str, dict[str, str]] = {"code": {"refused": "reason", "cannot_say": "advice"}}

    def __init__(self, *args: Any, answers: AnswerDesk, **kwargs: Any):
        super().__init__(*args, desk=answers.words, **kwargs)
        self._offer("existing", [("", _("None: I write the words")), *answers.notes])
        if answers.is_health:
            self.fields["about"].initial = NoteKind.HEALTH.value
            self.fields["basis"].required = False
        else:
            del self.fields["basis"]
        words = self.fields["words"]
        words.label, words.required = _("Words of the answer"), False
        words.help_text = _("For a full text or a summary. It is the note, and its summary unless you write another.")
        del self.fields["court_tier"]

    def _usual(self, kind: str, secrecy: str, named: tuple[uuid.UUID, ...]) -> tuple[str, tuple[uuid.UUID, ...]]:
        return ("named", named) if named else ("core", ())

    def clean(self) -> dict[str, Any]:
        """Words go with the answer: a gist needs its own, and a full text or a summary some."""
        got: dict[str, Any] = super().clean() or self.cleaned_data
        code = got.get("code")
        if code not in TIER_OF or got.get("existing"):
            return got
        if not got.get("words"):
            self.add_error("words", _("Write the words, or choose a note of your agency."))
        if code == AnswerCode.GIST and not got.get("gist"):
            self.add_error("gist", _("Write the gist: what the reader must know to act."))
        return got

    def new(self) -> NewAnswer:
        """Return what was typed. The form must be valid."""
        got = self.cleaned_data
        note = uuid.UUID(got["existing"]) if got.get("existing") else None
        words = None
        if got["code"] in TIER_OF and note is None:
            words = self.note(got["about"], _now("Answer to a request"), timezone.localdate())
        return NewAnswer(
            code=got["code"], words=words, note=note if got["code"] in TIER_OF else None, reason=got["reason"],
            basis=got.get("basis", ""), action=got["advice"], no_action=got["no_advice"],
        )  # fmt: skip


class EffectForm(PlainForm):
    """What an answer without words does to the plan."""

    text = prose(
        _("Effect on the plan"), _("Say what it does to the plan"), rows=2, longest=600,
        hint=_("What waits, what is done instead. The two agencies and the case manager read it."),
    )  # fmt: skip


class RequestFilterForm(PlainForm):
    """What a list of requests is narrowed by."""

    way = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=[("", _("All")), ("to_us", _("Given to us")), ("by_us", _("Asked by us"))],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("open", _("Open")), ("overdue", _("Overdue")), ("answered", _("Answered"))],
    )  # fmt: skip

    def filters(self) -> RequestFilters:
        """Return the valid filters; odd values are left out."""
        self.is_valid()
        return RequestFilters(self.cleaned_data.get("way", ""), self.cleaned_data.get("state", ""))
