"""Values read from the environment. Odd ones are refused by name, all at once, before anything starts."""

from __future__ import annotations

import base64
import binascii
import os
import pathlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("production", "development", "test")
SHORTEST_SECRET = 50  # characters, as Django's own deployment check wants
SHORTEST_CONTEXT_KEY = 32  # characters


class Environment:
    """Reads values, collects what is wrong with them, and says everything in one `ImproperlyConfigured`."""

    def __init__(self, values: Mapping[str, str] | None = None):
        self.values = os.environ if values is None else values
        self.problems: list[str] = []
        self.name = self.values.get("ENVIRONMENT", "production")
        if self.name not in ENVIRONMENTS:
            self.refuse("ENVIRONMENT", f"must be one of {', '.join(ENVIRONMENTS)}")

    @property
    def production(self) -> bool:
        """Anything that is not plainly something else is production."""
        return self.name not in ("development", "test")

    def refuse(self, name: str, sentence: str) -> None:
        self.problems.append(f"{name} {sentence}")

    def finish(self) -> None:
        """Raises ImproperlyConfigured naming every value that was refused."""
        if self.problems:
            raise ImproperlyConfigured("The product does not start: " + "; ".join(self.problems) + ".")

    def text(self, name: str, otherwise: str | None = None) -> str:
        """NAME, or the content of the file that NAME_FILE names. `otherwise` None: must be given in production."""
        file = self.values.get(f"{name}_FILE")
        if file and name in self.values:
            self.refuse(name, f"is given twice: by {name} and by {name}_FILE")
        if file:
            try:
                return pathlib.Path(file).read_text(encoding="utf-8").strip()
            except OSError:
                self.refuse(f"{name}_FILE", "names a file that cannot be read")
                return ""
        value = self.values.get(name, "").strip()
        if value:
            return value
        if otherwise is None and self.production:
            self.refuse(name, "is missing")
        return otherwise or ""

    def development_text(self, name: str, for_development: str) -> str:
        """Like `text`, required in production, with a value that serves elsewhere."""
        return self.text(name, None if self.production else for_development)

    def flag(self, name: str) -> bool:
        """ "1" or nothing; "0" is nothing; a word is a mistake."""
        value = self.values.get(name, "").strip()
        if value not in ("", "0", "1"):
            self.refuse(name, 'must be "1" or "0"')
        return value == "1"

    def number(self, name: str, otherwise: int, *, least: int = 0, most: int = 1_000_000) -> int:
        value = self.values.get(name, "").strip() or str(otherwise)
        if not value.isdecimal() or not least <= int(value) <= most:
            self.refuse(name, f"must be a whole number from {least} to {most}")
            return otherwise
        return int(value)

    def words(self, name: str, for_development: str) -> list[str]:
        """A comma-separated list."""
        return [w.strip() for w in self.development_text(name, for_development).split(",") if w.strip()]

    def forbidden_in_production(self, name: str) -> bool:
        value = self.flag(name)
        if value and self.production:
            self.refuse(name, "must not be set in production")
        return value

    def secret_key(self) -> str:
        value = self.development_text("SECRET_KEY", "development-only-" * 4)
        weak = len(value) < SHORTEST_SECRET or len(set(value)) < 10 or value.startswith(("django-insecure", "develop"))
        if self.production and value and weak:
            self.refuse("SECRET_KEY", f"is weak: at least {SHORTEST_SECRET} random characters are needed")
        return value

    def hosts(self) -> list[str]:
        hosts = self.words("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
        if self.production and any("*" in host for host in hosts):
            self.refuse("ALLOWED_HOSTS", "must name the hosts, without *")
        return hosts

    def key_bytes(self, name: str, value: str) -> bytes:
        """Base64 of exactly 32 bytes."""
        try:
            raw = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != 32:
            self.refuse(name, "must be base64 of 32 bytes")
        return raw

    def field_keys(self) -> str:
        """ "k1:base64[,k0:base64]": the first is used to write, all to read."""
        zero = base64.b64encode(bytes(32)).decode()
        value = self.development_text("FIELD_KEYS", f"dev:{zero}")
        names = []
        for part in filter(None, value.split(",")):
            name, colon, key = part.partition(":")
            if not colon or not name.isalnum():
                self.refuse("FIELD_KEYS", "must be name:base64[,name:base64]")
                continue
            names.append(name)
            raw = self.key_bytes("FIELD_KEYS", key)
            if self.production and raw == bytes(32):
                self.refuse("FIELD_KEYS", "holds a weak key")
        if len(names) != len(set(names)):
            self.refuse("FIELD_KEYS", "names a key twice")
        return value

    def context_key(self) -> str:
        value = self.development_text("CONTEXT_KEY", "development-only-context-key-0123456789")
        weak = len(value) < SHORTEST_CONTEXT_KEY or len(set(value)) < 10 or value.startswith("develop")
        if self.production and value and weak:
            self.refuse("CONTEXT_KEY", f"is weak: at least {SHORTEST_CONTEXT_KEY} random characters are needed")
        return value

    def trail_key(self, name: str, *, required: bool) -> str:
        value = self.text(name, None if required else "")
        if value:
            self.key_bytes(name, value)
        return value

    def database(self) -> dict[str, Any]:
        """DATABASE_URL as Django's dictionary; options of the connection go behind a question mark."""
        value = self.development_text("DATABASE_URL", "postgresql://throughcare_app@127.0.0.1:5432/throughcare")
        url = urlsplit(value)
        if value and (url.scheme not in ("postgresql", "postgres") or not url.path.strip("/")):
            self.refuse("DATABASE_URL", "must be postgresql://user:password@host:port/database")
        if self.production and url.username == "postgres":
            self.refuse("DATABASE_URL", "must not be the superuser's: no wall would hold")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or self._database_password()),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 0 if self.name == "test" else 60,
            "CONN_HEALTH_CHECKS": True,
            "ATOMIC_REQUESTS": False,  # access.middleware opens the transaction, with the sealed context in it
            "OPTIONS": {"connect_timeout": 5, "application_name": "throughcare", **dict(parse_qsl(url.query))},
        }

    def _database_password(self) -> str:
        return self.text("DATABASE_PASSWORD", "")

    def redis(self) -> str:
        value = self.development_text("REDIS_URL", "redis://127.0.0.1:6379/0")
        url = urlsplit(value)
        if value and url.scheme not in ("redis", "rediss"):
            self.refuse("REDIS_URL", "must be redis://:password@host:port/number")
        password = self.text("REDIS_PASSWORD", "")
        if password and not url.password:
            value = url._replace(netloc=f":{quote(password, safe='')}@{url.netloc}").geturl()
        return value
