"""Where a line of power goes: steps, because each value holds for its time; computed once per change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from wattprint.gui.charts.samples import Sample, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wattprint.gui.charts.frame import Frame
    from wattprint.gui.charts.look import Look


class LineLayout:
    """Samples in a frame whose x goes from `start_s` to `end_s`.

    lines: one per unbroken row of samples. areas: the same, closed along the base line. dots: samples of one
    moment alone. gaps: what lies between rows of samples, and after the last one when more was not known.
    """

    def __init__(
        self, samples: Sequence[Sample], frame: Frame, look: Look, *, start_s: float, end_s: float
    ) -> None:
        self.frame = frame
        self._look = look
        self._start_s = start_s
        self._span_s = max(end_s - start_s, 1e-9)
        self.samples = samples
        self.lines: list[QPolygonF] = []
        self.areas: list[QPolygonF] = []
        self.dots: list[QPointF] = []
        known_until_s: float | None = None
        self.gaps: list[QRectF] = []
        for run in runs(samples):
            if known_until_s is not None:
                self._gap(known_until_s, run[0].start_s)
            known_until_s = run[-1].end_s
            self._add(run)
        if known_until_s is not None and samples[-1].end_s > known_until_s:
            self._gap(known_until_s, samples[-1].end_s)

    def x(self, time_s: float) -> float:
        """Where a moment lies; what is older than the plot lies on its edge."""
        return self.frame.x(max(0.0, min(1.0, (time_s - self._start_s) / self._span_s)))

    def point(self, index: int) -> QPointF | None:
        """The end of a sample, as a point of the line; None for an unknown one."""
        sample = self.samples[index]
        return None if sample.power_w is None else QPointF(self.x(sample.end_s), self.frame.y(sample.power_w))

    def rect(self, index: int) -> QRectF:
        """The part of the plot that a sample covers, at least a pixel wide."""
        sample, plot = self.samples[index], self.frame.plot
        left, right = sorted((self.x(sample.start_s), self.x(sample.end_s)))
        return QRectF(left, plot.top(), max(self._look.pixel, right - left), plot.height())

    def index_at(self, x: float) -> int | None:
        """The sample nearest to an x of the plot; None beside the plot."""
        share = self.frame.share(x)
        if not 0 <= share <= 1 or not self.samples:
            return None
        time_s = self._start_s + share * self._span_s
        return min(range(len(self.samples)), key=lambda index: _distance(self.samples[index], time_s))

    def _gap(self, start_s: float, end_s: float) -> None:
        left, right = sorted((self.x(start_s), self.x(end_s)))
        if right > left:
            plot = self.frame.plot
            self.gaps.append(QRectF(left, plot.top(), right - left, plot.height()))

    def _add(self, run: Sequence[Sample]) -> None:
        points = []
        for sample in run:
            y = self.frame.y(sample.power_w or 0.0)
            points += [QPointF(self.x(sample.start_s), y), QPointF(self.x(sample.end_s), y)]
        if points[0].x() == points[-1].x():
            self.dots.append(points[-1])
            return
        bottom = self.frame.plot.bottom()
        self.lines.append(QPolygonF(points))
        self.areas.append(
            QPolygonF([QPointF(points[0].x(), bottom), *points, QPointF(points[-1].x(), bottom)])
        )


def _distance(sample: Sample, time_s: float) -> float:
    if sample.start_s <= time_s <= sample.end_s:
        return 0.0
    return min(abs(sample.start_s - time_s), abs(sample.end_s - time_s))
