"""Power over time: a live line of the last minutes, and the trace of a session that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt, QTime
from PySide6.QtGui import QPainter, QPen

from wattprint.gui.charts.bar import ChartTable, Covered
from wattprint.gui.charts.chart import Chart
from wattprint.gui.charts.frame import Frame, HeaderEntry, Label
from wattprint.gui.charts.line_layout import LineLayout
from wattprint.gui.charts.quantities import POWER
from wattprint.gui.charts.read_out import Line, ReadOut, Swatch
from wattprint.gui.charts.samples import Sample, Samples, trace_samples
from wattprint.gui.charts.ticks import time_step_s

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from wattprint.gui.charts.look import Look

#: An axis reaches at least so far (W): the noise of a resting card is no mountain range.
_LEAST_TOP_W = 10.0

#: Labels of time stand at least so far apart (lines of text).
_LABEL_WIDTH = 6.0

#: In lines of text.
_LINE_WIDTH, _DOT = 0.11, 0.42


@dataclass(frozen=True, slots=True)
class LineLaidOut:
    """A line ready to be painted."""

    frame: Frame
    line: LineLayout
    labels: tuple[Label, ...]


class PowerLine(Chart[LineLaidOut]):
    """What the live line and the trace have in common."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimated = False

    def set_estimated(self, estimated: bool) -> None:
        """Power that a model tells, not a sensor, is hatched below its line, and its numbers are marked."""
        if estimated != self._estimated:
            self._estimated = estimated
            self._data_changed()

    # -- what a subclass provides -------------------------------------------------------------------------

    def samples(self) -> tuple[Sample, ...]:
        """What is shown, oldest first."""
        raise NotImplementedError

    def _range_s(self) -> tuple[float, float]:
        """The times at the two ends of the axis."""
        raise NotImplementedError

    def _tick_text(self, time_s: float) -> str:
        raise NotImplementedError

    def _ticks_s(self, step_s: float) -> Iterator[float]:
        raise NotImplementedError

    def _when(self, sample: Sample) -> str:
        raise NotImplementedError

    def _header(self) -> list[HeaderEntry]:
        raise NotImplementedError

    # -- what Chart asks for ------------------------------------------------------------------------------

    def index_at(self, position: QPointF) -> int | None:
        return self.layout_now().line.index_at(position.x())

    def item_rect(self, index: int) -> QRectF:
        return self.layout_now().line.rect(index)

    def read_out(self, index: int) -> ReadOut:
        sample = self.samples()[index]
        if sample.power_w is None:
            line = Line(self.words.covered(Covered.NONE), "", Swatch.DOTTED)
        else:
            line = Line(self.words.power(), self._text(sample.power_w))
        return ReadOut(self._when(sample), (line,))

    def table(self) -> ChartTable:
        words = self.words
        rows = tuple(
            (self._when(sample), "" if sample.power_w is None else self._text(sample.power_w))
            for sample in self.samples()
        )
        return ChartTable((words.time(), words.power()), rows)

    def _text(self, watts: float) -> str:
        return POWER.text(self.locale(), watts, estimated=self._estimated)

    def _peak_w(self) -> float | None:
        return max((sample.power_w for sample in self.samples() if sample.power_w is not None), default=None)

    # -- painting -----------------------------------------------------------------------------------------

    def lay_out(self, look: Look) -> LineLaidOut:
        frame = Frame(
            QSizeF(self.size()),
            self.font(),
            look,
            quantity=POWER,
            locale=self.locale(),
            greatest=max(self._peak_w() or 0.0, _LEAST_TOP_W),
            header=self._header(),
            mirrored=self.mirrored,
        )
        start_s, end_s = self._range_s()
        line = LineLayout(self.samples(), frame, look, start_s=start_s, end_s=end_s)
        return LineLaidOut(frame, line, self._labels(frame, line, end_s - start_s))

    def _labels(self, frame: Frame, line: LineLayout, span_s: float) -> tuple[Label, ...]:
        most = int(frame.plot.width() / (frame.metrics.height() * _LABEL_WIDTH)) + 1
        # Long words of another language may need more room than was thought.
        for number in range(most, 0, -1):
            step_s = time_step_s(span_s, number)
            labels = tuple(Label(line.x(at_s), self._tick_text(at_s), True) for at_s in self._ticks_s(step_s))
            if frame.fits(labels):
                return labels
        return ()

    def draw(self, painter: QPainter, layout: LineLaidOut, current: int | None, *, by_keyboard: bool) -> None:
        frame, line, look = layout.frame, layout.line, self.look()
        colours, em = look.colours, look.em
        frame.draw(painter)
        painter.setBrushOrigin(frame.plot.bottomLeft())
        for gap in line.gaps:
            painter.fillRect(gap, look.dotted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.hatched if self._estimated else colours.area)
        painter.drawRects(line.columns)
        # Square ends close the corners.
        pen = QPen(colours.mark, max(look.thin, look.snap(em * _LINE_WIDTH)))
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLines(line.segments)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.mark)
        radius = em * _DOT * 0.4
        for dot in line.dots:
            painter.drawEllipse(dot, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        frame.draw_base(painter)
        frame.draw_labels(painter, layout.labels)
        if current is not None:
            self._draw_current(painter, layout, current)

    def _draw_current(self, painter: QPainter, layout: LineLaidOut, current: int) -> None:
        look, plot = self.look(), layout.frame.plot
        x = look.snap(layout.line.x(layout.line.samples[current].end_s)) + look.thin / 2
        painter.setPen(QPen(look.colours.text, look.thin))
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
        point = layout.line.point(current)
        if point is not None:
            radius = look.em * _DOT / 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colours.background, look.thin * 2))
            painter.setBrush(look.colours.text)
            painter.drawEllipse(point, radius, radius)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class LivePowerLine(PowerLine):
    """The last `span_s` seconds. It moves only when a value is added: no timer of its own."""

    def __init__(self, span_s: float = 300.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples = Samples(span_s)
        self._listed: tuple[Sample, ...] | None = ()

    def add(self, at_s: float, power_w: float | None) -> None:
        """The mean power since the last call; see Samples.add, also for what it raises."""
        dropped = self._samples.dropped
        self._samples.add(at_s, power_w)
        left = self._samples.dropped - dropped
        # The cursor stays on the sample that was looked at, not at its number.
        if left and self._cursor is not None:
            self._cursor = max(0, self._cursor - left)
        self._listed = None
        self._data_changed(tell=False)

    def clear(self) -> None:
        """Begin anew."""
        if len(self._samples):
            self._samples.clear()
            self._listed = ()
            self._data_changed()

    def count(self) -> int:
        return len(self._samples)

    def samples(self) -> tuple[Sample, ...]:
        if self._listed is None:
            self._listed = self._samples.all()
        return self._listed

    def summary(self) -> str:
        watts = [sample.power_w for sample in self.samples()]
        return self.words.power_summary(POWER, self._samples.span_s, watts, live=True)

    def _range_s(self) -> tuple[float, float]:
        now_s = self._samples.now_s or 0.0
        return now_s - self._samples.span_s, now_s

    def _ticks_s(self, step_s: float) -> Iterator[float]:
        start_s, end_s = self._range_s()
        count = int((end_s - start_s) / step_s + 1e-9)
        return (end_s - number * step_s for number in range(count + 1))

    def _tick_text(self, time_s: float) -> str:
        before_s = self._range_s()[1] - time_s
        # A true minus sign, as wide as a digit.
        return f"\N{MINUS SIGN}{self.words.duration(before_s)}" if before_s else self.words.now()

    def _when(self, sample: Sample) -> str:
        before_s = round(self._range_s()[1] - sample.end_s)
        return self.words.ago(before_s) if before_s else self.words.now()

    def _header(self) -> list[HeaderEntry]:
        entries = []
        peak_w = self._peak_w()
        samples = self.samples()
        if samples and samples[-1].power_w is not None:
            entries.append(HeaderEntry(self.words.now_is(self._text(samples[-1].power_w))))
        if peak_w is not None:
            entries.append(HeaderEntry(self.words.peak_is(self._text(peak_w))))
        return entries


class PowerTraceChart(PowerLine):
    """The power of one session over its time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: tuple[Sample, ...] = ()
        self._start: datetime | None = None
        self._read_peak_w: float | None = None

    def set_trace(
        self,
        power_w: Sequence[float | None],
        bucket_s: float,
        start: datetime | None = None,
        peak_w: float | None = None,
    ) -> None:
        """Mean watts of equal buckets since the start, None where nothing is known. Raises ValueError.

        start: when the session began, local; its read-outs then tell the time of day, too. peak_w: the
        highest power that was read; without it the highest mean is told, which long buckets make small.
        """
        samples = trace_samples(power_w, bucket_s)
        if (samples, start, peak_w) != (self._samples, self._start, self._read_peak_w):
            self._samples, self._start, self._read_peak_w = samples, start, peak_w
            self._data_changed()

    def count(self) -> int:
        return len(self._samples)

    def samples(self) -> tuple[Sample, ...]:
        return self._samples

    def summary(self) -> str:
        watts = [sample.power_w for sample in self._samples]
        return self.words.power_summary(POWER, self._range_s()[1], watts, live=False)

    def _range_s(self) -> tuple[float, float]:
        return 0.0, self._samples[-1].end_s if self._samples else 0.0

    def _ticks_s(self, step_s: float) -> Iterator[float]:
        count = int(self._range_s()[1] / step_s + 1e-9)
        return (number * step_s for number in range(count + 1))

    def _tick_text(self, time_s: float) -> str:
        return self.words.duration(time_s) if time_s else "0"

    def _when(self, sample: Sample) -> str:
        after = self.words.after(sample.start_s)
        if self._start is None:
            return after
        moment = (self._start + timedelta(seconds=sample.start_s)).time()
        time = QTime(moment.hour, moment.minute, moment.second)
        return f"{self.locale().toString(time, self.locale().FormatType.ShortFormat)} ({after})"

    def _header(self) -> list[HeaderEntry]:
        peak_w = self._peak_w() if self._read_peak_w is None else self._read_peak_w
        if peak_w is None or not self._samples:
            return []
        return [HeaderEntry(self.words.peak_is(self._text(peak_w)))]
