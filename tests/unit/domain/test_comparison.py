from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.band import Band, Comparison
from wattprint.domain.comparison import Made, compare, per_unit

numbers = st.floats(1e-3, 1e6)
bands = st.lists(numbers, min_size=3, max_size=3).map(sorted).map(lambda values: Band(*values))
made = st.builds(Made, bands, st.floats(1e-2, 1e4))


def test_energy_per_second_of_video() -> None:
    found = per_unit([Made(Band(27.0, 30.0, 33.0), 5), Made(Band(90.0, 100.0, 110.0), 8)])
    assert found is not None
    assert found.wh.central == pytest.approx(130 / 13)
    assert found.wh.low == pytest.approx(27 / 5)
    assert found.wh.high == pytest.approx(110 / 8)
    assert (found.sessions, found.outputs) == (2, 13)


def test_sessions_that_made_nothing_are_left_out() -> None:
    assert per_unit([]) is None
    assert per_unit([Made(Band(1, 2, 3), 0)]) is None


def test_what_no_sensor_read_is_told_by_its_part_of_the_energy() -> None:
    found = per_unit([Made(Band(1, 1, 1), 1, modelled=1.0), Made(Band(3, 3, 3), 1)])
    assert found is not None
    assert found.modelled == pytest.approx(0.25)


def test_less_only_where_the_bands_do_not_touch() -> None:
    assert compare(Band(1, 2, 3), Band(4, 5, 6)).comparison is Comparison.LESS
    assert compare(Band(4, 5, 6), Band(1, 2, 3)).comparison is Comparison.MORE
    assert compare(Band(1, 2, 3), Band(3, 4, 5)).comparison is Comparison.CANNOT_TELL


def test_the_ratio_goes_from_lowest_over_highest_to_highest_over_lowest() -> None:
    assert compare(Band(2, 4, 6), Band(1, 2, 4)).ratio == Band(0.5, 2, 6)
    assert compare(Band(2, 4, 6), Band(0, 2, 4)).ratio is None


@given(st.lists(made, min_size=1, max_size=20))
def test_the_band_holds_every_session(sessions: list[Made]) -> None:
    found = per_unit(sessions)
    assert found is not None
    for one in sessions:
        assert found.wh.low <= one.wh.low / one.outputs
        assert found.wh.high >= one.wh.high / one.outputs
    total = sum(one.wh.central for one in sessions)
    assert found.wh.central * found.outputs == pytest.approx(total)


@given(bands, bands)
def test_both_sides_tell_the_same(one: Band, other: Band) -> None:
    there, back = compare(one, other), compare(other, one)
    opposite = {
        Comparison.LESS: Comparison.MORE,
        Comparison.MORE: Comparison.LESS,
        Comparison.CANNOT_TELL: Comparison.CANNOT_TELL,
    }
    assert back.comparison is opposite[there.comparison]
    assert there.ratio is not None
    assert back.ratio is not None
    # "Less" means that the whole ratio lies below 1.
    assert (there.comparison is Comparison.LESS) == (one.high < other.low)
    if there.comparison is Comparison.LESS:
        assert there.ratio.high <= 1 <= back.ratio.low
    assert there.ratio.low * back.ratio.high == pytest.approx(1)
