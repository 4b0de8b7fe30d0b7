"""What turns watt-hours into CO2e, money and water: each choice holds from a day on."""

from __future__ import annotations

from collections import ChainMap
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wattprint.gui.settings.boundary_card import BoundaryCard
from wattprint.gui.settings.choice_card import ChoiceCard
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.everyday import EverydayBox
from wattprint.gui.settings.history import ChoiceWords, History
from wattprint.gui.settings.own_factors import OwnFactors
from wattprint.gui.settings.parts import Page, button, card, form, label_of, let_rest, note
from wattprint.gui.settings.place_card import PlaceCard
from wattprint.gui.settings.since import SinceEdit
from wattprint.gui.settings.water_card import WaterCard
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text
from wattprint.ledger.choices import EVER, ChoiceHistory
from wattprint.ledger.person import PersonLedger
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.reference.valuation import ZONE


class NumbersPage(QWidget):
    """Cards that show what holds on a day, a button that applies what was edited, and the history."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choices: ChoiceHistory | None = None
        self._answered: bool | None = None
        self._day_chosen = self._shown = self._saving = False
        self._make_parts()
        self._lay_out()
        self.since.changed.connect(self.show_held)
        desk.broken_changed.connect(self.refresh)
        desk.ledger.looked.connect(self.refresh)
        self.refresh()

    # -- building -----------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        desk = self._desk
        grid = Grid.load(resource_path("data", "grid.csv"))
        self.place = PlaceCard(
            self.tr("Your electricity"), grid, desk.locale, desk.language, lambda: desk.today
        )
        self.place.confirmed.connect(self._confirm)
        self.boundary = BoundaryCard(self.tr("Local numbers"), desk.locale)
        self.water = WaterCard(self.tr("Water"), desk.locale)
        self._cards: tuple[ChoiceCard, ...] = (self.place, self.boundary, self.water)
        for one in self._cards:
            one.edited.connect(self._refresh_apply)
        self.since = SinceEdit(desk.locale, desk.today)
        self.later = note()
        self.apply = button(self.tr("&Apply"))
        self.apply.clicked.connect(self.save)
        self.undo = button(self.tr("Take &back"))
        self.undo.clicked.connect(self.show_held)
        self.stated = Text(quiet=True)
        self.history = History(desk, ChoiceWords(grid, desk.locale, desk.language))
        self.history.removed.connect(self._removed)
        self.everyday = EverydayBox(desk)
        self.factors = OwnFactors(desk, grid)
        self.factors.checked.connect(desk.numbers_changed)

    def _lay_out(self) -> None:
        everyday = card(self.tr("Everyday quantities"))
        shown = form()
        shown.addRow(label_of(self.tr("&Compare with what is usual in:"), self.everyday), self.everyday)
        everyday.column.addLayout(shown)
        factors = note(
            self.tr("Other figures for cloud services than those that come with Wattprint, in a file.")
        )
        self.page = Page()
        for one in (
            *self._cards,
            card(self.tr("What was chosen"), self.stated, self.history),
            everyday,
            card(self.tr("Your own factors"), factors, self.factors),
        ):
            self.page.add(one)
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
        """Show what the files hold now, and what is known of the ledger."""
        ledger = self._desk.ledger
        self._choices = None if ledger.known is None else ledger.known.choices
        # Nothing is edited before it is known what holds, or that this cannot be known.
        if ledger.answered is not self._answered:
            self._answered = ledger.answered
            for one in self._cards:
                let_rest(one, resting=not self._answered)
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
        if not ledger.answered:
            self._refresh_apply()
            return
        if self.edited:
            self._refresh_apply()
            return
        if not self._day_chosen and ledger.known is not None:
            self._day_chosen = True
            self.since.show_day(self._desk.today if self._ever_chosen(ZONE) else EVER)
        self.show_held()

    @property
    def to_apply(self) -> bool:
        """Whether something stands in the fields that is neither applied nor on its way."""
        return self.edited and not self._saving

    @property
    def edited(self) -> bool:
        """Whether something stands in the fields that was not applied yet."""
        if not self._shown:
            return False
        try:
            return bool(self._changes())
        except ValueError:
            return True

    def _changes(self) -> dict[str, str | None]:
        """Name to new value, None to take one back. Raises ValueError, a plain line."""
        return dict(ChainMap(*(one.changes() for one in self._cards)))

    def _ever_chosen(self, name: str) -> bool:
        return self._choices is not None and bool(self._choices.history(name))

    def _chosen(self, name: str) -> str | None:
        """What was chosen for the day of the page, in the ledger or else in the settings file."""
        found = None if self._choices is None else self._choices.value(name, self.since.day)
        return self._desk.settings.numbers.get(name) if found is None else found

    def show_held(self) -> None:
        """Fill the fields with what holds on their day; what was edited and not applied goes."""
        for one in self._cards:
            one.show_held({name: self._chosen(name) for name in one.names})
        self._shown = True
        self._refresh_apply()

    def _refresh_apply(self) -> None:
        changed = self.to_apply
        self.apply.setEnabled(changed)
        self.undo.setEnabled(changed)
        # What is on its way must not be lost by looking at another day, should it come back.
        self.since.setEnabled(bool(self._answered) and not self._saving)
        self.place.confirm.setEnabled(bool(self._answered) and not self._saving)
        since = self.since.day
        later = self._choices is not None and any(
            day > since for one in self._cards for name in one.names for day, _ in self._choices.history(name)
        )
        self.later.tell(self.tr("Choices for later days stay: see below.") if later else "")

    # -- what was edited ----------------------------------------------------------------------------------

    def save(self) -> bool:
        """Write what was edited, from the day chosen; False, and one plain line, where that cannot be.

        What comes of it is told; what could not be written still stands in its fields.
        """
        self.place.zone.settle()
        try:
            return self._keep(self._changes())
        except ValueError as error:
            self._desk.warned.emit(str(error))
            return False

    def _confirm(self) -> None:
        self._keep({ZONE: self.place.zone.code})

    def _keep(self, changes: dict[str, str | None]) -> bool:
        day = self.since.day
        for name, value in changes.items():
            # "No longer told" is no value: a line that was written can be removed, and nothing else.
            if value is None and (
                self._choices is None or (day, self._chosen(name)) not in self._choices.history(name)
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

        if changes:
            pressed = self.window().focusWidget() is self.apply
            self._rest(True)
            self._desk.ledger.write(
                self, keep, partial(self._kept, changes), partial(self._not_kept, pressed)
            )
        return True

    def _kept(self, changes: dict[str, str | None]) -> None:
        for one in self._cards:
            one.keep(changes)
        self._rest(False)
        self._desk.told.emit(self.tr("Saved. All numbers follow."))

    def _not_kept(self, pressed: bool) -> None:
        """Why is told. pressed: by the button, which is pressed again then."""
        self._rest(False)
        if pressed:
            self.apply.setFocus()

    def _removed(self) -> None:
        self._desk.told.emit(self.tr("Removed. All numbers follow."))

    def _rest(self, resting: bool) -> None:
        """While something is on its way. What goes on being edited then is an edit of its own."""
        self._saving = resting
        self._refresh_apply()
