"""Writes rows as CSV (RFC 4180, UTF-8), in the form that programs read or the one that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from math import isfinite
from operator import itemgetter
from typing import cast

#: Text, a number, or None for what is unknown. Yes and no are 1 and 0: spreadsheets of every language agree.
Cell = str | float | None
Row = Sequence[Cell]

#: A spreadsheet takes a cell that begins with one of these for a formula, and a name from a process may.
FORMULA_SIGNS = frozenset("=+-@\t\r")

#: The first letter of a text, '' of an empty one.
_FIRST_LETTER = itemgetter(slice(1))

#: What is put before such a text. It stays in the cell: the file does not tell it from one that was there.
DEFUSED = "'"

#: RFC 4180 asks for CRLF; every reader of CSV takes it, and some spreadsheets take nothing else.
LINE_END = "\r\n"

#: Rows that are turned into text at once: few enough to weigh nothing, enough to make writing cheap.
BLOCK_ROWS = 100


class Preset(StrEnum):
    """Whom a file is for: programs, or a spreadsheet in the person's language."""

    PLAIN = "plain"
    SPREADSHEET = "spreadsheet"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written. byte_order_mark: tells Excel that it is UTF-8."""

    delimiter: str
    decimal: str
    byte_order_mark: bool


PLAIN = Dialect(",", ".", byte_order_mark=False)
SPREADSHEET_EN = Dialect(",", ".", byte_order_mark=True)
SPREADSHEET_FR = Dialect(";", ",", byte_order_mark=True)


def dialect_of(preset: Preset, language: str) -> Dialect:
    """The dialect of a preset; a spreadsheet splits and reads numbers as its user's language does."""
    if preset is Preset.PLAIN:
        return PLAIN
    return SPREADSHEET_FR if language == "fr" else SPREADSHEET_EN


def csv_blocks(columns: Sequence[str], rows: Iterable[Row], dialect: Dialect) -> Iterator[bytes]:
    """The bytes of a whole file, piece by piece: the header, then as many rows at a time as are cheap."""
    mark = "\ufeff" if dialect.byte_order_mark else ""
    yield _encoded(mark + _lines([columns], dialect))
    remaining = iter(rows)
    while block := list(islice(remaining, BLOCK_ROWS)):
        yield _encoded(_text(block, dialect))
        del block  # gone before the next one is drawn


def cells(row: Row, decimal: str) -> list[str]:
    """A row as it is written, before quoting: unknown is empty, text is defused, numbers never are."""
    return [_cell(cell, decimal) for cell in row]


def _encoded(text: str) -> bytes:
    # What has no encoding (half of a surrogate pair) must not stop everything else.
    return text.encode("utf-8", errors="replace")


def _text(block: Sequence[Row], dialect: Dialect) -> str:
    columns = [_column(column, dialect.decimal) for column in zip(*block, strict=True)]
    return _lines(list(zip(*columns, strict=True)), dialect)


def _lines(rows: Sequence[Sequence[str]], dialect: Dialect) -> str:
    """Rows of cells that are ready, quoted where they have to be."""
    text = LINE_END.join(map(dialect.delimiter.join, rows)) + LINE_END
    # Most blocks need no quotes, and have then no more separators than those that were just put there.
    separators = sum(map(len, rows)) - len(rows)
    if (
        separators
        and '"' not in text
        and text.count(dialect.delimiter) == separators
        and text.count("\r") == text.count("\n") == len(rows)
    ):
        return text
    quoted = io.StringIO(newline="")
    csv.writer(quoted, delimiter=dialect.delimiter, lineterminator=LINE_END).writerows(rows)
    return quoted.getvalue()


def _column(column: Sequence[Cell], decimal: str) -> Sequence[str]:
    """What _cell makes of each, the commonest columns all at once: a file has millions of cells."""
    kinds = set(map(type, column))
    if kinds == {str}:
        texts = cast("Sequence[str]", column)
        if FORMULA_SIGNS.isdisjoint(map(_FIRST_LETTER, texts)):
            return texts
    elif kinds == {float}:
        text = " ".join(map(repr, column))
        if "e" not in text and "n" not in text:
            return text.replace(".", decimal).split(" ")
    elif kinds == {int}:
        return list(map(str, column))
    return [_cell(cell, decimal) for cell in column]


def _cell(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return defused(cell)
    return number_text(cell).replace(".", decimal)


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return DEFUSED + text if text[:1] in FORMULA_SIGNS else text


def number_text(value: float) -> str:
    """All digits that a number has, the shortest that give it back, never in scientific notation.

    Some spreadsheets take "1e-05" for text, some languages' for a date. What is no number is unknown.
    """
    if isinstance(value, int):
        return str(int(value))
    text = repr(value)
    if "e" in text:
        return f"{Decimal(text):f}"
    return text if isfinite(value) else ""
