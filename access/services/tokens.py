"""Making and revoking API tokens."""

import base64
import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.bearer import digest_of
from access.choices import Operation, TokenScope
from access.models import LONGEST_LIFE, ApiToken
from agencies.errors import RuleBroken

MARK = "tc_"
"""What every token begins with, so that one lying about is recognised."""

RANDOM_BYTES = 32  # 256 bits
SHOWN = 8  # characters of a token that its holder sees again: the mark and 30 of its 256 bits
MOST = 10  # working tokens of one person under one membership


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token at the only moment its secret is known."""

    id: uuid.UUID
    secret: str
    expires_at: dt.datetime


CALENDAR_DAYS = 365
"""How long a calendar's token works; it dies with its membership before that."""


def create_calendar_token(actor: Actor, name: str) -> NewToken:
    """Make a token with which a calendar program reads this person's calendar for a year, and nothing else.

    Raises:
        RuleBroken: no name, or ten working tokens already.
    """
    return _create(actor, name, CALENDAR_DAYS, TokenScope.CALENDAR)


def create_token(actor: Actor, name: str, days: int) -> NewToken:
    """Make a token that works for ``days`` days (1 to 90) as this person under this membership.

    Raises:
        RuleBroken: no name, odd days, or ten working tokens already.
    """
    if not 1 <= days <= LONGEST_LIFE.days:
        raise RuleBroken(_("Choose between 1 and 90 days."), "days")
    return _create(actor, name, days, TokenScope.API)


def _create(actor: Actor, name: str, days: int, scope: TokenScope) -> NewToken:
    if not name.strip():
        raise RuleBroken(_("Say what the token is for."), "name")
    now = timezone.now()
    secret = MARK + base64.urlsafe_b64encode(secrets.token_bytes(RANDOM_BYTES)).decode().rstrip("=")
    with transaction.atomic():
        working = ApiToken.objects.visible_to(actor).filter(revoked_at__isnull=True, expires_at__gt=now)
        if working.count() >= MOST:
            raise RuleBroken(_("You have ten working tokens. Revoke one that you no longer need."), "name")
        row = ApiToken(
            user_id=actor.user_id, membership_id=actor.membership_id, name=name.strip(), prefix=secret[:SHOWN],
            digest=digest_of(secret), scope=scope, created_at=now, expires_at=now + dt.timedelta(days=days),
        )  # fmt: skip
        row.save(force_insert=True)
        trail.record(
            actor, "token.created", operation=Operation.ADMINISTER, kind="token", subjects=[row.pk], ground="own",
            detail={"days": days, "scope": scope.value},
        )  # fmt: skip
    return NewToken(row.pk, secret, row.expires_at)


def revoke_token(actor: Actor, token_id: uuid.UUID) -> None:
    """End a token at once. Ending it twice is no mistake.

    Raises:
        Http404: the actor has no such token.
    """
    with transaction.atomic():
        row = ApiToken.objects.get_for(actor, "change", pk=token_id)
        if row.revoked_at is not None:
            return
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        trail.record(
            actor, "token.revoked", operation=Operation.ADMINISTER, kind="token", subjects=[row.pk], ground="own"
        )
