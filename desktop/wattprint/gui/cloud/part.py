"""What every part of a window that writes cloud use has in common: its means, its line of news, its undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from wattprint.gui.cloud import work
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.told import READING
from wattprint.gui.cloud.undo import Step, UndoLine
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.today import local_day
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

T = TypeVar("T")


class CloudPart:
    """Beside QWidget among the bases of a class, which has a signal `changed`: something was written.

    Windows are made anew when the language changes; a part speaks one language all its life.
    """

    changed: SignalInstance
    _paths: Paths
    _now_s: Callable[[], float]
    _wording: Wording
    _pen: Pen
    told: UndoLine

    def set_up(self, paths: Paths, locale: QLocale, now_s: Callable[[], float]) -> None:
        """To be called first. now_s: the clock (Unix time)."""
        widget = self._widget
        widget.setLocale(locale)
        self._paths = paths
        self._now_s = now_s
        self._wording = Wording(locale)
        self._pen = Pen(paths.ledger, now_s)
        self.told = UndoLine(self._wording)
        self.told.changed.connect(self._written)

    @property
    def _widget(self) -> QWidget:
        return cast("QWidget", self)

    def _today(self) -> str:
        return local_day(self._now_s())

    def _bind_undo(self, reach: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut) -> None:
        """The keys that take back and put back."""
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.told.undo),
            (QKeySequence.StandardKey.Redo, self.told.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self._widget)
            shortcut.setContext(reach)
            shortcut.activated.connect(act)

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        """A label whose underlined letter leads to its field, and whose text a screen reader says there."""
        label = QLabel(text)
        label.setBuddy(buddy)
        buddy.setAccessibleName(spoken(text))
        return label

    # -- files --------------------------------------------------------------------------------------------

    def _read(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Read files; a failure is told until they can be read again."""

        def took(found: T) -> None:
            self.told.trouble(READING, "")
            done(found)

        work.run(self._widget, job, took, self._unreadable)

    def _write(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Write into the ledger; a failure is told."""
        work.run(self._widget, job, done, self._not_saved)

    def _do(self, step: Step) -> None:
        """Write what a step puts back, and keep how to take it back."""
        assert step.redo is not None
        self._write(step.redo, lambda _: self._did(step))

    def _did(self, step: Step) -> None:
        """A step is in the ledger."""
        self.told.did(step)
        self._written()

    def _written(self) -> None:
        """Something was written, taken back or put back."""
        self.changed.emit()

    def _unreadable(self, error: Exception) -> None:
        self.told.trouble(READING, self._wording.failure(error))

    def _not_saved(self, error: Exception) -> None:
        self.told.warn(self._wording.not_saved(error))


def spoken(text: str) -> str:
    """A label's text as a screen reader says it."""
    return text.replace("&", "").rstrip(" :\u00a0\u202f")
