"""A boolean or number computed by SQL whose columns Django resolves and whose values are bound."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self

from django.db.models import BooleanField, Expression, F, Field, Func, TextField
from django.db.models.sql.compiler import SQLCompiler

_TOKEN = re.compile(r"(?<!:):([a-z_]+)|\{([a-z_.]+)\}")


@lru_cache(maxsize=256)
def _pieces(template: str) -> tuple[tuple[str, str], ...]:
    """Split ``template`` into text, ``:value`` and ``{column}`` pieces, once."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for match in _TOKEN.finditer(template):
        pieces.append(("text", template[at : match.start()].replace("%", "%%")))
        pieces.append(("value", match[1]) if match[1] else ("column", match[2]))
        at = match.end()
    pieces.append(("text", template[at:].replace("%", "%%")))
    return tuple(piece for piece in pieces if piece[1])


def render(template: str, values: Mapping[str, Any], columns: Mapping[str, str]) -> tuple[str, list[Any]]:
    """Return SQL text and bound values for ``template``.

    ``:name`` becomes a bound value, ``{name}`` the SQL of a column. Neither ever holds what a person typed.
    """
    out: list[str] = []
    bound: list[Any] = []
    for kind, piece in _pieces(template):
        if kind == "text":
            out.append(piece)
        elif kind == "column":
            out.append(columns[piece])
        else:
            out.append("%s")
            bound.append(values[piece])
    return "".join(out), bound


def _column(source: Any, query: Any) -> Any | None:
    """The column that ``source`` names on the queried table itself; None where Django must look for it."""
    name = getattr(source, "name", None)
    if name is None or "__" in name or name in query.annotations:
        return None
    options = query.get_meta()
    field = options.pk if name == "pk" else options.get_field(name)
    own = field.concrete and field.model._meta.concrete_model is options.concrete_model
    return field.get_col(query.get_initial_alias()) if own else None


class Sql(Expression):
    """An expression from a fixed template; ``columns`` maps its ``{names}`` to fields of the queried model."""

    def __init__(
        self,
        template: str,
        values: Mapping[str, Any],
        columns: Mapping[str, str],
        output_field: "Field[Any, Any] | None" = None,
    ) -> None:
        super().__init__(output_field=output_field or BooleanField())
        self.template = template
        self.values = dict(values)
        self.names = tuple(columns)
        self.sources: list[Any] = [F(path) for path in columns.values()]

    @property
    def conditional(self) -> bool:
        """Whether this may stand in ``filter()``."""
        return isinstance(self.output_field, BooleanField)

    def resolve_expression(
        self, query: Any = None, allow_joins: bool = True, reuse: Any = None, summarize: bool = False,
        for_save: bool = False,
    ) -> Self:  # fmt: skip
        """Resolve the columns: those of the queried table directly, for a dozen of them cost more than the query."""
        if query is None or summarize:
            return super().resolve_expression(query, allow_joins, reuse, summarize, for_save)
        clone = self.copy()
        clone.sources = [
            _column(source, query) or source.resolve_expression(query, allow_joins, reuse, summarize)
            for source in self.sources
        ]
        return clone

    def get_source_expressions(self) -> list[Any]:
        """Columns, so that Django resolves and relabels them."""
        return self.sources

    def set_source_expressions(self, exprs: Any) -> None:
        """Take the resolved columns back."""
        self.sources = exprs

    def copy(self) -> Self:
        """Copy with a list of its own."""
        clone = super().copy()
        clone.sources = self.sources[:]
        return clone

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """Compile the columns and bind the values."""
        columns = {}
        for name, source in zip(self.names, self.sources, strict=True):
            columns[name], _none = compiler.compile(source)
        text, bound = render(self.template, self.values, columns)
        return f"({text})", bound

    def get_group_by_cols(self) -> list[Any]:
        """Group by the columns read."""
        return [col for source in self.sources for col in source.get_group_by_cols()]


class ThisTransaction(Func):
    """The number of the running transaction, as text: along with another statement it costs none of its own."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = TextField()
