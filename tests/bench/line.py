"""One figure of `make bench` as a row of its table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. budget: what it should not exceed; None where there is none."""

    what: str
    measured: float
    unit: str
    budget: float | None = None
    against: str = ""

    def text(self) -> str:
        """As a row."""
        verdict = "" if self.budget is None else ("ok" if self.measured <= self.budget else "OVER")
        budget = "" if self.budget is None else f"{self.budget:g}"
        return (
            f"{self.what:<52} {self.measured:>10.3f} {self.unit:<10} {budget:>6} {verdict:<5} {self.against}"
        )
