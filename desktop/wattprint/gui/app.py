"""The desktop app put together: recorder, today, tray, window."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from wattprint.gui.alarm_keeper import AlarmKeeper
from wattprint.gui.appearance import Appearance
from wattprint.gui.collecting import Collector
from wattprint.gui.counting import QuickCounter
from wattprint.gui.day_model import DayModel
from wattprint.gui.dialogs import Dialogs
from wattprint.gui.display import make_application
from wattprint.gui.icons import Tone, mark_icon
from wattprint.gui.in_front import show_in_front
from wattprint.gui.language import install_translators, locale_of
from wattprint.gui.ledger_news import LedgerNews
from wattprint.gui.memory import MemoryKeeper
from wattprint.gui.notifier import Notifier
from wattprint.gui.pausing import PauseKeeper
from wattprint.gui.power_trail import PowerTrail
from wattprint.gui.recorder_process import Phase, RecorderProcess, recorder_command
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import Mark, RowWriter
from wattprint.gui.status import StatusKeeper
from wattprint.gui.title_mark import mark_titles
from wattprint.gui.tray import Tray
from wattprint.gui.tray_host import TrayHost
from wattprint.gui.unanswered import Unanswered
from wattprint.gui.unix_signals import UnixSignals
from wattprint.gui.yesterday import Yesterday
from wattprint.reference.texts import Texts
from wattprint.system.demo_folder import DEMO_MARK, is_demo
from wattprint.system.paths import APP
from wattprint.system.settings import SettingsError, load_settings
from wattprint.system.single_instance import SingleInstance
from wattprint.system.suspend import SuspendWatch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from PySide6.QtCore import QTranslator

    from wattprint.gui.counting import Counted
    from wattprint.gui.day import Day
    from wattprint.gui.live_lines import Line, SightLine
    from wattprint.gui.main_window import MainWindow
    from wattprint.gui.recorder_process import RecorderState
    from wattprint.gui.rows import Rows
    from wattprint.system.paths import Paths

log = logging.getLogger(__name__)

#: Most desktops have their tray up by then; later the person would think that nothing started.
NO_TRAY_MS = 3000


def run_app(paths: Paths, *, language: str, background: bool) -> int:
    """Run the desktop app until it is quit; returns the exit code: 1 where another one runs that hangs.

    background: started by the session rather than by the person: no window, unless there is no tray.
    """
    # Before the application and its icon: tray hosts know the item by these names.
    QCoreApplication.setApplicationName(APP)
    QGuiApplication.setDesktopFileName(APP)
    app = make_application(APP, background=background)
    app.setApplicationDisplayName("Wattprint")
    # Of every window; the main one shows its state instead.
    app.setWindowIcon(mark_icon(Mark.IDLE))
    app.setQuitOnLastWindowClosed(False)
    app.setQuitLockEnabled(False)
    sys.excepthook = log_bug
    Collector(app)
    translators = install_translators(app, language)
    instance = SingleInstance(paths.ledger)
    # A demo has its ledger to itself, and leaves no lock behind either.
    while not is_demo(paths.ledger) and not instance.claim(show=not background):
        if background or instance.answered or sys.platform == "win32":
            return 0  # the one that runs shows its window; on Windows it cannot be asked yet
        if not Unanswered(instance.other_pid).try_again():
            return 1
    signals = UnixSignals()
    desktop = Desktop(paths, language, translators)
    instance.show_requested.connect(desktop.open_window)
    signals.quit_wanted.connect(desktop.quit)
    app.commitDataRequest.connect(desktop.leave)
    desktop.start(background=background)
    try:
        return app.exec()
    finally:
        desktop.stop()
        instance.release()
        signals.close()


class Desktop(QObject):
    """Everything that lives while the app runs."""

    def __init__(self, paths: Paths, language: str, translators: Iterable[QTranslator] = ()) -> None:
        """translators: those that are installed now."""
        super().__init__()
        self._paths = paths
        self._translators = list(translators)
        self._writer = RowWriter(locale_of(language), Texts(language))
        # "DEMO" before what every place shows first: the tray's first row, its tool tip, the windows' titles.
        self._demo = f"{DEMO_MARK} · " if is_demo(paths.ledger) else ""
        mark_titles(self._demo)
        self._remembered = Remembered(paths.config)
        self._tray: Tray | None = None
        self._window: MainWindow | None = None
        self._standing_in = False
        self._trail = PowerTrail()
        self._model = DayModel(paths, self)
        self._keeper = StatusKeeper(self._model, self)
        self._keeper.changed.connect(self._show)
        self._keeper.looked.connect(self._looked)
        self._recorder = RecorderProcess(recorder_command(paths, language), paths.ledger, self)
        self._pauses = PauseKeeper(self._recorder.send, self, remembered=self._remembered)
        self._pauses.changed.connect(self._keeper.take_pause)
        self._recorder.line_read.connect(self._line_read)
        self._recorder.state_changed.connect(self._recorder_changed)
        self._counter = QuickCounter(paths.ledger, self)
        self._counter.counted.connect(self._counted)
        self._counter.failed.connect(self._keeper.take_not_counted)
        self._dialogs = Dialogs(
            paths,
            self._writer.phrases,
            self._remembered,
            self._recorder,
            parent=self,
        )
        self._dialogs.written.connect(self._model.reload)
        self._dialogs.settings_changed.connect(self._reload_settings)
        self._dialogs.language_changed.connect(self.speak)
        self._dialogs.quit_wanted.connect(self.quit)
        self._model.stale.connect(self._dialogs.ledger_changed)
        self._news = LedgerNews(paths.ledger, self)
        self._news.news.connect(self._model.reload)
        self._model.stale.connect(self._news.known)
        self._appearance = Appearance(self)
        self._memory = MemoryKeeper(self)
        self._tone = Tone.MIDDLE
        self._alarm = AlarmKeeper(self._remembered, self)
        self._notifier = Notifier(lambda: None if self._tray is None else self._tray.icon, self)
        self._alarm.due.connect(self._notify)
        self._notifier.clicked.connect(self._notice_clicked)
        self._yesterday = Yesterday(paths, self._remembered, self)
        self._yesterday.due.connect(self._tell_yesterday)
        self._model.changed.connect(self._yesterday.look)
        self._suspend = SuspendWatch(self)
        self._suspend.woke.connect(self._woke)
        self._host = TrayHost(self)
        self._host.found.connect(self._make_tray)
        self._honour_settings()
        self._keeper.take_pause(self._pauses.pause)

    def start(self, *, background: bool) -> None:
        """Start measuring, and show an icon as soon as there is a place for it."""
        self._host.start()
        self._recorder.start()
        self._model.reload()
        self._suspend.start()
        QTimer.singleShot(NO_TRAY_MS, self, self._do_without_tray)
        if not background:
            QTimer.singleShot(0, self, self._welcome)

    def stop(self) -> None:
        """Stop measuring; what was measured is written."""
        self._keeper.changed.disconnect(self._show)
        self._suspend.stop()
        self._news.stop()
        self._model.stop()
        self._recorder.stop_and_wait()

    def quit(self) -> None:
        """End the app."""
        self.leave()
        QCoreApplication.quit()

    def leave(self) -> None:
        """The app, or the whole session, is about to end: no window asks anything any more."""
        if self._window is not None:
            self._window.prepare_to_leave()
        self._dialogs.leave()

    # -- windows ------------------------------------------------------------------------------------------

    def open_window(self) -> None:
        """Show the main window, in front."""
        if self._window is None:
            self._window = self._make_window()
        self._window.set_only_way(self._tray is None)
        self._window.show_status(self._keeper.status, self._rows())
        show_in_front(self._window)

    def _welcome(self) -> None:
        """What a person sees who has started the app: the window, and before it the page of the first run."""
        self.open_window()
        if not self._demo:
            self._dialogs.first_page(self._window)

    def speak(self, language: str) -> None:
        """Speak another language from now on."""
        app = QCoreApplication.instance()
        if app is None:
            return
        for translator in self._translators:
            app.removeTranslator(translator)
        self._translators = install_translators(app, language)
        self._writer = RowWriter(locale_of(language), Texts(language))
        self._recorder.set_command(recorder_command(self._paths, language))
        self._dialogs.speak(self._writer.phrases)
        if self._tray is not None:
            self._tray.retell(self._writer.phrases.pauses())
        if self._window is not None:
            shown = self._window.isVisible()
            self._window.prepare_to_leave()
            self._window.close()
            self._let_window_go()
            if shown:
                self.open_window()
            self._dialogs.stand_before(self._window)
        self._show()

    def _make_window(self) -> MainWindow:
        # Only when it is wanted: a resting tray carries no windows.
        from wattprint.gui.main_window import MainWindow

        window = MainWindow(self._paths, self._writer.phrases, self._trail, self._remembered)
        window.header.mark = self._demo
        window.quit_wanted.connect(self.quit)
        window.pause_wanted.connect(self._pauses.begin)
        window.resume_wanted.connect(self._pauses.end)
        window.add_wanted.connect(self._dialogs.add_cloud_use)
        window.settings_wanted.connect(self._dialogs.settings)
        window.history_wanted.connect(self._dialogs.history)
        window.export_wanted.connect(self._dialogs.export)
        window.number_wanted.connect(self._dialogs.number)
        window.days_wanted.connect(self._dialogs.days)
        window.written.connect(self._model.reload)
        window.looked_at.connect(self._window_looked_at)
        return window

    def _window_looked_at(self, looked_at: bool) -> None:
        self._model.set_wide(looked_at)
        if not looked_at:
            self._keeper.take_not_counted(None)  # its notice was seen
            # After the event that hid it. A resting tray keeps no pictures of windows in memory.
            QTimer.singleShot(0, self, self._let_window_go)

    def _let_window_go(self) -> None:
        window = self._window
        if window is not None and not window.isVisible():
            self._window = None
            window.deleteLater()

    # -- the tray -----------------------------------------------------------------------------------------

    def _make_tray(self, over_bus: bool) -> None:
        rows = self._rows()
        pauses = self._writer.phrases.pauses()
        tray = Tray(over_bus=over_bus, rows=rows, pauses=pauses, tone=self._tone, parent=self)
        tray.quit_wanted.connect(self.quit)
        tray.opened.connect(self.open_window)
        tray.add_wanted.connect(self._dialogs.add_cloud_use)
        tray.settings_wanted.connect(self._dialogs.settings)
        tray.history_wanted.connect(self._dialogs.history)
        tray.export_wanted.connect(self._dialogs.export)
        tray.numbers_wanted.connect(self._dialogs.number)
        tray.count_wanted.connect(self._counter.add)
        tray.take_back_wanted.connect(self._counter.take_back)
        tray.pause_wanted.connect(self._pauses.begin)
        tray.resume_wanted.connect(self._pauses.end)
        self._tray = tray
        if self._window is not None:
            self._window.set_only_way(False)
            if self._standing_in:
                self._window.hide()

    def _do_without_tray(self) -> None:
        if self._tray is None:
            log.info("this desktop shows no tray; a window takes its place")
            if self._window is not None and self._window.isVisible():
                return  # not before what stands in front of it: the first page, say
            self._standing_in = True
            self.open_window()

    def _counted(self, counted: Counted | None) -> None:
        self._keeper.take_not_counted(None)
        self._model.reload()
        if self._tray is not None:
            self._tray.show_taken_back(self._writer.take_back(counted, self._keeper.status))

    # -- what happens -------------------------------------------------------------------------------------

    def _honour_settings(self) -> None:
        """Take over what the settings say about the app itself; a broken file changes nothing."""
        try:
            settings = load_settings(self._paths.config)
        except SettingsError as error:
            log.info("settings not used: %s", error)
            return
        self._alarm.wanted = settings.tell_when_stopped
        self._yesterday.want(settings.tell_yesterday)
        self._appearance.choose(settings.appearance)
        self._tone = Tone.MIDDLE if settings.tray_icon is None else Tone(settings.tray_icon)
        if self._tray is not None:
            self._tray.set_tone(self._tone)

    def _notify(self, title: str, text: str) -> None:
        self._notifier.tell(f"{self._demo}{title}", text, self.tr("Open Wattprint"))

    def _tell_yesterday(self, day: Day) -> None:
        told = self._writer.yesterday(day)
        if told is not None:
            title, text = told
            look = self.tr("Look back")
            self._notifier.tell(f"{self._demo}{title}", text, look, about=day.local_day, trouble=False)

    def _notice_clicked(self, day: str) -> None:
        if day:
            self._dialogs.days(day, day)
        else:
            self.open_window()

    def _reload_settings(self) -> None:
        self._honour_settings()
        self._recorder.send("reload")
        self._model.reload()

    def _woke(self) -> None:
        """The machine has slept: a pause may be over, a day too, and the zone another one."""
        self._pauses.check()
        self._model.reload()
        self._yesterday.look()

    def _line_read(self, line: Line) -> None:
        # Timers stand still while the machine sleeps: a pause may have ended long ago.
        self._pauses.check()
        self._keeper.take_line(line)

    def _recorder_changed(self, state: RecorderState) -> None:
        if state.phase is not Phase.MEASURING:
            self._trail.clear()
        self._keeper.take_recorder(state)
        self._pauses.take_recorder(state)

    def _looked(self, sight: SightLine) -> None:
        at_s = time.monotonic()
        self._trail.add(at_s, sight)
        if self._window is not None:
            self._window.look(at_s, sight)

    def _rows(self) -> Rows:
        rows = self._writer.rows(self._keeper.status)
        return replace(rows, today=f"{self._demo}{rows.today}")

    def _show(self) -> None:
        self._alarm.take(self._keeper.status, self._writer.phrases)
        rows = self._rows()
        if self._tray is not None:
            self._tray.show_rows(rows)
        if self._window is not None and self._window.isVisible():
            self._window.show_status(self._keeper.status, rows)


def log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault in one slot is told in the log; the app goes on."""
    log.critical("a fault in Wattprint", exc_info=(kind, error, trace))
