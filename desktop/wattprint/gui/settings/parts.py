"""What the pages are made of."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wattprint.gui.edges import FIELDS, draw_edges
from wattprint.gui.scroller import Scroller
from wattprint.gui.today_view.card import Card, em
from wattprint.gui.today_view.text import Text


class Page(Scroller):
    """A column of cards that scrolls when there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # Nothing is ever cut off sideways: texts wrap.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The page itself is no stop of the Tab key; what is on it is.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        self.column = QVBoxLayout(inner)
        unit = em(self)
        self.column.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        self.column.setSpacing(round(unit * 0.8))
        # As high as its texts are at this width, not at the narrowest one.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setWidget(inner)

    def add(self, card: QWidget) -> None:
        """Put a card below the others."""
        self.column.addWidget(card)

    def finish(self) -> None:
        """After the last card: the wheel scrolls the page and never changes a field by accident."""
        self.column.addStretch()
        self.fit()
        for kind in (QComboBox, QAbstractSpinBox):
            for field in self.findChildren(kind):
                calm(field)

    def fit(self) -> None:
        """Once rows were made anew: their fields have edges, and room beside each other."""
        self._draw_edges()
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(self._inner.minimumSizeHint().width() + bar)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw_edges()

    def _draw_edges(self) -> None:
        """Give boxes and fields edges that can be seen on a card."""
        draw_edges(self, (*FIELDS, QComboBox))


def forget_pictures() -> None:
    """Let go of what the style keeps of every field that has a palette of its own: megabytes in the end."""
    QPixmapCache.clear()


class _WheelPasses(QObject):
    """Lets the wheel go through a field to what it stands on."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the class."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(field: QWidget) -> None:
    """The wheel passes over a field; it is reached by click and Tab."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_WheelPasses(field))


def let_rest(holder: QWidget, resting: bool) -> None:
    """Let fields and buttons rest, or no longer; what is written beside them can be read all the same."""
    for kind in (*FIELDS, QComboBox, QPushButton):
        for field in holder.findChildren(kind):
            # The parts of a field follow it.
            if not isinstance(field.parentWidget(), QComboBox | QAbstractSpinBox):
                field.setEnabled(not resting)


def keep_place(holder: QWidget, fields: Iterable[QWidget]) -> None:
    """Tab goes through fields that were made late where their holder stands, not after everything else."""
    before: QWidget | None = holder.previousInFocusChain()
    while (
        before is not None
        and before is not holder
        and (before.focusPolicy() is Qt.FocusPolicy.NoFocus or before.isAncestorOf(holder))
    ):
        before = before.previousInFocusChain()
    for field in fields:
        if before is not None:
            QWidget.setTabOrder(before, field)
        before = field


def card(heading: str, *widgets: QWidget) -> Card:
    """A card with its heading."""
    made = Card(heading)
    for widget in widgets:
        made.column.addWidget(widget)
    return made


def note(text: str = "") -> Text:
    """An explanation, softer than the thing itself."""
    return Text(text, quiet=True)


def form() -> QFormLayout:
    """Labels before fields; below each other where there is little room."""
    layout = QFormLayout()
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return layout


def label_of(text: str, field: QWidget) -> QLabel:
    """A label whose underlined letter leads to its field, and whose text a screen reader says there."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(field)
    field.setAccessibleName(text.replace("&", "").rstrip("\u202f\u00a0 :"))
    return label


def button(text: str) -> QPushButton:
    """A button that Enter in another field does not press."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def stack(*widgets: QWidget) -> QWidget:
    """One below the other, as one field."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return made


def bullet(text: str) -> QWidget:
    """A line of a list; what wraps stays behind the bullet."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    dot = Text("•", wrap=False)
    layout.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(Text(text), 1)
    return made


def row(*widgets: QWidget) -> QWidget:
    """Side by side, from the left."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch()
    return made
