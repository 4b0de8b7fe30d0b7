"""One kind of work: this computer and the services, band below band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wattprint.gui.history import anchors
from wattprint.gui.history.compare.bands import BandList, BandRow
from wattprint.gui.history.compare.words import MOSTLY
from wattprint.gui.settings.parts import button, row
from wattprint.gui.today_view.card import Card
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance

    from wattprint.export.comparing import Work
    from wattprint.gui.history.compare.words import CompareWords


class WorkCard(Card):
    """Signals: anchor_wanted(str): the figure behind a band. sessions_wanted: where outputs are noted.

    how_above: how to get a figure of one's own is told once, above all cards.
    """

    anchor_wanted = Signal(str)
    sessions_wanted = Signal()

    def __init__(self, work: Work, words: CompareWords, *, how_above: bool = False) -> None:
        super().__init__(words.heading(work), sentence=True)
        rows = []
        if work.here is None:
            text = words.not_noted() if how_above else words.how_to(words.plural(work))
            self.column.addWidget(Text(text))
            known = words.a_session(work)
            if known:
                self.column.addWidget(Text(known, quiet=True))
            if not how_above:
                _add_way(self, words, self.sessions_wanted)
        else:
            rows.append(
                BandRow(
                    self.tr("This computer"),
                    work.here.wh,
                    words.band(work.here.wh),
                    measured=work.here.modelled <= MOSTLY,
                    note=words.basis(work, work.here),
                    anchor=anchors.OVERHEAD,
                    spoken=self.tr("This computer ({work})").format(work=words.name(work)),
                )
            )
        rows += [
            BandRow(
                words.phrases.activity(one.activity),
                one.wh,
                words.band(one.wh),
                note="" if one.compared is None else words.verdict(one.compared),
                anchor=anchors.factor(one.activity.id),
            )
            for one in work.there
        ]
        if rows:
            self.bands = BandList(tuple(rows), words.locale)
            self.bands.anchor_wanted.connect(self.anchor_wanted)
            self.column.addWidget(self.bands)


class HowCard(Card):
    """How to get figures of one's own for several works, told once. sessions_wanted: as WorkCard has it."""

    sessions_wanted = Signal()

    def __init__(self, works: Sequence[Work], words: CompareWords) -> None:
        super().__init__(self.tr("Your own figures"), sentence=True)
        self.column.addWidget(Text(words.how_to_all([words.plural(work) for work in works])))
        _add_way(self, words, self.sessions_wanted)


def _add_way(card: Card, words: CompareWords, sessions_wanted: SignalInstance) -> None:
    go = button(words.to_sessions())
    go.clicked.connect(sessions_wanted)
    card.column.addWidget(row(go))
