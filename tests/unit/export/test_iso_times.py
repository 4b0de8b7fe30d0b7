"""Times are told as Python's own datetime tells them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from wattprint.export.iso_times import iso_time

DAY_S = 86_400


@given(
    st.floats(-2e9, 2e11) | st.integers(-2_000_000_000, 200_000_000_000),
    st.integers(1 - DAY_S, DAY_S - 1),
)
@example(1_773_186_900.123, 3600)
@example(1_773_187_199.9999999, 0)  # the next hour, once it is rounded
@example(1_773_187_199.9995, -5400)
@example(-0.0005, 0)
@example(-0.0000004, 0)
@example(1_773_186_900, 20_700)
@example(0.0, -17_762)  # before there were zones of whole minutes
def test_a_time_is_told_as_datetime_tells_it(wall_s: float, utc_offset_s: int) -> None:
    zone = timezone(timedelta(seconds=utc_offset_s))
    assert iso_time(wall_s, utc_offset_s) == datetime.fromtimestamp(wall_s, zone).isoformat(
        timespec="milliseconds"
    )
