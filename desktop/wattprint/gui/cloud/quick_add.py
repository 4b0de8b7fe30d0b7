"""A compact block for the main window: what is counted most, each by one click."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.domain.factors import Activity
from wattprint.gui.cloud.counts import count_text
from wattprint.gui.cloud.fields import StepButtons, plain_tip
from wattprint.gui.cloud.offer import Offer, read_offer
from wattprint.gui.cloud.part import CloudPart
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.undo import Step
from wattprint.system.paths import Paths


class CutLabel(QLabel):
    """A name, cut where there is no room; a tool tip and screen readers have the whole of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(1, self.width())))


class QuickAdd(CloudPart, QWidget):
    """A row for each favourite: its count of today, +1, +5 and +10. What was added last. Signals: changed.

    The rows stay where they are while they are looked at: favourites are chosen anew when it is shown.
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
        self.rows: dict[str, StepButtons] = {}
        # By activity, as the rows.
        self.counts: dict[str, PlainLabel] = {}
        self._names: dict[str, str] = {}
        self._counted: Mapping[str, float] = {}
        self._rows = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._rows)
        self._column.addWidget(self.told)
        self._column.addStretch()
        self._bind_undo(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def showEvent(self, event: QShowEvent) -> None:
        """Habits may have changed since."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Choose the favourites anew."""
        self._read(partial(read_offer, self._paths, self._today()), self._take_offer)

    def show_counts(self, counted: Mapping[str, float]) -> None:
        """Tell how much of each activity was counted today (by its id); nothing beside the others."""
        self._counted = counted
        for activity_id, label in self.counts.items():
            count = counted.get(activity_id, 0.0)
            text = self.tr("{count} today").format(count=count_text(self.locale(), count)) if count else ""
            if text != label.text():
                label.setText(text)
                # Read on its own it would not say what was counted.
                label.setAccessibleName(f"{self._names[activity_id]}: {text}" if text else "")

    def _take_offer(self, offer: Offer) -> None:
        if [one.id for one in offer.favourites] == list(self.rows):
            return
        self.rows, self.counts, self._names = {}, {}, {}
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for place, activity in enumerate(offer.favourites):
            name = self._wording.activity(activity)
            buttons = StepButtons()
            buttons.name_after(name)
            buttons.step.connect(partial(self._add, activity))
            count = PlainLabel(wrap=False)
            grid.addWidget(CutLabel(name), place, 0)
            grid.addWidget(count, place, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(buttons, place, 2)
            self.rows[activity.id] = buttons
            self.counts[activity.id], self._names[activity.id] = count, name
        self.show_counts(self._counted)
        self._column.replaceWidget(self._rows, rows)
        # Else Tab would come to what was made last at last, after the whole window.
        stops = [button for row in self.rows.values() for button in row.buttons]
        for before, button in pairwise([self.told.button, *stops, self.told.button]):
            QWidget.setTabOrder(before, button)
        self._rows.deleteLater()
        self._rows = rows

    def _add(self, activity: Activity, count: int) -> None:
        day = self._today()

        def added(entry_id: int) -> None:
            entry = CloudEntry(entry_id, day, activity.id, count, Origin.TYPED)
            amount = self._wording.amount(count, activity)
            told = self.tr("Added {amount}.").format(amount=amount)
            taken = self.tr("Taken back: {amount}.").format(amount=amount)
            undo, redo = partial(self._pen.delete, [entry]), partial(self._pen.restore, [entry])
            self._did(Step(told, taken, undo, redo))

        self._write(partial(self._pen.add, day, activity.id, count), added)
