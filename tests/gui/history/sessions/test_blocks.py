"""Which blocks of a long list are kept and read next."""

from __future__ import annotations

from dataclasses import dataclass

from wattprint.gui.history.sessions.blocks import BLOCK, MOST_KEPT, MOST_WANTED, Blocks


@dataclass(frozen=True)
class Row:
    number: int


def block_of(number: int, length: int = BLOCK) -> list[Row]:
    return [Row(number * BLOCK + place) for place in range(length)]


def test_a_missing_row_is_wanted_and_found_once_it_was_read() -> None:
    blocks: Blocks[Row] = Blocks()
    assert blocks.row(BLOCK + 3) is None
    assert blocks.next_wanted() == 1
    assert blocks.next_wanted() is None
    blocks.keep(1, block_of(1))
    assert blocks.row(BLOCK + 3) == Row(BLOCK + 3)
    assert blocks.next_wanted() is None


def test_looking_without_touching_wants_nothing() -> None:
    blocks: Blocks[Row] = Blocks()
    assert blocks.peek(5) is None
    assert blocks.next_wanted() is None


def test_what_was_wanted_last_is_read_first_and_what_was_passed_is_forgotten() -> None:
    blocks: Blocks[Row] = Blocks()
    for number in range(10):
        blocks.row(number * BLOCK)
    blocks.row(8 * BLOCK)
    wanted = [blocks.next_wanted() for _ in range(MOST_WANTED + 1)]
    assert wanted == [8, 9, 7, None]


def test_memory_stays_flat_and_the_block_in_sight_stays() -> None:
    blocks: Blocks[Row] = Blocks()
    for number in range(900):
        blocks.keep(number, block_of(number))
        assert blocks.row(0) == Row(0)
        assert len(blocks) <= MOST_KEPT
    assert blocks.peek(500 * BLOCK) is None


def test_a_short_last_block_has_no_rows_beyond_its_end() -> None:
    blocks: Blocks[Row] = Blocks()
    blocks.keep(0, block_of(0, 3))
    assert blocks.row(2) == Row(2)
    assert blocks.row(3) is None


def test_rows_are_found_by_what_they_are() -> None:
    blocks: Blocks[Row] = Blocks()
    blocks.keep(4, block_of(4))
    assert blocks.find(4 * BLOCK + 17, "number") == 4 * BLOCK + 17
    assert blocks.find(1, "number") is None
    blocks.clear()
    assert blocks.find(4 * BLOCK + 17, "number") is None
