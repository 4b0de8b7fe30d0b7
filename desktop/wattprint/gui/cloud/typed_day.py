"""A day as it is typed: in the order of the display, whole or in parts."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

#: How many digits a part has when it is typed without separators.
_WIDTHS: Final = {"d": 2, "m": 2, "y": 4}


def order_of(display_format: str) -> str:
    """In which order a display format of Qt has day, month and year: "dmy", "mdy" or "ymd"."""
    return "".join(dict.fromkeys(re.findall("[dmy]", display_format.lower())))


def typed_day(typed: str, order: str, begun: date) -> date | None:
    """The day that was typed; None for none.

    order: see order_of. begun: the day that stood there before; it gives the parts that were not typed.
    A year of two digits is one of this century.
    """
    parts = [part for part in re.split(r"\D+", typed) if part]
    if len(parts) == 1 and len(parts[0]) > _WIDTHS[order[0]]:
        parts = _cut(parts[0], order)
    if not parts or len(parts) > len(order):
        return None
    found = {"d": begun.day, "m": begun.month, "y": begun.year}
    for name, part in zip(order, parts, strict=False):
        if name == "y" and len(part) not in (2, 4):
            return None
        found[name] = int(part) + (2000 if name == "y" and len(part) == 2 else 0)
    try:
        return date(found["y"], found["m"], found["d"])
    except ValueError:
        return None


def is_whole(typed: str, order: str) -> bool:
    """Whether nothing more is to come: as many digits in the last part as it has."""
    parts = [part for part in re.split(r"\D+", typed) if part]
    if len(parts) == 1:
        return len(parts[0]) == sum(_WIDTHS.values())
    return len(parts) == len(order) and len(parts[-1]) == _WIDTHS[order[-1]]


def _cut(digits: str, order: str) -> list[str]:
    """Digits without separators, by the widths of the parts."""
    parts = []
    for name in order:
        parts.append(digits[: _WIDTHS[name]])
        digits = digits[_WIDTHS[name] :]
    return [part for part in parts if part]
