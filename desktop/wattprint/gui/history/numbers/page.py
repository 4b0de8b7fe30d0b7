"""About the numbers: a list of figures with a search, and beside it all about the one that is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from wattprint.export.figures import Figures, read_figures
from wattprint.gui.cloud import work
from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history import anchors
from wattprint.gui.history.numbers.details import Details, method_widgets
from wattprint.gui.history.numbers.model import ANCHOR, MANY, FiguresModel
from wattprint.gui.history.numbers.news import NewsCard
from wattprint.gui.history.numbers.tree import FigureTree
from wattprint.gui.history.numbers.words import FigureWords
from wattprint.gui.history.page import Page, Setting
from wattprint.gui.history.reading import Reading
from wattprint.gui.remembered import FACTORS_SEEN
from wattprint.gui.settings.parts import label_of
from wattprint.gui.today import local_day
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text
from wattprint.reference.files import resource_path
from wattprint.reference.method import load_method

#: Room that list and details need side by side, in lines of text; with less the details lie below.
_WIDE_EM = 76

#: How they share it.
_SHARES = (4, 3)


class NumbersPage(Page):
    """Every number on screen leads to a row here: see show_row and history.anchors."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._wording = Wording(setting.phrases.locale)
        self._method = load_method(resource_path("data", "method.toml"))
        self._figures: Figures | None = None
        self._asked = False
        self._details: Details | None = None
        self._wanted = anchors.METHOD
        self._way: Qt.Orientation | None = None
        self._make()
        self._lay_out()

    # -- building -----------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.news = NewsCard(self.setting.phrases.locale)
        self.news.seen.connect(self._seen)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.everything = QCheckBox(self.tr("Show &all"))
        self.everything.setToolTip(self.tr("Also the figures that none of your numbers is made of."))
        self.everything.toggled.connect(self._narrow)
        self.model = FiguresModel(self)
        self.tree = FigureTree()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("Figures"))
        self.tree.selectionModel().currentChanged.connect(self._chosen)
        self.how_many = Text(quiet=True)
        self.told = ToldLine()
        self.reading = Reading(self.tr("About the chosen figure"))

    def _lay_out(self) -> None:
        unit = em(self)
        above = QHBoxLayout()
        above.addWidget(label_of(self.tr("&Search:"), self.search))
        above.addWidget(self.search, 1)
        above.addWidget(self.everything)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addWidget(self.tree, 1)
        column.addWidget(self.how_many)
        self.sides = QSplitter()
        self.sides.setChildrenCollapsible(False)
        self.sides.addWidget(left)
        self.sides.addWidget(self.reading)
        for place, share in enumerate(_SHARES):
            self.sides.setStretchFactor(place, share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(unit, unit, unit, unit)
        whole.addWidget(self.news)
        whole.addWidget(self.told)
        whole.addWidget(self.sides, 1)
        self.told.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE_EM * em(self)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way is not self._way:
            self._way = way
            self.sides.setOrientation(way)
            room = self.width() if wide else self.height()
            self.sides.setSizes([room * share // sum(_SHARES) for share in _SHARES])

    # -- reading ------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever turns to the page goes on in its list. (A focus proxy would take Tab past the search.)"""
        self.tree.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is shown for the first time."""
        super().showEvent(event)
        if not self._asked:
            self.reload()

    def reload(self) -> None:
        """Read figures and ledger anew; what is chosen stays so."""
        self._asked = True
        day = local_day(self.setting.now_s())
        seen = self.setting.remembered.text(FACTORS_SEEN)
        work.run(self, partial(read_figures, self.setting.paths, day, seen), self._show, self._failed)

    def _show(self, found: Figures) -> None:
        self._figures = found
        words = FigureWords(self.setting.phrases, found.valued.valuation)
        if self._details is not None:
            self._details.deleteLater()
        self._details = Details(words, self.setting.phrases.locale, self)
        self._details.settings_wanted.connect(self._settings)
        self.model.set_figures(found, words)
        self._tell_trouble(found)
        self.news.tell(found)
        if found.new_set is None or not found.new_set.change.activities:
            # Nothing of the person's past has changed: there is nothing to say.
            self._seen()
        wanted = self._wanted
        self._narrow()
        if not self.search.text() and not self.model.index_of(wanted).isValid():
            self.show_row(wanted)

    def _tell_trouble(self, found: Figures) -> None:
        error = found.valued.own_factors_error
        if error is None:
            self.told.clear()
        else:
            self.told.warn(self._wording.own_factors(error))
        self.told.setVisible(error is not None)

    def _failed(self, error: Exception) -> None:
        self.told.warn(self._wording.failure(error))
        self.told.show()
        self.unread()

    def _settings(self) -> None:
        self.settings_wanted.emit("numbers")

    def _seen(self) -> None:
        assert self._figures is not None
        self.setting.remembered.keep(**{FACTORS_SEEN: self._figures.seen})
        self.news.hide()

    # -- showing ------------------------------------------------------------------------------------------

    def show_row(self, anchor: str) -> None:
        """Turn to the row behind a number (see history.anchors), now or as soon as it is read."""
        self._wanted = anchor
        if self._figures is None:
            return
        self.search.clear()
        figure = self.model.figure(anchor)
        if figure is None and anchor != anchors.METHOD:
            self.told.warn(self.tr("There is no figure “{name}” in this version.").format(name=anchor))
            self.told.show()
            anchor = anchors.METHOD
        elif figure is not None and not figure.in_use:
            self.everything.setChecked(True)
        self._point_at(self.model.index_of(anchor))

    def _point_at(self, index: QModelIndex) -> None:
        self.tree.expand(index.parent())
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)

    def _narrow(self) -> None:
        if self._figures is None:
            return
        wanted = self._wanted
        shown = self.model.narrow(self.search.text(), everything=self.everything.isChecked())
        self._fold()
        self.tree.share_columns()
        total = self.locale().toString(len(self._figures.stated))
        self.everything.setEnabled(not self.search.text().strip())
        told = self.tr("%n figure(s) of {total}", "", shown).format(total=total)
        self.how_many.tell(told if shown else self.tr("Nothing was found."))
        index = self.model.index_of(wanted)
        first = self.model.index(0, 0)
        if index.isValid():
            self._point_at(index)
        elif first.isValid():
            # The first that was found lies under its heading.
            child = self.model.index(0, 0, first)
            self._point_at(child if child.isValid() else first)

    def _fold(self) -> None:
        """Open what is short, or was searched for."""
        for place in range(self.model.rowCount()):
            heading = self.model.index(place, 0)
            self.tree.setFirstColumnSpanned(place, QModelIndex(), True)
            few = self.model.rowCount(heading) <= MANY
            self.tree.setExpanded(heading, few or bool(self.search.text().strip()))

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        anchor = index.data(ANCHOR) if index.isValid() else None
        if not anchor or self._details is None:
            return  # a heading: what was read stays
        self._wanted = anchor
        figure = self.model.figure(anchor)
        if figure is None:
            widgets = method_widgets(self._method, self.setting.phrases.language)
        else:
            widgets = self._details.widgets(figure)
        self.reading.show_widgets(*widgets)
