"""What the second wall of holds and erasures shows to whom and lets whom do: rows and acts, each with its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from sharing import models as sh
from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage import Stage, build
from tests.factories import (
    AgencyFactory,
    CaseFactory,
    MembershipFactory,
    NoteFactory,
    PartnershipFactory,
    PlaceFactory,
)
from tests.factories.erasing import ErasureFactory, ErasureNoticeFactory, LegalHoldFactory
from tests.factories.reports import RetentionReviewFactory
from tests.factories.rights import RightsRequestFactory
from tests.guards.trying import Scene
from tests.oracle.attempts import inserted
from tests.sharing.report_turns import Act

TABLES = ("legalhold", "erasure", "erasurenotice")
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
    _lay_erasures(s)
    return s


def _lay_erasures(s: Stage) -> None:
    """On a case without a hold: a note of which the erasure waits, one that was refused, and one to be proposed."""
    w, today = s.world, timezone.localdate()
    s.more["calm"] = CaseFactory(reference="VRP-CALM", partnership=w.partnership, lead_agency=w.probation)
    PlaceFactory(case=s.calm, membership=w.manager, is_case_manager=True)
    PlaceFactory(case=s.calm, membership=w.supervisor)
    s.more["kept"] = CaseFactory(partnership=w.partnership, lead_agency=w.probation, status="closed", closed_on=today)
    PlaceFactory(case=s.kept, membership=w.manager, is_case_manager=True)
    RetentionReviewFactory(case=s.kept, membership=w.manager)
    for name, case in (("grant", s.calm), ("grant_of_kept", s.kept)):
        s.more[name] = RightsRequestFactory(
            case=case, membership=w.manager, kind="erasure", identity="known", identity_on=today, state="granted",
            decided_on=today, decided_by=w.manager,
        )  # fmt: skip
    of = {"case": s.calm, "membership": w.manager, "source_id": s.grant.pk}
    s.more["asked"] = ErasureFactory(**of, note_id=NoteFactory(case=s.calm, by=w.manager).pk)
    s.more["denied"] = ErasureFactory(
        **of, note_id=NoteFactory(case=s.calm, by=w.manager).pk, state="refused", decided_by=w.legal,
        decider=w.legal.user, decided_at=timezone.now(), decision_words="No.",
    )  # fmt: skip
    s.more["theirs"] = ErasureFactory(
        case=s.calm, membership=w.supervisor, source_id=s.grant.pk, note_id=NoteFactory(case=s.calm, by=w.manager).pk
    )
    agreed = {"state": "approved", "decided_at": timezone.now(), "decision_words": "Yes.", "decided_by": w.legal,
              "decider": w.legal.user}  # fmt: skip
    for name, more in (
        ("agreed", {}), ("agreed for another", {"membership": w.chair}),
        ("agreed by another", {"membership": w.chair, "decided_by": w.manager, "decider": w.manager.user}),
    ):  # fmt: skip
        s.more[name] = ErasureFactory(**{**of, **agreed, **more, "note_id": NoteFactory(case=s.calm, by=w.manager).pk})
    s.more["told"] = ErasureNoticeFactory(
        erasure=s.erasure_done, agency=w.police, kind="manager", told_on=today, how="mail", settled_at=timezone.now(),
        membership=w.legal,
    )  # fmt: skip
    s.more["next"] = NoteFactory(case=s.calm, by=w.manager)
    s.more["shut"] = NoteFactory(case=s.calm, by=w.supervisor, handling="sealed", released_tier=0)


def everybody(s: Stage) -> dict[str, Any]:
    """Who is asked, by name."""
    return {name: s.people[name] for name in (*INSIDE, *OUTSIDE, "counsel")}


def shown(s: Stage) -> Iterator[tuple[str, uuid.UUID, set[str]]]:
    """Rows with their table, and who reads them."""
    yield "legalhold", s.hold.pk, KNOWN
    yield "legalhold", s.lifted.pk, KNOWN
    yield "erasure", s.asked.pk, KNOWN
    yield "erasurenotice", s.erasure_notice.pk, KNOWN


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


def _propose(**more: Callable[[Stage], Any]) -> Callable[[Stage, Any], str]:
    return lambda s, who: inserted(sh.Erasure(**{
        "case": s.calm, "partnership": s.partnership, "membership": who, "user": who.user, "ground": "request",
        "legal_ground": "duty", "source_id": s.grant.pk, "note_id": s.next.pk, "words": "W",
        "told_on": timezone.localdate(), "proposed_at": timezone.now(),
        **{name: value(s) for name, value in more.items()},
    }), True).statement  # fmt: skip


def _decide(of: str, state: str, by: str = "{me}", user: str = "{user}") -> Callable[[Stage, Any], str]:
    change = f"state = '{state}', decided_at = now(), decided_by_id = '{by}', decider_id = '{user}'"
    if state == "withdrawn":
        change = "state = 'withdrawn', decided_at = NULL, decided_by_id = NULL, decider_id = NULL"
    return lambda s, who: (
        "UPDATE sharing_erasure SET version = version + 1, "
        f"{change.format(me=who.pk, user=who.user_id, spare=s.spare.pk, other=s.spare.user_id)} "
        f"WHERE id = '{s.more[of].pk}'"
    )


def _take_back(of: str, by: str = "{me}", words: str = "W", more: str = "") -> Callable[[Stage, Any], str]:
    change = f"state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = '{by}', withdrawal_words = '{words}'{more}"
    return lambda s, who: (
        f"UPDATE sharing_erasure SET version = version + 1, {change.format(me=who.pk, spare=s.spare.pk)} "
        f"WHERE id = '{s.more[of].pk}'"
    )


def _tell(of: str, by: str = "{me}", how: str = "told_on = current_date, how = 'mail'") -> Callable[[Stage, Any], str]:
    return lambda s, who: (
        f"UPDATE sharing_erasurenotice SET version = version + 1, {how}, settled_at = now(), "
        f"membership_id = '{by.format(me=who.pk, spare=s.spare.pk)}' WHERE id = '{s.more[of].pk}'"
    )


def _raise_notice(s: Stage, who: Any) -> str:
    return str(inserted(sh.ErasureNotice(
        erasure=s.erasure_done, kind="others", others=1, due_on=timezone.localdate(), raised_at=timezone.now(),
    ), True).statement)  # fmt: skip


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
    Act("propose", "erasure", _propose(), {"manager"}),
    Act("propose a note that one does not know of", "erasure", _propose(note_id=lambda s: s.shut.pk), set()),
    Act("propose the record", "erasure", _propose(
        case=lambda s: s.kept, source_id=lambda s: s.grant_of_kept.pk, note_id=lambda _s: None), {"manager"}),
    Act("propose under another's place", "erasure", _propose(membership=lambda s: s.spare), set()),
    Act("propose in another's name", "erasure", _propose(user_id=lambda s: s.spare.user_id), set()),
    Act("propose elsewhere", "erasure", _propose(partnership_id=lambda s: s.counsel.agency.partnership_id), set()),
    Act("propose what is decided", "erasure", _propose(
        state=lambda _s: "approved", decided_by=lambda s: s.world.legal, decider=lambda s: s.world.legal.user,
        decided_at=lambda _s: timezone.now()), set()),
    *(Act(f"{state}", "erasure", _decide("asked", state), OVERSEE) for state in ("approved", "refused")),
    Act("decide under another's place", "erasure", _decide("asked", "refused", by="{spare}"), set()),
    Act("decide in another's name", "erasure", _decide("asked", "refused", user="{other}"), set()),
    Act("carry out by hand", "erasure", _decide("asked", "done"), set()),
    Act("decide again", "erasure", _decide("denied", "approved"), set()),
    Act("decide on what another proposed", "erasure", _decide("theirs", "approved"), OVERSEE),
    Act("take back", "erasure", _decide("asked", "withdrawn"), {"manager"}),
    Act("take back what was decided", "erasure", _decide("denied", "withdrawn"), set()),
    Act("take back what was approved", "erasure", _take_back("agreed"), {"manager", "legal"}),
    Act("take back what another proposed", "erasure", _take_back("agreed for another"), {"legal"}),
    Act("take back what another approved", "erasure", _take_back("agreed by another"), set()),
    Act("take back what was refused", "erasure", _take_back("denied"), set()),
    Act("take back in another's name", "erasure", _take_back("agreed", by="{spare}"), set()),
    Act("take back without a reason", "erasure", _take_back("agreed", words=""), set()),
    Act("take back and say otherwise why", "erasure", _take_back("agreed", more=", decision_words = 'X'"), set()),
    Act("write on what waits", "erasure", lambda s, _who: (
        f"UPDATE sharing_erasure SET version = version + 1, decision_words = 'X' WHERE id = '{s.asked.pk}'"), set()),
    Act("refuse what was approved", "erasure", _decide("agreed", "refused"), set()),
    Act("tell a recipient", "erasurenotice", _tell("erasure_notice"), KNOWN),
    Act("say that they cannot be told", "erasurenotice", _tell("erasure_notice", how="not_told = 'effort'"), KNOWN),
    Act("tell a recipient for another", "erasurenotice", _tell("erasure_notice", "{spare}"), set()),
    Act("tell them again", "erasurenotice", _tell("told", how="told_on = current_date - 1, how = 'mail'"), set()),
    Act("tell and do not tell", "erasurenotice", _tell(
        "erasure_notice", how="told_on = current_date, how = 'mail', not_told = 'effort'"), set()),
    Act("add a recipient", "erasurenotice", _raise_notice, set()),
    Act("change one that was lifted", "legalhold", _move("lifted", "review_on = review_on + 1"), set()),
)  # fmt: skip


def _asks(call: str) -> Callable[[Stage, Any], str]:
    """What stands in the way of erasing, or until when a record is kept, by the key of a case."""
    return lambda s, _who: f"SELECT 1 WHERE {call.format(case=s.case.pk, kept=s.kept.pk)} IS NOT NULL"


QUESTIONS = (
    Act("what stands in the way", "", _asks("sharing_why_not_erased('{case}', NULL, 'review', NULL)"), KNOWN),
    Act("until when it is kept", "", _asks("sharing_told_kept_until('{kept}')"), KNOWN),
)

wrong = Scene("sharing", everybody, shown, (*ACTS, *QUESTIONS)).wrong
"""What is shown or let through otherwise than it must be."""
