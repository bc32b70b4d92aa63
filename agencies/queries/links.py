"""Whom a one-time password link was made for."""

import uuid

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode

from agencies.models import User


class FirstPasswordTokens(PasswordResetTokenGenerator):
    """Signs person, password, last login and moment: a new link or a new password spoils every older link."""

    key_salt = "agencies.first_password"


TOKENS = FirstPasswordTokens()


def holder_of_link(uid: str, token: str, *, lock: bool = False) -> User | None:
    """The person whom the link's two parts belong to, or None when it was used, replaced, forged or has expired."""
    try:
        pk = uuid.UUID(force_str(urlsafe_base64_decode(uid)))
    except ValueError:
        return None
    users = User.objects.filter(pk=pk, is_active=True)
    user = (users.select_for_update() if lock else users).first()
    return user if user is not None and TOKENS.check_token(user, token) else None
