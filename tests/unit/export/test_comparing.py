from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ledger.making import CHAT, CPU, DAY, GPU, book_active, session_of, write
from wattprint.domain.band import Comparison
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Device
from wattprint.domain.workload import Kind, Workload
from wattprint.export.comparing import read_comparisons
from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.boundary import Overhead
from wattprint.reference.files import resource_path
from wattprint.system.paths import Paths

VIDEO = Workload("comfyui", "ComfyUI", "comfyui", Kind.VIDEO, "wan")
WALL = Overhead.load(resource_path("data", "overhead.toml")).wall_per_device
#: Of the sensor of an NVIDIA card.
LOW, HIGH = 0.901, 1.067


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    prepare(tmp_path / "l.sqlite3")
    return Paths(tmp_path / "l.sqlite3", tmp_path / "config.toml")


def _sit(
    paths: Paths, *sittings: tuple[Workload, float], going_on: bool = False, device: Device = GPU
) -> list[int]:
    """One session for each (workload, Wh); returns their ids."""
    ledger = MeasurementLedger(paths.ledger)
    for number, (workload, wh) in enumerate(sittings):
        bookings = Bookings()
        session = session_of(workload, start_s=1_773_136_800.0 + 3600 * number)
        book_active(bookings, session, wh * 3600, 100.0, device=device)
        session.open = going_on
        write(ledger, bookings, now_s=1_773_136_800.0 + 3600 * number)
    ledger.close()
    with LedgerReader(paths.ledger) as reader:
        return [session.session_id for session in reader.sessions("0000-01-01", "9999-12-31")]


def _note(paths: Paths, session_id: int, outputs: float, unit: str) -> None:
    with PersonLedger(paths.ledger) as person:
        person.annotations.note(session_id, outputs, unit)


def test_nothing_measured_is_told_as_nothing(tmp_path: Path) -> None:
    found = read_comparisons(Paths(tmp_path / "none", tmp_path / "c.toml"), DAY)
    assert [work.unit.id for work in found.works] == ["prompt", "token", "image", "video_second", "minute"]
    assert all(work.here is None and work.a_session is None for work in found.works)
    assert all(work.there and all(one.compared is None for one in work.there) for work in found.works)


def test_a_video_here_per_second_at_the_wall(paths: Paths) -> None:
    [video] = _sit(paths, (VIDEO, 25.0))
    _note(paths, video, 5, "video_second")
    found = read_comparisons(paths, DAY)
    wh = found.here["video_second"].wh
    assert wh.central == pytest.approx(25 * WALL.central / 5)
    assert wh.low == pytest.approx(25 * LOW * WALL.low / 5)
    assert wh.high == pytest.approx(25 * HIGH * WALL.high / 5)
    work = found.of_kind("video_second")
    assert work is not None
    assert work.here is not None
    assert work.here.sessions == 1
    [there] = work.there
    assert there.activity.id == "other.video"
    assert there.compared is not None
    # 5 to 7 Wh a second here, 2.4 to 114 there.
    assert there.compared.comparison is Comparison.CANNOT_TELL


def test_the_setting_of_the_boundary_does_not_matter(paths: Paths) -> None:
    [video] = _sit(paths, (VIDEO, 25.0))
    _note(paths, video, 5, "video_second")
    before = read_comparisons(paths, DAY).here
    for boundary in ("device", "wall"):
        with PersonLedger(paths.ledger) as person:
            person.choose("boundary", boundary)
        assert read_comparisons(paths, DAY).here == before


def test_tokens_are_compared_by_the_thousand(paths: Paths) -> None:
    [chat] = _sit(paths, (CHAT, 0.001))
    _note(paths, chat, 500, "token")
    with PersonLedger(paths.ledger) as person:
        person.cloud.add(DAY, "claude.output_tokens", 1000, 1.0)
        person.cloud.add(DAY, "claude.input_tokens", 1000, 2.0)
        person.cloud.add(DAY, "claude.prompt", 1, 3.0)
    work = read_comparisons(paths, DAY).of_kind("token")
    assert work is not None
    assert work.here is not None
    assert work.here.wh.central == pytest.approx(0.001 * WALL.central / 500 * 1000)
    assert [one.activity.id for one in work.there] == ["claude.output_tokens", "other.output_tokens"]
    assert all(one.compared and one.compared.comparison is Comparison.LESS for one in work.there)


def test_sessions_without_a_note_are_told_per_session_only(paths: Paths) -> None:
    _sit(paths, (CHAT, 1.0), (CHAT, 3.0))
    work = read_comparisons(paths, DAY).of_kind("prompt")
    assert work is not None
    assert work.here is None
    assert work.a_session is not None
    assert work.a_session.sessions == 2
    assert work.a_session.wh.central == pytest.approx(2 * WALL.central)
    assert read_comparisons(paths, "2027-01-01").of_kind("prompt").a_session is None  # type: ignore[union-attr]


def test_units_that_no_service_is_counted_in_are_not_compared(paths: Paths) -> None:
    [chat] = _sit(paths, (CHAT, 1.0))
    _note(paths, chat, 3, "poems")
    found = read_comparisons(paths, DAY)
    assert found.other_units == ("poems",)
    assert all(work.here is None for work in found.works)


def test_what_the_person_took_out_counts_for_nothing(paths: Paths) -> None:
    ids = _sit(paths, (CHAT, 1.0), (CHAT, 9.0), (CHAT, 5.0))
    for session_id in ids:
        _note(paths, session_id, 1, "prompt")
    with PersonLedger(paths.ledger) as person:
        person.annotations.delete([ids[1]], 1.0)
        person.annotations.not_ai([ids[2]])
    assert read_comparisons(paths, DAY).here["prompt"].sessions == 1


def test_a_session_that_goes_on_is_not_counted_yet(paths: Paths) -> None:
    [chat] = _sit(paths, (CHAT, 1.0), going_on=True)
    _note(paths, chat, 3, "prompt")
    found = read_comparisons(paths, DAY)
    assert found.here == {}
    assert all(work.a_session is None for work in found.works)


def test_what_is_still_being_learned_is_counted_and_not_compared(paths: Paths) -> None:
    """Of a processor only what is above idle is a session's, and that is not known at first."""
    [chat] = _sit(paths, (CHAT, 1.0), device=CPU)
    _note(paths, chat, 3, "prompt")
    found = read_comparisons(paths, DAY)
    assert (found.learning, found.here) == (1, {})
    ledger = MeasurementLedger(paths.ledger)
    bookings = Bookings()
    bookings.baselines[CPU.key] = Baseline(10.0)
    write(ledger, bookings)
    ledger.close()
    found = read_comparisons(paths, DAY)
    assert found.learning == 0
    assert found.here["prompt"].sessions == 1
