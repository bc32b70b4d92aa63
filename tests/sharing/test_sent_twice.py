"""The same form sent twice, one after the other or in the same moment: one row, one line, the first row as answer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection

from casework.services.once import key_of
from sharing.choices_publishing import PublicationStepKind, SaidYesNo
from sharing.models import PublicationStep
from sharing.publishing import NewPublicationStep
from sharing.services.publications import step_of_publication
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.casework.test_sent_twice import after
from tests.factories.publications import PublicationFactory, PublicationStepFactory
from tests.sharing.sent import FORMS


@pytest.mark.parametrize("what", FORMS)
def test_sent_again_it_is_there_once(world: Any, act: Any, what: str) -> None:
    sent, form = FORMS[what], uuid.uuid4()
    laid = sent.lay(world)
    before = {row.pk for row in rows(sent.model)}
    with act(getattr(world, sent.who)) as actor:
        made = sent.send(actor, laid, form)
        assert sent.send(actor, laid, form).pk == made.pk == key_of(actor, form)
    assert {row.pk for row in rows(sent.model)} - before == {made.pk}
    assert len(lines(sent.verb)) == 1


@pytest.mark.parametrize("what", FORMS)
def test_sent_twice_at_once_it_is_there_once(world: Any, act: Any, what: str) -> None:
    sent, form = FORMS[what], uuid.uuid4()
    laid = sent.lay(world)
    before = {row.pk for row in rows(sent.model)}
    with act(getattr(world, sent.who)) as actor:
        key = key_of(actor, form)
        with after(sent.model._meta.db_table, lambda: sent.first(world, laid, key)):
            assert sent.send(actor, laid, form).pk == key
    assert {row.pk for row in rows(sent.model)} - before == {key}
    assert lines(sent.verb) == [], "the first of the two has its own line"


def test_a_decision_of_a_text_for_the_public_sent_twice_at_once_is_answered_with_the_first(
    world: Any, act: Any
) -> None:
    text, form = PublicationFactory(case=world.case, membership=world.manager), uuid.uuid4()
    done: list[str] = []

    def first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "pg_advisory_xact_lock" in sql and not done:  # who comes second waits here until the first is through
            done.append(sql)
            PublicationStepFactory(id=key, publication=text, membership=world.chair, kind="chair", verdict="yes")
        return execute(sql, params, many, context)

    step = NewPublicationStep(PublicationStepKind.CHAIR, "It may.", SaidYesNo.YES)
    with act(world.chair) as actor:
        key = key_of(actor, form)
        with connection.execute_wrapper(first):
            assert step_of_publication(actor, text.pk, step, form).pk == key
    assert [row.pk for row in rows(PublicationStep)] == [key]
