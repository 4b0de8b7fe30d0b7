"""Entries in the order of a column, many of them, too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud import entries_order
from wattprint.gui.cloud.entries_order import Column, Order, arrange, key_of
from wattprint.reference.factors import FactorSet

entries = st.lists(
    st.builds(
        CloudEntry,
        st.none() | st.integers(1, 5),
        st.sampled_from(["2026-03-09", "2026-03-10", "2026-03-11"]),
        st.sampled_from(["chatgpt.prompt", "claude.prompt", "gone.id"]),
        st.floats(0.5, 5),
        st.sampled_from(Origin),
        st.sampled_from(["", "b", "A"]),
        st.none() | st.integers(1, 3),
    ),
    max_size=30,
)


@given(entries, st.sampled_from(Column), st.booleans(), st.integers(1, 40))
def test_runs_that_are_merged_are_one_sort(
    factors: FactorSet, found: list[CloudEntry], column: Column, descending: bool, run: int
) -> None:
    order = Order(column, descending, {"chatgpt.prompt": "Zulu", "claude.prompt": "alpha"})
    before = entries_order._RUN
    entries_order._RUN = run
    try:
        arranged = arrange(found, factors, order).entries
    finally:
        entries_order._RUN = before
    assert arranged == sorted(found, key=entries_order._sorter(factors, order), reverse=descending)


def test_where_the_current_one_is_and_whether_anything_moved(factors: FactorSet) -> None:
    one = CloudEntry(1, "2026-03-10", "chatgpt.prompt", 3, Origin.TYPED)
    other = CloudEntry(None, "2026-03-11", "claude.prompt", 2, Origin.RECURRING, "", 7)
    newer = arrange([one, other], factors, Order())
    assert newer.entries == [other, one]
    again = arrange([one, other], factors, Order(), before=newer.entries, wanted=key_of(one))
    assert (again.place, again.same) == (1, True)
    gone = arrange([other], factors, Order(), before=newer.entries, wanted=key_of(one))
    assert (gone.place, gone.same) == (-1, False)
    # By what it says, not by its id.
    by_name = Order(Column.ACTIVITY, False, {"chatgpt.prompt": "Zulu", "claude.prompt": "alpha"})
    assert arrange([one, other], factors, by_name).entries == [other, one]
