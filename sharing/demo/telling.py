"""Loads what people of the stories were told at the outset, and what they say to taking part."""

from typing import Any

from casework.choices import NoticePoint
from casework.models import ParticipationConsent, TransparencyNotice
from sharing.demo.cases import Story
from sharing.demo.cast import Cast
from sharing.models import Deferral
from sharing.queries.deferrals import NOTICE_GIVEN

USUAL = {"how": "read_out", "interpreter": "not_needed", "copy": "given", "answer": "signed"}


def load_telling(cast: Cast, stories: list[Story]) -> None:
    """Load the notice of every story, and every consent to what is voluntary."""
    calendar = cast.calendar
    for story in stories:
        fact = dict(story.facts["told"])
        member, on, later = cast.member(fact.pop("by")), story.facts["notice"], fact.pop("later", None)
        if later is not None:
            _put_off(cast, story, later)
        TransparencyNotice(
            id=calendar.key(), case=story.case, given_on=calendar.day(on), points=sorted(NoticePoint.values),
            membership=member, recorded_at=calendar.at(on, 15), **{**USUAL, **fact},
        ).save(force_insert=True)  # fmt: skip
        for said in story.facts.get("consent", ()):
            ParticipationConsent(
                id=calendar.key(), case=story.case, said_on=calendar.day(said["day"]), answer=said["answer"],
                part=said["part"], words=said["words"], guardian=said.get("guardian", ""),
                membership=cast.member(said["by"]), recorded_at=calendar.at(said["day"], 16),
            ).save(force_insert=True)  # fmt: skip


def _put_off(cast: Cast, story: Story, fact: dict[str, Any]) -> None:
    """One proposed that the notice wait, another approved; it ended when the notice was given."""
    calendar, proposer, chair = cast.calendar, cast.member(fact["by"]), cast.member(fact["decided_by"])
    Deferral(
        id=calendar.key(), case=story.case, partnership=cast.partnership, what="Transparency notice", to_whom="",
        made_on=story.case.opened_on, ground=fact["ground"], facts=fact["facts"], until_on=calendar.day(fact["until"]),
        state="ended", reason=NOTICE_GIVEN, proposed_by=proposer, proposer=proposer.user,
        proposed_at=calendar.at(fact["day"], 10), decided_by=chair, decider=chair.user,
        decided_at=calendar.at(fact["day"], 16, 20),
    ).save(force_insert=True)  # fmt: skip
