"""What is said of estimates: the domain's numbers, and why there are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.gui.cloud.conftest import EN, FR, TODAY
from wattprint.domain.band import Band
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.domain.factors import Tier
from wattprint.export.valuing import load_valuation
from wattprint.gui.cloud.counts import Wrong
from wattprint.gui.cloud.estimates import estimate
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.numbers.words import FigureWords
from wattprint.gui.phrases import Phrases
from wattprint.ledger.errors import LedgerBusy, LedgerError, LedgerFull
from wattprint.reference.factors import FactorSet
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths
from wattprint.system.recorder_lock import RecorderRunning


@pytest.mark.parametrize(
    ("band", "english", "french"),
    [
        (Band(1.9, 4.1, 12), "≈ 4.1 Wh (1.9 to 12)", "≈ 4,1 Wh (1,9 à 12)"),
        (Band(0.000123, 0.0034, 1.2), "≈ 3.4 mWh (0.12 to 1,200)", "≈ 3,4 mWh (0,12 à 1\u202f200)"),
        (Band(0, 1500, 2000), "≈ 1.5 kWh (0 to 2.0)", "≈ 1,5 kWh (0 à 2,0)"),
        (Band(2, 2, 2), "≈ 2.0 Wh", "≈ 2,0 Wh"),
    ],
)
def test_bands_are_in_the_unit_of_the_central_value(
    locale: QLocale, band: Band, english: str, french: str
) -> None:
    assert Wording(locale).band(band) == (english if locale == EN else french)


@given(st.floats(1e-3, 1e8))
def test_a_band_is_told_in_one_unit_wherever_the_units_change(qapp: QApplication, central: float) -> None:
    told = Wording(EN).band(Band(central / 2, central, central * 2)).removeprefix("≈ ").replace(",", "")
    found = re.fullmatch(r"([\d.]+) \w+ \(([\d.]+) to ([\d.]+)\)", told)
    assert found is not None, told
    value, low, high = map(float, found.groups())
    assert low / value == pytest.approx(0.5, rel=0.1)
    assert high / value == pytest.approx(2, rel=0.1)


def test_how_sure_a_source_is_has_one_name_everywhere(paths: Paths, locale: QLocale) -> None:
    language = "en" if locale == EN else "fr"
    terminal, valuation = Texts(language), load_valuation(paths, None).valuation
    figures = FigureWords(Phrases(locale, terminal), valuation)
    for tier in Tier:
        name = Wording(locale).tier(tier)
        assert (figures.tier(tier), terminal(f"tier.{tier.value}")) == (name, name[0].lower() + name[1:])


def test_every_estimate_is_the_one_that_totals_are_made_of(paths: Paths, factors: FactorSet) -> None:
    valuation = load_valuation(paths, None).valuation
    for activity in factors.activities:
        mine = estimate(factors, activity.id, 12.5, TODAY)
        entry = CloudEntry(1, TODAY, activity.id, 12.5, Origin.TYPED)
        theirs = valuation.estimate(entry)
        assert (mine.wh, mine.factor, mine.activity) == (theirs.wh, theirs.factor, theirs.activity)


def test_without_a_count_the_value_is_for_one_unit(locale: QLocale, factors: FactorSet) -> None:
    words = Wording(locale)
    one = estimate(factors, "chatgpt.prompt", None, TODAY)
    assert one.wh == estimate(factors, "chatgpt.prompt", 1, TODAY).wh
    assert words.why(one, TODAY).startswith("Per prompt." if locale == EN else "Par requête.")
    many = estimate(factors, "claude.output_tokens", None, TODAY)
    assert many.wh == estimate(factors, "claude.output_tokens", 1000, TODAY).wh
    start = "Per 1,000 tokens." if locale == EN else "Pour 1\u202f000 tokens."
    assert words.why(many, TODAY).startswith(start)


def test_what_has_no_number_says_why(locale: QLocale, factors: FactorSet) -> None:
    words = Wording(locale)
    reasons = set()
    for activity_id, day in (
        ("chatgpt.deep_research", TODAY),
        ("chatgpt.prompt", "2024-05-01"),
        ("x.y", TODAY),
    ):
        found = estimate(factors, activity_id, 3, day)
        assert found.wh is None
        assert words.value(found) == ("Not estimated" if locale == EN else "Non estimé")
        reasons.add(words.why(found, TODAY))
    assert len(reasons) == 3


def test_old_figures_and_borrowed_ones_are_marked(factors: FactorSet) -> None:
    words = Wording(EN)
    old = words.why(estimate(factors, "chatgpt.prompt", 1, TODAY), "2026-11-21")
    assert old == "Published by the vendor, out of date since Jun 10, 2026."
    assert "out of date" not in words.why(estimate(factors, "chatgpt.prompt", 1, TODAY), TODAY)
    borrowed = words.why(estimate(factors, "grok.agent_session", 1, TODAY), TODAY)
    assert "figure of its class of models" in borrowed


def test_a_source_is_dated_in_the_persons_language(locale: QLocale, factors: FactorSet) -> None:
    found = estimate(factors, "chatgpt.prompt", 1, TODAY).factor
    assert found is not None
    dated = "Jun 10, 2025" if locale == EN else "10 juin 2025"
    assert Wording(locale).source(found) == f"Sam Altman: The Gentle Singularity, {dated}"


def test_days_and_weekdays(locale: QLocale) -> None:
    words = Wording(locale)
    english = locale == EN
    assert words.day("2026-06-10") == ("Jun 10, 2026" if english else "10 juin 2026")
    assert words.weekdays(127) == ("every day" if english else "chaque jour")
    assert words.weekdays(0b11111) == ("Monday to Friday" if english else "du lundi au vendredi")
    assert words.weekdays(0b1000001) == ("Mon, Sun" if english else "lun., dim.")


def test_wrong_counts_are_told_with_what_would_be_right(locale: QLocale) -> None:
    words = Wording(locale)
    told = [words.wrong_count(wrong, "12x") for wrong in Wrong]
    assert len(set(told)) == len(Wrong)
    assert "12x" in told[1]
    assert ("1.5" if locale == EN else "1,5") in told[1]
    assert ("10,000,000,000" if locale == EN else "10\u202f000\u202f000\u202f000") in told[3]


def test_failures_are_one_plain_line(locale: QLocale) -> None:
    words = Wording(locale)
    path = Path("/home/me/ledger.sqlite3")
    for error in (LedgerBusy(path), LedgerFull(path), LedgerError(path, "x\ny"), RecorderRunning(path, 7)):
        told = words.not_saved(error)
        assert "\n" not in told
        assert str(path) in told
        assert told.startswith("Not saved. " if locale == EN else "Non enregistré. ")
    # What the recorder says of a full disk holds for the recorder alone: it keeps what it measured.
    assert "recorder" not in words.failure(LedgerFull(path)).casefold()
    with pytest.raises(KeyError):
        words.failure(KeyError("a bug"))


def test_languages_differ_where_names_do(factors: FactorSet) -> None:
    activity = factors.resolve("chatgpt.reasoning")
    assert Wording(EN).activity(activity) == "ChatGPT · Answer with reasoning"
    assert Wording(FR).activity(activity) == "ChatGPT · Réponse avec raisonnement"
    assert Wording(EN).activity(None, "old\x1b.id") == "old\ufffd.id"
