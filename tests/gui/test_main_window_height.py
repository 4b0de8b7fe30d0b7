"""The main window scrolls as far as there is something to see, and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.making import day_of
from tests.gui.test_main_window import CPU, Made, made, sight, status

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

__all__ = ["made"]  # the fixture


@pytest.mark.parametrize("size", [(700, 500), (620, 500), (1000, 500)])
def test_nothing_empty_below_the_last_card(made: Made, qtbot: QtBot, size: tuple[int, int]) -> None:
    with made("en") as windows:
        window = windows.show(status(day_of(300.0, cloud_wh=40.0, price=0.25), sight(devices=(CPU,))))
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        inner, shown = window.scroller.widget(), window.scroller.viewport()
        assert inner is not None
        assert shown is not None
        line = window.fontMetrics().height()

        def all_is_shown() -> None:
            below = inner.height() - window.cloud.mapTo(inner, window.cloud.rect().bottomLeft()).y()
            assert inner.height() > shown.height()
            assert 0 < below <= 2 * line

        qtbot.waitUntil(all_is_shown)
