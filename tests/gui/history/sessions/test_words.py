"""Sessions in words: what is known, what is not, and names that may hold anything."""

from __future__ import annotations

import time

import pytest

from tests.gui.history.sessions.lines import HOSTILE, START_S, line
from wattprint.domain.readings import Quality
from wattprint.domain.session_energy import SessionEnergy
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.history.sessions.columns import Column
from wattprint.gui.history.sessions.moments import duration_text, local_moment
from wattprint.gui.history.sessions.words import NOTHING, SessionWords


def test_a_session_is_told_in_its_own_zone(words: SessionWords, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        told.append(words.start(line()))
    monkeypatch.undo()
    time.tzset()
    assert [text.replace("\u202f", " ") for text in told] == ["Mar 10, 2026, 9:30 PM"] * 3


def test_a_day_that_is_another_one_elsewhere() -> None:
    assert local_moment(START_S, 4 * 3600).day == 11
    assert local_moment(START_S, -11 * 3600).hour == 9


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59.4, "59 s"), (60, "1 min"), (61, "1 min 01 s"), (3599.6, "1 h"), (5400, "1 h 30 min")],
)
def test_durations(words: SessionWords, seconds: float, text: str) -> None:
    assert duration_text(words.locale, seconds) == text


def test_a_measured_session(words: SessionWords) -> None:
    cells = {column: words.cell(line(), column) for column in Column}
    assert cells[Column.TITLE] == "Ollama"
    assert cells[Column.ENERGY] == "45.7 Wh"
    assert cells[Column.IDLE] == "3.21 Wh"
    assert cells[Column.PEAK] == "287 W"
    assert cells[Column.ACTIVE] == "20 min 30 s"
    assert cells[Column.QUALITY] == "measured"
    assert cells[Column.OUTPUTS] == cells[Column.PER_OUTPUT] == NOTHING


def test_an_estimate_is_marked_by_sign_and_word(words: SessionWords) -> None:
    modelled = line(quality=Quality.MODELLED, modelled_wh=45.678)
    assert words.energy(modelled) == "≈ 46 Wh"
    assert words.quality(modelled) == "modelled"
    assert words.swatch(modelled) is Swatch.HATCHED
    assert words.quality(line(quality=Quality.MODELLED, modelled_wh=5.0)) == "partly modelled"
    assert words.swatch(line(quality=Quality.POWER)) is Swatch.SOLID


def test_the_unknown_is_never_nothing(words: SessionWords) -> None:
    learning = line(energy_wh=None, at_least=True, idle_wh=None)
    assert words.energy(learning) == "learning"
    assert words.idle(learning) == "learning"
    assert words.energy(line(at_least=True)) == "at least 45.7 Wh"
    assert words.quality(line(quality=None)) == "not recorded"
    assert words.swatch(line(quality=None)) is Swatch.DOTTED


def test_what_it_made_and_the_energy_of_each(words: SessionWords) -> None:
    images = line(outputs=12.0, output_unit="image")
    assert words.made(images) == "12 images"
    assert words.per_output(images) == "3.81 Wh"
    tokens = line(outputs=24000.0, output_unit="token")
    assert words.per_output(tokens) == "1.90 Wh per 1,000"
    assert words.per_output(line(outputs=12.0, output_unit="image", at_least=True)) == "at least 3.81 Wh"
    assert words.made(line(outputs=2.0, output_unit="gone unit")) == "2 gone unit"


def test_a_dash_is_spoken_in_words(words: SessionWords) -> None:
    bare = line(model=None)
    assert words.cell(bare, Column.MODEL) == NOTHING
    assert words.spoken(bare, Column.MODEL) == "model not known"
    assert words.spoken(bare, Column.OUTPUTS) == "not noted"
    assert all(words.spoken(bare, column).strip(f" {NOTHING}") for column in Column)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_one_line_that_steers_nothing(words: SessionWords, name: str) -> None:
    for column in (Column.TITLE, Column.MODEL):
        text = words.cell(line(app_name=name, model=name), column)
        assert text
        assert text.isprintable()


def test_the_line_below(words: SessionWords) -> None:
    measured = SessionEnergy(3.0, at_least=False, idle_wh=None, modelled_wh=0.0, quality=Quality.COUNTER)
    assert words.summary(1, measured) == "1 session, 3.00 Wh"
    assert words.summary(2, measured._replace(at_least=True)) == "2 sessions, at least 3.00 Wh"
    assert words.summary(2, measured._replace(modelled_wh=3.0)) == "2 sessions, ≈ 3.0 Wh"
    assert words.summary(2, measured._replace(energy_wh=None)) == "2 sessions, learning"
    assert words.summary(2, None) == "2 sessions"
    assert words.summary(0, None) == "0 sessions"
    assert words.summary(178948, None) == "178,948 sessions"


def test_french(french: SessionWords) -> None:
    assert french.quality(line()) == "mesuré"
    assert french.summary(1, None) == "1 session"
    assert french.start(line()) == "10 mars 2026, 21:30"
