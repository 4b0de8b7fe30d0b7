"""Past entries: looked through, edited in place, deleted, and put back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLocale, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wattprint.domain.cloud import CloudEntry
from wattprint.export.valuing import load_factor_set
from wattprint.gui.cloud import work
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.counts import Wrong, read_count
from wattprint.gui.cloud.entries_delegate import EntryDelegate
from wattprint.gui.cloud.entries_model import Column, EntriesModel, Row
from wattprint.gui.cloud.estimate_box import EstimateBox
from wattprint.gui.cloud.estimates import estimate
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.range_row import RangeRow
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.undo import Step, UndoLine
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.today import local_day
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for a range."""

    factors: FactorSet
    rows: list[Row]
    own_factors_error: str | None


class EntriesView(QWidget):
    """Entries of a range of days, newest first. Signals: changed: something was written."""

    changed = Signal()

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        parent: QWidget | None = None,
        *,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        """now_s: the clock (Unix time)."""
        super().__init__(parent)
        self.setLocale(locale)
        self._paths = paths
        self._now_s = now_s
        self._wording = Wording(locale)
        self._pen = Pen(paths.ledger, now_s)
        self._factors: FactorSet | None = None
        #: Something new was read while a cell was being edited.
        self._late = False
        self.range = RangeRow(locale, local_day(now_s()))
        self.range.changed.connect(self.reload)
        self.estimate = EstimateBox(self._wording, wide=True)
        self.told = UndoLine(self._wording)
        self.told.changed.connect(self._written)
        self._make_table()
        self.delete = Button(self.tr("De&lete"))
        self.delete.clicked.connect(self._delete)
        self._keys = PlainLabel(self.tr("Double-click or F2 edits a day, a count or a note."))
        self._lay_out()

    # -- building -----------------------------------------------------------------------------------------

    def _make_table(self) -> None:
        self.model = EntriesModel(self._wording, self)
        self.model.edited.connect(self._edit)
        self.model.modelReset.connect(self._count_rows)
        self.table = QTableView()
        self.table.setModel(self.model)
        self._delegate = EntryDelegate(self.locale(), local_day(self._now_s()), self)
        self._delegate.typing.connect(self._typing)
        self._delegate.refused.connect(self._refused)
        self._delegate.closeEditor.connect(self._edited)
        self.table.setItemDelegate(self._delegate)
        self.table.setAccessibleName(self.tr("Past entries"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(Column.DAY, Qt.SortOrder.DescendingOrder)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        # Ten years of entries: widths from the first rows, not from all.
        self.table.horizontalHeader().setResizeContentsPrecision(50)
        self.table.selectionModel().currentChanged.connect(self._show_estimate)
        for keys in (QKeySequence.StandardKey.Delete, Qt.Key.Key_Backspace):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._delete)
        for standard, act in (
            (QKeySequence.StandardKey.Undo, self.told.undo),
            (QKeySequence.StandardKey.Redo, self.told.redo),
        ):
            shortcut = QShortcut(QKeySequence(standard), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self._number = PlainLabel(wrap=False)
        top = QHBoxLayout()
        top.addWidget(self.range, 1)
        top.addWidget(self._number)
        below = QHBoxLayout()
        below.addWidget(self._keys, 1)
        below.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        column.addWidget(self.estimate)
        column.addWidget(self.told)

    # -- reading ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Whatever was added meanwhile is shown."""
        super().showEvent(event)
        self.reload()

    def show_range(self, first_day: str, last_day: str) -> None:
        """Show these days (ISO, both included)."""
        self.range.set_days(first_day, last_day, local_day(self._now_s()))
        self.reload()

    def reload(self) -> None:
        """Read the range anew."""
        today = local_day(self._now_s())
        self._delegate.today = today
        first, last = self.range.days(today)
        work.run(self, partial(_read, self._paths, self._pen, first, last), self._take, self._unreadable)

    def _take(self, read: _Read) -> None:
        if self.table.state() is QAbstractItemView.State.EditingState:
            # Rows that come and go would close the editor, and what is typed in it would be lost.
            self._late = True
            return
        self._factors = read.factors
        current = self.model.row(self.table.currentIndex())
        column = max(0, self.table.currentIndex().column())
        was_empty = self.model.rowCount() == 0
        self.model.set_rows(read.rows)
        if was_empty:
            self._fit_columns()
        place = self.model.row_of(current.key) if current is not None else -1
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, column))
        elif self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, column))
        self._show_estimate()
        self._count_rows()
        if read.own_factors_error is not None:
            self.told.warn(self._wording.own_factors(read.own_factors_error))

    def _fit_columns(self) -> None:
        self.table.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * 40
        for column in Column:
            if column is not Column.NOTE:
                width = self.table.columnWidth(column) + self.fontMetrics().averageCharWidth() * 2
                self.table.setColumnWidth(column, min(widest, width))
        # The last one takes what is left, and no more: no bar to scroll sideways.
        self.table.setColumnWidth(Column.NOTE, self.fontMetrics().averageCharWidth() * 8)

    def _count_rows(self) -> None:
        number = self.model.rowCount()
        self._number.setText(self.tr("%n entries", "", number) if number else self.tr("No entries here yet."))
        self.delete.setEnabled(number > 0)

    def _show_estimate(self) -> None:
        row = self.model.row(self.table.currentIndex())
        if row is None:
            self.estimate.clear()
        else:
            self.estimate.show_estimate(row.estimate, local_day(self._now_s()))

    def _unreadable(self, error: Exception) -> None:
        self.told.warn(self._wording.failure(error))

    # -- writing ------------------------------------------------------------------------------------------

    def _typing(self, index: QPersistentModelIndex, text: str) -> None:
        """The estimate follows every key."""
        row, count = self.model.row(index), read_count(text, self.locale())
        if row is None or self._factors is None:
            return
        if isinstance(count, Wrong):
            self.told.warn(self._wording.wrong_count(count, text))
            return
        self.told.clear()
        found = estimate(self._factors, row.entry.activity, count, row.entry.local_day)
        self.estimate.show_estimate(found, local_day(self._now_s()))

    def _edited(self) -> None:
        if self._late:
            self._late = False
            self.reload()

    def _refused(self, wrong: Wrong, text: str) -> None:
        self._show_estimate()
        self.told.warn(self._wording.wrong_count(wrong, text))

    def _edit(self, entry: CloudEntry, column: Column, value: object) -> None:
        """Write one change, and keep how to take it back."""
        match column, value:
            case Column.DAY, str(day):
                there, back = (
                    partial(self._change, entry, day=day),
                    partial(self._change, entry, day=entry.local_day),
                )
            case Column.COUNT, float(count):
                there, back = (
                    partial(self._change, entry, count=count),
                    partial(self._change, entry, count=entry.count),
                )
            case _:
                there, back = (
                    partial(self._change, entry, note=str(value)),
                    partial(self._change, entry, note=entry.note),
                )
        name = self._name(entry)
        step = Step(
            self.tr("Changed: {entry}.").format(entry=name),
            self.tr("As it was before: {entry}.").format(entry=name),
            back,
            there,
        )
        work.run(self, there, lambda _: self._did(step), self._not_saved)

    def _change(
        self,
        entry: CloudEntry,
        *,
        count: float | None = None,
        day: str | None = None,
        note: str | None = None,
    ) -> None:
        """On the files' thread."""
        self._pen.change(entry, count=count, day=day, note=note)

    def _delete(self) -> None:
        indexes = self.table.selectionModel().selectedRows()
        rows = [row for index in indexes if (row := self.model.row(index)) is not None]
        if not rows:
            return
        entries = [row.entry for row in rows]
        if len(entries) == 1:
            told = self.tr("Deleted {entry}.").format(entry=self._name(entries[0]))
            taken = self.tr("Put back: {entry}.").format(entry=self._name(entries[0]))
        else:
            told = self.tr("Deleted %n entries.", "", len(entries))
            taken = self.tr("Put back %n entries.", "", len(entries))
        delete, restore = partial(self._pen.delete, entries), partial(self._pen.restore, entries)
        place = min(index.row() for index in indexes)
        work.run(
            self, delete, lambda _: self._deleted(Step(told, taken, restore, delete), place), self._not_saved
        )

    def _deleted(self, step: Step, place: int) -> None:
        # The next entry, so that several can be deleted one after the other.
        following = min(place + 1, self.model.rowCount() - 1)
        self.table.setCurrentIndex(self.model.index(following, max(0, self.table.currentIndex().column())))
        self._did(step)

    def _did(self, step: Step) -> None:
        self.told.did(step)
        self._written()

    def _written(self) -> None:
        self.reload()
        self.changed.emit()

    def _not_saved(self, error: Exception) -> None:
        self._show_estimate()
        self.told.warn(self._wording.not_saved(error))

    def _name(self, entry: CloudEntry) -> str:
        activity = None if self._factors is None else self._factors.activity(entry.activity)
        amount = self._wording.amount(entry.count, activity, entry.activity)
        return f"{amount}, {self._wording.day(entry.local_day)}"


def _read(paths: Paths, pen: Pen, first_day: str, last_day: str) -> _Read:
    """On the files' thread."""
    factors, error = load_factor_set(paths)
    rows = [
        Row(entry, estimate(factors, entry.activity, entry.count, entry.local_day))
        for entry in pen.entries(first_day, last_day)
    ]
    return _Read(factors, rows, error)
