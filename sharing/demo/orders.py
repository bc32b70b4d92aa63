"""Loads courts, types of order, orders with their conditions, what courts decided since, and stays in custody."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from typing import Any

from casework.choices import ConditionState, CourtAct, DeadlineKind, DeadlineState, OrderState
from casework.models import Condition, Court, CourtDecision, CustodyEpisode, Deadline, Order, OrderType
from sharing.demo.cases import STORIES, Story
from sharing.demo.cast import FOLDER, Cast

END_AHEAD, SIGNED_WITHIN = 60, 10  # days: cadences order_ends_ahead and sign_conditions


@dataclass
class Supervision:
    """What was loaded, for those who build on it: orders by case and key, newest conditions by case, key, number."""

    orders: dict[tuple[str, str], Order] = field(default_factory=dict)
    conditions: dict[tuple[str, str, int], Condition] = field(default_factory=dict)
    decisions: list[CourtDecision] = field(default_factory=list)
    stays: list[CustodyEpisode] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    courts: dict[str, Court] = field(default_factory=dict)
    types: dict[str, OrderType] = field(default_factory=dict)


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "orders" / f"{name}.toml").read_text(encoding="utf-8"))


def load_orders(cast: Cast, stories: list[Story]) -> Supervision:
    """Load everything courts said about the six stories, with what falls due because of it."""
    made = Supervision()
    _load_courts(cast, made)
    for name, story in zip(STORIES, stories, strict=True):
        facts = _facts(name)
        for fact in facts["order"]:
            _order(cast, story, fact, made)
        for fact in facts.get("decision", []):
            _decision(cast, story, fact, made)
        for fact in facts.get("proposal", []):
            _proposal(cast, story, fact, made)
        for fact in facts.get("custody", []):
            _stay(cast, story, fact, made)
    Deadline.objects.bulk_create(made.deadlines)
    return made


def _load_courts(cast: Cast, made: Supervision) -> None:
    facts = _facts("courts")
    for fact in facts["court"]:
        made.courts[fact["key"]] = Court(
            id=cast.calendar.key(), partnership=cast.partnership, name=fact["name"], jurisdiction=fact["jurisdiction"],
            address=fact.get("address", ""), is_active=fact.get("active", True),
        )  # fmt: skip
    for fact in facts["type"]:
        made.types[fact["key"]] = OrderType(
            id=cast.calendar.key(), partnership=cast.partnership, jurisdiction=fact["jurisdiction"], kind=fact["kind"],
            local_name=fact["local_name"], meaning=fact["meaning"], may_follow_sentence=fact.get("after", False),
        )  # fmt: skip
    Court.objects.bulk_create(made.courts.values())
    OrderType.objects.bulk_create(made.types.values())


def _order(cast: Cast, story: Story, fact: dict[str, Any], made: Supervision) -> None:
    calendar, case, member = cast.calendar, story.case, cast.member(fact["by"])
    state = OrderState.PENDING if fact["starts"] > 0 else OrderState.IN_FORCE
    order = Order(
        id=calendar.key(), case=case, court=made.courts[fact["court"]], type=made.types[fact["type"]],
        number=fact["number"], made_on=calendar.day(fact["made"]), starts_on=calendar.day(fact["starts"]),
        ends_on=calendar.day(fact["ends"]), supervising_agency=cast.agencies["VPO"],
        report_every_days=fact.get("every"), plan_needs_court=fact.get("plan_needs_court", False), state=state,
    )  # fmt: skip
    order.save(force_insert=True)
    made.orders[case.reference, fact["key"]] = order
    said = {"act": CourtAct.IMPOSED, "day": fact["made"], "number": fact["number"], "words": fact["words"]}
    decision = _decided(cast, order, {**said, "recorded": fact["recorded"], "by": fact["by"]}, made)
    rows = [
        Condition(
            id=calendar.key(), case=case, order=order, number=number, category=one["category"],
            exact_text=one["text"], function=one["function"], measure=one["measure"],
            state=ConditionState.IN_FORCE, source_decision=decision, starts_on=order.starts_on,
        )
        for number, one in enumerate(fact["condition"], start=1)
    ]  # fmt: skip
    Condition.objects.bulk_create(rows)
    made.conditions |= {(case.reference, fact["key"], row.number): row for row in rows}
    about: dict[str, Any] = {
        "case": case, "responsible": member, "agency": case.lead_agency, "subject_kind": "order", "subject_id": order.pk
    }  # fmt: skip
    if fact["ends"] > 0:
        due = max(calendar.day(fact["ends"] - END_AHEAD), calendar.today)
        made.deadlines.append(Deadline(id=calendar.key(), kind=DeadlineKind.ORDER_ENDS, due_on=due, **about))
    if fact.get("signed"):
        signed = calendar.at(fact["recorded"] + 2, 11, 5)
        made.deadlines.append(
            Deadline(
                id=calendar.key(), kind=DeadlineKind.SIGN_CONDITIONS, state=DeadlineState.DONE, done_at=signed,
                due_on=calendar.day(fact["made"] + SIGNED_WITHIN), **about,
            )
        )  # fmt: skip


def _decided(cast: Cast, order: Order, fact: dict[str, Any], made: Supervision) -> CourtDecision:
    calendar, recorded = cast.calendar, fact.get("recorded", fact["day"] + 2)
    decision = CourtDecision(
        id=calendar.key(), case=order.case, order=order, court=order.court, act=fact["act"],
        decided_on=calendar.day(fact["day"]), number=fact["number"], words=fact["words"],
        membership=cast.member(fact["by"]), recorded_at=calendar.at(recorded, 14, 25),
    )  # fmt: skip
    decision.save(force_insert=True)
    made.decisions.append(decision)
    return decision


def _decision(cast: Cast, story: Story, fact: dict[str, Any], made: Supervision) -> None:
    """A later decision: new editions for the conditions that it varied, an end for those that it ended."""
    order = made.orders[story.case.reference, fact["order"]]
    decision = _decided(cast, order, fact, made)
    for number in fact.get("ends", []):
        _over(made.conditions[story.case.reference, fact["order"], number], decision, ConditionState.ENDED)
    for change in fact.get("varied", []):
        place = (story.case.reference, fact["order"], change["number"])
        old = made.conditions[place]
        _over(old, decision, ConditionState.VARIED)
        made.conditions[place] = Condition(
            id=cast.calendar.key(), case=story.case, order=order, number=old.number, edition=old.edition + 1,
            replaces=old, category=old.category, exact_text=change["text"], function=old.function,
            measure=change.get("measure", old.measure), state=ConditionState.IN_FORCE, source_decision=decision,
            starts_on=decision.decided_on,
        )  # fmt: skip
        made.conditions[place].save(force_insert=True)
    if fact.get("ends") or fact.get("varied"):
        order.state, order.version = OrderState.VARIED, order.version + 1
        order.save(update_fields=["state", "version"])


def _over(row: Condition, decision: CourtDecision, state: ConditionState) -> None:
    row.state, row.ending_decision, row.ends_on = state, decision, decision.decided_on
    row.version += 1
    row.save(update_fields=["state", "ending_decision", "ends_on", "version"])


def _proposal(cast: Cast, story: Story, fact: dict[str, Any], made: Supervision) -> None:
    order = made.orders[story.case.reference, fact["order"]]
    old = made.conditions[story.case.reference, fact["order"], fact["changes"]] if "changes" in fact else None
    Condition(
        id=cast.calendar.key(), case=story.case, order=order, number=old.number if old else 0,
        edition=old.edition + 1 if old else 1, category=fact["category"], exact_text=fact["text"],
        function=fact["function"], measure=fact["measure"], state=fact.get("state", ConditionState.PROPOSED),
        proposed_by=cast.member(fact["by"]), proposed_on=cast.calendar.day(fact["day"]),
    ).save(force_insert=True)  # fmt: skip


def _stay(cast: Cast, story: Story, fact: dict[str, Any], made: Supervision) -> None:
    calendar = cast.calendar

    def day(name: str) -> dt.date | None:
        return calendar.day(fact[name]) if name in fact else None

    stay = CustodyEpisode(
        id=calendar.key(), case=story.case, agency=cast.agencies[fact["where"]] if "where" in fact else None,
        reason=fact["reason"], began_on=calendar.day(fact["began"]), release_on=day("release"), ended_on=day("ended"),
    )  # fmt: skip
    stay.save(force_insert=True)
    made.stays.append(stay)
    if "manager" in fact:
        member = cast.member(fact["manager"])
        made.deadlines += [
            Deadline(
                id=calendar.key(), case=story.case, kind=kind, due_on=calendar.day(due), responsible=member,
                agency=member.agency, subject_kind="custody", subject_id=stay.pk,
            )
            for kind, due in ((DeadlineKind.NETWORK, fact["network"]), (DeadlineKind.RELEASE, fact["release"]))
        ]  # fmt: skip
