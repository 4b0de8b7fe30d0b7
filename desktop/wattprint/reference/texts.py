"""The texts of the command line and the recorder, in the person's language."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from typing import Any

from wattprint.reference.files import resource_path

LANGUAGES = ("en", "fr")


class Texts:
    """Texts in one language. Values that come from outside (names, paths) are shown as plain text."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a dotted key with its {placeholders} filled; KeyError for a key that does not exist."""
        section, name = key.split(".", 1)
        text: str = _catalogue()[section][name][self.language]
        return text.format(**{key: plain(str(value)) for key, value in values.items()})

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        section, _, name = key.partition(".")
        return name in _catalogue().get(section, {})


def language_of_system() -> str:
    """The language of the environment: the first of LC_ALL, LC_MESSAGES and LANG that is set decides."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def plain(text: str) -> str:
    """Text without control characters: names from processes must not steer a terminal."""
    return "".join(character if character.isprintable() else "�" for character in text)


@cache
def _catalogue() -> dict[str, Any]:
    with resource_path("i18n", "terminal.toml").open("rb") as file:
        return tomllib.load(file)
