from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QDesktopServices, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ledger.making import CHAT
from wattprint.domain.band import Band
from wattprint.domain.workload import Kind
from wattprint.export.comparing import Comparisons, read_comparisons
from wattprint.gui.cloud import work
from wattprint.gui.history import anchors
from wattprint.gui.history.compare import page as page_of_comparisons
from wattprint.gui.history.compare.bands import Axis, BandBar, BandList, BandRow
from wattprint.gui.history.compare.claim_card import ClaimCard
from wattprint.gui.history.compare.page import ComparePage
from wattprint.gui.history.compare.scale import DecadeScale
from wattprint.gui.history.compare.work_card import HowCard, WorkCard
from wattprint.gui.language import locale_of
from wattprint.ledger.person import PersonLedger
from wattprint.system.paths import Paths

Open = Callable[..., ComparePage]
Speaking = Callable[[str], AbstractContextManager[object]]


def text_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def work_card(page: ComparePage, heading: str) -> WorkCard:
    return next(one for one in page.works.findChildren(WorkCard) if one.accessibleName().startswith(heading))


def claim_cards(page: ComparePage) -> list[ClaimCard]:
    """They are made when somebody turns to them."""
    assert page.tabs.currentWidget() is page.claims or not page.claims.findChildren(ClaimCard)
    page.tabs.setCurrentWidget(page.claims)
    return page.claims.findChildren(ClaimCard)


def claim_card(page: ComparePage, words: str) -> ClaimCard:
    return next(one for one in claim_cards(page) if words in one.accessibleName())


# -- this computer and the cloud ---------------------------------------------------------------------------


def test_nothing_noted_is_not_compared_and_says_how(open_page: Open, chats: None, qtbot: QtBot) -> None:
    page = open_page()
    card = work_card(page, "Chat, by the prompt")
    text = text_of(card)
    assert "Nothing of the kind has been noted on this computer yet." in text
    assert "took ≈ 2.6 Wh (1.1 to 4.4) each" in text
    assert "takes less" not in text
    assert not any(row.measured for row in card.bands.rows)
    # How to get a figure is told once, not in every card.
    (how,) = page.works.findChildren(HowCard)
    assert how.y() < min(one.y() for one in page.works.findChildren(WorkCard))
    assert "how much it made: prompts, tokens, images, seconds of video, minutes." in text_of(how)
    ways = [one for one in page.works.findChildren(QPushButton) if "sessions" in one.text()]
    assert [how.isAncestorOf(way) for way in ways] == [True]
    with qtbot.waitSignal(page.sessions_wanted) as heard:
        ways[0].click()
    assert heard.args == ["2025-12-12", "2026-03-11"]


def test_where_only_one_is_missing_its_card_says_how(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found = read_comparisons

    def only_speech(paths: Paths, day: str) -> Comparisons:
        whole = found(paths, day)
        return replace(whole, works=tuple(one for one in whole.works if one.kind is Kind.SPEECH))

    monkeypatch.setattr(page_of_comparisons, "read_comparisons", only_speech)
    page = open_page()
    assert page.works.findChildren(HowCard) == []
    (card,) = page.works.findChildren(WorkCard)
    assert "note under Sessions how many minutes it made" in text_of(card)
    with qtbot.waitSignal(page.sessions_wanted):
        next(one for one in card.findChildren(QPushButton) if "sessions" in one.text()).click()


def test_bands_that_overlap_have_no_winner(open_page: Open, a_video: None) -> None:
    card = work_card(open_page(), "Video")
    mine, there = card.bands.rows
    assert mine.measured
    assert not there.measured
    assert mine.value == "≈ 6.6 Wh (5.4 to 7.3)"
    assert there.value == "≈ 12 Wh (2.4 to 110)"
    assert there.note == "Cannot tell which takes less: the bands overlap."


def test_a_difference_is_told_as_a_band_in_words(open_page: Open, sit: Callable[..., None]) -> None:
    sit(CHAT, 0.001, 1, "prompt")
    card = work_card(open_page(), "Chat, by the prompt")
    assert card.bands.rows[1].note == "This computer takes less: the other 110 to 560 times as much."
    sit(CHAT, 100.0, 1, "prompt")
    assert "Cannot tell" in work_card(open_page(), "Chat, by the prompt").bands.rows[1].note


def test_more_is_told_the_same_way(open_page: Open, sit: Callable[..., None]) -> None:
    sit(CHAT, 100.0, 1, "prompt")
    note = work_card(open_page(), "Chat, by the prompt").bands.rows[1].note
    assert note == "This computer takes more: 180 to 910 times as much."


def test_what_the_person_counts_stands_before_what_stands_for_all(open_page: Open, paths: Paths) -> None:
    with PersonLedger(paths.ledger) as person:
        person.cloud.add("2026-03-11", "claude.prompt", 1, 1.0)
    rows = work_card(open_page(), "Chat, by the prompt").bands.rows
    assert [row.name for row in rows] == ["Claude · Prompt", "Other service · Prompt"]


def test_every_band_leads_to_its_figure(open_page: Open, a_video: None, qtbot: QtBot) -> None:
    page = open_page()
    sources = [one for one in work_card(page, "Video").findChildren(QPushButton) if one.accessibleName()]
    heard: list[str] = []
    page.number_wanted.connect(heard.append)
    for one in sources:
        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Space)
    assert heard == [anchors.OVERHEAD, anchors.factor("other.video")]
    assert len({one.accessibleName() for one in sources}) == 2


def test_units_of_their_own_are_told_as_not_compared(open_page: Open, sit: Callable[..., None]) -> None:
    sit(CHAT, 1.0, 3, "<i>poems</i>")
    page = open_page()
    assert "not compared: <i>poems</i>." in text_of(page.works)
    labels = page.works.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


# -- claims ------------------------------------------------------------------------------------------------


def test_all_claims_are_there_with_verdict_sources_and_assumptions(open_page: Open) -> None:
    page = open_page()
    cards = claim_cards(page)
    assert len(cards) == 15
    for card in cards:
        text = text_of(card)
        assert "Said by" in text
        assert "What it takes for granted" in text
        assert "https://" in text
    assert "Partly right" in text_of(claim_card(page, "microwave"))


def test_ones_own_video_stands_beside_the_claim(open_page: Open, a_video: None) -> None:
    page = open_page()
    card = claim_card(page, "microwave")
    text = text_of(card)
    # 25 Wh at the card x 1.19, 1.32, 1.37 of the wall, with the sensor's tolerance.
    assert "a five-second video takes ≈ 33 Wh (27 to 37)" in text
    assert "≈ 2.3 (1.9 to 2.6) minutes of" in text
    assert "the claim says 26 to 35 times as much" in text
    assert "Why they need not agree" in text
    rows = card.findChildren(BandList)[0].rows
    assert [row.measured for row in rows] == [True, False, False]
    assert rows[1].value == "944 Wh"


def test_without_one_it_says_how_to_get_it(open_page: Open) -> None:
    text = text_of(claim_card(open_page(), "microwave"))
    assert "note under Sessions how many seconds of video it made" in text
    assert "Why they need not agree" not in text


def test_what_is_not_of_this_computer_gets_no_figure_of_it(open_page: Open, a_video: None) -> None:
    card = claim_card(open_page(), "Olympic")
    assert not card.findChildren(BandList)
    assert "this computer" not in text_of(card)


def test_no_source_is_opened_before_its_button_is_pressed(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    card = claim_card(open_page(), "microwave")
    assert opened == []
    next(one for one in card.findChildren(QPushButton) if one.text() == "Open").click()
    assert len(opened) == 1


# -- the page ----------------------------------------------------------------------------------------------


def test_reading_the_same_again_leaves_everything_in_its_place(
    open_page: Open, sit: Callable[..., None], qtbot: QtBot
) -> None:
    page = open_page()
    before = page.works.findChildren(WorkCard)
    page.reload()
    qtbot.waitUntil(lambda: not work.under_way())
    assert page.works.findChildren(WorkCard) == before
    sit(CHAT, 0.5, 1, "prompt")
    page.reload()
    # The cards of before go a moment later.
    qtbot.waitUntil(lambda: any(row.measured for row in work_card(page, "Chat, by the prompt").bands.rows))


def test_it_scrolls_and_turns_by_keyboard(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.activateWindow()
    page.setFocus()
    QTest.keyClick(page.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.tabs.currentWidget() is page.claims
    bar = page.claims.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.claims.setFocus()
    QTest.keyClick(page.claims, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_a_damaged_ledger_is_told(open_page: Open, paths: Paths) -> None:
    for suffix in ("", "-wal", "-shm"):
        paths.ledger.with_name(paths.ledger.name + suffix).unlink(missing_ok=True)
    paths.ledger.write_text("no ledger " * 100)
    page = open_page()
    assert page.told.isVisible()
    assert page.told.text


def test_french(
    open_page: Open, a_video: None, speaking: Callable[[str], AbstractContextManager[object]]
) -> None:
    with speaking("fr"):
        page = open_page("fr")
        text = text_of(claim_card(page, "micro-ondes"))
        assert "Vrai en partie" in text
        assert "une vidéo de cinq secondes consomme ≈ 33 Wh (27 à 37)" in text
        assert text_of(work_card(page, "Vidéo")).count("Impossible à dire") == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_button_is_told_apart_by_who_only_hears_it(
    open_page: Open, a_video: None, sit: Callable[..., None], speaking: Speaking, language: str
) -> None:
    """Several works have a row of this computer, and several claims the same source."""
    sit(CHAT, 0.5, 1, "prompt")
    with speaking(language):
        page = open_page(language)
        cards = claim_cards(page)
        heard: list[tuple[str, str]] = []
        for one in (*page.works.findChildren(QPushButton), *page.claims.findChildren(QPushButton)):
            told = QAccessible.queryAccessibleInterface(one)
            heard.append((told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description)))
        assert all(name for name, _ in heard)
        assert len(set(heard)) == len(heard) > len(cards)
        for card in cards:
            for one in card.findChildren(QPushButton):
                assert one.accessibleDescription() == card.accessibleName()


# -- the bands ---------------------------------------------------------------------------------------------

bands = st.lists(st.floats(1e-3, 1e6), min_size=3, max_size=3).map(sorted).map(lambda values: Band(*values))


@given(st.lists(bands, min_size=1, max_size=6))
def test_the_scale_holds_every_band_in_whole_decades(all_bands: list[Band]) -> None:
    scale = DecadeScale.of(all_bands)
    assert scale.first < scale.last
    for band in all_bands:
        places = [scale.place(value) for value in (band.low, band.central, band.high)]
        assert places == sorted(places)
        assert scale.decades[0] <= band.low * (1 + 1e-6)
        assert band.high <= scale.decades[-1] * (1 + 1e-6)
    assert [math.log10(value) for value in scale.decades] == pytest.approx(range(scale.first, scale.last + 1))


def test_a_scale_of_nothing_or_of_zero_can_be_drawn() -> None:
    assert DecadeScale.of([]).decades == pytest.approx((0.1, 1))
    assert DecadeScale.of([Band(0, 0, 0)]).place(0) == 0


def _painted(bar: BandBar) -> QImage:
    bar.resize(300, 30)
    return bar.grab().toImage()


def _share_of(image: QImage, box: object, colour: QColor) -> float:
    inside = [
        image.pixelColor(QPoint(x, y)) == colour
        for x in range(int(box.left()) + 3, int(box.right()) - 3)  # type: ignore[attr-defined]
        for y in range(int(box.top()) + 3, int(box.bottom()) - 3)  # type: ignore[attr-defined]
    ]
    return sum(inside) / len(inside)


@pytest.mark.parametrize("dark", [False, True])
def test_measured_is_solid_and_estimated_hatched(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(20, 20, 20) if dark else QColor(255, 255, 255))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(240, 240, 240) if dark else QColor(0, 0, 0))
    palette.setColor(QPalette.ColorRole.Accent, QColor(60, 170, 230))
    shares = []
    for measured in (True, False):
        bar = BandBar(BandRow("a", Band(1, 9, 90), "9 Wh", measured=measured), DecadeScale(0, 2))
        qtbot.addWidget(bar)
        bar.setPalette(palette)
        image = _painted(bar)
        box = bar.bar()
        solid = image.pixelColor(int(box.left()), int(box.center().y()))
        shares.append(_share_of(image, box, solid))
    assert shares[0] > 0.9
    assert 0.05 < shares[1] < 0.8


def test_a_bar_lies_where_its_values_are_and_says_them(qtbot: QtBot) -> None:
    row = BandRow("Claude · Prompt", Band(1, 3, 10), "≈ 3.0 Wh (1.0 to 10)")
    bar = BandBar(row, DecadeScale(0, 2))
    qtbot.addWidget(bar)
    bar.resize(400, 30)
    box = bar.bar()
    axis = Axis(DecadeScale(0, 2), locale_of("en"))
    qtbot.addWidget(axis)
    axis.resize(400, 20)
    numbers = {text: place.center().x() for text, place in axis.labels()}
    assert box.left() == pytest.approx(numbers["1 Wh"], abs=2)
    assert box.right() == pytest.approx(numbers["10 Wh"], abs=2) == pytest.approx(200, abs=2)
    assert numbers["100 Wh"] + box.left() == pytest.approx(400, abs=2), "numbers stand below their lines"
    assert bar.accessibleName() == "Claude · Prompt: ≈ 3.0 Wh (1.0 to 10)"
    point = BandBar(BandRow("x", Band(5, 5, 5), "5 Wh"), DecadeScale(0, 2))
    qtbot.addWidget(point)
    assert point.bar().width() > 2, "a value without a width can be seen"


@pytest.mark.parametrize("last", [-2, 1, 6])
def test_the_axis_never_writes_one_number_over_another(qtbot: QtBot, last: int) -> None:
    axis = Axis(DecadeScale(-3, last), locale_of("en"))
    qtbot.addWidget(axis)
    for width in range(40, 900, 7):
        axis.resize(width, 20)
        labels = axis.labels()
        assert labels[0][0] == "0.001 Wh"
        assert all(left.right() < right.left() for (_, left), (_, right) in pairwise(labels))
        assert all(box.left() >= 0 for _, box in labels)
    assert len(labels) == last + 4, "where there is room every one is written"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_claim_is_a_sentence_and_sentences_wrap(open_page: Open, language: str, speaking: Speaking) -> None:
    with speaking(language):
        page = open_page(language)
        headings = [one.accessibleName() for one in claim_cards(page)]
        longest = max(page.fontMetrics().horizontalAdvance(heading) for heading in headings)
        sheet = page.claims.widget()
        assert sheet is not None
        assert sheet.minimumSizeHint().width() < longest
        page.resize(longest, 800)
        page.tabs.setCurrentWidget(page.claims)
        assert sheet.width() <= page.claims.viewport().width(), "nothing is cut at the right"
