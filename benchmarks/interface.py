"""A page of cases through the programming interface, against the same page on guardian's direct keys.

Both are requests through the product's own middleware, token and serializer. The product's page is all of it: places,
exact number, line on the trail. Guardian's is the least that could be asked of it for the same lines: its list helper
on the team rows, which are direct keys of its own kind, their number, and its helper on the notes for when a case was
last active to the caller; no places and no trail.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Max
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.shortcuts import get_objects_for_user  # noqa: TID251 - what the product is compared with
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api.base import Endpoint
from access.api.paging import page_of
from access.choices import Place
from access.policy import Standing
from access.services.tokens import create_token
from agencies.models import FAR_FUTURE
from casework.api.answers import CaseLineAnswer
from casework.models import Case, CaseAgencyGrant, CaseTeamMember, Note
from casework.queries import case_list
from config.urls import urlpatterns as product

from . import shapes
from .bars import Bar
from .cells import Times, run
from .people import Somebody, behind_the_wall

OURS, GUARDIANS, BY_KEY = "/api/v1/cases/", "/api/v1/cases-by-guardian/", "/api/v1/cases-by-key/"
PAGE = shapes.PAGE


@contextlib.contextmanager
def _bare_keys() -> Iterator[None]:
    """Let guardian read the team rows as it reads its own: it names no actor, and would be refused."""
    tables: dict[Any, Any] = {
        CaseTeamMember: UserObjectPermissionManager(), CaseAgencyGrant: GroupObjectPermissionManager()
    }  # fmt: skip
    for model, manager in tables.items():
        model.objects, manager.model = manager, model
    try:
        yield
    finally:
        for model in tables:
            del model.objects  # the guarded one of the class above it is back


def _told(rows: Any, actor: Actor, notes: Any = None) -> Response:
    """Answer a page of ``rows`` as the product's endpoint does.

    ``notes``: those that the caller reads, by which a case was last active; without them nothing is asked or counted.
    """
    order = case_list._orders(actor)["review"]
    found, older, newer = case_list._cut([rows.annotate(key=order.key)], order, "", "")
    place = Standing(Place.PERMANENT, FAR_FUTURE, frozenset())
    active: dict[uuid.UUID, dt.datetime] = {}
    if notes is not None:
        newest = notes.filter(case_id__in=[case.pk for case in found]).order_by()
        active = dict(newest.values_list("case_id").annotate(Max("recorded_at")))
    lines = [case_list._row(case, place, active.get(case.pk) or timezone.now()) for case in found]
    told = CaseLineAnswer(lines, many=True).data
    return Response(page_of("cases.review", told, older, newer, total=PAGE if notes is None else rows.count()))


class CasesByGuardian(Endpoint):
    """What an endpoint of the same kind would be that left the choice of rows to guardian."""

    def list(self, request: Request) -> Response:
        """One page of the caller's cases, with their exact number and when each was last active to the caller."""
        user: Any = request.user
        with _bare_keys():
            held: Any = get_objects_for_user(user, "casework.be_on_team", Case)
        read = shapes.guardians(user, "casework.view_note", Note)
        return _told(held.unguarded(because=shapes.WHY).open(), self.actor, read)


class CasesByKey(Endpoint):
    """The physical limit: the very same rows by key, without counting any."""

    keys: ClassVar[list[uuid.UUID]] = []

    def list(self, request: Request) -> Response:
        """One page of the cases whose keys are known."""
        return _told(Case.objects.unguarded(because=shapes.WHY).filter(pk__in=self.keys), self.actor)


urlpatterns = [
    path(GUARDIANS[1:], CasesByGuardian.as_view({"get": "list"})),
    path(BY_KEY[1:], CasesByKey.as_view({"get": "list"})),
    *product,
]


def measure(times: Times, people: list[Somebody], rounds: int) -> None:
    """Measure requests by practitioners, undone afterwards, so that the trail stays as it was."""
    for turn in range(rounds):
        one = people[turn % len(people)]
        with transaction.atomic(), override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
            with behind_the_wall(one.actor):
                secret = create_token(one.actor, "benchmark", 1).secret
            client = Client(headers={"authorization": f"Bearer {secret}"})
            CasesByKey.keys = [uuid.UUID(line["id"]) for line in _page(client, OURS)]
            cells: dict[str, Callable[[], object]] = {
                "interface": lambda client=client: _page(client, OURS),  # type: ignore[misc]
                "interface guardian": lambda client=client: _page(client, GUARDIANS),  # type: ignore[misc]
                "interface pk": lambda client=client: _page(client, BY_KEY),  # type: ignore[misc]
            }
            run(times, cells)
            transaction.set_rollback(True)


def _page(client: Client, address: str) -> list[Any]:
    """Ask for the page and make sure that it is a full one."""
    answer = client.get(address)
    lines: list[Any] = answer.json().get("results", [])
    if len(lines) != PAGE:
        raise RuntimeError(f"{address} answered {answer.status_code} with {len(lines)} cases")
    return lines


def bars_of(times: Times) -> list[Bar]:
    """Read the bar of the programming interface off the times: so many more requests in the same time."""
    name = "page of cases through the API, faster than guardian's direct keys"
    guardian = "interface guardian"
    return [Bar(name, times.ratio(guardian, "interface"), 4, True, by_key=times.ratio(guardian, "interface pk"))]
