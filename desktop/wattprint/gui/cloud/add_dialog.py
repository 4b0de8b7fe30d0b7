"""Add cloud use: an activity, a count, Enter."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from wattprint.domain.cloud import CloudEntry, Origin, Recurring
from wattprint.domain.factors import Activity
from wattprint.gui.cloud import work
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.chooser import Chooser
from wattprint.gui.cloud.counts import Wrong, noun
from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.cloud.entries_dialog import EntriesDialog
from wattprint.gui.cloud.estimate_box import EstimateBox
from wattprint.gui.cloud.estimates import estimate
from wattprint.gui.cloud.fields import CountEdit, NoteEdit, Repeat, StepButtons
from wattprint.gui.cloud.offer import Offer, read_offer
from wattprint.gui.cloud.part import CloudPart, spoken
from wattprint.gui.cloud.pen import Started
from wattprint.gui.cloud.recurring_dialog import RecurringDialog
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.undo import Step
from wattprint.gui.edges import keep_edges
from wattprint.gui.in_front import show_in_front
from wattprint.gui.title_mark import titled
from wattprint.gui.window_size import give_size
from wattprint.system.paths import Paths

T = TypeVar("T")

#: The chosen activity stands above its fields as a heading does.
_HEADING_SIZE = 1.15


@dataclass(frozen=True, slots=True)
class Typed:
    """What the fields held when Enter was pressed."""

    activity: Activity
    count: float
    count_text: str
    day: str
    weekdays: int
    note: str


class AddCloudDialog(CloudPart, QDialog):
    """Stays open for the next one. Signals: changed: something was written.

    What was typed stays in its fields until it is in the ledger, also while the window is closed.
    """

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
        self._offer: Offer | None = None
        self._wanted: str | None = None
        self._being_written: list[Typed] = []
        self._entries: EntriesDialog | None = None
        self._recurring: RecurringDialog | None = None
        self.setWindowTitle(titled(self.tr("Add cloud use")))
        self._make_fields()
        self._lay_out()
        self._order_tabs()
        self._refresh()

    # -- what others may do -------------------------------------------------------------------------------

    def choose(self, activity_id: str) -> None:
        """Choose an activity once it is known which there are; the count is typed next."""
        self._wanted = activity_id
        self._choose_wanted()

    def choose_day(self, day: str) -> None:
        """Choose the day (ISO) to add to."""
        self.day.set_day(day)

    # -- building -----------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        today = self._today()
        self.chooser = Chooser(self._wording)
        self.chooser.chosen.connect(self._refresh)
        self.chooser.done.connect(self._to_count)
        self.heading = PlainLabel()
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * _HEADING_SIZE)
        font.setBold(True)
        self.heading.setFont(font)
        self.count = CountEdit(self.locale())
        self.count.textChanged.connect(self._refresh)
        self._unit = PlainLabel(wrap=False)
        self.steps = StepButtons()
        self.steps.step.connect(self._step)
        self.day = DayEdit(self.locale(), today)
        self.day.dateChanged.connect(self._refresh)
        self.repeat = Repeat(self.locale())
        self.repeat.changed.connect(self._refresh)
        self.note = NoteEdit()
        self.estimate = EstimateBox(self._wording, wide=True)
        self.own_factors = PlainLabel()
        self.own_factors.hide()
        self._past = Button(self.tr("&Past entries…"))
        self._past.clicked.connect(self.show_entries)
        self._recurs = Button(self.tr("Recurrin&g…"))
        self._recurs.clicked.connect(self.show_recurring)
        self._buttons = QDialogButtonBox()
        self.add = Button(self.tr("&Add"))
        self._buttons.addButton(self.add, QDialogButtonBox.ButtonRole.ActionRole)
        self.add.setDefault(True)
        self.add.clicked.connect(self._add)
        self._buttons.addButton(Button(self.tr("&Close")), QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.rejected.connect(self.reject)
        self._bind_undo()

    def _lay_out(self) -> None:
        how_many = QHBoxLayout()
        how_many.addWidget(self.count, 1)
        how_many.addWidget(self._unit)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._day_label = self._label("", self.day)
        form.addRow(self._label(self.tr("&How many:"), self.count), how_many)
        form.addRow("", self.steps)
        form.addRow(self._day_label, self.day)
        form.addRow(self._label(self.tr("&Repeat:"), self.repeat.choice), self.repeat)
        form.addRow(self._label(self.tr("&Note:"), self.note), self.note)
        details = QVBoxLayout()
        details.addWidget(self.heading)
        details.addLayout(form)
        details.addStretch()
        columns = QHBoxLayout()
        columns.addWidget(self.chooser, 3)
        columns.addSpacing(self.fontMetrics().height() // 2)
        columns.addLayout(details, 2)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        below = QHBoxLayout()
        below.addWidget(self._past)
        below.addWidget(self._recurs)
        below.addStretch()
        below.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.addLayout(self.chooser.favourite_row)
        column.addLayout(columns, 1)
        column.addWidget(self.estimate)
        column.addWidget(self.own_factors)
        column.addWidget(line)
        column.addWidget(self.told)
        column.addLayout(below)
        give_size(self, 62, 33)
        keep_edges(self)

    def _order_tabs(self) -> None:
        order = [self.chooser.search, self.chooser.list, self.count, *self.steps.buttons, self.day]
        # Repeat and the buttons as wholes: else Tab would go back from where the rest was left.
        order += [self.repeat, self.note, self.estimate.link]
        order += [self.told.button, self._past, self._recurs, self._buttons]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    # -- showing ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What there is may have changed since; the count is typed first."""
        super().showEvent(event)
        today = self._today()
        self.day.set_today(today)
        self._to_count()
        self._read(partial(read_offer, self._paths, today), self._take_offer)

    def changeEvent(self, event: QEvent) -> None:
        """Who comes back to it may do so on another day, or in another zone."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.day.set_today(self._today())

    def _take_offer(self, offer: Offer) -> None:
        self._offer = offer
        error = offer.own_factors_error
        self.own_factors.setText("" if error is None else self._wording.own_factors(error))
        self.own_factors.setVisible(error is not None)
        self.chooser.set_offer(offer)
        self._choose_wanted()
        self._refresh()

    def _choose_wanted(self) -> None:
        if self._offer is None or self._wanted is None:
            return
        activity = self._offer.factors.activity(self._wanted)
        self._wanted = None
        if activity is not None:
            self.chooser.choose(activity)
            self._to_count()

    def _refresh(self) -> None:
        """Heading, unit and estimate follow every key."""
        recurs = self.repeat.recurs
        text = self.tr("From (&day):") if recurs else self.tr("&Day:")
        if self._day_label.text() != text:
            self._day_label.setText(text)
            self.day.setAccessibleName(spoken(text))
        activity = self.chooser.activity
        if activity is None or self._offer is None:
            self.heading.setText("")
            self.estimate.clear()
            return
        count = self.count.count()
        number = None if isinstance(count, Wrong) else count
        self.heading.setText(self._wording.activity(activity))
        self._unit.setText(noun(self.locale(), number or 2, activity.unit))
        self.steps.name_after(self._wording.activity(activity))
        found = estimate(self._offer.factors, activity.id, number, self.day.day)
        self.estimate.show_estimate(found, self._today())

    def _step(self, step: int) -> None:
        self.count.add(step)
        self._to_count()

    def _to_count(self) -> None:
        self.count.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count.selectAll()

    # -- writing ------------------------------------------------------------------------------------------

    def _add(self) -> None:
        count, activity = self.count.count(), self.chooser.activity
        if isinstance(count, Wrong):
            self.told.warn(self._wording.wrong_count(count, self.count.text()))
            self._to_count()
            return
        if activity is None:
            self.told.warn(self.tr("Choose what you used first."))
            return
        if self.repeat.recurs and not self.repeat.weekdays:
            self.told.warn(self.tr("On which days? Choose one or more."))
            self.repeat.day_boxes[0].setFocus()
            return
        typed = Typed(
            activity, count, self.count.text(), self.day.day, self.repeat.weekdays, self.note.text()
        )
        # Enter twice while the ledger is held is impatience: unlike "+1", it says nothing new.
        if typed not in self._being_written:
            write = self._start if self.repeat.recurs else self._add_once
            write(typed)

    def _write_typed(self, typed: Typed, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._being_written.append(typed)

        def wrote(result: T) -> None:
            self._being_written.remove(typed)
            done(result)

        def failed(error: Exception) -> None:
            self._being_written.remove(typed)
            self._not_saved(error)

        work.run(self, job, wrote, failed)

    def _add_once(self, typed: Typed) -> None:
        pen, activity_id = self._pen, typed.activity.id

        def added(entry_id: int) -> None:
            entry = CloudEntry(entry_id, typed.day, activity_id, typed.count, Origin.TYPED, typed.note)
            undo, redo = partial(pen.delete, [entry]), partial(pen.restore, [entry])
            self._added(typed, Step(self._told_of(typed), self._taken_of(typed), undo, redo))

        job = partial(pen.add, typed.day, activity_id, typed.count, typed.note)
        self._write_typed(typed, job, added)

    def _start(self, typed: Typed) -> None:
        pen = self._pen

        def started(one: Started) -> None:
            told = self._told_of(typed)
            if one.replaced:
                what = ", ".join(self._recurring_name(replaced) for replaced in one.replaced)
                told += " " + self.tr("In place of {what}.").format(what=what)
            self._added(typed, Step(told, self._taken_of(typed), partial(pen.stop_recurring, one)))

        job = partial(
            pen.start_recurring, typed.activity.id, typed.count, typed.weekdays, typed.day, typed.note
        )
        self._write_typed(typed, job, started)

    def _recurring_name(self, one: Recurring) -> str:
        activity = None if self._offer is None else self._offer.factors.activity(one.activity)
        amount = self._wording.amount(one.count, activity, one.activity)
        return f"{amount} ({self._wording.weekdays(one.weekdays)})"

    def _told_of(self, typed: Typed) -> str:
        amount = self._wording.amount(typed.count, typed.activity)
        day = self._wording.day(typed.day)
        if typed.weekdays:
            text = self.tr("From {day} on, {days}: {amount}.")
            return text.format(day=day, days=self._wording.weekdays(typed.weekdays), amount=amount)
        if typed.day == self._today():
            return self.tr("Added {amount}.").format(amount=amount)
        return self.tr("Added {amount}, {day}.").format(amount=amount, day=day)

    def _taken_of(self, typed: Typed) -> str:
        amount = self._wording.amount(typed.count, typed.activity)
        if typed.weekdays:
            return self.tr("No longer recurring: {amount}.").format(amount=amount)
        return self.tr("Taken back: {amount}.").format(amount=amount)

    def _added(self, typed: Typed, step: Step) -> None:
        # Whoever went on typing meanwhile keeps what was typed.
        if self.count.text() == typed.count_text:
            self.count.set_count(None)
        if self.note.text() == typed.note:
            self.note.setText("")
        if typed.weekdays:
            self.repeat.choice.setCurrentIndex(0)
        self._did(step)

    def _written(self) -> None:
        self._reload_others()
        super()._written()

    def _reload_others(self) -> None:
        if self._entries is not None and self._entries.isVisible():
            self._entries.view.reload()
        if self._recurring is not None and self._recurring.isVisible():
            self._recurring.reload()

    # -- other windows ------------------------------------------------------------------------------------

    def show_entries(self) -> None:
        """Open the past entries."""
        if self._entries is None:
            self._entries = EntriesDialog(self._paths, self.locale(), self, now_s=self._now_s)
            self._entries.view.changed.connect(self._written)
            self._entries.view.add_wanted.connect(self._add_on)
            self._entries.view.recurring_wanted.connect(self._show_one)
        show_in_front(self._entries)

    def show_recurring(self) -> None:
        """Open what recurs."""
        show_in_front(self._recurring_dialog())

    def _show_one(self, recurring_id: int, day: str) -> None:
        self._recurring_dialog().choose(recurring_id, day)
        self.show_recurring()

    def _recurring_dialog(self) -> RecurringDialog:
        if self._recurring is None:
            self._recurring = RecurringDialog(self._paths, self.locale(), self, now_s=self._now_s)
            self._recurring.changed.connect(self._written)
        return self._recurring

    def _add_on(self, day: str) -> None:
        self.choose_day(day)
        show_in_front(self)
        self._to_count()
