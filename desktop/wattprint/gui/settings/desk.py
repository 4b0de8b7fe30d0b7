"""What every page of the settings works with: settings file, ledger, clock, the words for what went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from wattprint.gui.cloud.days import day_text
from wattprint.gui.language import locale_of
from wattprint.gui.settings.ledger_desk import LedgerDesk, OwnRecorder
from wattprint.gui.today import local_day
from wattprint.ledger.errors import LedgerError
from wattprint.reference.texts import Texts, language_of_system
from wattprint.system.autostart import Autostart, platform_autostart
from wattprint.system.recorder_lock import RecorderRunning
from wattprint.system.settings import Settings, SettingsError, load_settings
from wattprint.system.settings_file import Value, change_settings

if TYPE_CHECKING:
    from wattprint.system.paths import Paths


def open_outside(path: Path) -> bool:
    """Open a file or folder with the program that the desktop has for it; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the settings reach outside their files; tests and the demo bring their own.

    recorder: the one that this app started; None where there is none to stop. logs: files that deleting
    removes, too.
    """

    now_s: Callable[[], float] = time.time
    autostart: Autostart = field(default_factory=platform_autostart)
    open_path: Callable[[Path], bool] = open_outside
    recorder: OwnRecorder | None = None
    logs: tuple[Path, ...] = ()


class Desk(QObject):
    """Shared by the pages of one window. Signals:

    settings_changed: the recorder should read settings and rules again. numbers_changed: totals differ now.
    language_changed(str): "en" or "fr" from now on. told, warned(str): one plain line. broken_changed: the
    settings file can, or cannot, be used now. ledger: has its own; what it cannot do is warned of here.
    """

    settings_changed = Signal()
    numbers_changed = Signal()
    language_changed = Signal(str)
    told = Signal(str)
    warned = Signal(str)
    broken_changed = Signal()

    def __init__(
        self, paths: Paths, locale: QLocale, around: Surroundings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.paths = paths
        self.around = around
        self.settings = Settings()
        self.broken: SettingsError | None = None
        self.ledger = LedgerDesk(paths.ledger, around.recorder, self)
        self.ledger.written.connect(self.numbers_changed)
        self.ledger.jobs.failed.connect(self._tell_failure)
        self.set_locale(locale)
        self.read_settings()

    def set_locale(self, locale: QLocale) -> None:
        """Speak and write numbers so from now on."""
        self.locale = locale
        self.language = "fr" if locale.language() is QLocale.Language.French else "en"
        self._texts = Texts(self.language)

    @property
    def today(self) -> str:
        """The local day (ISO)."""
        return local_day(self.around.now_s())

    # -- the settings file --------------------------------------------------------------------------------
    #
    # On the window's thread: a local file of a few kB, which nobody holds. What was chosen is shown at once.

    def read_settings(self) -> None:
        """Read the file; what cannot be used is kept in `broken`, and the defaults are shown."""
        before = None if self.broken is None else str(self.broken)
        try:
            self.settings, self.broken = load_settings(self.paths.config), None
        except SettingsError as error:
            self.settings, self.broken = Settings(), error
        if before != (None if self.broken is None else str(self.broken)):
            self.broken_changed.emit()

    def change(self, changes: Mapping[str, Value]) -> bool:
        """Write changes to the settings file; False, and one plain line, where that fails."""
        try:
            change_settings(self.paths.config, changes)
        except SettingsError as error:
            self.warned.emit(self.tr("Not saved: {reason}").format(reason=error))
            self.read_settings()
            return False
        self.read_settings()
        return True

    def chosen_locale(self) -> QLocale:
        """The locale that the settings ask for."""
        return locale_of(self.settings.language or language_of_system())

    # -- words --------------------------------------------------------------------------------------------

    def _tell_failure(self, error: Exception) -> None:
        self.warned.emit(self.explain(error))

    def explain(self, error: Exception) -> str:
        """What went wrong and what to do, in one plain line."""
        if isinstance(error, RecorderRunning):
            if error.pid is None:
                return self.tr(
                    "A recorder that was started elsewhere is measuring into this ledger. Stop it where it "
                    "was started, then try again."
                )
            return self.tr(
                "A recorder that was started elsewhere (process {pid}) is measuring into this ledger. Stop "
                "it where it was started, then try again."
            ).format(pid=error.pid)
        if isinstance(error, LedgerError):
            code = {"full": "no-room"}.get(error.code, error.code)
            key = f"ledger.{code}" if self._texts.has(f"ledger.{code}") else "ledger.error"
            text = self._texts(key, path=error.path, detail=error.detail)
            return text[:1].upper() + text[1:]
        if isinstance(error, OSError):
            name = f"{error.filename}: " if error.filename else ""
            return f"{name}{error.strerror or error}"
        return str(error)

    def open(self, path: Path) -> None:
        """Show a file or folder in the desktop's own program."""
        if not self.around.open_path(path):
            self.warned.emit(self.tr("Nothing here opens {path}").format(path=path))

    def day_text(self, iso: str) -> str:
        """A day as the locale writes it."""
        return day_text(self.locale, iso)

    def size_text(self, size_bytes: int) -> str:
        """The size of a file."""
        return self.locale.formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
