"""Small things between two starts: where the window stood, what was explained. Private to its owner."""

from __future__ import annotations

import json
import logging
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

FILE_NAME = "window.json"

#: Under which name the factors that the person has seen are kept: two windows tell of new ones.
FACTORS_SEEN = "factors_seen"

#: A file of ours is far smaller; a larger one is not read.
LARGEST = 64 * 1024


class Remembered:
    """A few values in one JSON file beside the settings, mode 0600, in a folder that is made 0700.

    Losing them costs nothing but a second explanation: no failure is ever raised.
    """

    def __init__(self, config: Path) -> None:
        self._path = config.with_name(FILE_NAME)
        self._values = self._read()

    def text(self, name: str) -> str:
        """A value; empty when there is none."""
        value = self._values.get(name, "")
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Whether something was noted."""
        return self._values.get(name) is True

    def keep(self, **values: str | bool) -> None:
        """Write values down, at once."""
        new = {**self._values, **values}
        if new == self._values:
            return
        self._values = new
        try:
            self._write(json.dumps(new).encode())
        except OSError as error:
            log.info("not remembered: %s", error.strerror)

    def _read(self) -> dict[str, Any]:
        try:
            with self._path.open("rb") as file:
                found = json.loads(file.read(LARGEST))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, data: bytes) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.replace(self._path)
