"""The figures as a tree: one row for the method, then the kinds, and under each its figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel

from wattprint.gui.history import anchors
from wattprint.gui.history.numbers.words import FigureWords
from wattprint.gui.today_view.text import plain_tip, scaled
from wattprint.reference.stated import Kind, Stated

if TYPE_CHECKING:
    from wattprint.export.figures import Figures

#: The name of a row.
ANCHOR = Qt.ItemDataRole.UserRole

#: Kinds with more rows than this are folded at first.
MANY = 20

#: So many figures are put into words at a time, that often (ms): nobody notices, and a search is soon quick.
_SLICE, _SLICE_MS = 16, 20


class _Told(NamedTuple):
    """The cells of a figure's row."""

    name: str
    value: str
    sure: str


class FiguresModel(QStandardItemModel):
    """Columns: what, value, how sure. A heading's anchor is empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([self.tr("Figure"), self.tr("Value"), self.tr("How sure")])
        self._figures: tuple[Stated, ...] = ()
        self._told: dict[str, _Told] = {}
        self._searched: dict[str, str] = {}
        self._untold: Iterator[Stated] = iter(())
        self._words: FigureWords | None = None
        self._slices = QTimer(self)
        self._slices.setInterval(_SLICE_MS)
        self._slices.timeout.connect(self._tell_some)

    def set_figures(self, found: Figures, words: FigureWords) -> None:
        """Say what there is; `narrow` shows it."""
        self._figures, self._words = found.stated, words
        self._told, self._searched, self._untold = {}, {}, iter(found.stated)
        self._slices.start()

    def narrow(self, text: str, *, everything: bool) -> int:
        """Show the figures in use, or everything, or what a text finds among everything; returns how many."""
        assert self._words is not None
        wanted = _folded(text).split()
        if wanted:
            shown = [one for one in self._figures if all(word in self._searched_of(one) for word in wanted)]
        else:
            shown = [one for one in self._figures if everything or one.in_use]
        self.removeRows(0, self.rowCount())
        if not wanted:
            method = _row(self.tr("How the numbers come about"), "", "", anchors.METHOD)
            method[0].setFont(scaled(1.0, bold=True))
            self.appendRow(method)
        for kind in Kind:
            self._add(kind, [one for one in shown if one.kind is kind], self._words)
        return len(shown)

    def figure(self, anchor: str) -> Stated | None:
        """The figure of a name, whether it is shown or not."""
        return next((one for one in self._figures if one.anchor == anchor), None)

    def index_of(self, anchor: str) -> QModelIndex:
        """The row of a name; an invalid index where it is not shown."""
        flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        found = self.match(self.index(0, 0), ANCHOR, anchor, 1, flags) if self.rowCount() else []
        return found[0] if found else QModelIndex()

    def _add(self, kind: Kind, figures: Iterable[Stated], words: FigureWords) -> None:
        heading = _row(words.kind(kind), "", "", "")
        heading[0].setFont(scaled(1.0, bold=True))
        if kind in (Kind.GRID, Kind.PRICE):
            # By the names that are shown; what the person stated comes first.
            figures = sorted(figures, key=lambda one: (not one.own, _folded(self._told_of(one).name)))
        for figure in figures:
            told = self._told_of(figure)
            heading[0].appendRow(_row(told.name, told.value, told.sure, figure.anchor))
        if heading[0].rowCount():
            self.appendRow(heading)

    def _tell_some(self) -> None:
        """Hundreds of figures take too long for one go: what is shown first does not wait for the others."""
        some = list(islice(self._untold, _SLICE))
        for figure in some:
            self._told_of(figure)
            self._searched_of(figure)
        if len(some) < _SLICE:
            self._slices.stop()

    def _told_of(self, figure: Stated) -> _Told:
        told = self._told.get(figure.anchor)
        if told is None:
            assert self._words is not None
            words = self._words
            told = self._told[figure.anchor] = _Told(
                words.name(figure), words.value(figure), words.sure(figure)
            )
        return told

    def _searched_of(self, figure: Stated) -> str:
        text = self._searched.get(figure.anchor)
        if text is None:
            assert self._words is not None
            text = self._searched[figure.anchor] = _folded(self._text_of(figure, self._words))
        return text

    @staticmethod
    def _text_of(figure: Stated, words: FigureWords) -> str:
        """What a search looks through: names in both languages, ids, sources."""
        parts = [words.kind(figure.kind), words.name(figure), figure.key, words.sure(figure)]
        parts += figure.names.values()
        if figure.activity is not None:
            service = figure.activity.service
            parts += [service.name_en, service.name_fr, figure.activity.name_en, figure.activity.name_fr]
        factor = figure.factor
        sources = (
            (figure.source,)
            if factor is None
            else (factor.low.source, factor.central.source, factor.high.source, factor.published_source)
        )
        parts += [source.title for source in sources if source is not None]
        return " ".join(parts)


def _row(name: str, value: str, sure: str, anchor: str) -> list[QStandardItem]:
    items = []
    for text in (name, value, sure):
        item = QStandardItem(text)
        item.setEditable(False)
        item.setData(anchor, ANCHOR)
        item.setToolTip(plain_tip(text) if text else "")
        items.append(item)
    return items


def _folded(text: str) -> str:
    """Without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    # Hundreds of texts are folded at the first letter of a search: few letters are in them, each asked once.
    marks = {ord(letter): None for letter in set(letters) if unicodedata.combining(letter)}
    return letters.translate({**marks, ord("’"): "'"})
