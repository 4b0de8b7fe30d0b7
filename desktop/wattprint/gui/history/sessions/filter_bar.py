"""Which sessions are shown: by text, kind, app and days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wattprint.domain.workload import Kind
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.fields import LineEdit
from wattprint.gui.cloud.range_row import RangeRow
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.gui.phrases import shown_name
from wattprint.ledger.session_lines import SessionFilter
from wattprint.reference.texts import plain

#: Typing goes on: the list is asked once the fingers rest.
_DEBOUNCE_MS = 150

#: A longer text matches nothing that a ledger could hold.
_LONGEST_TEXT = 200

#: Width of the list of apps, in letters.
_APP_LETTERS = 16

#: In the list of kinds: what is no kind, but told by the person.
_NOT_AI = "not-ai"


class SessionFilterBar(QWidget):
    """Signals: changed: other sessions are wanted."""

    changed = Signal()

    def __init__(
        self, words: SessionWords, locale: QLocale, today: str, parent: QWidget | None = None
    ) -> None:
        """today: an ISO day."""
        super().__init__(parent)
        self._words = words
        self.text = LineEdit()
        self.text.setClearButtonEnabled(True)
        self.text.setMaxLength(_LONGEST_TEXT)
        self.text.setPlaceholderText(self.tr("app, model or name"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_DEBOUNCE_MS)
        self._typing.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.text.returnPressed.connect(self._at_once)
        self.kind = QComboBox()
        self.kind.addItem(self.tr("all kinds"), None)
        for kind in Kind:
            self.kind.addItem(words.kind(kind), kind)
        self.kind.insertSeparator(self.kind.count())
        self.kind.addItem(self.tr("marked “not AI”"), _NOT_AI)
        self.app = QComboBox()
        self.app.addItem(self.tr("all apps"), None)
        # A long name must not push the others out of the window.
        self.app.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.app.setMinimumContentsLength(_APP_LETTERS)
        for box in (self.kind, self.app):
            box.activated.connect(self._at_once)
        self.days = RangeRow(locale, today, label=self.tr("&Days:"))
        self.days.choose(None, None, today)
        self.days.changed.connect(self._at_once)
        self.clear = Button(self.tr("Show all sess&ions"))
        self.clear.clicked.connect(self.reset)
        self._lay_out()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for label, field, stretch in (
            (self.tr("&Find:"), self.text, 1),
            (self.tr("&Kind:"), self.kind, 0),
            (self.tr("A&pp:"), self.app, 0),
        ):
            name = QLabel(label)
            name.setBuddy(field)
            above.addWidget(name)
            above.addWidget(field, stretch)
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.app.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        below.addWidget(self.days, 1)
        below.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addLayout(below)

    def wish(self, today: str) -> SessionFilter:
        """What is wanted now. today: an ISO day."""
        kind = self.kind.currentData()
        first, last = (None, None) if self.days.everything else self.days.days(today)
        return SessionFilter(
            text=self.text.text().strip(),
            kinds=frozenset() if kind in (None, _NOT_AI) else frozenset({Kind(kind)}),
            app=self.app.currentData(),
            first_day=first,
            last_day=last,
            not_ai=kind == _NOT_AI,
        )

    def set_apps(self, apps: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, name); the chosen one stays chosen, also when it has no session any more."""
        chosen, name = self.app.currentData(), self.app.currentText()
        if chosen is not None and chosen not in (key for key, _ in apps):
            apps = [*apps, (chosen, name)]
        now = [(self.app.itemData(row), self.app.itemText(row)) for row in range(1, self.app.count())]
        wanted = [(key, shown_name(plain(name))) for key, name in apps]
        if now == wanted:
            return
        while self.app.count() > 1:
            self.app.removeItem(1)
        for key, name in wanted:
            self.app.addItem(name, key)
        self.app.setCurrentIndex(max(0, self.app.findData(chosen)))

    def show_days(self, first_day: str, last_day: str, today: str) -> None:
        """Nothing but these days (ISO, both included)."""
        self._empty()
        self.days.choose(first_day, last_day, today)
        self.changed.emit()

    def reset(self) -> None:
        """All sessions."""
        self._empty()
        self.days.choose(None, None, self.days.last.day)
        self.changed.emit()

    def _empty(self) -> None:
        self.text.clear()
        self._typing.stop()
        self.kind.setCurrentIndex(0)
        self.app.setCurrentIndex(0)

    @property
    def narrowed(self) -> bool:
        """Whether anything but all sessions is wanted."""
        return bool(
            self.text.text().strip()
            or self.kind.currentIndex() > 0
            or self.app.currentIndex() > 0
            or not self.days.everything
        )

    def type(self, text: str) -> None:
        """Go on typing here."""
        self.text.setFocus()
        self.text.setText(self.text.text() + text)

    def _at_once(self) -> None:
        self._typing.stop()
        self.changed.emit()
