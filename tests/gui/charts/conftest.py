"""Charts on screen, in a locale of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pytest
from PySide6.QtCore import QLocale, Qt

from wattprint.gui.charts.chart import Chart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

C = TypeVar("C", bound=Chart[Any])


class Show(Protocol):
    """Shows a chart and waits until it has been painted."""

    def __call__(
        self, chart: C, width: int = 640, height: int = 320, *, language: str = "en", focus: bool = False
    ) -> C: ...


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(
        chart: C, width: int = 640, height: int = 320, *, language: str = "en", focus: bool = False
    ) -> C:
        qtbot.addWidget(chart)
        chart.setLocale(QLocale(language))
        chart.resize(width, height)
        with qtbot.waitExposed(chart):
            chart.show()
        if focus:
            chart.activateWindow()
            qtbot.waitUntil(chart.isActiveWindow)
            chart.clearFocus()  # the window may have given it already, as windows do when they open
            chart.setFocus(Qt.FocusReason.TabFocusReason)
            qtbot.waitUntil(chart.hasFocus)
        return chart

    return shown
