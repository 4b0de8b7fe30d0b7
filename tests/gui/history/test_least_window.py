"""The least window still shows several sessions, and everything that can be done with them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from tests.gui.history.test_hard_cases import History, history, in_paris, language
from wattprint.gui.history.pages import SESSIONS
from wattprint.gui.history.sessions.page import SessionsPage
from wattprint.gui.today_view.card import em

__all__ = ["history", "in_paris", "language"]

#: So many rows can be compared.
SEVERAL = 3


def rows_in_sight(page: SessionsPage) -> int:
    """How many rows are seen whole."""
    return page.table.viewport().height() // page.table.rowHeight(0)


def sessions_of(history: History) -> SessionsPage:
    """The page of all sessions, with the newest one chosen."""
    assert history.window is not None
    page = history.window.show_page(SESSIONS)
    assert isinstance(page, SessionsPage)
    history.settle()
    page.table.selectRow(0)
    history.settle()
    return page


def acts(menu: QMenu | None) -> list[str]:
    assert menu is not None
    return [action.text() for action in menu.actions() if action.text()]


@pytest.mark.parametrize("language", ["en", "fr"], indirect=True)
def test_the_least_window_shows_several_sessions(history: History) -> None:
    for hour in range(8, 16):
        history.sit(f"2026-11-20T{hour:02d}:00:00+01:00", {"2026-11-20": 2.0})
    window = history.open(least=True)
    page = sessions_of(history)
    assert window.size() == window.minimumSize()
    assert page.model.rowCount() == 8
    assert rows_in_sight(page) >= SEVERAL
    assert page.details.viewport().height() >= 3 * em(page), "and the beginning of the details"
    # What its buttons do is in the menu, which is whole and beside the sum.
    assert not any(button.isVisible() for button in page.buttons)
    assert page.more.isVisible()
    assert page.more.width() >= page.more.sizeHint().width()
    menu = page.more.menu()
    assert {action.text() for action in page.acts.all} <= set(acts(menu))
    least = rows_in_sight(page)
    # In a higher window they are buttons again, in the same order.
    window.resize(window.width(), 2 * window.height())
    history.settle()
    assert all(button.isVisible() for button in page.buttons)
    places = [(one.y(), one.x()) for one in (*page.buttons, page.more)]
    assert places == sorted(places)
    assert len({one.parentWidget() for one in (*page.buttons, page.more)}) == 1
    # And back.
    window.resize(window.minimumSize())
    history.settle()
    assert rows_in_sight(page) == least
    assert not any(button.isVisible() for button in page.buttons)


def test_a_wide_window_keeps_its_buttons_however_low_it_is(history: History) -> None:
    for hour in range(8, 16):
        history.sit(f"2026-11-20T{hour:02d}:00:00+01:00", {"2026-11-20": 2.0})
    window = history.open()
    page = sessions_of(history)
    window.resize(em(window) * 82, window.minimumHeight())
    history.settle()
    assert all(button.isVisible() for button in page.buttons)
    assert rows_in_sight(page) >= SEVERAL
