"""The tree of figures: roomy rows, and columns that share the width so that names can always be read."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from wattprint.gui.focus_ring import keep_ring

#: Height of a row in lines of text.
_LINES = 1.5

#: Value and certainty take what they need, at most these shares of the width; the name has the rest.
_MOST = {1: 0.34, 2: 0.30}

#: Between a text and the next column, in lines of text.
_APART = 0.8


class FigureTree(QTreeView):
    """What does not fit is cut with "…" and stands whole beside the tree, and in a tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_RoomyRows(self))
        self.header().setStretchLastSection(False)
        keep_ring(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.share_columns()

    def share_columns(self) -> None:
        """After the width or the rows have changed."""
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, share in _MOST.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            wanted = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            wanted += round(self.fontMetrics().height() * _APART)
            header.resizeSection(column, min(wanted, round(self.viewport().width() * share)))


class _RoomyRows(QStyledItemDelegate):
    """As wide as the text, higher than it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """See the class."""
        wanted = super().sizeHint(option, index)
        wanted.setHeight(max(wanted.height(), round(option.fontMetrics.height() * _LINES)))
        return wanted
