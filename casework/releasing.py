"""How far a note goes from now on: what is chosen, and the rules that it must keep."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from access.choices import Handling, Tier
from agencies.choices import Secrecy
from agencies.errors import RuleBroken
from casework.choices import NoteKind


@dataclass(frozen=True, slots=True)
class Release:
    """The fullest tier that leaves the agency, and whether companions may be told."""

    tier: Tier
    companions: bool


def check_release(before: Release, after: Release, *, kind: str, handling: str, secrecy: str) -> None:
    """Hold the rules of releasing a note that stands.

    Raises:
        RuleBroken: nothing changes, it is the words of an assessment, or its secrecy or handling forbids it.
    """
    if after == before:
        raise RuleBroken(_("That is how it stands now. Choose what is to change."), "tier")
    if kind == NoteKind.ASSESSMENT:
        raise RuleBroken(_("Words of an assessment are released with the assessment."), "tier")
    if secrecy == Secrecy.HEALTH and after.tier > Tier.SUMMARY:
        raise RuleBroken(
            _("Clinical text never leaves the health agency. Release a summary or a gist at the most."), "tier"
        )
    if after.companions and secrecy != Secrecy.NONE:
        raise RuleBroken(_("A note under secrecy is not told to companions."), "companions")
    if after.companions and handling != Handling.TEAM:
        raise RuleBroken(_("Only notes with the handling “team” may be told to companions."), "companions")
