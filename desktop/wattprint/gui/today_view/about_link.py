"""A word that leads to where a number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wattprint.gui.charts.contrast import TEXT, readable
from wattprint.gui.charts.look import Colours
from wattprint.gui.today_view.text import NORMAL, scaled

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QPaintEvent

#: Room around the word for the mark of the focus, in parts of a line's height.
_AROUND = 0.12


class AboutLink(QAbstractButton):
    """Looks like a link, is pressed like a button. Signals: number_wanted(str): the row behind the number.

    Without an anchor it is a plain word that the keyboard passes by.
    """

    number_wanted = Signal(str)

    def __init__(self, text: str = "", anchor: str = "", *, size: float = NORMAL, bold: bool = False) -> None:
        super().__init__()
        self._anchor = ""
        self._words = text
        self._size, self._bold = size, bold
        self.setFont(scaled(size, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        self.tell(text, anchor)

    @property
    def anchor(self) -> str:
        """The row it leads to."""
        return self._anchor

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words

    def tell(self, text: str, anchor: str) -> None:
        """Show a word that leads to this row; "" for none."""
        self._words, self._anchor = text, anchor
        # A button underlines the letter after an "&".
        self.setText(text.replace("&", "&&"))
        self.setEnabled(bool(anchor))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if anchor else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if anchor else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("{word}: about this number").format(word=text) if anchor else text)
        self.setToolTip(self.tr("Where this number comes from") if anchor else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The word and a little room above and below; beside it the focus may stand in the margin."""
        metrics = self.fontMetrics()
        around = self._around()
        return QSize(metrics.horizontalAdvance(self._words) + around, metrics.height() + around)

    def minimumSizeHint(self) -> QSize:
        """The whole word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word; a dotted line under it says that there is more, a solid one that it is pointed at."""
        painter = QPainter(self)
        role, group = QPalette.ColorRole, QPalette.ColorGroup.Active
        painter.setPen(self.palette().color(group, role.WindowText))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), flags, self._words)
        if self._anchor:
            sheet = self.palette().color(role.Base)
            link = readable(self.palette().color(group, role.Link), sheet, TEXT)
            pointed_at = self.underMouse() or self.hasFocus()
            painter.setPen(QPen(link, 1.0, Qt.PenStyle.SolidLine if pointed_at else Qt.PenStyle.DotLine))
            y = self.height() - 1
            painter.drawLine(0, y, self.fontMetrics().horizontalAdvance(self._words), y)
            if self.hasFocus():
                painter.setPen(QPen(Colours.of(self.palette(), role.Base).focus, 1.0))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _around(self) -> int:
        return max(2, round(self.fontMetrics().height() * _AROUND))

    def _clicked(self) -> None:
        self.number_wanted.emit(self._anchor)


def lead(wanted: SignalInstance, *widgets: QWidget) -> None:
    """Pass on what the links among these widgets, and in them, want."""
    for widget in widgets:
        for link in (widget, *widget.findChildren(AboutLink)):
            if isinstance(link, AboutLink):
                link.number_wanted.connect(wanted)
