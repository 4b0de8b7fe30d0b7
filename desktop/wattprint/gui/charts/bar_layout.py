"""Where the bars go: rectangles, whiskers and marks, computed once per change and painted in a few calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath

from wattprint.gui.charts.bar import Bar, Covered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wattprint.gui.charts.frame import Frame
    from wattprint.gui.charts.look import Look

#: So much of its place a bar fills; the rest keeps it apart from the next.
_FILL = 0.66
#: In lines of text: the widest a bar gets, and the narrowest one that gets corners and outlines.
_WIDEST, _ORNAMENTED = 2.6, 0.45
_CORNER = 0.16
_CAP = 0.55


@dataclass(frozen=True, slots=True)
class Place:
    """One bar. slot: all of its part of the plot. measured, estimated: None where there is nothing of it.

    whisker: from the band's low to its high, top first.
    """

    slot: QRectF
    measured: QRectF | None
    estimated: QRectF | None
    whisker: QLineF | None


class Blocks:
    """Blocks of one filling. Rectangles are painted far faster than paths: only tops are paths."""

    def __init__(self) -> None:
        self.bodies: list[QRectF] = []
        self.tops: list[QPainterPath] = []

    def add(self, box: QRectF, corner: float) -> None:
        """corner: radius at the top, 0 for none."""
        if corner <= 0 or box.height() < corner:
            self.bodies.append(box)
            return
        self.bodies.append(box.adjusted(0, corner, 0, 0))
        path = QPainterPath()
        _round_top(path, QRectF(box.left(), box.top(), box.width(), corner), corner)
        self.tops.append(path)

    def draw(self, painter: QPainter, brush: QBrush) -> None:
        """Fill them all."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRects(self.bodies)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for top in self.tops:
            painter.drawPath(top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class BarLayout:
    """All bars in a frame.

    unwatched: places of neighbours that were not recorded, as one. partly: lines under bars that were watched
    for a part of their time. lows, highs: the ends of bands where `dense` bars leave no room for whiskers.
    cap: width of a whisker's ends, 0 where there is no room.
    """

    def __init__(self, bars: Sequence[Bar], frame: Frame, look: Look) -> None:
        self.frame = frame
        self._look = look
        self._count = max(1, len(bars))
        self._slot = frame.plot.width() / self._count
        # Bars as thin as a few pixels stand close together; apart they would shimmer.
        self.dense = self._slot < 4 * look.pixel
        self.bar_width = self._width()
        self.ornamented = self.bar_width >= look.em * _ORNAMENTED
        self.cap = min(self.bar_width * 0.5, look.em * _CAP) if self.ornamented else 0.0
        self.places = tuple(self._place(bar, index) for index, bar in enumerate(bars))
        self.solid = Blocks()
        self.hatched = Blocks()
        self.outlines = QPainterPath()
        for place in self.places:
            self._add(place)
        self.whiskers = self._whiskers()
        self.lows, self.highs = self._band_ends()
        self.unwatched = [self._span(*run) for run in _runs(bars, lambda bar: bar.covered is Covered.NONE)]
        self.partly = self._partly(bars)

    def index_at(self, x: float) -> int | None:
        """The bar whose place an x lies in; None beside the plot."""
        share = self.frame.share(x)
        if not 0 <= share < 1:
            return None
        return min(len(self.places) - 1, int(share * len(self.places)))

    def middle(self, index: int) -> float:
        """The x of a bar's middle."""
        return self.frame.x((index + 0.5) / len(self.places))

    def _width(self) -> float:
        look = self._look
        if self.dense:
            return self._slot
        return max(look.pixel, look.snap(min(self._slot * _FILL, look.em * _WIDEST)))

    def _slot_rect(self, index: int) -> QRectF:
        return self._span(index, index)

    def _span(self, first: int, last: int) -> QRectF:
        plot, snap = self.frame.plot, self._look.snap
        ends = sorted(snap(self.frame.x(number / self._count)) for number in (first, last + 1))
        return QRectF(ends[0], plot.top(), ends[1] - ends[0], plot.height())

    def _place(self, bar: Bar, index: int) -> Place:
        slot = self._slot_rect(index)
        look, bottom = self._look, self.frame.plot.bottom()
        left, width = slot.left(), slot.width()
        if not self.dense:
            width = self.bar_width
            left = look.snap(slot.center().x() - width / 2)
        # What is more than nothing is seen, if only as one pixel.
        foot = min(self.frame.y(bar.measured), bottom - look.pixel) if bar.measured else bottom
        # Two pixels where measured and estimated must not run together.
        least = 2 * look.thin if self.ornamented else look.pixel
        top = min(self.frame.y(bar.total), foot - least) if bar.estimated else foot
        whisker = None
        if bar.has_band:
            middle = look.snap(left + width / 2 - look.thin / 2) + look.thin / 2
            high, low = self.frame.y(bar.high or 0.0), self.frame.y(bar.low or 0.0)
            if low - high >= 2 * look.thin:
                whisker = QLineF(middle, high, middle, low)
        return Place(
            slot,
            QRectF(left, foot, width, bottom - foot) if bar.measured else None,
            QRectF(left, top, width, foot - top) if bar.estimated else None,
            whisker,
        )

    def _add(self, place: Place) -> None:
        # Whole pixels: between a block's top and its body must be no seam.
        corner = self._look.snap(self._look.em * _CORNER) if self.ornamented else 0.0
        half = self._look.thin / 2
        if place.measured is not None:
            self.solid.add(place.measured, corner if place.estimated is None else 0.0)
        if place.estimated is None:
            return
        if self.ornamented and place.estimated.height() <= 2 * self._look.thin:
            # Too low for hatching: a line with nothing below it.
            edge = QRectF(place.estimated)
            edge.setHeight(self._look.thin)
            self.solid.add(edge, 0.0)
            return
        self.hatched.add(place.estimated, corner)
        if self.ornamented:
            _round_top(self.outlines, place.estimated.adjusted(half, half, -half, -half), corner)

    def _whiskers(self) -> list[QLineF]:
        lines: list[QLineF] = []
        for place in self.places:
            if place.whisker is not None and not self.dense:
                lines.append(place.whisker)
                if self.cap:
                    x, half = place.whisker.x1(), self.cap / 2
                    lines += [
                        QLineF(x - half, y, x + half, y) for y in (place.whisker.y1(), place.whisker.y2())
                    ]
        return lines

    def _band_ends(self) -> tuple[list[QRectF], list[QRectF]]:
        """Where bars are too thin for whiskers: a mark at each low and each high, one pixel high."""
        lows, highs = [], []
        for place in self.places:
            if place.whisker is not None and self.dense:
                left, width, pixel = place.slot.left(), place.slot.width(), self._look.thin
                highs.append(QRectF(left, place.whisker.y1(), width, pixel))
                lows.append(QRectF(left, place.whisker.y2(), width, pixel))
        return lows, highs

    def _partly(self, bars: Sequence[Bar]) -> list[QLineF]:
        y = self.frame.strip_y
        runs = list(_runs(bars, lambda bar: bar.covered is Covered.PART))
        if self.dense or not self.ornamented:
            spans = [self._span(*run) for run in runs]
            return [QLineF(span.left(), y, span.right(), y) for span in spans]
        half = self.bar_width / 2
        middles = [
            self.places[index].slot.center().x() for first, last in runs for index in range(first, last + 1)
        ]
        return [QLineF(middle - half, y, middle + half, y) for middle in middles]


def _round_top(path: QPainterPath, box: QRectF, corner: float) -> None:
    """Add a rectangle with round corners at its top."""
    corner = min(corner, box.height(), box.width() / 2)
    path.moveTo(box.bottomLeft())
    path.lineTo(box.left(), box.top() + corner)
    path.quadTo(box.left(), box.top(), box.left() + corner, box.top())
    path.lineTo(box.right() - corner, box.top())
    path.quadTo(box.right(), box.top(), box.right(), box.top() + corner)
    path.lineTo(box.bottomRight())
    path.closeSubpath()


def _runs(bars: Sequence[Bar], wanted: Callable[[Bar], bool]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken row of wanted bars."""
    first: int | None = None
    for index, bar in enumerate(bars):
        if wanted(bar):
            first = index if first is None else first
        elif first is not None:
            yield first, index - 1
            first = None
    if first is not None:
        yield first, len(bars) - 1
