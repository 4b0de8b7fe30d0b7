"""What a session made, in units: the same ones as cloud use is counted in, so that both can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from wattprint.domain.factors import Unit
from wattprint.domain.workload import Kind
from wattprint.gui.cloud.counts import count_text, counted, noun
from wattprint.reference.texts import plain

#: What a sitting makes; sessions and the rest of what is counted in the cloud are no outputs.
OFFERED = ("image", "video_second", "minute", "track", "token", "prompt", "report")

#: What a kind of work makes, most likely.
_LIKELY = {
    Kind.CHAT: "prompt",
    Kind.IMAGE: "image",
    Kind.VIDEO: "video_second",
    Kind.SPEECH: "minute",
}


class Outputs:
    """Names of units. units: of the factors."""

    def __init__(self, locale: QLocale, units: Iterable[Unit]) -> None:
        self._locale = locale
        self._units = {unit.id: unit for unit in units}

    def offered(self) -> list[tuple[str, str]]:
        """(id, plural) of the units to choose from."""
        return [
            (unit_id, plain(noun(self._locale, 2, self._units[unit_id])))
            for unit_id in OFFERED
            if unit_id in self._units
        ]

    def likely(self, kind: Kind) -> str:
        """The unit to begin with."""
        return _LIKELY.get(kind, OFFERED[0])

    def counted(self, count: float, unit_id: str) -> str:
        """A count with its unit; a unit that this version does not know is told by its id."""
        unit = self._units.get(unit_id)
        if unit is None:
            return plain(f"{count_text(self._locale, count)} {unit_id}")
        return plain(counted(self._locale, count, unit))

    def one(self, unit_id: str) -> str:
        """For how much the energy is told: "image", or "1,000 tokens"."""
        unit = self._units.get(unit_id)
        if unit is None:
            return plain(unit_id)
        return plain(noun(self._locale, 1, unit) if unit.per == 1 else counted(self._locale, unit.per, unit))

    def per(self, unit_id: str) -> int:
        """How many of them the energy is told for: of one token it would be too small to picture."""
        unit = self._units.get(unit_id)
        return 1 if unit is None else unit.per
