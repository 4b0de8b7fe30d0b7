"""The table's model: true length, blocks as they are looked at, flat memory, news that keep the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import keeps_the_rules
from tests.gui.history.sessions.ledgers import Sitting, book, many
from wattprint.gui.cloud import work
from wattprint.gui.history.sessions.blocks import BLOCK, MOST_KEPT
from wattprint.gui.history.sessions.columns import Column
from wattprint.gui.history.sessions.model import NOT_YET, SessionsModel
from wattprint.gui.history.sessions.reading import Asked, Listing, SessionsReader
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.ledger.session_lines import SessionFilter, SessionOrder
from wattprint.system.paths import Paths

ALL = Asked(SessionFilter())
LONG = BLOCK * (MOST_KEPT + 6) + 7


@pytest.fixture(scope="module")
def long_ledger(tmp_path_factory: pytest.TempPathFactory, empty_ledger: Path) -> Paths:
    folder = tmp_path_factory.mktemp("long")
    path = folder / "ledger.sqlite3"
    path.write_bytes(empty_ledger.read_bytes())
    book(path, many(LONG))
    return Paths(path, folder / "config.toml")


Shown = Callable[[Paths, Asked], SessionsModel]


@pytest.fixture
def shown(qtbot: QtBot, words: SessionWords) -> Iterator[Shown]:
    """Makes a model that has read a list."""
    made = []

    def make(paths: Paths, asked: Asked) -> SessionsModel:
        reader = SessionsReader(paths)
        model = SessionsModel(words, reader)
        made.append((model, reader))
        with qtbot.waitSignal(model.listed):
            model.ask(asked)
        return model

    yield make
    for model, reader in made:
        # The ledger is let go where it was taken: on the files' thread.
        work.run(model, reader.close, lambda _: None, print)
    qtbot.waitUntil(lambda: work.under_way() == 0)
    for model, _ in made:
        model.deleteLater()


def text(model: SessionsModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


def test_it_keeps_qts_rules(shown: Shown, paths: Paths, qtmodeltester: ModelTester) -> None:
    book(paths.ledger, many(9))
    keeps_the_rules(qtmodeltester, shown(paths, ALL))


def test_its_length_is_true_and_rows_are_read_when_they_are_looked_at(
    shown: Shown, long_ledger: Paths, qtbot: QtBot
) -> None:
    model = shown(long_ledger, ALL)
    assert model.rowCount() == LONG
    assert model.kept_blocks == 1
    assert text(model, 0, Column.ENERGY) == f"{LONG / 1000:.2f} kWh"
    last = LONG - 1
    with qtbot.waitSignal(model.dataChanged) as changed:
        assert text(model, last, Column.ENERGY) == NOT_YET
    assert changed.args is not None
    assert changed.args[0].row() <= last <= changed.args[1].row() == LONG - 1
    assert text(model, last, Column.ENERGY) == "1.00 Wh"


def test_memory_stays_flat_over_the_whole_list(shown: Shown, long_ledger: Paths, qtbot: QtBot) -> None:
    model = shown(long_ledger, ALL)
    for row in range(BLOCK, LONG, BLOCK):
        with qtbot.waitSignal(model.read):
            model.line(row)
        assert model.kept_blocks <= MOST_KEPT
    assert model.kept_blocks == MOST_KEPT


def test_who_scrolls_past_waits_for_the_last_place_only(
    shown: Shown, long_ledger: Paths, qtbot: QtBot
) -> None:
    model = shown(long_ledger, ALL)
    for row in range(BLOCK, LONG, BLOCK):
        model.line(row)
    qtbot.waitUntil(lambda: model.line(LONG - 1) is not None)
    assert model.kept_blocks < 6


def test_every_column_sorts(shown: Shown, paths: Paths, qtbot: QtBot) -> None:
    book(paths.ledger, many(5))
    model = shown(paths, Asked(SessionFilter(), SessionOrder.ENERGY, descending=False))
    assert [text(model, row, Column.ENERGY) for row in range(3)] == ["1.00 Wh", "2.00 Wh", "3.00 Wh"]
    with qtbot.waitSignal(model.listed):
        model.ask(Asked(SessionFilter(), SessionOrder.APP, descending=False))
    assert [text(model, row, Column.TITLE) for row in range(5)] == ["ComfyUI"] * 2 + ["Ollama"] * 3


def test_only_the_answer_to_the_last_question_counts(shown: Shown, paths: Paths, qtbot: QtBot) -> None:
    book(paths.ledger, many(6))
    model = shown(paths, ALL)
    told: list[Listing] = []
    model.listed.connect(told.append)
    for word in ("q", "qw", "qwen", "comfy"):
        model.ask(Asked(SessionFilter(text=word)))
    qtbot.waitUntil(lambda: bool(told))
    assert [listing.asked.filter.text for listing in told] == ["comfy"]
    assert model.rowCount() == 3


def test_news_of_the_same_sessions_keep_the_view_where_it_is(
    shown: Shown, paths: Paths, qtbot: QtBot
) -> None:
    book(paths.ledger, many(4))
    model = shown(paths, ALL)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.ask(ALL)
    book(paths.ledger, [Sitting(after_s=1e6)])
    with qtbot.waitSignal(model.modelReset):
        model.ask(ALL)
    assert model.rowCount() == 5


def test_cells_are_spoken_in_words(shown: Shown, paths: Paths) -> None:
    book(paths.ledger, many(2))
    model = shown(paths, ALL)
    spoken = model.index(0, Column.MODEL).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "model not known"


def test_headings_say_what_they_mean(shown: Shown, paths: Paths) -> None:
    model = shown(paths, ALL)
    assert model.rowCount() == 0
    across = Qt.Orientation.Horizontal
    assert all(model.headerData(column, across) for column in Column)
    assert model.headerData(Column.IDLE, across, Qt.ItemDataRole.ToolTipRole)
