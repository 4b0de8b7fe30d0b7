"""The rows of the menu, in both languages, with whatever names processes have."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from wattprint.gui.live_lines import Name, ProblemLine, Running, SightLine, TroubleLine
from wattprint.gui.numbers import energy, power
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.rows import LONGEST_SHOWN, MOST_RUNNING, TROUBLE_ROWS, TROUBLE_WIDTH, Mark, RowWriter
from wattprint.gui.status import Status
from wattprint.gui.today import Today
from wattprint.gui.tray import text_of_menu, text_over_bus
from wattprint.ledger.errors import LedgerDamaged, LedgerTooNew
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
    today: Today | None = None, recorder: RecorderState = MEASURING, running: tuple[Running, ...] = ()
) -> Status:
    return Status(today or Today("2026-03-10", True), recorder, SightLine(False, running, (), ()))


def run(app: str, watts: float | None = 1.0, model: str | None = None, *, pending: bool = False) -> Running:
    return Running(Name(app, model, pending), watts)


@pytest.mark.parametrize(
    ("today", "recorder", "english", "french"),
    [
        (Today("d", True, 12.3456), MEASURING, "Today: 12.3 Wh", f"Aujourd'hui{NB}: 12,3 Wh"),
        (
            Today("d", True, 1234.5, at_least=True),
            MEASURING,
            "Today: at least 1.23 kWh",
            f"Aujourd'hui{NB}: au moins 1,23 kWh",
        ),
        (Today("d", True, 12.345, modelled=True), MEASURING, "Today: ≈ 12 Wh", f"Aujourd'hui{NB}: ≈ 12 Wh"),
        (Today("d", True), MEASURING, "Today: nothing yet", f"Aujourd'hui{NB}: rien pour l'instant"),
        (Today("d", True, at_least=True), MEASURING, "Today: learning", f"Aujourd'hui{NB}: en apprentissage"),
        (Today("d"), MEASURING, "Today: nothing yet", f"Aujourd'hui{NB}: rien pour l'instant"),
        (Today("d"), WAITING, "Today: not recorded", f"Aujourd'hui{NB}: non enregistré"),
        (Today("d", failure=LedgerDamaged("/x")), MEASURING, "Today: not known", f"Aujourd'hui{NB}: inconnu"),
    ],
)
def test_today(speaking: Speaking, today: Today, recorder: RecorderState, english: str, french: str) -> None:
    with speaking("en") as writer:
        assert writer.rows(status(today, recorder)).today == english
    with speaking("fr") as writer:
        assert writer.rows(status(today, recorder)).today == french


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
        assert writer.rows(Status(Today("d"), MEASURING, loaded)).now == (
            "Loaded, nothing runs: Ollama a and 1 more",
        )
        paused = SightLine(True, (run("Ollama"),), (), ())
        rows = writer.rows(Status(Today("d"), MEASURING, paused))
        assert rows.now == ("Measuring is paused",)
        assert rows.mark is Mark.IDLE
        assert writer.rows(Status(Today("d"), MEASURING)).now == ("Measuring is starting",)


def test_quitting_says_what_it_stops(speaking: Speaking) -> None:
    with speaking("en") as writer:
        assert writer.rows(status()).quit == "Quit (measuring stops)"
        rows = writer.rows(status(recorder=RecorderState(Phase.ELSEWHERE, 12)))
        assert rows.quit == "Quit (the other recorder goes on)"
        assert rows.now == ("Measured by a recorder started elsewhere (process 12)",)
        assert rows.mark is Mark.IDLE


def test_trouble_is_told_gravest_first_and_within_the_width_of_a_menu(speaking: Speaking) -> None:
    problems = (ProblemLine("nvidia-library-mismatch", None, "1"), ProblemLine("made-up", None, "what?"))
    one = Status(Today("d"), MEASURING, problems=problems)
    for language in LANGUAGES:
        with speaking(language) as writer:
            for case in (
                one,
                Status(Today("d"), WAITING),
                Status(Today("d"), MEASURING, silent=True),
                Status(Today("d"), MEASURING, trouble=TroubleLine("full", "/a/" + "long/" * 40)),
                Status(Today("d"), MEASURING, trouble=TroubleLine("never-heard-of", "/a")),
                Status(Today("d", failure=LedgerTooNew("/a")), MEASURING),
            ):
                rows = writer.rows(case)
                assert rows.mark is Mark.ATTENTION
                assert 1 <= len(rows.trouble) <= TROUBLE_ROWS
                assert all(len(row) <= TROUBLE_WIDTH for row in rows.trouble)
    with speaking("en") as writer:
        assert writer.rows(one).trouble[0].startswith("NVIDIA's library")
        assert writer.rows(one).trouble[-1] == "1 more problem"
        three = Status(Today("d"), WAITING, problems=problems)
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
            case = Status(Today("d"), MEASURING, problems=(ProblemLine(name, name, name),))
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
    assert writer.rows(status(Today("d", True, 5.0))).today == "Today: 5.00 Wh"


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
