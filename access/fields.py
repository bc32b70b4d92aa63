"""Protected fields: AES-256-GCM text bound to its table, row and column, and a blind index for exact search.

The bound place (the additional data) keeps a database administrator from moving one person's address to
another person unnoticed. A protected field cannot be sorted, searched or compared in SQL.
"""

import base64
import hashlib
import hmac
import os
import uuid
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE_BYTES = 12  # NIST SP 800-38D: 96-bit nonce


class ProtectedValueBroken(RuntimeError):
    """The stored value was moved, changed, or sealed with a key that is no longer on the ring."""


@lru_cache(maxsize=4)
def _ring(spec: str) -> tuple[tuple[str, bytes], ...]:
    pairs = [entry.split(":", 1) for entry in spec.split(",") if entry]
    return tuple((name, base64.b64decode(key)) for name, key in pairs)


def _place(table: str, key: uuid.UUID, column: str) -> bytes:
    return f"{table}|{key}|{column}".encode()


def seal(text: str, table: str, key: uuid.UUID, column: str) -> str:
    """Encrypt ``text`` for one place; the result names the key it was sealed with."""
    name, secret = _ring(settings.FIELD_KEYS)[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(secret).encrypt(nonce, text.encode(), _place(table, key, column))
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(stored: str, table: str, key: uuid.UUID, column: str) -> str:
    """Decrypt what ``seal`` made for the same place.

    Raises:
        ProtectedValueBroken: wrong place, changed value or unknown key.
    """
    name, _sep, body = stored.partition(":")
    secret = dict(_ring(settings.FIELD_KEYS)).get(name)
    if secret is None:
        raise ProtectedValueBroken(f"no key named {name!r} on the ring")
    raw = base64.b64decode(body)
    try:
        return AESGCM(secret).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _place(table, key, column)).decode()
    except InvalidTag:
        raise ProtectedValueBroken(f"{table}.{column} of {key} cannot be unsealed") from None


def blind_index(value: str, purpose: str) -> str:
    """Return a keyed hash by which equal values can be found; letters' case and blanks do not count."""
    secret = hashlib.sha256(b"blind|" + _ring(settings.FIELD_KEYS)[-1][1]).digest()
    plain = "".join(value.split()).casefold()
    return hmac.new(secret, f"{purpose}|{plain}".encode(), hashlib.sha256).hexdigest()


class _Sealed(str):
    """Marks text as it came from the database."""

    __slots__ = ()


class _Unsealing:
    """Attribute that unseals on the first read."""

    def __init__(self, field: "ProtectedTextField") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type | None = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, _Sealed):
            value = unseal(value, self.field.model._meta.db_table, row.pk, str(self.field.column))
            row.__dict__[name] = value
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class ProtectedTextField(models.TextField):  # type: ignore[type-arg]  # not generic at run time
    """Text that the database never sees in clear. Empty text stays empty."""

    descriptor_class = _Unsealing

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Mark what is read, so that it is unsealed when it is used."""
        return _Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal for the row that is being saved."""
        value = getattr(model_instance, self.attname)
        return seal(str(value), self.model._meta.db_table, model_instance.pk, str(self.column)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but ``isnull``."""
        if lookup_name != "isnull":
            raise TypeError("a protected field cannot be compared in SQL; use its blind index")
        return super().get_lookup(lookup_name)
