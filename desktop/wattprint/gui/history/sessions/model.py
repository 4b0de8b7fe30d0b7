"""All sessions of the ledger as a table of its true length; only what is looked at is read, in blocks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from wattprint.gui.cloud import work
from wattprint.gui.history.sessions.blocks import BLOCK, Blocks
from wattprint.gui.history.sessions.columns import GAP, NUMBERS, Column
from wattprint.gui.history.sessions.reading import Asked, Listing, SessionsReader
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.ledger.session_lines import SessionLine

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

#: Stands in the cells of a row that is being read.
NOT_YET = "…"


class SessionsModel(QAbstractTableModel):
    """Signals: listed(Listing): the list was read. read: more rows are there. failed(Exception).

    Who sorts or filters asks for another list: sort() of Qt's would have to read all of it.
    """

    listed = Signal(object)
    read = Signal()
    failed = Signal(object)

    def __init__(self, words: SessionWords, reader: SessionsReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._reader = reader
        self._blocks: Blocks[SessionLine] = Blocks()
        self._count = 0
        self._asked: Asked | None = None
        self._last_asked: Asked | None = None
        #: Lists that were asked for since: an answer about an older one is thrown away.
        self._number = 0
        self._reading = False
        # Rows are wanted while they are painted: what is wanted is read once the painting is over.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_next)

    # -- the list -----------------------------------------------------------------------------------------

    def ask(self, asked: Asked, rows: Iterable[int] = ()) -> None:
        """Read this list instead; what is shown stays until it is there. rows: those to read at once."""
        self._number += 1
        self._last_asked = asked
        blocks = sorted({row // BLOCK for row in rows} or {0})
        job = partial(self._reader.listing, asked, blocks, self._count)
        work.run(self, job, partial(self._take, self._number), partial(self._fail, self._number))

    def line(self, row: int) -> SessionLine | None:
        """A session; None while it is not there, and then it is wanted."""
        if not 0 <= row < self._count:
            return None
        line = self._blocks.row(row)
        if line is None:
            self._soon.start()
        return line

    def row_of(self, session_id: int) -> int | None:
        """Where a session stands, as far as rows are there."""
        return self._blocks.find(session_id, "session_id")

    @property
    def kept_blocks(self) -> int:
        """How many blocks of rows are in memory."""
        return len(self._blocks)

    def _take(self, number: int, listing: Listing) -> None:
        if number != self._number:
            return
        if listing.asked == self._asked and self._same_rows(listing):
            self._blocks.clear()
            self._keep(listing)
            if self._count:
                self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(Column) - 1))
        else:
            self.beginResetModel()
            self._asked, self._count = listing.asked, listing.count
            self._blocks.clear()
            self._keep(listing)
            self.endResetModel()
        self.listed.emit(listing)

    def _same_rows(self, listing: Listing) -> bool:
        """Whether no session that is in sight or chosen has come, gone or moved."""
        return listing.count == self._count and all(
            (before := self._blocks.peek(block * BLOCK + place)) is not None
            and before.session_id == line.session_id
            for block, lines in listing.blocks.items()
            for place, line in enumerate(lines)
        )

    def _keep(self, listing: Listing) -> None:
        for block, lines in listing.blocks.items():
            self._blocks.keep(block, lines)

    # -- its rows -----------------------------------------------------------------------------------------

    def _read_next(self) -> None:
        if self._reading or self._asked is None or self._asked != self._last_asked:
            return
        block = self._blocks.next_wanted()
        if block is None:
            return
        self._reading = True
        job = partial(self._reader.block, self._asked, block)
        work.run(self, job, partial(self._took, self._asked, block), self._not_read)

    def _took(self, asked: Asked, block: int, lines: list[SessionLine]) -> None:
        self._reading = False
        if asked == self._asked:
            self._blocks.keep(block, lines)
            last = min(self._count, (block + 1) * BLOCK) - 1
            self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(Column) - 1))
            self.read.emit()
        self._read_next()

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        self.failed.emit(error)

    def _fail(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._last_asked = self._asked
            self.failed.emit(error)

    # -- what Qt asks -------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """One row a session, whether it was read or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """See Column."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The names of the columns, and what they mean."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == _Role.DisplayRole:
            return self._words.column(Column(section)) + (GAP if section in NUMBERS else "")
        if role == _Role.AccessibleTextRole:
            return self._words.column(Column(section))
        if role == _Role.ToolTipRole:
            return self._words.explained(Column(section)) or None
        if role == _Role.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """The text of a cell; for screen readers in whole words."""
        if role == _Role.TextAlignmentRole:
            return _alignment(Column(index.column())) if index.isValid() else None
        if role == _Role.ToolTipRole:
            return self._tip(index)
        if role not in (_Role.DisplayRole, _Role.AccessibleTextRole) or not index.isValid():
            return None
        line, column = self.line(index.row()), Column(index.column())
        if line is None:
            return NOT_YET
        if role == _Role.AccessibleTextRole:
            return self._words.spoken(line, column)
        return self._words.cell(line, column)

    def _tip(self, index: AnyIndex) -> str | None:
        """A start that the clock told twice, with its zone: the column has no room for it."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None or index.column() != Column.START:
            return None
        sure = self._words.start_for_sure(line)
        return sure if sure != self._words.start(line) else None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
