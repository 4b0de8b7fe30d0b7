"""A card of the numbers page: its fields show what holds of some choices, and tell what was edited."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Signal

from wattprint.gui.today_view.card import Card


class ChoiceCard(Card):
    """Signals: edited: a field was.

    names: of the choices (reference.valuation) that the card is about. held: what holds of each on the day of
    the page, as the ledger or the settings file has it; None where nothing was chosen.
    """

    edited = Signal()

    def __init__(self, heading: str, names: tuple[str, ...]) -> None:
        super().__init__(heading)
        self.names = names
        self.held: dict[str, str | None] = dict.fromkeys(names)

    def show_held(self, held: Mapping[str, str | None]) -> None:
        """Fill the fields with what holds; what was edited and not applied goes."""
        self.held = {name: held[name] for name in self.names}
        self.fill()

    def keep(self, changes: Mapping[str, str | None]) -> None:
        """What was written is no edit any more. The fields stay: they may be ahead of it already."""
        self.held |= {name: value for name, value in changes.items() if name in self.names}
        self.kept()

    def changes(self) -> dict[str, str | None]:
        """Name to new value, None to take one back; only what differs. Raises ValueError, a plain line."""
        return {name: value for name, value in self.chosen().items() if value != self.held[name]}

    # -- of each card -------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show `held`."""
        raise NotImplementedError

    def chosen(self) -> dict[str, str | None]:
        """What the fields say, where that is not what `held` means. Raises ValueError, a plain line."""
        raise NotImplementedError

    def kept(self) -> None:
        """`held` is another: what is said about it beside the fields follows."""


def known_or(usual: StrEnum, value: str | None) -> str:
    """A value that this Wattprint knows; the usual one for what a newer Wattprint chose, and for none."""
    return value if value in {one.value for one in type(usual)} else usual.value
