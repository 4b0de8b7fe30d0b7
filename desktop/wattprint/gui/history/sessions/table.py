"""The table of sessions: looks, keys, and where it stands after its rows were read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wattprint.gui.charts.look import Colours, Look
from wattprint.gui.charts.read_out import Swatch, draw_swatch
from wattprint.gui.focus_ring import keep_ring
from wattprint.gui.history.sessions.choosing import MOST_CHOSEN, Choosing
from wattprint.gui.history.sessions.columns import GAP, NUMBERS, Column
from wattprint.gui.history.sessions.model import SessionsModel
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.ledger.session_lines import SessionLine

AnyIndex = QModelIndex | QPersistentModelIndex

#: First widths of what may be of any length, in mean letters.
_WIDTHS = {
    Column.TITLE: 18,
    Column.MODEL: 22,
    Column.ACTIVE: 13,
    Column.IDLE: 14,
    Column.PEAK: 12,
    Column.OUTPUTS: 14,
    Column.PER_OUTPUT: 13,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the table stood. current, top: session ids; None where there was none."""

    current: int | None
    current_row: int
    column: int
    chosen: tuple[int, ...]
    top: int | None
    top_row: int


class SessionsTable(QTableView):
    """Signals: chosen: other sessions are current or selected, or more is known of them. typed(str): somebody
    types where there is nothing to type. too_many: more rows were to be selected than can be.
    """

    chosen = Signal()
    typed = Signal(str)
    too_many = Signal()

    def __init__(self, model: SessionsModel, words: SessionWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._place: Place | None = None
        self.setModel(model)
        choosing = Choosing(model, self)
        choosing.too_many.connect(self.too_many)
        self.setSelectionModel(choosing)
        self.setItemDelegate(_SignDelegate(words, self))
        self.setAccessibleName(self.tr("Sessions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        keep_ring(self)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setSectionsMovable(True)
        letter = self.fontMetrics().averageCharWidth()
        for column in Column:
            # Words and dates that are cut cannot be read; names may be.
            texts = [words.column(column), *words.longest(column)]
            widest = max(self.fontMetrics().horizontalAdvance(text) for text in texts) + letter * 2
            # The order's sign needs room, too: the style knows how much, for the column that has it.
            across.setSortIndicator(column, Qt.SortOrder.DescendingOrder)
            heading = across.sectionSizeHint(column) + letter
            self.setColumnWidth(column, max(widest, heading, letter * _WIDTHS.get(column, 0)))
        # A heading shows whether all of its column is selected, and asks every row for it. Ours never do.
        across.setSelectionModel(QItemSelectionModel(model, across))
        model.modelAboutToBeReset.connect(self._remember)
        model.read.connect(self.chosen)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentChanged.connect(self.chosen)

    # -- what is chosen -----------------------------------------------------------------------------------

    def current_line(self) -> SessionLine | None:
        """The session of the current row."""
        index = self.currentIndex()
        return self._model.line(index.row()) if index.isValid() else None

    def chosen_count(self) -> int:
        """How many rows are selected."""
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def chosen_rows(self) -> Iterator[int]:
        """The selected rows; ask for their number first."""
        for part in self.selectionModel().selection().toList():
            yield from range(part.top(), part.bottom() + 1)

    def chosen_lines(self) -> list[SessionLine] | None:
        """The selected sessions; None while some are not read yet, or when they are too many."""
        if self.chosen_count() > MOST_CHOSEN:
            return None
        lines = [self._model.line(row) for row in sorted(self.chosen_rows())]
        known = [line for line in lines if line is not None]
        return known if len(known) == len(lines) else None

    # -- its place ----------------------------------------------------------------------------------------

    def rows_in_use(self) -> list[int]:
        """Rows that are seen, chosen or current."""
        rows: set[int] = set()
        top = self.rowAt(0)
        if top >= 0:
            bottom = self.rowAt(self.viewport().height() - 1)
            rows.update((top, bottom if bottom >= 0 else self._model.rowCount() - 1))
        if self.currentIndex().isValid():
            rows.add(self.currentIndex().row())
        if self.chosen_count() <= MOST_CHOSEN:
            rows.update(self.chosen_rows())
        return sorted(rows)

    def _remember(self) -> None:
        index, top = self.currentIndex(), self.rowAt(0)
        lines = self.chosen_lines() or []
        current = self.current_line()
        at_top = self._model.line(top) if top >= 0 else None
        self._place = Place(
            None if current is None else current.session_id,
            index.row(),
            max(0, index.column()),
            tuple(line.session_id for line in lines),
            None if at_top is None else at_top.session_id,
            top,
        )

    def find_place(self, *, anew: bool) -> None:
        """After a reset: the same sessions chosen and in sight. anew: another list, from its beginning."""
        place, self._place = self._place, None
        if place is None or not self._model.rowCount():
            return
        if anew:
            self.scrollToTop()
        if anew or place.current_row < 0:
            row = 0
        else:
            found = None if place.current is None else self._model.row_of(place.current)
            row = min(place.current_row, self._model.rowCount() - 1) if found is None else found
        flags = self.selectionModel().SelectionFlag
        index = self._model.index(row, place.column)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if anew:
            return
        for session_id in place.chosen:
            chosen = self._model.row_of(session_id)
            if chosen is not None:
                self.selectionModel().select(self._model.index(chosen, 0), flags.Select | flags.Rows)
        top = None if place.top is None else self._model.row_of(place.top)
        if top is None:
            top = place.top_row
        # Whoever looks at the first row wants to see what comes before it.
        if place.top_row > 0:
            self.scrollTo(self._model.index(top, place.column), self.ScrollHint.PositionAtTop)

    def choose(self, ids: Sequence[int]) -> None:
        """Select these sessions instead, as far as they are in sight of the list; none of them: as it is."""
        rows = [row for session_id in ids if (row := self._model.row_of(session_id)) is not None]
        if not rows:
            return
        flags = self.selectionModel().SelectionFlag
        column = max(0, self.currentIndex().column())
        self.selectionModel().setCurrentIndex(
            self._model.index(rows[0], column), flags.ClearAndSelect | flags.Rows
        )
        for row in rows[1:]:
            self.selectionModel().select(self._model.index(row, 0), flags.Select | flags.Rows)

    # -- keys ---------------------------------------------------------------------------------------------

    def keyboardSearch(self, text: str) -> None:
        """Qt would read all rows to find one that begins so; the filter does it better."""
        self.typed.emit(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font and the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))


class _SignDelegate(QStyledItemDelegate):
    """Puts the sign of how it is known before the words for it, and a gap behind numbers."""

    def __init__(self, words: SessionWords, table: SessionsTable) -> None:
        super().__init__(table)
        self._words = words
        self._table = table
        self._icons: dict[tuple[object, ...], QIcon] = {}

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """See the class."""
        super().initStyleOption(option, index)
        if index.column() in NUMBERS:
            option.text += GAP
        if index.column() != Column.QUALITY:
            return
        model = self._table.model()
        assert isinstance(model, SessionsModel)
        line = model.line(index.row())
        if line is None:
            return
        side = round(QFontMetricsF(option.font).height() * 0.75)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(side, side)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        option.icon = self._icon(self._words.swatch(line), side, selected=selected)

    def _icon(self, swatch: Swatch, side: int, *, selected: bool) -> QIcon:
        palette, dpr = self._table.palette(), self._table.devicePixelRatioF()
        key = (swatch, side, selected, dpr, palette.cacheKey())
        if key not in self._icons:
            if len(self._icons) > len(Swatch) * 4:
                self._icons.clear()  # another theme, and another
            self._icons[key] = _drawn(swatch, side, dpr, palette, selected=selected)
        return self._icons[key]


def _drawn(swatch: Swatch, side: int, dpr: float, palette: QPalette, *, selected: bool) -> QIcon:
    if selected:
        palette = QPalette(palette)
        for role in (QPalette.ColorRole.Accent, QPalette.ColorRole.WindowText):
            palette.setColor(role, palette.color(QPalette.ColorRole.HighlightedText))
    role = QPalette.ColorRole.Highlight if selected else QPalette.ColorRole.Base
    look = Look(Colours.of(palette, role), side / 0.75, dpr)
    picture = QPixmap(round(side * dpr), round(side * dpr))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_swatch(painter, look, swatch, QRectF(0, 0, side, side))
    painter.end()
    icon = QIcon()
    # Otherwise Qt paints its own idea of a selected picture over it.
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
        icon.addPixmap(picture, mode)
    return icon
