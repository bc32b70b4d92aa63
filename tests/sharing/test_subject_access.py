"""What a person may be given, by rule: tiers of notes, words that name others, what changed since."""

from __future__ import annotations

from typing import Any

import pytest

from access.choices import Tier
from sharing.choices_rights import AccessPart, StaysOut
from sharing.subject_access import (
    Entry,
    Names,
    NoteFacts,
    entry_of,
    missing_of,
    of_note,
    words_for_person,
)

NOBODY = Names((), (), ())


def facts(**more: Any) -> NoteFacts:
    return NoteFacts(**{
        "kind": "contact", "nature": "fact", "handling": "team", "secrecy": "none", "category": "supervision",
        "status": "current", "from_police": False, **more,
    })  # fmt: skip


@pytest.mark.parametrize(("more", "allowed"), [
    ({}, Tier.FULL),
    ({"nature": "opinion"}, Tier.FULL),
    ({"nature": "reported"}, Tier.SUMMARY),
    ({"kind": "companion"}, Tier.SUMMARY),
    ({"handling": "core"}, Tier.SUMMARY),
    ({"handling": "named"}, StaysOut.HANDLING),
    ({"handling": "sealed"}, StaysOut.HANDLING),
    ({"secrecy": "investigation"}, StaysOut.INVESTIGATION),
    ({"kind": "police_information"}, StaysOut.INVESTIGATION),
    ({"category": "security"}, StaysOut.INVESTIGATION),
    ({"from_police": True}, StaysOut.INVESTIGATION),
    ({"secrecy": "health"}, StaysOut.SECRET),
    ({"secrecy": "legal"}, StaysOut.SECRET),
    ({"secrecy": "pastoral"}, StaysOut.SECRET),
    ({"kind": "health"}, StaysOut.SECRET),
    ({"category": "health"}, StaysOut.SECRET),
    ({"kind": "family"}, StaysOut.OTHERS),
    ({"kind": "victim"}, StaysOut.OTHERS),
    ({"kind": "staff_safety"}, StaysOut.OTHERS),
    ({"category": "victim"}, StaysOut.OTHERS),
    ({"category": "family"}, StaysOut.OTHERS),
    ({"status": "corrected"}, None),
    ({"status": "withdrawn"}, None),
])  # fmt: skip
def test_the_rule_of_notes(more: dict[str, Any], allowed: Any) -> None:
    assert of_note(facts(**more)) == allowed


def test_words_that_name_somebody_give_way_to_lower_ones() -> None:
    others = Names(("Lucia Pellworth",), (), ("Dario", "Pellworth"))
    texts = {4: "Lucia rang about Dario Pellworth.", 3: "A relative rang."}
    assert words_for_person(Tier.FULL, texts, others) == "A relative rang."
    assert words_for_person(Tier.FULL, texts, NOBODY) == texts[4]
    assert words_for_person(Tier.FULL, {4: "lucia rang."}, others) == StaysOut.OTHERS
    assert words_for_person(Tier.FULL, {4: "Dario Pellworth came."}, others) == "Dario Pellworth came."


def test_hearsay_without_a_summary_stays_out_and_a_gist_is_no_text_for_the_person() -> None:
    assert words_for_person(Tier.SUMMARY, {4: "She said so.", 2: "Call him."}, NOBODY) == StaysOut.SOURCE


@pytest.mark.parametrize(("name", "text", "named"), [
    ("M.K. Orvanen", "Orvanen came.", True),
    ("his partner since last winter", "The partner came last winter.", False),
    ("Aunt", "His aunt came.", False),
    ("His partner since last winter", "His partner came last winter.", False),
    ("Lucia from the shop", "lucia was in the shop.", True),
    ("Lucia from the shop", "He was in the shop.", False),
    ("Lucia Pellworth, mother", "The mother came.", False),
    ("Lucia Pellworth, mother", "LUCIA's bag.", True),
    ("Jo", "Jo came.", False),
])  # fmt: skip
def test_who_is_named(name: str, text: str, named: bool) -> None:
    assert Names((name,), (), ("Dario Pellworth",)).named_in(text) is named


def test_what_the_network_calls_something_is_a_name_with_a_capital_alone() -> None:
    around = Names((), ("Ferry landing, ticket office", "Orrin of the landing"), ("Dario",))
    assert not around.named_in("The ferry broke down at the landing.")
    assert around.named_in("He met Orrin.")


def test_a_change_is_seen() -> None:
    one, two = (Entry(f"note:{n}", AccessPart.NOTES, "Note", f"Words {n}.") for n in "12")
    assert entry_of(one.row()) == one
    changed = Entry(one.key, one.part, one.title, "Other words.")
    assert missing_of([one, two], [changed, two]) == [one]
    assert missing_of([one], [one, two]) == []
