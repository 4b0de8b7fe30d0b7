"""The history of the week in which clocks are put back: one of its days has 25 hours, and one comes twice."""

from __future__ import annotations

import pytest

from tests.gui.history.test_hard_cases import History, cells, history, in_paris, language, says
from wattprint.gui.history.sessions.columns import Column

__all__ = ["history", "in_paris", "language"]


def test_the_week_in_which_clocks_are_put_back(history: History) -> None:
    """A week of 169 hours has seven bars, its long day one; cloud use of its last hour is that day's."""
    history.sit("2026-10-01T12:00:00+02:00", {"2026-10-01": 2.0})
    for start in (
        *("2026-10-24T23:50:00+02:00", "2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"),
        *("2026-10-25T23:20:00+01:00", "2026-10-26T00:10:00+01:00"),
    ):
        history.sit(start, {start[:10]: 2.0}, minutes=20)
    history.say(lambda it: it.cloud.add("2026-10-25", "chatgpt.prompt", 1, history.now_s))
    page = history.overview("2026-10-19", "2026-10-25")
    bars = {str(bar.day): (bar.measured, bar.estimated) for bar in page.chart.chart.bars()}
    assert list(bars) == [f"2026-10-{day}" for day in range(19, 26)]
    assert bars["2026-10-24"] == (pytest.approx(2.0), 0)
    assert bars["2026-10-25"] == (pytest.approx(6.0), pytest.approx(0.34))
    # Five of its days were not watched.
    assert page.totals.total.text() == "at least ≈ 8.3 Wh"
    page.range.after.click()
    history.settle()
    bars = {str(bar.day): (bar.measured, bar.estimated) for bar in page.chart.chart.bars()}
    assert list(bars) == [
        f"2026-{day}" for day in ("10-26", "10-27", "10-28", "10-29", "10-30", "10-31", "11-01")
    ]
    assert bars["2026-10-26"] == (pytest.approx(2.0), 0)
    listed = history.sessions("2026-10-25", "2026-10-25")
    # The newest first, though the clock told the second one's time before the third one's.
    assert [cell.split(", ")[-1] for cell in cells(listed, Column.START)] == [
        "11:20\u202fPM",
        "2:10\u202fAM",
        "2:50\u202fAM",
    ]
    assert [cell.strip() for cell in cells(listed, Column.ACTIVE)] == ["20 min"] * 3
    listed.table.selectRow(2)
    history.settle()
    chart = listed.details.chart
    # Its time goes on from its start, whatever the clocks did: 2:50 to 3:10, on the clock of its start.
    assert says(listed, "2:50\u202fAM to 3:10\u202fAM UTC+2")
    assert chart._range_s()[1] == pytest.approx(1200, rel=0.02)
