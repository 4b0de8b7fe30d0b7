"""Numbers and times for people at a terminal, in the person's language."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from wattprint.domain.fitting import fitting_size

if TYPE_CHECKING:
    from wattprint.reference.texts import Texts

#: Three significant digits for what was measured: sensors are not better than that.
MEASURED_DIGITS = 3
#: Two for what was modelled or estimated.
MODELLED_DIGITS = 2

#: Durations below this are told with decimals.
SHORT_S = 10

#: What rounds to less than this in its unit is told as less, not with a row of zeros.
LEAST = 0.001

_ENERGY_UNITS = ((1e6, "MWh"), (1e3, "kWh"), (1.0, "Wh"))


class Numbers:
    """Formats quantities; None becomes the word that says why there is no number."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def energy(self, wh: float | None, *, at_least: bool = False, modelled: bool = False) -> str:
        """Watt-hours in a fitting unit. modelled: rounded further, behind the sign of an estimate."""
        if wh is None:
            return self._texts("word.learning")
        digits = MODELLED_DIGITS if modelled else MEASURED_DIGITS
        rounded = float(f"{wh:.{digits}g}")
        fitting = fitting_size((size for size, _ in _ENERGY_UNITS), rounded, digits)
        size, unit = next((entry for entry in _ENERGY_UNITS if entry[0] == fitting), (1e-3, "mWh"))
        if rounded == 0:
            size, unit = 1.0, "Wh"
        text = f"{self.significant(wh / size, digits)} {unit}"
        text = _estimate(text) if modelled and rounded else text
        return self._texts("word.at-least", value=text) if at_least else text

    def power(self, watts: float | None, *, modelled: bool = False) -> str:
        """Watts. modelled: rounded further, behind the sign of an estimate."""
        if watts is None:
            return self._texts("word.unmeasured")
        text = f"{self.significant(watts, MODELLED_DIGITS if modelled else MEASURED_DIGITS)} W"
        return _estimate(text) if modelled and watts else text

    def time(self, seconds: float) -> str:
        """A duration in the largest two units that matter."""
        if 0 < seconds < SHORT_S:
            return f"{self.significant(seconds, 2)} s"
        total = round(seconds)
        if total >= 86400:
            return f"{total // 86400} {self._texts('unit.day')} {total % 86400 // 3600} h"
        if total >= 3600:
            return f"{total // 3600} h {total % 3600 // 60:02d} min"
        return f"{total // 60} min {total % 60:02d} s" if total >= 60 else f"{total} s"

    def significant(self, value: float, digits: int) -> str:
        """A number rounded to so many significant digits, never in scientific notation."""
        if value == 0:
            return "0"
        if 0 < value < LEAST:
            return f"< {self._decimal(LEAST, 3)}"
        rounded = float(f"{value:.{digits}g}")
        if not isfinite(rounded):
            return "∞" if rounded > 0 else "?"
        return self._decimal(rounded, max(0, digits - 1 - _magnitude(rounded)))

    def size(self, size_bytes: int) -> str:
        """A file size."""
        if size_bytes >= 1e6:
            return f"{self.significant(size_bytes / 1e6, 2)} {self._texts('unit.megabyte')}"
        return f"{-(-size_bytes // 1000)} {self._texts('unit.kilobyte')}"

    def _decimal(self, value: float, decimals: int) -> str:
        text = f"{value:,.{decimals}f}"
        if self._texts.language == "fr":
            # A narrow no-break space between thousands, a comma before decimals.
            return text.replace(",", "\u202f").replace(".", ",")
        return text


def _estimate(text: str) -> str:
    return f"≈ {text}"


def _magnitude(value: float) -> int:
    return int(f"{abs(value):e}".rpartition("e")[2])
