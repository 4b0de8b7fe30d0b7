"""What turns watt-hours into CO2e, money and water: each choice holds from a day on."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wattprint.export.valuing import load_factor_set
from wattprint.gui.numbers import significant
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.everyday import EverydayBox
from wattprint.gui.settings.history import ChoiceWords, History
from wattprint.gui.settings.own_file import OwnFile
from wattprint.gui.settings.parts import Page, button, card, form, label_of, note, row, stack
from wattprint.gui.settings.price import PriceEdit, number_text, read_number
from wattprint.gui.settings.radios import Radios
from wattprint.gui.settings.since import SinceEdit
from wattprint.gui.settings.zones import ZoneBox
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text
from wattprint.ledger.choices import EVER, ChoiceHistory
from wattprint.ledger.person import PersonLedger
from wattprint.reference.boundary import Boundary, Overhead
from wattprint.reference.factors_own import OWN_FILE_NAME
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD, Grid
from wattprint.reference.valuation import BOUNDARY, CURRENCY, LOCAL_WATER, PRICE, WATER_SCOPE, ZONE
from wattprint.reference.water import WaterScope
from wattprint.system.locale_guess import guess_zone, locale_names

#: Nobody's electricity evaporates more: reservoirs included, the dirtiest grids stay far below.
MOST_ML_PER_WH = 1000.0

_FACTORS_DRAFT = """\
schema_version = 1

# [[source]]
# id = "my-provider"
# title = "Energy statement of my provider"
# url = "https://example.org/energy"
# date = "2026-10"

# [[factor]]
# activity = "chatgpt.prompt"
# source = "my-provider"
# low = 0.2
# central = 0.3
# high = 0.5
# tier = "guess"
# applies_from = "2026-11-01"
# stale_after = "2027-10-31"
"""


class NumbersPage(QWidget):
    """Editors that show what holds on a day, a button that applies what was edited, and the history."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._grid = Grid.load(resource_path("data", "grid.csv"))
        self._guess = guess_zone(self._grid, locale_names())
        self._choices: ChoiceHistory | None = None
        self._held: dict[str, str | None] = {}
        self._shown_currency = ""
        self._make_editors()
        self._lay_out()
        desk.broken_changed.connect(self.refresh)
        self.refresh()
        self.since.show_day(desk.today if self._ever_chosen(ZONE) else EVER)
        self.show_held()
        self.since.changed.connect(self.show_held)

    # -- building -----------------------------------------------------------------------------------------

    def _make_editors(self) -> None:
        desk = self._desk
        self.since = SinceEdit(desk.locale, desk.today)
        self.later = note()
        self.zone = ZoneBox(self._grid, desk.language, self._guess)
        self.zone.zone_changed.connect(self._zone_chosen)
        self.zone_note = note()
        self.confirm = button(self.tr("That is r&ight"))
        self.confirm.clicked.connect(self._confirm)
        self.price = PriceEdit(self._grid, desk.locale, lambda: desk.today)
        self.price.edited.connect(self._refresh_apply)
        wall = Overhead.load(resource_path("data", "overhead.toml")).wall_per_device
        low, high = (significant(desk.locale, 100 * (value - 1), 2) for value in (wall.low, wall.high))
        self.boundary = Radios(
            self.tr("Local numbers"),
            (
                (
                    Boundary.DEVICE.value,
                    self.tr("&GPU and CPU only"),
                    self.tr("What was measured, and nothing else. The power supply, memory, fans and disks "
                    "are not in it."),
                ),
                (
                    Boundary.WALL.value,
                    self.tr("At the &wall socket"),
                    self.tr("With what the rest of the computer adds: {low} to {high} % more, an estimate "
                    "that is shown apart.").format(low=low, high=high),
                ),
            ),
        )  # fmt: skip
        self.water = Radios(
            self.tr("Water"),
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
        for radios in (self.boundary, self.water):
            radios.group.buttonClicked.connect(self._refresh_apply)
        self.own_water = QLineEdit()
        self.own_water.setPlaceholderText(self.tr("not known"))
        self.own_water.textEdited.connect(self._refresh_apply)
        self.apply = button(self.tr("&Apply"))
        self.apply.clicked.connect(self.save)
        self.undo = button(self.tr("Take &back"))
        self.undo.clicked.connect(self.show_held)
        self.history = History(desk, ChoiceWords(self._grid, desk.locale, desk.language))
        self.history.removed.connect(self._removed)
        self.everyday = EverydayBox(desk)
        self.factors = OwnFile(
            desk, desk.paths.config.with_name(OWN_FILE_NAME), self._factors_text, _FACTORS_DRAFT
        )
        self.factors.checked.connect(desk.numbers_changed)

    def _lay_out(self) -> None:
        place = card(self.tr("Your electricity"))
        fields = form()
        about = stack(self.zone, self.zone_note, row(self.confirm))
        fields.addRow(label_of(self.tr("Grid &zone:"), self.zone), about)
        fields.addRow(label_of(self.tr("&Price per kWh:"), self.price.amount), self.price)
        place.column.addLayout(fields)
        water = card(self.tr("Water"), self.water)
        own = form()
        self._own_label = label_of(self.tr("&Your electricity takes, mL per Wh:"), self.own_water)
        own.addRow(self._own_label, self.own_water)
        water.column.addLayout(own)
        everyday = card(self.tr("Everyday quantities"))
        shown = form()
        shown.addRow(label_of(self.tr("&Compare with what is usual in:"), self.everyday), self.everyday)
        everyday.column.addLayout(shown)
        self.stated = Text(quiet=True)
        self.page = Page()
        for part in (
            place,
            card(self.tr("Local numbers"), self.boundary),
            water,
            card(self.tr("What was chosen"), self.stated, self.history),
            everyday,
            card(
                self.tr("Your own factors"),
                note(
                    self.tr(
                        "Other figures for cloud services than those that come with Wattprint, in a file."
                    )
                ),
                self.factors,
            ),
        ):
            self.page.add(part)
        self.page.finish()
        # Always in sight: nothing that was edited holds before it is applied.
        below = QHBoxLayout()
        below.addWidget(label_of(self.tr("Changes hold &from:"), self.since.choice))
        below.addWidget(self.since, 1)
        below.addWidget(self.apply)
        below.addWidget(self.undo)
        foot = QVBoxLayout()
        unit = em(self)
        foot.setContentsMargins(unit // 2, unit // 2, unit // 2, 0)
        foot.addLayout(below)
        foot.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addLayout(foot)

    # -- what holds ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the ledger and the files hold now."""
        self._choices = self._desk.read(lambda reader: reader.choices(), None)
        numbers = self._desk.settings.numbers
        stated = ", ".join(f"{name} = {value}" for name, value in numbers.items())
        self.stated.tell(
            self.tr("The settings file says, for days without a choice: {what}").format(what=stated)
            if stated
            else ""
        )
        self.history.show_choices(self._choices)
        self.factors.refresh()
        self.everyday.refresh()
        if not self.edited:
            self.show_held()

    @property
    def edited(self) -> bool:
        """Whether something stands in the fields that was not applied yet."""
        if not self._held:
            return False
        try:
            return bool(self._edited())
        except ValueError:
            return True

    def _ever_chosen(self, name: str) -> bool:
        return self._choices is not None and bool(self._choices.history(name))

    def _chosen(self, name: str) -> str | None:
        """What was chosen for the day of the editors, in the ledger or else in the settings file."""
        found = None if self._choices is None else self._choices.value(name, self.since.day)
        return self._desk.settings.numbers.get(name) if found is None else found

    def show_held(self) -> None:
        """Fill the fields with what holds on their day; what was edited and not applied goes."""
        zone = self._chosen(ZONE)
        if zone is None or zone not in self._grid:
            zone = WORLD if self._guess is None else self._guess.code
        self._held = {
            name: self._chosen(name) for name in (ZONE, PRICE, CURRENCY, BOUNDARY, WATER_SCOPE, LOCAL_WATER)
        }
        self.zone.blockSignals(True)
        self.zone.mark_guess(self._held[ZONE] not in self._grid)
        self.zone.choose(zone)
        self.zone.blockSignals(False)
        price = _number(self._held[PRICE])
        self.price.show_value(price, self._held[CURRENCY] or self._grid.zone(zone).currency)
        self._shown_currency = self.price.currency.currentText()
        self.boundary.choose(_one_of(Boundary, self._held[BOUNDARY], Boundary.DEVICE))
        self.water.choose(_one_of(WaterScope, self._held[WATER_SCOPE], WaterScope.ON_SITE))
        water = _number(self._held[LOCAL_WATER])
        self.own_water.setText("" if water is None else number_text(water, self._desk.locale))
        self._zone_chosen()

    def _zone_chosen(self) -> None:
        code = self.zone.code
        self.price.show_zone(code)
        guessed = self._held.get(ZONE) not in self._grid
        parts = []
        if code:
            zone = self._grid.zone(code)
            parts.append(
                self.tr("{grams} g CO₂e per kWh, the mean of {year}.").format(
                    grams=significant(self._desk.locale, zone.g_per_kwh, 3), year=zone.year
                )
            )
        untouched = guessed and code == (WORLD if self._guess is None else self._guess.code)
        if untouched:
            parts.append(
                self.tr("Nobody told the country yet: this is the mean of the world.")
                if self._guess is None
                else self.tr("Guessed from the region that this computer is set to.")
            )
        self.zone_note.tell(" ".join(parts))
        self.confirm.setVisible(untouched and self._guess is not None)
        self._refresh_apply()

    def _refresh_apply(self) -> None:
        total = self.water.value == WaterScope.TOTAL.value
        self.own_water.setVisible(total)
        self._own_label.setVisible(total)
        changed = self.edited
        self.apply.setEnabled(changed)
        self.undo.setEnabled(changed)
        since = self.since.day
        later = self._choices is not None and any(
            day > since for name in self._held for day, _ in self._choices.history(name)
        )
        self.later.tell(self.tr("Choices for later days stay: see below.") if later else "")

    # -- what was edited ----------------------------------------------------------------------------------

    def _edited(self) -> dict[str, str | None]:
        """Name to new value, None to take one back; only what differs. Raises ValueError, a plain line."""
        changes: dict[str, str | None] = {}
        guess = WORLD if self._guess is None else self._guess.code
        if self.zone.code and self.zone.code != (
            self._held[ZONE] if self._held[ZONE] in self._grid else guess
        ):
            changes[ZONE] = self.zone.code
        price, held = self.price.value, _number(self._held[PRICE])
        currency = self.price.currency.currentText()
        if price != held:
            changes[PRICE] = None if price is None else repr(price)
        if price is not None and (price != held or currency != self._shown_currency):
            # With the price its currency: moving abroad must not turn euros into francs.
            changes[CURRENCY] = currency
        if self.boundary.value != _one_of(Boundary, self._held[BOUNDARY], Boundary.DEVICE):
            changes[BOUNDARY] = self.boundary.value
        if self.water.value != _one_of(WaterScope, self._held[WATER_SCOPE], WaterScope.ON_SITE):
            changes[WATER_SCOPE] = self.water.value
        water = (
            self._own_water()
            if self.water.value == WaterScope.TOTAL.value
            else _number(self._held[LOCAL_WATER])
        )
        if water != _number(self._held[LOCAL_WATER]):
            changes[LOCAL_WATER] = None if water is None else repr(water)
        return {name: value for name, value in changes.items() if value != self._held[name]}

    def _own_water(self) -> float | None:
        text = self.own_water.text().strip()
        if not text:
            return None
        value = read_number(text, self._desk.locale)
        if value is None or not 0 <= value <= MOST_ML_PER_WH:
            raise ValueError(self.tr("“{text}” is no amount of water per Wh.").format(text=text))
        return value

    def save(self) -> bool:
        """Keep what was edited, from the day chosen; False, and one plain line, where that cannot be."""
        self.zone.settle()
        try:
            return self._keep(self._edited())
        except ValueError as error:
            self._desk.warned.emit(str(error))
            return False

    def _confirm(self) -> None:
        self._keep({ZONE: self.zone.code})

    def _keep(self, changes: dict[str, str | None]) -> bool:
        day = self.since.day
        for name, value in changes.items():
            # "No longer told" is no value: a line that was written can be removed, and nothing else.
            if value is None and (
                self._choices is None or (day, self._held[name]) not in self._choices.history(name)
            ):
                self._desk.warned.emit(
                    self.tr("To take a number back, remove its line under “What was chosen”.")
                )
                return False

        def keep(ledger: PersonLedger) -> None:
            for name, value in changes.items():
                if value is None:
                    ledger.forget_choice(name, day)
                else:
                    ledger.choose(name, value, day)

        if not changes:
            return True
        if not self._desk.write(keep):
            return False
        self._desk.told.emit(self.tr("Saved. All numbers follow."))
        # What was confirmed or applied is no edit any more.
        self._held |= changes
        self._after()
        return True

    def _removed(self) -> None:
        self._desk.told.emit(self.tr("Removed. All numbers follow."))
        self._after()

    def _after(self) -> None:
        self.refresh()
        # Whoever listens reads the ledger: first let this page be whole again.
        QTimer.singleShot(0, self._desk.numbers_changed.emit)

    def _factors_text(self) -> str:
        factors, error = load_factor_set(self._desk.paths, self._grid)
        if error is not None:
            raise ValueError(error)
        return self.tr("In use: factor set {name}").format(name=factors.name)


def _number(text: str | None) -> float | None:
    """A number as the ledger has it; None for none, and for what is no number."""
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _one_of(kind: type[Boundary | WaterScope], value: str | None, usual: str) -> str:
    return value if value in {one.value for one in kind} else str(usual)
