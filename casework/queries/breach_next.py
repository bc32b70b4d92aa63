"""The one next step of a breach, in plain words, and the other steps that are open."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from casework.choices import ENDED_ORDER, BreachState, BreachStepKind, Proposal
from casework.due import day_words
from casework.models import Breach

PAGES = {
    BreachStepKind.ASKED: "breach_ask",
    BreachStepKind.GIVEN: "breach_explanation",
    BreachStepKind.ACCEPTED: "breach_weigh",
    BreachStepKind.NOT_PURSUED: "breach_drop",
    BreachStepKind.WARNED: "breach_warn",
    BreachStepKind.PROPOSED: "breach_propose",
    BreachStepKind.REFERRED: "breach_refer",
    BreachStepKind.HEARING: "breach_hearing",
    BreachStepKind.HEARD: "breach_heard",
    BreachStepKind.OUTCOME: "breach_outcome",
}
"""The page of each step that has one of its own; "no explanation" and "not accepted" share a page."""


END = "end"
"""Not a step of the procedure: the order ended meanwhile."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next. Without a ``url`` there is nothing to do, or others do it."""

    title: str
    text: str
    kind: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OtherStep:
    """Another step that may be taken now."""

    label: str
    url: str


def next_step(actor: Actor, breach: Breach, reference: str, done: Collection[str], warned: bool) -> NextStep:
    """Return the next step. ``done``: kinds of steps taken; ``warned``: a warning counts already.

    Only the order supervisor is offered its page; to the others it says what is waited for.
    """
    kind, title, text = _next(breach, done, warned)
    page = "breach_end" if kind == END else PAGES[BreachStepKind(kind)] if kind else ""
    url = reverse(page, args=[reference, breach.pk]) if page else ""
    return NextStep(title, text, kind, url)


def _next(breach: Breach, done: Collection[str], warned: bool) -> tuple[str, str, str]:
    state = BreachState(breach.state)
    if breach.is_open and breach.order.state in ENDED_ORDER:
        return (
            END, _("Close it: the order is over"),
            _("The court ended the order while this breach was open. Nobody decides about it any more."),
        )  # fmt: skip
    if state == BreachState.SUSPECTED:
        return (
            BreachStepKind.ASKED, _("Ask the person for an explanation"),
            _("Say what was missed and when, and by which day an answer is wanted."),
        )  # fmt: skip
    if state == BreachState.ASKED:
        return _while_asked(breach, done)
    if state == BreachState.NOT_ACCEPTED:
        return _once_refused(breach, warned or breach.is_serious)
    if state == BreachState.REFERRED:
        return _before_court(breach)
    if state == BreachState.HEARD:
        return (
            BreachStepKind.OUTCOME, _("Record what the court decided"),
            _("Nothing, changed terms, revocation or something else: the court's own words."),
        )  # fmt: skip
    return _when_over(breach)


def _while_asked(breach: Breach, done: Collection[str]) -> tuple[str, str, str]:
    if BreachStepKind.GIVEN in done or BreachStepKind.NONE_GIVEN in done:
        return (
            BreachStepKind.ACCEPTED, _("Say whether the explanation is accepted"),
            _("Weigh illness, family and fear too. Your reason is kept and goes into the report."),
        )  # fmt: skip
    if breach.explanation_due_on and breach.explanation_due_on < timezone.localdate():
        return (
            BreachStepKind.GIVEN, _("Record the explanation, or that none came"),
            _("It was due on %(day)s.") % {"day": day_words(breach.explanation_due_on)},
        )  # fmt: skip
    return (
        BreachStepKind.GIVEN, _("Record the explanation when it comes"),
        _("The person has until %(day)s.") % {"day": day_words(breach.explanation_due_on)},
    )  # fmt: skip


def _once_refused(breach: Breach, may_go_to_court: bool) -> tuple[str, str, str]:
    if not may_go_to_court and breach.proposal == Proposal.NONE and breach.window_to is None:
        return (
            BreachStepKind.WARNED, _("Give a warning"),
            _("It is the first failure that counts: say what happened, and that a repeat goes to the court."),
        )  # fmt: skip
    if breach.proposal == Proposal.NONE:
        return (
            BreachStepKind.PROPOSED, _("Agree on what to propose to the court"),
            _("No action, changed terms, a longer order or revocation: the agencies of the team take positions."),
        )  # fmt: skip
    return (
        BreachStepKind.REFERRED, _("Refer it to the court"),
        _("The proposal is: %(what)s.") % {"what": breach.get_proposal_display()},
    )  # fmt: skip


def _before_court(breach: Breach) -> tuple[str, str, str]:
    if breach.hearing_on is None:
        return (
            BreachStepKind.HEARING, _("Enter the day of the hearing"),
            _("As soon as the court has set it. Until then nothing more is asked of the person."),
        )  # fmt: skip
    if breach.hearing_on > timezone.localdate():
        return "", _("Wait for the hearing"), _("It is on %(day)s.") % {"day": day_words(breach.hearing_on)}
    return (
        BreachStepKind.HEARD, _("Record that it was heard"),
        _("The hearing was set for %(day)s.") % {"day": day_words(breach.hearing_on)},
    )  # fmt: skip


def _when_over(breach: Breach) -> tuple[str, str, str]:
    if breach.state == BreachState.WARNED and breach.window_to and breach.window_to >= timezone.localdate():
        return (
            "", _("Nothing more to do: a warning was given"),
            _("A repeat until %(day)s counts as a further failure.") % {"day": day_words(breach.window_to)},
        )  # fmt: skip
    if breach.state == BreachState.NOT_PURSUED:
        return "", _("Nothing more to do: it was not pursued"), _("The condition holds as before.")
    if breach.state == BreachState.ACCEPTED:
        return "", _("Nothing more to do: the explanation was accepted"), _("The condition holds as before.")
    return "", _("Nothing more to do"), breach.get_outcome_display() if breach.outcome else ""


AFTER_AN_ANSWER = (BreachStepKind.ACCEPTED, BreachStepKind.PROPOSED)
"""Steps that wait until the person was heard, while the explanation is asked for."""


def other_steps(
    actor: Actor, breach: Breach, reference: str, done: Collection[str], offered: str
) -> tuple[OtherStep, ...]:
    """Return the pages of the other open steps, beside the one ``offered``."""
    if offered == END:
        return ()
    found, answered = [], BreachStepKind.GIVEN in done or BreachStepKind.NONE_GIVEN in done
    for kind, page in PAGES.items():
        if breach.state == BreachState.ASKED and kind in AFTER_AN_ANSWER and not answered:
            continue
        if kind in breach.open_steps and kind != offered:
            found.append(OtherStep(_label(kind), reverse(page, args=[reference, breach.pk])))
    return tuple(found)


def _label(kind: BreachStepKind) -> str:
    return {
        BreachStepKind.ASKED: _("Ask for an explanation"),
        BreachStepKind.GIVEN: _("Record an explanation"),
        BreachStepKind.ACCEPTED: _("Weigh the explanation"),
        BreachStepKind.NOT_PURSUED: _("Do not pursue it"),
        BreachStepKind.WARNED: _("Give a warning"),
        BreachStepKind.PROPOSED: _("Record a proposal to the court"),
        BreachStepKind.REFERRED: _("Refer to the court"),
        BreachStepKind.HEARING: _("Set or move the hearing"),
        BreachStepKind.HEARD: _("Record that it was heard"),
    }.get(kind, _("Record the outcome"))
