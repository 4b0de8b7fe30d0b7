"""Where a figure was published: title and date, the address as text, and a button that opens it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wattprint.domain.factors import Source
from wattprint.gui.cloud.days import published_text
from wattprint.gui.settings.parts import button
from wattprint.gui.today_view.card import ALIGN_TOP, em
from wattprint.gui.today_view.text import SMALL, Text
from wattprint.reference.texts import plain


class SourceBox(QWidget):
    """One source. Nothing is loaded before the button is pressed, and the address stands there first.

    role: of which value it is the source; "" where there is but one. of: what it stands behind, for whoever
    hears only the button: several boxes of a page may have the same source.
    """

    def __init__(
        self, source: Source, locale: QLocale, role: str = "", *, of: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._url = source.url
        title = plain(f"{source.title}, {published_text(locale, source.date)}")
        told = QVBoxLayout()
        told.setSpacing(round(em(self) * 0.1))
        if role:
            told.addWidget(Text(role, size=SMALL, quiet=True))
        told.addWidget(Text(title))
        told.addWidget(Text(plain(source.url), size=SMALL, quiet=True))
        self.open = button(self.tr("Open"))
        self.open.setAccessibleName(self.tr("Open: {source}").format(source=title))
        self.open.setAccessibleDescription(of)
        self.open.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(told, 1)
        row.addWidget(self.open)
        row.setAlignment(self.open, ALIGN_TOP)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))
