"""Who is on the card and who used it: the process lists and the SM samples of the real nvidia-ml-py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import fake_nvml
from tests.fakes.fake_nvml import (
    ALWAYS,
    FIXED_EPOCH_S,
    FakeCard,
    FakeDriver,
    FakeFault,
    FakeProcess,
    Scenario,
)
from wattprint.domain.readings import Instant, ProcessOnDevice, Reading
from wattprint.metering.nvidia import NvidiaMeter
from wattprint.metering.nvml_library import NvmlLibrary
from wattprint.metering.runtime_power import RuntimePower


class Bench:
    """A meter on one fake card, and its clocks."""

    def __init__(self, driver: FakeDriver, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        self.wall_offset_s = 0.0
        self.meter = self.build()

    def build(self, platform: str = "linux", kernel: str = "Linux version 6.1.0-18-amd64") -> NvidiaMeter:
        version = self.folder / "version"
        version.write_text(kernel + "\n")
        library = NvmlLibrary(environ={}, platform="linux", open_library=lambda name: self.driver.library)
        power = RuntimePower(self.folder)
        self.meter = NvidiaMeter(library, power, platform=platform, proc_version=version)
        return self.meter

    def play(
        self, *processes: FakeProcess, faults: tuple[FakeFault, ...] = (), sample_s: float = 1 / 6
    ) -> None:
        card = FakeCard(processes=processes, faults=faults)
        self.driver.play(Scenario((card,), sample_s=sample_s))

    def open(self, at_s: float = 1000.0) -> None:
        self.driver.set_time(at_s)
        self.meter.open()

    def read(self, at_s: float) -> Reading:
        self.driver.set_time(at_s)
        at = Instant(at_s, at_s, FIXED_EPOCH_S + at_s + self.wall_offset_s)
        return self.meter.read(at)[0]

    def shares(self, at_s: float) -> dict[int, float | None]:
        reading = self.read(at_s)
        assert reading.processes is not None
        return {process.pid: process.sm_share for process in reading.processes}


@pytest.fixture
def bench(driver: FakeDriver, tmp_path: Path) -> Bench:
    return Bench(driver, tmp_path)


def test_lists_are_merged_by_pid_and_compute_wins(bench: Bench) -> None:
    bench.play(FakeProcess(7, kinds="CG"), FakeProcess(8, kinds="G"), FakeProcess(9, kinds="M"))
    bench.open()
    reading = bench.read(1005.0)
    assert reading.processes is not None
    assert {process.pid: process.compute for process in reading.processes} == {7: True, 8: False, 9: True}
    assert reading.shares_known


def test_shares_are_means_of_the_time_since_the_last_reading(bench: Bench) -> None:
    # The wave works from 1000 to 1003; one process at 60 % then, a browser at 10 % all the time.
    bench.play(FakeProcess(7, 60), FakeProcess(8, 10, "G", ALWAYS))
    bench.open()
    bench.read(1000.0)
    assert bench.shares(1003.0) == {7: pytest.approx(0.60), 8: pytest.approx(0.10)}
    # None of the next four seconds is at work: 7 has no samples and is known to have used nothing.
    assert bench.shares(1007.0) == {7: 0.0, 8: pytest.approx(0.10)}
    # Five seconds over the next burst: 7 worked in two of the five.
    assert bench.shares(1012.0) == {7: pytest.approx(0.60 * 2 / 5), 8: pytest.approx(0.10)}


def test_first_reading_looks_back_one_second(bench: Bench) -> None:
    bench.play(FakeProcess(7, 80), FakeProcess(8, 5, when=ALWAYS))
    bench.open(1003.5)
    assert bench.shares(1003.5) == {7: pytest.approx(0.40), 8: pytest.approx(0.05)}


def test_samples_are_counted_once(bench: Bench) -> None:
    bench.play(FakeProcess(7, 80), sample_s=1.0)
    bench.open()
    bench.read(1001.0)
    assert bench.shares(1001.5) == {7: 0.0}  # no new sample since: what was seen before is not seen again
    assert bench.shares(1002.0) == {7: pytest.approx(0.80)}


def test_nobody_used_the_card_is_known_and_zero(bench: Bench) -> None:
    bench.play(FakeProcess(7))
    bench.open(1005.0)
    reading = bench.read(1006.0)
    assert reading.processes == (ProcessOnDevice(7, 0.0, compute=True),)
    assert reading.shares_known


def test_empty_card(bench: Bench) -> None:
    bench.play()
    bench.open()
    reading = bench.read(1001.0)
    assert (reading.processes, reading.shares_known) == ((), True)


def test_long_silence_then_work(bench: Bench) -> None:
    # Idle cadence: ten seconds between readings, all of them covered once work begins.
    bench.play(FakeProcess(7, 90), FakeProcess(8, 20, when=ALWAYS, from_s=1013.0))
    bench.open(1003.0)
    bench.read(1003.0)
    assert bench.shares(1010.0) == {7: 0.0}
    assert bench.shares(1020.0)[7] == pytest.approx(0.90 * 3 / 10)


def test_a_process_that_left_still_counts(bench: Bench) -> None:
    bench.play(FakeProcess(7, 60), FakeProcess(8, 30, until_s=1001.5))
    bench.open()
    bench.read(1001.0)
    reading = bench.read(1002.0)
    assert reading.processes is not None
    assert reading.shares_known
    gone = reading.processes[1]
    # It was a compute process when last seen; half of the second was still its own.
    assert (gone.pid, gone.compute) == (8, True)
    assert gone.sm_share == pytest.approx(0.15)
    assert bench.shares(1003.0) == {7: pytest.approx(0.60)}


def test_a_process_that_was_never_listed_counts_as_no_compute(bench: Bench) -> None:
    bench.play(FakeProcess(7, 60), FakeProcess(9, 30, from_s=1001.2, until_s=1001.8))
    bench.open()
    bench.read(1001.0)
    reading = bench.read(1002.0)
    assert reading.processes is not None
    assert [(process.pid, process.compute) for process in reading.processes] == [(7, True), (9, False)]
    assert reading.processes[1].sm_share == pytest.approx(0.3 * 0.6, abs=0.02)


def test_no_process_utilisation_leaves_the_list_without_shares(bench: Bench) -> None:
    bench.play(FakeProcess(7), FakeProcess(8, kinds="G"), faults=fake_nvml.NO_PROCESS_UTILISATION)
    bench.open()
    reading = bench.read(1001.0)
    assert reading.processes == (
        ProcessOnDevice(8, None, compute=False),
        ProcessOnDevice(7, None, compute=True),
    )
    assert not reading.shares_known
    # The refusal is remembered: no call a tick for nothing.
    bench.driver.forget_calls()
    for t in range(1002, 1030):
        bench.read(t)
    assert bench.driver.calls("process_utilisation") == 0


def test_passing_failure_of_the_samples_covers_that_time_later(bench: Bench) -> None:
    # INSUFFICIENT_SIZE: a process came between the two calls of one reading.
    failing = (FakeFault("process_utilisation", 7, 1002, 1003),)
    bench.play(FakeProcess(7, 60), FakeProcess(8, 30, when=ALWAYS), faults=failing)
    bench.open()
    bench.read(1001.0)
    reading = bench.read(1002.0)
    assert not reading.shares_known
    # From 1001 to 1005: two seconds of work out of four.
    assert bench.shares(1005.0) == {7: pytest.approx(0.30), 8: pytest.approx(0.30)}


def test_no_process_list_is_unknown_not_empty(bench: Bench) -> None:
    bench.play(FakeProcess(7), faults=fake_nvml.NO_PROCESS_LIST)
    bench.open()
    reading = bench.read(1001.0)
    assert (reading.processes, reading.shares_known) == (None, False)
    assert reading.energy_j is not None


def test_driver_that_knows_version_2_of_the_lists_only(bench: Bench) -> None:
    bench.play(FakeProcess(7, 60), FakeProcess(8, kinds="G"), faults=fake_nvml.OLD_DRIVER)
    bench.open()
    for t in (1001.0, 1002.0):
        reading = bench.read(t)
        assert reading.processes is not None
        assert {process.pid: process.compute for process in reading.processes} == {7: True, 8: False}
    assert bench.driver.calls("Compute_v3") == 1


def test_wsl2_has_no_processes_even_where_the_driver_lists_some(bench: Bench) -> None:
    bench.build(kernel="Linux version 5.15.167.4-microsoft-standard-WSL2 (root@f9c826d3017f)")
    for faults in (fake_nvml.WSL2, ()):
        bench.play(FakeProcess(7), faults=faults)
        bench.open()
        bench.driver.forget_calls()
        reading = bench.read(1001.0)
        assert (reading.processes, reading.shares_known) == (None, False)
        assert reading.energy_j is not None
        assert reading.power_w == 300.0
        assert bench.driver.calls("process_utilisation") == bench.driver.calls("Compute_v3") == 0


@pytest.mark.parametrize(("model", "known"), [(0, False), (1, True), (2, False), (None, False)])
def test_windows_shows_processes_under_the_compute_driver_model_only(
    bench: Bench, model: int | None, known: bool
) -> None:
    bench.build(platform="win32")
    bench.driver.play(Scenario((FakeCard(processes=(FakeProcess(7),), driver_model=model),)))
    bench.open()
    reading = bench.read(1001.0)
    assert (reading.processes is not None, reading.shares_known) == (known, known)
    assert reading.energy_j is not None


def test_mps_clients_are_found_within_a_minute_and_followed_every_time_then(bench: Bench) -> None:
    bench.play(FakeProcess(7))
    bench.open()
    bench.read(1000.0)
    bench.play(FakeProcess(7), FakeProcess(9, 20, kinds="M"))
    assert 9 in bench.shares(1061.0)
    bench.driver.forget_calls()
    reading = bench.read(1062.0)
    assert reading.processes is not None
    assert {process.pid: process.compute for process in reading.processes} == {7: True, 9: True}
    assert bench.driver.calls("MPSCompute_v3") == 2  # size, then content


def test_wall_clock_set_back_does_not_hide_the_samples(bench: Bench) -> None:
    bench.play(FakeProcess(7, 60), FakeProcess(8, 30, when=ALWAYS))
    bench.open()
    assert bench.shares(1001.0) == {7: pytest.approx(0.60), 8: pytest.approx(0.30)}
    # An hour back: the newest stamp seen lies in the future of all that follow.
    bench.wall_offset_s = -3600.0
    bench.driver.set_epoch(FIXED_EPOCH_S - 3600.0)
    for t in (1001.5, 1002.0, 1003.0):
        assert bench.shares(t) == {7: pytest.approx(0.60), 8: pytest.approx(0.30)}


def test_impossible_and_old_samples_are_passed_over(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    import pynvml

    real = pynvml.nvmlDeviceGetProcessUtilization

    def with_rubbish(handle: object, since_us: int) -> list[object]:
        samples = list(real(handle, since_us))
        old = pynvml.c_nvmlProcessUtilizationSample_t(pid=11, timeStamp=since_us, smUtil=50)
        impossible = pynvml.c_nvmlProcessUtilizationSample_t(pid=12, timeStamp=since_us + 1, smUtil=4_000_000)
        return [old, *samples, impossible]

    monkeypatch.setattr(pynvml, "nvmlDeviceGetProcessUtilization", with_rubbish)
    bench.play(FakeProcess(7, 60))
    bench.open()
    assert bench.shares(1001.0) == {7: pytest.approx(0.60)}


def test_stamps_that_differ_by_a_little_are_one_instant(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pynvml

    real = pynvml.nvmlDeviceGetProcessUtilization

    def jittering(handle: object, since_us: int) -> list[object]:
        samples = list(real(handle, since_us))
        for sample in samples:
            sample.timeStamp += sample.pid * 1000
        return samples

    monkeypatch.setattr(pynvml, "nvmlDeviceGetProcessUtilization", jittering)
    bench.play(FakeProcess(7, 60), FakeProcess(20, 30))
    bench.open()
    assert bench.shares(1002.0) == {7: pytest.approx(0.60), 20: pytest.approx(0.30)}
