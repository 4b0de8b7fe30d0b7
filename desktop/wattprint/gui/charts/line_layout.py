"""Where a line of power goes: steps, because each value holds for its time; computed once per change."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF

from wattprint.gui.charts.samples import Sample, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wattprint.gui.charts.frame import Frame
    from wattprint.gui.charts.look import Look


class LineLayout:
    """Samples in a frame whose x goes from `start_s` to `end_s`.

    lines: the corners (x, y) of each unbroken row of samples. segments: the lines between those corners.
    columns: what lies below. (All upright or level, on whole pixels: crisp, and painted far faster than a
    polygon.) dots: samples of one moment alone. gaps: what lies between rows of samples, and after the last
    one when more was not known.
    """

    def __init__(
        self, samples: Sequence[Sample], frame: Frame, look: Look, *, start_s: float, end_s: float
    ) -> None:
        self.frame = frame
        self._look = look
        self._start_s = start_s
        self._span_s = max(end_s - start_s, 1e-9)
        self.samples = samples
        self.lines: list[list[tuple[float, float]]] = []
        self.segments: list[QLineF] = []
        self.columns: list[QRectF] = []
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
        share = max(0.0, min(1.0, (time_s - self._start_s) / self._span_s))
        return self._look.snap(self.frame.x(share))

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
        bottom, x_of, y_of = self.frame.plot.bottom(), self.x, self.frame.y
        points: list[tuple[float, float]] = []
        end = x_of(run[0].start_s)
        for sample in run:
            # A sample begins where the one before ended.
            start, end, y = end, x_of(sample.end_s), y_of(sample.power_w or 0.0)
            if start != end:
                self.columns.append(QRectF(min(start, end), y, abs(end - start), bottom - y))
            points += ((start, y), (end, y))
        if points[0][0] == points[-1][0]:
            self.dots.append(QPointF(*points[-1]))
            return
        self.lines.append(points)
        self.segments += [QLineF(*one, *other) for one, other in pairwise(points) if one != other]


def _distance(sample: Sample, time_s: float) -> float:
    if sample.start_s <= time_s <= sample.end_s:
        return 0.0
    return min(abs(sample.start_s - time_s), abs(sample.end_s - time_s))
