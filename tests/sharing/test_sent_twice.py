"""The same form sent twice, one after the other or in the same moment: one row, one line, the first row as answer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from casework.services.once import key_of
from tests.casework.doors import lines
from tests.casework.planning import rows
from tests.casework.test_sent_twice import after
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
