"""Loads what people of the stories were told at the outset, and what they say to taking part."""

from casework.choices import NoticePoint
from casework.models import ParticipationConsent, TransparencyNotice
from sharing.demo.cases import Story
from sharing.demo.cast import Cast

USUAL = {"how": "read_out", "interpreter": "not_needed", "copy": "given", "answer": "signed"}


def load_telling(cast: Cast, stories: list[Story]) -> None:
    """Load the notice of every story, and every consent to what is voluntary."""
    calendar = cast.calendar
    for story in stories:
        fact = dict(story.facts["told"])
        member, on = cast.member(fact.pop("by")), story.facts["notice"]
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
