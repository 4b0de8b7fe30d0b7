"""One of a few choices, each with what it means."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from wattprint.gui.settings.parts import note


class Radios(QWidget):
    """One of a few, each with what it means below it."""

    def __init__(self, name: str, options: tuple[tuple[str, str, str], ...]) -> None:
        """options: (value, text, explanation)."""
        super().__init__()
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for value, text, why in options:
            option = QRadioButton(text)
            option.setAccessibleDescription(why)
            self.group.addButton(option)
            self.buttons[value] = option
            column.addWidget(option)
            explained = note(why)
            explained.setContentsMargins(round(explained.fontMetrics().height() * 1.4), 0, 0, 0)
            column.addWidget(explained)

    @property
    def value(self) -> str:
        """The one that is chosen."""
        return next(value for value, option in self.buttons.items() if option.isChecked())

    def choose(self, value: str) -> None:
        """Choose one."""
        self.buttons[value].setChecked(True)
