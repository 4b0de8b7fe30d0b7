"""Cloud entries as a table: one row an entry, every text plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud.counts import count_text, counted
from wattprint.gui.cloud.days import qdate
from wattprint.gui.cloud.entries_order import Arranged, Column, Order, arrange, key_of
from wattprint.gui.cloud.estimates import Estimate, estimate
from wattprint.gui.cloud.wording import Wording
from wattprint.reference.factors import FactorSet
from wattprint.reference.texts import plain

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

#: So many entries are put in order while the person waits; more would be felt.
AT_ONCE = 2000

#: Rows whose numbers are kept: some screens full.
_MOST_MADE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its numbers."""

    entry: CloudEntry
    estimate: Estimate


class EntriesModel(QAbstractTableModel):
    """Day, count and note can be edited; the day of what recurs cannot.

    Ten years of entries are one list of what the ledger holds; numbers are made for the rows that are seen.

    Signals: edited(CloudEntry, Column, value): what the person wants; the row stays as it is until it is read
    anew from the ledger. value: an ISO day, a count or a note. order_wanted: so many entries are to be put in
    another order that it takes a while: see `order` and `show`.
    """

    edited = Signal(object, object, object)
    order_wanted = Signal()

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._factors: FactorSet | None = None
        self._made: dict[int, Row] = {}
        self.entries: list[CloudEntry] = []
        self.order = Order()

    # -- rows ---------------------------------------------------------------------------------------------

    def set_entries(self, entries: Sequence[CloudEntry], factors: FactorSet) -> None:
        """Show these, in the order of the last sort."""
        self.set_factors(factors)
        self.show(arrange(entries, factors, self.order, before=self.entries))

    def set_factors(self, factors: FactorSet) -> None:
        """What turns counts into numbers."""
        self._factors = factors
        self._made.clear()
        names = {one.id: self._wording.activity(one) for one in factors.activities}
        self.order = replace(self.order, names=names)

    def show(self, arranged: Arranged) -> None:
        """Show entries as they are arranged; where they are the same, the view keeps its place."""
        self._made.clear()
        if arranged.same and len(arranged.entries) == len(self.entries):
            self.entries = arranged.entries
            if self.entries:
                last = self.index(len(self.entries) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.entries = arranged.entries
        self.endResetModel()

    def row(self, index: AnyIndex) -> Row | None:
        """The entry of a cell."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        found = self._made.get(index.row())
        if found is None:
            if len(self._made) > _MOST_MADE:
                self._made.clear()
            found = self._made[index.row()] = self._make(self.entries[index.row()])
        return found

    def _make(self, one: CloudEntry) -> Row:
        if self._factors is None:
            return Row(one, Estimate(None, one.count, None, None))
        return Row(one, estimate(self._factors, one.activity, one.count, one.local_day))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By what a column means; many entries are left to whoever hears order_wanted."""
        descending = order is Qt.SortOrder.DescendingOrder
        self.order = replace(self.order, column=Column(column), descending=descending)
        if len(self.entries) > AT_ONCE:
            self.order_wanted.emit()
            return
        self.layoutAboutToBeChanged.emit()
        self._made.clear()
        before = self.persistentIndexList()
        keys = [key_of(self.entries[index.row()]) for index in before]
        self.entries = arrange(self.entries, self._factors, self.order).entries
        places = {key_of(one): place for place, one in enumerate(self.entries)} if before else {}
        after = [self.index(places[key], index.column()) for key, index in zip(keys, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # -- what Qt asks -------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """One row an entry."""
        return 0 if parent.isValid() else len(self.entries)

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


def _line(note: str) -> str:
    """A note in one line of a table."""
    return " ".join(note.split())
