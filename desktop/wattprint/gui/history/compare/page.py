"""Compare: what is measured here against services in the cloud, and against what people say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from wattprint.export.comparing import RECENT_DAYS, Comparisons, read_comparisons
from wattprint.gui.cloud import work
from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.history.compare.claim_card import ClaimCard
from wattprint.gui.history.compare.words import CompareWords
from wattprint.gui.history.compare.work_card import HowCard, WorkCard
from wattprint.gui.history.page import Page, Setting
from wattprint.gui.history.reading import Reading
from wattprint.gui.settings.parts import note
from wattprint.gui.today import local_day
from wattprint.gui.today_view.card import em
from wattprint.reference.claims import Claims
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QShowEvent

    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read."""

    comparisons: Comparisons
    claims: Claims
    equivalents: Equivalents


class ComparePage(Page):
    """Two tabs: works, and claims. Comparisons are always at the wall, whatever the setting."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._words = CompareWords(setting.phrases)
        self._asked = False
        self._shown: Comparisons | None = None
        self._claims_due: _Found | None = None
        self.works = Reading(self.tr("This computer and the cloud"))
        self.claims = Reading(self.tr("Often-quoted claims"))
        self.told = ToldLine()
        self.told.hide()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.works, self.tr("This computer and the &cloud"))
        self.tabs.addTab(self.claims, self.tr("Often-&quoted claims"))
        self.tabs.currentChanged.connect(self._fill_claims)
        unit = em(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.addWidget(self.told)
        column.addWidget(self.tabs, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is shown for the first time."""
        super().showEvent(event)
        if not self._asked:
            self.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever turns to the page begins at its tabs."""
        self.tabs.tabBar().setFocus(event.reason())

    def reload(self) -> None:
        """Read ledger and figures anew."""
        self._asked = True
        day = local_day(self.setting.now_s())
        work.run(self, partial(_read, self.setting.paths, day), self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self.told.warn(self._words.wording.failure(error))
        self.told.show()
        self.unread()

    def _show(self, found: _Found) -> None:
        self.told.hide()
        if found.comparisons == self._shown:
            return  # where somebody reads stays where it is
        self._shown = found.comparisons
        self._refill(self.works, self._work_cards(found.comparisons))
        self._claims_due = found
        self._fill_claims()

    def _fill_claims(self) -> None:
        """Make their cards once somebody looks: with the works' they would hold the window up."""
        if self._claims_due is not None and self.tabs.currentWidget() is self.claims:
            found, self._claims_due = self._claims_due, None
            self._refill(self.claims, self._claim_cards(found))

    @staticmethod
    def _refill(reading: Reading, widgets: list[QWidget]) -> None:
        at = reading.verticalScrollBar().value()
        reading.show_widgets(*widgets)
        reading.verticalScrollBar().setValue(at)

    def _work_cards(self, found: Comparisons) -> list[QWidget]:
        cards: list[QWidget] = [note(text) for text in self._preface(found)]
        missing = [one for one in found.works if one.here is None]
        how_above = len(missing) > 1
        if how_above:
            how = HowCard(missing, self._words)
            how.sessions_wanted.connect(self._sessions)
            cards.append(how)
        for one in found.works:
            card = WorkCard(one, self._words, how_above=how_above)
            card.anchor_wanted.connect(self.number_wanted)
            card.sessions_wanted.connect(self._sessions)
            cards.append(card)
        return cards

    def _preface(self, found: Comparisons) -> list[str]:
        texts = [
            self.tr(
                "Per unit of the same work, always at the wall. Solid is measured here, hatched is estimated "
                "from published figures. Each step of the scale is ten times the one before. A model that "
                "fits here is seldom the one that answers there: the work is of a kind, not the same."
            )
        ]
        if found.learning:
            texts.append(
                self.tr(
                    "%n session(s) with a note are left out: a part of their energy is still being learned.",
                    "",
                    found.learning,
                )
            )
        if found.other_units:
            units = ", ".join(plain(unit) or self.tr("no unit") for unit in found.other_units)
            texts.append(
                self.tr("Noted in units that no service is counted in, so not compared: {units}.").format(
                    units=units
                )
            )
        return texts

    def _claim_cards(self, found: _Found) -> list[QWidget]:
        return [
            ClaimCard(claim, found.comparisons, found.equivalents, self._words)
            for claim in found.claims.claims
        ]

    def _sessions(self) -> None:
        today = local_day(self.setting.now_s())
        first = date.fromisoformat(today) - timedelta(days=RECENT_DAYS - 1)
        self.sessions_wanted.emit(first.isoformat(), today)


def _read(paths: Paths, day: str) -> _Found:
    """Off the window's thread."""
    equivalents = Equivalents.load(resource_path("data", "equivalents.toml"))
    claims = Claims.load(resource_path("data", "claims.toml"), equivalents)
    return _Found(read_comparisons(paths, day), claims, equivalents)
