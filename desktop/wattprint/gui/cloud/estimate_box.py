"""An estimate on screen: its value with the band, what stands behind it, and one step to the source."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wattprint.gui.charts.contrast import MARKS, readable
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.estimates import Estimate
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.wording import Wording

#: The value is what the eye should find first.
_VALUE_SIZE = 1.4

#: In lines of text: with less, the ways on stand below the texts.
_LEAST_WIDTH = 28


class Hatch(QWidget):
    """A hatched stripe: estimated, as in every chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(max(6, self.fontMetrics().averageCharWidth()))

    def sizeHint(self) -> QSize:
        """As high as what it stands beside."""
        return QSize(self.width(), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines in the palette's accent."""
        painter = QPainter(self)
        background = self.palette().color(self.backgroundRole())
        colour = readable(self.palette().color(QPalette.ColorRole.Accent), background, MARKS)
        painter.setPen(colour)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        step = 4
        for start in range(-self.width(), self.height() + self.width(), step):
            painter.drawLine(0, start + self.width(), self.width(), start)


class EstimateBox(QWidget):
    """Shows one estimate; its source is opened in the browser only on a click, and only over https.

    Signals: about_wanted(str): all about the figure behind it (the activity's id).
    """

    about_wanted = Signal(str)

    def __init__(
        self, wording: Wording, parent: QWidget | None = None, *, wide: bool = False, about: bool = False
    ) -> None:
        """wide: the ways on stand beside the texts, not below them. about: somebody hears about_wanted."""
        super().__init__(parent)
        self._wording = wording
        self._url = ""
        self._activity = ""
        self._has_about = about
        self._hatch = Hatch()
        self._value = PlainLabel()
        font = self._value.font()
        font.setPointSizeF(font.pointSizeF() * _VALUE_SIZE)
        font.setBold(True)
        self._value.setFont(font)
        self._why = PlainLabel()
        self._source = PlainLabel()
        self.link = Button()
        self.link.clicked.connect(self._open)
        self.about = Button(self.tr("About this &number…") if about else "")
        self.about.clicked.connect(lambda: self.about_wanted.emit(self._activity))
        texts = QVBoxLayout()
        for widget in (self._value, self._why, self._source):
            texts.addWidget(widget)
        texts.addStretch()
        # The same height for every estimate: nothing around it jumps while one types.
        lines = self._value.sizeHint().height() + 2 * self._why.sizeHint().height()
        self.setMinimumHeight(lines + 2 * max(0, texts.spacing()))
        ways = QVBoxLayout()
        ways.addStretch()
        for button in (self.about, self.link):
            ways.addWidget(button, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
        self._wide = wide
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.addLayout(texts, 1)
        self._sides.addLayout(ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._hatch)
        row.addLayout(self._sides, 1)
        self.clear()

    @property
    def value(self) -> str:
        """The value as shown."""
        return self._value.text()

    @property
    def why(self) -> str:
        """What is shown to stand behind it."""
        return self._why.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the texts only where these have room."""
        super().resizeEvent(event)
        beside = self._wide and self.width() >= _LEAST_WIDTH * self.fontMetrics().height()
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(sideways if beside else down)

    def clear(self) -> None:
        """Show nothing."""
        for label in (self._value, self._why, self._source):
            label.setText("")
        self._hatch.hide()
        self.link.hide()
        self.about.hide()

    def show_estimate(self, estimate: Estimate, today: str) -> None:
        """Show one. today: an ISO day, to tell what is out of date."""
        factor = estimate.factor
        self._value.setText(self._wording.value(estimate))
        self._why.setText(self._wording.why(estimate, today))
        self._source.setText("" if factor is None else self._wording.source(factor))
        self._hatch.setVisible(factor is not None)
        url = QUrl("" if factor is None else factor.source.url, QUrl.ParsingMode.StrictMode)
        self._url = (
            url.toString(QUrl.ComponentFormattingOption.FullyEncoded) if url.scheme() == "https" else ""
        )
        self.link.setVisible(bool(self._url))
        self._activity = "" if estimate.activity is None else estimate.activity.id
        self.about.setVisible(self._has_about and bool(self._activity))
        # The host as it is looked up: letters that only look like others cannot hide in it.
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded).replace("&", "&&")
        self.link.setText(self.tr("Open the s&ource ({host})").format(host=host))
        self.link.setAccessibleDescription(self._url)
        self.setAccessibleName(self.tr("Estimate"))
        self.setAccessibleDescription(f"{self._value.text()}. {self._why.text()} {self._source.text()}")

    def _open(self) -> None:
        if self._url:
            QDesktopServices.openUrl(QUrl(self._url))
