"""Lines about the release of a note, backstage. The note follows its line."""

import factory
from django.utils import timezone

from casework.models import NoteRelease
from tests.factories.base import BackstageFactory


class ReleaseFactory(BackstageFactory):
    """``ReleaseFactory(note=..., tier=...)``: put down by whoever wrote the note."""

    class Meta:
        model = NoteRelease

    note = None
    case = factory.SelfAttribute("note.case")
    agency = factory.SelfAttribute("note.originator")
    membership = factory.SelfAttribute("note.membership")
    tier_before = factory.SelfAttribute("note.released_tier")
    tier = 2
    companions_before = factory.SelfAttribute("note.told_to_companions")
    companions = factory.SelfAttribute("note.told_to_companions")
    reason = "The school asked for it."
    made_at = factory.LazyFunction(timezone.now)
