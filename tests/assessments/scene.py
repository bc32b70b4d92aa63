"""What the tests of assessments share: an instrument in use, and forms as people send them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.models import Assessment, ConsensusRating, Contribution
from devstack.testing import backstage
from tests.factories import InstrumentFactory

LIST = "/cases/VRP-CEDAR/assessments/"


def today(offset: int = 0) -> str:
    """A local day as typed."""
    return (timezone.localdate() + dt.timedelta(days=offset)).isoformat()


def questions(world: Any) -> Any:
    """SRDR 1.0, loaded for the partnership of the cast."""
    return InstrumentFactory(partnership=world.partnership)


def opened(world: Any, browse: Any, **more: Any) -> Assessment:
    """The case manager opens a first assessment."""
    used = questions(world)
    form = {
        "kind": "initial", "as_of": today(), "setting": "community", "no_custody": "on", "instrument": used.pk, **more
    }  # fmt: skip
    assert browse(world.manager).post(f"{LIST}new/", form).status_code == 303
    return newest()


def newest() -> Assessment:
    """The assessment opened last."""
    with backstage():
        return Assessment.objects.unguarded(because="test").select_related("case").order_by("-opened_at")[0]


def fresh(row: Assessment) -> Assessment:
    """The row as it is stored now."""
    with backstage():
        return Assessment.objects.unguarded(because="test").get(pk=row.pk)


def ask(world: Any, browse: Any, row: Assessment, *members: Any) -> None:
    """The case manager asks the agencies of these members."""
    form = {
        "agencies": [f"{one.agency_id}:{one.pk}" for one in members], "due_on": today(7), "version": fresh(row).version
    }  # fmt: skip
    assert browse(world.manager).post(f"/assessments/{row.pk}/ask/", form).status_code == 303


def of_agency(row: Assessment, member: Any) -> Contribution:
    """The contribution of a member's agency."""
    with backstage():
        return Contribution.objects.unguarded(because="test").get(assessment=row, agency_id=member.agency_id)


def rate(browse: Any, member: Any, given: Contribution, section: str, **answers: Any) -> Any:
    """A member answers a section."""
    return browse(member).post(f"/contributions/{given.pk}/sections/{section}/", answers)


def hand_in(browse: Any, member: Any, given: Contribution, words: str = "What we see.", **more: Any) -> Any:
    """A member hands in."""
    with backstage():
        version = Contribution.objects.unguarded(because="test").get(pk=given.pk).version
    form = {"words": words, "nature": "fact", "version": version, **more}
    return browse(member).post(f"/contributions/{given.pk}/hand-in/", form)


def contributed(world: Any, browse: Any, **more: Any) -> Assessment:
    """Police and the charity contributed, unseen by each other; the case manager opened consensus."""
    row = opened(world, browse, **more)
    ask(world, browse, row, world.officer, world.manager)
    for member, answer, grounds in ((world.officer, "some", "Seen twice"), (world.manager, "no_sign", "Not once")):
        given = of_agency(row, member)
        assert rate(browse, member, given, "C", answer_C1=answer, grounds_C1=grounds).status_code == 303
        assert hand_in(browse, member, given, f"Words: {grounds}").status_code == 303
    step(world, browse, row, "consensus")
    return fresh(row)


def step(world: Any, browse: Any, row: Assessment, name: str, member: Any = None) -> Any:
    """A step of the assessment, by the case manager unless said otherwise."""
    form = {"version": fresh(row).version}
    return browse(member or world.manager).post(f"/assessments/{row.pk}/{name}/", form)


AGREED = {"J": "J7", "C": "C1", "F": "F1", "K": "K1"}
"""One item of each of the four parts."""


def agree(world: Any, browse: Any, row: Assessment) -> None:
    """The team agrees on one item of each of the four parts."""
    answers = {"J7": "emerging", "C1": "some", "F1": "some", "K1": ""}
    for section, item in AGREED.items():
        form = {f"answer_{item}": answers[item], f"reason_{item}": "Agreed at the table"}
        assert browse(world.manager).post(f"/assessments/{row.pk}/sections/{section}/", form).status_code == 303


def agreed(row: Assessment) -> dict[str, str]:
    """What the team agreed on, by item."""
    with backstage():
        rows = ConsensusRating.objects.unguarded(because="test").filter(assessment=row)
        return dict(rows.values_list("item", "answer"))


FORMULATION = {
    name: f"About {name}"
    for name in ("why_then", "how", "inside", "around", "keeps_going", "pulls_away", "strengths", "unknown")
}


def scenario(world: Any, kind: str, **more: Any) -> dict[str, Any]:
    """A scenario as typed."""
    return {
        "kind": kind, "what": "Something happens", "who": "Old friends", "how_soon": "Weeks",
        "first_signs": "Stays away", "first_response": "Call him", "responder": world.officer.pk, "version": 0, **more,
    }  # fmt: skip


def judgement(**more: Any) -> dict[str, Any]:
    """A judgement as typed."""
    return {
        "priority": "raised", "imminence": "months", "confidence": "medium", "words": "The pull is real.",
        "rests_on": ["C1"], "version": 0, **more,
    }  # fmt: skip


def ready(world: Any, browse: Any, **more: Any) -> Assessment:
    """Everything that a signed assessment needs, but the signature."""
    row = contributed(world, browse, **more)
    agree(world, browse, row)
    client, at = browse(world.manager), f"/assessments/{row.pk}/"
    assert client.post(f"{at}formulation/", {**FORMULATION, "version": 0}).status_code == 303
    for kind in ("return", "violence", "good_life"):
        assert client.post(f"{at}scenarios/new/", scenario(world, kind)).status_code == 303
    assert client.post(f"{at}judgement/", judgement()).status_code == 303
    return row


def signed(
    world: Any, browse: Any, before_signing: Callable[[Assessment], object] = lambda _row: None, **more: Any
) -> Assessment:  # fmt: skip
    """An assessment that the case manager signed."""
    row = ready(world, browse, **more)
    before_signing(row)
    assert step(world, browse, row, "sign").status_code == 303
    return fresh(row)
