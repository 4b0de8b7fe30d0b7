"""Columns on a terminal, and signs that an encoding lacks."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from wattprint.cli import lookalikes
from wattprint.cli.cells import cut, pad, width
from wattprint.reference.texts import plain


def test_wide_and_combining_characters() -> None:
    assert width("qwen2.5") == 7
    assert width("モデル") == 6
    assert width("e\u0301te\u0301") == 3
    assert pad("モ", 4) == "モ  "
    assert pad("too long", 3) == "too long"


def test_cutting() -> None:
    assert cut("short", 5) == "short"
    assert cut("longer", 5) == "long…"
    assert cut("モデルデ", 6) == "モデ…"
    assert cut("x" * 200, 40) == "x" * 39 + "…"


@given(st.text(), st.integers(1, 60))
def test_a_cut_text_fits(text: str, columns: int) -> None:
    assert width(cut(plain(text), columns)) <= columns


def written(text: str, encoding: str) -> bytes:
    lookalikes.register()
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors=lookalikes.ERRORS)
    stream.write(text)
    stream.flush()
    return raw.getvalue()


def test_ascii_keeps_the_meaning() -> None:
    assert written("≈ 1\u202f234,5 Wh · été…", "ascii") == b"~ 1 234,5 Wh | ete..."
    assert written("モ\udcff\ufffd", "ascii") == b"???"
    assert written("été ≈ 3", "latin-1") == "été ~ 3".encode("latin-1")


@given(st.text(st.characters(codec=None)))
def test_no_text_stops_a_stream(text: str) -> None:
    for encoding in ("ascii", "latin-1", "cp437", "utf-8"):
        written(text, encoding)
