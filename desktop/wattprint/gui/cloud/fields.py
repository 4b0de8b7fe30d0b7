"""Fields for a count, a note, and the days on which a count recurs."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wattprint.domain.cloud import LONGEST_NOTE, MAX_COUNT
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.counts import Wrong, count_text, read_count
from wattprint.gui.cloud.wording import DAILY, WEEKDAYS

#: What most people add at once.
STEPS = (1, 5, 10)

#: A week takes two lines: narrower than seven days beside each other.
_DAYS_IN_A_ROW = 4


class LineEdit(QLineEdit):
    """Leaves "undo" to the window once there is no typing of its own to undo."""

    def event(self, event: QEvent) -> bool:
        """See the class."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


class CountEdit(LineEdit):
    """A count; arrows up and down change it by one. Wrong ones stay as they were typed."""

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        digits = self.fontMetrics().horizontalAdvance("0" * 13)
        self.setMinimumWidth(digits)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def count(self) -> float | Wrong:
        """What was typed."""
        return read_count(self.text(), self.locale())

    def set_count(self, count: float | None) -> None:
        """Show a count; None: empty."""
        self.setText("" if count is None else count_text(self.locale(), count))

    def add(self, step: int) -> None:
        """Raise the count, an empty or wrong one from 0; never below what can be counted."""
        count = self.count()
        raised = (0.0 if isinstance(count, Wrong) else count) + step
        if 0 < raised <= MAX_COUNT:
            self.set_count(round(raised, 9))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        steps = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}
        if event.key() in steps:
            self.add(steps[event.key()])
        else:
            super().keyPressEvent(event)


class CountValidator(QValidator):
    """For a field that closes itself: it stays open until there is a count in it."""

    def __init__(self, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLocale(locale)

    def validate(self, text: str, position: int) -> object:
        """Whatever is typed may become a count."""
        wrong = isinstance(read_count(text, self.locale()), Wrong)
        return QValidator.State.Intermediate if wrong else QValidator.State.Acceptable


class NoteEdit(LineEdit):
    """A note of one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_NOTE)


class StepButtons(QWidget):
    """+1, +5, +10. Signals: step(int)."""

    step = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.buttons: list[Button] = []
        for step in STEPS:
            button = Button(f"+{self.locale().toString(step)}")
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance("+100") * 5 // 4)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, step=step: self.step.emit(step))
            row.addWidget(button)
            self.buttons.append(button)

    def name_after(self, activity: str) -> None:
        """What a screen reader says besides the number."""
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()} {activity}")


class Repeat(QWidget):
    """Once, or on which weekdays. Signals: changed."""

    changed = Signal()

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.addItem(self.tr("only that day"), 0)
        self.choice.addItem(self.tr("every day"), DAILY)
        self.choice.addItem(self.tr("Monday to Friday"), WEEKDAYS)
        self.choice.addItem(self.tr("on chosen days"), None)
        self._days: dict[int, QCheckBox] = {}
        self._row = QWidget()
        grid = QGridLayout(self._row)
        grid.setContentsMargins(0, 0, 0, 0)
        first = locale.firstDayOfWeek().value - 1
        for place in range(7):
            bit = (first + place) % 7
            box = QCheckBox(locale.dayName(bit + 1, QLocale.FormatType.ShortFormat).rstrip("."))
            box.setAccessibleName(locale.dayName(bit + 1))
            box.toggled.connect(self.changed)
            grid.addWidget(box, place // _DAYS_IN_A_ROW, place % _DAYS_IN_A_ROW)
            self._days[bit] = box
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        column.addWidget(self._row)
        self.setFocusProxy(self.choice)
        self._row.hide()
        self.choice.currentIndexChanged.connect(self._chosen)

    @property
    def recurs(self) -> bool:
        """Whether it is more than once."""
        return self.choice.currentIndex() > 0

    @property
    def weekdays(self) -> int:
        """The mask of Recurring; 0 for once, and while no day was chosen."""
        mask = self.choice.currentData()
        if mask is not None:
            return int(mask)
        return sum(1 << bit for bit, box in self._days.items() if box.isChecked())

    @property
    def day_boxes(self) -> list[QCheckBox]:
        """In the order of the week, for the tab order."""
        return list(self._days.values())

    def _chosen(self) -> None:
        self._row.setVisible(self.choice.currentData() is None)
        self.changed.emit()


def plain_tip(text: str) -> str:
    """A tool tip that shows a text as it is: Qt takes what looks like markup for markup there."""
    return f"<span>{html.escape(text)}</span>" if text else ""
