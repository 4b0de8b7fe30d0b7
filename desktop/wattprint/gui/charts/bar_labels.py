"""The labels below the bars: as many as fit without touching, never more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from wattprint.gui.charts.frame import Label
from wattprint.gui.charts.ticks import Grain, date_levels, grain_of, index_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from PySide6.QtCore import QLocale

    from wattprint.gui.charts.bar import Bar
    from wattprint.gui.charts.frame import Frame
    from wattprint.gui.charts.words import ChartWords

#: A name may be cut short where this much of it (in lines of text) can be shown.
_LEAST_NAME = 5.0


def bar_labels(
    bars: Sequence[Bar], frame: Frame, words: ChartWords, locale: QLocale, middle: Callable[[int], float]
) -> tuple[Label, ...]:
    """The finest set of labels that fits. middle: the x of a bar."""
    if not frame.plot.width():
        return ()
    days = [bar.day for bar in bars if bar.day is not None]
    most = frame.most_labels()
    sets = _dated(days, words, locale, middle, most) if days else _named(bars, frame, middle, most)
    return next((labels for labels in sets if frame.fits(labels)), ())


def _dated(
    days: Sequence[date], words: ChartWords, locale: QLocale, middle: Callable[[int], float], most: int
) -> Iterator[tuple[Label, ...]]:
    own = grain_of(days)
    if own is Grain.DAY and len(days) <= most:
        for form in (words.weekday_and_date, words.weekday_and_day):
            yield tuple(Label(middle(index), form(day), False) for index, day in enumerate(days))
        yield tuple(
            Label(
                middle(index),
                # The month once, and where it changes.
                words.short_date(day, own) if index == 0 or day.day == 1 else words.day_number(day),
                False,
            )
            for index, day in enumerate(days)
        )
    first_weekday = locale.firstDayOfWeek().value - 1
    for level in date_levels(days, first_weekday):
        if len(level.indices) > most:
            continue
        every = len(level.indices) == len(days)
        yield tuple(
            Label(middle(index), words.short_date(days[index], level.grain), not every)
            for index in level.indices
        )


def _named(
    bars: Sequence[Bar], frame: Frame, middle: Callable[[int], float], most: int
) -> Iterator[tuple[Label, ...]]:
    slot = frame.plot.width() / len(bars)
    for level in index_levels(len(bars)):
        if len(level) > most:
            continue
        every = level.step == 1
        yield tuple(Label(middle(index), bars[index].label, not every) for index in level)
        room = slot * level.step - frame.metrics.height() * 0.8
        if room >= frame.metrics.height() * _LEAST_NAME:
            cut = (
                frame.metrics.elidedText(bars[index].label, Qt.TextElideMode.ElideRight, room)
                for index in level
            )
            yield tuple(Label(middle(index), text, not every) for index, text in zip(level, cut, strict=True))
