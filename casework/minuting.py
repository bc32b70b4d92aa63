"""What of a note may stand in summary minutes: the rules that a choice must keep."""

from django.utils.translation import gettext as _

from access.choices import Handling, Tier
from agencies.choices import Secrecy
from agencies.errors import RuleBroken
from casework.choices import NoteKind


def check_minutable(*, kind: str, handling: str, secrecy: str, field: str = "tier") -> None:
    """Hold the rules of what a note must be before any of it stands in summary minutes.

    Raises:
        RuleBroken: it is the words of an assessment, or its secrecy or handling forbids it; at ``field``.
    """
    if kind == NoteKind.ASSESSMENT:
        raise RuleBroken(_("Words of an assessment stand in no minutes. The assessment says what may be told."), field)
    if secrecy != Secrecy.NONE:
        raise RuleBroken(_("A note under secrecy does not stand in summary minutes."), field)
    if handling != Handling.TEAM:
        raise RuleBroken(_("Only notes with the handling “team” may stand in summary minutes."), field)


def check_text(tier: Tier, *, released: int, texts: tuple[int, ...]) -> None:
    """Hold that this text of a note exists and leaves the agency.

    Raises:
        RuleBroken: it does not.
    """
    if tier not in texts:
        raise RuleBroken(_("The note has no such text. Correct the note to add it, or choose the other text."), "tier")
    if tier > released:
        raise RuleBroken(
            _("This text does not leave your agency. First let the note go so far, or choose a shorter text."), "tier"
        )
