"""Light and dark where the platform's theme knows neither (as the offscreen one does not)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.desktops import (
    ADWAITA_DARK,
    ALL,
    BREEZE_DARK,
    BREEZE_LIGHT,
    FUSION_LIGHT,
    HIGH_CONTRAST,
    ROLES,
    YARU_LIGHT,
    Desktop,
)
from wattprint.gui.appearance import Appearance, dark_palette, light_palette
from wattprint.gui.charts.contrast import contrast, mixed
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.legible import mended
from wattprint.gui.today_view.swatch import SwatchSign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

PORTAL = Path(__file__).parents[1] / "fakes" / "settings_portal.py"

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")


def is_dark() -> bool:
    return QGuiApplication.palette().window().color().lightness() < 128


@pytest.fixture
def appearance(bus_address: str, qtbot: QtBot) -> Iterator[Appearance]:
    if QGuiApplication.styleHints().colorScheme() is not Qt.ColorScheme.Unknown:
        pytest.skip("this platform has a scheme of its own")
    bus = QDBusConnection.connectToBus(bus_address, "appearing")
    found = Appearance(bus=bus)
    yield found
    # Otherwise it would mend this, too.
    shiboken6.delete(found)
    QGuiApplication.setPalette(QPalette())
    QDBusConnection.disconnectFromBus("appearing")


@pytest.fixture
def portal(bus_address: str) -> Iterator[Callable[..., Callable[[], None]]]:
    """Starts the portal; what it returns changes the setting."""
    started = []

    def begin(*numbers: int) -> Callable[[], None]:
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus_address, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, str(PORTAL), *map(str, numbers)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

        def change() -> None:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()

        return change

    yield begin
    for process in started:
        process.terminate()
        process.communicate(timeout=60)


def test_light_and_dark_are_as_chosen(appearance: Appearance) -> None:
    before = QGuiApplication.palette()
    appearance.choose("dark")
    assert is_dark()
    appearance.choose("light")
    assert QGuiApplication.palette() == before
    appearance.choose("dark")
    appearance.choose("dark")
    assert is_dark()


def test_automatic_asks_the_portal(
    appearance: Appearance, portal: Callable[..., object], qtbot: QtBot
) -> None:
    portal(1)
    appearance.choose(None)
    qtbot.waitUntil(is_dark)


def test_a_desktop_that_turns_light_is_followed(
    appearance: Appearance, portal: Callable[..., Callable[[], None]], qtbot: QtBot
) -> None:
    turn_light = portal(1, 2)
    appearance.choose(None)
    qtbot.waitUntil(is_dark)
    turn_light()
    qtbot.waitUntil(lambda: not is_dark())


def test_what_was_chosen_is_not_changed_by_the_desktop(
    appearance: Appearance, portal: Callable[..., object], qtbot: QtBot
) -> None:
    portal(1)
    appearance.choose(None)
    appearance.choose("light")  # before the answer
    assert appearance._asking is not None
    qtbot.waitUntil(lambda: appearance._asking is None)
    assert not is_dark()


def test_without_a_portal_it_goes_back_to_what_it_was(appearance: Appearance, qtbot: QtBot) -> None:
    appearance.choose("dark")
    appearance.choose(None)
    qtbot.waitUntil(lambda: not is_dark())


@pytest.mark.parametrize("palette", [dark_palette(), light_palette()], ids=["dark", "light"])
def test_texts_can_be_read(palette: QPalette, qtbot: QtBot) -> None:
    role, off = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    for text, sheet in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
        (role.HighlightedText, role.Highlight),
    ):
        assert contrast(palette.color(text), palette.color(sheet)) >= 4.5, (text, sheet)
    assert contrast(palette.color(role.Highlight), palette.color(role.Base)) >= 3
    pale, base = palette.color(role.PlaceholderText), palette.color(role.Base)
    assert contrast(mixed(base, pale, pale.alphaF()), base) >= 4.5
    assert contrast(palette.color(off, role.WindowText), palette.color(off, role.Window)) >= 2


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Callable[[QPalette], None]]:
    """Change the desktop's palette, as a theme does."""
    before = qapp.style().objectName()
    kept = []

    def become(palette: QPalette) -> None:
        kept.append(Desktop(palette))
        qapp.setStyle(kept[-1])

    yield become
    qapp.setStyle(before)


def colours(palette: QPalette) -> dict[tuple[QPalette.ColorGroup, QPalette.ColorRole], str]:
    """Those that a desktop of these tests has, and that are not for what is disabled."""
    return {
        (group, role): palette.color(group, role).name(QColor.NameFormat.HexArgb)
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
        for role in (*ROLES, QPalette.ColorRole.Accent)
    }


def stands(palette: QPalette) -> bool:
    """Whether the application has the colours of a desktop, mended."""
    return colours(QGuiApplication.palette()) == colours(mended(palette))


@pytest.mark.parametrize("palette", [pytest.param(one, id=name) for name, one in ALL.items()])
def test_the_desktops_own_palette_is_mended(
    desktop: Callable[[QPalette], None], appearance: Appearance, qtbot: QtBot, palette: QPalette
) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    label.show()
    desktop(palette)
    qtbot.waitUntil(lambda: stands(palette))
    qtbot.waitUntil(lambda: colours(label.palette()) == colours(mended(palette)))
    appearance.choose("dark" if is_dark() else "light")
    assert stands(palette)


def test_a_desktop_that_changes_with_the_app_open_is_followed(
    desktop: Callable[[QPalette], None], appearance: Appearance, qtbot: QtBot, qapp: QApplication
) -> None:
    told: list[QPalette] = []
    appearance.choose(None)
    qapp.paletteChanged.connect(told.append)
    try:
        for palette in (YARU_LIGHT, BREEZE_DARK, HIGH_CONTRAST, BREEZE_LIGHT, ADWAITA_DARK, FUSION_LIGHT):
            desktop(palette)
            qtbot.waitUntil(lambda wanted=palette: stands(wanted))  # type: ignore[misc]
            told.clear()
            qtbot.wait(50)
            # What it changes itself makes it change nothing again.
            assert not told
            # Nor does one that only says so.
            qapp.paletteChanged.emit(QGuiApplication.palette())
            told.clear()
            qtbot.wait(50)
            assert not told
            assert stands(palette)
    finally:
        qapp.paletteChanged.disconnect(told.append)


def test_another_colour_of_what_is_chosen_is_followed(
    desktop: Callable[[QPalette], None], appearance: Appearance, qtbot: QtBot
) -> None:
    desktop(FUSION_LIGHT)
    qtbot.waitUntil(lambda: stands(FUSION_LIGHT))
    orange = QPalette(FUSION_LIGHT)
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent):
        orange.setColor(role, QColor("#e95420"))
    desktop(orange)
    qtbot.waitUntil(lambda: stands(orange))


def test_what_was_chosen_stays_when_the_desktop_changes(
    desktop: Callable[[QPalette], None], appearance: Appearance, qtbot: QtBot
) -> None:
    desktop(YARU_LIGHT)
    appearance.choose("dark")
    assert colours(QGuiApplication.palette()) == colours(dark_palette())
    desktop(BREEZE_LIGHT)
    qtbot.wait(100)
    assert colours(QGuiApplication.palette()) == colours(dark_palette())
    appearance.choose("light")
    assert stands(BREEZE_LIGHT)
    # The desktop's own was right, and is no longer.
    desktop(BREEZE_DARK)
    qtbot.waitUntil(lambda: colours(QGuiApplication.palette()) == colours(light_palette()))
    appearance.choose(None)
    qtbot.waitUntil(lambda: stands(BREEZE_DARK))
    appearance.choose("dark")
    assert stands(BREEZE_DARK)


def test_nothing_is_left_of_it_on_a_desktop_that_can_be_read(
    desktop: Callable[[QPalette], None], appearance: Appearance, qtbot: QtBot
) -> None:
    desktop(YARU_LIGHT)
    appearance.choose("dark")
    appearance.choose("light")
    desktop(HIGH_CONTRAST)
    appearance.choose("dark")
    assert colours(QGuiApplication.palette()) == colours(HIGH_CONTRAST)
    assert QGuiApplication.palette().resolveMask() == 0


@pytest.mark.parametrize("swatch", [Swatch.SOLID, Swatch.HATCHED])
def test_signs_stay_blue_when_the_scheme_changes(
    appearance: Appearance, qtbot: QtBot, swatch: Swatch
) -> None:
    sign = SwatchSign(swatch)
    qtbot.addWidget(sign)
    sign.show()
    appearance.choose("light")
    blue = bluest(sign)
    assert blue > 60
    appearance.choose("dark")
    qtbot.waitUntil(lambda: sign.palette().base().color().lightness() < 128)
    assert bluest(sign) == pytest.approx(blue, abs=60)
    appearance.choose("light")
    qtbot.waitUntil(lambda: sign.palette().base().color().lightness() > 128)
    assert bluest(sign) == blue


def bluest(sign: SwatchSign) -> int:
    """How much more blue than red the bluest pixel has."""
    image = sign.grab().toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(colour.blue() - colour.red() for colour in colours)
