"""Where the electricity of this computer comes from, and what a kilowatt-hour of it costs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Signal

from wattprint.gui.numbers import significant
from wattprint.gui.settings.choice_card import ChoiceCard
from wattprint.gui.settings.parts import button, form, label_of, note, row, stack
from wattprint.gui.settings.price import PriceEdit
from wattprint.gui.settings.zones import ZoneBox
from wattprint.reference.grid import WORLD, Grid
from wattprint.reference.valuation import CURRENCY, PRICE, ZONE, number_of
from wattprint.system.locale_guess import guess_zone, locale_names


class PlaceCard(ChoiceCard):
    """Signals: as ChoiceCard's, and confirmed: the zone that was guessed is right."""

    confirmed = Signal()

    def __init__(
        self, heading: str, grid: Grid, locale: QLocale, language: str, today: Callable[[], str]
    ) -> None:
        """today: the ISO day."""
        super().__init__(heading, (ZONE, PRICE, CURRENCY))
        self._grid = grid
        self._guess = guess_zone(grid, locale_names())
        self._locale = locale
        self._shown_currency = ""
        self.zone = ZoneBox(grid, language, self._guess)
        self.zone.choose("")
        self.zone.zone_changed.connect(self._zone_chosen)
        self.zone_note = note()
        self.confirm = button(self.tr("That is r&ight"))
        self.confirm.clicked.connect(self.confirmed)
        self.confirm.hide()
        self.price = PriceEdit(grid, locale, today)
        self.price.edited.connect(self.edited)
        about = stack(self.zone, self.zone_note, row(self.confirm))
        fields = form()
        fields.addRow(label_of(self.tr("Grid &zone:"), self.zone), about)
        fields.addRow(label_of(self.tr("&Price per kWh:"), self.price.amount), self.price)
        self.column.addLayout(fields)

    @property
    def _usual_zone(self) -> str:
        """Where the computer is, as far as nobody said."""
        return WORLD if self._guess is None else self._guess.code

    @property
    def _held_zone(self) -> str | None:
        """The zone that was chosen; None where none was, or one that the table does not have."""
        zone = self.held[ZONE]
        return zone if zone is not None and zone in self._grid else None

    def fill(self) -> None:
        """See ChoiceCard."""
        zone = self._held_zone or self._usual_zone
        self.zone.blockSignals(True)
        self.zone.choose(zone)
        self.zone.blockSignals(False)
        price = number_of(self.held[PRICE])
        self.price.show_value(price, self.held[CURRENCY] or self._grid.zone(zone).currency)
        self._shown_currency = self.price.currency.currentText()
        self._tell_zone()

    def chosen(self) -> dict[str, str | None]:
        """See ChoiceCard."""
        found: dict[str, str | None] = {}
        if self.zone.code and self.zone.code != (self._held_zone or self._usual_zone):
            found[ZONE] = self.zone.code
        price, held = self.price.value, number_of(self.held[PRICE])
        currency = self.price.currency.currentText()
        if price != held:
            found[PRICE] = None if price is None else repr(price)
        if price is not None and (price != held or currency != self._shown_currency):
            # With the price its currency: moving abroad must not turn euros into francs.
            found[CURRENCY] = currency
        return found

    def changes(self) -> dict[str, str | None]:
        """See ChoiceCard. A new price is written with its currency, be it the one that holds already.

        It may hold from another price's line, and would go with that one.
        """
        found = super().changes()
        if found.get(PRICE) is not None:
            found[CURRENCY] = self.price.currency.currentText()
        return found

    def kept(self) -> None:
        """See ChoiceCard."""
        self._shown_currency = self.held[CURRENCY] or self._shown_currency
        self._tell_zone()

    def _zone_chosen(self) -> None:
        self._tell_zone()
        self.edited.emit()

    def _tell_zone(self) -> None:
        code = self.zone.code
        self.zone.mark_guess(self._held_zone is None)
        self.price.show_zone(code)
        parts = []
        if code:
            zone = self._grid.zone(code)
            parts.append(
                self.tr("{grams} g CO₂e per kWh, the mean of {year}.").format(
                    grams=significant(self._locale, zone.g_per_kwh, 3), year=zone.year
                )
            )
        untouched = self._held_zone is None and code == self._usual_zone
        if untouched:
            parts.append(
                self.tr("Nobody told the country yet: this is the mean of the world.")
                if self._guess is None
                else self.tr("Guessed from the region that this computer is set to.")
            )
        self.zone_note.tell(" ".join(parts))
        self.confirm.setVisible(untouched and self._guess is not None)
