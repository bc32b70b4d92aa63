"""The authentication backend that answers ``has_perm`` from the policy, before anything else can."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from access import plans
from access.actor import Actor
from access.guarded import GuardedModel


class PolicyBackend(BaseBackend):
    """Answers for protected rows and refuses every other question, also for superusers' grants.

    ``user.has_perm("view", row)`` needs ``user.actor`` set by the middleware; without an actor the answer is no.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Say whether the user may ``perm`` the protected row ``obj``; raise so that no later backend answers.

        Raises:
            PermissionDenied: always when the answer is no.
        """
        actor = getattr(user_obj, "actor", None)
        if isinstance(obj, GuardedModel) and isinstance(actor, Actor) and actor.user_id == user_obj.pk:
            verb = perm.rpartition(".")[2]
            row = type(obj).objects.visible_where(actor, verb, pk=obj.pk)
            with plans.kept(row.db):
                if row.exists():
                    return True
        raise PermissionDenied
