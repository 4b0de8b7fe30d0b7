"""The icon and its menu: made once, told anew, never cleared or hidden."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QMenu

from tests.gui.making import day_of
from wattprint.gui.charts.contrast import contrast
from wattprint.gui.icons import SIZES, Tone, mark_icon
from wattprint.gui.live_lines import SightLine
from wattprint.gui.pausing import HowLong, Pause
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.rows import Mark, Pausing, QuickRow, Rows, RowWriter
from wattprint.gui.status import Status
from wattprint.gui.tray import Tray
from wattprint.reference.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pytestqt.qtbot import QtBot

    Speaking = Callable[[str], AbstractContextManager[RowWriter]]

IDLE = Rows("Today: 1 Wh", ("nothing",), (), "Quit", Mark.IDLE)
BUSY = Rows("Today: 2 Wh", ("R&D <b>a</b>", "b_c", "d"), ("too bad", "sorry"), "Leave", Mark.ATTENTION)
FULL = replace(
    IDLE,
    parts=("All of it measured",),
    devices=("Card: 20 W",),
    quick=(QuickRow("a.prompt", "R&D · Prompt"), QuickRow("b.prompt", "b · Prompt")),
    pausing=Pausing.POSSIBLE,
)

#: Rows that are always there.
OWN = (
    "&Add cloud use…",
    "&History…",
    "&Export…",
    "&Open Wattprint",
    "&Settings…",
    "About the &numbers…",
)


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    pauses = ((HowLong.HALF_AN_HOUR, "For 30 minutes"), (HowLong.UNTIL_RESUMED, "Until I resume"))
    return Tray(over_bus=False, rows=IDLE, pauses=pauses)


def menu_of(tray: Tray) -> QMenu:
    menu = tray.icon.contextMenu()
    assert menu is not None
    return menu


def texts(tray: Tray) -> list[str]:
    return [
        action.text() for action in menu_of(tray).actions() if action.isVisible() and not action.isSeparator()
    ]


def test_the_menu_tells_its_rows(tray: Tray) -> None:
    assert texts(tray) == ["Today: 1 Wh", "nothing", *OWN, "Quit"]
    assert tray.icon.toolTip() == "Wattprint\nToday: 1 Wh"
    tray.show_rows(BUSY)
    assert texts(tray) == ["Today: 2 Wh", "R&&D <b>a</b>", "b_c", "d", "too bad", "sorry", *OWN, "Leave"]
    assert tray.icon.toolTip() == "Wattprint\nToday: 2 Wh"
    tray.show_rows(IDLE)
    assert texts(tray) == ["Today: 1 Wh", "nothing", *OWN, "Quit"]


def test_an_open_menu_is_told_anew_without_being_rebuilt(tray: Tray, qtbot: QtBot) -> None:
    menu, before = menu_of(tray), menu_of(tray).actions()
    icon = tray.icon
    menu.popup(menu.pos())
    for rows in (BUSY, IDLE, BUSY):
        tray.show_rows(rows)
        qtbot.wait(10)
    assert menu_of(tray) is menu
    assert menu.actions() == before
    assert tray.icon is icon
    assert icon.isVisible()
    menu.close()


def test_nothing_is_sent_when_nothing_changed(tray: Tray) -> None:
    told: list[object] = []
    for action in menu_of(tray).actions():
        action.changed.connect(lambda: told.append(1))
    tray.show_rows(IDLE)
    assert told == []


def test_clicks_are_acted_on_after_the_host_was_answered(tray: Tray, qtbot: QtBot) -> None:
    told: list[str] = []
    tray.opened.connect(lambda: told.append("opened"))
    tray.quit_wanted.connect(lambda: told.append("quit"))
    *rows, leave = menu_of(tray).actions()
    rows[0].trigger()
    leave.trigger()
    tray.icon.activated.emit(tray.icon.ActivationReason.Trigger)
    tray.icon.activated.emit(tray.icon.ActivationReason.Context)
    assert told == []
    qtbot.waitUntil(lambda: told == ["opened", "quit", "opened"])


def outline(image: QImage) -> set[tuple[int, int]]:
    """The pixels that are drawn on."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 127
    }


@pytest.mark.parametrize("tone", list(Tone))
def test_icons_are_told_apart_by_shape_at_every_size(qtbot: QtBot, tone: Tone) -> None:
    for size in SIZES:
        shapes = [outline(mark_icon(mark, tone).pixmap(size, size).toImage()) for mark in Mark]
        for number, shape in enumerate(shapes):
            assert shape
            for other in shapes[number + 1 :]:
                assert len(shape ^ other) > size * size / 8


def test_icons_have_pixels_of_every_size_that_panels_ask_for(qtbot: QtBot) -> None:
    for mark in Mark:
        assert {size.width() for size in mark_icon(mark).availableSizes()} == set(SIZES)


def menus(tray: Tray) -> dict[str, QMenu]:
    """The sub-menus of the visible rows."""
    found = {}
    for action in menu_of(tray).actions():
        menu = action.menu()
        if action.isVisible() and isinstance(menu, QMenu):
            found[action.text()] = menu
    return found


def test_favourites_are_counted_from_their_sub_menus(tray: Tray, qtbot: QtBot) -> None:
    assert "&Count cloud use" not in menus(tray)
    tray.show_rows(FULL)
    quick = menus(tray)["&Count cloud use"]
    shown = [action for action in quick.actions() if action.isVisible() and not action.isSeparator()]
    assert [action.text() for action in shown] == ["R&&D · Prompt", "b · Prompt"]
    second = shown[1].menu()
    assert isinstance(second, QMenu)
    assert [action.text() for action in second.actions()] == ["+&1", "+&5", "+1&0"]
    with qtbot.waitSignal(tray.count_wanted) as told:
        second.actions()[1].trigger()
    assert told.args == ["b.prompt", 5]
    # What was clicked is counted, though another one has taken its row before it is acted on.
    with qtbot.waitSignal(tray.count_wanted) as told:
        second.actions()[0].trigger()
        tray.show_rows(replace(FULL, quick=FULL.quick[::-1]))
    assert told.args == ["b.prompt", 1]
    with qtbot.waitSignal(tray.count_wanted) as told:
        second.actions()[2].trigger()
        tray.show_rows(IDLE)
    assert told.args == ["a.prompt", 10]
    tray.show_rows(FULL)
    *_, line, _ = quick.actions()
    assert line.isSeparator()
    assert not line.isVisible(), "nothing follows it"
    tray.show_taken_back("Take back 5 × b_c & d")
    assert line.isVisible()
    assert quick.actions()[-1].text() == "Take back 5 × b_c && d"
    with qtbot.waitSignal(tray.take_back_wanted):
        quick.actions()[-1].trigger()
    tray.show_taken_back("")
    assert not quick.actions()[-1].isVisible()
    assert not line.isVisible()


def test_pausing_is_offered_as_it_is_possible(tray: Tray, qtbot: QtBot) -> None:
    assert "&Pause measuring" not in menus(tray)
    tray.show_rows(FULL)
    pause = menus(tray)["&Pause measuring"]
    with qtbot.waitSignal(tray.pause_wanted) as told:
        pause.actions()[0].trigger()
    assert told.args == [HowLong.HALF_AN_HOUR]
    tray.show_rows(replace(FULL, pausing=Pausing.PAUSED, resume="Resume (until 15:30)"))
    assert "&Pause measuring" not in menus(tray)
    resume = next(action for action in menu_of(tray).actions() if action.text() == "Resume (until 15:30)")
    with qtbot.waitSignal(tray.resume_wanted):
        resume.trigger()
    tray.show_rows(replace(FULL, pausing=Pausing.ELSEWHERE, elsewhere="there"))
    assert "there" in texts(tray)
    assert "Resume (until 15:30)" not in texts(tray)


def test_rows_of_actions_act(tray: Tray, qtbot: QtBot) -> None:
    for text, signal in (
        ("&Add cloud use…", tray.add_wanted),
        ("&Open Wattprint", tray.opened),
        ("&Settings…", tray.settings_wanted),
        ("&History…", tray.history_wanted),
        ("&Export…", tray.export_wanted),
        ("About the &numbers…", tray.numbers_wanted),
    ):
        action = next(one for one in menu_of(tray).actions() if one.text() == text)
        with qtbot.waitSignal(signal):
            action.trigger()


def letters(menu: QMenu) -> list[str]:
    """The letters to type of the rows that act, lower case."""
    found = []
    for action in menu.actions():
        mark = re.search("&([^&])", action.text().replace("&&", ""))
        if action.isVisible() and mark:
            found.append(mark[1].lower())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_that_acts_has_a_letter_of_its_own(speaking: Speaking, language: str) -> None:
    with speaking(language) as writer:
        pauses = writer.phrases.pauses()
        measuring = Status(day_of(), RecorderState(Phase.MEASURING, 7), SightLine(False, (), (), ()))
        rows = replace(writer.rows(measuring), quick=FULL.quick)
        tray = Tray(over_bus=False, rows=rows, pauses=pauses)
        menu = menu_of(tray)
        acting = len(OWN) + len(menus(tray)) + 1
        assert len(letters(menu)) == len(set(letters(menu))) == acting
        pause = next(one for one in menus(tray).values() if len(one.actions()) == len(pauses))
        assert len(set(letters(pause))) == len(pauses)
        until = replace(measuring, pause=Pause(1_773_144_000.0))
        tray.show_rows(replace(writer.rows(until), quick=FULL.quick))
        assert len(letters(menu)) == len(set(letters(menu))) == acting


def strongest(icon: QIcon, panel: str) -> float:
    """How well the icon's main colour stands out from a panel (WCAG)."""
    image = icon.pixmap(48, 48).toImage()
    inside = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    main, _ = Counter(one.rgb() for one in inside if one.alpha() == 255).most_common(1)[0]
    return contrast(QColor(main), QColor(panel))


@pytest.mark.parametrize(
    ("tone", "panels", "least"),
    [
        (Tone.MIDDLE, ("#1b1d20", "#303338", "#f5f6f7"), 3.0),
        (Tone.LIGHT, ("#1b1d20", "#303338"), 6.0),
        (Tone.DARK, ("#f5f6f7", "#dcdfe3"), 4.5),
    ],
)
def test_icons_stand_out_from_the_panels_they_are_for(
    qtbot: QtBot, tone: Tone, panels: tuple[str, ...], least: float
) -> None:
    for mark in Mark:
        for panel in panels:
            assert strongest(mark_icon(mark, tone), panel) >= least, (mark, panel)


def test_another_tone_is_a_new_picture_in_the_same_icon(tray: Tray) -> None:
    icon = tray.icon
    tray.set_tone(Tone.LIGHT)
    assert tray.icon is icon
    assert icon.icon().cacheKey() == mark_icon(Mark.IDLE, Tone.LIGHT).cacheKey()
    tray.show_rows(BUSY)
    assert icon.icon().cacheKey() == mark_icon(Mark.ATTENTION, Tone.LIGHT).cacheKey()
