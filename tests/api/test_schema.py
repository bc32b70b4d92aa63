"""The interface keeps what its own description promises, whatever is sent, as three different people."""

import json
import os
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.caller import ROOT, token_of
from tests.doors.matrix import DOORS
from tests.factories import DeadlineFactory, NoteFactory

EXAMPLES = int(os.environ.get("API_EXAMPLES", "10"))  # for each operation, role and way; a long run takes 100
WAYS = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
NOT_IN_A_SCHEMA = [positive_data_acceptance]
"""Rules between fields (a gist needs an action, dates lie in the past) refuse what a schema cannot tell to be wrong."""


def test_the_description_is_valid_and_complete(tmp_path: Any) -> None:
    file = tmp_path / "schema.json"
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(file))
    assert json.loads(file.read_text())["openapi"].startswith("3.")


@pytest.fixture
def schema(world: Any, wsgi: Any) -> Any:
    headers = {"Authorization": f"Bearer {token_of(world.supervisor)}"}
    return schemathesis.openapi.from_wsgi(f"{ROOT}/schema/", wsgi, headers=headers)


@pytest.fixture
def calm(settings: Any) -> None:
    """No caller is too fast; tests/api/test_limits.py has its own."""
    settings.API_CALLS_PER_MINUTE = dict.fromkeys(("read", "change", "wrong"), 1_000_000)


def operations(schema: Any) -> list[APIOperation[Any, Any, Any, Any]]:
    return [result.ok() for result in schema.get_all_operations()]


def test_every_operation_is_described_with_its_refusals(schema: Any) -> None:
    described = {(operation.method, operation.path) for operation in operations(schema)}
    doors = [door for name, door in DOORS.items() if door.json and name not in ("api_schema", "api_nothing")]
    assert len(described) == sum(bool(door.get) + bool(door.post) for door in doors)
    for operation in operations(schema):
        statuses = set(operation.definition.raw["responses"])
        assert statuses >= {"400", "401", "403", "404", "429", "503"}, operation.label
        if operation.method == "post":
            assert statuses >= {"201", "409", "413", "415", "422"} or operation.path.endswith("/audience/")
        assert operation.definition.raw["security"] == [{"token": []}, {"session": []}]


@pytest.mark.parametrize("who", ["supervisor", "teacher", "stranger"])
def test_nothing_sent_breaks_a_promise(world: Any, schema: Any, calm: None, who: str) -> None:
    written = NoteFactory(case=world.case, by=world.officer, gist="G", summary="S")
    DeadlineFactory(case=world.case, agency=world.probation, responsible=world.teacher)
    known = {"reference": "VRP-CEDAR", "note": str(written.pk), "agency": str(world.police.pk)}
    headers = {"Authorization": f"Bearer {token_of(getattr(world, who))}"}
    for operation in operations(schema):
        for way in WAYS:
            fuzz(operation, way, known, headers)


def fuzz(operation: Any, way: GenerationMode, known: dict[str, str], headers: dict[str, str]) -> None:
    quiet = hypothesis_settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    @quiet
    @given(case=operation.as_strategy(generation_mode=way), real=st.integers(0, 3))
    def one(case: Any, real: int) -> None:
        for name, value in known.items():
            if real and way is GenerationMode.POSITIVE and name in (case.path_parameters or {}):
                case.path_parameters[name] = value
        case.call_and_validate(headers=headers, excluded_checks=NOT_IN_A_SCHEMA)

    one()
