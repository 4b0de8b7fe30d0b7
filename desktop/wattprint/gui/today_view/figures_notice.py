"""Told quietly until it was read: a new set of factors changed what was counted before, and by how much."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from wattprint.export.figures import read_set_news
from wattprint.gui.cloud import work
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.remembered import FACTORS_SEEN
from wattprint.gui.today_view.card import Card
from wattprint.gui.today_view.notices import Notice

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from wattprint.export.figures import SetNews
    from wattprint.gui.remembered import Remembered
    from wattprint.gui.status import Status
    from wattprint.system.paths import Paths


class FiguresNotice(Card):
    """Hidden while there is nothing to tell. Signals: about_wanted: more of it, please.

    "About the numbers" tells the same with all that changed: whoever has read it there is not told here, nor
    the other way round.
    """

    about_wanted = Signal()

    def __init__(self, paths: Paths, locale: QLocale, remembered: Remembered) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("New figures"))
        self._paths = paths
        self._wording = Wording(locale)
        self._remembered = remembered
        self._asked: tuple[str, str] | None = None
        self._seen = ""
        self._notice = Notice()
        self.text = self._notice.text
        self.about = QPushButton(self.tr("&What changed…"))
        self.about.clicked.connect(self.about_wanted)
        self.dismiss = QPushButton(self.tr("Dis&miss"))
        self.dismiss.clicked.connect(self._dismiss)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.about)
        row.addWidget(self.dismiss)
        self.column.addWidget(self._notice)
        self.column.addLayout(row)
        self.hide()

    def tell(self, status: Status) -> None:
        """Show a status. Nothing is read again while neither the factors nor what was seen has changed."""
        name, seen = status.day.factor_set, self._remembered.text(FACTORS_SEEN)
        if not name or (name, seen) == self._asked:
            return
        self._asked = name, seen
        job = partial(read_set_news, self._paths, status.day.local_day, seen, name)
        # Without the ledger nothing can be said; that it cannot be read is told elsewhere.
        work.run(self, job, self._show, lambda _: self.hide())

    def look_again(self) -> None:
        """It may have been read in another window meanwhile."""
        if not self.isHidden() and self._remembered.text(FACTORS_SEEN) == self._seen:
            self.hide()

    def _show(self, news: SetNews) -> None:
        self._seen = news.seen
        new = news.new_set
        self.setVisible(new is not None and bool(new.change.activities))
        if new is None or not new.change.activities:
            # The first set ever, or nothing of the person's past has changed: what comes next is news.
            self._keep()
            return
        text = self.tr(
            "The figures behind the estimates have changed. All that you counted in the cloud so far now"
            " amounts to {after}; before it was {before}."
        )
        after, before = (self._wording.band(wh) for wh in (new.change.after, new.change.before))
        self._notice.tell(False, text.format(after=after, before=before))

    def _dismiss(self) -> None:
        self._keep()
        # The button goes away: Tab would begin at the top of the window again.
        if self.dismiss.hasFocus():
            self.focusNextChild()
        self.hide()

    def _keep(self) -> None:
        self._remembered.keep(**{FACTORS_SEEN: self._seen})
        if self._asked is not None:
            self._asked = self._asked[0], self._seen
