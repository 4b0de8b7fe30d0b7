"""Pages of the history in bare windows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from wattprint.gui.history.page import Page, Setting
from wattprint.gui.language import locale_of
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

P = TypeVar("P", bound=Page)

#: Noon on a Wednesday in March, wherever this runs.
NOON_S = time.mktime((2026, 3, 11, 12, 0, 0, 0, 0, -1))


@pytest.fixture
def show_page(qtbot: QtBot, paths: Paths) -> Callable[[type[P], str], P]:
    """Makes a page that words itself in a language, and shows it."""
    kept: list[Page] = []

    def show(kind: type[P], language: str) -> P:
        phrases = Phrases(locale_of(language), Texts(language))
        page = kind(Setting(paths, phrases, Remembered(paths.config), lambda: NOON_S))
        qtbot.addWidget(page)
        kept.append(page)  # a test may hold on to a part of it only
        page.resize(1000, 800)
        page.show()
        return page

    return show
