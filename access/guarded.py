"""The choke point: querysets of protected rows that raise until somebody says for whom."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from access import plans
from access.actor import Actor
from access.errors import NotAllowed, Unguarded
from access.sight import Sight

M = TypeVar("M", bound="models.Model")

_SEALED = ("count", "exists", "aggregate", "update", "delete", "iterator", "in_bulk", "explain", "contains")


class GuardedQuerySet(models.QuerySet[M]):
    """A queryset that answers nothing before ``visible_to(actor)``."""

    _cleared: bool = False

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._cleared = self._cleared
        return clone

    def _refuse(self) -> NoReturn:
        raise Unguarded(f"{self.model.__name__} rows were asked for without visible_to(actor)")

    def visible_to(self, actor: Actor, verb: str = "view") -> Self:
        """Rows on which ``actor`` may ``verb``. An unknown verb clears nothing."""
        sight: Sight = self.model.sight  # type: ignore[attr-defined]
        return self._cleared_by(sight.condition(actor, verb))

    def visible_where(self, actor: Actor, verb: str = "view", **where: Any) -> Self:
        """The rows of ``visible_to(actor, verb)`` that ``where`` finds, decided alike but not led by the actor's cases.

        For a few rows that ``where`` names: by key, by the keys of their notes, by cases. Nothing else leads to them.
        """
        sight: Sight = self.model.sight  # type: ignore[attr-defined]
        return self._cleared_by(sight.point(actor, verb), **where)

    def _cleared_by(self, condition: Any | None, **where: Any) -> Self:
        rows = self.none() if condition is None else self.filter(condition, **where)
        rows._cleared = True
        return rows

    def visible_apart(self, actor: Actor) -> list[Self]:
        """The rows of ``visible_to(actor)`` as querysets that share no row, each with an index of its own to walk."""
        found = []
        for condition in self.model.sight.apart(actor):  # type: ignore[attr-defined]
            rows = self.filter(condition)
            rows._cleared = True
            found.append(rows)
        return found

    def unguarded(self, *, because: str) -> Self:
        """All rows, for a reason that stands in the code and on the allow-list of the tests."""
        if not because.strip():
            raise Unguarded("unguarded() needs a reason")
        rows = self._chain()  # type: ignore[attr-defined]
        rows._cleared = True
        return rows  # type: ignore[no-any-return]

    def get_for(self, actor: Actor, verb: str = "view", **lookup: Any) -> M:
        """The one row that ``lookup`` finds and ``actor`` may ``verb``.

        Raises:
            Http404: there is none that the actor may know of.
            NotAllowed: the actor sees the row but may not do this.
        """
        if any(isinstance(value, str) and "\0" in value for value in lookup.values()):
            raise Http404  # no column holds it, and the database cannot even be asked
        row = self._first(actor, verb, lookup)
        if row is not None:
            return row
        seen = self._found(actor, "view", lookup)
        seen.query.select_for_update = False  # a lock asks the second wall about changing, not about seeing
        if verb != "view" and seen.exists():
            raise NotAllowed(_("Your place on this case does not let you do this. Ask the case manager."))
        raise Http404

    def _first(self, actor: Actor, verb: str, lookup: Mapping[str, Any]) -> M | None:
        rows = self._found(actor, verb, lookup)
        if "pk" not in lookup:
            return rows.first()
        with plans.kept(self.db):
            return next(iter(rows), None)

    def _found(self, actor: Actor, verb: str, lookup: Mapping[str, Any]) -> Self:
        if "pk" in lookup:
            return self.visible_where(actor, verb, **lookup)
        return self.visible_to(actor, verb).filter(**lookup)

    def _fetch_all(self) -> None:
        if not self._cleared and self._result_cache is None:
            self._refuse()
        super()._fetch_all()

    def get(self, *args: Any, **kwargs: Any) -> M:
        """One row of a cleared queryset."""
        if not self._cleared:
            self._refuse()
        return super().get(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never: raw SQL cannot be cleared."""
        self._refuse()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to become a subquery of somebody else's query before being cleared."""
        if not self._cleared:
            self._refuse()
        return super().resolve_expression(*args, **kwargs)

    def _both(self, other: Any) -> None:
        if not (self._cleared and getattr(other, "_cleared", False)):
            self._refuse()

    def __or__(self, other: Any) -> Self:
        self._both(other)
        return super().__or__(other)

    def __and__(self, other: Any) -> Self:
        self._both(other)
        return super().__and__(other)

    def __xor__(self, other: Any) -> Self:
        self._both(other)
        return super().__xor__(other)

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Self:  # noqa: A002
        for other in others:
            self._both(other)
        return super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc, no-any-return]


def _sealed(name: str) -> Any:
    def method(self: GuardedQuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        if not self._cleared:
            self._refuse()
        return getattr(models.QuerySet, name)(self, *args, **kwargs)

    method.__name__ = name
    method.__doc__ = f"``QuerySet.{name}`` of cleared rows only."
    method.queryset_only = name == "delete"  # type: ignore[attr-defined]
    method.alters_data = name in ("delete", "update")  # type: ignore[attr-defined]
    return method


for _name in _SEALED:
    setattr(GuardedQuerySet, _name, _sealed(_name))


class GuardedModel(models.Model):
    """A protected table. It declares its sight and answers only through ``visible_to``."""

    sight: ClassVar[Sight]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True


class GuardedVersionedModel(GuardedModel):
    """A protected table whose rows people edit (see ``agencies.models.base.VersionedModel``)."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
