"""Every window of the desktop app, one after another, made by the app itself on a ledger that never changes.

The clock stands still at NOW_S, the recorder is one that says the same lines each time.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

if TYPE_CHECKING:
    from wattprint.gui.app import Desktop
    from wattprint.system.paths import Paths

#: Friday, 20 November 2026, 15:42 UTC.
NOW_S = 1_795_189_320.0

#: A window that is not ready by then is shown as it is.
READY_S = 10.0

STAND_IN = Path(__file__).parents[1] / "system" / "stand_in.py"


def stop_the_clock() -> None:
    """To be called before anything of the app is imported: it would keep the real clock."""
    local, written = time.localtime, time.strftime
    clock: Any = time
    clock.time = lambda: NOW_S
    clock.localtime = lambda seconds=NOW_S: local(seconds)
    clock.strftime = lambda form, moment=None: written(form, local(NOW_S) if moment is None else moment)


def fill(paths: Paths, data: str) -> None:
    """An invented computer and settings for it. data: "full" is two months, "one" one session, or "empty"."""
    from wattprint.recorder.demo import fill_ledger
    from wattprint.reference.demo import load_demo

    if data == "empty":
        return
    paths.ledger.parent.mkdir(mode=0o700, parents=True)
    if data == "full":
        fill_ledger(paths.ledger, load_demo(), NOW_S)
    else:
        _one_session(paths.ledger)
    paths.config.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths.config.write_text("")


def _one_session(ledger: Path) -> None:
    """The first day: the first sitting of it, and nothing that the person typed or chose."""
    from wattprint.ledger.connection import prepare
    from wattprint.ledger.measurements import MeasurementLedger
    from wattprint.recorder.demo_past import Books, invent_days
    from wattprint.reference.demo import load_demo

    prepare(ledger)
    script, today = load_demo(), date(*time.localtime(NOW_S)[:3])
    *_, day = invent_days(script, today, NOW_S)
    day.sittings = day.sittings[:1]
    books = Books(script)
    books.book(day)
    writing = MeasurementLedger(ledger)
    try:
        devices = (script.gpu.device, script.cpu.device)
        writing.write(books.bookings, devices, NOW_S, today.isoformat(), 0.0)
    finally:
        writing.close()


def lines(*, full: bool) -> list[dict[str, Any]]:
    """What the recorder says."""
    from wattprint.reference.demo import load_demo

    script = load_demo()
    watts = ((script.gpu.device, 212.4, "active", "counter"), (script.cpu.device, 31.5, "active", "modelled"))
    devices = [
        {
            "key": device.key,
            "name": device.name,
            "kind": device.kind.value,
            "power_w": power_w,
            "state": state,
            "quality": quality,
        }
        for device, power_w, state, quality in watts
    ]
    running = {"app_name": "Ollama", "model": "qwen2.5:7b", "pending": False, "power_w": 196.2}
    sight = {"paused": False, "devices": devices, "active": [running], "loaded": []}
    quiet = {**sight, "active": [], "devices": devices[1:]}
    return [{"v": 1, "type": "sight", **(sight if full else quiet)}]


def start(paths: Paths, language: str, *, full: bool) -> Desktop:
    """The app, with its window, its menu and a few minutes behind it."""
    from wattprint.gui import app
    from wattprint.gui.language import install_translators
    from wattprint.gui.live_lines import SightLine, parse_line

    qapp = QApplication.instance()
    assert isinstance(qapp, QApplication)
    said = paths.config.with_name("lines")
    said.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    said.write_text("\n".join(json.dumps(line) for line in lines(full=full)), encoding="utf-8")
    # setattr: the name is not app's own, and type checkers mind.
    setattr(app, "recorder_command", lambda *_: [sys.executable, str(STAND_IN), str(said)])  # noqa: B010
    desktop = app.Desktop(paths, language, install_translators(qapp, language))
    desktop._make_tray(over_bus=False)
    sight = parse_line(json.dumps(lines(full=True)[0]).encode())
    assert isinstance(sight, SightLine)
    desktop.start(background=True)
    ends_s = time.monotonic() + READY_S
    while desktop._keeper.status.sight is None and time.monotonic() < ends_s:
        QTest.qWait(20)
    if full:
        desktop._trail.clear()  # the past comes first
        for second in range(240, 0, -2):
            wave = 0.55 + 0.45 * math.cos(second / 9)
            told = json.loads(json.dumps(lines(full=True)[0]))
            for device in told["devices"]:
                device["power_w"] *= wave
            look = parse_line(json.dumps(told).encode())
            assert isinstance(look, SightLine)
            desktop._trail.add(time.monotonic() - second, look)
    return desktop


def settle(widget: QWidget) -> None:
    """Until nothing is read any more and the window looks the same twice."""
    from wattprint.gui.cloud import work

    ends_s, before = time.monotonic() + READY_S, None
    while time.monotonic() < ends_s:
        QTest.qWait(100)  # longer than what waits for a key to rest
        now = widget.grab().toImage()
        if before is not None and now == before:
            return
        # What was read is laid out a moment later.
        before = None if work.under_way() else now


def every_window(desktop: Desktop, *, full: bool) -> Iterator[tuple[str, QWidget]]:
    """(name, window), each ready to be looked at until the next is asked for."""
    from wattprint.gui.unanswered import Unanswered

    desktop.open_window()
    window = desktop._window
    assert window is not None
    yield "main", window
    content = window.scroller.widget()
    assert content is not None
    whole = content.sizeHint().height() + window.height() - window.scroller.height()
    usual = window.size()
    window.resize(window.width(), max(whole, window.height()))
    settle(window)
    window.resize(window.width(), window.height() + window.scroller.verticalScrollBar().maximum())
    yield "main-whole", window
    window.resize(window.minimumSize())
    yield "main-least", window
    window.resize(usual)
    yield "menu-pause", _popped(window.header.pause.menu())
    window._explain_tray()
    assert window._explanation is not None
    yield "first-close", window._explanation
    window._explanation.done(0)
    QTest.qWait(50)  # it goes away
    assert desktop._tray is not None
    yield "menu-tray", _popped(desktop._tray._menu)
    if not full:
        hangs = Unanswered(1234)
        hangs.show()
        yield "second-start", hangs
        hangs.close()
        desktop.open_window()
        desktop._dialogs.first_page(desktop._window)
        yield "first-page", desktop._dialogs._open["first"]
        desktop._dialogs._open["first"].close()
    yield from _adding(desktop)
    desktop._dialogs.settings()
    settings: Any = desktop._dialogs._open["settings"]
    for number in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(number)
        yield f"settings-{number + 1}", settings
    settings.close()
    history = desktop._dialogs.history()
    for entry in history._entries:
        page: Any = history.show_page(entry.page_id)
        yield f"history-{entry.page_id}", history
        if entry.page_id == "compare":
            page.tabs.setCurrentWidget(page.claims)
            yield "history-claims", history
        elif entry.page_id == "sessions" and full:
            yield from _asking(page)
    desktop._dialogs.export()
    yield "export", desktop._dialogs._open["export"]
    desktop._dialogs._open["export"].close()
    history.close()


def _adding(desktop: Desktop) -> Iterator[tuple[str, QWidget]]:
    desktop._dialogs.add_cloud_use()
    adding: Any = desktop._dialogs._open["add"]
    yield "add", adding
    adding.count.setText("12")
    yield "add-typed", adding
    adding.repeat.choice.setCurrentIndex(3)
    yield "add-recurring", adding
    adding.repeat.choice.setCurrentIndex(0)
    adding.count.setText("")
    adding.show_entries()
    yield "entries", adding._entries
    adding.show_recurring()
    yield "recurring", adding._recurring
    for window in (adding._entries, adding._recurring, adding):
        window.close()


def _asking(page: Any) -> Iterator[tuple[str, QWidget]]:
    """What is asked about the session that is chosen."""
    for name in ("made", "rename", "assign", "split"):
        getattr(page.acts, name).trigger()
        settle(page)
        asked = QApplication.activeModalWidget()
        if asked is not None:
            yield f"session-{name}", asked
            asked.close()


def _popped(menu: QMenu) -> QMenu:
    menu.popup(QPoint(0, 0))
    return menu
