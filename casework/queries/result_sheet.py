"""The sheet that the person takes home when the work ends: both strands in plain words, and what comes after."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access import trail
from access.actor import Actor
from agencies.errors import RuleBroken
from casework.choices import StrandResult
from casework.due import day_words
from casework.models import Achievement, FollowUp, Outcome
from casework.queries.case_file import CaseFile, case_file

DISENGAGED = {
    StrandResult.ACHIEVED: _("We think that you have left the group and violence behind."),
    StrandResult.PARTIAL: _("We think that you have left a part of it behind. Some things are still open."),
    StrandResult.NO_CHANGE: _("We did not see you move away from the group or from violence."),
    StrandResult.WORSE: _("We are worried: we think that you are closer to the group or to violence than before."),
    StrandResult.NOT_KNOWN: _("We do not know how you stand to the group and to violence today."),
}
"""Disengagement, said to the person."""
REINTEGRATED = {
    StrandResult.ACHIEVED: _("You have found your place: you have what you need to go on by yourself."),
    StrandResult.PARTIAL: _("You have found a part of your place. Some things are still to be done."),
    StrandResult.NO_CHANGE: _("Home, work and people around you are much as they were at the start."),
    StrandResult.WORSE: _("Home, work or people around you are harder for you now than at the start."),
    StrandResult.NOT_KNOWN: _("We do not know how home, work and people around you are today."),
}
"""Reintegration, said to the person."""


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """What is printed. ``follow_ups`` are the days by which somebody asks again."""

    file: CaseFile
    name: str
    printed: str
    strands: tuple[str, ...]
    for_person: str
    went_well: tuple[str, ...]
    went_on: str
    agreed: str
    call: str
    kept_until: str
    follow_ups: tuple[str, ...]


def result_sheet(actor: Actor, reference: str) -> ResultSheet:
    """Return the sheet of the newest outcome, for the person, and log that it was opened.

    On it stand achievements that the person was told of and words written for them; nothing of how the team knows.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not work on it.
        RuleBroken: no outcome is recorded yet.
    """
    file = case_file(actor, reference, "work")
    row = Outcome.objects.visible_to(actor).filter(case_id=file.id).order_by("-number").first()
    if row is None:
        raise RuleBroken(str(_("There is no sheet yet: the case manager records the outcome first.")))
    trail.consulted(actor, "outcome.sheet_printed", "outcome", [row.pk], file.id, file.place)
    told = Achievement.objects.visible_to(actor).filter(case_id=file.id, told_person_on__isnull=False).standing()
    waiting = FollowUp.objects.visible_to(actor).waiting().filter(case_id=file.id).order_by("due_on")
    return ResultSheet(
        file=file, name=file.person_name.split()[0], printed=day_words(timezone.localdate()),
        strands=(
            str(DISENGAGED[StrandResult(row.disengagement)]), str(REINTEGRATED[StrandResult(row.reintegration)]),
        ),
        for_person=row.for_person, went_well=tuple(told.order_by("-on", "text").values_list("text", flat=True)),
        went_on=row.went_on, agreed=row.agreed, call=row.call, kept_until=day_words(row.keep_until),
        follow_ups=tuple(day_words(follow.due_on) for follow in waiting),
    )  # fmt: skip
