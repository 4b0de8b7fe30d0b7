"""Chooses a grid zone by typing any part of its name in any language, without accents, or its code."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from wattprint.reference.grid import Grid, UnknownZone, Zone, plain

_CODE = Qt.ItemDataRole.UserRole.value
#: What is searched: both names, both codes, folded.
_SEARCHED = _CODE + 1


class _Completer(QCompleter):
    """Compares what is typed without accents and capitals."""

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [plain(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What stands in the field then."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ZoneBox(QComboBox):
    """Signals: zone_changed: another zone was chosen. What names no zone is taken back on leaving."""

    zone_changed = Signal()

    def __init__(
        self, grid: Grid, language: str, guessed: Zone | None, parent: QWidget | None = None
    ) -> None:
        """guessed: what the locale says; it is marked so until mark_guess(False): it was confirmed."""
        super().__init__(parent)
        self._grid = grid
        self._guessed, self._language = guessed, language
        self._code = ""
        names: Mapping[str, str] = {zone.code: zone.names[language] for zone in grid.zones}
        model = QStandardItemModel(self)
        for zone in sorted(grid.zones, key=lambda zone: plain(names[zone.code])):
            item = QStandardItem(names[zone.code])
            item.setData(zone.code, _CODE)
            words = (*zone.names.values(), zone.code, zone.alpha2 or "")
            item.setData(" ".join(plain(word) for word in words), _SEARCHED)
            model.appendRow(item)
        self.setModel(model)
        self.mark_guess(True)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(22)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = _Completer(self)
        completer.setModel(model)
        completer.setCompletionRole(_SEARCHED)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.currentIndexChanged.connect(self._settle)
        edit = self.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("Type a country or region"))
        edit.editingFinished.connect(self.settle)

    @property
    def code(self) -> str:
        """The code of the zone that is chosen."""
        return self._code

    def mark_guess(self, marked: bool) -> None:
        """Say of the zone that was guessed that it was, or no longer."""
        if self._guessed is not None:
            name = self._guessed.names[self._language]
            text = self.tr("{zone} (guessed)").format(zone=name) if marked else name
            self.setItemText(self.findData(self._guessed.code, _CODE), text)

    def choose(self, code: str) -> None:
        """Show a zone; one that the table does not have leaves the field empty."""
        row = self.findData(code, _CODE)
        self.setCurrentIndex(row)
        self._code = code if row >= 0 else ""
        if row < 0:
            self.setEditText("")

    def settle(self) -> None:
        """Take what stands in the field for a zone, or go back to the last one."""
        shown = self.findText(self.currentText(), Qt.MatchFlag.MatchExactly)
        if shown >= 0:
            self.setCurrentIndex(shown)
        else:
            try:
                self.setCurrentIndex(self.findData(self._grid.zone(self.currentText()).code, _CODE))
            except UnknownZone:
                self.setCurrentIndex(self.findData(self._code, _CODE))
        self.setEditText(self.itemText(self.currentIndex()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ready to be typed over."""
        super().focusInEvent(event)
        edit = self.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _settle(self, row: int) -> None:
        code = self.itemData(row, _CODE) if row >= 0 else ""
        if code and code != self._code:
            self._code = code
            self.zone_changed.emit()
