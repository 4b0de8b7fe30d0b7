"""Where a session is cut in two."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from PySide6.QtCore import QDateTime, QSignalBlocker, Qt
from PySide6.QtWidgets import QDateTimeEdit, QSlider, QWidget

from wattprint.domain.session_shape import Shape, cut
from wattprint.gui.charts.line import PowerTraceChart
from wattprint.gui.history.sessions.asking import AskingDialog
from wattprint.gui.history.sessions.moments import QT_ZONE, duration_text, local_moment, qmoment
from wattprint.gui.history.sessions.words import SessionWords, is_modelled
from wattprint.gui.numbers import energy
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text
from wattprint.ledger.session_lines import SessionDetails
from wattprint.system.clock_zone import zone_text

#: Height of the chart, in lines of text; width of the window.
_CHART_LINES, _WIDTH_LINES = 11, 40

#: A part is at least so long (s): shorter ones would be nothing.
LEAST_PART_S = 1

#: A page of the slider, as a part of the whole.
_PAGES = 10


class SplitDialog(AskingDialog):
    """The power over time, a slider under it and the time of day: each follows the others.

    agreed(float): Unix time of the cut.
    """

    def __init__(self, details: SessionDetails, words: SessionWords, parent: QWidget) -> None:
        line = details.line
        super().__init__(self.tr("Split a session"), words.title(line), self.tr("Split"), parent)
        self._details = details
        self._words = words
        self._line = line
        self._trace = details.trace
        length_s = max(2 * LEAST_PART_S, round(line.end_s - line.start_s))
        self._start = local_moment(line.start_s, line.utc_offset_s)
        self.chart = _CutChart()
        self.chart.setAccessibleName(self.tr("Power over time"))
        self.chart.setMinimumHeight(em(self) * _CHART_LINES)
        self.chart.set_trace(self._trace.watts(), self._trace.bucket_s, self._start)
        self.chart.activated.connect(self._at_bucket)
        self.chart.setVisible(bool(self._trace.joules))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST_PART_S, length_s - LEAST_PART_S)
        self.slider.setSingleStep(max(1, round(self._trace.bucket_s)))
        self.slider.setPageStep(max(1, length_s // _PAGES))
        self.slider.setAccessibleName(self.tr("Where to cut"))
        self.time = QDateTimeEdit()
        self.time.setTimeZone(QT_ZONE)
        self.time.setDateTimeRange(self._moment(LEAST_PART_S), self._moment(length_s - LEAST_PART_S))
        self.time.setDisplayFormat(self._format(length_s))
        self.time.setCurrentSection(QDateTimeEdit.Section.MinuteSection)
        self.column.insertWidget(1, self.chart, 1)
        self.column.insertWidget(2, self.slider)
        self.form.addRow(self.tr("Cut &at:"), self.time)
        self.slider.valueChanged.connect(self._slid)
        self.time.dateTimeChanged.connect(self._timed)
        if line.outputs is not None:
            lost = self.tr("Its note of what it made ({made}) goes: which part made what cannot be known.")
            self.lost = Text(lost.format(made=words.made(line)))
            self.column.addWidget(self.lost)
        self.finish()
        self.setMinimumWidth(em(self) * _WIDTH_LINES)
        self.slider.setValue(self._quietest_s() or length_s // 2)
        self._slid(self.slider.value())
        self.slider.setFocus()

    def answer(self) -> float:
        """Unix time of the cut."""
        return self._line.start_s + self.slider.value()

    def _moment(self, after_s: float) -> QDateTime:
        return qmoment(self._start + timedelta(seconds=after_s))

    def _format(self, length_s: int) -> str:
        locale = self.locale()
        time = locale.timeFormat(locale.FormatType.ShortFormat).replace("mm", "mm:ss")
        zone = zone_text(self._line.start_s, self._line.end_s, self._line.utc_offset_s)
        if zone:
            time += f" '{zone}'"
        if self._moment(0).date() == self._moment(length_s).date():
            return time
        return f"{locale.dateFormat(locale.FormatType.ShortFormat)} {time}"

    def _quietest_s(self) -> int | None:
        """The middle of the longest stretch with the least power: most likely a pause."""
        joules = self._trace.joules
        inner = range(1, len(joules) - 1)
        if not inner:
            return None
        least = min(joules[place] for place in inner)
        best, length = 0.0, 0
        for quiet, places in groupby(inner, key=lambda place: joules[place] == least):
            run = list(places)
            if quiet and len(run) > length:
                best, length = (run[0] + run[-1] + 1) / 2, len(run)
        return round(best * self._trace.bucket_s)

    def _slid(self, after_s: int) -> None:
        with QSignalBlocker(self.time):
            self.time.setDateTime(self._moment(after_s))
        bucket = int(after_s / self._trace.bucket_s)
        if self.chart.count() and self.chart.cursor_index() != bucket:
            self.chart.set_cursor_index(bucket)
        self._tell(after_s)

    def _timed(self, moment: QDateTime) -> None:
        after_s = self._moment(0).secsTo(moment)
        with QSignalBlocker(self.slider):
            self.slider.setValue(after_s)
        self._slid(self.slider.value())

    def _at_bucket(self, bucket: int) -> None:
        self.slider.setValue(round(bucket * self._trace.bucket_s))

    def _tell(self, after_s: int) -> None:
        line, locale = self._line, self.locale()
        shape = Shape(line.start_s, line.end_s, line.active_s, line.peak_w, line.shared, self._trace)
        found = cut(shape, line.start_s + after_s)
        parts = [duration_text(locale, one.end_s - one.start_s) for one in (found.before, found.after)]
        if line.energy_wh is None:
            text = self.tr("Before: {before}. After: {after}.")
            self.told.setText(text.format(before=parts[0], after=parts[1]))
            return
        amounts = [
            energy(locale, line.energy_wh * share, modelled=is_modelled(line))
            for share in (found.share, 1 - found.share)
        ]
        if found.by_trace:
            text = self.tr("Before: {before}, {energy_before}. After: {after}, {energy_after}.")
        else:
            text = self.tr(
                "Before: {before}, {energy_before}. After: {after}, {energy_after}. Its power over time is "
                "not kept any more: the energy is divided by time."
            )
        self.told.setText(
            text.format(before=parts[0], energy_before=amounts[0], after=parts[1], energy_after=amounts[1])
        )


class _CutChart(PowerTraceChart):
    """Points out where the cut is, whether it has the focus or not."""

    def current(self) -> int | None:
        return self._cursor if self._hovered is None else self._hovered
