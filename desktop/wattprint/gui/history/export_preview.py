"""The first rows of an export as a table: the columns' own names, and cells as they stand in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from wattprint.gui.focus_ring import keep_ring
from wattprint.gui.today_view.card import em
from wattprint.reference.texts import plain

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

#: A cell of a table needs no more of a note than this.
_LONGEST = 80


class PreviewModel(QAbstractTableModel):
    """Texts only; numbers stand on the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()

    def show(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._columns, self._rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """As many as there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """As many as the file has."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The first line of the file."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == _Role.DisplayRole:
            return self._columns[section]
        return None

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """A cell of the file, in one line."""
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role == _Role.DisplayRole:
            line = plain(" ".join(text.split()))
            return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
        if role == _Role.TextAlignmentRole and _is_number(text):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class PreviewTable(QTableView):
    """A look at the first rows; columns as wide as what they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.first_rows = PreviewModel(self)
        self.setModel(self.first_rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        keep_ring(self)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(em(self) * 1.6))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setMinimumHeight(round(em(self) * 6))

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these, as the file has them."""
        self.first_rows.show(columns, rows)
        self.resizeColumnsToContents()
        widest = em(self) * 20
        for column in range(self.first_rows.columnCount()):
            width = self.columnWidth(column) + em(self) // 2
            self.setColumnWidth(column, min(widest, width))


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ".", 1))
    except ValueError:
        return False
    return True
