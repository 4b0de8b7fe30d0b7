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

#: Text, a number, or None for what is unknown. Yes and no are 1 and 0: spreadsheets of every language agree.
Cell = str | float | None
Row = Sequence[Cell]

#: A spreadsheet takes a cell that begins with one of these for a formula, and a name from a process may.
FORMULA_SIGNS = frozenset("=+-@\t\r")

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
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator=LINE_END)
    if dialect.byte_order_mark:
        text.write("\ufeff")
    writer.writerow(columns)
    remaining = iter(rows)
    while True:
        # What has no encoding (half of a surrogate pair) must not stop everything else.
        yield text.getvalue().encode("utf-8", errors="replace")
        text.seek(0)
        text.truncate()
        block = list(islice(remaining, BLOCK_ROWS))
        if not block:
            return
        writer.writerows([cells(row, dialect.decimal) for row in block])


def cells(row: Row, decimal: str) -> list[str | None]:
    """A row as it is written, before quoting: unknown is empty, text is defused, numbers never are."""
    # A plain loop, and the commonest kinds first: a file has millions of cells.
    written: list[str | None] = []
    for cell in row:
        if type(cell) is float:
            text = repr(cell)
            if "e" in text or "n" in text:
                text = number_text(cell)
            written.append(text if decimal == "." else text.replace(".", decimal))
        elif cell is None:
            written.append(None)
        elif type(cell) is int:
            written.append(str(cell))
        elif isinstance(cell, str):
            written.append(defused(cell))
        else:
            written.append(number_text(cell))
    return written


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
