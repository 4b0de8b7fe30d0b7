"""All there is to know of one figure, or the method in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from wattprint.domain.factors import Source
from wattprint.gui.cloud.days import day_text
from wattprint.gui.history.numbers.words import FigureWords
from wattprint.gui.history.sources import SourceBox
from wattprint.gui.history.spaces import unbroken
from wattprint.gui.settings.parts import bullet, button, card, row
from wattprint.gui.today_view.text import LARGE, Text
from wattprint.reference.stated import Kind, Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QLocale

    from wattprint.reference.method import Section

#: What the settings can change.
_SETTABLE = (Kind.GRID, Kind.WATER, Kind.OVERHEAD, Kind.PRICE)


def method_widgets(sections: Iterable[Section], language: str) -> list[QWidget]:
    """A card for each section."""
    made: list[QWidget] = []
    for section in sections:
        sheet = card(unbroken(section.title[language], language))
        for paragraph in section.paragraphs:
            text = unbroken(paragraph.text[language], language)
            sheet.column.addWidget(bullet(text) if paragraph.point else Text(text))
        made.append(sheet)
    return made


class Details(QObject):
    """Makes the cards of a figure. Signals: settings_wanted: the person wants to change it."""

    settings_wanted = Signal()

    def __init__(self, words: FigureWords, locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._locale = locale

    def widgets(self, figure: Stated) -> list[QWidget]:
        """The figure, its rows over time where there are several, its sources."""
        words = self._words
        head = card(words.name(figure))
        head.column.addWidget(Text(words.value(figure, published=True), size=LARGE, bold=True))
        beneath = " · ".join(part for part in (words.of(figure), words.sure(figure)) if part)
        if beneath:
            head.column.addWidget(Text(beneath, quiet=True))
        for note in words.notes(figure):
            head.column.addWidget(Text(note))
        change = self._change(figure)
        if change is not None:
            head.column.addWidget(row(change))
        made: list[QWidget] = [head]
        if len(figure.history) > 1:
            made.append(self._history(figure))
        sources = self._sources(figure)
        if sources:
            made.append(card(self.tr("Where it was published"), *sources))
        return made

    def _change(self, figure: Stated) -> QWidget | None:
        if figure.kind is Kind.FACTOR:
            change = button(self.tr("&Edit…"))
            change.setToolTip(self.tr("A figure of your own stands in a file that the settings open."))
        elif figure.kind in _SETTABLE and figure.in_use:
            change = button(self.tr("Change in the s&ettings…"))
        else:
            return None
        change.clicked.connect(self.settings_wanted)
        return change

    def _history(self, figure: Stated) -> QWidget:
        lines = [
            self.tr("from {day}: {value}").format(
                day=day_text(self._locale, one.applies_from), value=self._words.factor_value(one)
            )
            + (f" ({self.tr('edited')})" if one.edited else "")
            for one in figure.history
        ]
        return card(self.tr("Over time"), *(bullet(line) for line in lines))

    def _sources(self, figure: Stated) -> list[QWidget]:
        factor = figure.factor
        if factor is None:
            return [] if figure.source is None else [SourceBox(figure.source, self._locale)]
        roles: dict[Source, list[str]] = {}
        for name, value in (
            (self.tr("central"), factor.central),
            (self.tr("low"), factor.low),
            (self.tr("high"), factor.high),
        ):
            # Where it is not what was printed but worked out from it.
            worked_out = value.arithmetic and not value.arithmetic.replace(".", "").isdigit()
            steps = value.arithmetic.replace(".", self._locale.decimalPoint())
            how = f"{name} = {steps}" if worked_out else name
            roles.setdefault(value.source, []).append(how)
        if factor.published_source is not None:
            roles.setdefault(factor.published_source, []).append(self.tr("what its publisher states"))
        return [SourceBox(source, self._locale, "; ".join(names)) for source, names in roles.items()]
