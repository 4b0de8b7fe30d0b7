"""The pages of the history window, in the order of its list; the code of each comes when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.gui.history.page import Page

OVERVIEW, SESSIONS, CLOUD, COMPARE, NUMBERS = "overview", "sessions", "cloud", "compare", "numbers"


def _overview() -> type[Page]:
    from wattprint.gui.history.overview.page import OverviewPage

    return OverviewPage


def _sessions() -> type[Page]:
    from wattprint.gui.history.sessions.page import SessionsPage

    return SessionsPage


def _cloud() -> type[Page]:
    from wattprint.gui.history.cloud_page import CloudPage

    return CloudPage


def _compare() -> type[Page]:
    from wattprint.gui.history.compare.page import ComparePage

    return ComparePage


def _numbers() -> type[Page]:
    from wattprint.gui.history.numbers.page import NumbersPage

    return NumbersPage


#: (id, loader)
PAGES: tuple[tuple[str, Callable[[], type[Page]]], ...] = (
    (OVERVIEW, _overview),
    (SESSIONS, _sessions),
    (CLOUD, _cloud),
    (COMPARE, _compare),
    (NUMBERS, _numbers),
)
