"""What the details of one session say beside its numbers: how they came about, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wattprint.domain.footprint import J_PER_WH, session_j
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.cloud.days import day_text
from wattprint.gui.history import anchors
from wattprint.gui.history.sessions.moments import clock_text, duration_text, local_moment
from wattprint.gui.history.sessions.words import is_modelled, one_line
from wattprint.gui.numbers import ENERGY_UNITS, MASS_UNITS, amount, energy, power, span
from wattprint.gui.phrases import shown_name
from wattprint.system.clock_zone import zone_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.gui.history.sessions.reading import Detail
    from wattprint.gui.history.sessions.words import SessionWords
    from wattprint.ledger.session_lines import DeviceEnergy, SessionLine

#: A share of the whole below this is not told in whole percent.
_ONE_PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class Fact:
    """A caption and what is said under it. swatch: the sign of how it is known."""

    caption: str
    text: str
    swatch: Swatch = Swatch.NONE


@dataclass(frozen=True, slots=True)
class Link:
    """A row of "About the numbers" that stands behind one of these."""

    text: str
    anchor: str


class FactWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, words: SessionWords) -> None:
        super().__init__()
        self._words = words
        self._locale = words.locale

    # -- the head -----------------------------------------------------------------------------------------

    def who(self, line: SessionLine) -> str:
        """App, engine and kind."""
        parts = [line.app_name] if line.title else []
        parts += [line.engine] if line.engine and line.engine != line.app else []
        return " · ".join([*map(one_line, parts), self._words.kind(line.kind)])

    def when(self, line: SessionLine) -> str:
        """From when to when, and for how long the app was computing."""
        start = local_moment(line.start_s, line.utc_offset_s)
        end = local_moment(line.end_s, line.utc_offset_s)
        first = f"{day_text(self._locale, start.date().isoformat())}, {clock_text(self._locale, start)}"
        last = clock_text(self._locale, end)
        if end.date() != start.date():
            last = f"{day_text(self._locale, end.date().isoformat())}, {last}"
        zone = zone_text(line.start_s, line.end_s, line.utc_offset_s)
        if zone:
            first, last = (f"{first} {zone}", last) if line.open else (first, f"{last} {zone}")
        active = duration_text(self._locale, line.active_s).replace(" ", "\N{NO-BREAK SPACE}")
        if line.open:
            text = self.tr("Since {start}; it may go on ({active} at work so far)")
            return text.format(start=first, active=active)
        text = self.tr("{start} to {end} ({active} at work)")
        return text.format(start=first, end=last, active=active)

    # -- the energy ---------------------------------------------------------------------------------------

    def band(self, detail: Detail) -> str:
        """How far off the sensors may be; empty while nothing is known."""
        if detail.line.energy_wh is None:
            return self.tr("What your devices use at rest is not known yet; the number follows.")
        modelled = is_modelled(detail.line)
        band = span(self._locale, detail.total.local, ENERGY_UNITS, modelled=modelled)
        if band is None:
            return self.tr("GPU and CPU only")
        if modelled:
            return self.tr("Low to high: {band}; GPU and CPU only").format(band=band)
        return self.tr("Within the sensors' tolerance: {band}; GPU and CPU only").format(band=band)

    def facts(self, detail: Detail) -> list[Fact]:
        """All there is to tell, what is asked most first."""
        line = detail.line
        found = [Fact(self.tr("Of which idle"), self._idle(line), _sign(line.idle_wh is not None, line))]
        if line.energy_wh and 0 < line.modelled_wh < line.energy_wh:
            modelled = energy(self._locale, line.modelled_wh, modelled=True)
            found.append(Fact(self.tr("Of which modelled"), modelled, Swatch.HATCHED))
        if detail.co2e_g is not None:
            co2e = f"{amount(self._locale, detail.co2e_g.central, MASS_UNITS)} CO₂e"
            found.append(Fact(self.tr("Emissions"), self._words.if_partly(line, co2e), Swatch.HATCHED))
        found.append(Fact(self.tr("What it made"), self._made(line)))
        found += self._devices(detail)
        found.append(Fact(self.tr("How measured"), self._how(detail), self._words.swatch(line)))
        found.append(Fact(self.tr("Shared with others"), self._shared(line)))
        found.append(Fact(self.tr("At rest"), self._baselines(detail)))
        found += self._history(detail)
        return found

    def _idle(self, line: SessionLine) -> str:
        if line.idle_wh is None:
            return self.tr("learning: what your devices use at rest is not known yet")
        if line.idle_wh == 0:
            return self.tr("none: only what is above rest is in it")
        text = self.tr("{energy}: the device would have used it anyway")
        return text.format(energy=self._words.idle(line))

    def _made(self, line: SessionLine) -> str:
        made, each = self._words.made(line), self._words.per_output(line)
        if not made:
            return self.tr("not noted")
        return self.tr("{made}; {energy} each").format(made=made, energy=each) if each else made

    def _devices(self, detail: Detail) -> list[Fact]:
        """One for each device: its energy, as far as it is known."""
        found = []
        for name, parts in _by_device(detail.details.energy).items():
            known = [joules for part in parts if (joules := session_j(part.row)) is not None]
            modelled = any(part.row.quality is Quality.MODELLED for part in parts)
            text = energy(self._locale, sum(known) / J_PER_WH, modelled=modelled)
            swatch = Swatch.HATCHED if modelled else Swatch.SOLID
            if not known:
                text, swatch = self.tr("learning"), Swatch.NONE
            elif len(known) < len(parts):
                text = self._words.at_least(text)
            found.append(Fact(self.tr("On {device}").format(device=shown_name(one_line(name))), text, swatch))
        return found

    def _how(self, detail: Detail) -> str:
        """By quality, the best one first."""
        found = {part.row.quality for part in detail.details.energy}
        sentences = [
            sentence
            for quality, sentence in (
                (Quality.COUNTER, self.tr("By the device's own energy counter.")),
                (Quality.POWER, self.tr("Integrated from power, read about once a second.")),
                (Quality.MODELLED, self.tr("The CPU is modelled from its busy time: no sensor can be read.")),
            )
            if quality in found
        ]
        if not sentences:
            return self.tr("not recorded")
        if detail.line.at_least:
            sentences.append(self.tr("A part is not known yet: it is at least this much."))
        return " ".join(sentences)

    def _shared(self, line: SessionLine) -> str:
        if line.shared:
            return self.tr(
                "Several AI apps were at work and the device does not tell whose work it did: what it used "
                "was split equally between them."
            )
        return self.tr("Only this session's part is in it; what other programs used meanwhile is not.")

    def _baselines(self, detail: Detail) -> str:
        """Which baseline was subtracted, by device."""
        lines = []
        for name, parts in _by_device(detail.details.energy).items():
            watts = [part.row.baseline_w for part in parts if part.row.quality is not Quality.MODELLED]
            if not watts:
                text = self.tr("nothing to subtract from busy time")
            elif any(one is None for one in watts):
                text = self.tr("learning")
            else:
                low, high = min(map(_known, watts)), max(map(_known, watts))
                text = power(self._locale, low)
                if power(self._locale, high) != text:
                    text = self.tr("{low} to {high}").format(low=text, high=power(self._locale, high))
            lines.append(self.tr("{device}: {amount}").format(device=one_line(name), amount=text))
        return "\n".join(lines) or self.tr("not recorded")

    def _history(self, detail: Detail) -> list[Fact]:
        """What the person made of it."""
        told, details, line = [], detail.details, detail.line
        if (details.recorded_app, details.recorded_kind) != (line.app, line.kind):
            text = self.tr("Recorded as {app}, {kind}; you changed that.")
            app, kind = one_line(details.recorded_app_name), self._words.kind(details.recorded_kind)
            told.append(text.format(app=app, kind=kind))
        if line.merged:
            told.append(self.tr("Merged from %n session(s).", "", line.merged + 1))
        if line.part and details.share is not None:
            share = self._percent(details.share)
            if details.by_trace:
                text = self.tr("A part of a session that you split: {share} of its energy, by its power.")
            else:
                text = self.tr("A part of a session that you split: {share} of its energy, by time.")
            told.append(text.format(share=share))
        return [Fact(self.tr("What you changed"), " ".join(told))] if told else []

    def _percent(self, share: float) -> str:
        if 0 < share < _ONE_PERCENT:
            return self.tr("under 1 %")
        return self.tr("{number} %").format(number=self._locale.toString(round(share * 100)))

    # -- what stands behind them --------------------------------------------------------------------------

    def links(self, detail: Detail) -> list[Link]:
        """Rows of "About the numbers"."""
        found = [Link(self.tr("How it is measured"), anchors.METHOD)]
        for row in detail.tolerances:
            name = {
                Quality.COUNTER: self.tr("Tolerance of the counter"),
                Quality.POWER: self.tr("Tolerance of the power readings"),
                Quality.MODELLED: self.tr("The model of the CPU"),
            }[row.quality]
            if row.quality is not Quality.MODELLED:
                name = f"{name} ({'CPU' if row.device is DeviceKind.CPU else 'GPU'})"
            found.append(Link(name, anchors.tolerance(row.vendor, row.device.value, row.quality.value)))
        if detail.co2e_g is not None:
            found.append(Link(self.tr("CO₂e of the grid"), anchors.grid(detail.grid_zone)))
        found += [
            Link(self.tr("The comparison"), anchors.equivalent(one.equivalent.step.id))
            for one in detail.likenesses[:1]
        ]
        return found


def _by_device(parts: Iterable[DeviceEnergy]) -> dict[str, list[DeviceEnergy]]:
    found: dict[str, list[DeviceEnergy]] = {}
    for part in parts:
        found.setdefault(part.device, []).append(part)
    return found


def _known(watts: float | None) -> float:
    assert watts is not None
    return watts


def _sign(known: bool, line: SessionLine) -> Swatch:
    if not known:
        return Swatch.NONE
    return Swatch.HATCHED if is_modelled(line) else Swatch.SOLID
