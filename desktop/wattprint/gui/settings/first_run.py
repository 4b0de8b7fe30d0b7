"""The first run: one page that says what is watched and where it is kept, and asks for what cannot be known.

It is due until the person has left it, in whatever way; that begins a settings file. An app that ends under
the page has got no answer: the page comes again, whatever else was written down meanwhile (the language that
was chosen on it, say).
"""

from __future__ import annotations

import os

from PySide6.QtCore import QLocale
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.remembered import Remembered
from wattprint.gui.settings.base import DeskDialog
from wattprint.gui.settings.desk import Surroundings
from wattprint.gui.settings.general import LanguageBox, LoginBox
from wattprint.gui.settings.parts import Page, card, form, label_of, let_rest, note, stack
from wattprint.gui.settings.price import PriceEdit
from wattprint.gui.settings.zones import ZoneBox
from wattprint.gui.title_mark import titled
from wattprint.gui.today_view.text import LARGE, Text
from wattprint.gui.window_size import give_size
from wattprint.ledger.person import PersonLedger
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD, Grid
from wattprint.reference.valuation import CURRENCY, PRICE, ZONE
from wattprint.system.locale_guess import guess_zone, locale_names
from wattprint.system.paths import Paths

#: Under which name it is kept that the page was shown and not left yet.
UNANSWERED = "first_page_unanswered"


def first_run_due(paths: Paths, remembered: Remembered) -> bool:
    """Whether nobody has left the first page yet. (A link to nowhere is somebody's settings, too.)"""
    return remembered.flag(UNANSWERED) or not os.path.lexists(paths.config)


class FirstRun(DeskDialog):
    """Signals as DeskDialog's. Everything on it can be left as it is, and changed later.

    remembered: where it is noted that it is not answered yet, from now until the person leaves it.
    """

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        remembered: Remembered,
        parent: QWidget | None = None,
        *,
        around: Surroundings | None = None,
    ) -> None:
        super().__init__(paths, locale, parent, around=around)
        self._remembered = remembered
        self._begun = self._ends_with_app = False
        remembered.keep(**{UNANSWERED: True})
        self._grid = Grid.load(resource_path("data", "grid.csv"))
        self._guess = guess_zone(self._grid, locale_names())
        self._touched = False
        self.build()
        self.start.setFocus()
        give_size(self, 42, 44)

    # -- building -----------------------------------------------------------------------------------------

    def make_content(self) -> QWidget:
        """What is watched, where it is kept, and the questions."""
        self.setWindowTitle(titled(self.tr("Welcome to Wattprint")))
        page = Page()
        page.add(Text(self.tr("What does your AI use cost in energy?"), size=LARGE, bold=True))
        page.add(
            card(
                self.tr("What is watched"),
                Text(
                    self.tr(
                        "While a local AI app runs, Wattprint reads the energy sensors of graphics card and "
                        "processor. Of the app it keeps its name, the model's name and when it ran: never "
                        "what you ask or get. Cloud services cannot be measured; count them yourself, and "
                        "Wattprint estimates them from published figures."
                    )
                ),
            )
        )
        page.add(
            card(
                self.tr("Where it is kept"),
                Text(self.tr("In a file on this computer that only you can read. Nothing is sent anywhere.")),
                Text(str(self.desk.paths.ledger), quiet=True),
            )
        )
        self.questions = self._make_questions()
        page.add(self.questions)
        page.finish()
        self.told = ToldLine()
        self.desk.warned.connect(self.told.warn)
        buttons = QDialogButtonBox()
        self.start = buttons.addButton(self.tr("&Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setDefault(True)
        self.start.clicked.connect(self._begin)
        self.skip = buttons.addButton(self.tr("&Skip"), QDialogButtonBox.ButtonRole.RejectRole)
        self.skip.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(buttons)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addLayout(below)
        return content

    def _make_questions(self) -> QWidget:
        desk = self.desk
        self.language = LanguageBox(desk)
        self.zone = ZoneBox(self._grid, desk.language, self._guess)
        self.zone_note = note()
        self.price = PriceEdit(self._grid, desk.locale, lambda: desk.today)
        self.login = LoginBox(desk)
        fields = form()
        fields.addRow(label_of(self.tr("&Language:"), self.language), self.language)
        fields.addRow(
            label_of(self.tr("Your &electricity comes from:"), self.zone), stack(self.zone, self.zone_note)
        )
        fields.addRow(label_of(self.tr("&Price per kWh, if you like:"), self.price.amount), self.price)
        made = card(self.tr("What only you know"))
        made.column.addLayout(fields)
        made.column.addWidget(self.login)
        self.zone.choose(WORLD if self._guess is None else self._guess.code)
        self.zone.zone_changed.connect(self._zone_changed)
        self._show_zone()
        return made

    def _zone_changed(self) -> None:
        self._touched = True
        self._show_zone()

    def _show_zone(self) -> None:
        self.price.show_zone(self.zone.code)
        text = ""
        if not self._touched:
            text = (
                self.tr("The mean of the world, until you tell your country.")
                if self._guess is None
                else self.tr("Guessed from the region that this computer is set to.")
            )
        self.zone_note.tell(text)

    def keep_state(self) -> tuple[str, bool, str, str]:
        """What was filled in."""
        self.desk.warned.disconnect()
        return self.zone.code, self._touched, self.price.amount.text(), self.price.currency.currentText()

    def restore_state(self, state: object) -> None:
        """What was filled in stays."""
        assert isinstance(state, tuple)
        zone, touched, amount, currency = state
        self.zone.choose(zone)
        self._touched = touched
        self.price.amount.setText(amount)
        self.price.currency.setCurrentText(currency)
        self._show_zone()
        self.language.setFocus()

    # -- leaving ------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.zone.settle()
        try:
            price = self.price.value
        except ValueError as error:
            self.told.warn(str(error))
            self.price.amount.setFocus()
            return
        choices: dict[str, str] = {}
        if self._touched or self._guess is not None:
            # Seen and left as it is: that is a choice. The mean of the world is none.
            choices[ZONE] = self.zone.code
        if price is not None:
            choices |= {PRICE: repr(price), CURRENCY: self.price.currency.currentText()}

        def keep(ledger: PersonLedger) -> None:
            for name, value in choices.items():
                ledger.choose(name, value)

        self._begun = True
        if not choices:
            self.accept()
            return
        self._rest(True)
        self.desk.ledger.write(self, keep, self.accept, self._not_kept)

    def _not_kept(self) -> None:
        """Why is told; everything stays as it was filled in."""
        self._begun = False
        self._rest(False)
        self.start.setFocus()

    def _rest(self, resting: bool) -> None:
        """While what was filled in is on its way."""
        self.start.setEnabled(not resting)
        let_rest(self.questions, resting)

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the person, or by the app's end: nothing in the event itself tells them apart."""
        self._ends_with_app = self._hurried
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """However the person leaves it: it does not come again. Left to the app's end, it does."""
        super().done(result)
        if self._leaving is None and (self._begun or not self._ends_with_app):
            self._remembered.keep(**{UNANSWERED: False})
            self.desk.change({})
