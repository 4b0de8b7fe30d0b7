"""Which rows are selected; never so many that Qt takes seconds to tell a screen reader about them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal

#: So many sessions at most are changed in one go: a slip on 180,000 of them would be no help to anyone.
MOST_CHOSEN = 200

#: A selection of more rows than this is not made at all: Qt walks through every cell of it.
_MOST_SELECTED = 5 * MOST_CHOSEN


class Choosing(QItemSelectionModel):
    """Signals: too_many: a selection was asked for that is not made."""

    too_many = Signal()

    def select(
        self,
        what: QItemSelection | QModelIndex | QPersistentModelIndex,
        command: QItemSelectionModel.SelectionFlag,
    ) -> None:
        """See the class."""
        if isinstance(what, QItemSelection) and sum(part.height() for part in what.toList()) > _MOST_SELECTED:
            self.too_many.emit()
        else:
            super().select(what, command)
