"""What the settings window and the first page have in common: a desk, and another language at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.settings.desk import Desk, Surroundings
from wattprint.gui.settings.parts import forget_pictures
from wattprint.system.paths import Paths


class DeskDialog(QDialog):
    """Signals: settings_changed: the recorder should `reload`. numbers_changed: totals are to be read again.
    language_changed(str): the app should speak "en" or "fr" now; once new translators are installed this
    window rebuilds itself.

    A window says what it is made of in make_content(), and in keep_state() and restore_state() what outlives
    a rebuilding. told: its line of news.
    """

    settings_changed = Signal()
    numbers_changed = Signal()
    language_changed = Signal(str)
    told: ToldLine

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        parent: QWidget | None = None,
        *,
        around: Surroundings | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = Desk(paths, locale, around or Surroundings(), self)
        self.desk.settings_changed.connect(self.settings_changed)
        self.desk.numbers_changed.connect(self.numbers_changed)
        self.desk.language_changed.connect(self.language_changed)
        self.desk.ledger.jobs.slow.connect(self._tell_slow)
        self.desk.ledger.settled.connect(self._settled)
        self._slow = ""
        self._leaving: int | None = None
        self._hurried = False
        self._rebuild_soon = QTimer(self)
        self._rebuild_soon.setSingleShot(True)
        self._rebuild_soon.timeout.connect(self._rebuild)
        self._column = QVBoxLayout(self)
        self._content: QWidget | None = None

    def make_content(self) -> QWidget:
        """Everything in the window, in the language of now."""
        raise NotImplementedError

    def keep_state(self) -> object:
        """Before a rebuilding: let go of the desk's signals, and say what is to be restored."""
        return None

    def restore_state(self, state: object) -> None:
        """After a rebuilding. state: what keep_state() said."""

    def build(self) -> None:
        """Build the window; to be called once by who inherits, when all that its content needs is there."""
        self.setLocale(self.desk.locale)
        self._content = self.make_content()
        self._column.addWidget(self._content)

    def hurry(self) -> None:
        """The app is about to end: what is being written is still finished, but not waited for."""
        self._hurried = True

    def done(self, result: int) -> None:
        """However it is left: memory is given back. It stays until all is written, and when that fails."""
        if self.desk.ledger.writing and not self._hurried:
            self._leaving = result
            return
        self._leaving = None
        super().done(result)
        forget_pictures()

    def _tell_slow(self, text: str) -> None:
        if text:
            self.told.tell(text)
        elif self.told.text == self._slow:
            self.told.clear()
        self._slow = text

    def _settled(self, good: bool) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None and good:
            self.done(leaving)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the app's language; several translators come one after the other."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and getattr(self, "_content", None) is not None:
            self._rebuild_soon.start(0)

    def _rebuild(self) -> None:
        state = self.keep_state()
        old, self._content = self._content, None
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.desk.set_locale(self.desk.chosen_locale())
        self.build()
        self.restore_state(state)


def without_pictures(buttons: QDialogButtonBox) -> QDialogButtonBox:
    """Words only: the style's pictures are drawn for light windows, and nothing else here has any."""
    for button in buttons.buttons():
        button.setIcon(QIcon())
    return buttons
