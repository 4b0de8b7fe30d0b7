"""What all charts share: hover, keyboard cursor, read-out, focus ring, accessibility, and repainting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wattprint.gui.charts.accessible import install_factory, tell_cursor, tell_summary
from wattprint.gui.charts.look import Colours, Look
from wattprint.gui.charts.read_out import ReadOut, ReadOutBox
from wattprint.gui.charts.words import ChartWords

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from wattprint.gui.charts.bar import ChartTable

#: In lines of text: what is comfortable, and the least that can be read.
_WIDTH, _HEIGHT = 34, 13
_LEAST_WIDTH, _LEAST_HEIGHT = 12, 6

_STALE = {
    QEvent.Type.PaletteChange,
    QEvent.Type.ApplicationPaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.LanguageChange,
    QEvent.Type.LocaleChange,
    QEvent.Type.LayoutDirectionChange,
    QEvent.Type.EnabledChange,
    QEvent.Type.DevicePixelRatioChange,
}

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}

_BY_KEY = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}

L = TypeVar("L")


class Chart(QWidget, Generic[L]):
    """A chart of `count()` items, one of which may be looked at. L: what a subclass lays out.

    Signals: activated(index): clicked, or Enter or Space at the cursor. current_changed(index): the item that
    is looked at, -1 for none.

    It paints its whole background itself, so that a change repaints this widget and nothing behind it.
    Numbers and dates follow `locale()`: call setLocale() on the window. Nothing moves by itself.
    """

    activated = Signal(int)
    current_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        install_factory()
        super().__init__(parent)
        self._words = ChartWords(self.locale())
        self._empty_text = ""
        self._look: Look | None = None
        self._layout: L | None = None
        self._cursor: int | None = None
        self._hovered: int | None = None
        self._mouse: QPointF | None = None
        self._pressed: int | None = None
        self._dismissed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what a subclass provides -------------------------------------------------------------------------

    def count(self) -> int:
        """How many items there are to look at."""
        raise NotImplementedError

    def index_at(self, position: QPointF) -> int | None:
        """The item at a place of the widget."""
        raise NotImplementedError

    def item_rect(self, index: int) -> QRectF:
        """The part of the widget that belongs to an item."""
        raise NotImplementedError

    def read_out(self, index: int) -> ReadOut:
        """What is told of an item."""
        raise NotImplementedError

    def summary(self) -> str:
        """The chart in a sentence."""
        raise NotImplementedError

    def table(self) -> ChartTable:
        """The chart as a table, one row an item."""
        raise NotImplementedError

    def lay_out(self, look: Look) -> L:
        """Compute everything that painting needs; called once per change."""
        raise NotImplementedError

    def draw(self, painter: QPainter, layout: L, current: int | None, *, by_keyboard: bool) -> None:
        """Paint it all. current: the item to point out."""
        raise NotImplementedError

    # -- looking ------------------------------------------------------------------------------------------

    def current(self) -> int | None:
        """The item that is looked at: under the mouse, else at the cursor while the chart has the focus."""
        if self._hovered is not None:
            return self._hovered
        return self._cursor if self.hasFocus() else None

    def cursor_index(self) -> int | None:
        """Where the keyboard's cursor stands."""
        return self._cursor

    def set_cursor_index(self, index: int | None) -> None:
        """Move the cursor; beyond the ends it stays at the end. Tells screen readers."""
        count = self.count()
        index = None if index is None or not count else max(0, min(index, count - 1))
        if index != self._cursor or self._hovered is not None or self._dismissed:
            before = self.current()
            self._cursor, self._hovered, self._mouse, self._dismissed = index, None, None, False
            self._moved(before)
        if index is not None and self.hasFocus():
            tell_cursor(self, index)

    def set_empty_text(self, text: str) -> None:
        """What stands in a chart without data; plain text."""
        if text != self._empty_text:
            self._empty_text = text
            self.update()

    def empty_text(self) -> str:
        """What stands there now."""
        return self._empty_text or self._words.nothing_yet()

    def look(self) -> Look:
        """The colours and measures in force."""
        dpr = self.devicePixelRatioF()
        if self._look is None or self._look.dpr != dpr:
            colours = Colours.of(self.palette(), self.backgroundRole())
            self._look = Look(colours, QFontMetricsF(self.font()).height(), dpr)
            self._layout = None
        return self._look

    def layout_now(self) -> L:
        """What was laid out for the present size, data and look."""
        look = self.look()
        if self._layout is None:
            self._layout = self.lay_out(look)
        return self._layout

    def _data_changed(self, *, tell: bool = True) -> None:
        """To be called by a subclass after its items changed. tell: screen readers hear of it."""
        before = self.current()
        last = self.count() - 1
        if self._cursor is not None and self._cursor > last:
            self._cursor = last if last >= 0 else None
        self._pressed = None
        # What lies under a resting mouse may be another item now, or none.
        self._layout = None
        if self._mouse is not None:
            self._hovered = self.index_at(self._mouse) if self.count() else None
        self.update()
        if before != self.current():
            self._emit_current()
        if tell:
            tell_summary(self)

    def _moved(self, before: int | None) -> None:
        self.update()
        if before != self.current():
            self._emit_current()

    def _emit_current(self) -> None:
        current = self.current()
        self.current_changed.emit(-1 if current is None else current)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            before = self.current()
            self._hovered, self._dismissed = index, False
            self._moved(before)

    # -- events -------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self._hover(self.index_at(self._mouse) if self.count() else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.count():
            super().mousePressEvent(event)
            return
        self._pressed = self.index_at(event.position())
        if self._pressed is not None:
            self._cursor = self._pressed
            self._hover(self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if event.button() is not Qt.MouseButton.LeftButton or pressed is None:
            super().mouseReleaseEvent(event)
        elif self.index_at(event.position()) == pressed:
            self.activated.emit(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.current()
        onwards = 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1
        last = self.count() - 1
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = onwards if key == Qt.Key.Key_Right else -onwards
            self.set_cursor_index(last if current is None else current + step)
        elif key == Qt.Key.Key_Home:
            self.set_cursor_index(0)
        elif key == Qt.Key.Key_End:
            self.set_cursor_index(last)
        elif key in _ENTER and current is not None:
            self.activated.emit(current)
        elif key == Qt.Key.Key_Escape and current is not None and not self._dismissed:
            self._dismissed = True
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The newest is what people look for first. A click sets the cursor itself, and a window that opens
        # with the focus here should not open with a read-out.
        if self._cursor is None and self.count() and event.reason() in _BY_KEY:
            self._cursor = self.count() - 1
        self._dismissed = False
        self.update()
        if self._hovered is None and self._cursor is not None:
            self._emit_current()
        super().focusInEvent(event)
        if self._cursor is not None:
            tell_cursor(self, self._cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        if self._hovered is None and self._cursor is not None:
            self._emit_current()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _STALE:
            self._forget_look()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        # Neither of these reaches changeEvent().
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.DevicePixelRatioChange):
            self._forget_look()
        return super().event(event)

    def _forget_look(self) -> None:
        self._look = self._layout = None
        self._words = ChartWords(self.locale())
        self.updateGeometry()
        self.update()

    # -- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look()
        painter = QPainter(self)
        painter.fillRect(event.rect(), look.colours.background)
        # Each text runs in its own script's direction; where it goes is decided by the layout's.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if self.count():
            current = self.current()
            layout = self.layout_now()
            self.draw(painter, layout, current, by_keyboard=self._hovered is None)
            if current is not None and not self._dismissed:
                self._draw_read_out(painter, look, current)
        else:
            painter.setPen(look.colours.quiet)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            edge = look.em
            painter.drawText(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), flags, self.empty_text())
        if self.hasFocus():
            self._draw_focus(painter, look)
        painter.end()

    def _draw_read_out(self, painter: QPainter, look: Look, index: int) -> None:
        edge = look.thin * 3
        area = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        box = ReadOutBox(self.read_out(index), self.font(), look, area.width(), mirrored=self.mirrored)
        box.draw(painter, box.place(self.item_rect(index), area))

    def _draw_focus(self, painter: QPainter, look: Look) -> None:
        width = look.thin * 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colours.focus, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        radius = look.em * 0.3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)

    # -- size ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return self._ems(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self._ems(_LEAST_WIDTH, _LEAST_HEIGHT)

    def _ems(self, width: float, height: float) -> QSize:
        em = QFontMetricsF(self.font()).height()
        return QSizeF(em * width, em * height).toSize()

    # -- for subclasses -----------------------------------------------------------------------------------

    @property
    def mirrored(self) -> bool:
        """Whether the first item is on the right."""
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    @property
    def words(self) -> ChartWords:
        """The texts, in this widget's locale."""
        return self._words
