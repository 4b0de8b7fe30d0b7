"""What recurs, as a table; every text plain."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wattprint.domain.cloud import Recurring
from wattprint.gui.cloud.counts import count_text, counted
from wattprint.gui.cloud.wording import Wording
from wattprint.reference.factors import FactorSet
from wattprint.reference.texts import plain

AnyIndex = QModelIndex | QPersistentModelIndex


class RecurringColumn(IntEnum):
    """From left to right."""

    ACTIVITY = 0
    COUNT = 1
    DAYS = 2
    SINCE = 3
    UNTIL = 4
    NOTE = 5


class RecurringModel(QAbstractTableModel):
    """One row for each, those that go on first."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._factors: FactorSet | None = None
        self._rows: list[Recurring] = []

    def set_rows(self, rows: Sequence[Recurring], factors: FactorSet) -> None:
        """Show these."""
        self.beginResetModel()
        self._factors = factors
        self._rows = sorted(
            rows, key=lambda one: (one.to_day is None, one.to_day or "", one.from_day), reverse=True
        )
        self.endResetModel()

    def row(self, index: AnyIndex) -> Recurring | None:
        """What stands in a row."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, recurring_id: int) -> int:
        """Where it stands; -1 when it is not shown."""
        places = (place for place, one in enumerate(self._rows) if one.recurring_id == recurring_id)
        return next(places, -1)

    def name(self, one: Recurring) -> str:
        """How many of what."""
        activity = None if self._factors is None else self._factors.activity(one.activity)
        return self._wording.amount(one.count, activity, one.activity)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """One row for each."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """See RecurringColumn."""
        return 0 if parent.isValid() else len(RecurringColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if not 0 <= section < len(RecurringColumn):
            return None
        return (
            self.tr("Activity"),
            self.tr("Count"),
            self.tr("Days"),
            self.tr("Since"),
            self.tr("Until"),
            self.tr("Note"),
        )[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        one = self.row(index)
        if one is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._text(one, RecurringColumn(index.column()))

    def _text(self, one: Recurring, column: RecurringColumn) -> str:
        activity = None if self._factors is None else self._factors.activity(one.activity)
        match column:
            case RecurringColumn.ACTIVITY:
                return self._wording.activity(activity, one.activity)
            case RecurringColumn.COUNT:
                if activity is None:
                    return count_text(self._wording.locale, one.count)
                return plain(counted(self._wording.locale, one.count, activity.unit))
            case RecurringColumn.DAYS:
                return self._wording.weekdays(one.weekdays)
            case RecurringColumn.SINCE:
                return self._wording.day(one.from_day)
            case RecurringColumn.UNTIL:
                return self.tr("goes on") if one.to_day is None else self._wording.day(one.to_day)
        return plain(" ".join(one.note.split()))
