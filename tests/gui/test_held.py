"""Numbers stay with their units, wherever a text is broken into lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.settling import settle
from wattprint.gui.held import HeldLabel, held
from wattprint.gui.history.page import Setting
from wattprint.gui.history.pages import COMPARE, NUMBERS, OVERVIEW, SESSIONS
from wattprint.gui.history.window import HistoryWindow
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.gui.today_view.text import Text
from wattprint.recorder.demo import fill_ledger
from wattprint.reference.demo import load_demo
from wattprint.system.paths import Paths

#: Friday, 20 November 2026, 15:42 UTC.
NOW_S = 1_795_189_320.0

#: Where a line could end and must not.
LOOSE = re.compile(r"≈ |\d (?:[kM]?Wh|W|k?g|mL|L|k?m|min|h|s|€|%)(?!\w)")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("at 14.0 W now", "at 14.0~W now"),
        ("au moins ≈ 4,6 kWh (4,1 à 5,1)", "au moins ≈~4,6~kWh (4,1 à 5,1)"),
        ("0,25 € le kWh", "0,25~€ le kWh"),
        ("950 Wh – 1.20 kWh", "950~Wh~– 1.20~kWh"),
        ("since 9:41, 1 h 05 min at work", "since 9:41, 1~h~05~min at work"),
        ("220 g CO₂e per kWh", "220~g~CO₂e per kWh"),
        ("12 PLN per m³, 3 m³", "12~PLN per m³, 3~m³"),
        ("12 requests, 5 models, 2 sessions, 3 hours", "12 requests, 5 models, 2 sessions, 3 hours"),
        ("3,4 MJ font 944 Wh", "3,4~MJ font 944~Wh"),
        ("40 Whoever", "40 Whoever"),
    ],
)
def test_no_line_ends_within_what_belongs_together(told: str, shown: str) -> None:
    assert held(told) == shown.replace("~", "\u00a0")


def test_a_label_gives_back_what_it_was_told(qtbot: QtBot) -> None:
    label = Text("≈ 14.0 W")
    qtbot.addWidget(label)
    assert (label.text(), QLabel.text(label)) == ("≈ 14.0 W", "≈\u00a014.0\u00a0W")


def test_a_number_and_its_unit_wrap_as_one(qtbot: QtBot) -> None:
    label = Text("A processor at rest: 14.0 W")
    qtbot.addWidget(label)
    metrics = label.fontMetrics()
    # Room for all but the unit: without the held space only "W" would go down.
    narrow = metrics.horizontalAdvance("A processor at rest: 14.0 ") + 1
    whole = metrics.horizontalAdvance("A processor at rest: 14.0 W")
    assert label.minimumSizeHint().width() >= metrics.horizontalAdvance("14.0 W")
    assert label.heightForWidth(narrow) > label.heightForWidth(whole + 4)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_the_history_holds_them_together(
    language: str,
    speaking: Callable[[str], AbstractContextManager[RowWriter]],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    paths = Paths(tmp_path / "data" / "ledger.sqlite3", tmp_path / "settings" / "config.toml")
    paths.ledger.parent.mkdir(mode=0o700)
    paths.config.parent.mkdir(mode=0o700)
    fill_ledger(paths.ledger, load_demo(), NOW_S)
    with speaking(language) as writer:
        setting = Setting(paths, writer.phrases, Remembered(paths.config), lambda: NOW_S)
        window = HistoryWindow(setting)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        held_together = 0
        for page in (OVERVIEW, SESSIONS, COMPARE, NUMBERS):
            window.show_page(page)
            settle(qtbot, window)
            for label in window.findChildren(QLabel):
                shown = QLabel.text(label)
                assert not (label.wordWrap() and LOOSE.search(shown)), shown
                held_together += isinstance(label, HeldLabel) and "\u00a0" in shown
        assert held_together > 20
        window.close()
