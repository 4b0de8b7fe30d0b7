"""The windows beside the main one: history, cloud use, settings, the first page. Loaded only when wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal

from wattprint.gui.in_front import show_in_front

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wattprint.gui.history.page import Setting
    from wattprint.gui.history.window import HistoryWindow
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.remembered import Remembered
    from wattprint.gui.settings.base import DeskDialog
    from wattprint.gui.settings.dialog import SettingsDialog
    from wattprint.gui.settings.ledger_desk import OwnRecorder
    from wattprint.system.paths import Paths


class Dialogs(QObject):
    """Opens each at most once, in front.

    Signals: written: the ledger or what its numbers are made of has changed. settings_changed: the recorder
    should read them again. language_changed(str): "en" or "fr" from now on. quit_wanted.
    """

    written = Signal()
    settings_changed = Signal()
    language_changed = Signal(str)
    quit_wanted = Signal()

    def __init__(
        self,
        paths: Paths,
        phrases: Phrases,
        remembered: Remembered,
        recorder: OwnRecorder | None,
        parent: QObject | None = None,
    ) -> None:
        """recorder: the one that this app keeps at work."""
        super().__init__(parent)
        self._paths = paths
        self._phrases = phrases
        self._remembered = remembered
        self._recorder = recorder
        self._open: dict[str, QWidget] = {}
        self._history: HistoryWindow | None = None

    def speak(self, phrases: Phrases) -> None:
        """Speak and write numbers so from now on; the settings change by themselves."""
        self._phrases = phrases
        for name in ("add", "export"):
            dialog = self._open.pop(name, None)
            if dialog is not None:
                dialog.close()
                dialog.deleteLater()
        if self._history is not None:
            # As the main window: made anew, with the page that was shown.
            self._history.close()
            self.history()

    # -- looking back -------------------------------------------------------------------------------------

    def history(self) -> HistoryWindow:
        """Look back: the page that was shown last."""
        if self._history is None:
            from wattprint.gui.history.window import HistoryWindow

            window = HistoryWindow(self._setting())
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.written.connect(self.written)
            window.quit_wanted.connect(self.quit_wanted)
            window.settings_wanted.connect(self.settings)
            window.export_wanted.connect(self._export_from_history)
            window.closed.connect(self._history_closed)
            self._history = window
        show_in_front(self._history)
        return self._history

    def days(self, first_day: str, last_day: str) -> None:
        """Look back on these days (ISO, both included)."""
        self.history().show_days(first_day, last_day)

    def number(self, anchor: str = "") -> None:
        """Show where a number comes from (see history.anchors); "" for the beginning of that page."""
        self.history().show_number(anchor)

    def export(self, first_day: str = "", last_day: str = "", parent: QWidget | None = None) -> None:
        """Take data out; first with these days (ISO, both included), "" for all."""
        if "export" not in self._open:
            from wattprint.gui.history.export_dialog import ExportDialog

            dialog = ExportDialog(self._setting(), first_day, last_day, parent)
            self._keep_until_closed("export", dialog)
        show_in_front(self._open["export"])

    def ledger_changed(self) -> None:
        """Somebody has written."""
        if self._history is not None:
            self._history.ledger_changed()

    def leave(self) -> None:
        """The app ends: what these windows remember is kept."""
        if self._history is not None:
            self._history.close()
        for name in self._open.keys() & {"settings", "first"}:
            cast("DeskDialog", self._open[name]).hurry()

    def _export_from_history(self, first_day: str, last_day: str) -> None:
        self.export(first_day, last_day, self._history)

    def _history_closed(self) -> None:
        self._history = None  # Qt deletes it

    def _setting(self) -> Setting:
        from wattprint.gui.history.page import Setting

        return Setting(self._paths, self._phrases, self._remembered)

    # -- the rest -----------------------------------------------------------------------------------------

    def add_cloud_use(self) -> None:
        """Count cloud use. What was typed stays in its fields while the dialog is closed."""
        from wattprint.gui.cloud.add_dialog import AddCloudDialog

        if "add" not in self._open:
            dialog = AddCloudDialog(self._paths, self._phrases.locale)
            dialog.changed.connect(self.written)
            self._open["add"] = dialog
        show_in_front(self._open["add"])

    def settings(self, page: str = "") -> None:
        """Change settings. page: as SettingsDialog.show_page's; "" for the one that is shown."""
        if "settings" not in self._open:
            from wattprint.gui.settings.desk import Surroundings
            from wattprint.gui.settings.dialog import SettingsDialog

            around = Surroundings(recorder=self._recorder)
            dialog = SettingsDialog(self._paths, self._phrases.locale, around=around)
            dialog.settings_changed.connect(self.settings_changed)
            dialog.numbers_changed.connect(self.written)
            dialog.language_changed.connect(self.language_changed)
            self._keep_until_closed("settings", dialog)
        if page:
            cast("SettingsDialog", self._open["settings"]).show_page(page)
        show_in_front(self._open["settings"])

    def first_page(self, parent: QWidget | None) -> bool:
        """Show the page of the first run if nobody has left it yet; says whether it is shown."""
        from wattprint.gui.settings.first_run import FirstRun, first_run_due

        if not first_run_due(self._paths, self._remembered):
            return False
        if "first" not in self._open:
            dialog = FirstRun(self._paths, self._phrases.locale, self._remembered, parent)
            dialog.settings_changed.connect(self.settings_changed)
            dialog.numbers_changed.connect(self.written)
            dialog.language_changed.connect(self.language_changed)
            self._keep_until_closed("first", dialog)
        show_in_front(self._open["first"])
        return True

    def stand_before(self, parent: QWidget | None) -> None:
        """The main window was made anew: the first page does not go with the old one."""
        page = self._open.get("first")
        if page is not None:
            page.setParent(parent, page.windowFlags())
            show_in_front(page)

    def _keep_until_closed(self, name: str, dialog: QWidget) -> None:
        self._open[name] = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(partial(self._forget, name, id(dialog)))

    def _forget(self, name: str, which: int) -> None:
        """A window is gone; another one may have taken its place."""
        if name in self._open and id(self._open[name]) == which:
            del self._open[name]
