"""Sessions in the person's words: names, amounts, how they are known. Plain text throughout."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.cloud.counts import count_text
from wattprint.gui.history.sessions.columns import GAP, Column
from wattprint.gui.history.sessions.moments import duration_text, moment_text
from wattprint.gui.numbers import energy, power
from wattprint.reference.texts import plain
from wattprint.system.clock_zone import zone_text

if TYPE_CHECKING:
    from wattprint.domain.session_energy import SessionEnergy
    from wattprint.gui.history.sessions.outputs import Outputs
    from wattprint.ledger.session_lines import SessionLine

#: Stands in a cell where there is nothing to tell; what is missing is told aloud in words.
NOTHING = "–"

#: The evening of a day with two digits, and a month (s).
_LONG_MOMENT_S, _MONTH_S = datetime(2028, 1, 20, 22, 48, tzinfo=UTC).timestamp(), 30.44 * 86400


class SessionWords(QObject):
    """Writes in one language and locale. (A QObject, to be translated.)"""

    def __init__(self, locale: QLocale, outputs: Outputs) -> None:
        super().__init__()
        self.locale = locale
        self.outputs = outputs

    # -- names --------------------------------------------------------------------------------------------

    def title(self, line: SessionLine) -> str:
        """What the person calls it, else the app."""
        return one_line(line.title or line.app_name)

    def kind(self, kind: Kind) -> str:
        """A kind of work."""
        return {
            Kind.CHAT: self.tr("chat"),
            Kind.IMAGE: self.tr("image"),
            Kind.VIDEO: self.tr("video"),
            Kind.SPEECH: self.tr("speech"),
            Kind.TRAINING: self.tr("training"),
            Kind.OTHER: self.tr("other"),
        }[kind]

    def column(self, column: Column) -> str:
        """The heading of a column."""
        return {
            Column.TITLE: self.tr("Session"),
            Column.MODEL: self.tr("Model"),
            Column.KIND: self.tr("Kind"),
            Column.START: self.tr("Start"),
            Column.ACTIVE: self.tr("At work"),
            Column.ENERGY: self.tr("Energy"),
            Column.IDLE: self.tr("Of which idle"),
            Column.PEAK: self.tr("Peak"),
            Column.OUTPUTS: self.tr("Made"),
            Column.PER_OUTPUT: self.tr("Each"),
            Column.QUALITY: self.tr("How known"),
        }[column]

    def explained(self, column: Column) -> str:
        """What a heading means, where it is short."""
        return {
            Column.ACTIVE: self.tr("How long the app was computing"),
            Column.IDLE: self.tr("The part that the device would have used anyway"),
            Column.PEAK: self.tr("Highest mean power of a moment"),
            Column.OUTPUTS: self.tr("What you noted that it made"),
            Column.PER_OUTPUT: self.tr("Energy for one of what it made"),
            Column.QUALITY: self.tr("Measured by a counter, integrated from power, or modelled"),
        }.get(column, "")

    # -- cells --------------------------------------------------------------------------------------------

    def cell(self, line: SessionLine, column: Column) -> str:
        """The text of a cell."""
        match column:
            case Column.TITLE:
                return self.title(line)
            case Column.MODEL:
                return one_line(line.model) if line.model else NOTHING
            case Column.KIND:
                return self.kind(line.kind)
            case Column.START:
                return self.start(line)
            case Column.ACTIVE:
                return duration_text(self.locale, line.active_s)
            case Column.ENERGY:
                return self.energy(line)
            case Column.IDLE:
                return self.idle(line)
            case Column.PEAK:
                return self.peak(line)
            case Column.OUTPUTS:
                return self.made(line) or NOTHING
            case Column.PER_OUTPUT:
                return self.per_output(line) or NOTHING
        return self.quality(line)

    def spoken(self, line: SessionLine, column: Column) -> str:
        """The same for a screen reader: a dash says nothing."""
        match column:
            case Column.MODEL if not line.model:
                return self.tr("model not known")
            case Column.OUTPUTS if not self.made(line):
                return self.tr("not noted")
            case Column.PER_OUTPUT if not self.per_output(line):
                return self.tr("not noted")
            case Column.START:
                return self.start_for_sure(line)
        return self.cell(line, column)

    def start(self, line: SessionLine) -> str:
        """Day and time on the clock that was in force."""
        return moment_text(self.locale, line.start_s, line.utc_offset_s)

    def start_for_sure(self, line: SessionLine) -> str:
        """The same, where there is room: with its zone when the clock told that time twice."""
        zone = zone_text(line.start_s, line.start_s, line.utc_offset_s)
        return f"{self.start(line)} {zone}" if zone else self.start(line)

    def longest(self, column: Column) -> list[str]:
        """Cells of a column that has few different ones, among them the longest."""
        match column:
            case Column.KIND:
                return [self.kind(kind) for kind in Kind]
            case Column.START:
                return [moment_text(self.locale, _LONG_MOMENT_S + month * _MONTH_S, 0) for month in range(12)]
            case Column.ENERGY:
                return [self.at_least(energy(self.locale, 88.8)) + GAP]
            case Column.ACTIVE:
                return [duration_text(self.locale, seconds) + GAP for seconds in (3480, 3588, 86280)]
            case Column.QUALITY:
                # Behind the room for its sign.
                words = self.tr("measured"), self.tr("integrated"), self.tr("partly modelled")
                return [f"     {word}" for word in (*words, self.tr("not recorded"))]
        return []

    def energy(self, line: SessionLine) -> str:
        """The whole energy, or that it is being learned."""
        if line.energy_wh is None:
            return self.tr("learning")
        text = energy(self.locale, line.energy_wh, modelled=is_modelled(line))
        return self.at_least(text) if line.at_least else text

    def at_least(self, text: str) -> str:
        """A sum with unknown parts."""
        return self.tr("at least {amount}").format(amount=text)

    def if_partly(self, line: SessionLine, text: str) -> str:
        """What follows from the energy: at least so much, where parts of that are unknown."""
        return self.at_least(text) if line.at_least else text

    def idle(self, line: SessionLine) -> str:
        """The part that the baseline explains."""
        if line.idle_wh is None:
            return self.tr("learning")
        return energy(self.locale, line.idle_wh, modelled=is_modelled(line))

    def peak(self, line: SessionLine) -> str:
        """The highest power."""
        return power(self.locale, line.peak_w, modelled=is_modelled(line))

    def made(self, line: SessionLine) -> str:
        """How much of what it made; empty while nothing was noted."""
        if line.outputs is None:
            return ""
        if not line.output_unit:
            return count_text(self.locale, line.outputs)
        return self.outputs.counted(line.outputs, line.output_unit)

    def per_output(self, line: SessionLine) -> str:
        """Energy for one of them, or for as many as are told at once (1,000 tokens)."""
        each_wh = line.wh_per_output
        if each_wh is None:
            return ""
        per = self.outputs.per(line.output_unit or "")
        text = energy(self.locale, each_wh * per, modelled=is_modelled(line))
        if per != 1:
            text = self.tr("{energy} per {count}").format(energy=text, count=self.locale.toString(per))
        return self.if_partly(line, text)

    def quality(self, line: SessionLine) -> str:
        """How the energy is known: by its weakest part."""
        match line.quality:
            case Quality.COUNTER:
                return self.tr("measured")
            case Quality.POWER:
                return self.tr("integrated")
            case Quality.MODELLED:
                if line.energy_wh and 0 < line.modelled_wh < line.energy_wh:
                    return self.tr("partly modelled")
                return self.tr("modelled")
        return self.tr("not recorded")

    def swatch(self, line: SessionLine) -> Swatch:
        """The sign beside it."""
        if line.quality is None:
            return Swatch.DOTTED
        return Swatch.HATCHED if line.quality is Quality.MODELLED else Swatch.SOLID

    # -- the line below the table -------------------------------------------------------------------------

    def number(self, count: int) -> str:
        """How many sessions."""
        # Not by "%n", which knows no separators of thousands.
        return self.tr("{number} session(s)", "", count).format(number=self.locale.toString(count))

    def chosen(self, count: int, most: int) -> str:
        """How many are selected; empty for one. most: of more nothing can be changed."""
        if count < 2:
            return ""
        number, limit = self.locale.toString(count), self.locale.toString(most)
        if count > most:
            text = self.tr("{number} chosen: at most {most} can be changed at once")
            return text.format(number=number, most=limit)
        return self.tr("{number} chosen").format(number=number)

    def summary(self, count: int, used: SessionEnergy | None) -> str:
        """How many sessions are listed, and their energy. used: None while it is being added up."""
        text = self.number(count)
        if not count or used is None:
            return text
        if used.energy_wh is None:
            return f"{text}, {self.tr('learning')}"
        amount = energy(self.locale, used.energy_wh, modelled=used.modelled_wh == used.energy_wh > 0)
        return f"{text}, {self.at_least(amount) if used.at_least else amount}"


def is_modelled(line: SessionLine) -> bool:
    """Whether no sensor read some of it: its numbers are marked as estimates."""
    return line.quality is Quality.MODELLED


def one_line(text: str) -> str:
    """A name in one line, with nothing in it that could steer what shows it."""
    return plain(" ".join(text.split()))
