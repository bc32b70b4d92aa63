"""Log lines hold no personal data: neither values of a database error, nor query strings, nor addresses."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, connection, transaction

from config import logs

CANARY = "010190-12345"


@pytest.fixture(params=[True, False], ids=["json", "lines"])
def lines(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What a logger with the product's own handler wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.CleanFilter())
    handler.setFormatter(logs.formatter(as_json=request.param))
    logger = logging.getLogger("test.lines")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    yield stream
    logger.removeHandler(handler)


@pytest.fixture
def log() -> logging.Logger:
    return logging.getLogger("test.lines")


@pytest.mark.django_db
def test_a_database_error_is_named_without_its_values(lines: io.StringIO, log: logging.Logger, backstage: Any) -> None:
    with backstage(), connection.cursor() as cursor:
        cursor.execute("create temporary table people (number text primary key) on commit drop")
        cursor.execute("grant insert on people to throughcare_app")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("insert into people values (%s), (%s)", [CANARY, CANARY])
    except IntegrityError as exc:
        log.exception("not saved: %s", exc)
        log.error(exc)
        log.error(f"not saved: {exc}")  # noqa: G004 - somebody will write it so
    written = lines.getvalue()
    assert "IntegrityError from UniqueViolation" in written
    assert "test_logs.py" in written
    assert CANARY not in written


def test_any_exception_is_named_without_its_text(lines: io.StringIO, log: logging.Logger) -> None:
    try:
        int(CANARY)
    except ValueError:
        log.exception("no number")
    assert "ValueError" in lines.getvalue()
    assert CANARY not in lines.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"GET /cases/?q={CANARY}",
        f"Key (number)=({CANARY}) already exists",
        f"failed\nDETAIL:  Failing row contains ({CANARY}, x).",
        f"STATEMENT: insert into people values ('{CANARY}')",
        f"mail to {CANARY}@example.org bounced",
    ],
)
def test_texts_are_cleaned(text: str, lines: io.StringIO, log: logging.Logger) -> None:
    log.info(text)
    log.info("said: %s", text)
    log.info("said: %(text)s", {"text": text})
    assert lines.getvalue().count("\n") == 3
    assert CANARY not in lines.getvalue()


def test_a_percent_sign_is_only_a_percent_sign(lines: io.StringIO, log: logging.Logger) -> None:
    log.info("100%% of %s", "a%sb")
    log.info("50 % done")
    assert "100% of a%sb" in lines.getvalue()
    assert "50 % done" in lines.getvalue()


def test_fields_that_are_not_on_the_list_are_dropped(lines: io.StringIO) -> None:
    structlog.get_logger("test.lines").info("note_saved", case_id="c-1", body=CANARY, count=2)
    written = lines.getvalue()
    assert "note_saved" in written
    assert "c-1" in written
    assert CANARY not in written
