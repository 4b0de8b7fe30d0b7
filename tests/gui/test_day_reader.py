"""Today as the ledger has it: of the local day, measured and estimated apart, never a 0 nobody measured."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.unit.ledger.making import CHAT, CPU, GPU, UNKNOWN, book_active, book_rest, session_of, write
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Quality
from wattprint.domain.split import split_of
from wattprint.gui.behind import Behind
from wattprint.gui.day import NOTHING_BEHIND, Known, local_at_least, total_of
from wattprint.gui.day_reader import RECENT_DAYS, DayReader
from wattprint.gui.history.anchors import factor, tolerance
from wattprint.ledger.errors import LedgerDamaged
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import Verdict
from wattprint.reference.factors_own import OWN_FILE_NAME
from wattprint.system.paths import Paths

DAY = "2026-03-10"
#: Its noon in the zone of this run: in the far east noon in UTC is the next day.
NOON_S = time.mktime((2026, 3, 10, 12, 0, 0, 0, 0, -1))


def write_day(path: Path, bookings: Bookings, day: str = DAY) -> None:
    bookings.day(day).recorded_s += 60
    writer = MeasurementLedger(path)
    write(writer, bookings, day=day)
    writer.close()


def test_no_ledger_and_no_day_are_not_recorded(tmp_path: Path, paths: Paths) -> None:
    for case in (Paths(tmp_path / "none", paths.config), paths):
        day = DayReader(case).read(DAY, wide=True)
        assert not day.recorded
        assert total_of(day, watching=False).known is Known.NOT_RECORDED
        assert total_of(day, watching=True).known is Known.NOTHING
        assert day.pending == day.apps == ()
        assert day.favourites


def test_a_watched_day_without_ai_has_nothing_yet(paths: Paths) -> None:
    write_day(paths.ledger, Bookings())
    day = DayReader(paths).read(DAY, wide=False)
    assert day.recorded
    assert total_of(day, watching=False).known is Known.NOTHING
    assert day.recent is None
    assert day.pending is None


def test_measured_modelled_and_cloud_are_told_apart(paths: Paths) -> None:
    bookings = Bookings()
    session = session_of()
    book_active(bookings, session, 36_000.0)
    write_day(paths.ledger, bookings)
    reader = DayReader(paths)
    assert total_of(reader.read(DAY, wide=False), watching=True).wh == pytest.approx(10.0)
    assert not total_of(reader.read(DAY, wide=False), watching=True).estimated

    bookings = Bookings()
    book_active(bookings, session, 3_600.0, device=CPU, quality=Quality.MODELLED)
    write_day(paths.ledger, bookings)
    with PersonLedger(paths.ledger) as ledger:
        ledger.cloud.add(DAY, "chatgpt.prompt", 10, NOON_S)
    day = reader.read(DAY, wide=False)
    assert day.totals is not None
    split = split_of(day.totals)
    assert (split.measured, split.modelled) == (pytest.approx(10.0), pytest.approx(1.0))
    assert split.cloud == day.totals.cloud.central
    assert split.cloud > 0
    assert day.counted == {"chatgpt.prompt": 10}
    assert total_of(day, watching=True).estimated
    assert day.likenesses[0].everyday.step.basis == "Wh"


def test_the_sensor_and_the_factor_behind_a_total(paths: Paths) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(), 36_000.0)
    book_active(bookings, session_of(), 3_600.0, device=CPU, quality=Quality.MODELLED)
    write_day(paths.ledger, bookings)
    with PersonLedger(paths.ledger) as ledger:
        ledger.cloud.add(DAY, "chatgpt.prompt", 1, NOON_S)
        ledger.cloud.add(DAY, "claude.prompt", 500, NOON_S)
        ledger.cloud.add(DAY, "unheard.of", 9000, NOON_S)
    reader = DayReader(paths)
    assert reader.read(DAY, wide=False).behind == NOTHING_BEHIND
    behind = reader.read(DAY, wide=True).behind
    assert behind == Behind(tolerance("nvidia", "gpu", "counter"), factor("claude.prompt"))
    assert reader.read("2026-03-09", wide=True).behind == NOTHING_BEHIND


def test_energy_that_is_still_being_learned_makes_it_at_least(paths: Paths) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(), 36_000.0)
    book_rest(bookings, State.STANDBY, 720.0, workload=CHAT)
    write_day(paths.ledger, bookings)
    reader = DayReader(paths)
    day = reader.read(DAY, wide=False)
    assert day.totals is not None
    assert local_at_least(day.totals)
    assert total_of(day, watching=True).at_least
    assert GPU.name in day.learning

    bookings = Bookings()
    bookings.baselines[GPU.key] = Baseline(20.0)
    write_day(paths.ledger, bookings)
    assert GPU.name not in reader.read(DAY, wide=False).learning


def test_an_open_session_is_told_with_what_it_used(paths: Paths) -> None:
    bookings = Bookings()
    closed, opened = session_of(), session_of(start_s=NOON_S)
    closed.open = False
    book_active(bookings, closed, 3_600.0)
    book_active(bookings, opened, 7_200.0)
    write_day(paths.ledger, bookings)
    (session,) = DayReader(paths).read(DAY, wide=False).sessions
    assert (session.app, session.model, session.start_s) == ("Ollama", "qwen2.5-0.5b", NOON_S)
    assert session.wh == pytest.approx(2.0)


def test_the_window_is_told_of_two_weeks_apps_and_unknown_programs(paths: Paths) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(), 36_000.0)
    book_active(bookings, session_of(UNKNOWN), 7_200.0)
    write_day(paths.ledger, bookings)
    day = DayReader(paths).read(DAY, wide=True)
    assert day.recent is not None
    assert len(day.recent) == RECENT_DAYS
    assert day.recent[-1] == day.totals
    assert day.recent[0].times is None
    assert day.apps is not None
    assert [(app.name, app.wh) for app in day.apps] == [("Ollama", pytest.approx(10.0))]
    assert day.pending is not None
    (program,) = day.pending
    assert program.joules == pytest.approx(7_200.0)
    with PersonLedger(paths.ledger) as ledger:
        ledger.answer(program.key, Verdict.COUNT, NOON_S)
    day = DayReader(paths).read(DAY, wide=True)
    assert day.pending == ()
    assert total_of(day, watching=True).wh == pytest.approx(12.0)


def test_choices_and_settings_count_from_the_next_reading(paths: Paths) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(), 36_000.0)
    write_day(paths.ledger, bookings)
    reader = DayReader(paths)
    day = reader.read(DAY, wide=False)
    assert day.totals is not None
    assert day.totals.local_cost is None
    paths.config.write_text("[numbers]\nprice_per_kwh = 0.5\n")
    day = reader.read(DAY, wide=False)
    assert day.totals is not None
    assert day.totals.local_cost is None  # in which currency?
    paths.config.write_text('[numbers]\nprice_per_kwh = 0.5\ncurrency = "CHF"\n')
    day = reader.read(DAY, wide=False)
    assert day.totals is not None
    assert day.totals.local_cost == pytest.approx(0.005)
    with PersonLedger(paths.ledger) as ledger:
        ledger.choose("zone", "FRA")
    day = reader.read(DAY, wide=False)
    assert day.zone is not None
    assert day.zone["en"] == "France"
    assert not day.zone_guessed
    assert day.own_factors_error is None
    own = paths.config.with_name(OWN_FILE_NAME)
    own.write_text("schema = nothing that is known")
    broken = reader.read(DAY, wide=False).own_factors_error
    assert broken is not None
    assert str(own) in broken


def test_everyday_quantities_follow_the_settings(paths: Paths) -> None:
    # 3 kWh: what it would move in France and in the United States are different things.
    bookings = Bookings()
    book_active(bookings, session_of(), 3000 * 3600.0)
    write_day(paths.ledger, bookings)
    reader = DayReader(paths)
    told = {}
    for length, chosen in enumerate(("fr", "us", "world")):
        # Each of another length: two of one length within one tick of the file system's clock look the same.
        paths.config.write_text(f'[numbers]\nequivalents = "{chosen}"\n# {"x" * length}\n')
        day = reader.read(DAY, wide=False)
        told[chosen] = [one.everyday.step.id for one in day.likenesses]
        assert all(chosen in one.everyday.sets for one in day.likenesses)
    assert len({tuple(ids) for ids in told.values()}) > 1


def test_a_ledger_that_cannot_be_read_is_told_not_raised(paths: Paths) -> None:
    paths.ledger.write_bytes(b"no database at all, " * 100)
    day = DayReader(paths).read(DAY, wide=True)
    assert isinstance(day.failure, LedgerDamaged)
    assert total_of(day, watching=True).known is Known.FAILED
