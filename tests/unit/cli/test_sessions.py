"""The list of sessions says "going on" only where one may go on."""

from __future__ import annotations

import json
import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.ledger.making import DEVICES, book_active
from wattprint.cli.main import main
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger

CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen2.5-0.5b")
IMAGE = Workload("comfyui", "ComfyUI", None, Kind.IMAGE)


def recorded(quiet_s: float, workload: Workload = CHAT) -> None:
    """A ledger whose recorder stopped in the middle of a session, so long ago."""
    path = Path(os.environ["WATTPRINT_LEDGER"])
    prepare(path)
    ledger = MeasurementLedger(path)
    end_s = time.time() - quiet_s
    day = time.strftime("%Y-%m-%d", time.localtime(end_s - 1))
    bookings, session = Bookings(), Session(workload, end_s - 1, end_s - 1, day)
    book_active(bookings, session, joules=100.0, day=day)
    ledger.write(bookings, DEVICES, end_s, day, 0.0)
    ledger.close()


def shown(capsys: pytest.CaptureFixture[str]) -> tuple[bool, bool]:
    """Whether the table and the JSON call the one session open."""
    capsys.readouterr()
    assert main(["sessions"]) == 0
    table = capsys.readouterr().out
    assert main(["sessions", "--json"]) == 0
    (session,) = json.loads(capsys.readouterr().out)["sessions"]
    return "going on" in table, session["open"]


def test_within_its_gap_it_may_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(quiet_s=120)
    assert shown(capsys) == (True, True)


def test_after_its_gap_it_is_over_though_nobody_wrote_so(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(quiet_s=3600)
    assert shown(capsys) == (False, False)


def test_the_gap_is_that_of_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(quiet_s=120, workload=IMAGE)
    assert shown(capsys) == (False, False)


def test_the_persons_own_gap_holds(capsys: pytest.CaptureFixture[str]) -> None:
    config = Path(os.environ["WATTPRINT_CONFIG"])
    config.parent.mkdir(parents=True)
    config.write_text("[measuring.gap_s]\nchat = 30\n")
    recorded(quiet_s=120)
    assert shown(capsys) == (False, False)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset here")
def test_a_time_that_the_clock_tells_twice_says_its_zone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T20:00:00+01:00")
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    try:
        path, day = Path(os.environ["WATTPRINT_LEDGER"]), "2026-10-25"
        prepare(path)
        ledger, bookings = MeasurementLedger(path), Bookings()
        for start in starts:
            start_s = datetime.fromisoformat(start).timestamp()
            book_active(bookings, Session(CHAT, start_s, start_s, day), joules=100.0, day=day)
        ledger.write(bookings, DEVICES, start_s, day, 0.0)
        ledger.close()
        capsys.readouterr()
        assert main(["sessions"]) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
    _, *rows = capsys.readouterr().out.splitlines()
    clocks = [row.partition("1.0 s")[0].rstrip() for row in rows]
    assert sorted(clocks) == ["2026-10-25 02:30 UTC+1", "2026-10-25 02:30 UTC+2", "2026-10-25 20:00"]
    # The columns still stand below each other.
    assert len({row.index("1.0 s") for row in rows}) == 1
