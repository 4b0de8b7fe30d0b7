"""The settings file: every fault names the file and the place; nothing misspelt goes unseen."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.workload import DEFAULT_GAP_S, Kind
from wattprint.recorder.assemble import read_choices
from wattprint.system.paths import Paths
from wattprint.system.settings import Settings, SettingsError, load_settings

WHOLE = """
[general]
language = "fr"
appearance = "dark"
tray_icon = "light"

[measuring]
all_users = true
left_out = ["nvidia:GPU-1"]
traces_kept_days = 30

[measuring.gap_s]
chat = 300
speech = 10.5

[numbers]
equivalents = "us"

[notifications]
measuring_stopped = false
yesterday = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def fault_of(file: Path) -> str:
    with pytest.raises(SettingsError) as fault:
        load_settings(file)
    assert fault.value.path == file
    assert str(fault.value) == f"{file}: {fault.value.what}"
    assert "\n" not in fault.value.what
    return fault.value.what


def test_no_file_and_an_empty_one_mean_the_defaults(file: Path) -> None:
    assert load_settings(file) == Settings()
    file.touch()
    assert load_settings(file) == Settings()


def test_everything_there_is(file: Path) -> None:
    file.write_text(WHOLE)
    found = load_settings(file)
    assert (found.language, found.all_users, found.traces_kept_days, found.unknown) == ("fr", True, 30, ())
    assert found.gap_s == {**DEFAULT_GAP_S, Kind.CHAT: 300.0, Kind.SPEECH: 10.5}
    assert (Settings().appearance, Settings().tray_icon) == (None, None)
    assert (found.appearance, found.tray_icon) == ("dark", "light")
    assert (Settings().equivalents, found.equivalents) == (None, "us")
    assert (Settings().left_out, found.left_out) == (frozenset(), {"nvidia:GPU-1"})
    assert (Settings().tell_when_stopped, found.tell_when_stopped) == (True, False)
    assert (Settings().tell_yesterday, found.tell_yesterday) == (False, True)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[general]\nlanguage = "de"', 'general.language = "de" (en | fr)'),
        ("[general]\nlanguage = 1", "general.language = 1 (en | fr)"),
        ("[general]\nlanguage = true", "general.language = true (en | fr)"),
        ("[general]\nlanguage = ['fr']", "general.language = ['fr'] (en | fr)"),
        ('[measuring]\nall_users = "yes"', 'measuring.all_users = "yes" (true | false)'),
        ("[measuring]\nall_users = 1", "measuring.all_users = 1 (true | false)"),
        ("[measuring]\ntraces_kept_days = -1", "measuring.traces_kept_days = -1 (0 … 36500)"),
        ("[measuring]\ntraces_kept_days = nan", "measuring.traces_kept_days = nan (0 … 36500)"),
        ("[measuring]\ntraces_kept_days = true", "measuring.traces_kept_days = true (0 … 36500)"),
        ("[measuring.gap_s]\nchat = 5", "measuring.gap_s.chat = 5 (10 … 1800)"),
        ("[measuring.gap_s]\nchat = inf", "measuring.gap_s.chat = inf (10 … 1800)"),
        ('[measuring.gap_s]\nimage = "90"', 'measuring.gap_s.image = "90" (10 … 1800)'),
        ("[measuring]\ngap_s = 90", "measuring.gap_s = 90 ([measuring.gap_s])"),
        ("[measuring]\nleft_out = 'a'", 'measuring.left_out = "a" (["…", …])'),
        ("[measuring]\nleft_out = ['']", "measuring.left_out = [''] ([\"…\", …])"),
        ("[numbers]\nequivalents = 1", "numbers.equivalents = 1 (a … z)"),
        ("[numbers]\nequivalents = 'a b'", 'numbers.equivalents = "a b" (a … z)'),
        ("[general]\nappearance = 'grey'", 'general.appearance = "grey" (light | dark)'),
        ("[general]\ntray_icon = true", "general.tray_icon = true (light | dark)"),
        ("notifications = true", "notifications = true ([notifications])"),
        ("[notifications]\nyesterday = 'on'", 'notifications.yesterday = "on" (true | false)'),
        (
            "[notifications]\nmeasuring_stopped = 1",
            "notifications.measuring_stopped = 1 (true | false)",
        ),
        ("general = 1", "general = 1 ([general])"),
        ("measuring = [1]", "measuring = [1] ([measuring])"),
    ],
)
def test_a_wrong_value_is_named_with_what_may_stand_there(file: Path, text: str, what: str) -> None:
    file.write_text(text)
    assert fault_of(file) == what


def test_a_very_long_value_is_not_repeated_whole(file: Path) -> None:
    file.write_text(f'[general]\nlanguage = "{"x" * 5000}"')
    assert len(fault_of(file)) < 100


def test_broken_toml_is_named_with_line_and_column(file: Path) -> None:
    file.write_text("[general]\nlanguage = \n")
    assert "line 2" in fault_of(file)


def test_what_cannot_be_read(file: Path) -> None:
    file.write_bytes(b"[general]\nlanguage = '\xff'")
    assert fault_of(file) == "not UTF-8 text"
    file.unlink()
    file.mkdir()
    assert fault_of(file) == "Is a directory"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('[general]\nlangauge = "fr"', ("general.langauge",)),
        ('language = "fr"', ("language",)),
        (
            "[measuring]\nall_user = true\n[measuring.gap_s]\nchatt = 90",
            ("measuring.all_user", "measuring.gap_s.chatt"),
        ),
        ("[mesuring]\nall_users = true", ("mesuring",)),
        ("[measuring.gap_s]\nChat = 90", ("measuring.gap_s.Chat",)),
    ],
)
def test_what_is_misspelt_is_told_and_the_rest_holds(file: Path, text: str, keys: tuple[str, ...]) -> None:
    file.write_text(text)
    assert load_settings(file).unknown == keys
    paths = Paths(file.with_name("ledger"), file)
    settings, rules, problems = read_choices(paths)
    assert settings.unknown == keys
    assert rules == ()
    (problem,) = problems
    assert problem.code == "settings-unknown"
    assert str(file) in problem.detail
    assert all(key in problem.detail for key in keys)


def test_choices_that_cannot_be_used_are_told_and_the_defaults_hold(file: Path) -> None:
    file.write_text("[general]\nlanguage = 3")
    paths = Paths(file.with_name("ledger"), file)
    paths.own_rules.write_text("nonsense")
    settings, rules, problems = read_choices(paths)
    assert (settings, rules) == (Settings(), ())
    assert [problem.code for problem in problems] == ["settings", "own-rules"]
    assert str(file) in problems[0].detail
    assert str(paths.own_rules) in problems[1].detail


@given(st.binary(max_size=200))
def test_any_bytes_give_settings_or_a_fault(raw: bytes) -> None:
    file = Path(os.environ["WATTPRINT_CONFIG"])
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    with contextlib.suppress(SettingsError):
        load_settings(file)
