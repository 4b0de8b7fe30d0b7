"""What belongs together stays on one line: a number and its unit, "≈" and what it stands before."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel, QWidget

_NO_BREAK = "\N{NO-BREAK SPACE}"

#: Signs of units that stand behind a number; letters of a longer word are none.
_UNIT = r"(?:[TGMkm]?Wh|[km]?W|[kM]?J|[km]?g|[mc]?L|k?m|m³|[tsh]|min|MiB|GiB|GB|[€£$%]|[A-Z]{3})(?!\w)"
_SPACES = (
    rf"(?<=≈) (?=\S)"  # an estimate
    rf"|(?<=\d) (?={_UNIT})"
    r"|(?<=\dh) (?=\d\d\b)"
    r"|(?<=\d h) (?=\d\d\b)"
    r"|(?<=\bg) (?=CO₂e)"
    r"|(?<=\w) (?=–)"  # "950 Wh – 1.2 kWh": no line begins with the dash
)


def held(text: str) -> str:
    """A text whose lines never end between what belongs together."""
    return re.sub(_SPACES, _NO_BREAK, text)  # compiled with the first text, not at the start


class HeldLabel(QLabel):
    """A label that breaks its lines only where a reader would."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""

    def setText(self, text: str) -> None:
        """Show a text."""
        self._told = text
        super().setText(held(text))

    def text(self) -> str:
        """The text as it was told, with plain spaces."""
        return self._told
