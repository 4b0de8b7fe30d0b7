"""Language, appearance, start at login, notifications."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.parts import Page, card, form, label_of, note
from wattprint.gui.today_view.text import Text
from wattprint.reference.texts import language_of_system
from wattprint.system.autostart import AutostartError, AutostartState
from wattprint.system.settings import LANGUAGES, TONES

#: Each language is called by its own name, so that who reads no other finds it.
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


class LanguageBox(QComboBox):
    """Chooses the language; "" is the system's. Writes it at once and tells it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        system = LANGUAGE_NAMES[language_of_system()]
        self.addItem(self.tr("As the system ({language})").format(language=system), "")
        for code in LANGUAGES:
            self.addItem(LANGUAGE_NAMES[code], code)
        self.show_chosen()
        self.activated.connect(self._choose)

    def show_chosen(self) -> None:
        """Show what the settings hold."""
        self.setCurrentIndex(max(0, self.findData(self._desk.settings.language or "")))

    def _choose(self) -> None:
        chosen = self.currentData() or None
        if chosen == self._desk.settings.language:
            return
        if self._desk.change({"general.language": chosen}):
            self._desk.language_changed.emit(chosen or language_of_system())
            self._desk.settings_changed.emit()
        self.show_chosen()


class ToneBox(QComboBox):
    """Chooses automatic, light or dark for one key of the settings. Writes it at once and tells it."""

    def __init__(
        self, desk: Desk, key: str, names: tuple[str, str, str], parent: QWidget | None = None
    ) -> None:
        """key: of the settings' general part. names: of automatic, light and dark."""
        super().__init__(parent)
        self._desk = desk
        self._key = key
        for name, value in zip(names, ("", *TONES), strict=True):
            self.addItem(name, value)
        self.activated.connect(self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Show what the settings hold."""
        self.setEnabled(self._desk.broken is None)
        self.setCurrentIndex(max(0, self.findData(getattr(self._desk.settings, self._key) or "")))

    def _choose(self) -> None:
        chosen = self.currentData() or None
        if chosen != getattr(self._desk.settings, self._key) and self._desk.change(
            {f"general.{self._key}": chosen}
        ):
            self._desk.settings_changed.emit()
        self.refresh()


class LoginBox(QWidget):
    """Start at login, as the system has it at this moment; nothing of it is kept by us."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._autostart = desk.around.autostart
        self.box = QCheckBox(self.tr("Start Wattprint when I log &in"))
        self.box.clicked.connect(self._clicked)
        self.hint = note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        column.addWidget(self.hint)
        self.setFocusProxy(self.box)
        self.refresh()

    def refresh(self) -> None:
        """Ask the system."""
        hint = ""
        try:
            state = self._autostart.state()
        except AutostartError as error:
            state, hint = AutostartState.UNAVAILABLE, str(error)
        self.box.setVisible(state is not AutostartState.UNAVAILABLE)
        self.box.setChecked(state is AutostartState.ON)
        if state is AutostartState.ELSEWHERE:
            hint = self.tr(
                "Another copy of Wattprint starts at login now. Tick this to start this one in its place."
            )
        elif state is AutostartState.UNAVAILABLE:
            text = self.tr("Starting at login cannot be set from here; your desktop's settings may do it.")
            hint = f"{text} ({hint})" if hint else text
        self.hint.tell(hint)

    def _clicked(self, wanted: bool) -> None:
        try:
            if wanted:
                self._autostart.enable()
            else:
                self._autostart.disable()
        except AutostartError as error:
            self._desk.warned.emit(self.tr("Start at login was not changed: {reason}").format(reason=error))
        self.refresh()


class NotificationsBox(QWidget):
    """The notifications there are, and which of them are wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.stopped = QCheckBox(self.tr("Tell me when measuring has &stopped working"))
        self.stopped.clicked.connect(self._stopped_clicked)
        self.yesterday = QCheckBox(self.tr("Tell me each mo&rning what yesterday came to"))
        self.yesterday.clicked.connect(self._yesterday_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stopped)
        column.addWidget(note(self.tr("Once per trouble, when it has lasted a minute, and with what helps.")))
        column.addWidget(self.yesterday)
        column.addWidget(
            note(
                self.tr(
                    "One notification a day at most, from eight o'clock on, and none after a day without a "
                    "total. Wattprint notifies you of nothing else."
                )
            )
        )
        self.refresh()

    def refresh(self) -> None:
        """Show what the settings hold."""
        self.setEnabled(self._desk.broken is None)
        self.stopped.setChecked(self._desk.settings.tell_when_stopped)
        self.yesterday.setChecked(self._desk.settings.tell_yesterday)

    def _stopped_clicked(self, wanted: bool) -> None:
        self._change("measuring_stopped", None if wanted else False)

    def _yesterday_clicked(self, wanted: bool) -> None:
        self._change("yesterday", True if wanted else None)

    def _change(self, name: str, value: bool | None) -> None:
        """value: None where it is as usual."""
        if self._desk.change({f"notifications.{name}": value}):
            self._desk.settings_changed.emit()
        self.refresh()


class GeneralPage(Page):
    """Language, appearance, start at login, notifications."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.language = LanguageBox(desk)
        self.appearance = ToneBox(
            desk, "appearance", (self.tr("As the desktop"), self.tr("Light"), self.tr("Dark"))
        )
        self.tray_icon = ToneBox(
            desk,
            "tray_icon",
            (
                self.tr("For any panel"),
                self.tr("Light, for a dark panel"),
                self.tr("Dark, for a light panel"),
            ),
        )
        looks = form()
        looks.addRow(label_of(self.tr("&Language:"), self.language), self.language)
        looks.addRow(label_of(self.tr("Windo&w colours:"), self.appearance), self.appearance)
        looks.addRow(label_of(self.tr("Tray i&con:"), self.tray_icon), self.tray_icon)
        first = card(self.tr("Language and appearance"))
        first.column.addLayout(looks)
        self.add(first)
        self.login = LoginBox(desk)
        self.add(
            card(
                self.tr("Start"),
                self.login,
                Text(self.tr("Only what runs while Wattprint runs is measured."), quiet=True),
            )
        )
        self.notifications = NotificationsBox(desk)
        self.add(card(self.tr("Notifications"), self.notifications))
        desk.broken_changed.connect(self.refresh)
        self.refresh()
        self.finish()

    def refresh(self) -> None:
        """Show what the files and the system hold now."""
        self.notifications.refresh()
        self.appearance.refresh()
        self.tray_icon.refresh()
        self.language.setEnabled(self._desk.broken is None)
        self.language.show_chosen()
        self.login.refresh()
