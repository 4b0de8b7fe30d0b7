"""The columns of the table, from left to right."""

from __future__ import annotations

from enum import IntEnum

from wattprint.ledger.session_lines import SessionOrder


class Column(IntEnum):
    """From left to right: what, when and how much first, for a narrow window shows no more."""

    TITLE = 0
    START = 1
    ENERGY = 2
    MODEL = 3
    KIND = 4
    ACTIVE = 5
    IDLE = 6
    PEAK = 7
    OUTPUTS = 8
    PER_OUTPUT = 9
    QUALITY = 10


#: What is written flush with the end of its column, digit below digit.
NUMBERS = frozenset(
    {Column.ACTIVE, Column.ENERGY, Column.IDLE, Column.PEAK, Column.OUTPUTS, Column.PER_OUTPUT}
)

#: Behind a number at the end of its column: what begins the next one would touch it.
GAP = "\N{EN SPACE}"

#: What the ledger sorts by for each.
ORDERS = {
    Column.TITLE: SessionOrder.APP,
    Column.MODEL: SessionOrder.MODEL,
    Column.KIND: SessionOrder.KIND,
    Column.START: SessionOrder.START,
    Column.ACTIVE: SessionOrder.ACTIVE,
    Column.ENERGY: SessionOrder.ENERGY,
    Column.IDLE: SessionOrder.IDLE,
    Column.PEAK: SessionOrder.PEAK,
    Column.OUTPUTS: SessionOrder.OUTPUTS,
    Column.PER_OUTPUT: SessionOrder.PER_OUTPUT,
    Column.QUALITY: SessionOrder.QUALITY,
}

#: Texts go up from A, the rest begins with the newest, the longest, the most.
RISING = frozenset({Column.TITLE, Column.MODEL, Column.KIND})
