"""The rows of the menu, in both languages, with whatever names processes have."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from tests.gui.making import day_of
from wattprint.domain.band import Band
from wattprint.domain.equivalents import Equivalent
from wattprint.gui.cloud.favourites import favourites_of
from wattprint.gui.day import Day, Likeness, OpenSession
from wattprint.gui.live_lines import DeviceSeen, Name, ProblemLine, Running, SightLine, TroubleLine
from wattprint.gui.numbers import energy, power
from wattprint.gui.pausing import Pause
from wattprint.gui.phrases import LONGEST_SHOWN
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.rows import (
    MOST_DEVICES,
    MOST_RUNNING,
    TROUBLE_ROWS,
    TROUBLE_WIDTH,
    Mark,
    Pausing,
    RowWriter,
)
from wattprint.gui.status import Status
from wattprint.gui.tray import text_of_menu, text_over_bus
from wattprint.ledger.errors import LedgerDamaged, LedgerTooNew
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.factors import load_factors
from wattprint.reference.files import resource_path
from wattprint.reference.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    Speaking = Callable[[str], AbstractContextManager[RowWriter]]

EN = QLocale("en")
MEASURING = RecorderState(Phase.MEASURING, 7)
WAITING = RecorderState(Phase.WAITING, reason="no luck")
NB = "\u00a0"


def status(
    day: Day | None = None, recorder: RecorderState = MEASURING, running: tuple[Running, ...] = ()
) -> Status:
    return Status(day or day_of(), recorder, SightLine(False, running, (), ()))


def run(app: str, watts: float | None = 1.0, model: str | None = None, *, pending: bool = False) -> Running:
    return Running(Name(app, model, pending), watts)


@pytest.mark.parametrize(
    ("day", "recorder", "english", "french"),
    [
        (day_of(12.3456), MEASURING, "Today: 12.3 Wh", f"Aujourd’hui{NB}: 12,3 Wh"),
        (
            day_of(1234.5, at_least=True),
            MEASURING,
            "Today: at least 1.23 kWh",
            f"Aujourd’hui{NB}: au moins 1,23 kWh",
        ),
        (day_of(12.345, modelled_wh=1.0), MEASURING, "Today: ≈ 12 Wh", f"Aujourd’hui{NB}: ≈ 12 Wh"),
        (day_of(10.0, cloud_wh=5.0), MEASURING, "Today: ≈ 15 Wh", f"Aujourd’hui{NB}: ≈ 15 Wh"),
        (
            day_of(10.0, not_estimated=1),
            MEASURING,
            "Today: at least 10.0 Wh",
            f"Aujourd’hui{NB}: au moins 10,0 Wh",
        ),
        (day_of(), MEASURING, "Today: nothing yet", f"Aujourd’hui{NB}: rien pour l’instant"),
        (day_of(at_least=True), MEASURING, "Today: learning", f"Aujourd’hui{NB}: en apprentissage"),
        (day_of(not_estimated=2), MEASURING, "Today: not estimated", f"Aujourd’hui{NB}: non estimé"),
        (day_of(recorded=False), MEASURING, "Today: nothing yet", f"Aujourd’hui{NB}: rien pour l’instant"),
        (day_of(recorded=False), WAITING, "Today: not recorded", f"Aujourd’hui{NB}: non enregistré"),
        (
            day_of(recorded=False, cloud_wh=5.0),
            WAITING,
            "Today: at least ≈ 5.0 Wh",
            f"Aujourd’hui{NB}: au moins ≈ 5,0 Wh",
        ),
        (day_of(recorded=False, cloud_wh=5.0), MEASURING, "Today: ≈ 5.0 Wh", f"Aujourd’hui{NB}: ≈ 5,0 Wh"),
        (
            Day("d", failure=LedgerDamaged("/x")),
            MEASURING,
            "Today: not known",
            f"Aujourd’hui{NB}: inconnu",
        ),
        (Day("d"), MEASURING, "Today: being read", f"Aujourd’hui{NB}: lecture en cours"),
    ],
)
def test_today(speaking: Speaking, day: Day, recorder: RecorderState, english: str, french: str) -> None:
    with speaking("en") as writer:
        assert writer.rows(status(day, recorder)).today == english
    with speaking("fr") as writer:
        assert writer.rows(status(day, recorder)).today == french


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0.4, "Today: 1.11 mWh, less than a second of light from a 10 W LED bulb"),
        (7.2, f"Today: 1.11 mWh ≈{NB}7.2 seconds of light from a 10{NB}W LED bulb"),
    ],
)
def test_today_is_told_with_what_it_is_like(speaking: Speaking, count: float, told: str) -> None:
    step = Equivalents.load(resource_path("data", "equivalents.toml"))["led_second"]
    like = Likeness(step, Equivalent(step.step, Band.exactly(count), less_than_one=count < 1))
    with speaking("en") as writer:
        assert writer.rows(status(replace(day_of(0.00111), likenesses=(like,)))).today == told


def test_yesterday_is_told_with_what_it_compares_to_and_how_it_is_known(speaking: Speaking) -> None:
    with speaking("en") as writer:
        assert writer.yesterday(day_of(10.0, cloud_wh=5.0)) == (
            "Yesterday: ≈ 15 Wh",
            "Measured 10.0 Wh, estimated ≈ 5.0 Wh",
        )
        assert writer.yesterday(day_of(12.3456, at_least=True)) == (
            "Yesterday: at least 12.3 Wh",
            "All of it measured",
        )
        assert writer.yesterday(day_of(recorded=False)) is None
        assert writer.yesterday(day_of()) is None
    with speaking("fr") as writer:
        told = writer.yesterday(day_of(10.0))
        assert told is not None
        assert told[0] == f"Hier{NB}: 10,0 Wh"


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (day_of(12.0), ("All of it measured",)),
        (day_of(12.0, modelled_wh=12.0), ("All of it estimated",)),
        (day_of(0.0, cloud_wh=5.0), ("All of it estimated",)),
        (day_of(12.0, modelled_wh=2.0, cloud_wh=5.0), ("Measured 10.0 Wh, estimated ≈ 7.0 Wh",)),
        (day_of(), ()),
        (day_of(at_least=True), ()),
    ],
)
def test_measured_and_estimated_are_told_apart(speaking: Speaking, day: Day, parts: tuple[str, ...]) -> None:
    with speaking("en") as writer:
        assert writer.rows(status(day)).parts == parts


def test_the_watts_of_each_gpu_stand_there_without_a_session(speaking: Speaking) -> None:
    def gpu(number: int, state: str = "idle", watts: float | None = 20.0) -> DeviceSeen:
        return DeviceSeen(f"nvidia:{number}", f"Card {number}", True, state, watts)

    cpu = DeviceSeen("cpu", "Core", False, "idle", 3.0)
    with speaking("en") as writer:
        seen = SightLine(False, (), (), (cpu, gpu(1), gpu(2, "asleep", None), gpu(3, "unmeasured", None)))
        rows = writer.rows(Status(day_of(), MEASURING, seen))
        assert rows.devices == ("Card 1: 20.0 W", "Card 2: asleep", "Card 3: not measured")
        many = SightLine(False, (), (), tuple(gpu(number) for number in range(9)))
        rows = writer.rows(Status(day_of(), MEASURING, many))
        assert rows.devices[-1] == "and 6 more"
        assert len(rows.devices) == MOST_DEVICES
        assert writer.rows(Status(day_of(), MEASURING, many, pause=Pause(None))).devices == ()


def test_a_running_session_tells_what_it_has_used(speaking: Speaking) -> None:
    sessions = (
        OpenSession("Ollama", "a", 1.0, 5.0, at_least=False, modelled=False),
        OpenSession("Ollama", "b", 2.0, 3.25, at_least=False, modelled=False),
        OpenSession("Whisper", None, 2.0, 0.5, at_least=True, modelled=True),
    )
    day = replace(day_of(9.0), sessions=sessions)
    with speaking("en") as writer:
        case = status(day, running=(run("Ollama", 200, "b"), run("Whisper", 20), run("Other", 1)))
        assert writer.rows(case).now == (
            "Ollama b: 200 W, 3.25 Wh so far",
            "Whisper: 20.0 W, at least ≈ 0.50 Wh so far",
            "Other: 1.00 W",
        )


def test_pausing_is_offered_where_it_is_possible(speaking: Speaking) -> None:
    with speaking("en") as writer:
        assert writer.rows(status()).pausing is Pausing.POSSIBLE
        assert writer.rows(status(recorder=WAITING)).pausing is Pausing.IMPOSSIBLE
        paused = Status(day_of(), MEASURING, SightLine(False, (), (), ()), pause=Pause(None))
        assert writer.rows(paused).pausing is Pausing.PAUSED
        assert writer.rows(paused).resume == "&Resume measuring"
        until = replace(paused, pause=Pause(1_773_144_000.0))
        assert writer.rows(until).resume.startswith("&Resume measuring (paused until ")
        elsewhere = writer.rows(status(recorder=RecorderState(Phase.ELSEWHERE, 3)))
        assert elsewhere.pausing is Pausing.ELSEWHERE
        assert elsewhere.elsewhere == "Pausing is done where that recorder was started"


def test_activities_to_count_tell_what_was_counted_today(speaking: Speaking) -> None:
    offered = favourites_of((), load_factors())
    day = replace(day_of(), favourites=offered, counted={"claude.prompt": 5.0, "gemini.prompt": 0.5})
    with speaking("en") as writer:
        labels = [one.label for one in writer.rows(status(day)).quick]
        assert labels == ["ChatGPT · Prompt", "Claude · Prompt · 5 today", "Gemini · Prompt · 0.5 today"]
    with speaking("fr") as writer:
        labels = [one.label for one in writer.rows(status(day)).quick]
        assert labels[1:] == ["Claude · Requête · 5 aujourd’hui", "Gemini · Requête · 0,5 aujourd’hui"]


def test_what_runs(speaking: Speaking) -> None:
    with speaking("en") as writer:
        rows = writer.rows(status(running=(run("Whisper", 3.14159), run("Ollama", 212.4, "qwen2.5:7b"))))
        assert rows.now == ("Ollama qwen2.5:7b: 212 W", "Whisper: 3.14 W")
        assert rows.mark is Mark.RECORDING
        rows = writer.rows(status(running=(run("x.py", None, pending=True),)))
        assert rows.now == ("x.py (unknown program, not counted)",)
        many = tuple(run(f"App{number}", float(number)) for number in range(9))
        rows = writer.rows(status(running=many))
        assert rows.now == ("App8: 8.00 W", "App7: 7.00 W", "and 7 more")
        assert len(rows.now) == MOST_RUNNING
    with speaking("fr") as writer:
        assert writer.rows(status(running=many)).now[-1] == "et 7 autres"
        assert writer.rows(status(running=many[:4])).now[-1] == "et 2 autres"


def test_what_does_not_run(speaking: Speaking) -> None:
    with speaking("en") as writer:
        assert writer.rows(status()).now == ("No AI app is running",)
        assert writer.rows(status()).mark is Mark.IDLE
        loaded = SightLine(False, (), (Name("Ollama", "a", False), Name("b", None, False)), ())
        assert writer.rows(Status(day_of(recorded=False), MEASURING, loaded)).now == (
            "Loaded, nothing runs: Ollama a and 1 more",
        )
        paused = SightLine(True, (run("Ollama"),), (), ())
        rows = writer.rows(Status(day_of(recorded=False), MEASURING, paused))
        assert rows.now == ("Measuring is paused",)
        assert rows.mark is Mark.IDLE
        assert writer.rows(Status(day_of(recorded=False), MEASURING)).now == ("Measuring is starting",)


def test_quitting_says_what_it_stops(speaking: Speaking) -> None:
    with speaking("en") as writer:
        assert writer.rows(status()).quit == "&Quit (measuring stops)"
        rows = writer.rows(status(recorder=RecorderState(Phase.ELSEWHERE, 12)))
        assert rows.quit == "&Quit (the other recorder goes on)"
        assert rows.now == ("Measured by a recorder started elsewhere (process 12)",)
        assert rows.mark is Mark.IDLE


def test_trouble_is_told_gravest_first_and_within_the_width_of_a_menu(speaking: Speaking) -> None:
    problems = (ProblemLine("nvidia-library-mismatch", None, "1"), ProblemLine("made-up", None, "what?"))
    one = Status(day_of(recorded=False), MEASURING, problems=problems)
    for language in LANGUAGES:
        with speaking(language) as writer:
            for case in (
                one,
                Status(day_of(recorded=False), WAITING),
                Status(day_of(recorded=False), MEASURING, silent=True),
                Status(day_of(recorded=False), MEASURING, trouble=TroubleLine("full", "/a/" + "long/" * 40)),
                Status(day_of(recorded=False), MEASURING, trouble=TroubleLine("never-heard-of", "/a")),
                Status(Day("d", failure=LedgerTooNew("/a")), MEASURING),
            ):
                rows = writer.rows(case)
                assert rows.mark is Mark.ATTENTION
                assert 1 <= len(rows.trouble) <= TROUBLE_ROWS
                assert all(len(row) <= TROUBLE_WIDTH for row in rows.trouble)
    with speaking("en") as writer:
        assert writer.rows(one).trouble[0].startswith("NVIDIA's library")
        assert writer.rows(one).trouble[-1] == "1 more problem"
        three = Status(day_of(recorded=False), WAITING, problems=problems)
        assert writer.rows(three).trouble[0].startswith("The recorder has stopped and will be started again.")
        assert "no luck" in " ".join(writer.rows(three).trouble)
        assert writer.rows(three).trouble[-1] == "2 more problems"
        assert writer.rows(three).now == ("Not measuring",)
    with speaking("fr") as writer:
        assert writer.rows(three).trouble[-1] == "2 autres problèmes"


@pytest.mark.parametrize("name", ["{energy}", "%n", "{0.__class__}", "%1 %2", "a&b_c", "<b>x</b>", "'; --"])
def test_names_are_shown_as_they_are(speaking: Speaking, name: str) -> None:
    for language in LANGUAGES:
        with speaking(language) as writer:
            assert writer.rows(status(running=(run(name),))).now[0].startswith(name)
            case = Status(day_of(recorded=False), MEASURING, problems=(ProblemLine(name, name, name),))
            assert name in " ".join(writer.rows(case).trouble)


def test_long_names_do_not_widen_the_menu(speaking: Speaking) -> None:
    with speaking("en") as writer:
        (row,) = writer.rows(status(running=(run("x" * 200, 1.0, "y" * 200),))).now
        assert row == "x" * (LONGEST_SHOWN - 1) + "…: 1.00 W"


def test_marks_of_menus_are_escaped() -> None:
    assert text_of_menu("R&D a_b") == "R&&D a_b"
    assert text_over_bus("a_b __") == "a__b ____"
    assert text_over_bus("R&D & Co") == "R&&D & Co"
    # GTK cannot show both: a "+" is better than letters that are lost.
    assert text_over_bus("R&D a_b") == "R+D a__b"


def test_without_a_translation_the_app_speaks_english(qapp: object) -> None:
    writer = RowWriter(EN, Texts("en"))
    assert writer.rows(status(day_of(5.0))).today == "Today: 5.00 Wh"


@pytest.mark.parametrize(
    ("wh", "text"),
    [
        (0.0, "0 Wh"),
        (0.000123456, "0.123 mWh"),
        (0.99951, "1.00 Wh"),
        (999.6, "1.00 kWh"),
        (12_345_678, "12.3 MWh"),
        (1e12, "1,000,000 MWh"),
    ],
)
def test_energies_come_in_fitting_units(wh: float, text: str) -> None:
    assert energy(EN, wh) == text


def test_numbers_follow_the_locale() -> None:
    assert energy(QLocale("fr"), 1234.0, modelled=True) == "≈ 1,2 kWh"
    assert power(QLocale("fr"), 88.06) == "88,1 W"
    assert power(EN, 0.0) == "0 W"


# -- the translation files ---------------------------------------------------------------------------------


def messages(path: Path) -> dict[tuple[str, str], list[str]]:
    """(context, source) to its translations, of everything that is finished."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            if translation.get("type") is None:
                forms = [form.text or "" for form in translation.iter("numerusform")]
                key = (context.findtext("name") or "", message.findtext("source") or "")
                found[key] = forms or [translation.text or ""]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_windows_is_translated(tmp_path: Path, language: str) -> None:
    committed = resource_path("i18n", f"wattprint_{language}.ts")
    fresh = tmp_path / "fresh.ts"
    sources = sorted((Path(__file__).parents[2] / "desktop" / "wattprint" / "gui").rglob("*.py"))
    update = Path(sys.executable).with_name("pyside6-lupdate")
    options = ["-source-language", "en", "-target-language", language, "-locations", "none"]
    plural = ["-pluralonly"] if language == "en" else []
    subprocess.run([update, "-silent", *sources, "-ts", fresh, *options, *plural], check=True, timeout=60)
    wanted = {
        (context.findtext("name"), message.findtext("source"))
        for context in ET.parse(fresh).getroot().iter("context")
        for message in context.iter("message")
    }
    assert wanted == set(messages(committed))


def test_translations_keep_the_placeholders() -> None:
    import re

    for (_, source), forms in messages(resource_path("i18n", "wattprint_fr.ts")).items():
        for form in forms:
            assert form
            assert set(re.findall(r"\{\w+\}|%n", form)) == set(re.findall(r"\{\w+\}|%n", source))
