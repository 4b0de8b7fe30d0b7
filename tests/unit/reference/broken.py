"""Breaking data files for tests: one change at a time, or anything at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st

from wattprint.reference.sourced import DataFileError

#: What hypothesis puts in the place of a stretch of a good file: pieces of syntax, absurd values, any text.
PIECES = st.one_of(
    st.sampled_from(
        [
            "",
            '"',
            "[",
            "]]",
            "=",
            "\n",
            "nan",
            "inf",
            "-1",
            "0",
            "1e999",
            "9" * 5000,
            "[[",
            "{",
            "true",
            "\x00",
            "é",
            "http://x",
            ",",
        ]
    ),
    st.text(max_size=12),
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> bytes:
    """A good file with one stretch replaced, maybe in an encoding that is not UTF-8."""
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 40)))
    changed = text[:start] + draw(PIECES) + text[end:]
    return changed.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-16"])), "surrogatepass")


def refused(
    tmp_path: Path, load: Callable[[Path], object], text: str, error: type[DataFileError], old: str, new: str
) -> DataFileError:
    """Load the text with one change; it must be refused. Returns the error."""
    assert text.count(old) >= 1, old
    path = tmp_path / "broken.file"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(error) as caught:
        load(path)
    assert caught.value.file == "broken.file"
    assert "\n" not in str(caught.value)
    return caught.value


def loads_or_is_refused(load: Callable[[Path], object], content: bytes, error: type[DataFileError]) -> None:
    """Whatever a file holds: it loads, or it is refused with its own error in one line."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "broken.file"
        path.write_bytes(content)
        told = ""
        try:
            load(path)
        except error as caught:
            told = str(caught)
        assert not told or told.startswith("broken.file: ")
        assert "\n" not in told
