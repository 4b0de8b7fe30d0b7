"""Sessions put together and cut in two: what becomes of their times, peaks and power curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wattprint.domain.trace import PowerTrace


@dataclass(frozen=True, slots=True)
class Shape:
    """A session without its energy. start_s, end_s: Unix time. trace: empty where it was dropped for age."""

    start_s: float
    end_s: float
    active_s: float
    peak_w: float
    shared: bool
    trace: PowerTrace


@dataclass(frozen=True, slots=True)
class Cut:
    """A session cut in two.

    share: what of its energy lies before the cut (0 to 1). by_trace: found by the power curve, else by time.
    """

    before: Shape
    after: Shape
    share: float
    by_trace: bool


def merged(shapes: Sequence[Shape]) -> Shape:
    """One session from the first start to the last end; two that ran at once were active for both times.

    Its power curve is theirs laid over each other; without one of them there is none, because half a curve
    would look like a pause.
    """
    start_s = min(shape.start_s for shape in shapes)
    trace = PowerTrace()
    if all(shape.trace.joules for shape in shapes):
        for shape in shapes:
            _lay(trace, shape.trace, shape.start_s - start_s)
    return Shape(
        start_s,
        max(shape.end_s for shape in shapes),
        sum(shape.active_s for shape in shapes),
        max(shape.peak_w for shape in shapes),
        any(shape.shared for shape in shapes),
        trace,
    )


def cut(shape: Shape, at_s: float) -> Cut:
    """Cut a session at a Unix time between its start and its end. Raises ValueError elsewhere.

    Energy goes by the power curve, and the time that it was active by the part of the curve with power in it;
    without a curve both go by time, and the peak is both parts' because nobody knows where it was.
    """
    if not shape.start_s < at_s < shape.end_s:
        raise ValueError(at_s)
    whole = shape.trace
    by_trace = sum(whole.joules) > 0
    if by_trace:
        left, right = _halves(whole, at_s - shape.start_s)
        share = sum(left.joules) / sum(whole.joules)
        before_s, all_s = _busy_s(whole, at_s - shape.start_s), _busy_s(whole, float("inf"))
        active_share = before_s / all_s
    else:
        left, right = PowerTrace(), PowerTrace()
        share = active_share = (at_s - shape.start_s) / (shape.end_s - shape.start_s)
    return Cut(
        Shape(
            shape.start_s,
            at_s,
            shape.active_s * active_share,
            _peak_w(shape, 0.0, at_s - shape.start_s) if by_trace else shape.peak_w,
            shape.shared,
            left,
        ),
        Shape(
            at_s,
            shape.end_s,
            shape.active_s * (1.0 - active_share),
            _peak_w(shape, at_s - shape.start_s, float("inf")) if by_trace else shape.peak_w,
            shape.shared,
            right,
        ),
        min(1.0, share),
        by_trace,
    )


def _lay(onto: PowerTrace, trace: PowerTrace, offset_s: float) -> None:
    for index, joules in enumerate(trace.joules):
        onto.add(offset_s + index * trace.bucket_s, trace.bucket_s, joules)


def _halves(trace: PowerTrace, at_s: float) -> tuple[PowerTrace, PowerTrace]:
    """Both sides of an offset (s); each as fine as the whole, a bucket across it divided by time."""
    size_s = trace.bucket_s
    left, right = PowerTrace(size_s), PowerTrace(size_s)
    for index, joules in enumerate(trace.joules):
        start_s = index * size_s
        before_s = min(size_s, max(0.0, at_s - start_s))
        if before_s > 0:
            left.add(start_s, before_s, joules * before_s / size_s)
        if before_s < size_s:
            right.add(start_s + before_s - at_s, size_s - before_s, joules * (1 - before_s / size_s))
    return left, right


def _busy_s(trace: PowerTrace, until_s: float) -> float:
    size_s = trace.bucket_s
    return sum(
        min(size_s, max(0.0, until_s - index * size_s))
        for index, joules in enumerate(trace.joules)
        if joules > 0
    )


def _peak_w(shape: Shape, first_s: float, last_s: float) -> float:
    """The peak where the curve's highest bucket lies (partly) in the span of offsets, else its best mean."""
    watts, size_s = shape.trace.watts(), shape.trace.bucket_s
    inside = [
        value
        for index, value in enumerate(watts)
        if index * size_s < last_s and (index + 1) * size_s > first_s
    ]
    highest = max(inside, default=0.0)
    return shape.peak_w if highest >= max(watts) else min(highest, shape.peak_w)
