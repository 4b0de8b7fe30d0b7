"""Where this person's ledger, settings and rules lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path, user_data_path

APP = "wattprint"


@dataclass(frozen=True, slots=True)
class Paths:
    """ledger: the SQLite file. config: the settings (TOML). own_rules: the person's own workload rules."""

    ledger: Path
    config: Path

    @property
    def own_rules(self) -> Path:
        """Beside the settings, so that one folder holds all that the person wrote."""
        return self.config.with_name("workloads.toml")


def find_paths(ledger: str | None = None, config: str | None = None) -> Paths:
    """From the command line, else WATTPRINT_LEDGER and WATTPRINT_CONFIG, else the system's folders.

    An empty variable counts as unset.
    """
    ledger = ledger or os.environ.get("WATTPRINT_LEDGER")
    config = config or os.environ.get("WATTPRINT_CONFIG")
    return Paths(
        _absolute(ledger) if ledger else user_data_path(APP) / "ledger.sqlite3",
        _absolute(config) if config else user_config_path(APP) / "config.toml",
    )


def _absolute(text: str) -> Path:
    # Not Path.expanduser: it fails on the "~" of a person whom this system does not know.
    return Path(os.path.expanduser(text)).absolute()  # noqa: PTH111
