"""The form of the CSV: what is written comes back, in both dialects, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wattprint.export.as_csv import (
    BLOCK_ROWS,
    PLAIN,
    SPREADSHEET_EN,
    SPREADSHEET_FR,
    Cell,
    Dialect,
    Preset,
    csv_blocks,
    dialect_of,
    number_text,
)
from wattprint.export.as_csv import cells as written_cells

DIALECTS = [PLAIN, SPREADSHEET_EN, SPREADSHEET_FR]

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\tx",
        "\rx",
        "a\nb",
        "a\r\nb",
        '"',
        '=HYPERLINK("x";"y")',
        "a;b",
        "a,b",
        "'=1",
    ]
)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers()
cells = st.none() | texts | numbers


def written(columns: tuple[str, ...], rows: list[tuple[Cell, ...]], dialect: Dialect) -> bytes:
    return b"".join(csv_blocks(columns, rows, dialect))


def read(data: bytes, dialect: Dialect) -> list[list[str]]:
    text = data.decode("utf-8-sig" if dialect.byte_order_mark else "utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True))


def test_bytes_of_each_dialect() -> None:
    columns = ("name", "wh")
    rows: list[tuple[Cell, ...]] = [("a,b", 1.5), ("c;d", None), ('e "f"\ng', -0.25), ("=é", 3)]
    assert written(columns, rows, PLAIN) == (
        'name,wh\r\n"a,b",1.5\r\nc;d,\r\n"e ""f""\ng",-0.25\r\n\'=é,3\r\n'.encode()
    )
    assert written(columns, rows, SPREADSHEET_EN) == b"\xef\xbb\xbf" + written(columns, rows, PLAIN)
    assert written(columns, rows, SPREADSHEET_FR) == (
        b"\xef\xbb\xbf" + 'name;wh\r\na,b;1,5\r\n"c;d";\r\n"e ""f""\ng";-0,25\r\n\'=é;3\r\n'.encode()
    )


def test_a_spreadsheet_follows_the_language_and_programs_do_not() -> None:
    assert dialect_of(Preset.PLAIN, "fr") == dialect_of(Preset.PLAIN, "en") == PLAIN
    assert dialect_of(Preset.SPREADSHEET, "en") == SPREADSHEET_EN
    assert dialect_of(Preset.SPREADSHEET, "fr") == SPREADSHEET_FR


@pytest.mark.parametrize("dialect", DIALECTS)
@given(st.lists(st.tuples(cells, cells, cells), max_size=6))
def test_what_is_written_comes_back(dialect: Dialect, rows: list[tuple[Cell, ...]]) -> None:
    header, *found = read(written(("a", "b", "c"), rows, dialect), dialect)
    assert header == ["a", "b", "c"]
    assert len(found) == len(rows)
    for row, texts_found in zip(rows, found, strict=True):
        for cell, text in zip(row, texts_found, strict=True):
            if cell is None:
                assert text == ""
            elif isinstance(cell, str):
                assert text in (cell, "'" + cell)
                assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))
                assert (text != cell) == cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            else:
                assert "e" not in text.lower()
                assert type(cell)(text.replace(dialect.decimal, ".")) == cell
                assert dialect.decimal == "." or "." not in text


columns_of_a_kind = st.one_of(
    *(st.lists(kind, min_size=4, max_size=4) for kind in (texts, numbers, st.floats(), st.integers(), cells)),
    st.just([None] * 4),
    st.lists(st.sampled_from(["Ollama", "chat", ""]), min_size=4, max_size=4),
    st.lists(st.floats(0.001, 1000), min_size=4, max_size=4),
)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(st.lists(columns_of_a_kind, min_size=1, max_size=4))
@example([["a,b", "c;d", 'e"f', "g\rh"], [0.1, 1e-05, math.nan, -0.0]])
@example([[""] * 4])
@example([[True, 1, False, 0], [0.25, 1.0, 1e15, 1e16]])
def test_rows_written_together_are_the_rows_that_csv_writes_one_by_one(
    dialect: Dialect, columns: list[list[Cell]]
) -> None:
    rows = list(zip(*columns, strict=True))
    names = tuple("abcd"[: len(columns)])
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerows([names, *(written_cells(row, dialect.decimal) for row in rows)])
    mark = b"\xef\xbb\xbf" if dialect.byte_order_mark else b""
    assert written(names, rows, dialect) == mark + text.getvalue().encode()


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(5e-324)
@example(1e-05)
@example(1e16)
@example(1.7976931348623157e308)
@example(-0.0)
def test_numbers_keep_all_their_digits_and_have_no_exponent(value: float) -> None:
    text = number_text(value)
    assert float(text) == value
    assert set(text) <= set("-0123456789.")


def test_what_is_no_number_is_empty() -> None:
    assert [number_text(value) for value in (math.inf, -math.inf, math.nan)] == ["", "", ""]


def test_half_a_surrogate_pair_stops_nothing() -> None:
    assert read(written(("a",), [("x\udcff",), ("y",)], PLAIN), PLAIN) == [["a"], ["x?"], ["y"]]


@pytest.mark.parametrize("count", [0, 1, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 1, 3 * BLOCK_ROWS])
def test_no_row_is_lost_between_blocks(count: int) -> None:
    found = read(written(("n",), [(number,) for number in range(count)], PLAIN), PLAIN)
    assert found == [["n"], *([str(number)] for number in range(count))]


def test_rows_are_read_only_as_they_are_written() -> None:
    """Whoever stops reading after the first block has not waited for all the others."""
    drawn = 0

    def rows() -> Iterator[tuple[Cell, ...]]:
        nonlocal drawn
        for number in range(10 * BLOCK_ROWS):
            drawn += 1
            yield (number,)

    blocks = csv_blocks(("n",), rows(), PLAIN)
    assert next(blocks) == b"n\r\n"
    next(blocks)
    assert drawn == BLOCK_ROWS
