from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.domain.band import Band
from wattprint.reference.boundary import Boundary, Overhead, OverheadError, Run, factors_of
from wattprint.reference.files import resource_path

SHIPPED = Overhead.load(resource_path("data", "overhead.toml"))

# Device 100, 200 and 300 W over 100 s, with 10 W of memory in the software's reading: the line is 1.2 x + 20.
SMALL = """schema = 1
memory_w = 10

[wall_per_device]
low = 1.2
central = 1.3
high = 1.4
tier = "modelled"
source_title = "T"
source_url = "https://example.org/"
source_date = "2025"

[[run]]
model = "a"
meter_wh = 3.888889
software_j = 11000
seconds = 100

[[run]]
model = "b"
meter_wh = 7.222222
software_j = 21000
seconds = 100

[[run]]
model = "c"
meter_wh = 10.555556
software_j = 31000
seconds = 100
"""


def test_the_factors_follow_from_the_runs() -> None:
    assert len(SHIPPED.runs) == 24
    given_by_runs = factors_of(SHIPPED.runs)
    for name in ("low", "central", "high"):
        assert getattr(SHIPPED.wall_per_device, name) == pytest.approx(getattr(given_by_runs, name), rel=0.01)
    assert (
        1.0
        < SHIPPED.wall_per_device.low
        < SHIPPED.wall_per_device.central
        < SHIPPED.wall_per_device.high
        < 1.5
    )
    assert SHIPPED.source.url.startswith("https://")


def test_a_straight_line_and_its_ratios() -> None:
    runs = tuple(Run("m", (1.5 * watts + 40) * 10, watts * 10, 10) for watts in (100.0, 200.0, 400.0))
    found = factors_of(runs)
    assert (found.low, found.central, found.high) == pytest.approx((1.5, 1.7, 1.9))


def test_overhead_is_what_the_wall_adds() -> None:
    device = Band(90, 100, 110)
    added = SHIPPED.added(device)
    factor = SHIPPED.wall_per_device
    assert (added.low, added.central) == (
        pytest.approx(90 * (factor.low - 1)),
        pytest.approx(100 * (factor.central - 1)),
    )
    assert added.high == pytest.approx(110 * (factor.high - 1))
    wall = SHIPPED.at_the_wall(device)
    assert wall.central == pytest.approx(100 * factor.central)


@given(st.floats(0, 1e9))
def test_the_wall_is_never_below_the_device(wh: float) -> None:
    wall = SHIPPED.at_the_wall(Band.exactly(wh))
    assert wh <= wall.low <= wall.central <= wall.high


def test_the_boundaries_are_those_of_the_export() -> None:
    assert [boundary.value for boundary in Boundary] == ["device", "wall"]


def test_a_small_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "overhead.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert Overhead.load(path).wall_per_device == Band(1.2, 1.3, 1.4)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema = 1", "schema = 9", ""),
        ("memory_w = 10", "memory_w = -1", ""),
        ("memory_w = 10", "memory_w = 200", "run 1"),
        ("low = 1.2", "low = 1.25", "wall_per_device"),
        ("low = 1.2", "low = 0.9", "wall_per_device"),
        ("low = 1.2", "low = 1.35", "wall_per_device"),
        ("central = 1.3", "central = 1.35", "wall_per_device"),
        ("high = 1.4", "high = 1.6", "wall_per_device"),
        ('tier = "modelled"', 'tier = "sure"', "wall_per_device"),
        ('source_date = "2025"\n', "", "wall_per_device"),
        ('source_title = "T"', 'source_title = "T"\nnote = "x"', "wall_per_device"),
        ("seconds = 100", "seconds = 0", "run 1"),
        ("seconds = 100", "seconds = 100\nwatts = 5", "run 1"),
        ("meter_wh = 7.222222", "meter_wh = 9", "wall_per_device"),
        ("[wall_per_device]", "[wall]", "wall_per_device"),
    ],
)
def test_a_file_that_does_not_add_up_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert refused(tmp_path, Overhead.load, SMALL, OverheadError, old, new).entry == named


@given(damaged(SMALL))
def test_any_damage_is_told_as_the_files_error(content: bytes) -> None:
    loads_or_is_refused(Overhead.load, content, OverheadError)
