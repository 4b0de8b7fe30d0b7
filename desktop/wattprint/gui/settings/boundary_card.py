"""Where local numbers end: at the sensors, or at the wall socket."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from wattprint.gui.numbers import significant
from wattprint.gui.settings.choice_card import ChoiceCard, known_or
from wattprint.gui.settings.radios import Radios
from wattprint.reference.boundary import Boundary, Overhead
from wattprint.reference.files import resource_path
from wattprint.reference.valuation import BOUNDARY


class BoundaryCard(ChoiceCard):
    """Signals: as ChoiceCard's."""

    def __init__(self, heading: str, locale: QLocale) -> None:
        super().__init__(heading, (BOUNDARY,))
        wall = Overhead.load(resource_path("data", "overhead.toml")).wall_per_device
        low, high = (significant(locale, 100 * (value - 1), 2) for value in (wall.low, wall.high))
        self.radios = Radios(
            heading,
            (
                (
                    Boundary.DEVICE.value,
                    self.tr("&GPU and CPU only"),
                    self.tr(
                        "What was measured, and nothing else. The power supply, memory, fans and disks "
                        "are not in it."
                    ),
                ),
                (
                    Boundary.WALL.value,
                    self.tr("At the &wall socket"),
                    self.tr(
                        "With what the rest of the computer adds: {low} to {high} % more, an estimate "
                        "that is shown apart."
                    ).format(low=low, high=high),
                ),
            ),
        )
        self.radios.group.buttonClicked.connect(lambda _: self.edited.emit())
        self.column.addWidget(self.radios)

    def fill(self) -> None:
        """See ChoiceCard."""
        self.radios.choose(known_or(Boundary.DEVICE, self.held[BOUNDARY]))

    def chosen(self) -> dict[str, str | None]:
        """See ChoiceCard."""
        value = self.radios.value
        return {} if value == known_or(Boundary.DEVICE, self.held[BOUNDARY]) else {BOUNDARY: value}
