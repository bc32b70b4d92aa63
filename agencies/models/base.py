"""Abstract rows that every floor builds on: random keys and refusing versions."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from agencies.errors import Conflict

FAR_FUTURE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""The end of an open interval. Never null, so that a predicate on time needs no OR."""

STALE = "TC409"
"""SQLSTATE raised by the trigger ``refuse_stale_update`` (agencies migration 0002)."""


def far_future() -> dt.datetime:
    """Return the moment that stands for an open end (UTC)."""
    return FAR_FUTURE


class KeyedModel(models.Model):
    """A row with a random UUID key, so that no key can be guessed from another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class VersionedModel(KeyedModel):
    """A row people edit. The database refuses an update whose version is not the old one plus one."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def save_next(row: models.Model, *fields: str) -> None:
    """Save ``fields`` of ``row`` as its next version.

    Raises:
        Conflict: the row was changed since it was read; nothing is saved.
    """
    edited: Any = row  # any row with a version: guarded ones have another base
    edited.version += 1
    try:
        with transaction.atomic():  # a refused update spoils only this, not what surrounds it
            row.save(update_fields=[*fields, "version"])
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) == STALE:
            raise Conflict(_("Somebody else changed this at the same time. Load the page again and compare.")) from None
        raise


@contextmanager
def only_once(constraint: str, sentence: str, field: str | None = None) -> Iterator[None]:
    """Save what may stand only once: of two requests at the same moment the slower one is told so.

    ``constraint`` is the unique constraint that holds it; ``field`` names the form field that ``sentence`` belongs to.

    Raises:
        Conflict: the other one was saved first; nothing of this block is.
    """
    try:
        with transaction.atomic():  # what is refused spoils only this, not what surrounds it
            yield
    except IntegrityError as error:
        if broken_constraint(error) != constraint:
            raise
        raise Conflict(sentence, field) from None


def broken_constraint(error: IntegrityError) -> str:
    """Return the name of the constraint that refused a row."""
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")
