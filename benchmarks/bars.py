"""Bars: what must hold, what was measured, and the table of both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the measured figure must be at most (or at least) ``limit``."""

    name: str
    measured: float
    limit: float
    at_least: bool = False
    unit: str = "x"

    @property
    def held(self) -> bool:
        """Whether the measured figure keeps to the bar."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def line(self) -> str:
        """Return the bar as one line of the table."""
        if self.limit == float("inf"):
            return f"{self.name:<66} {self.measured:>9.2f}{self.unit}"
        sign = ">=" if self.at_least else "<="
        verdict = "held" if self.held else "MISSED"
        return f"{self.name:<66} {self.measured:>9.2f}{self.unit:<3} {sign} {self.limit:g}{self.unit:<3} {verdict}"


def show(title: str, bars: list[Bar]) -> None:
    """Print a table."""
    print(f"\n{title}")
    print("-" * 100)
    for bar in bars:
        print(bar.line(), flush=True)
