"""Entries of any days: looked through, edited in place, copied, deleted, and put back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QLocale, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from wattprint.domain.cloud import CloudEntry
from wattprint.export.valuing import load_factor_set
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.counts import Wrong, read_count
from wattprint.gui.cloud.day_copy import DayCopy
from wattprint.gui.cloud.entries_delegate import EntryDelegate
from wattprint.gui.cloud.entries_model import EntriesModel
from wattprint.gui.cloud.entries_order import Arranged, Column, Key, Order, arrange, key_of, place_of
from wattprint.gui.cloud.entries_table import EntriesTable
from wattprint.gui.cloud.estimate_box import EstimateBox
from wattprint.gui.cloud.estimates import estimate
from wattprint.gui.cloud.flow import Flow
from wattprint.gui.cloud.part import CloudPart
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.range_row import RangeRow
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.undo import Step
from wattprint.gui.numbers import grouped
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for a range."""

    factors: FactorSet
    arranged: Arranged
    own_factors_error: str | None


class EntriesView(CloudPart, QWidget):
    """Entries of a range of days, newest first.

    Signals: changed: something was written. unreadable: it was told why the ledger cannot be read.
    add_wanted(str): a new one on this day (ISO). recurring_wanted(int, str): what recurs, and the day that
    was looked at. number_wanted(str): what stands behind the estimate of an activity (its id).
    """

    changed = Signal()
    unreadable = Signal()
    add_wanted = Signal(str)
    recurring_wanted = Signal(int, str)
    number_wanted = Signal(str)

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        parent: QWidget | None = None,
        *,
        now_s: Callable[[], float] = time.time,
        numbers: bool = False,
    ) -> None:
        """now_s: the clock (Unix time). numbers: somebody hears number_wanted."""
        super().__init__(parent)
        self.set_up(paths, locale, now_s)
        self._factors: FactorSet | None = None
        #: Something new was read while a cell was being edited.
        self._late = False
        self.range = RangeRow(locale, self._today())
        self.range.changed.connect(self.reload)
        self.estimate = EstimateBox(self._wording, wide=True, about=numbers)
        self.estimate.about_wanted.connect(self.number_wanted)
        self._make_table()
        self._make_buttons()
        self._lay_out()

    # -- building -----------------------------------------------------------------------------------------

    def _make_table(self) -> None:
        self.model = EntriesModel(self._wording, self)
        self.model.edited.connect(self._edit)
        self.model.order_wanted.connect(self._reorder)
        self.model.modelReset.connect(self._count_rows)
        self._delegate = EntryDelegate(self.locale(), self._today(), self)
        self._delegate.typing.connect(self._typing)
        self._delegate.refused.connect(self._refused)
        self._delegate.closeEditor.connect(self._edited)
        self.table = EntriesTable(self.model, self._delegate)
        self.table.selectionModel().currentChanged.connect(self._show_estimate)
        self.table.delete_wanted.connect(self._delete)
        self._bind_undo(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_buttons(self) -> None:
        self.add = self._button(self.tr("Add on this da&y…"), self._add)
        self.recurring = self._button(self.tr("&What recurs…"), self._show_recurring)
        self.yesterday = self._button(self.tr("Copy yester&day"), self._copy_yesterday)
        self.copy = self._button(self.tr("Copy &this day…"), self._ask_copy)
        self.delete = self._button(self.tr("De&lete"), self._delete)
        self._keys = PlainLabel(self.tr("Double-click or F2 edits a day, a count or a note."))
        self.copying = DayCopy(self._wording, self._today())
        self.copying.copy_wanted.connect(self._copy)
        self.copying.refused.connect(self.told.warn)
        self.copying.ended.connect(self._end_copying)
        self.copying.hide()

    def _button(self, text: str, act: Callable[[], None]) -> Button:
        button = Button(text)
        button.clicked.connect(lambda _=False: act())
        return button

    def _lay_out(self) -> None:
        self._number = PlainLabel(wrap=False)
        top = QHBoxLayout()
        top.addWidget(self.range, 1)
        top.addWidget(self._number)
        below = Flow(self.add, self.recurring, self.yesterday, self.copy, self.delete, last_right=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self._keys)
        column.addLayout(below)
        column.addWidget(self.copying)
        column.addWidget(self.estimate)
        column.addWidget(self.told)

    # -- reading ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Whatever was added meanwhile is shown."""
        super().showEvent(event)
        self.reload()

    def days(self) -> tuple[str, str]:
        """First and last day that are shown (ISO, both included)."""
        return self.range.days(self._today())

    def show_range(self, first_day: str, last_day: str) -> None:
        """Show these days (ISO, both included)."""
        self.range.choose(first_day, last_day, self._today())
        self.reload()

    def reload(self) -> None:
        """Read the range anew."""
        today = self._today()
        self._delegate.today = today
        self.copying.target.set_today(today)
        first, last = self.days()
        before, order, wanted = self.model.entries, self.model.order, self._current_key()
        job = partial(_read, self._paths, self._pen, first, last, order, before, wanted)
        self._read(job, partial(self._take, order, before, wanted))

    def _current_key(self) -> Key | None:
        current = self.model.row(self.table.currentIndex())
        return None if current is None else key_of(current.entry)

    def _take(self, order: Order, before: list[CloudEntry], wanted: Key | None, read: _Read) -> None:
        if self.table.state() is QAbstractItemView.State.EditingState:
            # Rows that come and go would close the editor, and what is typed in it would be lost.
            self._late = True
            return
        if before is not self.model.entries or order != self.model.order:
            self.reload()  # sorted or read anew meanwhile
            return
        self._factors = read.factors
        self.model.set_factors(read.factors)
        was_empty = self.model.rowCount() == 0
        self._show(read.arranged, wanted)
        if was_empty:
            self.table.fit_columns()
        self._count_rows()
        error = read.own_factors_error
        self.told.trouble("own factors", "" if error is None else self._wording.own_factors(error))

    def _show(self, arranged: Arranged, wanted: Key | None) -> None:
        """wanted: the key of the entry that was the current one when this was asked for."""
        column, current = max(0, self.table.currentIndex().column()), self._current_key()
        # Whoever has gone on to another entry meanwhile stays there.
        place = arranged.place if current == wanted else place_of(arranged.entries, current)
        self.model.show(arranged)
        if self.model.rowCount():
            # Where the current one is gone, the first: something is always chosen.
            place = max(0, place)
            if place != self.table.currentIndex().row():
                self.table.setCurrentIndex(self.model.index(place, column))
        self._show_estimate()

    def _reorder(self) -> None:
        """So many entries that they are put in order beside the window."""
        before, order, wanted = self.model.entries, self.model.order, self._current_key()
        job = partial(arrange, before, self._factors, order, wanted=wanted)
        self._read(job, partial(self._take_order, order, before, wanted))

    def _take_order(
        self, order: Order, before: list[CloudEntry], wanted: Key | None, arranged: Arranged
    ) -> None:
        if before is self.model.entries and order == self.model.order:
            self._show(arranged, wanted)

    def _count_rows(self) -> None:
        number = self.model.rowCount()
        text = grouped(self.locale(), self.tr("%n entries", "", number), number)
        self._number.setText(text if number else self.tr("No entries here yet."))
        hint = self.tr("Nothing was counted on these days. Add what you used in the cloud: it is estimated.")
        self.table.hint = "" if number else hint
        self.table.viewport().update()
        self._keys.setVisible(number > 0)
        self.delete.setEnabled(number > 0)
        self.copy.setEnabled(number > 0)

    def _show_estimate(self) -> None:
        row = self.model.row(self.table.currentIndex())
        if row is None:
            self.estimate.clear()
        else:
            self.estimate.show_estimate(row.estimate, self._today())

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
        self.estimate.show_estimate(found, self._today())

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
                after = replace(entry, local_day=day)
            case Column.COUNT, float(count):
                there, back = (
                    partial(self._change, entry, count=count),
                    partial(self._change, entry, count=entry.count),
                )
                after = replace(entry, count=count)
            case _:
                there, back = (
                    partial(self._change, entry, note=str(value)),
                    partial(self._change, entry, note=entry.note),
                )
                after = replace(entry, note=str(value))
        step = Step(
            self.tr("Changed: {entry}.").format(entry=self._name(after)),
            self.tr("As it was before: {entry}.").format(entry=self._name(entry)),
            back,
            there,
        )
        self._do(step)

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
        place, keys = min(index.row() for index in indexes), {key_of(entry) for entry in entries}
        self._write(delete, lambda _: self._deleted(Step(told, taken, restore, delete), keys, place))

    def _deleted(self, step: Step, keys: set[Key], place: int) -> None:
        # The next entry, so that several can be deleted one after the other; unless another was turned to.
        if self._current_key() in keys:
            column = max(0, self.table.currentIndex().column())
            below, above = range(place + 1, self.model.rowCount()), range(place - 1, -1, -1)
            left = (row for row in (*below, *above) if key_of(self.model.entries[row]) not in keys)
            self.table.setCurrentIndex(self.model.index(next(left, place), column))
        self._did(step)

    # -- other days and what recurs -----------------------------------------------------------------------

    def _day(self) -> str:
        """The day (ISO) of the current entry; today while there is none."""
        row = self.model.row(self.table.currentIndex())
        return self._today() if row is None else row.entry.local_day

    def _add(self) -> None:
        self.add_wanted.emit(self._day())

    def _show_recurring(self) -> None:
        row = self.model.row(self.table.currentIndex())
        recurring_id = None if row is None else row.entry.recurring_id
        self.recurring_wanted.emit(-1 if recurring_id is None else recurring_id, self._day())

    def _copy_yesterday(self) -> None:
        today = date.fromisoformat(self._today())
        self._copy((today - timedelta(days=1)).isoformat(), today.isoformat())

    def _ask_copy(self) -> None:
        self.copying.ask(self._day(), self._today())

    def _end_copying(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, from_day: str, to_day: str) -> None:
        shown = {"there": self._wording.day(from_day), "here": self._wording.day(to_day)}

        def copied(entries: list[CloudEntry]) -> None:
            if not entries:
                text = self.tr("Nothing was typed on {there}. What recurs counts by itself.")
                self.told.tell(text.format(**shown))
                return
            told = self.tr("Copied %n entries of {there} to {here}.", "", len(entries))
            taken = self.tr("Taken back: %n entries of {here}.", "", len(entries))
            undo, redo = partial(self._pen.delete, entries), partial(self._pen.restore, entries)
            self._did(Step(told.format(**shown), taken.format(**shown), undo, redo))

        self._write(partial(self._pen.copy_day, from_day, to_day), copied)

    # -- after writing ------------------------------------------------------------------------------------

    def _written(self) -> None:
        self.reload()
        super()._written()

    def _not_saved(self, error: Exception) -> None:
        self._show_estimate()
        super()._not_saved(error)

    def _unreadable(self, error: Exception) -> None:
        super()._unreadable(error)
        self.unreadable.emit()

    def _name(self, entry: CloudEntry) -> str:
        activity = None if self._factors is None else self._factors.activity(entry.activity)
        amount = self._wording.amount(entry.count, activity, entry.activity)
        return f"{amount}, {self._wording.day(entry.local_day)}"


def _read(
    paths: Paths,
    pen: Pen,
    first_day: str,
    last_day: str,
    order: Order,
    before: list[CloudEntry],
    wanted: Key | None,
) -> _Read:
    """On the files' thread."""
    factors, error = load_factor_set(paths)
    entries = pen.entries(first_day, last_day)
    return _Read(factors, arrange(entries, factors, order, before=before, wanted=wanted), error)
