"""Edits a cell of the entries in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wattprint.gui.cloud.counts import Wrong
from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.cloud.entries_order import Column
from wattprint.gui.cloud.fields import CountEdit, CountValidator, NoteEdit

AnyIndex = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """today: set by the view, the last day that can be chosen.

    Signals: typing(QPersistentModelIndex, text): a count is being typed. refused(Wrong, text): what was typed
    is no count, and was not taken.
    """

    typing = Signal(object, str)
    refused = Signal(object, str)

    def __init__(self, locale: QLocale, today: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = locale
        self.today = today

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A field for the column."""
        match Column(index.column()):
            case Column.DAY:
                return DayEdit(self._locale, self.today, parent)
            case Column.COUNT:
                count = CountEdit(self._locale, parent)
                # Enter leaves it open until there is a count in it.
                count.setValidator(CountValidator(self._locale, count))
                kept = QPersistentModelIndex(index)
                count.textChanged.connect(lambda text: self.typing.emit(kept, text))
                return count
        return NoteEdit(parent)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Show what is there, once: whatever is read anew meanwhile must not undo the typing."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, DayEdit):
            editor.setDate(value)
        elif isinstance(editor, CountEdit | NoteEdit):
            editor.setText(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hand over what was typed."""
        if isinstance(editor, DayEdit):
            model.setData(index, editor.day)
        elif isinstance(editor, CountEdit):
            count = editor.count()
            if isinstance(count, Wrong):
                self.refused.emit(count, editor.text())
            else:
                model.setData(index, count)
        elif isinstance(editor, NoteEdit):
            model.setData(index, editor.text())
