"""Bars: what must hold, what was measured, and the table of both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the measured figure must be at most (or at least) ``limit``.

    ``by_key`` is what the very same rows by primary key reached in the same rounds: the physical limit of a bar that
    asks to be so many times faster than something else.
    """

    name: str
    measured: float
    limit: float
    at_least: bool = False
    unit: str = "x"
    by_key: float | None = None

    @property
    def held(self) -> bool:
        """Whether the measured figure keeps to the bar."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def beyond(self) -> bool:
        """Whether the bar was not held and the physical limit, measured beside it, does not reach it either."""
        return not self.held and self.at_least and self.by_key is not None and self.by_key < self.limit

    @property
    def missed(self) -> bool:
        """Whether the bar was not held though it can be."""
        return not self.held and not self.beyond

    @property
    def verdict(self) -> str:
        """Held, missed, or beyond what the very same rows by key reach."""
        if self.beyond:
            return f"beyond the physical limit: {self.by_key:.1f}{self.unit}"
        return "held" if self.held else "MISSED"

    def line(self) -> str:
        """Return the bar as one line of the table."""
        if self.limit == float("inf"):
            return f"{self.name:<66} {self.measured:>9.2f}{self.unit}"
        sign = ">=" if self.at_least else "<="
        limit = "" if self.by_key is None or self.beyond else f" (by key {self.by_key:.1f}{self.unit})"
        wanted = f"{sign} {self.limit:g}{self.unit:<3}"
        return f"{self.name:<66} {self.measured:>9.2f}{self.unit:<3} {wanted} {self.verdict}{limit}"


def show(title: str, bars: list[Bar]) -> None:
    """Print a table."""
    print(f"\n{title}")
    print("-" * 100)
    for bar in bars:
        print(bar.line(), flush=True)


def verdicts(bars: list[Bar]) -> int:
    """Print how many bars were held, missed and beyond reach, each of the latter by name; 1 when one was missed."""
    missed, beyond = [bar for bar in bars if bar.missed], [bar for bar in bars if bar.beyond]
    held = len(bars) - len(missed) - len(beyond)
    print(f"\n{held} of {len(bars)} bars held, {len(missed)} missed, {len(beyond)} beyond the physical limit")
    for word, some in (("beyond reach", beyond), ("missed", missed)):
        for bar in some:
            print(f"{word}: {bar.line()}")
    return 1 if missed else 0
