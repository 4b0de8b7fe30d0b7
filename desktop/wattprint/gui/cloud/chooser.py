"""Chooses an activity: favourites as large buttons, and all of them in a list that narrows while typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QSizePolicy, QVBoxLayout, QWidget

from wattprint.domain.factors import Activity
from wattprint.gui.cloud.activities import ActivityList, program_of_this_machine
from wattprint.gui.cloud.button import ENTER, Button
from wattprint.gui.cloud.fields import LineEdit, plain_tip
from wattprint.gui.cloud.offer import Offer
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.focus_ring import keep_ring


class FavouriteButton(Button):
    """Service above kind, cut to the button's width."""

    def __init__(self, service: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._lines = (service, kind)
        self.setCheckable(True)
        self.setAccessibleName(f"{service}, {kind}")
        self.setToolTip(plain_tip(f"{service} · {kind}"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._mark)
        self._fit()

    def _mark(self, chosen: bool) -> None:
        """Bold as well as pressed: a shade alone is easily missed."""
        font = self.font()
        font.setBold(chosen)
        self.setFont(font)
        self._fit()

    def sizeHint(self) -> QSize:
        """Large: two lines and room around them."""
        em = self.fontMetrics().height()
        return QSize(10 * em, round(3.2 * em))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for three in a small window."""
        return QSize(self.fontMetrics().averageCharWidth() * 12, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        room = max(self.width(), self.minimumSizeHint().width()) - metrics.height()
        lines = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in self._lines)
        self.setText("\n".join(lines).replace("&", "&&"))


class _List(QListView):
    """Keeps the current row in sight: the estimate below grows with its words, and the list shrinks."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class Chooser(QWidget):
    """Signals: chosen: another activity. done: the person has chosen and goes on."""

    chosen = Signal()
    done = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self.activity: Activity | None = None
        self._favourites: dict[str, FavouriteButton] = {}
        self._row = QHBoxLayout()
        self.search = LineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("e.g. image, video, claude"))
        self.search.setAccessibleName(self.tr("Find an activity"))
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        label = QLabel(self.tr("&Find:"))
        label.setBuddy(self.search)
        self._model = ActivityList(wording, self)
        self.list = _List()
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(max(1, self.fontMetrics().height() // 8))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("All activities"))
        keep_ring(self.list)
        self.list.setMinimumHeight(self.fontMetrics().height() * 5)
        self.list.selectionModel().currentChanged.connect(self._current)
        self.list.clicked.connect(self.done)
        self.list.installEventFilter(self)
        self.hint = PlainLabel()
        self.hint.hide()
        found = QHBoxLayout()
        found.addWidget(label)
        found.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(found)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)

    @property
    def favourite_row(self) -> QHBoxLayout:
        """The large buttons, to be laid out by the window."""
        return self._row

    @property
    def favourite_buttons(self) -> list[FavouriteButton]:
        """From left to right."""
        return list(self._favourites.values())

    def set_offer(self, offer: Offer) -> None:
        """Show what can be counted; what was chosen stays chosen where it still exists."""
        self._model.set_factors(offer.factors)
        if self.search.text():
            self._model.narrow(self.search.text())
        ids = [one.id for one in offer.favourites]
        if ids != list(self._favourites):
            self._make_buttons(offer)
        kept = None if self.activity is None else offer.factors.activity(self.activity.id)
        if kept is None:
            kept = offer.favourites[0] if offer.favourites else None
        if kept is not None:
            self.choose(kept)

    def choose(self, activity: Activity) -> None:
        """Choose an activity."""
        changed = activity != self.activity
        self.activity = activity
        index = self._model.index_of(activity.id)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        for activity_id, button in self._favourites.items():
            button.setChecked(activity_id == activity.id)
        if changed:
            self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends the choice, instead of adding what was not looked at yet; Down leads into the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ENTER:
                if self.list.currentIndex().isValid():
                    self.done.emit()
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _make_buttons(self, offer: Offer) -> None:
        for button in self._favourites.values():
            self._row.removeWidget(button)
            button.deleteLater()
        self._favourites = {}
        before: QWidget = self.window()
        for one in offer.favourites:
            button = FavouriteButton(self._wording.service(one), self._wording.kind(one))
            button.clicked.connect(lambda _=False, one=one: self._favoured(one))
            self._row.addWidget(button, 1)
            self._favourites[one.id] = button
            QWidget.setTabOrder(before, button)
            before = button
        QWidget.setTabOrder(before, self.search)

    def _favoured(self, activity: Activity) -> None:
        if self.search.text():
            self.search.clear()
        self.choose(activity)
        self._favourites[activity.id].setChecked(True)
        self.done.emit()

    def _narrow(self, text: str) -> None:
        self._model.narrow(text)
        program = program_of_this_machine(text)
        if program is not None:
            self.hint.setText(self._wording.local_runtime(program))
        elif self._model.rowCount() == 0:
            self.hint.setText(self.tr("Nothing is called that. “Other service” has what fits nowhere else."))
        self.hint.setVisible(program is not None or self._model.rowCount() == 0)
        if text.strip():
            self.list.setCurrentIndex(self._model.index(0))
        elif self.activity is not None:
            self.list.setCurrentIndex(self._model.index_of(self.activity.id))

    def _current(self, index: QModelIndex) -> None:
        activity = self._model.at(index)
        if activity is not None:
            self.choose(activity)
            self.list.scrollTo(index)
