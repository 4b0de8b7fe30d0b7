"""Numbers and times for people at a terminal, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.reference.texts import Texts

#: Three significant digits for what was measured: sensors are not better than that.
MEASURED_DIGITS = 3
#: Two for what was modelled or estimated.
MODELLED_DIGITS = 2


#: Durations below this are told with decimals.
SHORT_S = 10


class Numbers:
    """Formats quantities; None becomes the word that says why there is no number."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def energy(
        self,
        wh: float | None,
        *,
        at_least: bool = False,
        digits: int = MEASURED_DIGITS,
        modelled: bool = False,
    ) -> str:
        """Watt-hours in a fitting unit. modelled: with the sign of an estimate before it."""
        if wh is None:
            return self._texts("word.learning")
        value, unit = next(
            ((wh / size, unit) for size, unit in ((1e6, "MWh"), (1e3, "kWh"), (1.0, "Wh")) if wh >= size),
            (wh * 1e3, "mWh") if 0 < wh < 1 else (wh, "Wh"),
        )
        text = f"{self.significant(value, digits)} {unit}"
        if modelled:
            text = f"≈ {text}"
        return self._texts("word.at-least", value=text) if at_least else text

    def power(self, watts: float | None) -> str:
        """Watts."""
        if watts is None:
            return self._texts("word.unmeasured")
        return f"{self.significant(watts, MEASURED_DIGITS)} W"

    def time(self, seconds: float) -> str:
        """A duration in the largest two units that matter."""
        if 0 < seconds < SHORT_S:
            return f"{self.significant(seconds, 2)} s"
        total = round(seconds)
        if total >= 86400:
            return f"{total // 86400} d {total % 86400 // 3600} h"
        if total >= 3600:
            return f"{total // 3600} h {total % 3600 // 60:02d} min"
        return f"{total // 60} min {total % 60:02d} s" if total >= 60 else f"{total} s"

    def significant(self, value: float, digits: int) -> str:
        """A number rounded to so many significant digits, never in scientific notation."""
        if value == 0:
            return "0"
        rounded = float(f"{value:.{digits}g}")
        decimals = max(0, digits - 1 - _magnitude(rounded))
        text = f"{rounded:,.{decimals}f}"
        if self._texts.language == "fr":
            # A narrow no-break space between thousands, a comma before decimals.
            return text.replace(",", "\u202f").replace(".", ",")
        return text

    def size(self, size_bytes: int) -> str:
        """A file size."""
        return (
            f"{self.significant(size_bytes / 1e6, 2)} MB" if size_bytes >= 1e6 else f"{size_bytes // 1000} kB"
        )


def _magnitude(value: float) -> int:
    return int(f"{abs(value):e}".rpartition("e")[2])
