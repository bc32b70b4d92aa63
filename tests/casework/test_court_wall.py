"""What the second wall lets nobody do with bare SQL to orders, court decisions and conditions."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from tests.factories import (
    CaseFactory,
    ConditionFactory,
    CourtDecisionFactory,
    OrderFactory,
    PersonFactory,
    PlaceFactory,
)


@pytest.fixture
def order(world: Any) -> Any:
    """An order with one binding condition."""
    made = OrderFactory(case=world.case)
    made.decision = CourtDecisionFactory(order=made, membership=world.supervisor)
    made.condition = ConditionFactory(order=made, source_decision=made.decision, number=1)
    return made


def run(sql: str, *values: Any) -> int:
    """How many rows a statement touches as the application's role; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        touched: int = cursor.rowcount
        transaction.set_rollback(True)
    return touched


UPDATE = "UPDATE casework_condition SET version = version + 1, {} WHERE id = %s"


@pytest.mark.parametrize(
    "change",
    [
        "exact_text = 'Softer words'", "category = 'curfew'", "function = 'protection'", "measure = 'Another'",
        "starts_on = starts_on - 1", "ends_on = current_date", "state = 'ended'", "state = 'met'",
        "state = 'proposed'", "state = 'taken_up'", "edition = 2", "number = 9", "source_decision_id = NULL",
        "state = 'ended', ending_decision_id = (SELECT id FROM casework_courtdecision WHERE number = 'other')",
    ],
)  # fmt: skip
def test_bare_sql_changes_no_condition_without_a_decision(world: Any, act: Any, order: Any, change: Any) -> None:
    CourtDecisionFactory(order=OrderFactory(case=world.case), membership=world.supervisor, number="other")
    with act(world.supervisor), pytest.raises(Error):
        run(UPDATE.format(change), order.condition.pk)


def test_bare_sql_may_do_what_the_services_do(world: Any, act: Any, order: Any) -> None:
    with act(world.supervisor):
        assert run(UPDATE.format("state = 'in_question'"), order.condition.pk) == 1
        ending = "state = 'ended', ends_on = current_date, ending_decision_id = source_decision_id"
        assert run(UPDATE.format(ending), order.condition.pk) == 1
    for who in ("manager", "officer", "teacher", "mentor", "chair", "stranger"):
        with act(getattr(world, who)):
            assert run(UPDATE.format("state = 'in_question'"), order.condition.pk) == 0


INSERT = """INSERT INTO casework_condition (id, version, case_id, order_id, number, edition, category, exact_text,
 function, measure, state, source_decision_id, proposed_by_id, starts_on, replaces_id)
 SELECT gen_random_uuid(), 1, c.case_id, c.order_id, 7, {edition}, 'curfew', 'Words', 'protection', '', {state},
 {source}, access_actor_membership(), current_date, {replaces} FROM casework_condition c WHERE c.id = %s"""


def insert(**more: str) -> str:
    """An insert of a condition beside another one."""
    return INSERT.format(
        **{"state": "'in_force'", "source": "c.source_decision_id", "edition": "1", "replaces": "NULL", **more}
    )


def test_bare_sql_inserts_no_binding_condition_of_its_own(world: Any, act: Any, order: Any) -> None:
    other = CourtDecisionFactory(order=OrderFactory(case=world.case), membership=world.supervisor)
    with act(world.supervisor):
        assert run(insert(), order.condition.pk) == 1
        for more in (
            {"source": "NULL"}, {"source": f"'{other.pk}'"}, {"state": "'ended'"}, {"state": "'taken_up'"},
            {"edition": "2", "replaces": "c.id"},
        ):  # fmt: skip
            with pytest.raises(Error):
                run(insert(**more), order.condition.pk)
    with act(world.officer):
        assert run(insert(state="'proposed'", source="NULL"), order.condition.pk) == 1
        with pytest.raises(Error):
            run(insert(), order.condition.pk)
    with act(world.chair), pytest.raises(Error):
        run(insert(state="'proposed'", source="NULL"), order.condition.pk)
    for who in ("teacher", "mentor", "stranger"):
        with act(getattr(world, who)):
            assert run(insert(state="'proposed'", source="NULL"), order.condition.pk) == 0  # sees no row to copy


def test_a_court_decision_is_never_edited_and_belongs_to_its_case(world: Any, act: Any, order: Any) -> None:
    with act(world.supervisor):
        with pytest.raises(Error):
            run("UPDATE casework_courtdecision SET words = 'Other' WHERE id = %s", order.decision.pk)
        with pytest.raises(Error):
            run("DELETE FROM casework_courtdecision WHERE id = %s", order.decision.pk)


def test_supervision_stays_on_its_case(world: Any, act: Any, order: Any) -> None:
    other = CaseFactory(
        reference="VRP-OAK", neutral_title="Oak", person=PersonFactory(), partnership=world.partnership,
        lead_agency=world.probation,
    )  # fmt: skip
    PlaceFactory(case=other, membership=world.supervisor, is_order_supervisor=True)
    move = "UPDATE {} SET version = version + 1, case_id = %s WHERE id = %s"
    with act(world.supervisor):
        for table, key in (("casework_order", order.pk), ("casework_condition", order.condition.pk)):
            with pytest.raises(Error):
                run(move.format(table), other.pk, key)
        with pytest.raises(Error):
            run(
                "INSERT INTO casework_courtdecision (id, case_id, order_id, court_id, act, decided_on, number, words,"
                " membership_id, recorded_at) SELECT gen_random_uuid(), %s, o.id, o.court_id, 'nothing', current_date,"
                " '', '', access_actor_membership(), now() FROM casework_order o WHERE o.id = %s",
                other.pk, order.pk,
            )  # fmt: skip
