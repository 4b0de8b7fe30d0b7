"""Times of a session on the day that the clocks are put back: an hour comes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.history.sessions.ledgers import FIRST_S, Sitting, book
from tests.gui.history.sessions.lines import line
from wattprint.gui.cloud import work
from wattprint.gui.history.sessions.columns import Column
from wattprint.gui.history.sessions.facts import FactWords
from wattprint.gui.history.sessions.model import SessionsModel
from wattprint.gui.history.sessions.moments import qmoment
from wattprint.gui.history.sessions.reading import Asked, SessionsReader
from wattprint.gui.history.sessions.split_dialog import SplitDialog
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.ledger.session_lines import SessionDetails, SessionFilter
from wattprint.system.paths import Paths

Zone = Callable[[str], None]


@pytest.fixture
def in_english() -> Iterator[None]:
    """Fields write as widgets do, in the locale that is everybody's."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def at(text: str) -> tuple[float, int]:
    """Unix time and offset of an ISO time with offset."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    assert offset is not None
    return moment.timestamp(), round(offset.total_seconds())


def test_two_that_began_at_the_same_time_of_the_clock_are_told_apart(zone: Zone, words: SessionWords) -> None:
    zone("Europe/Paris")
    facts = FactWords(words)
    whens, spoken = [], []
    for start in ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"):
        start_s, offset_s = at(start)
        one = line(start_s=start_s, end_s=start_s + 600.0, utc_offset_s=offset_s)
        whens.append(facts.when(one).replace("\u202f", " ").replace("\u00a0", " "))
        spoken.append(words.spoken(one, Column.START).replace("\u202f", " "))
        assert facts.when(line(start_s=start_s, utc_offset_s=offset_s, open=True)).startswith(
            f"Since Oct 25, 2026, 2:30\u202fAM UTC+{offset_s // 3600};"
        )
    assert whens == [
        "Oct 25, 2026, 2:30 AM to 2:40 AM UTC+2 (20 min 30 s at work)",
        "Oct 25, 2026, 2:30 AM to 2:40 AM UTC+1 (20 min 30 s at work)",
    ]
    assert spoken == ["Oct 25, 2026, 2:30 AM UTC+2", "Oct 25, 2026, 2:30 AM UTC+1"]
    assert words.spoken(line(), Column.START) == words.cell(line(), Column.START)


def test_the_table_tells_the_zone_in_a_tip(
    paths: Paths, zone: Zone, qtbot: QtBot, words: SessionWords
) -> None:
    zone("Europe/Paris")
    twice_s, evening_s = at("2026-10-25T02:30:00+01:00")[0], at("2026-10-25T20:00:00+01:00")[0]
    book(paths.ledger, [Sitting(after_s=start_s - FIRST_S) for start_s in (twice_s, evening_s)])
    model = SessionsModel(words, SessionsReader(paths))
    with qtbot.waitSignal(model.listed):
        model.ask(Asked(SessionFilter()))
    tips = [
        model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
        for row in range(model.rowCount())
        for column in (Column.TITLE, Column.START)
    ]
    assert tips[:3] == [None, None, None]
    assert tips[3].replace("\u202f", " ") == "Oct 25, 2026, 2:30 AM UTC+1"
    assert model.data(QModelIndex(), Qt.ItemDataRole.ToolTipRole) is None
    qtbot.waitUntil(lambda: work.under_way() == 0)


# -- cutting in two ----------------------------------------------------------------------------------------


def details_of(paths: Paths, start: str, hours: float) -> SessionDetails:
    """A recorded session, evenly at work."""
    start_s = at(start)[0]
    book(paths.ledger, [Sitting(after_s=start_s - FIRST_S, seconds=hours * 3600)])
    reader = SessionsReader(paths)
    listed = reader.listing(Asked(SessionFilter()), [0], 0).blocks[0][0]
    found = reader.detail(listed.session_id)
    reader.close()
    assert found is not None
    return found.details


@pytest.mark.parametrize(
    ("start", "texts"),
    [
        # On the clock of its start, as all its times: 2:30 by the clocks that were put back is 3:30.
        ("2026-10-25T01:30:00+02:00", ("2:00:00 AM UTC+2", "3:00:00 AM UTC+2")),
        # 2:30 was left out on that day, but not by the clock that it began with.
        ("2026-03-29T01:30:00+01:00", ("2:00:00 AM UTC+1", "3:00:00 AM UTC+1")),
    ],
)
def test_a_cut_is_where_the_time_says_whatever_the_clocks_did(
    paths: Paths,
    zone: Zone,
    qtbot: QtBot,
    words: SessionWords,
    in_english: None,
    start: str,
    texts: tuple[str, str],
) -> None:
    zone("Europe/Paris")
    details, parent = details_of(paths, start, 2.0), QWidget()
    qtbot.addWidget(parent)
    dialog = SplitDialog(details, words, parent)
    for minutes, text in zip((30, 90), texts, strict=True):
        dialog.slider.setValue(minutes * 60)
        assert dialog.time.text().replace("\u202f", " ") == text
        dialog.slider.setValue(1)
        dialog.time.setDateTime(qmoment(dialog._start).addSecs(minutes * 60))
        assert dialog.slider.value() == minutes * 60
        assert dialog.answer() == at(start)[0] + minutes * 60
        assert dialog.time.text().replace("\u202f", " ") == text
    # By hand, one minute more.
    dialog.time.stepUp()
    assert dialog.slider.value() == 91 * 60


def test_a_session_of_another_zone_is_cut_on_its_own_clock(
    paths: Paths, zone: Zone, qtbot: QtBot, words: SessionWords, in_english: None
) -> None:
    zone("Asia/Tokyo")
    # 2:10 in the morning in Tokyo, of the day on which Paris knew no 2:10.
    details, parent = details_of(paths, "2026-03-29T02:10:00+09:00", 1.0), QWidget()
    qtbot.addWidget(parent)
    zone("Europe/Paris")
    dialog = SplitDialog(details, words, parent)
    dialog.slider.setValue(600)
    assert dialog.time.text().replace("\u202f", " ") == "2:20:00 AM"
    dialog.time.stepUp()
    assert dialog.slider.value() == 660
