"""Units that quantities are told in."""

from __future__ import annotations

import pytest

from wattprint.domain.fitting import fitting_size

SIZES = (1e3, 1.0, 1e-3)


@pytest.mark.parametrize(
    ("value", "digits", "size"),
    [
        (0.34, 2, 1.0),
        (0.0994, 2, 1e-3),
        (0.0996, 2, 1.0),  # told as 0.10
        (999.4, 3, 1.0),
        (999.6, 3, 1e3),  # told as 1.00 k
        (-0.5, 3, 1.0),
        (1e-9, 3, None),
        (0.0, 3, None),
    ],
)
def test_the_unit_is_told_from_a_tenth_and_others_from_one(
    value: float, digits: int, size: float | None
) -> None:
    assert fitting_size(SIZES, value, digits) == size
