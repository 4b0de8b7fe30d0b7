"""Told once: a new set of factors changed what was counted before, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wattprint.gui.cloud.wording import Wording
from wattprint.gui.settings.parts import button, row
from wattprint.gui.today_view.card import Card
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from wattprint.export.figures import Figures, NewSet

#: So many activities are named; the others are counted.
NAMED = 6


class NewsCard(Card):
    """Hidden while there is nothing to tell. Signals: seen: the person has read it."""

    seen = Signal()

    def __init__(self, locale: QLocale) -> None:
        super().__init__(self.tr("The figures have changed"))
        self._wording = Wording(locale)
        self._told = Text()
        self._which = Text(quiet=True)
        self.understood = button(self.tr("&Understood"))
        self.understood.clicked.connect(self.seen)
        self.column.addWidget(self._told)
        self.column.addWidget(self._which)
        self.column.addWidget(row(self.understood))
        self.hide()

    def tell(self, found: Figures) -> None:
        """Show what changed, if the past did."""
        news = found.new_set
        self.setVisible(news is not None and bool(news.change.activities))
        if news is not None and news.change.activities:
            self._told.tell(self._text(news))
            self._which.tell(self._activities(found, news))

    @property
    def text(self) -> str:
        """All that is told."""
        return f"{self._told.text()} {self._which.text()}"

    def _text(self, news: NewSet) -> str:
        return self.tr(
            "Set {old} has become {new}. All that you counted in the cloud so far now amounts to {after}; "
            "before it was {before}. Nothing was counted anew: the same counts have other figures."
        ).format(
            old=news.old,
            new=news.new,
            after=self._wording.band(news.change.after),
            before=self._wording.band(news.change.before),
        )

    def _activities(self, found: Figures, news: NewSet) -> str:
        factors = found.valued.valuation.factors
        ids = news.change.activities
        names = [self._wording.activity(factors.activity(one), one) for one in ids[:NAMED]]
        text = self.tr("Changed: {names}").format(names=", ".join(names))
        return text + " " + self.tr("and %n more", "", len(ids) - NAMED) if len(ids) > NAMED else text
