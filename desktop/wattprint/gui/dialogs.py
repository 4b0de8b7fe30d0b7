"""The windows beside the main one: adding cloud use, settings, the first page. Loaded only when wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QDialog, QWidget

    from wattprint.system.paths import Paths


class Dialogs(QObject):
    """Opens each at most once, in front.

    Signals: written: the ledger or what its numbers are made of has changed. settings_changed: the recorder
    should read them again. language_changed(str): "en" or "fr" from now on.
    """

    written = Signal()
    settings_changed = Signal()
    language_changed = Signal(str)

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        recorder_stopped: Callable[[], AbstractContextManager[object]],
        *,
        mark: str = "",
        parent: QObject | None = None,
    ) -> None:
        """recorder_stopped: no recorder of ours is at work inside it. mark: before every title."""
        super().__init__(parent)
        self._paths = paths
        self._locale = locale
        self._recorder_stopped = recorder_stopped
        self._mark = mark
        self._open: dict[str, QDialog] = {}

    def set_locale(self, locale: QLocale) -> None:
        """Speak and write numbers so from now on; the settings change by themselves."""
        self._locale = locale
        adding = self._open.pop("add", None)
        if adding is not None:
            adding.close()
            adding.deleteLater()

    def add_cloud_use(self) -> None:
        """Count cloud use. What was typed stays in its fields while the dialog is closed."""
        from wattprint.gui.cloud.add_dialog import AddCloudDialog

        if "add" not in self._open:
            dialog = AddCloudDialog(self._paths, self._locale)
            dialog.changed.connect(self.written)
            self._open["add"] = dialog
        self._front(self._open["add"])

    def settings(self) -> None:
        """Change settings."""
        if "settings" not in self._open:
            from wattprint.gui.settings.desk import Surroundings
            from wattprint.gui.settings.dialog import SettingsDialog

            around = Surroundings(recorder_stopped=self._recorder_stopped)
            dialog = SettingsDialog(self._paths, self._locale, around=around)
            dialog.settings_changed.connect(self.settings_changed)
            dialog.numbers_changed.connect(self.written)
            dialog.language_changed.connect(self.language_changed)
            self._keep_until_closed("settings", dialog)
        self._front(self._open["settings"])

    def first_page(self, parent: QWidget | None) -> bool:
        """Show the page of the first run if nobody has seen it yet; says whether it is shown."""
        from wattprint.gui.settings.first_run import FirstRun, first_run_due

        if not first_run_due(self._paths):
            return False
        if "first" not in self._open:
            dialog = FirstRun(self._paths, self._locale, parent)
            dialog.settings_changed.connect(self.settings_changed)
            dialog.numbers_changed.connect(self.written)
            dialog.language_changed.connect(self.language_changed)
            self._keep_until_closed("first", dialog)
        self._front(self._open["first"])
        return True

    def _keep_until_closed(self, name: str, dialog: QDialog) -> None:
        self._open[name] = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(lambda: self._open.pop(name, None))

    def _front(self, dialog: QDialog) -> None:
        if self._mark and not dialog.windowTitle().startswith(self._mark):
            dialog.setWindowTitle(f"{self._mark}{dialog.windowTitle()}")
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
