"""What recurs: one day of it changed, an end set, or all of it deleted."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wattprint.domain.cloud import Recurring
from wattprint.export.valuing import load_factor_set
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.counts import Wrong, count_text
from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.cloud.fields import CountEdit
from wattprint.gui.cloud.part import CloudPart
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.recurring_model import RecurringColumn, RecurringModel
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.undo import Step
from wattprint.gui.edges import keep_edges
from wattprint.gui.focus_ring import keep_ring
from wattprint.gui.title_mark import titled
from wattprint.gui.window_size import give_size
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths


class RecurringDialog(CloudPart, QDialog):
    """Signals: changed: something was written."""

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
        self.set_up(paths, locale, now_s)
        self.setWindowTitle(titled(self.tr("Recurring cloud use")))
        #: What is to be shown once it is read: its id and a day.
        self._wanted: tuple[int, str] | None = None
        #: What the count is about, an id and a day, and what was last put there: other text was typed.
        self._about: tuple[int, str] | None = None
        self._put = ""
        self._make_table()
        self._make_fields()
        self._lay_out()
        self._select()

    # -- building -----------------------------------------------------------------------------------------

    def _make_table(self) -> None:
        self.model = RecurringModel(self._wording, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("What recurs"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setTabKeyNavigation(False)
        keep_ring(self.table)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.selectionModel().currentRowChanged.connect(self._select)

    def _make_fields(self) -> None:
        today = self._today()
        self.empty = PlainLabel(
            self.tr("Nothing recurs yet. Add cloud use and choose “every day”, say, under “Repeat”.")
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.day = DayEdit(self.locale(), today)
        self.day.dateChanged.connect(self._read_day)
        self.count = CountEdit(self.locale())
        self.save = self._button(self.tr("&Save that day"), self._save)
        self.skip = self._button(self.tr("Do &not count that day"), self._skip)
        self.last = DayEdit(self.locale(), today)
        self.end = self._button(self.tr("&End then"), self._end)
        self.go_on = self._button(self.tr("Let it &go on"), self._go_on)
        self.delete = self._button(self.tr("De&lete"), self._delete)
        self._bind_undo()

    def _button(self, text: str, act: Callable[[], None]) -> Button:
        button = Button(text)
        button.clicked.connect(lambda _=False: act())
        return button

    def _lay_out(self) -> None:
        self._fields = QWidget()
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._label(self.tr("&One day:"), self.day), 0, 0)
        grid.addWidget(self.day, 0, 1)
        grid.addWidget(self._label(self.tr("Coun&t:"), self.count), 0, 2)
        grid.addWidget(self.count, 0, 3)
        grid.addWidget(self.save, 0, 4)
        grid.addWidget(self.skip, 0, 5)
        grid.addWidget(self._label(self.tr("Last &day:"), self.last), 1, 0)
        grid.addWidget(self.last, 1, 1)
        for button in (self.end, self.go_on):
            grid.addWidget(button, 1, 2, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.delete, 1, 5)
        grid.setColumnStretch(3, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(Button(self.tr("&Close")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._fields)
        column.addWidget(self.told)
        column.addWidget(buttons)
        give_size(self, 58, 24)
        keep_edges(self)

    # -- reading ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Whatever was added meanwhile is shown."""
        super().showEvent(event)
        self.reload()

    def choose(self, recurring_id: int, day: str) -> None:
        """Show one of them, and what is counted on a day (ISO) of its, once it is read."""
        self._wanted = recurring_id, day
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read anew."""
        today = self._today()
        self.day.set_today(today)
        self.last.set_today(today)
        self._read(partial(_read, self._paths, self._pen), self._take)

    def _take(self, read: tuple[FactorSet, list[Recurring]]) -> None:
        factors, rows = read
        current = self._current()
        self.model.set_rows(rows, factors)
        self.table.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * 40
        for column in RecurringColumn:
            if column is not RecurringColumn.NOTE:
                width = self.table.columnWidth(column) + self.fontMetrics().averageCharWidth() * 2
                self.table.setColumnWidth(column, min(widest, width))
        self.table.setColumnWidth(RecurringColumn.NOTE, self.fontMetrics().averageCharWidth() * 8)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.day.set_day(wanted[1])
            place = self.model.row_of(wanted[0])
        else:
            place = -1 if current is None else self.model.row_of(current.recurring_id)
        if rows:
            self.table.setCurrentIndex(self.model.index(max(0, place), 0))
        self._select()

    def _current(self) -> Recurring | None:
        return self.model.row(self.table.currentIndex())

    def _select(self) -> None:
        """Fill the fields for the chosen row."""
        one = self._current()
        some = self.model.rowCount() > 0
        self.table.setVisible(some)
        self.empty.setVisible(not some)
        self._fields.setVisible(one is not None)
        if one is None:
            return
        today = self._today()
        last = today if one.to_day is None else min(today, one.to_day)
        days = one.days(one.from_day, last)
        if days and self.day.day not in days:
            self.day.set_day(days[-1])
        self.end.setVisible(one.to_day is None)
        self.go_on.setVisible(one.to_day is not None)
        self._read_day()

    def _read_day(self) -> None:
        one, day = self._current(), self.day.day
        if one is None:
            return
        occurs = bool(one.days(day, day))
        for widget in (self.count, self.save, self.skip):
            widget.setEnabled(occurs)
        self.count.setPlaceholderText("" if occurs else self.tr("not on that day"))
        before, self._about = self._about, (one.recurring_id, day)
        # News of the same day takes nothing from whoever is typing its count.
        if not occurs or before != self._about or self.count.text() == self._put:
            self._put_count(None)
        if occurs:
            job = partial(self._pen.occurrence, one.recurring_id, day)
            self._read(job, partial(self._show_day, one.recurring_id, day))

    def _show_day(self, recurring_id: int, day: str, count: float | None) -> None:
        one = self._current()
        if one is None or one.recurring_id != recurring_id or self.day.day != day:
            return
        self.skip.setEnabled(count is not None)
        self.count.setPlaceholderText(self.tr("not counted") if count is None else "")
        if self.count.text() == self._put:
            self._put_count(count)

    def _put_count(self, count: float | None) -> None:
        self.count.set_count(count)
        self._put = self.count.text()

    # -- writing ------------------------------------------------------------------------------------------

    def _save(self) -> None:
        count = self.count.count()
        if isinstance(count, Wrong):
            self.told.warn(self._wording.wrong_count(count, self.count.text()))
            self.count.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        amount = count_text(self.locale(), count)
        self._set_day(
            count, self.tr("{day}: {count} instead of the usual.").format(day="{day}", count=amount)
        )

    def _skip(self) -> None:
        self._set_day(None, self.tr("{day}: not counted."))

    def _set_day(self, count: float | None, told: str) -> None:
        one, day, typed = self._current(), self.day.day, self.count.text()
        if one is None:
            return
        shown, recurring_id = self._wording.day(day), one.recurring_id
        there = partial(self._pen.set_occurrence, recurring_id, day, count)
        taken = self.tr("{day}: as it was before.").format(day=shown)

        def done(before: float | None) -> None:
            # The ledger's word: what the window read last may be of another day, or not have come yet.
            back = partial(self._pen.set_occurrence, recurring_id, day, before)
            if self._about == (recurring_id, day) and self.count.text() == typed:
                self._put = typed
            self._did(Step(told.format(day=shown), taken, back, there))

        self._write(partial(self._pen.replace_occurrence, recurring_id, day, count), done)

    def _end(self) -> None:
        one, day = self._current(), self.last.day
        if one is None:
            return
        if day < one.from_day:
            self.told.warn(self.tr("It began later than that: delete it instead."))
            return
        name = self.model.name(one)
        there = partial(self._pen.end_recurring, one.recurring_id, day)
        back = partial(self._pen.end_recurring, one.recurring_id, one.to_day)
        told = self.tr("{name} ends with {day}.").format(name=name, day=self._wording.day(day))
        self._do(Step(told, self.tr("{name} goes on.").format(name=name), back, there))

    def _go_on(self) -> None:
        """What had an end goes on."""
        one = self._current()
        if one is None or one.to_day is None:
            return
        name, day = self.model.name(one), self._wording.day(one.to_day)
        there = partial(self._pen.end_recurring, one.recurring_id, None)
        back = partial(self._pen.end_recurring, one.recurring_id, one.to_day)
        told = self.tr("{name} goes on.").format(name=name)
        self._do(Step(told, self.tr("{name} ends with {day}.").format(name=name, day=day), back, there))

    def _delete(self) -> None:
        """With all its days; days that were changed are entries of their own and stay."""
        one = self._current()
        if one is None:
            return
        days = len(one.days(one.from_day, self._today()))
        name = self.model.name(one)
        told = self.tr("Deleted {name} with its %n days so far; days you changed stay.", "", days)
        there = partial(self._pen.delete_recurring, one.recurring_id)
        back = partial(self._pen.restore_recurring, one.recurring_id)
        taken = self.tr("Put back: {name}.").format(name=name)
        self._do(Step(told.format(name=name), taken, back, there))

    def _written(self) -> None:
        self.reload()
        super()._written()


def _read(paths: Paths, pen: Pen) -> tuple[FactorSet, list[Recurring]]:
    """On the files' thread."""
    return load_factor_set(paths)[0], pen.recurring()
