"""Letters on palettes as desktops have them: contrast measured, and how little was changed for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desktops import (
    ALL,
    BREEZE_DARK,
    BREEZE_LIGHT,
    FUSION_DARK,
    FUSION_LIGHT,
    GOOD,
    HIGH_CONTRAST,
    KDE_WITHOUT_PLUGIN,
    LACKING,
    TWO_MINDS,
    YARU_LIGHT,
    all_set,
)
from wattprint.gui.charts.contrast import MARKS, contrast, mixed
from wattprint.gui.charts.look import Colours
from wattprint.gui.legible import mended
from wattprint.gui.today_view.about_link import AboutLink
from wattprint.gui.today_view.card import Card
from wattprint.gui.today_view.text import Text

Role = QPalette.ColorRole
Group = QPalette.ColorGroup

GROUPS = (Group.Active, Group.Inactive)

#: Named here on their own, not taken from what is tested.
PAIRS = (
    (Role.WindowText, Role.Window),
    (Role.WindowText, Role.Base),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.HighlightedText, Role.Highlight),
    (Role.PlaceholderText, Role.Base),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    (Role.LinkVisited, Role.Window),
    (Role.ToolTipText, Role.ToolTipBase),
)

EVERY = [pytest.param(palette, id=name) for name, palette in ALL.items()]
BAD = [pytest.param(palette, id=name) for name, palette in LACKING.items()]
ODD = [*EVERY, pytest.param(TWO_MINDS, id="two minds")]


def painted(letters: QColor, ground: QColor) -> float:
    """Contrast of what is seen: letters may be translucent."""
    return contrast(mixed(ground, letters, letters.alphaF()), ground)


def pairs(palette: QPalette) -> Iterator[tuple[Group, Role, Role, float]]:
    for group in GROUPS:
        for letters, ground in PAIRS:
            yield group, letters, ground, painted(palette.color(group, letters), palette.color(group, ground))


def changed(before: QPalette, after: QPalette) -> set[tuple[Group, Role]]:
    roles = [role for role in Role if role not in (Role.NoRole, Role.NColorRoles)]
    return {
        (group, role)
        for group in (*GROUPS, Group.Disabled)
        for role in roles
        if before.color(group, role) != after.color(group, role)
    }


@pytest.mark.parametrize("desktop", EVERY)
def test_all_letters_can_be_read(desktop: QPalette) -> None:
    lacking = [
        (group, letters, ground, is_) for group, letters, ground, is_ in pairs(mended(desktop)) if is_ < 4.5
    ]
    assert not lacking


@pytest.mark.parametrize("desktop", BAD)
def test_these_desktops_lack_something(desktop: QPalette) -> None:
    """Otherwise the test before this one would prove nothing."""
    assert any(is_ < 4.5 for *_, is_ in pairs(desktop))


@pytest.mark.parametrize("desktop", [pytest.param(palette, id=name) for name, palette in GOOD.items()])
def test_a_good_palette_is_left_as_it_is(desktop: QPalette) -> None:
    assert mended(desktop) == desktop
    assert not changed(desktop, mended(desktop))


@pytest.mark.parametrize("desktop", ODD)
def test_only_what_cannot_be_read_is_changed(desktop: QPalette) -> None:
    lacking = {(group, letters) for group, letters, _, is_ in pairs(desktop) if is_ < 4.5}
    allowed = set(lacking)
    for group in GROUPS:
        if (group, Role.HighlightedText) in lacking:
            allowed.add((group, Role.Highlight))
        if contrast(desktop.color(group, Role.Accent), desktop.color(group, Role.Base)) < MARKS:
            allowed.add((group, Role.Accent))
    found = changed(desktop, mended(desktop))
    assert found <= allowed
    for group in GROUPS:
        if {(group, Role.Highlight), (group, Role.HighlightedText)} <= found:
            # From a pale grey to white at most.
            both = (one.color(group, Role.HighlightedText) for one in (desktop, mended(desktop)))
            assert contrast(*both) < 1.3


@pytest.mark.parametrize("desktop", BAD)
def test_and_no_farther_than_needed(desktop: QPalette) -> None:
    after = mended(desktop)
    for group, role in changed(desktop, after) - {(group, Role.Accent) for group in GROUPS}:
        if role is Role.HighlightedText:
            assert after.color(group, role) in (QColor("black"), QColor("white"))
            continue
        about = {Role.Highlight: Role.HighlightedText}.get(role, role)
        least = min(is_ for one, letters, _, is_ in pairs(after) if (one, letters) == (group, about))
        assert least < 4.8, (group, role)


@pytest.mark.parametrize("desktop", BAD)
def test_hues_stay(desktop: QPalette) -> None:
    after = mended(desktop)
    for group, role in changed(desktop, after):
        before, now = desktop.color(group, role), after.color(group, role)
        # The greys have none worth the name; letters that turn black have lost theirs.
        if role not in (Role.HighlightedText, Role.Accent) and before.hsvSaturation() > 40:
            assert abs(before.hsvHue() - now.hsvHue()) <= 3, (group, role)


@pytest.mark.parametrize("desktop", ODD)
def test_mended_twice_is_mended_once(desktop: QPalette) -> None:
    once = mended(desktop)
    assert mended(once) == once


@pytest.mark.parametrize("desktop", BAD)
def test_only_what_was_changed_is_set(desktop: QPalette) -> None:
    """An application follows its desktop in what it does not set."""
    after = mended(desktop)
    are_set = {
        (group, role)
        for group in (*GROUPS, Group.Disabled)
        for role in (one for one in Role if one not in (Role.NoRole, Role.NColorRoles))
        if after.isBrushSet(group, role)
    }
    assert are_set == changed(desktop, after)


@pytest.mark.parametrize("desktop", [FUSION_LIGHT, FUSION_DARK, YARU_LIGHT], ids=["light", "dark", "Yaru"])
def test_where_little_is_missing_the_ground_of_what_is_chosen_gets_darker(desktop: QPalette) -> None:
    after = mended(desktop)
    assert after.color(Role.HighlightedText) == QColor("white")
    assert after.color(Role.Highlight).lightness() < desktop.color(Role.Highlight).lightness()
    assert contrast(after.color(Role.Highlight), after.color(Role.Base)) >= MARKS


@pytest.mark.parametrize("desktop", [BREEZE_LIGHT, BREEZE_DARK], ids=["light", "dark"])
def test_where_much_is_missing_its_letters_turn(desktop: QPalette) -> None:
    after = mended(desktop)
    assert after.color(Role.Highlight) == desktop.color(Role.Highlight)
    assert after.color(Role.HighlightedText) == QColor("black")


def test_windows_come_first_where_no_colour_fits_all() -> None:
    after = mended(TWO_MINDS)
    for group in GROUPS:
        assert after.color(group, Role.WindowText) == TWO_MINDS.color(group, Role.WindowText)
        assert painted(after.color(group, Role.Text), after.color(group, Role.Base)) >= 4.5
        assert painted(after.color(group, Role.HighlightedText), after.color(group, Role.Highlight)) >= 4.5


def test_charts_keep_their_colour_where_the_accent_is_white_on_white() -> None:
    assert Colours.of(KDE_WITHOUT_PLUGIN, Role.Base).mark.hsvSaturation() == 0
    assert Colours.of(mended(KDE_WITHOUT_PLUGIN), Role.Base).mark.hsvSaturation() > 100
    # A pale accent with a hue of its own is what the person chose.
    assert mended(BREEZE_LIGHT).color(Role.Accent) == BREEZE_LIGHT.color(Role.Accent)


COLOURS = st.builds(
    QColor, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)
)
OPAQUE = st.builds(QColor, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@given(OPAQUE, COLOURS, OPAQUE, OPAQUE, COLOURS)
def test_any_theme_can_be_read(
    ground: QColor, letters: QColor, highlight: QColor, base: QColor, soft: QColor
) -> None:
    desktop = QPalette(HIGH_CONTRAST)
    for role, colour in (
        (Role.Window, ground),
        (Role.WindowText, letters),
        (Role.Base, base),
        (Role.Text, letters),
        (Role.PlaceholderText, soft),
        (Role.Highlight, highlight),
        (Role.HighlightedText, QColor(letters.rgb())),
    ):
        desktop.setColor(role, colour)
    after = mended(desktop)
    for text, sheet in (
        (Role.WindowText, Role.Window),
        (Role.Text, Role.Base),
        (Role.PlaceholderText, Role.Base),
        (Role.Link, Role.Base),
        (Role.HighlightedText, Role.Highlight),
    ):
        assert painted(after.color(text), after.color(sheet)) >= 4.5, text


@pytest.mark.parametrize("desktop", EVERY)
def test_quiet_text_can_be_read_on_cards_and_beside_them(qtbot: QtBot, desktop: QPalette) -> None:
    palette = mended(desktop)
    window = QWidget()
    qtbot.addWidget(window)
    window.setPalette(all_set(palette))
    column = QVBoxLayout(window)
    card = Card()
    column.addWidget(card)
    texts = {Role.Window: Text("beside", quiet=True), Role.Base: Text("inside", quiet=True)}
    column.addWidget(texts[Role.Window])
    card.column.addWidget(texts[Role.Base])
    for ground, text in texts.items():
        assert text.palette().color(text.foregroundRole()) != palette.color(Role.WindowText)
        assert painted(text.palette().color(text.foregroundRole()), palette.color(ground)) >= 4.5, ground


def test_the_focus_of_a_link_can_be_seen_where_what_is_chosen_is_pale(qtbot: QtBot) -> None:
    link = AboutLink("Water", "water")
    qtbot.addWidget(link)
    link.setPalette(all_set(mended(BREEZE_LIGHT)))
    link.show()
    link.activateWindow()
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)
    picture = QImage(link.size(), QImage.Format.Format_RGB32)
    base = BREEZE_LIGHT.color(Role.Base)
    picture.fill(base)
    link.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    assert contrast(picture.pixelColor(0, picture.height() // 2), base) >= MARKS
