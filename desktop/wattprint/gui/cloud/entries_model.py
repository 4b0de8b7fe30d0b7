"""Cloud entries as a table: one row an entry, every text plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud.counts import count_text, counted
from wattprint.gui.cloud.days import qdate
from wattprint.gui.cloud.estimates import Estimate
from wattprint.gui.cloud.wording import Wording
from wattprint.reference.texts import plain

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Column(IntEnum):
    """From left to right."""

    DAY = 0
    ACTIVITY = 1
    COUNT = 2
    ESTIMATE = 3
    ORIGIN = 4
    NOTE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its numbers."""

    entry: CloudEntry
    estimate: Estimate

    @property
    def key(self) -> tuple[object, ...]:
        """The same for the same entry after it was edited."""
        entry = self.entry
        if entry.recurring_id is not None:
            return entry.recurring_id, entry.local_day
        return (entry.entry_id,)


class EntriesModel(QAbstractTableModel):
    """Day, count and note can be edited; the day of what recurs cannot.

    Signals: edited(CloudEntry, Column, value): what the person wants; the row stays as it is until it is read
    anew from the ledger. value: an ISO day, a count or a note.
    """

    edited = Signal(object, object, object)

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._rows: list[Row] = []
        self._order = (Column.DAY, True)

    # -- rows ---------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these, in the order of the last sort; where they are the same, the view keeps its place."""
        ordered = self._sorted(rows)
        same = len(ordered) == len(self._rows) and all(map(_same, ordered, self._rows))
        if same:
            self._rows = ordered
            if ordered:
                last = self.index(len(ordered) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = ordered
        self.endResetModel()

    def row(self, index: AnyIndex) -> Row | None:
        """The entry of a cell."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, key: tuple[object, ...]) -> int:
        """Where an entry stands; -1 when it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By what a column means, not by how it is written."""
        self._order = (Column(column), order is Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._rows[index.row()].key for index in before]
        self._rows = self._sorted(self._rows)
        places = {row.key: place for place, row in enumerate(self._rows)} if before else {}
        after = [self.index(places[key], index.column()) for key, index in zip(keys, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[Row]) -> list[Row]:
        column, descending = self._order
        ids = {row.entry.activity: row for row in rows} if column is Column.ACTIVITY else {}
        names = {activity_id: self._activity(row).casefold() for activity_id, row in ids.items()}
        keys: dict[Column, Callable[[Row], Any]] = {
            Column.DAY: lambda row: (row.entry.local_day, row.entry.entry_id or 0),
            Column.ACTIVITY: lambda row: names[row.entry.activity],
            Column.COUNT: lambda row: row.entry.count,
            Column.ESTIMATE: lambda row: -1.0 if row.estimate.wh is None else row.estimate.wh.central,
            Column.ORIGIN: self._origin,
            Column.NOTE: lambda row: row.entry.note.casefold(),
        }
        return sorted(rows, key=keys[column], reverse=descending)

    # -- what Qt asks -------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """One row an entry."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """See Column."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        if not 0 <= section < len(Column):
            return None
        return {
            Column.DAY: self.tr("Day"),
            Column.ACTIVITY: self.tr("Activity"),
            Column.COUNT: self.tr("Count"),
            Column.ESTIMATE: self.tr("Estimate"),
            Column.ORIGIN: self.tr("How"),
            Column.NOTE: self.tr("Note"),
        }[Column(section)]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """What can be edited."""
        flags = super().flags(index)
        row = self.row(index)
        if row is None:
            return flags
        editable = index.column() in (Column.COUNT, Column.NOTE) or (
            index.column() == Column.DAY and row.entry.recurring_id is None
        )
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """The text of a cell, or what an editor shows."""
        row = self.row(index)
        if row is None:
            return None
        column = Column(index.column())
        if role == _Role.DisplayRole:
            return self._text(row, column)
        if role == _Role.EditRole:
            return self._to_edit(row, column)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = _Role.EditRole) -> bool:
        """Tell what the person wants; the ledger decides."""
        row = self.row(index)
        if row is None or role != _Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        column, entry = Column(index.column()), row.entry
        now = {Column.DAY: entry.local_day, Column.COUNT: entry.count, Column.NOTE: _line(entry.note)}
        if now[column] != value:
            self.edited.emit(entry, column, value)
        return False

    def _text(self, row: Row, column: Column) -> str:
        entry = row.entry
        match column:
            case Column.DAY:
                return self._wording.day(entry.local_day)
            case Column.ACTIVITY:
                return self._activity(row)
            case Column.COUNT:
                activity, locale = row.estimate.activity, self._wording.locale
                if activity is None:
                    return count_text(locale, entry.count)
                return plain(counted(locale, entry.count, activity.unit))
            case Column.ESTIMATE:
                return self._wording.short_value(row.estimate)
            case Column.ORIGIN:
                return self._origin(row)
        return plain(_line(entry.note))

    def _to_edit(self, row: Row, column: Column) -> Any:
        match column:
            case Column.DAY:
                return qdate(row.entry.local_day)
            case Column.COUNT:
                return count_text(self._wording.locale, row.entry.count)
            case Column.NOTE:
                return _line(row.entry.note)
        return self._text(row, column)

    def _activity(self, row: Row) -> str:
        return self._wording.activity(row.estimate.activity, row.entry.activity)

    def _origin(self, row: Row) -> str:
        match row.entry.origin:
            case Origin.TYPED:
                return self.tr("typed")
            case Origin.IMPORTED:
                return self.tr("imported")
        if row.entry.entry_id is None:
            return self.tr("↻ recurring")
        return self.tr("↻ recurring, changed")


def _same(one: Row, other: Row) -> bool:
    return one.key == other.key


def _line(note: str) -> str:
    """A note in one line of a table."""
    return " ".join(note.split())
