"""Real sessions of a computer that never was, and the page in a bare window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ledger.making import CHAT, DAY_S, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind, Workload
from wattprint.gui.cloud import work
from wattprint.gui.history.compare.page import ComparePage
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.paths import Paths

VIDEO = Workload("comfyui", "ComfyUI", "comfyui", Kind.VIDEO, "wan")


@pytest.fixture
def sit(paths: Paths) -> Callable[..., None]:
    """Books one session of so many Wh, and notes what it made."""

    def one(workload: Workload, wh: float, outputs: float | None = None, unit: str = "") -> None:
        ledger = MeasurementLedger(paths.ledger)
        bookings = Bookings()
        session = session_of(workload, start_s=DAY_S + session_number())
        book_active(bookings, session, wh * 3600, 100.0)
        session.open = False
        write(ledger, bookings)
        ledger.close()
        with LedgerReader(paths.ledger) as reader:
            newest = max(each.session_id for each in reader.sessions("0000-01-01", "9999-12-31"))
        if outputs is not None:
            with PersonLedger(paths.ledger) as person:
                person.annotations.note(newest, outputs, unit)

    def session_number() -> float:
        with LedgerReader(paths.ledger) as reader:
            return 1000.0 * reader.summary().session_count

    return one


@pytest.fixture
def a_video(sit: Callable[..., None]) -> None:
    """Five seconds of video for 25 Wh at the card."""
    sit(VIDEO, 25.0, 5, "video_second")


@pytest.fixture
def chats(sit: Callable[..., None]) -> None:
    """Two sittings of which nobody said what they made."""
    sit(CHAT, 1.0)
    sit(CHAT, 3.0)


@pytest.fixture
def open_page(
    qtbot: QtBot, show_page: Callable[[type[ComparePage], str], ComparePage]
) -> Callable[..., ComparePage]:
    def opened(language: str = "en") -> ComparePage:
        page = show_page(ComparePage, language)
        qtbot.waitUntil(lambda: not work.under_way())
        return page

    return opened
