"""Files are worked on off the window's thread, in order, and answers come back to it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from wattprint.gui.cloud import work
from wattprint.ledger.errors import LedgerBusy


def unexpected(result: object) -> None:
    raise AssertionError(result)


def test_answers_come_in_order_on_this_thread(qtbot: QtBot) -> None:
    owner, got = QObject(), []

    def job(number: int) -> Callable[[], tuple[int, int]]:
        return lambda: (number, threading.get_ident())

    for number in range(50):
        work.run(owner, job(number), lambda result: got.append((*result, threading.get_ident())), unexpected)
    qtbot.waitUntil(lambda: len(got) == 50)
    assert [number for number, _, _ in got] == list(range(50))
    here = threading.get_ident()
    assert all(worked != here and told == here for _, worked, told in got)


def test_known_failures_are_answers_and_bugs_are_raised(qtbot: QtBot) -> None:
    owner = QObject()
    failures: list[Exception] = []

    def fail(error: Exception) -> Callable[[], None]:
        def job() -> None:
            raise error

        return job

    work.run(owner, fail(LedgerBusy("/x")), unexpected, failures.append)
    qtbot.waitUntil(lambda: len(failures) == 1)
    with qtbot.captureExceptions() as caught:
        work.run(owner, fail(KeyError("bug")), unexpected, unexpected)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert caught[0][0] is KeyError


def test_a_window_that_is_gone_gets_no_answer(qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    later: list[int] = []
    work.run(owner, gate.wait, unexpected, unexpected)
    delete(owner)
    gate.set()
    other = QObject()
    work.run(other, lambda: 1, later.append, unexpected)
    qtbot.waitUntil(lambda: later == [1])
    assert work.under_way() == 0


def test_nothing_of_a_window_ends_on_the_other_thread(qtbot: QtBot) -> None:
    """A window freed there, by its last reference or as part of a cycle, takes the process with it."""
    ended: list[int] = []
    got: list[bool] = []

    class Window:
        def __init__(self) -> None:
            self.cycle = self

        def job(self) -> bool:
            return gc.isenabled()

        def __del__(self) -> None:
            ended.append(threading.get_ident())

    assert gc.isenabled()
    for _ in range(20):
        window = Window()
        owner = QObject()
        work.run(owner, window.job, got.append, unexpected)
        del window
        qtbot.waitUntil(lambda: work.under_way() == 0)
    gc.collect()
    assert got == [False] * 20
    assert gc.isenabled()
    assert len(ended) == 20
    assert set(ended) == {threading.get_ident()}


def test_what_was_begun_is_finished_at_the_end_of_the_process(tmp_path: Path) -> None:
    written = tmp_path / "written"
    script = f"""
import time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from wattprint.gui.cloud import work
app = QCoreApplication([])
def job():
    time.sleep(0.3)
    Path({str(written)!r}).write_text("all of it")
owner = QObject()
work.run(owner, job, print, print)
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
    assert written.read_text() == "all of it"


def test_long_work_is_told_to_give_up_at_the_end_of_the_process(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = f"""
import threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from wattprint.gui.cloud import work
app = QCoreApplication([])
enough = threading.Event()
def job():
    if enough.wait(300):
        Path({str(told)!r}).write_text("gave up")
owner = QObject()
work.run_beside(owner, job, print, print, enough.set)
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
    assert told.read_text() == "gave up"


def test_nothing_is_collected_while_either_thread_is_at_work(qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    states: list[bool] = []
    work.run_beside(owner, gate.wait, lambda _: None, unexpected, gate.set)
    work.run(owner, gc.isenabled, states.append, unexpected)
    qtbot.waitUntil(lambda: len(states) == 1)
    # The short work is done, the long one goes on.
    assert not gc.isenabled()
    assert work.under_way() == 1
    gate.set()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert states == [False]
    assert gc.isenabled()
