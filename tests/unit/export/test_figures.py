from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.ledger.making import DAY
from tests.unit.reference.factor_texts import own_claude_prompt
from wattprint.domain.band import Band
from wattprint.export.figures import read_figures, read_seen, seen_text
from wattprint.ledger.connection import prepare
from wattprint.ledger.person import PersonLedger
from wattprint.reference.factors import load_factors
from wattprint.system.paths import Paths

TODAY = "2026-11-21"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    prepare(tmp_path / "l.sqlite3")
    return Paths(tmp_path / "l.sqlite3", tmp_path / "config.toml")


def _count(paths: Paths, activity: str = "claude.prompt", count: float = 10) -> None:
    with PersonLedger(paths.ledger) as person:
        person.cloud.add(DAY, activity, count, 1.0)


def test_where_no_ledger_is_the_figures_are_told_all_the_same(tmp_path: Path) -> None:
    found = read_figures(Paths(tmp_path / "none", tmp_path / "config.toml"), TODAY, "")
    assert len(found.stated) > 300
    assert not any(figure.in_use for figure in found.stated if figure.activity is not None)
    assert found.new_set is None


def test_what_was_seen_fits_where_it_is_remembered_and_reads_back() -> None:
    factors = load_factors()
    text = seen_text(factors, ["gone.prompt"])
    assert len(text) < 32 * 1024
    seen = read_seen(text)
    assert seen is not None
    name, rows = seen
    assert name == factors.name
    assert [row.wh for row in rows["gemini.prompt"]] == [row.band for row in factors.history("gemini.prompt")]
    assert rows["chatgpt.output_tokens"][0].per == 1000
    assert "gone.prompt" not in rows


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "nonsense", '{"set": 1, "rows": {"a": [[1]]}}', '{"rows": 3}']
)
def test_what_is_none_of_ours_was_never_seen(text: str, paths: Paths) -> None:
    assert read_seen(text) is None
    assert read_figures(paths, TODAY, text).new_set is None


def test_the_same_set_is_no_news(paths: Paths) -> None:
    _count(paths)
    seen = read_figures(paths, TODAY, "").seen
    assert read_figures(paths, TODAY, seen).new_set is None


def test_a_corrected_row_changes_the_past_by_so_much(paths: Paths) -> None:
    _count(paths)
    old = json.loads(read_figures(paths, TODAY, "").seen)
    now = load_factors().factor("claude.prompt", DAY)
    assert now is not None
    old["set"] = "2026.1"
    old["rows"]["claude.prompt"] = [["2025-01-01", 1, 1.0, 2.0, 4.0]]
    # Never counted: however it changes, nothing of this person's is other than it was.
    old["rows"]["grok.prompt"] = []
    found = read_figures(paths, TODAY, json.dumps(old)).new_set
    assert found is not None
    assert found.old == "2026.1"
    assert found.change.before == Band(10, 20, 40)
    assert found.change.after == now.band * 10
    assert found.change.activities == ("claude.prompt",)


def test_the_persons_own_figures_are_a_new_set_too(paths: Paths) -> None:
    _count(paths)
    seen = read_figures(paths, TODAY, "").seen
    (paths.config.with_name("factors.toml")).write_text(
        own_claude_prompt(title="M", stale_after="2027-01-01")
    )
    found = read_figures(paths, TODAY, seen)
    assert found.new_set is not None
    assert found.new_set.change.after.central == 20
    own = next(figure for figure in found.stated if figure.anchor == "factor:claude.prompt")
    assert own.own
    assert len(own.history) == 2


def test_counts_under_a_replaced_id_keep_their_value(paths: Paths) -> None:
    """Its rows are remembered although nobody can count it any more."""
    text = """schema_version = 1
[[activity]]
id = "claude.old"
unit = "prompt"
name_en = "Old"
name_fr = "Vieux"
replaced_by = "claude.prompt"
"""
    _count(paths, "claude.old")
    paths.config.with_name("factors.toml").write_text(text)
    first = read_figures(paths, TODAY, "")
    assert first.valued.own_factors_error is None
    old = json.loads(first.seen)
    old["set"] = "2026.1"
    found = read_figures(paths, TODAY, json.dumps(old))
    assert found.new_set is not None
    assert found.new_set.change.activities == ()
    assert found.new_set.change.before.central > 0
    assert any(figure.in_use for figure in found.stated if figure.key == "claude.old")


def test_the_everyday_quantities_in_use_are_those_of_the_chosen_set(paths: Paths) -> None:
    def in_use() -> set[str]:
        stated = read_figures(paths, TODAY, "").stated
        return {figure.key for figure in stated if figure.in_use and figure.anchor.startswith("equivalent:")}

    usual = in_use()
    paths.config.write_text('[numbers]\nequivalents = "us"\n')
    assert {"ev_mile"} <= in_use() - usual
    assert usual - in_use()
