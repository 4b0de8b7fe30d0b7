"""One often-quoted claim: who says it, what there is to say to it, and what was measured here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from wattprint.domain.band import Band
from wattprint.domain.comparison import compare
from wattprint.domain.equivalents import Basis
from wattprint.gui.history.compare.bands import BandList, BandRow
from wattprint.gui.history.compare.words import MOSTLY
from wattprint.gui.history.sources import SourceBox
from wattprint.gui.history.spaces import unbroken
from wattprint.gui.today_view.card import Card
from wattprint.gui.today_view.text import Text
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wattprint.domain.comparison import PerUnit
    from wattprint.export.comparing import Comparisons
    from wattprint.gui.history.compare.words import CompareWords
    from wattprint.reference.claims import Claim, Own
    from wattprint.reference.equivalents import Equivalents


class ClaimCard(Card):
    """Told with the person's own figure where they have one, else with how to get it."""

    def __init__(
        self, claim: Claim, found: Comparisons, equivalents: Equivalents, words: CompareWords
    ) -> None:
        self._language = words.phrases.language
        super().__init__(self.tr("“{claim}”").format(claim=self._told(claim.claim)), sentence=True)
        self._words = words
        said_by = self.tr("Said by {who}").format(who=self._told(claim.said_by))
        self._add(Text(said_by, quiet=True))
        self._add(Text(words.judgement(claim.verdict), bold=True))
        self._add(Text(self._told(claim.answer)))
        assumes = self.tr("What it takes for granted: {what}").format(what=self._told(claim.assumes))
        self._add(Text(assumes, quiet=True))
        here = None if claim.own is None else found.here.get(claim.own.unit)
        rows = self._rows(claim, here)
        if claim.own is not None:
            for text in self._own_texts(claim.own, here, found, equivalents):
                self._add(Text(text))
        if rows:
            self._add(BandList(rows, words.locale))
        if claim.own is not None and here is not None:
            why = self.tr("Why they need not agree: {why}").format(why=self._told(claim.own.differs))
            self._add(Text(why, quiet=True))
        for source in claim.sources:
            self._add(SourceBox(source, words.locale, of=self.accessibleName()))

    def _told(self, texts: Mapping[str, str]) -> str:
        return unbroken(plain(texts[self._language]), self._language)

    def _add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def _rows(self, claim: Claim, here: PerUnit | None) -> tuple[BandRow, ...]:
        """What the claim says, what others published, and what was measured here, where all is energy."""
        words, rows = self._words, []
        own = claim.own
        if own is not None and own.says_wh is not None:
            says = Band.exactly(own.says_wh)
            rows.append(BandRow(self.tr("The claim"), says, words.exactly(own.says_wh)))
        figure = claim.figure
        if figure is not None and figure.basis is Basis.ENERGY_WH and (own is not None or rows):
            of = self._told(figure.of)
            rows.append(BandRow(of[:1].upper() + of[1:], figure.value, words.band(figure.value)))
        if own is not None and here is not None:
            mine = here.wh * own.count
            name = self.tr("This computer: {what}").format(what=self._told(own.of))
            rows.insert(0, BandRow(name, mine, words.band(mine), measured=here.modelled <= MOSTLY))
        return tuple(rows)

    def _own_texts(
        self, own: Own, here: PerUnit | None, found: Comparisons, equivalents: Equivalents
    ) -> list[str]:
        words = self._words
        work = found.of_kind(own.unit)
        if here is None:
            if work is None:
                return []
            return [text for text in (words.how_to(words.plural(work)), words.a_session(work)) if text]
        mine = here.wh * own.count
        text = self.tr("On this computer, at the wall, {what} takes {band}: {equivalent}.").format(
            what=self._told(own.of),
            band=words.band(mine),
            equivalent=words.in_equivalent(mine, equivalents[own.equivalent]),
        )
        if own.says_wh is not None:
            text += " " + words.against_claim(compare(mine, Band.exactly(own.says_wh)))
        return [text] if work is None else [text, words.basis(work, here)]
