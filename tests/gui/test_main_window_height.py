"""The main window scrolls as far as there is something to see, and no further; never sideways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.gui.making import day_of
from tests.gui.settling import settle
from tests.gui.test_main_window import CPU, Made, made, sight, status
from wattprint.gui import main_window, window_size
from wattprint.gui.window_size import give_size

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

__all__ = ["made"]  # the fixture


@pytest.mark.parametrize("size", [(700, 500), (620, 500), (1000, 500)])
def test_nothing_empty_below_the_last_card(made: Made, qtbot: QtBot, size: tuple[int, int]) -> None:
    with made("en") as windows:
        window = windows.show(status(day_of(300.0, cloud_wh=40.0, price=0.25), sight(devices=(CPU,))))
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        inner, shown = window.scroller.widget(), window.scroller.viewport()
        assert inner is not None
        assert shown is not None
        line = window.fontMetrics().height()

        def all_is_shown() -> None:
            below = inner.height() - window.cloud.mapTo(inner, window.cloud.rect().bottomLeft()).y()
            assert inner.height() > shown.height()
            assert 0 < below <= 2 * line

        qtbot.waitUntil(all_is_shown)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_narrowest_window_is_not_scrolled_sideways(made: Made, qtbot: QtBot, language: str) -> None:
    with made(language) as windows:
        day = day_of(1234.0, cloud_wh=140.0, price=0.25, at_least=True, not_estimated=2)
        day = replace(day, counted={"chatgpt.prompt": 12_500.0, "claude.prompt": 12.0})
        window = windows.show(status(day, sight(devices=(CPU,))))
        # As wide as it is first, then narrower: what stood side by side must let it.
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: any(label.text() for label in window.cloud.quick.counts.values()))
        window.resize(window.minimumSize())
        qtbot.waitUntil(lambda: window.width() == window.minimumWidth())
        settle(qtbot, window)  # what it was at once it may not stay
        assert window.scroller.horizontalScrollBar().maximum() == 0


def test_the_first_window_shows_the_whole_day_where_the_screen_has_room(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = windows.show(status(day_of(300.0, cloud_wh=40.0, price=0.25), sight(devices=(CPU,))))
        # The first size is cut by the screen, and screens of tests are low.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(window_size, "_FRAME", 3.0)
            give_size(window, *main_window._FIRST)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: window.scroller.verticalScrollBar().maximum() == 0)
