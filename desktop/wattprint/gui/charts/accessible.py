"""Charts for screen readers: a chart with a summary, and a child for each of its items.

Moving the cursor moves the focus from child to child, which a reader reads like the rows of a list. (A value
interface cannot be made in Python: Qt asks for it by a C++ pointer that the binding does not pass on.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import shiboken6
from PySide6.QtCore import QObject, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from wattprint.gui.charts.chart import Chart

    AnyChart = Chart[Any]

# Qt keeps plain pointers to interfaces; what Python let go of would be gone under its feet.
_interfaces: dict[int, ChartInterface] = {}
_installed: list[bool] = []


class ItemInterface(QAccessibleInterface):
    """One bar or point. It has no widget of its own; its place is asked of the chart each time."""

    def __init__(self, chart: ChartInterface, index: int) -> None:
        super().__init__()
        self._chart = chart
        self.index = index

    def isValid(self) -> bool:
        return self._chart.isValid() and self.index < self._chart.chart.count()

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow:
        return self._chart.window()

    def parent(self) -> QAccessibleInterface:
        return self._chart

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        chart = self._chart.chart
        box = chart.item_rect(self.index).toAlignedRect()
        return QRect(chart.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        chart = self._chart.chart
        state.focusable = state.selectable = True
        state.focused = chart.hasFocus() and chart.cursor_index() == self.index
        state.selected = chart.cursor_index() == self.index
        state.invisible = not chart.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        return self._chart.chart.read_out(self.index).spoken

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass


class ChartInterface(QAccessibleWidget):
    """name: the widget's accessible name. description: the summary. value: the item at the cursor."""

    def __init__(self, chart: AnyChart) -> None:
        super().__init__(chart, QAccessible.Role.Chart)
        self._items: dict[int, ItemInterface] = {}

    @property
    def chart(self) -> AnyChart:
        """Asked of Qt each time: a reference from here would keep a closed window's chart alive."""
        return cast("AnyChart", self.object())

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Description:
            own = self.chart.accessibleDescription()
            return f"{own} {self.chart.summary()}" if own else self.chart.summary()
        if kind is QAccessible.Text.Value:
            index = self.chart.cursor_index()
            return "" if index is None else self.chart.read_out(index).spoken
        return super().text(kind)

    def childCount(self) -> int:
        return self.chart.count()

    def child(self, index: int) -> ItemInterface | None:  # type: ignore[override]
        if not 0 <= index < self.chart.count():
            return None
        if index not in self._items:
            item = ItemInterface(self, index)
            QAccessible.registerAccessibleInterface(item)
            self._items[index] = item
        return self._items[index]

    def childAt(self, x: int, y: int) -> ItemInterface | None:  # type: ignore[override]
        position = self.chart.mapFromGlobal(QPointF(x, y))
        index = self.chart.index_at(position) if self.chart.count() else None
        return None if index is None else self.child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.index if isinstance(child, ItemInterface) else -1

    def focusChild(self) -> ItemInterface | None:  # type: ignore[override]
        index = self.chart.cursor_index()
        return self.child(index) if index is not None and self.chart.hasFocus() else None

    def forget(self) -> None:
        """Take the items back from Qt, before the chart is gone."""
        for item in self._items.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))
        self._items.clear()


def install_factory() -> None:
    """Make Qt ask us for the interface of a chart; once per process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_make)


def _make(_class_name: str, made_for: QObject) -> QAccessibleInterface | None:
    from wattprint.gui.charts.chart import Chart

    if not isinstance(made_for, Chart):
        return None
    interface = ChartInterface(made_for)
    key = shiboken6.getCppPointer(made_for)[0]
    _interfaces[key] = interface
    made_for.destroyed.connect(lambda: _forget(key))
    return interface


def _forget(key: int) -> None:
    interface = _interfaces.pop(key, None)
    if interface is not None:
        interface.forget()


def tell_cursor(chart: AnyChart, index: int) -> None:
    """Move a screen reader's focus to an item."""
    if QAccessible.isActive():
        event = QAccessibleEvent(chart, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)


def tell_summary(chart: AnyChart) -> None:
    """The items, and with them the summary, are others now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(chart, QAccessible.Event.DescriptionChanged))
