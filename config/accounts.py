"""How people log in: no sign-up, slow hashes with bounded memory, sealed second-factor seeds, a polite lock."""

from __future__ import annotations

import base64
import os
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from access import logins
from access.bearer import end_tokens_of

SEED_CONTEXT = b"mfa.seed"  # bound into every sealed seed, so that it opens as nothing else
LONGEST_ESTIMATED = 72  # characters; zxcvbn refuses more


class Argon2Hasher(Argon2PasswordHasher):
    """OWASP's smaller profile: about 60 ms and 19 MB a login, so that four at once stop nothing."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1


class StrengthValidator:
    """Refuses what zxcvbn guesses too easily; estimates the first 72 characters, accepts longer ones."""

    def validate(self, password: str, user: Any = None) -> None:
        known = [str(getattr(user, name, "") or "") for name in ("email", "full_name")] if user else []
        score = zxcvbn(password[:LONGEST_ESTIMATED], user_inputs=known)["score"]
        if score < settings.PASSWORD_MINIMAL_STRENGTH:
            raise ValidationError(self.get_help_text(), code="password_too_weak")

    def get_help_text(self) -> str:
        return _("Choose a password that is harder to guess: several words that do not belong together.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by a coordinator, never by a stranger; the trail tells who came, went and was refused."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            logins.sign_in_failed(_whose(credentials), locked_out=True)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        locked_out = bool(getattr(request, "axes_locked_out", False))
        logins.sign_in_failed(_whose(credentials), locked_out=locked_out)

    def login(self, request: HttpRequest, user: Any) -> None:
        logins.signed_in(user.pk)
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        if request.user.pk is not None:
            logins.signed_out(request.user.pk)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        logins.password_changed(user.pk)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Whoever signs out everywhere else ends their tokens for programs too."""

    def end_sessions(self, sessions: Any) -> None:
        super().end_sessions(sessions)
        end_tokens_of(context.request.user.pk)


def _whose(credentials: dict[str, Any]) -> list[uuid.UUID]:
    """The accounts that a failed login was meant for: one, or none."""
    return [user.pk for user in filter_users_by_email(login_name(None, credentials))]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds are sealed with the first of FIELD_KEYS before they are stored."""

    def encrypt(self, text: str) -> str:
        name, key = next(iter(_keys().items()))
        nonce = os.urandom(12)
        sealed = AESGCM(key).encrypt(nonce, text.encode(), SEED_CONTEXT)
        return f"{name}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """Raises KeyError for a retired key and InvalidTag for a changed seed."""
        name, _colon, body = encrypted_text.partition(":")
        raw = base64.b64decode(body)
        return AESGCM(_keys()[name]).decrypt(raw[:12], raw[12:], SEED_CONTEXT).decode()


def _keys() -> dict[str, bytes]:
    parts = (part.partition(":") for part in settings.FIELD_KEYS.split(",") if part)
    return {name: base64.b64decode(key) for name, _colon, key in parts}


def login_name(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name that a failed login is counted under: the e-mail address, lower case."""
    given = credentials or {}
    name = given.get("email") or given.get("username")
    if not name and request is not None:
        name = request.POST.get("login", "")
    return str(name or "").strip().lower()


def client_address(request: HttpRequest) -> str:
    """The caller's address; of a forwarded chain only what our own proxies wrote is believed."""
    chain = [a.strip() for a in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if a.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(chain) >= trusted:
        return str(chain[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))


def locked_out(request: HttpRequest, original_response: HttpResponse | None = None, *_: Any) -> HttpResponse:
    """The answer after too many wrong passwords: the same whether or not the account exists."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
