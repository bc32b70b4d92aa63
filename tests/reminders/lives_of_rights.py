"""The lives of what a person contests or wants used no more: answered, told to who received it, lifted in the end."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from sharing.models import ContestedFact, CorrectionNotice, Restriction
from tests.factories import NoteFactory
from tests.factories.contested import ContestedFactFactory
from tests.factories.proposals import ProposalFactory, ProposalRecordFactory
from tests.factories.reports import DisclosureFactory
from tests.factories.rights import RightsRequestFactory
from tests.reminders.life import K, Life, day, only, sent


def _request(world: Any, kind: str) -> Any:
    return RightsRequestFactory(
        case=world.case, membership=world.officer, kind=kind, identity="known", identity_on=timezone.localdate()
    )


def _note(world: Any) -> Any:
    return NoteFactory(case=world.case, by=world.officer, full="He met M. at the gym.", summary="He met somebody.")


def _contest(world: Any, browse: Any) -> None:
    world.contested = _note(world)
    path = reverse("rights_contest", args=[_request(world, "rectification").pk])
    sent(browse, world.manager, path, note=str(world.contested.pk), words="I was at work that day.")


def _stands(world: Any, browse: Any) -> None:
    path = reverse("contested_answer", args=[only(ContestedFact).pk])
    sent(browse, world.officer, path, version="1", outcome="stands", reason="We saw him there.")


def _answered_after_it_went_out(world: Any, browse: Any) -> None:
    about = _note(world)
    proposal = ProposalFactory(case=world.case, membership=world.manager, state="made", how="mail", contact="C")
    ProposalRecordFactory(proposal=proposal, note=about, tier=3)
    DisclosureFactory(
        case=world.case,
        report=None,
        court=None,
        recipient=proposal.recipient,
        membership=world.manager,
        proposal=proposal,
    )
    ContestedFactFactory(request=_request(world, "rectification"), note=about, membership=world.manager)
    _stands(world, browse)


def _recipient_told(world: Any, browse: Any) -> None:
    path = reverse("correction_tell", args=[only(CorrectionNotice).pk])
    sent(browse, world.manager, path, version="1", told_on=str(day(0)), how="mail")


def _restrict(world: Any, browse: Any) -> None:
    path = reverse("rights_restrict", args=[_request(world, "restriction").pk])
    form = {"note": str(_note(world).pk), "ground": "evidence", "reason": "It is evidence.", "review_on": str(day(30))}
    sent(browse, world.manager, path, **form)


def _lift(world: Any, browse: Any) -> None:
    path = reverse("restriction_lift", args=[only(Restriction).pk])
    sent(browse, world.manager, path, version="1", told_on=str(day(0)), reason="It was found right.")


LIVES = (
    Life(K.CONTESTED, _contest, _stands),
    Life(K.CORRECTION, _answered_after_it_went_out, _recipient_told),
    Life(K.RESTRICTION, _restrict, _lift),
)
