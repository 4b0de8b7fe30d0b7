"""Which everyday quantities are shown: those of where the electricity comes from, or another set."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from wattprint.gui.settings.desk import Desk
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path


class EverydayBox(QComboBox):
    """Chooses the set; "" is automatic. Writes it at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        names = {"fr": self.tr("France"), "us": self.tr("United States"), "world": self.tr("International")}
        self.addItem(self.tr("Automatic, as your electricity"), "")
        for one in Equivalents.load(resource_path("data", "equivalents.toml")).sets:
            self.addItem(names.get(one, one), one)
        self.activated.connect(self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Show what the settings hold."""
        self.setEnabled(self._desk.broken is None)
        self.setCurrentIndex(max(0, self.findData(self._desk.settings.equivalents or "")))

    def _choose(self) -> None:
        chosen = self.currentData() or None
        if chosen != self._desk.settings.equivalents and self._desk.change({"numbers.equivalents": chosen}):
            self._desk.told.emit(self.tr("Saved."))
            self._desk.numbers_changed.emit()
        self.refresh()
