"""Files that the person writes: whatever stands in their place is told, and nothing waits or grows for it."""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from wattprint.reference.factors_own import load_with_own
from wattprint.reference.hand_written import MOST_BYTES, parse_by_hand, read_by_hand
from wattprint.reference.workload_rules import RuleError, load_own_rules
from wattprint.system.settings import SettingsError, load_settings
from wattprint.system.settings_file import change_settings


def told_by_settings(path: Path) -> str:
    with pytest.raises(SettingsError) as fault:
        load_settings(path)
    return str(fault.value)


def told_by_rules(path: Path) -> str:
    with pytest.raises(RuleError) as fault:
        load_own_rules(path)
    return str(fault.value)


def told_by_factors(path: Path) -> str:
    _, fault = load_with_own(path)
    return str(fault)


every_file = pytest.mark.parametrize("told", [told_by_settings, told_by_rules, told_by_factors])


@every_file
def test_a_pipe_is_not_waited_for(tmp_path: Path, told: Callable[[Path], str]) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert told(tmp_path / "pipe.toml").endswith("not a file")
    assert told(tmp_path).endswith(os.strerror(errno.EISDIR))


@every_file
def test_what_never_ends_is_not_read(told: Callable[[Path], str]) -> None:
    assert told(Path("/dev/zero")).endswith("not a file")


@every_file
def test_a_file_that_no_hand_wrote_is_not_read_whole(tmp_path: Path, told: Callable[[Path], str]) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(2**40)  # more than any memory
    assert "larger than 1,000,000 bytes" in told(path)


@every_file
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "too many brackets"),
        ("a = " + "9" * 5000, "too many digits"),
    ],
    ids=["brackets", "digits"],
)
def test_what_python_does_not_take_is_told(
    tmp_path: Path, told: Callable[[Path], str], text: str, why: str
) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(text)
    assert why in told(path)


def test_a_number_that_cannot_be_shown_is_told_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[numbers]\nprice_per_kwh = 0x{'f' * 5000}\n")
    assert "numbers.price_per_kwh = …" in told_by_settings(path)


def test_nothing_is_changed_in_a_file_that_cannot_be_compared(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    text = f"foreign = 0x{'f' * 5000}\n"
    path.write_text(text)
    with pytest.raises(SettingsError):
        change_settings(path, {"general.language": "fr"})
    assert path.read_text() == text


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * MOST_BYTES)
    assert len(read_by_hand(path)) == MOST_BYTES
    assert parse_by_hand("a = 1") == {"a": 1}
    with pytest.raises(tomllib.TOMLDecodeError, match="at end of document"):
        parse_by_hand("a = ")
