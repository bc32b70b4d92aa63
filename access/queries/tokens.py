"""The API tokens of one person under one membership."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from access.actor import Actor
from access.choices import TokenScope
from access.models import ApiToken


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token as its holder may know it: never the token itself, only how it begins."""

    id: uuid.UUID
    name: str
    prefix: str
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    ended: str

    @property
    def works(self) -> bool:
        """Whether the token opens anything now."""
        return not self.ended


def my_tokens(actor: Actor, scope: TokenScope = TokenScope.API) -> list[TokenLine]:
    """The actor's tokens made for ``scope``, working ones first, then newest first."""
    now = timezone.now()
    rows = ApiToken.objects.visible_to(actor).filter(scope=scope).order_by("-created_at", "id")
    lines = [
        TokenLine(
            row.pk, row.name, row.prefix, row.created_at, row.expires_at, row.last_used_at,
            "" if row.works_at(now) else "revoked" if row.revoked_at else "expired",
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: not line.works)
