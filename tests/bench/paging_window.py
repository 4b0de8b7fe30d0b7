"""The history window on a ledger, with somebody inside who pages through it: how long it did not answer.

Arguments: the ledger's file, how many rounds, how often the window is opened and closed afterwards. Prints
one JSON object: for each action the longest gaps of each round (ms, as Gap has them), and the private memory
after each opening (MB).
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from wattprint.gui.cloud import work
from wattprint.gui.cloud.days import FIRST_DAY
from wattprint.gui.history.overview.ranges import Span
from wattprint.gui.history.page import Setting
from wattprint.gui.history.pages import CLOUD, COMPARE, NUMBERS, OVERVIEW, SESSIONS
from wattprint.gui.history.sessions.columns import Column
from wattprint.gui.history.window import HistoryWindow
from wattprint.gui.language import locale_of
from wattprint.gui.memory import trim
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

#: How finely gaps are seen (ms).
TICK_MS = 5

#: Keys and turns of a wheel follow each other so fast (ms).
PACE_MS = 15

#: After an action nothing may be under way for so long (ms) before it counts as over.
REST_MS = 120

RECORDER = [sys.executable, "-m", "tests.bench.writing_now_and_then"]


@dataclass(slots=True)
class Gap:
    """The longest times in ms without an answer: by the clock, and in CPU time.

    cpu_ms: of the whole process in such a gap: a thread that holds the interpreter blocks the window, too.
    A machine that is busy with something else lengthens wall_ms alone. main_ms: of the window's thread.
    """

    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    main_ms: float = 0.0


class Watch:
    """A timer that should come every TICK_MS: what it comes late, the window did not answer."""

    def __init__(self) -> None:
        self.gap = Gap()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._before = self._now()

    def begin(self) -> None:
        self.gap = Gap()
        self._before = self._now()
        self._timer.start()

    def end(self) -> Gap:
        self._timer.stop()
        return self.gap

    def _tick(self) -> None:
        now = self._now()
        wall_ms, cpu_ms, main_ms = (
            1e3 * (after - before) for after, before in zip(now, self._before, strict=True)
        )
        self._before = now
        self.gap.wall_ms = max(self.gap.wall_ms, wall_ms - TICK_MS)
        # Several threads may use more CPU time than passes: no gap is longer than itself.
        self.gap.cpu_ms = max(self.gap.cpu_ms, min(cpu_ms, wall_ms) - TICK_MS)
        self.gap.main_ms = max(self.gap.main_ms, main_ms)

    @staticmethod
    def _now() -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), time.thread_time()


class Visitor:
    """Opens the window and does what people do."""

    def __init__(self, ledger: Path) -> None:
        paths = Paths(ledger, ledger.with_name("paging.toml"))
        phrases = Phrases(locale_of("en"), Texts("en"))
        self._setting = Setting(paths, phrases, Remembered(paths.config))
        self._ledger = ledger
        self.watch = Watch()
        self.window: HistoryWindow | None = None

    # -- coming and going ---------------------------------------------------------------------------------

    def open(self) -> None:
        self.window = HistoryWindow(self._setting)
        self.window.show()

    def close(self) -> None:
        assert self.window is not None
        self.window.close()
        self.window.deleteLater()
        self.window = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close_and_settle(self) -> None:
        """Also what the app does a moment after its last window was closed."""
        self.close()
        self.rest()
        gc.collect()
        trim()

    def rest(self) -> None:
        """Until nothing has been under way for a while."""
        quiet_since = time.perf_counter()
        while 1e3 * (time.perf_counter() - quiet_since) < REST_MS:
            QTest.qWait(TICK_MS)
            if work.under_way():
                quiet_since = time.perf_counter()

    def turn(self, page_id: str) -> Any:
        assert self.window is not None
        return self.window.show_page(page_id)

    def measured(self, act: Callable[[], object]) -> Gap:
        self.watch.begin()
        act()
        self.rest()
        return self.watch.end()

    # -- what people do -----------------------------------------------------------------------------------

    def round(self, recorder: subprocess.Popen[bytes]) -> Iterator[tuple[str, Callable[[], object]]]:
        """Names and actions, in order."""
        yield "opening it", self.open
        yield "Overview: all", lambda: self.turn(OVERVIEW).range.span_chosen.emit(Span.ALL)
        yield "Overview: a month", lambda: self.turn(OVERVIEW).range.span_chosen.emit(Span.MONTH)
        yield "turning to Sessions", lambda: self.turn(SESSIONS)
        sessions = self.turn(SESSIONS)
        table = sessions.table
        yield "Sessions: wheel", lambda: self._wheel(table.viewport())
        yield "Sessions: page down", lambda: self._keys(table, Qt.Key.Key_PageDown)
        yield "Sessions: drag to the end", lambda: self._drag(table)
        yield "Sessions: sort by Wh", lambda: sessions.sort_by(Column.ENERGY)
        yield "Sessions: page down, by Wh", lambda: self._keys(table, Qt.Key.Key_PageDown)
        yield "Sessions: by Wh, a recorder writes", lambda: self._written(recorder)
        yield "Sessions: the same, paging", lambda: self._written(recorder, table)
        yield "Sessions: sort by app", lambda: sessions.sort_by(Column.TITLE)
        yield "Sessions: by app, a recorder writes", lambda: self._written(recorder)
        yield "Sessions: sort by start", lambda: sessions.sort_by(Column.START)
        yield "Sessions: typing a filter", lambda: self._type(sessions.filter.text, "whisper")
        yield "Sessions: without it", sessions.filter.reset
        yield "turning to Cloud use", lambda: self.turn(CLOUD)
        cloud = self.turn(CLOUD)
        yield "Cloud use: everything", lambda: self._everything(cloud)
        yield "turning to Compare", lambda: self.turn(COMPARE)
        yield "turning to About the numbers", lambda: self.turn(NUMBERS)
        yield "back to Overview", lambda: self.turn(OVERVIEW)
        yield "back to Sessions", lambda: self.turn(SESSIONS)
        yield "closing it", self.close

    def _wheel(self, target: QWidget) -> None:
        middle = QPointF(target.rect().center())
        for _ in range(60):
            place = QPointF(target.mapToGlobal(middle.toPoint()))
            event = QWheelEvent(
                middle,
                place,
                QPoint(0, 0),
                QPoint(0, -360),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(target, event)
            QTest.qWait(PACE_MS)

    def _keys(self, target: QWidget, key: Qt.Key) -> None:
        target.setFocus()
        for _ in range(40):
            QTest.keyClick(target, key)
            QTest.qWait(PACE_MS)

    def _drag(self, table: Any) -> None:
        bar = table.verticalScrollBar()
        for step in range(1, 61):
            bar.setValue(bar.maximum() * step // 60)
            QTest.qWait(PACE_MS)

    def _type(self, field: QWidget, text: str) -> None:
        field.setFocus()
        for letter in text:
            QTest.keyClicks(field, letter)
            QTest.qWait(4 * PACE_MS)

    def _everything(self, page: Any) -> None:
        page.view.show_range(FIRST_DAY, time.strftime("%Y-%m-%d"))

    def _written(self, recorder: subprocess.Popen[bytes], table: Any = None) -> None:
        """What a recorder does every 10 s, five times in a row."""
        assert self.window is not None
        assert recorder.stdin is not None
        assert recorder.stdout is not None
        for _ in range(5):
            recorder.stdin.write(b"write\n")
            recorder.stdin.flush()
            recorder.stdout.readline()
            self.window.ledger_changed()
            if table is not None:
                self._keys(table, Qt.Key.Key_PageDown)
            else:
                self.rest()


@contextmanager
def _recorder(ledger: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([*RECORDER, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        assert process.stdin is not None
        process.stdin.close()


def main() -> None:
    """See the module."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    ledger, rounds, openings = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    visitor = Visitor(ledger)
    gaps: dict[str, list[list[float]]] = {}
    with _recorder(ledger) as recorder:
        for _ in range(rounds):
            for name, act in visitor.round(recorder):
                gap = visitor.measured(act)
                gaps.setdefault(name, []).append([gap.wall_ms, gap.cpu_ms, gap.main_ms])
    memory_mb = []
    for _ in range(openings):
        visitor.open()
        visitor.rest()
        for page_id in (SESSIONS, CLOUD, COMPARE, NUMBERS, OVERVIEW):
            visitor.turn(page_id)
            visitor.rest()
        visitor.close_and_settle()
        memory_mb.append(float(psutil.Process().memory_full_info().uss) / 1024**2)
    print(json.dumps({"gaps": gaps, "memory_mb": memory_mb}))


if __name__ == "__main__":
    main()
