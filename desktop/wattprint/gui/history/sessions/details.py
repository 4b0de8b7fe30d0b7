"""All about the current session: its energy with its band, its power over time, and how it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.domain.readings import Quality
from wattprint.gui.charts.line import PowerTraceChart
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.cloud.button import Button
from wattprint.gui.history.sessions.facts import Fact, FactWords, Link
from wattprint.gui.history.sessions.moments import local_moment
from wattprint.gui.history.sessions.words import one_line
from wattprint.gui.scroller import Scroller
from wattprint.gui.today_view.card import ALIGN_TOP, clear_layout, em
from wattprint.gui.today_view.swatch import SwatchSign
from wattprint.gui.today_view.text import HEADING, LARGE, SMALL, OneLine, Text

if TYPE_CHECKING:
    from wattprint.gui.history.sessions.reading import Detail
    from wattprint.gui.history.sessions.words import SessionWords
    from wattprint.gui.phrases import Phrases

#: Height of the chart, in lines of text.
_CHART_LINES = 9.0


class DetailsPanel(Scroller):
    """Signals: number_wanted(str): a row of "About the numbers" (see history.anchors)."""

    number_wanted = Signal(str)

    def __init__(self, words: SessionWords, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._facts = FactWords(words)
        self._phrases = phrases
        self._detail: Detail | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Details of the session"))
        self.title = OneLine(size=1.25, bold=True)
        self.who = OneLine(quiet=True)
        self.model = OneLine()
        self.when = Text(quiet=True)
        self.sign = SwatchSign()
        self.energy = Text(size=LARGE, bold=True)
        self.band = Text(quiet=True, size=SMALL)
        self.like = Text()
        self.chart = PowerTraceChart()
        self.no_chart = Text(quiet=True)
        self.nothing = Text(quiet=True)
        self._lay_out()
        self.tell(None)

    def _lay_out(self) -> None:
        unit = em(self)
        self._sheet = QWidget()
        self._sheet.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self._told = QWidget()
        column = QVBoxLayout(self._told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(unit * 0.25))
        for head in (self.title, self.model, self.who, self.when):
            column.addWidget(head)
        amount = QHBoxLayout()
        amount.setSpacing(round(unit * 0.5))
        amount.setContentsMargins(0, round(unit * 0.5), 0, 0)
        amount.addWidget(self.sign)
        amount.addWidget(self.energy, 1)
        column.addLayout(amount)
        column.addWidget(self.band)
        column.addWidget(self.like)
        self.chart.setBackgroundRole(QPalette.ColorRole.Base)
        self.chart.setAccessibleName(self.tr("Power over time"))
        self.chart.setFixedHeight(round(unit * _CHART_LINES))
        column.addSpacing(round(unit * 0.4))
        column.addWidget(self.chart)
        column.addWidget(self.no_chart)
        column.addSpacing(round(unit * 0.4))
        self._grid = QVBoxLayout()
        self._grid.setSpacing(round(unit * 0.5))
        column.addLayout(self._grid)
        column.addSpacing(round(unit * 0.4))
        self._about = Text(self.tr("About these numbers"), size=HEADING, bold=True, wrap=False)
        column.addWidget(self._about)
        self._links = QVBoxLayout()
        self._links.setSpacing(round(unit * 0.25))
        column.addLayout(self._links)
        outer = QVBoxLayout(self._sheet)
        outer.setContentsMargins(unit, round(unit * 0.8), unit, unit)
        outer.addWidget(self._told)
        outer.addWidget(self.nothing)
        outer.addStretch()
        self.setWidget(self._sheet)
        # What marks the focus lies behind it, in the margin.
        self._sheet.setAutoFillBackground(False)
        self.setMinimumWidth(unit * 16)

    # -- telling ------------------------------------------------------------------------------------------

    @property
    def detail(self) -> Detail | None:
        """What is told now."""
        return self._detail

    def tell_nothing(self, why: str) -> None:
        """Say why there is nothing to tell."""
        self.tell(None)
        self.nothing.tell(why)

    def tell(self, detail: Detail | None) -> None:
        """Show a session."""
        other = self._session_of(detail) != self._session_of(self._detail)
        self._detail = detail
        self._told.setVisible(detail is not None)
        self.nothing.setVisible(False)
        if detail is None:
            return
        line, words = detail.line, self._words
        self.title.tell(words.title(line))
        self.model.tell(one_line(line.model) if line.model else "")
        self.who.tell(self._facts.who(line))
        self.when.tell(self._facts.when(line))
        self.sign.tell(words.swatch(line) if line.energy_wh is not None else Swatch.NONE)
        self.sign.setVisible(line.energy_wh is not None)
        self.energy.tell(words.energy(line))
        self.band.tell(self._facts.band(detail))
        self.like.tell(", ".join(self._phrases.like(one) for one in detail.likenesses[:1]))
        self._tell_trace(detail)
        self._tell_facts(self._facts.facts(detail))
        self._tell_links(self._facts.links(detail))
        if other:
            self.verticalScrollBar().setValue(0)
        # The focus stays in the table: what stands beside it is told as a whole to whoever asks for it.
        self._told.setAccessibleName(self.spoken())
        self.setAccessibleDescription(self.spoken())

    def _session_of(self, detail: Detail | None) -> int | None:
        return None if detail is None else detail.line.session_id

    def spoken(self) -> str:
        """The head in a sentence."""
        parts = (self.title, self.model, self.who, self.when, self.energy, self.band, self.like)
        texts = [part.accessibleName() or part.text() for part in parts if not part.isHidden()]
        return "; ".join(text for text in texts if text)

    def _tell_trace(self, detail: Detail) -> None:
        line, trace = detail.line, detail.details.trace
        self.chart.set_estimated(line.quality is Quality.MODELLED)
        why = (
            self.tr("Its power over time is not kept any more.")
            if not line.open
            else self.tr("Its power over time is drawn once it has ended.")
        )
        start = local_moment(line.start_s, line.utc_offset_s)
        self.chart.set_trace(trace.watts(), trace.bucket_s, start, line.peak_w)
        # A sentence needs no room of its size.
        drawn = self.chart.count() > 0
        self.chart.setVisible(drawn)
        self.no_chart.tell("" if drawn else why)

    def _tell_facts(self, facts: list[Fact]) -> None:
        clear_layout(self._grid)
        for fact in facts:
            self._grid.addWidget(_FactBox(fact))

    def _tell_links(self, links: list[Link]) -> None:
        had_focus = any(button.hasFocus() for button in self.links())
        wanted = [(link.text, link.anchor) for link in links]
        if wanted == [(button.text(), button.property("anchor")) for button in self.links()]:
            return
        clear_layout(self._links)
        for link in links:
            button = Button(link.text)
            button.setProperty("anchor", link.anchor)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(self.tr("Shows the row in “About the numbers”"))
            button.clicked.connect(lambda _=False, anchor=link.anchor: self.number_wanted.emit(anchor))
            self._links.addWidget(button)
        if had_focus and self.links():
            self.links()[0].setFocus()

    def links(self) -> list[Button]:
        """The buttons that lead to "About the numbers"."""
        found = (self._links.itemAt(place) for place in range(self._links.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the sheet's ground is the table's."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.chart.setFixedHeight(round(em(self) * _CHART_LINES))


class _FactBox(QWidget):
    """A caption, and under it what is said, behind its sign."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self.setAccessibleName(f"{fact.caption}: {fact.text}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(em(self) * 0.4))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Text(fact.caption, quiet=True, size=SMALL, wrap=False), 0, 0, 1, 2)
        said = Text(fact.text)
        if fact.swatch is Swatch.NONE:
            grid.addWidget(said, 1, 0, 1, 2)
        else:
            grid.addWidget(SwatchSign(fact.swatch), 1, 0, ALIGN_TOP)
            grid.addWidget(said, 1, 1)
