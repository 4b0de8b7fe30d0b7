"""Widgets one after the other, in as many lines as the width asks for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Lines of widgets from the left, each as wide as it likes; as narrow as its widest widget can be.

    last_right: the last one stands at the right edge where all fit in one line.
    """

    def __init__(self, *widgets: QWidget, last_right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._last_right = last_right
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """One more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them; None past the end, as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let one go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        """Put them in their places."""
        super().setGeometry(room)
        self._place(room, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """Each on a line of its own."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _gap(self) -> int:
        parent = self.parentWidget()
        if parent is None:
            return 0
        return parent.style().pixelMetric(QStyle.PixelMetric.PM_LayoutHorizontalSpacing, None, parent)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if lines[-1] and used + self._gap() + wanted > width:
                lines.append([])
                used = 0
            used += wanted + (self._gap() if lines[-1] else 0)
            lines[-1].append(item)
        return lines

    def _place(self, room: QRect, *, move: bool) -> int:
        """Go through all lines; their height."""
        lines = self._lines(room.width())
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top = room.top()
        for number, line in enumerate(lines):
            left = room.left()
            height = max((item.sizeHint().height() for item in line), default=0)
            for item in line:
                size = item.sizeHint().boundedTo(QSize(room.width(), height))
                alone = self._last_right and len(lines) == 1 and item is self._items[-1]
                at = room.right() + 1 - size.width() if alone else left
                if move:
                    place = QRect(QPoint(at, top + (height - size.height()) // 2), size)
                    if mirrored:
                        place.moveLeft(room.left() + room.right() + 1 - place.right() - 1)
                    item.setGeometry(place)
                left += size.width() + self._gap()
            top += height + (self._gap() if number < len(lines) - 1 else 0)
        return top - room.top()
