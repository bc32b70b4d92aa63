"""Sent twice, recorded once: the key of a form, or of a program's request, is the key of what it makes."""

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from access.actor import Actor

M = TypeVar("M", bound=models.Model)


def key_of(actor: Actor, typed: uuid.UUID | None) -> uuid.UUID:
    """Return the key of a row sent with a form: the same form sent twice gives the same key, and never another's.

    Without a form's own key each call gives a new one.
    """
    return uuid.uuid5(actor.membership_id, str(typed)) if typed else uuid.uuid4()


def made_before(actor: Actor, model: type[M], typed: uuid.UUID | None, **own: uuid.UUID) -> M | None:
    """Return what the same form made before, as far as the actor sees it; None without a form's own key.

    ``own`` says by which columns it is the actor's, where the model has some.
    """
    return _found(actor, model, key_of(actor, typed), own) if typed else None


def insert_once(actor: Actor, row: M, **own: uuid.UUID) -> M:
    """Insert ``row``, whose key came from ``key_of``; return it, or what the same form made in this very moment."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if (before := _found(actor, type(row), row.pk, own)) is None:
            raise
        return before
    return row


def _found(actor: Actor, model: type[M], key: uuid.UUID, own: Mapping[str, uuid.UUID]) -> M | None:
    guarded: Any = model
    found: M | None = guarded.objects.visible_to(actor).filter(pk=key, **own).first()
    return found
