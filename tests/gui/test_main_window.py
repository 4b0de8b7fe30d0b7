"""The main window in every state: plain words, plain text, nothing dead, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QPushButton, QWidget

from tests.gui.making import DAY, TERMS, day_of, totals_of
from tests.gui.test_day_reader import write_day
from tests.unit.ledger.making import UNKNOWN, book_active, session_of
from wattprint.domain.band import Band
from wattprint.domain.bookings import Bookings, DayTime
from wattprint.domain.equivalents import Basis, choose
from wattprint.gui.charts.bar import Covered
from wattprint.gui.charts.line import LivePowerLine
from wattprint.gui.day import Day, Likeness, OpenSession
from wattprint.gui.day_reader import DayReader
from wattprint.gui.history.anchors import METHOD, PRICE, WATER_ON_SITE, equivalent, grid
from wattprint.gui.live_lines import DeviceSeen, Name, ProblemLine, Running, SightLine, TroubleLine
from wattprint.gui.main_window import TRAY_EXPLAINED, MainWindow
from wattprint.gui.pausing import HowLong, Pause
from wattprint.gui.power_trail import PowerTrail
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.gui.status import Status
from wattprint.gui.today_view.about_link import AboutLink
from wattprint.gui.today_view.days_card import bar_of
from wattprint.ledger.person import PersonLedger
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.texts import LANGUAGES
from wattprint.system.launch_command import typed_command
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pytestqt.qtbot import QtBot

    Speaking = Callable[[str], AbstractContextManager[RowWriter]]

MEASURING = RecorderState(Phase.MEASURING, 7)
GPU = DeviceSeen("nvidia:1", "GeForce", True, "active", 212.0)
CPU = DeviceSeen("cpu", "Core", False, "active", 21.0, True)
HOSTILE = "<b>R&D</b>_&amp; {energy} %n %1 " + "x" * 200


def sight(*names: str, devices: tuple[DeviceSeen, ...] = (GPU,), paused: bool = False) -> SightLine:
    running = tuple(Running(Name(name, None, False), 100.0) for name in names)
    return SightLine(paused, running, (), devices)


def status(day: Day | None = None, seen: SightLine | None = None, **more: object) -> Status:
    return Status(day or day_of(), MEASURING, seen or sight(), **more)  # type: ignore[arg-type]


class Windows:
    """Makes windows, and shows a status in them."""

    def __init__(self, paths: Paths, qtbot: QtBot, writer: RowWriter) -> None:
        self.paths = paths
        self.writer = writer
        self.trail = PowerTrail()
        self.remembered = Remembered(paths.config)
        self.window = MainWindow(paths, writer.phrases, self.trail, self.remembered)
        qtbot.addWidget(self.window)

    def show(self, case: Status) -> MainWindow:
        self.window.show_status(case, self.writer.rows(case))
        return self.window

    def texts(self) -> list[str]:
        """Everything that can be read in it."""
        found = [
            widget.text()
            for widget in self.window.findChildren(QWidget)
            if widget.isVisibleTo(self.window) and isinstance(widget, QLabel | QAbstractButton)
        ]
        return [text for text in found if text]

    def says(self, part: str) -> bool:
        return any(part in text for text in self.texts())


@pytest.fixture
def made(paths: Paths, qtbot: QtBot, speaking: Speaking) -> Callable[[str], AbstractContextManager[Windows]]:
    @contextmanager
    def make(language: str) -> Iterator[Windows]:
        with speaking(language) as writer:
            yield Windows(paths, qtbot, writer)

    return make


Made = Callable[[str], "AbstractContextManager[Windows]"]


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        (Phase.STARTING, "Measuring is starting. Start a local model,"),
        (Phase.MEASURING, "Measuring is on. Start a local model,"),
        (Phase.ELSEWHERE, "Measuring is on. Start a local model,"),
        (Phase.WAITING, "Nothing is being measured: what runs now is not counted."),
        (Phase.STOPPED, "Nothing is being measured: what runs now is not counted."),
    ],
)
def test_a_quiet_day_says_measuring_is_on_only_where_it_is(made: Made, phase: Phase, says: str) -> None:
    with made("en") as windows:
        window = windows.show(Status(day_of(0.0), RecorderState(phase, 4321)))
        assert window.total.total.text() == "Nothing yet"
        assert window.total.beneath.text().startswith(says)


def test_no_data(made: Made) -> None:
    with made("en") as windows:
        window = windows.show(status(day_of(recorded=False)))
        assert window.total.total.text() == "Nothing yet"
        assert windows.says("Measuring is on.")
        assert windows.says("No AI app is running")
        assert not window.total.bar.isVisibleTo(window)
        assert not window.pending.isVisibleTo(window)
        assert not window.notices.isVisibleTo(window)
        assert not any("0 " in text for text in windows.texts() if "+" not in text)


def test_a_day_nobody_watched_is_not_0(made: Made) -> None:
    with made("en") as windows:
        case = Status(day_of(recorded=False), RecorderState(Phase.WAITING))
        window = windows.show(case)
        assert window.total.total.text() == "Not recorded"
        assert windows.says("That is not 0: it is not known.")
        assert windows.says("The recorder has stopped")
        assert window.header.state.text() == "Not measuring"


def test_a_busy_day_in_two_languages(made: Made) -> None:
    day = replace(
        day_of(300.0, modelled_wh=15.0, cloud_wh=40.0, not_estimated=1, price=0.25),
        zone={"en": "France", "fr": "la France"},
        zone_guessed=True,
        sessions=(OpenSession("Ollama", None, 0.0, 61.0, at_least=False, modelled=False),),
    )
    with made("en") as windows:
        window = windows.show(status(day, sight("Ollama")))
        assert window.total.total.text() == "at least ≈ 340 Wh"
        for text in (
            "≈ 300 Wh",
            "(270–330 Wh)",
            "measured, GPU and CPU only, ≈ 15 Wh of it modelled",
            "at least ≈ 40 Wh",
            "(20–120 Wh)",
            "estimated, data centres included, 1 count without a figure",
            "grid: France (a guess)",
            "cooling of data centres only",
            "this computer, at",
            "61.0 Wh so far, since",
        ):
            assert windows.says(text), text
        assert window.total.bar.accessibleName().startswith("This computer ≈ 300 Wh")
    with made("fr") as windows:
        window = windows.show(status(day, sight("Ollama")))
        assert window.total.total.text() == "au moins ≈ 340 Wh"
        assert windows.says("estimé, centres de données compris, 1 saisie sans chiffre")
        assert windows.says("Services en ligne")


def test_paused(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status(pause=Pause(1_773_144_000.0)))
        assert window.header.state.text().startswith("Paused until ")
        assert not window.header.pause.isVisibleTo(window)
        with qtbot.waitSignal(window.resume_wanted):
            window.header.resume.click()
        window = windows.show(status())
        assert not window.header.resume.isVisibleTo(window)
        menu = window.header.pause.menu()
        assert menu is not None
        with qtbot.waitSignal(window.pause_wanted) as told:
            menu.actions()[-1].trigger()
        assert told.args == [HowLong.UNTIL_RESUMED]
        windows.show(Status(day_of(), RecorderState(Phase.ELSEWHERE, 9)))
        assert not window.header.pause.isVisibleTo(window)
        assert windows.says("Pausing is done where that recorder was started.")


def test_a_pause_from_before_is_told_plainly(made: Made) -> None:
    with made("en") as windows:
        windows.show(status(pause=Pause(1_773_144_000.0)))
        assert not windows.says("still paused")
        windows.show(status(pause=Pause(1_773_144_000.0, kept=True)))
        assert windows.says("Measuring is still paused until ")
        window = windows.show(status(pause=Pause(None, kept=True)))
        assert windows.says("Nothing is recorded until you resume it.")
        assert window.header.resume.isVisibleTo(window)


def test_learning(made: Made) -> None:
    with made("en") as windows:
        window = windows.show(status(replace(day_of(at_least=True), learning=("GeForce RTX",))))
        assert window.total.total.text() == "Learning"
        assert windows.says("learning the power at rest of GeForce RTX;")
        windows.show(status(replace(day_of(at_least=True), learning=("GeForce RTX", "Ryzen 7"))))
        assert windows.says("learning the power at rest of GeForce RTX and Ryzen 7;")


def test_before_the_first_reading_no_card_is_missed(made: Made) -> None:
    with made("en") as windows:
        windows.show(status(day_of(), sight(devices=())))
        assert not windows.says("No graphics card")
        windows.show(status(day_of(), sight(devices=(CPU,))))
        assert windows.says("No graphics card")
        windows.show(status(day_of(), sight(devices=(CPU, GPU))))
        assert not windows.says("No graphics card")


def test_without_a_gpu_it_says_so_and_what_to_do(made: Made) -> None:
    limit = ProblemLine("rapl-permission", None, "")
    with made("en") as windows:
        window = windows.show(status(seen=sight("whisper", devices=(CPU,)), limits=(limit,)))
        assert windows.says("No graphics card is measured here")
        assert windows.says(f"“{typed_command('doctor')}” in a terminal")
        assert windows.says("(RAPL) may only be read by root")
        assert not windows.says("`")
        assert windows.says("≈ 21 W, modelled")
        assert list(window.now._devices) == ["cpu"]


def test_own_factors_that_cannot_be_used_are_told(made: Made) -> None:
    error = "own_factors.toml: <b>low</b> above high"
    with made("en") as windows:
        windows.show(status(replace(day_of(), own_factors_error=error)))
        assert windows.says(f"Your own factors are not used: {error}.")


def test_trouble_comes_first_and_is_cut(made: Made) -> None:
    many = tuple(ProblemLine(f"made-up-{number}", None, HOSTILE) for number in range(9))
    for language in LANGUAGES:
        with made(language) as windows:
            window = windows.show(status(problems=many, trouble=TroubleLine("full", "/x/" + "y" * 300)))
            shown = [line for line in window.notices.lines if line.isVisibleTo(window)]
            assert len(shown) == 4
            assert "/x/" in shown[0].text.text()


def test_a_ledger_that_cannot_be_read(made: Made, paths: Paths) -> None:
    paths.ledger.write_bytes(b"no database " * 100)
    with made("en") as windows:
        window = windows.show(status(DayReader(paths).read(DAY, wide=True)))
        assert window.total.total.text() == "Not known"
        assert window.notices.isVisibleTo(window)


def test_names_are_plain_text_everywhere(made: Made) -> None:
    named = replace(GPU, name=HOSTILE)
    for language in LANGUAGES:
        with made(language) as windows:
            window = windows.show(status(seen=sight(HOSTILE, devices=(named,))))
            window.resize(700, 600)
            labels = [label for label in window.findChildren(QLabel) if label.text()]
            assert labels
            assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
            assert not any("<b>" in label.toolTip() for label in labels), "a tool tip may be read as markup"
            assert windows.says("<b>R&D")


def test_many_apps_and_devices_do_not_fill_the_window(made: Made) -> None:
    cards = tuple(replace(GPU, key=f"nvidia:{number}", name=f"Card {number}") for number in range(9))
    with made("en") as windows:
        window = windows.show(status(seen=sight(*(f"App {number}" for number in range(9)), devices=cards)))
        assert windows.says("and 5 more")
        assert len(window.now._devices) == 4


def test_the_live_line_has_the_minutes_before_it_was_opened(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        for second in range(5):
            windows.trail.add(float(second), sight("Ollama"))
        window = windows.show(status(seen=sight("Ollama")))
        with qtbot.waitExposed(window):
            window.show()
        line = window.now._devices[GPU.key].line
        assert line.count() == 5
        window.look(5.0, sight("Ollama"))
        assert line.count() == 6
        unknown = replace(GPU, key="nvidia:2", power_w=None)
        windows.show(status(seen=sight("Ollama", devices=(unknown,))))
        assert not window.now._devices["nvidia:2"].line.isVisible(), "a line without a single value"


def test_tab_leads_to_a_live_line_within_its_card(made: Made, qtbot: QtBot) -> None:
    """Made once the device is known, it was the last stop of the window, after the button that quits."""
    with made("en") as windows:
        for second in range(3):
            windows.trail.add(float(second), sight("Ollama"))
        window = windows.show(status(day_of(10.0), sight("Ollama")))
        with qtbot.waitExposed(window):
            window.show()
        other = replace(GPU, key="nvidia:2")
        windows.trail.add(4.0, sight("Ollama", devices=(GPU, other)))
        windows.show(status(day_of(10.0), sight("Ollama", devices=(GPU, other))))

        def seen() -> list[LivePowerLine]:
            return [one for one in window.findChildren(LivePowerLine) if one.isVisible()]

        qtbot.waitUntil(lambda: len(seen()) == 2)
        lines = seen()
        stops: list[QWidget] = []
        at = window.header.pause.nextInFocusChain()
        while at is not None and at is not window.header.pause:
            if at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
                stops.append(at)
            at = at.nextInFocusChain()
        about = stops.index(window.now.about)
        # From above to below, as they stand there.
        lines.sort(key=lambda line: line.mapTo(window.now, QPoint(0, 0)).y())
        assert [id(one) for one in stops[about - 2 : about]] == [id(one) for one in lines]


def test_history_export_numbers_and_settings_are_one_key_away(made: Made, qtbot: QtBot) -> None:
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    with made("en") as windows:
        window = windows.show(status())
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        for signal, button, key, modifier, arguments in (
            (window.history_wanted, window.footer.history, Qt.Key.Key_H, control, []),
            (window.export_wanted, window.footer.export, Qt.Key.Key_E, control, []),
            (window.number_wanted, window.footer.numbers, Qt.Key.Key_F1, none, [""]),
            (window.settings_wanted, window.footer.settings, Qt.Key.Key_Comma, control, []),
        ):
            assert button.toolTip()
            with qtbot.waitSignal(signal) as told:
                button.click()
            assert told.args == arguments
            with qtbot.waitSignal(signal) as told:
                QTest.keyClick(window, key, modifier)
            assert told.args == arguments


def test_every_number_of_today_leads_to_where_it_comes_from(made: Made, qtbot: QtBot) -> None:
    everyday = Equivalents.load(resource_path("data", "equivalents.toml"))
    choice = choose({Basis.ENERGY_WH: Band.around(80.0, 0.9, 1.1)}, everyday.ladder("FRA"))
    assert choice is not None
    like = Likeness(everyday[choice.big.step.id], choice.big)
    totals = totals_of(80.0, cloud_wh=20.0, terms=replace(TERMS, price_per_kwh=0.25), price=0.25)
    with made("en") as windows:
        window = windows.show(status(Day(DAY, totals=totals, likenesses=(like,))))
        window.show()
        wanted: list[str] = []
        window.number_wanted.connect(wanted.append)
        links = [link for link in window.findChildren(AboutLink) if link.isVisible() and link.anchor]
        for link in links:
            link.setFocus()
            QTest.keyClick(link, Qt.Key.Key_Space)
        assert wanted == [link.anchor for link in links]
        assert {METHOD, PRICE, WATER_ON_SITE, grid("FRA"), equivalent(like.everyday.step.id)} <= set(wanted)


def test_a_bar_of_the_last_days_opens_its_day(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status(Day(DAY, totals=totals_of(5.0), recent=(totals_of(5.0),))))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        chart = window.days.chart
        chart.setFocus()
        chart.set_cursor_index(0)
        with qtbot.waitSignal(window.days_wanted) as told:
            QTest.keyClick(chart, Qt.Key.Key_Return)
        assert told.args == [DAY, DAY]


def test_bars_mark_what_was_not_recorded() -> None:
    assert bar_of(totals_of(10.0, cloud_wh=5.0), watching=False).covered is Covered.FULL
    bar = bar_of(totals_of(recorded=False, cloud_wh=5.0), watching=False)
    assert (bar.covered, bar.measured, bar.estimated) == (Covered.NONE, 0.0, 5.0)
    assert bar_of(totals_of(recorded=False), watching=True).covered is Covered.FULL
    paused = replace(totals_of(10.0), times=DayTime(60.0, 3600.0, paused_s=600.0))
    assert bar_of(paused, watching=False).covered is Covered.PART
    assert bar_of(totals_of(1.0, at_least=True), watching=False).at_least


def test_the_answer_to_a_question_keeps_the_focus_where_it_was(
    made: Made, paths: Paths, qtbot: QtBot
) -> None:
    """It went to what came next, and the window scrolled there."""
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 4_320_000.0)
    write_day(paths.ledger, bookings)
    with made("en") as windows:
        reader = DayReader(paths)
        day = reader.read(DAY, wide=True)
        window = windows.show(status(day))
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        never = next(one for one in window.pending.findChildren(QPushButton) if one.text() == "Never")
        never.setFocus()
        assert day.pending
        more = tuple(replace(one, joules=one.joules * 2) for one in day.pending)
        windows.show(status(replace(day, pending=more)))
        still = window.focusWidget()
        assert isinstance(still, QPushButton)
        assert still is not never
        assert still.text() == "Never", "its row was told anew with another amount"
        with qtbot.waitSignal(window.written):
            still.click()
        windows.show(status(reader.read(DAY, wide=True)))
        assert window.focusWidget() is window.pending.undo


def test_an_unknown_program_is_counted_and_that_is_undone(made: Made, paths: Paths, qtbot: QtBot) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 4_320_000.0)
    write_day(paths.ledger, bookings)
    with made("en") as windows:
        reader = DayReader(paths)
        window = windows.show(status(reader.read(DAY, wide=True)))
        assert window.pending.question.text() == "1 unknown program, 1.20 kWh: count it?"
        count = next(one for one in window.pending.findChildren(QPushButton) if one.text() == "Count")
        assert count.accessibleName() == "Count mystery.py"
        with qtbot.waitSignal(window.written):
            count.click()
        day = reader.read(DAY, wide=True)
        window = windows.show(status(day))
        assert day.totals is not None
        assert day.totals.total.central == pytest.approx(1200.0)
        assert windows.says("mystery.py is counted, its past too.")
        with qtbot.waitSignal(window.written):
            window.pending.undo.click()
        window = windows.show(status(reader.read(DAY, wide=True)))
        assert window.pending.question.text() == "1 unknown program, 1.20 kWh: count it?"
        assert not window.pending.undo.isVisibleTo(window)


def test_an_answer_that_is_undone_leads_back_to_its_question(made: Made, paths: Paths, qtbot: QtBot) -> None:
    """The card was gone until the day was read anew, and the focus with it."""
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 4_320_000.0)
    write_day(paths.ledger, bookings)
    with made("en") as windows:
        reader = DayReader(paths)
        window = windows.show(status(reader.read(DAY, wide=True)))
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        never = next(one for one in window.pending.findChildren(QPushButton) if one.text() == "Never")
        never.setFocus()
        with qtbot.waitSignal(window.written):
            never.click()
        windows.show(status(reader.read(DAY, wide=True)))
        assert window.focusWidget() is window.pending.undo
        with qtbot.waitSignal(window.written):
            window.pending.undo.click()

        def in_focus() -> str:
            return window.focusWidget().accessibleName()

        assert in_focus() == "Count mystery.py"
        windows.show(status(reader.read(DAY, wide=True)))
        assert in_focus() == "Count mystery.py"


def test_an_answer_that_cannot_be_written_is_told(made: Made, paths: Paths, qtbot: QtBot) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 4_320_000.0)
    write_day(paths.ledger, bookings)
    with made("en") as windows:
        window = windows.show(status(DayReader(paths).read(DAY, wide=True)))
        paths.ledger.write_bytes(b"no database " * 100)
        never = next(one for one in window.pending.findChildren(QPushButton) if one.text() == "Never")
        never.click()
        qtbot.waitUntil(lambda: window.pending.told.text().startswith("Not saved."))
        assert not window.pending.undo.isVisibleTo(window)


def test_a_quick_count_is_written_and_told(made: Made, paths: Paths, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status())
        window.show()
        qtbot.waitUntil(lambda: bool(window.cloud.quick.rows))
        plus = window.cloud.quick.rows["chatgpt.prompt"].findChildren(QPushButton)[0]
        with qtbot.waitSignal(window.written):
            plus.click()
        with qtbot.waitSignal(window.add_wanted):
            window.cloud.add.click()
    with PersonLedger(paths.ledger) as ledger:
        assert [one.activity for one in ledger.cloud.entries("0001-01-01", "9999-12-31")] == [
            "chatgpt.prompt"
        ]


# -- coming and going --------------------------------------------------------------------------------------


def test_the_first_close_explains_and_offers_to_quit(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status())
        window.show()
        window.close()
        box = window.findChild(QMessageBox)
        assert box is not None
        assert window.isVisible()
        assert box.textFormat() is Qt.TextFormat.PlainText
        window.close()
        assert len(window.findChildren(QMessageBox)) == 1
        quit_instead = next(one for one in box.buttons() if one.text() == "&Quit instead")
        with qtbot.waitSignal(window.quit_wanted):
            quit_instead.click()
        assert Remembered(windows.paths.config).flag(TRAY_EXPLAINED)
        with qtbot.assertNotEmitted(window.quit_wanted):
            window.close()
        assert not window.isVisible()


@pytest.mark.parametrize(
    ("until_s", "said"), [(1_767_400_200.0, "paused until "), (None, "paused until you resume it.")]
)
def test_a_pause_is_not_told_as_measuring(made: Made, until_s: float | None, said: str) -> None:
    with made("en") as windows:
        window = windows.show(status(pause=Pause(until_s)))
        window.show()
        window.close()
        box = window.findChild(QMessageBox)
        assert box is not None
        assert said in box.text()
        if until_s is not None:
            assert windows.writer.phrases.clock(until_s) in box.text()
        assert "measuring in the tray" not in box.text()
        assert [one.text() for one in box.buttons()] == ["&Stay in the tray", "&Quit instead"]


def test_escape_keeps_measuring(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status())
        window.show()
        window.close()
        box = window.findChild(QMessageBox)
        assert box is not None
        with qtbot.assertNotEmitted(window.quit_wanted):
            qtbot.keyClick(box, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
            qtbot.waitUntil(lambda: not window.isVisible())


def test_without_a_tray_closing_quits(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status())
        window.set_only_way(True)
        window.show()
        assert windows.says("closing this window quits Wattprint")
        with qtbot.waitSignal(window.quit_wanted):
            window.close()
        assert not window.isVisible()


def test_an_app_that_ends_asks_nothing(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status())
        window.show()
        window.prepare_to_leave()
        window.close()
        assert not window.isVisible()
        assert window.findChild(QMessageBox) is None


def test_it_comes_back_where_it_was(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status())
        window.show()
        window.resize(700, 555)
        window.hide()
        again = MainWindow(
            windows.paths, windows.writer.phrases, windows.trail, Remembered(windows.paths.config)
        )
        qtbot.addWidget(again)
        assert (again.width(), again.height()) == (700, 555)


def test_it_tells_whether_it_is_looked_at(made: Made, qtbot: QtBot) -> None:
    told: list[bool] = []
    with made("en") as windows:
        window = windows.show(status())
        window.looked_at.connect(told.append)
        window.show()
        window.hide()
        assert told == [True, False]


# -- for everybody -----------------------------------------------------------------------------------------


def test_what_was_counted_today_stands_beside_its_buttons(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status(replace(day_of(10.0), counted={"claude.prompt": 5.0})))
        with qtbot.waitExposed(window):
            window.show()
        quick = window.cloud.quick
        qtbot.waitUntil(lambda: len(quick.counts) == 3)
        assert quick.counts["claude.prompt"].text() == "5 today"
        windows.show(status(replace(day_of(10.0), counted={"claude.prompt": 6.0})))
        assert quick.counts["claude.prompt"].text() == "6 today"


def test_everything_is_reached_by_keyboard_and_has_a_name(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status(day_of(10.0, cloud_wh=4.0)))
        with qtbot.waitExposed(window):
            window.show()

        def buttons_shown() -> list[QPushButton]:
            return [one for one in window.findChildren(QPushButton) if one.isVisibleTo(window)]

        # The favourites come from another thread, and what they stand in is shown only then.
        qtbot.waitUntil(lambda: len(buttons_shown()) >= 12)
        window.activateWindow()
        reached: set[QWidget] = set()
        widget: QWidget | None = window.header.pause
        while widget is not None and widget not in reached:
            reached.add(widget)
            widget = widget.nextInFocusChain()
        for button in buttons_shown():
            assert button in reached
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
            interface = QAccessible.queryAccessibleInterface(button)
            assert interface.text(QAccessible.Text.Name)
        for chart in (window.days.chart, window.now._devices[GPU.key].line):
            assert chart.accessibleName()
            assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_below_is_cut_at_any_width(made: Made, qtbot: QtBot, language: str) -> None:
    with made(language) as windows:
        window = windows.show(status())
        with qtbot.waitExposed(window):
            window.show()
        footer = window.footer
        directions = set()
        for width in range(window.minimumWidth(), 3 * window.minimumWidth(), 12):
            window.resize(width, window.height())
            QApplication.processEvents()
            first, last = (one.mapTo(footer, QPoint()).y() for one in (footer.history, footer.settings))
            directions.add(last > first)
            for button in footer.findChildren(QPushButton):
                assert button.width() >= button.sizeHint().width(), (width, button.text())
        assert len(directions) == 2, "once below the others, once beside them"


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.5])
def test_it_fits_a_small_screen_with_any_font(made: Made, qtbot: QtBot, qapp: object, scale: float) -> None:
    from PySide6.QtWidgets import QApplication

    before = QApplication.font()
    font = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    QApplication.setFont(font)
    try:
        for language in LANGUAGES:
            with made(language) as windows:
                window = windows.show(status(day_of(10.0, cloud_wh=4.0), sight(HOSTILE)))
                window.resize(window.minimumSize())
                window.show()
                inside = window.scroller.widget()
                assert inside is not None
                assert inside.width() <= window.width() * 1.35, "next to nothing to scroll sideways"
                window.hide()
    finally:
        QApplication.setFont(before)


def test_numbers_follow_the_locale_of_the_window(made: Made) -> None:
    with made("fr") as windows:
        assert windows.window.locale().language() is QLocale.Language.French
        assert windows.window.days.chart.locale().language() is QLocale.Language.French
