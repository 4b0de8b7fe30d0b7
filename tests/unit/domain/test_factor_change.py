from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.band import ZERO, Band
from wattprint.domain.factor_change import Row, Rows, factor_change, row_on

OLD: Rows = {
    "a.prompt": [Row("2025-01-01", 1, Band(1, 2, 3))],
    "a.token": [Row("2025-01-01", 1000, Band(1, 1, 1))],
}

activities = st.sampled_from(["a.prompt", "a.token", "a.none"])
days = st.dates().map(lambda day: day.isoformat())
counts = st.lists(st.tuples(activities, days, st.floats(0.1, 1e4)), max_size=15)
bands = st.lists(st.floats(0, 1e3), min_size=3, max_size=3).map(sorted).map(lambda values: Band(*values))
rows = st.dictionaries(
    activities,
    st.lists(st.builds(Row, days, st.sampled_from([1, 1000]), bands), max_size=3).map(
        lambda found: sorted(found, key=lambda row: row.applies_from)
    ),
)


def test_a_correction_changes_the_past_by_so_much() -> None:
    new = {**OLD, "a.prompt": [Row("2025-01-01", 1, Band(1, 1.5, 2))]}
    found = factor_change([("a.prompt", "2026-01-01", 10), ("a.token", "2026-01-01", 2000)], OLD, new)
    assert found.before == Band(12, 22, 32)
    assert found.after == Band(12, 17, 22)
    assert found.activities == ("a.prompt",)


def test_an_evolution_leaves_the_days_before_it_alone() -> None:
    new = {**OLD, "a.prompt": [*OLD["a.prompt"], Row("2026-06-01", 1, Band(9, 9, 9))]}
    assert factor_change([("a.prompt", "2026-05-31", 1)], OLD, new).activities == ()
    later = factor_change([("a.prompt", "2026-06-01", 1)], OLD, new)
    assert (later.before.central, later.after.central) == (2, 9)


def test_what_gets_a_figure_at_last_is_a_change_and_what_has_none_is_not() -> None:
    new = {**OLD, "a.none": [Row("2025-01-01", 1, Band(4, 5, 6))]}
    assert factor_change([("a.none", "2026-01-01", 1)], OLD, OLD).activities == ()
    found = factor_change([("a.none", "2026-01-01", 1)], OLD, new)
    assert (found.before, found.after.central, found.activities) == (ZERO, 5, ("a.none",))


def test_the_row_of_a_day() -> None:
    early, late = Row("2025-01-01", 1, ZERO), Row("2026-01-01", 1, ZERO)
    assert row_on([early, late], "2024-12-31") is None
    assert row_on([early, late], "2025-12-31") is early
    assert row_on([early, late], "2026-01-01") is late


@given(counts, rows)
def test_the_same_rows_change_nothing(counted: list[tuple[str, str, float]], same: Rows) -> None:
    found = factor_change(counted, same, same)
    assert found.before == found.after
    assert found.activities == ()


@given(counts, rows, rows)
def test_the_way_back_undoes_it(counted: list[tuple[str, str, float]], old: Rows, new: Rows) -> None:
    there, back = factor_change(counted, old, new), factor_change(counted, new, old)
    assert (there.before, there.after) == (back.after, back.before)
    assert set(there.activities) <= {activity for activity, _, _ in counted}
