"""A column of cards to read: it scrolls, by keyboard too, and shows where the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.scroller import Scroller
from wattprint.gui.today_view.card import clear_layout, em


class Reading(Scroller):
    """A stop of the Tab key: what is only to be read can be scrolled with the arrows then."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # Nothing is ever cut off sideways: texts wrap.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inner = inner = QWidget()
        # As high as its texts are at this width, not at the narrowest one.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.column = QVBoxLayout(inner)
        unit = em(self)
        self.column.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        self.column.setSpacing(round(unit * 0.8))
        self.setWidget(inner)
        # What marks the focus lies behind it, in the margin.
        inner.setAutoFillBackground(False)

    def show_widgets(self, *widgets: QWidget) -> None:
        """Show these in the place of all others, from the top."""
        clear_layout(self.column)
        # Within something hidden: shown one by one, each would have all of them laid out anew.
        self._inner.hide()
        for widget in widgets:
            self.column.addWidget(widget)
        self.column.addStretch()
        self._inner.show()
        self.column.activate()
        bar = self.verticalScrollBar()
        bar.setValue(0)
        self.setMinimumWidth(self._inner.minimumSizeHint().width() + bar.sizeHint().width())
