"""What turns joules into numbers, loaded once and again only when the person's own files have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.export.valuing import Valued, load_valuation
from wattprint.gui.day_reader import CurrentChoices
from wattprint.reference.factors_own import OWN_FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.choices import ChoiceHistory
    from wattprint.system.paths import Paths


class KeptFigures:
    """For one thread at a time."""

    def __init__(self, paths: Paths) -> None:
        self._files = paths.config, paths.config.with_name(OWN_FILE_NAME)
        self._paths = paths
        self._choices = CurrentChoices()
        self._valued: Valued | None = None
        self._from: list[tuple[int, int] | None] = []

    def now(self, choices: ChoiceHistory) -> Valued:
        """The figures, with what the person chose by now."""
        self._choices.now = choices
        files = [_stamp(path) for path in self._files]
        if self._valued is None or files != self._from:
            self._valued, self._from = load_valuation(self._paths, self._choices), files
        return self._valued


def _stamp(path: Path) -> tuple[int, int] | None:
    """Changes with the file; None while there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
