"""The page where there is little room: its buttons are read whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.history.sessions.conftest import Speaking
from wattprint.gui.history.sessions.page import SessionsPage
from wattprint.gui.today_view.card import em


@pytest.mark.parametrize("lines_wide", [30, 48, 60, 90])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_button_is_narrower_than_its_words(
    show_page: Callable[[type[SessionsPage], str], SessionsPage],
    speaking: Speaking,
    qtbot: QtBot,
    language: str,
    lines_wide: int,
) -> None:
    with speaking(language):
        page = show_page(SessionsPage, language)
        page.resize(em(page) * lines_wide, 700)
        qtbot.waitUntil(lambda: page.more.width() >= page.more.sizeHint().width())
        row = page.more.parentWidget()
        assert row is not None
        for button in (*page.buttons, page.more):
            assert button.width() >= button.sizeHint().width(), button.text()
            assert button.geometry().right() <= row.width(), button.text()
