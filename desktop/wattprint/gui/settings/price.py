"""The price of a kilowatt-hour: the person's own; what is typical there is offered, never used unasked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.cloud.days import published_text
from wattprint.gui.settings.parts import button
from wattprint.gui.today_view.text import Text
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.reference.prices import Prices
from wattprint.system.settings import PRICE_RANGE

_DIGITS = 6

#: Where neither the zone nor the language says which one.
FALLBACK_CURRENCY = "EUR"


def read_number(text: str, locale: QLocale) -> float | None:
    """A number as people type it, with comma or point; None for anything else."""
    compact = "".join(text.split())
    # The locale first: to it "1,234" may be a thousand. What it cannot read has its decimals behind a comma.
    plain = QLocale(QLocale.Language.C)
    plain.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    tries = ((locale, compact), (plain, compact), (plain, compact.replace(",", ".")))
    for reader, number in tries:
        value, good = reader.toDouble(number)
        if good:
            return float(value)
    return None


def number_text(value: float, locale: QLocale) -> str:
    """A number to be edited: no groups of thousands, no needless zeros."""
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return plain.toString(value, "g", _DIGITS)


class PriceEdit(QWidget):
    """A number and a currency. Signals: edited.

    today: the ISO day, for telling an outdated default.
    """

    edited = Signal()

    def __init__(
        self, grid: Grid, locale: QLocale, today: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = grid
        self._locale = locale
        self._today = today
        self._prices = Prices.load(resource_path("data", "prices.toml"))
        self._zone = ""
        self.amount = QLineEdit()
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.amount.setClearButtonEnabled(True)
        self.amount.textEdited.connect(self.edited)
        self.currency = QComboBox()
        self.currency.addItems(sorted({zone.currency for zone in grid.zones if zone.currency}))
        self.currency.setAccessibleName(self.tr("Currency"))
        # On Linux the name of a box without a label of its own is what is chosen in it.
        self.currency.setAccessibleDescription(self.tr("Currency"))
        self.currency.activated.connect(self.edited)
        self.offer = Text(quiet=True)
        self.take = button(self.tr("Use t&his price"))
        self.take.clicked.connect(self._take)
        first = QHBoxLayout()
        first.addWidget(self.amount, 1)
        first.addWidget(self.currency)
        self.amount.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        second = QHBoxLayout()
        second.addWidget(self.offer, 1)
        second.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addLayout(second)
        self.setFocusProxy(self.amount)
        # Until a zone is shown there is nothing to offer, nor is it known whether there is a price.
        self.currency.setCurrentIndex(-1)
        self.take.hide()

    @property
    def value(self) -> float | None:
        """Per kWh; None for an empty field. Raises ValueError for what is no price."""
        text = self.amount.text().strip()
        if not text:
            return None
        value = read_number(text, self._locale)
        if value is None or not PRICE_RANGE[0] <= value <= PRICE_RANGE[1]:
            raise ValueError(self.tr("“{text}” is no price per kWh.").format(text=text))
        return value

    def show_value(self, value: float | None, currency: str | None) -> None:
        """Show a price; the currency as it is where there is none."""
        self.amount.setText("" if value is None else number_text(value, self._locale))
        if currency is not None:
            self._show_currency(currency)

    def show_zone(self, zone: str) -> None:
        """Offer what is typical in a zone. A currency that nobody chose follows it."""
        self._zone = zone
        self.amount.setPlaceholderText(self.tr("not set"))
        if zone in self._grid and not self.amount.text().strip():
            currency = self._grid.zone(zone).currency
            if currency is not None:
                self._show_currency(currency)
            elif self.currency.currentIndex() <= 0:
                # The whole world has none, and the first in the alphabet would be a strange offer.
                iso = QLocale.CurrencySymbolFormat.CurrencyIsoCode
                self._show_currency(self._locale.currencySymbol(iso) or FALLBACK_CURRENCY)
        typical = self._prices.typical(zone)
        self.take.setVisible(typical is not None)
        if typical is None:
            self.offer.tell(self.tr("Your bill tells it. Without one, no cost is shown."))
            return
        source, day = typical.source.title, typical.source.date
        text = self.tr("Typical there: {price} {currency} per kWh. Source: {source}.").format(
            # Digit by digit what the button writes into the field.
            price=number_text(typical.per_kwh, self._locale),
            currency=typical.currency,
            # Many a title names its year.
            source=source if day in source else f"{source}, {published_text(self._locale, day)}",
        )
        if typical.is_stale(self._today()):
            text += " " + self.tr("Outdated.")
        self.offer.tell(text)

    def _take(self) -> None:
        typical = self._prices.typical(self._zone)
        if typical is not None:
            self.show_value(typical.per_kwh, typical.currency)
            self.edited.emit()

    def _show_currency(self, currency: str) -> None:
        if self.currency.findText(currency) < 0:
            self.currency.addItem(currency)
        self.currency.setCurrentText(currency)
