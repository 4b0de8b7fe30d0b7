"""What is remembered, what the last minutes held, counting with one click, and None that must not run out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from tests.gui.making import at_once
from wattprint.domain.band import Band
from wattprint.gui.cloud import work
from wattprint.gui.counting import Counted, NotCounted, QuickCounter
from wattprint.gui.day_model import DayModel
from wattprint.gui.live_lines import DeviceSeen, SightLine
from wattprint.gui.numbers import ENERGY_UNITS, count, money, span
from wattprint.gui.power_trail import PowerTrail
from wattprint.gui.remembered import FILE_NAME, Remembered
from wattprint.gui.rows import Mark
from wattprint.gui.status import StatusKeeper
from wattprint.gui.today_view.notices import NoticeWords
from wattprint.ledger.connection import prepare
from wattprint.ledger.person import PersonLedger
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from PySide6.QtCore import QLocale
    from pytestqt.qtbot import QtBot

    from wattprint.gui.rows import RowWriter
    from wattprint.gui.settings.first_run import FirstRun

ROOT = Path(__file__).parents[2]
#: Noon of the tenth of March 2026, in the zone of this run.
NOON_S = time.mktime((2026, 3, 10, 12, 0, 0, 0, 0, -1))
ALL = ("0001-01-01", "9999-12-31")


# -- remembered --------------------------------------------------------------------------------------------


def test_what_is_remembered_is_private(tmp_path: Path) -> None:
    config = tmp_path / "new" / "config.toml"
    first = Remembered(config)
    assert first.text("geometry") == ""
    assert not first.flag("seen")
    first.keep(geometry="abc", seen=True)
    again = Remembered(config)
    assert again.text("geometry") == "abc"
    assert again.flag("seen")
    assert config.parent.stat().st_mode & 0o777 == 0o700
    assert (config.parent / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in config.parent.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "spoilt", [b"", b"\xff", b"[1]", b'{"geometry": 3}', b"[" * 10_000, b'{"seen": "yes"}']
)
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(spoilt)
    kept = Remembered(tmp_path / "config.toml")
    assert kept.text("geometry") == ""
    assert not kept.flag("seen")
    kept.keep(seen=True)
    assert Remembered(tmp_path / "config.toml").flag("seen")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Remembered(tmp_path / "file" / "config.toml")
    kept.keep(seen=True)
    assert kept.flag("seen")


# -- the last minutes --------------------------------------------------------------------------------------


def look(state: str, watts: float | None, *, paused: bool = False) -> SightLine:
    return SightLine(paused, (), (), (DeviceSeen("gpu", "GPU", True, state, watts),))


def test_the_trail_holds_the_last_minutes_and_no_more() -> None:
    trail = PowerTrail(10.0)
    for second in range(100):
        trail.add(float(second), look("active", float(second)))
    assert list(trail.of("gpu")) == [(float(second), float(second)) for second in range(89, 100)]
    trail.clear()
    assert list(trail.of("gpu")) == []


def test_asleep_is_0_and_unknown_is_unknown() -> None:
    trail = PowerTrail()
    trail.add(1.0, look("asleep", None))
    trail.add(2.0, look("unmeasured", None))
    trail.add(3.0, look("active", 5.0, paused=True))
    assert list(trail.of("gpu")) == [(1.0, 0.0), (2.0, None), (3.0, None)]
    assert [watts for _, watts in trail.of("never seen")] == [None, None, None]


# -- counting ----------------------------------------------------------------------------------------------


def entries(path: Path) -> list[tuple[str, str, float]]:
    with PersonLedger(path) as ledger:
        return [(one.local_day, one.activity, one.count) for one in ledger.cloud.entries(*ALL)]


def test_a_count_is_added_and_taken_back(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "ledger.sqlite"
    prepare(path)
    counter = QuickCounter(path, now=lambda: NOON_S)
    with qtbot.waitSignal(counter.counted) as told:
        counter.add("chatgpt.prompt", 5)
    assert isinstance(told.args[0], Counted)
    assert entries(path) == [("2026-03-10", "chatgpt.prompt", 5.0)]
    with qtbot.waitSignal(counter.counted) as told:
        counter.take_back()
    assert told.args == [None]
    assert entries(path) == []
    with qtbot.assertNotEmitted(counter.counted, wait=100):
        counter.take_back()


def test_a_click_before_midnight_counts_on_its_day(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.sqlite"
    prepare(path)
    now_s = [NOON_S + 12 * 3600 - 1]
    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr(work, "run", lambda _owner, job, done, _failed: waiting.append(lambda: done(job())))
    counter = QuickCounter(path, now=lambda: now_s[0])
    counter.add("chatgpt.prompt", 5)
    now_s[0] += 2  # another program holds the ledger meanwhile
    waiting.pop()()
    assert entries(path) == [("2026-03-10", "chatgpt.prompt", 5.0)]
    assert counter.last is not None
    assert counter.last.entry.local_day == "2026-03-10"


def test_a_count_that_cannot_be_written_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"no database " * 100)
    counter = QuickCounter(path, now=lambda: NOON_S)
    with qtbot.waitSignal(counter.failed) as told:
        counter.add("chatgpt.prompt", 5)
    assert isinstance(told.args[0], NotCounted)
    assert not told.args[0].taking_back
    assert counter.last is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_failed_count_stands_in_tray_and_window_until_it_is_settled(
    language: str, tmp_path: Path, qtbot: QtBot, speaking: Callable[..., AbstractContextManager[RowWriter]]
) -> None:
    path = tmp_path / "ledger.sqlite"
    prepare(path)
    counter = QuickCounter(path, now=lambda: NOON_S)
    keeper = StatusKeeper(DayModel(Paths(path, tmp_path / "config.toml"), now=lambda: NOON_S, run=at_once))
    counter.failed.connect(keeper.take_not_counted)
    counter.counted.connect(lambda _: keeper.take_not_counted(None))
    with qtbot.waitSignal(counter.counted):
        counter.add("chatgpt.prompt", 5)
    whole = path.read_bytes()
    path.write_bytes(b"no database " * 100)
    with speaking(language) as writer:
        for act, words in ((partial(counter.add, "chatgpt.prompt", 5), 0), (counter.take_back, 1)):
            with qtbot.waitSignal(keeper.changed):
                act()
            rows = writer.rows(keeper.status)
            told = (("not saved", "enregistré"), ("not taken back", "annulé"))[words][language == "fr"]
            assert told in " ".join(rows.trouble)
            assert rows.mark is Mark.ATTENTION
            assert any(told in text for _, text in NoticeWords(writer.phrases).notices(keeper.status))
            assert str(path) in writer.phrases.troubles(keeper.status)[0]
        path.write_bytes(whole)
        with qtbot.waitSignal(counter.counted):
            counter.add("chatgpt.prompt", 5)
        assert writer.rows(keeper.status).trouble == ()


# -- numbers -----------------------------------------------------------------------------------------------


def english() -> QLocale:
    from PySide6.QtCore import QLocale

    return QLocale("en_GB")


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (Band(10, 20, 95), "10–95 Wh"),
        (Band(0, 20, 95), "0–95 Wh"),
        (Band(800, 900, 1200), "0.80–1.2 kWh"),
        (Band(0.084, 0.09, 0.101), "0.084–0.10 Wh"),
        (Band(9.9, 90, 1200), "9.9 Wh – 1.2 kWh"),
        (Band(10.01, 10.02, 10.03), None),
        (Band(0, 0, 0), None),
    ],
)
def test_bands_are_told_in_one_unit_where_they_can(band: Band, text: str | None) -> None:
    assert span(english(), band, ENERGY_UNITS) == text


def test_money_and_prices() -> None:
    from PySide6.QtCore import QLocale

    assert money(english(), 0.0777, "GBP") == "£0.078"
    assert money(english(), 0.0777, "EUR", modelled=True) == "≈ €0.078"
    assert money(QLocale("fr_FR"), 0.0777, "EUR", modelled=True) == "≈ 0,078 €"
    assert money(english(), 0.2611, "GBP", as_typed=True) == "£0.2611"
    assert money(english(), 0.25, "XAF", as_typed=True) == "0.25 XAF"
    assert money(english(), 0.5, "GBP", as_typed=True) == "£0.50"
    assert money(QLocale("fr_FR"), 0.3, "EUR", as_typed=True) == "0,30 €"
    assert money(english(), 31.0, "JPY", as_typed=True) == "31 JPY"
    assert count(english(), 1250.0) == "1,250"
    assert count(english(), 0.1 + 0.2) == "0.3"


@pytest.mark.parametrize(
    ("value", "measured", "modelled"),
    [
        (0.0, "€0", "€0"),
        (0.000123, "€0.00012", "≈ €0.00012"),
        (0.027, "€0.027", "≈ €0.027"),
        (0.0999, "€0.10", "≈ €0.10"),
        (0.1, "€0.10", "≈ €0.10"),
        (0.157, "€0.16", "≈ €0.16"),
        (1.234, "€1.23", "≈ €1.20"),
        (9.96, "€9.96", "≈ €10"),
        (12.345, "€12.35", "≈ €12"),
        (1234.5, "€1,234.50", "≈ €1,200"),
    ],
)
def test_money_has_the_digits_of_a_bill(value: float, measured: str, modelled: str) -> None:
    assert money(english(), value, "EUR") == measured
    assert money(english(), value, "EUR", modelled=True) == modelled


# -- None --------------------------------------------------------------------------------------------------

#: Paints and sets texts more often than there are references to None at the start.
BUSY = """
from PySide6.QtCore import QTimer
timer = QTimer()
for _ in range(300_000):
    timer.stop()
print("alive", None)
"""


def test_a_long_day_does_not_use_up_none() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", BUSY], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive None\n", "")


# -- languages ---------------------------------------------------------------------------------------------


def test_the_whole_app_changes_its_language_at_once(
    tmp_path: Path, qtbot: QtBot, translations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    from wattprint.gui import app as app_module
    from wattprint.gui.language import install_translators

    monkeypatch.setattr(
        app_module, "install_translators", lambda app, to: install_translators(app, to, translations)
    )
    desktop = app_module.Desktop(Paths(tmp_path / "ledger.sqlite", tmp_path / "config.toml"), "en")
    desktop._make_tray(False)
    tray = desktop._tray
    assert tray is not None
    before = tray._menu.actions()
    desktop._welcome()
    page = cast("FirstRun", desktop._dialogs._open["first"])
    page.price.amount.setText("0.31")
    desktop.speak("fr")
    try:
        assert tray._menu.actions() == before, "the menu is told anew, never made anew"
        shown = [action.text() for action in before if action.isVisible()]
        assert "&Ouvrir Wattprint" in shown
        window = desktop._window
        assert window is not None
        assert window.isVisible()
        assert window.footer.settings.text() == "Ré&glages…"
        assert window.locale().decimalPoint() == ","
        # The page that stands before it does not go with the old one, nor does what was typed.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.waitUntil(lambda: page.windowTitle() == "Bienvenue dans Wattprint")
        assert page.isVisible()
        assert page.parent() is window
        assert page.price.amount.text() == "0.31"
    finally:
        page.hurry()
        page.close()
        for translator in desktop._translators:
            app = QCoreApplication.instance()
            assert app is not None
            app.removeTranslator(translator)
        if desktop._window is not None:
            desktop._window.prepare_to_leave()
            desktop._window.close()
        desktop.stop()


def test_a_window_that_stands_is_not_raised_over_the_first_page_where_there_is_no_tray(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wattprint.gui import app as app_module
    from wattprint.gui.in_front import show_in_front

    raised: list[object] = []
    show = show_in_front

    def raising(window: object) -> None:
        raised.append(window)
        show(window)  # type: ignore[arg-type]

    monkeypatch.setattr(app_module, "show_in_front", raising)
    desktop = app_module.Desktop(Paths(tmp_path / "ledger.sqlite", tmp_path / "config.toml"), "en")
    try:
        desktop._do_without_tray()
        assert raised == [desktop._window], "without a window it makes one"
        desktop._do_without_tray()
        assert len(raised) == 1
    finally:
        if desktop._window is not None:
            desktop._window.prepare_to_leave()
            desktop._window.close()
        desktop.stop()
