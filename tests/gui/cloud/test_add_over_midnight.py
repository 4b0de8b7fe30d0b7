"""Adding cloud use in a window that stays open: over a midnight, a day of 25 hours, and a journey."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.cloud.conftest import EN, Speaking
from wattprint.gui.cloud.add_dialog import AddCloudDialog
from wattprint.gui.cloud.pen import Pen
from wattprint.system.paths import Paths


class Desk:
    """The dialog, another window, and a clock and a zone that a test sets."""

    def __init__(self, paths: Paths, qtbot: QtBot, zone: pytest.MonkeyPatch) -> None:
        self._paths = paths
        self._qtbot = qtbot
        self._zone = zone
        self.now_s = 0.0
        self.be("2026-10-25T02:30:00+02:00", "Europe/Paris")
        self._elsewhere = QWidget()
        self.dialog = AddCloudDialog(paths, EN, now_s=lambda: self.now_s)
        for window in (self._elsewhere, self.dialog):
            qtbot.addWidget(window)
            window.show()
        qtbot.waitUntil(lambda: self.dialog.chooser.activity is not None)

    def be(self, moment: str, zone: str | None = None) -> None:
        """It is that time (ISO with offset); the zone changes as it does in travelling: nobody is told."""
        self.now_s = datetime.fromisoformat(moment).timestamp()
        if zone is not None:
            self._zone.setenv("TZ", zone)

    def come_back(self) -> None:
        """Work with another window, then with the dialog."""
        for window in (self._elsewhere, self.dialog):
            window.activateWindow()
            self._qtbot.waitUntil(window.isActiveWindow)

    def add(self, count: str) -> None:
        with self._qtbot.waitSignal(self.dialog.changed):
            QTest.keyClicks(self.dialog.count, count)
            QTest.keyClick(self.dialog.count, Qt.Key.Key_Return)

    def written(self) -> list[tuple[str, float]]:
        entries = Pen(self._paths.ledger, lambda: self.now_s).entries("2026-10-01", "2026-10-31")
        return sorted((entry.local_day, entry.count) for entry in entries)


@pytest.fixture
def desk(paths: Paths, qtbot: QtBot, speaking: Speaking, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with speaking("en"), monkeypatch.context() as zone:
        yield Desk(paths, qtbot, zone)
    time.tzset()


def test_each_hour_of_a_long_day_is_that_days(desk: Desk) -> None:
    for count, moment in (
        ("1", "2026-10-25T02:30:00+02:00"),
        ("2", "2026-10-25T02:30:00+01:00"),
        ("4", "2026-10-25T23:59:00+01:00"),
        ("8", "2026-10-26T00:01:00+01:00"),
    ):
        desk.be(moment)
        desk.come_back()
        desk.add(count)
    assert desk.written() == [("2026-10-25", 1), ("2026-10-25", 2), ("2026-10-25", 4), ("2026-10-26", 8)]


def test_a_traveller_adds_to_the_day_of_where_they_are(desk: Desk) -> None:
    desk.be("2026-10-25T17:00:00+01:00")
    desk.come_back()
    assert desk.dialog.day.day == "2026-10-25"
    QTest.keyClicks(desk.dialog.count, "3")
    desk.be("2026-10-25T17:00:00+01:00", "Asia/Tokyo")
    desk.come_back()
    assert desk.dialog.day.day == "2026-10-26"
    desk.be("2026-10-25T17:00:00+01:00", "America/Los_Angeles")
    desk.come_back()
    assert desk.dialog.day.day == "2026-10-25"
    # What was being typed is still there.
    desk.add("0")
    assert desk.written() == [("2026-10-25", 30)]


def test_another_day_that_was_chosen_stays(desk: Desk) -> None:
    desk.dialog.day.set_day("2026-10-20")
    desk.be("2026-10-26T09:00:00+01:00")
    desk.come_back()
    assert desk.dialog.day.day == "2026-10-20"
    desk.dialog.day.set_day("2026-10-26")
    assert desk.dialog.day.day == "2026-10-26"
