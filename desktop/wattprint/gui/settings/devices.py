"""Which graphics cards are measured: a box for each that the ledger or the settings know."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.ledger_desk import Known
from wattprint.gui.settings.parts import keep_place, note
from wattprint.gui.today_view.card import clear_layout
from wattprint.gui.today_view.text import Text


class MeasuredDevices(QWidget):
    """One box a card; the recorder does not ask a card that is unticked anything but its name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.refresh()

    def refresh(self) -> None:
        """Show what ledger and settings say; boxes that are still right stay, and with them the focus."""
        known = self._desk.ledger.known or Known()
        left_out = self._desk.settings.left_out
        names = {device.key: device.name for device in known.devices if device.kind == "gpu"}
        names |= {key: key for key in sorted(left_out) if key not in names}
        if list(names) != list(self.boxes) or not names:
            self._build(names)
        for key, box in self.boxes.items():
            box.setEnabled(self._desk.broken is None)
            box.setChecked(key not in left_out)

    def _build(self, names: dict[str, str]) -> None:
        clear_layout(self._column)
        self.boxes = {}
        if not names:
            self._column.addWidget(
                Text(self._desk.ledger.excuse or self.tr("No graphics card was measured yet."))
            )
            return
        for key, name in names.items():
            # "&" in a name is no mnemonic.
            box = QCheckBox(name.replace("&", "&&"))
            box.setToolTip(key if name != key else "")
            box.clicked.connect(lambda _, key=key: self._clicked(key))
            self.boxes[key] = box
            self._column.addWidget(box)
        keep_place(self, self.boxes.values())
        self._column.addWidget(
            note(
                self.tr(
                    "A card that is switched off is left alone. Its energy is in no number, and its time is "
                    "not recorded, as if it were not there; what was measured before stays."
                )
            )
        )

    def _clicked(self, key: str) -> None:
        left_out = set(self._desk.settings.left_out)
        left_out ^= {key}
        if self._desk.change({"measuring.left_out": sorted(left_out) or None}):
            self._desk.settings_changed.emit()
        self.refresh()
