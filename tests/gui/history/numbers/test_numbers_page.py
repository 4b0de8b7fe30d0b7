from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.unit.reference.factor_texts import own_claude_prompt
from wattprint.gui.cloud import work
from wattprint.gui.history import anchors
from wattprint.gui.history.numbers.model import ANCHOR
from wattprint.gui.history.numbers.page import NumbersPage
from wattprint.gui.remembered import FACTORS_SEEN, Remembered
from wattprint.system.paths import Paths

Open = Callable[..., NumbersPage]


def read_text(page: NumbersPage) -> str:
    """All that stands beside the list."""
    QApplication.processEvents()  # what was put into a layout is shown a moment later
    return "\n".join(label.text() for label in page.reading.findChildren(QLabel) if label.isVisibleTo(page))


def rows(page: NumbersPage) -> dict[str, tuple[str, ...]]:
    """{anchor: what the columns say} of every row that is shown."""
    found = {}

    def walk(parent: QModelIndex) -> None:
        for row in range(page.model.rowCount(parent)):
            index = page.model.index(row, 0, parent)
            cells = tuple(index.siblingAtColumn(column).data() for column in range(3))
            found[index.data(ANCHOR) or cells[0]] = cells
            walk(index)

    walk(QModelIndex())
    return found


def test_it_begins_with_the_method_and_lists_what_is_in_use(
    open_page: Open, qtmodeltester: ModelTester
) -> None:
    page = open_page()
    assert page.tree.currentIndex().data(ANCHOR) == anchors.METHOD
    assert "Unattributed" in read_text(page)
    shown = rows(page)
    assert shown[anchors.factor("claude.prompt")] == ("Claude · Prompt", "0.40 Wh (0.13 to 0.97)", "Modelled")
    assert shown[anchors.grid("FRA")][0] == "France"
    assert shown[anchors.PRICE][1] == "€0.2016 per kWh"
    assert anchors.OVERHEAD in shown
    assert anchors.factor("grok.prompt") not in shown
    assert anchors.grid("DEU") not in shown
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_show_all_lists_every_zone(open_page: Open) -> None:
    page = open_page()
    few = len(rows(page))
    page.everything.click()
    shown = rows(page)
    assert len(shown) > few + 300
    assert shown[anchors.factor("claude.deep_research")][1] == "not estimated"
    assert shown[anchors.tolerance("amd", "cpu", "counter")][0] == "AMD processor, energy counter"


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        (anchors.METHOD, "What is measured"),
        (anchors.factor("claude.prompt"), "0.4 Wh (0.13 to 0.97)"),
        (anchors.factor("grok.prompt"), "Grok · Prompt"),
        (anchors.grid("DEU"), "Germany"),
        (anchors.water("FRA"), "Power plants: France"),
        (anchors.WATER_ON_SITE, "Data centres, on site"),
        (anchors.OVERHEAD, "+32\u00a0% (+19\u00a0% to +37\u00a0%)"),
        (anchors.PRICE, "Holds from Mar 11, 2026 on."),
        (anchors.CPU_MODEL, "A busy logical core"),
        (anchors.tolerance("nvidia", "gpu", "counter"), "−10\u00a0% to +7\u00a0%"),
        (anchors.equivalent("kettle"), "100 Wh (93 to 120)"),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_every_number_leads_to_its_row(
    open_page: Open, qtbot: QtBot, anchor: str, told: str, before: bool
) -> None:
    page = open_page(row=anchor if before else "")
    if not before:
        page.search.setText("nothing like it")
        page.show_row(anchor)
    assert page.tree.currentIndex().data(ANCHOR) == anchor
    assert told in read_text(page)
    assert page.tree.visualRect(page.tree.currentIndex()).isValid(), "it is in a folded group"


def test_a_row_that_is_no_more_is_told(open_page: Open) -> None:
    page = open_page(row="factor:gone.prompt")
    assert "factor:gone.prompt" in page.told.text
    assert page.told.isVisible()
    assert page.tree.currentIndex().data(ANCHOR) == anchors.METHOD


def test_a_search_finds_in_both_languages_in_sources_and_without_accents(open_page: Open) -> None:
    page = open_page()
    for typed, anchor in (
        ("allemagne", anchors.grid("DEU")),
        ("cote d'ivoire", anchors.grid("CIV")),
        ("côte d’ivoire", anchors.grid("CIV")),
        ("mistral global environmental", anchors.factor("lechat.prompt")),
        ("grok requete", anchors.factor("grok.prompt")),
    ):
        page.search.setText(typed)
        assert anchor in rows(page), typed
        assert anchors.METHOD not in rows(page)
    page.search.setText("zzz")
    assert rows(page) == {}
    assert page.how_many.text() == "Nothing was found."
    page.search.clear()
    assert anchors.METHOD in rows(page)


def test_an_address_is_text_first_and_opened_by_its_button_only(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = open_page(row=anchors.factor("gemini.prompt"))
    assert "https://arxiv.org/abs/2508.15734" in read_text(page)
    assert opened == []
    open_button = next(
        one
        for one in page.reading.findChildren(QPushButton)
        if one.accessibleName().startswith("Open: Google")
    )
    open_button.setFocus()
    QTest.keyClick(open_button, Qt.Key.Key_Space)
    assert [url.toString() for url in opened] == ["https://arxiv.org/abs/2508.15734"]


def test_what_is_old_or_the_persons_own_is_marked(open_page: Open, paths: Paths) -> None:
    paths.config.with_name("factors.toml").write_text(
        own_claude_prompt(title="<b>Mine</b>", stale_after="2026-02-01")
    )
    page = open_page(row=anchors.factor("claude.prompt"))
    assert rows(page)[anchors.factor("claude.prompt")] == (
        "Claude · Prompt",
        "2.0 Wh (1.0 to 3.0)",
        "Guess, edited, out of date",
    )
    text = read_text(page)
    assert "<b>Mine</b>, 2024" in text
    assert "Out of date since Feb 1, 2026" in text
    assert "from Jan 1, 2025: 0.4 Wh (0.13 to 0.97)" in text
    assert "from Jan 1, 2026: 2 Wh (1 to 3) (edited)" in text
    labels = page.reading.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_own_figures_that_cannot_be_used_are_told(open_page: Open, paths: Paths) -> None:
    paths.config.with_name("factors.toml").write_text("schema_version = 1\n[[factor]]\n")
    page = open_page()
    assert page.told.isVisible()
    assert "factors.toml" in page.told.text
    assert rows(page)[anchors.factor("claude.prompt")][1] == "0.40 Wh (0.13 to 0.97)"


@pytest.mark.parametrize("anchor", [anchors.factor("claude.prompt"), anchors.PRICE, anchors.grid("FRA")])
def test_what_the_person_may_change_leads_to_the_settings(open_page: Open, qtbot: QtBot, anchor: str) -> None:
    page = open_page(row=anchor)
    change = next(one for one in page.reading.findChildren(QPushButton) if not one.accessibleName())
    with qtbot.waitSignal(page.settings_wanted) as heard:
        change.click()
    assert heard.args == ["numbers"]


def test_a_new_set_is_told_once_with_the_difference_it_makes(
    open_page: Open, paths: Paths, qtbot: QtBot
) -> None:
    first = open_page()
    assert not first.news.isVisible()
    seen = json.loads(Remembered(paths.config).text(FACTORS_SEEN))
    seen["set"] = "2026.1"
    seen["rows"]["claude.prompt"] = [["2025-01-01", 1, 1.0, 2.0, 4.0]]
    Remembered(paths.config).keep(**{FACTORS_SEEN: json.dumps(seen)})
    page = open_page()
    assert page.news.isVisible()
    for part in ("2026.1", "≈ 4.0 Wh (1.3 to 9.7)", "≈ 20 Wh (10 to 40)", "Claude · Prompt"):
        assert part in page.news.text
    page.reload()
    qtbot.waitUntil(lambda: not work.under_way())
    assert page.news.isVisible(), "it stays until it was read"
    page.news.understood.click()
    assert not page.news.isVisible()
    assert not open_page().news.isVisible()


def test_a_new_set_that_changes_nothing_of_theirs_is_not_told(open_page: Open, paths: Paths) -> None:
    open_page()
    seen = json.loads(Remembered(paths.config).text(FACTORS_SEEN))
    seen["set"] = "2026.1"
    seen["rows"]["grok.prompt"] = []
    Remembered(paths.config).keep(**{FACTORS_SEEN: json.dumps(seen)})
    assert not open_page().news.isVisible()
    assert json.loads(Remembered(paths.config).text(FACTORS_SEEN))["set"] != "2026.1"


def test_reading_anew_keeps_what_is_chosen(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(row=anchors.grid("FRA"))
    page.search.setText("fra")
    page.reload()
    qtbot.waitUntil(lambda: not work.under_way())
    assert page.search.text() == "fra"
    assert page.tree.currentIndex().data(ANCHOR) == anchors.grid("FRA")


def test_by_keyboard_from_search_to_list_to_text(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.activateWindow()
    page.search.setFocus()
    QTest.keyClicks(page.search, "france")
    assert anchors.grid("FRA") in rows(page)
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Home)
    for _ in range(3):
        QTest.keyClick(page.tree, Qt.Key.Key_Down)
    assert "France" in read_text(page)
    page.search.clear()
    page.show_row(anchors.METHOD)
    bar = page.reading.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.reading.setFocus()
    QTest.keyClick(page.reading, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert page.reading.accessibleName()


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_names_have_room_at_every_width(open_page: Open, width: int) -> None:
    page = open_page()
    page.everything.setChecked(True)
    page.resize(width, 700)
    QApplication.processEvents()
    header = page.tree.header()
    widths = [header.sectionSize(column) for column in range(3)]
    assert widths[0] > 0.35 * page.tree.viewport().width()
    assert sum(widths) <= page.tree.viewport().width() + 1


def test_tab_comes_to_search_list_and_text_in_this_order(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(row=anchors.PRICE)
    around = QWidget()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    before = QPushButton("before")
    column.addWidget(before)
    column.addWidget(page)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    before.setFocus()
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [page.search, page.everything, page.tree, page.reading]
    page.setFocus()
    assert QApplication.focusWidget() is page.tree
    page.setParent(None)  # it is closed by whoever opened it


def test_nothing_is_there_but_the_page_tells_it_all(open_page: Open, paths: Paths) -> None:
    paths.ledger.unlink()
    page = open_page()
    shown = rows(page)
    assert anchors.OVERHEAD in shown
    assert not any(anchor.startswith("factor:") for anchor in shown)
    assert not page.told.isVisible()


def test_a_foreign_ledger_is_told(open_page: Open, paths: Paths) -> None:
    for suffix in ("", "-wal", "-shm"):
        paths.ledger.with_name(paths.ledger.name + suffix).unlink(missing_ok=True)
    paths.ledger.write_text("not a ledger, and long enough to be looked at as one" * 20)
    page = open_page()
    assert page.told.isVisible()
    assert page.told.text


def test_french(open_page: Open, speaking: Callable[[str], AbstractContextManager[object]]) -> None:
    with speaking("fr"):
        page = open_page("fr", row=anchors.factor("claude.prompt"))
        assert rows(page)[anchors.factor("claude.prompt")][2] == "Modélisé"
        assert rows(page)[anchors.factor("claude.prompt")][1] == "0,40 Wh (0,13 à 0,97)"
        assert "Où il a été publié" in read_text(page)
        page.show_row(anchors.METHOD)
        assert "Ce qui est mesuré" in read_text(page)
