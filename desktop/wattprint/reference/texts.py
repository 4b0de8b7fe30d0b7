"""The texts of the command line and the recorder, in the person's language."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from functools import cache
from typing import Any

from wattprint.reference.files import resource_path

LANGUAGES = ("en", "fr")

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


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
    """The language of the environment, as gettext finds it.

    The first of LC_ALL, LC_MESSAGES and LANG that is set decides; where that one names a language at all,
    the list in LANGUAGE ("de:fr:en") comes before it.
    """
    locale = next((value for name in _LOCALE if (value := os.environ.get(name))), "")
    if _language_of(locale) in ("", "c", "posix"):
        return LANGUAGES[0]
    wished = [*os.environ.get("LANGUAGE", "").split(":"), locale]
    return next((found for name in wished if (found := _language_of(name)) in LANGUAGES), LANGUAGES[0])


def plain(text: str) -> str:
    """Text that cannot steer a terminal: names from processes may hold anything.

    Control and format characters (escape sequences, direction overrides), line separators, lone surrogates
    and what has no meaning (yet) become U+FFFD. Spaces of every width stay: French numbers need them.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or unicodedata.category(character) == "Zs" else "\ufffd"
        for character in text
    )


def _language_of(locale: str) -> str:
    """The "fr" of "fr_CA.UTF-8"."""
    return re.split(r"[_.@-]", locale, maxsplit=1)[0].lower()


@cache
def _catalogue() -> dict[str, Any]:
    with resource_path("i18n", "terminal.toml").open("rb") as file:
        return tomllib.load(file)
