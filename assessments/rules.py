"""Rules of judging that hold wherever it is done: on a page, by a program, when a file is loaded."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from agencies.errors import RuleBroken
from assessments.choices import HARMFUL, Part, Priority, ScenarioKind
from assessments.definition import NOT_KNOWN, Definition, Item


def belief_alone() -> str:
    """Return the sentence with which a judgement that rests on belief alone is refused (R53)."""
    return _(
        "Belief alone is not enough: ideas are not dangerous in themselves. Name what the person does, says they will "
        "do, or is drawn into."
    )


def check_answer(item: Item, answer: str, records: int, field: str = "") -> None:
    """Hold that an answer is one of the item's, and that a strong one rests on a record (domain section 3.8, rule 7).

    Raises:
        RuleBroken: at ``field``, or at the item's own.
    """
    at = field or f"answer_{item.code}"
    if item.scale.text:
        if answer:
            raise RuleBroken(_("This item is answered in words."), at)
        return
    found = item.scale.answer(answer)
    if answer and found is None:
        raise RuleBroken(_("Choose one of the answers shown."), at)
    if found is not None and found.needs_record and not records:
        words = {"answer": found.label}
        raise RuleBroken(_("“%(answer)s” needs at least one record. Choose the note that shows it.") % words, at)


def check_rests(definition: Definition, priority: str, rests_on: Collection[str], answered: Collection[str]) -> None:
    """Hold that more than routine rests on something that is no belief (R53).

    ``answered`` holds the codes on which the team agreed something other than that nobody knows.

    Raises:
        RuleBroken: nothing is named, something unanswered is, or only belief.
    """
    items = [definition.item(code) for code in rests_on]
    if any(item is None for item in items):
        raise RuleBroken(_("Choose items of this instrument."), "rests_on")
    if any(item.code not in answered for item in items if item):
        raise RuleBroken(_("Name only items on which the team agreed."), "rests_on")
    if priority == Priority.ROUTINE:
        return
    if not items:
        raise RuleBroken(_("Say on which items this priority rests."), "rests_on")
    if all(item.belief for item in items if item):
        raise RuleBroken(belief_alone(), "rests_on")


def missing_parts(definition: Definition, answered: Collection[str]) -> list[Part]:
    """Return the mandatory parts (R37) of which nothing is answered."""
    there = {item.part for item in definition.items if item.code in answered}
    return [part for part in Part if part.value not in there]


def missing_scenarios(kinds: Iterable[str]) -> tuple[int, bool]:
    """Return how many harmful scenarios are missing, and whether the good one is."""
    found = list(kinds)
    return max(0, 2 - sum(kind in HARMFUL for kind in found)), ScenarioKind.GOOD_LIFE not in found


def is_known(answer: str) -> bool:
    """Say whether an answer tells something."""
    return answer not in ("", NOT_KNOWN)
