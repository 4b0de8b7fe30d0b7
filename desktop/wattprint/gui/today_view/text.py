"""Labels: plain text always, sizes from the application's font, colours from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from wattprint.gui.charts.look import quiet_of
from wattprint.gui.held import HeldLabel, held

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

#: Sizes against the application's font.
HUGE, LARGE, HEADING, NORMAL, SMALL = 2.8, 1.7, 1.0, 1.0, 0.9


class Text(HeldLabel):
    """A label of plain text. quiet: beside the main thing, in a softer colour that can still be read.

    Text can be selected by mouse; the keyboard passes it by, screen readers read it.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: float = NORMAL,
        bold: bool = False,
        quiet: bool = False,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._bold = bold
        self._quiet = quiet
        self._dressing = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum
        self.setSizePolicy(policy, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        self._dress()
        self.setText(text)

    def tell(self, text: str) -> None:
        """Show a text, or nothing at all for an empty one."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))

    def set_bold(self, bold: bool) -> None:
        """Let it stand out, or no longer."""
        if bold is not self._bold:
            self._bold = bold
            self._dress()

    def set_size(self, size: float) -> None:
        """Another size against the application's font."""
        if size != self._size:
            self._size = size
            self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ParentChange):
            self._dress()

    def event(self, event: QEvent) -> bool:
        """The application's own font and palette come by another way."""
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.ApplicationPaletteChange):
            self._dress()
        return super().event(event)

    def _dress(self) -> None:
        if self._dressing:
            return
        self._dressing = True
        font = scaled(self._size, bold=self._bold)
        if font != self.font():
            self.setFont(font)
        if self._quiet:
            parent = self.parentWidget()
            theirs = parent.palette() if parent is not None else QPalette()
            soft = quiet_of(theirs)
            mine = QPalette(self.palette())
            # A label on a sheet is written in the one role, on the window's ground in the other.
            roles = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text)
            if any(mine.color(role) != soft for role in roles):
                for role in roles:
                    mine.setColor(role, soft)
                self.setPalette(mine)
        self._dressing = False


class OneLine(Text):
    """A text of one line that is cut with "…" where there is no room; the whole of it is in its tool tip."""

    def __init__(
        self, text: str = "", *, bold: bool = False, quiet: bool = False, size: float = NORMAL
    ) -> None:
        self._whole = ""
        super().__init__("", bold=bold, quiet=quiet, wrap=False, size=size)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._take(text)
        if not text:
            # Only this way round: shown before it is in a window, it would be one itself for a moment.
            self.hide()

    def tell(self, text: str) -> None:
        """Show a text, cut to the room there is."""
        self._take(text)
        self.setVisible(bool(text))

    def _take(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        hint = super().minimumSizeHint()
        hint.setWidth(self.fontMetrics().averageCharWidth() * 8)
        return hint

    def resizeEvent(self, event: object) -> None:
        """Cut anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        # Tool tips guess whether a text is markup: what is shown whole needs none.
        self.setToolTip("" if shown == self._whole else plain_tip(self._whole))


def plain_tip(text: str) -> str:
    """A tool tip that no text can turn into markup."""
    escaped = held(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


def scaled(size: float, *, bold: bool = False) -> QFont:
    """The application's font, larger or smaller."""
    font = QFont()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * size)
    else:
        font.setPixelSize(max(1, round(font.pixelSize() * size)))
    font.setBold(bold)
    return font
