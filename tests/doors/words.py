"""Which hidden words each member of the cast must never be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.doors import (
    stage_advice,
    stage_assessments,
    stage_contested,
    stage_duty,
    stage_erasing,
    stage_leaks,
    stage_lessons,
    stage_proposals,
    stage_publications,
    stage_reports,
    stage_requests,
    stage_restrictions,
    stage_reviews,
    stage_rights,
)
from tests.doors import words_contacts as contact_words
from tests.doors.answers import INSIDE, NOBODY, OUTSIDE
from tests.doors.stage import Stage
from tests.doors.stage_breaches import READERS as BREACHES
from tests.doors.stage_orders import INSIDE_WORDS
from tests.doors.words_plans import may_read_plan

PERMANENT = ("supervisor", "manager", "officer", "clinician")
CORE = (*PERMANENT, "rescuer")
TIER = {
    # note: the fullest wording each insider reads; everybody else reads none
    "team": dict.fromkeys(CORE, 4) | {"teacher": 3, "chair": 3},
    "core": dict.fromkeys(CORE, 4) | {"teacher": 2, "chair": 2},
    "named": {"supervisor": 4, "officer": 4, "manager": 2, "clinician": 2, "rescuer": 2},
    "sealed": {"officer": 4},
}
NUMBER = {"full": 4, "summary": 3, "gist": 2}
ALONE = {"draft": ("supervisor",), "token name": ("supervisor",), **BREACHES}
OF_THE_CASE = ("person family_name", "person given_name", "person known_as", "case neutral_title", "case reference")


def _readers() -> dict[str, tuple[str, ...]]:
    """Who reads the word of a text; everybody with a place reads what is not here."""
    inside = (*CORE, "chair")
    found = {
        **ALONE, **contact_words.READERS, **stage_reports.READERS,
        **stage_assessments.READERS,
        **stage_requests.READERS,
        **stage_reviews.READERS,
        **stage_advice.READERS,
        **stage_rights.READERS,
        **stage_contested.READERS,
        **stage_restrictions.READERS,
        **stage_proposals.READERS,
        **stage_duty.READERS,
        **stage_leaks.READERS,
        **stage_publications.READERS,
        **stage_erasing.READERS,
        **stage_lessons.READERS,
        "oversight decision": tuple(w for w in (*INSIDE, *OUTSIDE) if w not in ("newcomer", "stranger")),
        "response": ("officer", "rescuer", "supervisor"),  # the agency that spoke, and the originator's
        "release reason": CORE,
        "minutes reason": (*CORE, "chair"),
        "place decision": inside,  # the team by name
        "place shares": inside,
    }  # fmt: skip
    found |= dict.fromkeys(
        ("relationship name", "relationship contact", "contact point", "person national_number", "emergency reason"),
        CORE,
    )
    found |= dict.fromkeys(INSIDE_WORDS, inside)
    found |= dict.fromkeys(
        ("person known_as", "person family_name", "person languages", "person gender", "person guardian",
         "case basis_text"), (*inside, "teacher"),
    )  # fmt: skip
    return found


def may_read(who: str, of: str) -> bool:
    """Whether somebody may be told the word that stands in this text."""
    kind = of.split()[0]
    if (of_the_plan := may_read_plan(who, of)) is not None:
        return of_the_plan
    if kind in TIER:
        return TIER[kind].get(who, 0) >= NUMBER[of.split()[1]]
    return who in READERS.get(of, INSIDE)


READERS = _readers()


def leaks(stage: Stage, who: str, text: str, typed: Mapping[str, Any]) -> list[str]:
    """Names of the texts whose words stand in ``text`` though they must not; what somebody typed is theirs."""
    own = " ".join(map(str, typed.values()))
    found = []
    for of, words in stage.words.items():
        if words in text and words not in own and not may_read(who, of):
            if of == "case reference" and who in (*OUTSIDE, NOBODY, "newcomer") and _only_in_address(text, words):
                continue
            found.append(of)
    return found


def _only_in_address(text: str, words: str) -> bool:
    """Whether the reference stands only where a page repeats the address that was asked for."""
    return all(before.endswith(("/cases/", "%2Fcases%2F", "cases/")) for before in text.split(words)[:-1])
