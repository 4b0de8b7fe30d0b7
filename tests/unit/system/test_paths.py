"""Where the ledger and the settings lie: the option, else the variable, else the system's folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from wattprint.system.paths import find_paths


def test_options_come_before_variables() -> None:
    paths = find_paths("/a/ledger", "/b/config.toml")
    assert (paths.ledger, paths.config) == (Path("/a/ledger"), Path("/b/config.toml"))
    assert paths.own_rules == Path("/b/workloads.toml")


def test_variables_come_before_the_systems_folders(home: Path) -> None:
    paths = find_paths()
    assert paths.ledger == home / "ledger" / "ledger.sqlite"
    assert paths.config == home / "settings" / "settings.toml"


@pytest.mark.parametrize("value", ["", None])
def test_an_empty_variable_counts_as_unset(
    value: str | None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WATTPRINT_LEDGER", "WATTPRINT_CONFIG"):
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)
    paths = find_paths()
    assert paths.ledger == home / "data" / "wattprint" / "ledger.sqlite3"
    assert paths.config == home / "config" / "wattprint" / "config.toml"


def test_relative_places_and_homes(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = find_paths("ledger", "~/c.toml")
    assert (paths.ledger, paths.config) == (tmp_path / "ledger", home / "c.toml")
    # The home of somebody who is unknown here is just a name.
    assert find_paths("~nobody-of-this-name/x").ledger == tmp_path / "~nobody-of-this-name" / "x"
