"""Who used the most: apps, models and services, each as a short list with bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.numbers import energy
from wattprint.gui.today_view.card import ALIGN_RIGHT, Card, Sides, em
from wattprint.gui.today_view.swatch import PartsBar
from wattprint.gui.today_view.text import OneLine, Text
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wattprint.export.overview import ServiceTop, Top, Tops
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.today_view.amounts import AmountWords

#: Longer lists are for the pages of sessions and of cloud use.
MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """measured, estimated: Wh, both 0 for what has no number."""

    name: str
    value: str
    measured: float = 0.0
    estimated: float = 0.0

    @property
    def wh(self) -> float:
        """Both together."""
        return self.measured + self.estimated


class TopWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases, amounts: AmountWords) -> None:
        super().__init__()
        self._locale: QLocale = phrases.locale
        self._language = phrases.language
        self._amounts = amounts

    def here(self, tops: Sequence[Top]) -> list[Line]:
        """Apps or models of this machine."""
        return [self._top(one) for one in tops]

    def services(self, tops: Sequence[ServiceTop]) -> list[Line]:
        """Cloud services."""
        return [self._service(one) for one in tops]

    def _top(self, one: Top) -> Line:
        wh = one.wh.central
        if wh == 0 and one.at_least:
            return Line(one.name, self.tr("learning"))
        text = energy(self._locale, wh, modelled=one.modelled)
        text = self._amounts.at_least(text) if one.at_least else text
        return Line(one.name, text, max(0.0, wh - one.modelled_wh), one.modelled_wh)

    def _service(self, one: ServiceTop) -> Line:
        name = one.service_id
        if one.service is not None:
            name = one.service.name_fr if self._language == "fr" else one.service.name_en
        if one.wh is None:
            return Line(plain(name), self.tr("not estimated"))
        text = energy(self._locale, one.wh.central, modelled=True)
        text = self._amounts.at_least(text) if one.not_estimated else text
        return Line(plain(name), text, estimated=one.wh.central)

    def more(self, count: int) -> str:
        """What is not listed."""
        return self.tr("and %n more", "", count)


class TopsCard(Card):
    """Three lists side by side where there is room."""

    def __init__(self, words: TopWords) -> None:
        super().__init__(self.tr("What used most"))
        self._words = words
        self.apps = _TopList(self.tr("Apps"), words)
        self.models = _TopList(self.tr("Models"), words)
        self.services = _TopList(self.tr("Cloud services"), words)
        self.column.addWidget(Sides(self.apps, self.models, self.services, least_em=13, apart_em=1.8))

    def tell(self, tops: Tops) -> None:
        """Show these; lists without anything are left out, and the card without any."""
        self.apps.tell(self._words.here(tops.apps))
        self.models.tell(self._words.here(tops.models))
        self.services.tell(self._words.services(tops.services))
        self.setVisible(bool(tops.apps or tops.models or tops.services))


class _TopList(QWidget):
    """A caption and rows."""

    def __init__(self, caption: str, words: TopWords) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(caption)
        self.rows = [_TopRow() for _ in range(MOST_ROWS)]
        self.more = Text(quiet=True, wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(em(self) * 0.35))
        column.addWidget(Text(caption, quiet=True, wrap=False))
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(self.more)
        column.addStretch()

    def tell(self, lines: Sequence[Line]) -> None:
        """Show the first of these."""
        self.setVisible(bool(lines))
        most = max((line.wh for line in lines), default=0.0)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                row.tell(lines[number], most)
        left = len(lines) - MOST_ROWS
        self.more.tell(self._words.more(left) if left > 0 else "")


class _TopRow(QWidget):
    """Name and value, and a thin bar beneath them."""

    def __init__(self) -> None:
        super().__init__()
        self.name = OneLine()
        self.value = Text(wrap=False)
        self._bar = PartsBar()
        self._bar.setFixedHeight(max(3, round(em(self) * 0.3)))
        self._shares = QHBoxLayout()
        self._shares.setSpacing(0)
        self._shares.addWidget(self._bar)
        self._shares.addStretch()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(round(em(self) * 0.1))
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.value, 0, 1, ALIGN_RIGHT)
        grid.addLayout(self._shares, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tell(self, line: Line, most: float) -> None:
        """most: what the longest bar stands for (Wh)."""
        self.name.tell(line.name)
        self.value.setText(line.value)
        self._bar.setVisible(line.wh > 0)
        self._bar.tell(line.measured, line.estimated, line.value)
        share = round(1000 * line.wh / most) if most else 0
        self._shares.setStretch(0, max(1, share))
        self._shares.setStretch(1, 1000 - share)
