"""How a table of cloud entries looks, and which keys it hears."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from wattprint.gui.charts.look import Colours
from wattprint.gui.cloud.entries_delegate import EntryDelegate
from wattprint.gui.cloud.entries_model import EntriesModel
from wattprint.gui.cloud.entries_order import Column
from wattprint.gui.focus_ring import keep_ring


class EntriesTable(QTableView):
    """Newest first; edited in place. Signal: delete_wanted: what is selected is to go.

    hint: what stands in the place of the entries, where there are none.
    """

    delete_wanted = Signal()
    hint = ""

    def __init__(self, entries: EntriesModel, delegate: EntryDelegate) -> None:
        super().__init__()
        self.setModel(entries)
        self.setItemDelegate(delegate)
        self.setAccessibleName(self.tr("Past entries"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.DAY, Qt.SortOrder.DescendingOrder)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        keep_ring(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        # Ten years of entries: widths from the first rows, not from all.
        self.horizontalHeader().setResizeContentsPrecision(50)
        for keys in (QKeySequence.StandardKey.Delete, Qt.Key.Key_Backspace):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.delete_wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The entries, or the hint."""
        super().paintEvent(event)
        if not self.hint:
            return
        line = self.fontMetrics().height()
        painter = QPainter(self.viewport())
        painter.setPen(Colours.of(self.palette(), QPalette.ColorRole.Base).quiet)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(line, line, -line, -line), flags, self.hint)
        painter.end()

    def fit_columns(self) -> None:
        """As wide as what they hold, within reason."""
        self.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * 40
        for column in Column:
            if column is not Column.NOTE:
                width = self.columnWidth(column) + self.fontMetrics().averageCharWidth() * 2
                self.setColumnWidth(column, min(widest, width))
        # The last one takes what is left, and no more: no bar to scroll sideways.
        self.setColumnWidth(Column.NOTE, self.fontMetrics().averageCharWidth() * 8)
