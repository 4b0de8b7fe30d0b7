"""Days told in words, in the person's locale."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, QLocale


def dated(locale: QLocale, day: QDate, form: str | QLocale.FormatType) -> str:
    """A day as Qt writes it, but the first of a month in French is an ordinal: "1er oct."; never "1 oct.".

    form: as QLocale.toString's; numeric ones stay as they are.
    """
    text = locale.toString(day, form)
    if locale.language() is QLocale.Language.French and day.day() == 1:
        return re.sub(r"(?<!\d)1(?= [^\W\d])", "1er", text, count=1)
    return text
