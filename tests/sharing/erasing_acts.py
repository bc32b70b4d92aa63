"""What the second wall of holds shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import AgencyFactory, MembershipFactory, PartnershipFactory
from tests.factories.erasing import LegalHoldFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import Act

TABLES = ("legalhold",)
OVERSEE = {"chair", "legal"}
KNOWN = {"manager", *OVERSEE}


def lay(world: Any) -> Stage:
    """The staged hold, one that was lifted, and whoever oversees another partnership."""
    s = build(world)
    elsewhere = AgencyFactory(partnership=PartnershipFactory())
    s.more["counsel"] = MembershipFactory(agency=elsewhere, duties=["legal", "chair"])
    s.more["lifted"] = LegalHoldFactory(
        case=world.case, membership=world.legal, last_words="Over.", lifted_at=timezone.now(), lifted_by=world.legal
    )
    return s


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "counsel")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "legalhold", s.hold.pk, KNOWN
    yield "legalhold", s.lifted.pk, KNOWN


def _place(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(sh.LegalHold(**{
        "case": s.case, "partnership": s.partnership, "membership": who, "user": who.user, "ground": "claim",
        "words": "W", "placed_at": timezone.now(), "review_on": timezone.localdate(),
        **{name: value(s) for name, value in more.items()},
    }), True).statement  # fmt: skip


def _move(of: str, change: str) -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_legalhold SET version = version + 1, last_words = 'W', "
        f"{change.format(me=who.pk, spare=s.spare.pk)} WHERE id = '{s.more[of].pk}'"
    )


LIFT = "lifted_at = now(), lifted_by_id = '{me}'"
ACTS = (
    Act("place", "legalhold", _place(), OVERSEE),
    Act("place under another's place", "legalhold", _place(membership=lambda s: s.spare), set()),
    Act("place in another's name", "legalhold", _place(user_id=lambda s: s.spare.user_id), set()),
    Act("place one that is lifted", "legalhold", _place(
        lifted_at=lambda _s: timezone.now(), lifted_by=lambda s: s.world.legal, last_words=lambda _s: "W"), set()),
    Act("place elsewhere", "legalhold", _place(partnership_id=lambda s: s.counsel.agency.partnership_id), set()),
    Act("keep", "legalhold", _move("hold", "review_on = review_on + 1"), OVERSEE),
    Act("lift", "legalhold", _move("hold", LIFT), OVERSEE),
    Act("lift in another's name", "legalhold", _move("hold", "lifted_at = now(), lifted_by_id = '{spare}'"), set()),
    Act("change one that was lifted", "legalhold", _move("lifted", "review_on = review_on + 1"), set()),
)  # fmt: skip

wrong = Scene("sharing", everybody, shown, ACTS).wrong
"""What is shown or let through otherwise than it must be."""
