"""Rows with a little air above and below their text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

#: Height of a row in lines of text.
_LINES = 1.5


class RoomyRows(QStyledItemDelegate):
    """As wide as the text, higher than it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """See the class."""
        wanted = super().sizeHint(option, index)
        wanted.setHeight(max(wanted.height(), round(option.fontMetrics.height() * _LINES)))
        return wanted
