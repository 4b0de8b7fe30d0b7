"""Which water is counted, and what the person's own electricity takes where they know it."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit

from wattprint.gui.settings.choice_card import ChoiceCard, known_or
from wattprint.gui.settings.parts import form, label_of
from wattprint.gui.settings.price import number_text, read_number
from wattprint.gui.settings.radios import Radios
from wattprint.reference.valuation import LOCAL_WATER, WATER_SCOPE, number_of
from wattprint.reference.water import WaterScope

#: Nobody's electricity evaporates more: reservoirs included, the dirtiest grids stay far below.
MOST_ML_PER_WH = 1000.0


class WaterCard(ChoiceCard):
    """Signals: as ChoiceCard's."""

    def __init__(self, heading: str, locale: QLocale) -> None:
        super().__init__(heading, (WATER_SCOPE, LOCAL_WATER))
        self._locale = locale
        self.radios = Radios(
            heading,
            (
                (
                    WaterScope.ON_SITE.value,
                    self.tr("&Data centres only"),
                    self.tr(
                        "What data centres evaporate to cool cloud services. This computer evaporates none."
                    ),
                ),
                (
                    WaterScope.TOTAL.value,
                    self.tr("With power p&lants"),
                    self.tr("Also what making the electricity takes, where that is known."),
                ),
            ),
        )
        self.radios.group.buttonClicked.connect(self._scope_chosen)
        self.own = QLineEdit()
        self.own.setPlaceholderText(self.tr("not known"))
        self.own.textEdited.connect(self.edited)
        self._own_label = label_of(self.tr("&Your electricity takes, mL per Wh:"), self.own)
        fields = form()
        fields.addRow(self._own_label, self.own)
        self.column.addWidget(self.radios)
        self.column.addLayout(fields)
        self.own.hide()
        self._own_label.hide()

    @property
    def _total(self) -> bool:
        return self.radios.value == WaterScope.TOTAL.value

    def fill(self) -> None:
        """See ChoiceCard."""
        self.radios.choose(known_or(WaterScope.ON_SITE, self.held[WATER_SCOPE]))
        own = number_of(self.held[LOCAL_WATER])
        self.own.setText("" if own is None else number_text(own, self._locale))
        self._show_own()

    def chosen(self) -> dict[str, str | None]:
        """See ChoiceCard."""
        found: dict[str, str | None] = {}
        if self.radios.value != known_or(WaterScope.ON_SITE, self.held[WATER_SCOPE]):
            found[WATER_SCOPE] = self.radios.value
        held = number_of(self.held[LOCAL_WATER])
        # What is not shown was not edited.
        own = self._own() if self._total else held
        if own != held:
            found[LOCAL_WATER] = None if own is None else repr(own)
        return found

    def _own(self) -> float | None:
        text = self.own.text().strip()
        if not text:
            return None
        value = read_number(text, self._locale)
        if value is None or not 0 <= value <= MOST_ML_PER_WH:
            raise ValueError(self.tr("“{text}” is no amount of water per Wh.").format(text=text))
        return value

    def _scope_chosen(self) -> None:
        self._show_own()
        self.edited.emit()

    def _show_own(self) -> None:
        self.own.setVisible(self._total)
        self._own_label.setVisible(self._total)
