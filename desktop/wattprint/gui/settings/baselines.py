"""The baseline of each device, as it was learned last."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from wattprint.gui.numbers import power
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.ledger_desk import Known
from wattprint.gui.settings.parts import form
from wattprint.gui.today_view.card import clear_layout
from wattprint.gui.today_view.text import Text
from wattprint.ledger.rows import DeviceRecord


class Baselines(QWidget):
    """One row a device: its name, and watts or why there are none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        #: Name and text of each; two cards of one kind have one name.
        self.texts: list[tuple[str, str]] = []
        self.refresh()

    def refresh(self) -> None:
        """Show what is known of the ledger."""
        ledger = self._desk.ledger
        known = ledger.known or Known()
        clear_layout(self._column)
        self.texts = [(device.name, self._text(device)) for device in known.devices]
        if not self.texts:
            self._column.addWidget(Text(ledger.excuse or self.tr("No device was measured yet.")))
            return
        rows = QWidget()
        layout: QFormLayout = form()
        layout.setContentsMargins(0, 0, 0, 0)
        for name, text in self.texts:
            label = QLabel(name)
            label.setTextFormat(Text(name).textFormat())
            layout.addRow(label, Text(text))
        rows.setLayout(layout)
        self._column.addWidget(rows)

    def _text(self, device: DeviceRecord) -> str:
        if not device.baseline_applies:
            return self.tr("none needed: modelled from busy time")
        if device.baseline_asleep:
            return self.tr("asleep without AI: 0 W")
        if device.baseline_w is None:
            return self.tr("learning")
        return power(self._desk.locale, device.baseline_w)
