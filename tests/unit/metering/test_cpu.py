from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.sysfs_tree import FaultySysfs, instant, rapl_zone, write
from wattprint.domain.readings import DeviceKind, Quality, Reading
from wattprint.metering.cpu import RETRY_S, CpuMeter
from wattprint.metering.cpu_busy import ProcStat, PsutilTimes
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.rapl import RaplCounter
from wattprint.metering.sysfs import SensorError

TICKS = os.sysconf("SC_CLK_TCK")
CPUINFO = """processor\t: 0
vendor_id\t: GenuineIntel
model name\t: 13th Gen Intel(R)   Core(TM) i7-1360P
"""


class Machine:
    """A machine with one RAPL package and a /proc/stat that the test writes."""

    def __init__(self, root: Path) -> None:
        self.sysfs = FaultySysfs()
        self.zone = rapl_zone(root / "powercap", "intel-rapl:0", "package-0")
        self.energy = self.zone / "energy_uj"
        self.stat = root / "stat"
        self.cpuinfo = root / "cpuinfo"
        self.cpuinfo.write_text(CPUINFO, encoding="utf-8")
        self.spend(user_s=0.0)
        self.meter = CpuMeter(
            5.0,
            rapl=RaplCounter(root / "powercap", self.sysfs),
            busy=ProcStat(self.stat, self.sysfs),
            cpuinfo=self.cpuinfo,
        )

    def spend(
        self, *, user_s: float, idle_s: float = 0.0, steal_s: float = 0.0, guest_s: float = 0.0
    ) -> None:
        """Seconds since boot in each state; guest time is inside user time, as the kernel has it."""
        user, idle, steal, guest = (round(value * TICKS) for value in (user_s, idle_s, steal_s, guest_s))
        self.stat.write_text(
            f"cpu  {user} 0 0 {idle} 0 0 0 {steal} {guest} 0\ncpu0 1 2 3\n", encoding="ascii"
        )

    def read(self, seconds: float) -> Reading:
        (reading,) = self.meter.read(instant(seconds))
        return reading


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_one_device_with_a_name_and_its_limit(machine: Machine) -> None:
    machine.meter.open()
    (device,) = machine.meter.devices()
    assert (device.key, device.kind, device.vendor) == ("cpu", DeviceKind.CPU, "intel")
    assert device.name == "13th Gen Intel(R) Core(TM) i7-1360P"
    assert device.limit_w == 120.0


def test_rapl_is_used_where_it_can_be_read(machine: Machine) -> None:
    machine.meter.open()
    first = machine.read(0)
    write(machine.energy, 25_000_000)
    machine.spend(user_s=3.0, idle_s=5.0)
    second = machine.read(1)
    assert machine.meter.problem is None
    assert second.energy_quality is Quality.COUNTER
    assert first.energy_j is not None
    assert second.energy_j == pytest.approx(first.energy_j + 25.0)
    assert second.counter_epoch == first.counter_epoch
    assert second.cpu_busy_s == pytest.approx(3.0)
    assert second.utilisation == pytest.approx(3.0 / 8.0)
    assert second.limit_w == 120.0


@pytest.mark.parametrize(("how", "code"), [("denied", "rapl-permission"), ("missing", "rapl-missing")])
def test_without_rapl_the_model_is_used_and_says_so(machine: Machine, how: str, code: str) -> None:
    if how == "denied":
        machine.sysfs.deny(machine.energy)
    else:
        (machine.zone / "name").unlink()
    machine.meter.open()
    machine.read(0)
    machine.spend(user_s=4.0)
    reading = machine.read(1)
    assert machine.meter.problem is not None
    assert machine.meter.problem.code == code
    assert reading.energy_quality is Quality.MODELLED
    assert reading.energy_j == pytest.approx(20.0)
    assert reading.limit_w is None
    assert machine.meter.devices()[0].limit_w is None


def test_rapl_that_fails_in_the_middle_gives_way_to_the_model_in_a_new_epoch_and_comes_back(
    machine: Machine,
) -> None:
    machine.meter.open()
    measured = machine.read(0)
    machine.sysfs.read_errors[machine.energy] = errno.EIO
    modelled = machine.read(1)
    assert modelled.energy_quality is Quality.MODELLED
    assert modelled.counter_epoch == measured.counter_epoch + 1
    assert modelled.problem is not None
    assert modelled.problem.code == "rapl-unreadable"
    assert machine.read(2).problem is None, "told once"
    assert machine.meter.problem is not None, "doctor can still ask"

    machine.sysfs.read_errors.clear()
    assert machine.read(RETRY_S).energy_quality is Quality.MODELLED, "not before the retry is due"
    again = machine.read(1 + RETRY_S)
    assert again.energy_quality is Quality.COUNTER
    assert again.counter_epoch == modelled.counter_epoch + 1
    assert machine.meter.problem is None


def test_a_permission_given_later_is_noticed(machine: Machine) -> None:
    machine.sysfs.deny(machine.energy)
    machine.meter.open()
    modelled = machine.read(0)
    machine.sysfs.open_errors.clear()
    measured = machine.read(RETRY_S)
    assert measured.energy_quality is Quality.COUNTER
    assert measured.counter_epoch == modelled.counter_epoch + 1


def test_a_machine_without_rapl_is_not_searched_again_and_again(machine: Machine) -> None:
    write(machine.zone / "name", "psys")
    machine.meter.open()
    machine.sysfs.reads.clear()
    for second in range(200):
        machine.read(second)
    assert set(machine.sysfs.reads) == {machine.stat}


def test_an_unknown_step_of_rapl_raises_the_epoch(machine: Machine) -> None:
    machine.meter.open()
    first = machine.read(0)
    assert machine.read(4000).counter_epoch == first.counter_epoch + 1


def test_reopening_never_compares_with_what_was_before(machine: Machine) -> None:
    machine.meter.open()
    first = machine.read(0)
    machine.meter.close()
    machine.meter.close()
    assert machine.sysfs.opened == {}
    machine.meter.open()
    assert machine.read(1).counter_epoch > first.counter_epoch


def test_steal_is_not_ours_and_guest_is_not_counted_twice(machine: Machine) -> None:
    machine.meter.open()
    machine.read(0)
    machine.spend(user_s=10.0, idle_s=5.0, steal_s=5.0, guest_s=8.0)
    reading = machine.read(1)
    assert reading.cpu_busy_s == pytest.approx(10.0)
    assert reading.utilisation == pytest.approx(0.5)


def test_busy_time_never_runs_backwards(machine: Machine) -> None:
    machine.meter.open()
    machine.spend(user_s=10.0, idle_s=1.0)
    machine.read(0)
    machine.spend(user_s=9.9, idle_s=1.2)
    reading = machine.read(1)
    assert reading.cpu_busy_s == pytest.approx(10.0)
    assert reading.utilisation is not None
    assert 0.0 <= reading.utilisation <= 1.0


@pytest.mark.parametrize("content", ["", "cpu\n", "cpu  1 2 x 4\n", "intr 1 2 3 4 5\n", "cpu  1 -2 3 4 5\n"])
def test_a_broken_stat_file_makes_the_meter_unavailable(machine: Machine, content: str) -> None:
    machine.meter.open()
    machine.stat.write_text(content, encoding="ascii")
    with pytest.raises(MeterUnavailable, match="cpu-unreadable"):
        machine.read(0)
    machine.stat.unlink()
    machine.meter.close()
    with pytest.raises(MeterUnavailable, match="ENOENT"):
        machine.meter.open()


def test_an_old_kernels_shorter_line_is_understood(tmp_path: Path) -> None:
    write(tmp_path / "stat", "cpu 100 50 50 800")
    assert ProcStat(tmp_path / "stat").read().busy_s == pytest.approx(200 / TICKS)


def test_names_of_machines_that_say_little(tmp_path: Path, machine: Machine) -> None:
    machine.cpuinfo.write_text("processor\t: 0\nCPU implementer\t: 0x41\nModel\t: Raspberry Pi 5\n", "utf-8")
    machine.meter.open()
    assert (machine.meter.devices()[0].vendor, machine.meter.devices()[0].name) == ("arm", "Raspberry Pi 5")
    machine.cpuinfo.unlink()
    machine.meter.open()
    assert machine.meter.devices()[0].vendor == "unknown"
    assert machine.meter.devices()[0].name


@pytest.mark.skipif(sys.platform != "linux", reason="reads the real /proc/stat")
def test_the_real_stat_file_gives_new_values_through_one_descriptor() -> None:
    busy = ProcStat()
    try:
        before = busy.read()
        end = time.monotonic() + 5.0
        while busy.read().busy_s <= before.busy_s and time.monotonic() < end:
            sum(range(10_000))
        after = busy.read()
    finally:
        busy.close()
    assert after.busy_s > before.busy_s
    assert after.all_s > before.all_s


def test_psutil_agrees_with_the_stat_file() -> None:
    if sys.platform != "linux":
        pytest.skip("no /proc/stat to compare with")
    busy = ProcStat()
    before, told, after = busy.read().busy_s, PsutilTimes().read().busy_s, busy.read().busy_s
    busy.close()
    assert before - 0.1 <= told <= after + 0.1


def test_a_sensor_error_says_the_file_and_the_reason_without_the_path(tmp_path: Path) -> None:
    with pytest.raises(SensorError, match=r"^stat: ENOENT$"):
        ProcStat(tmp_path / "stat").read()


def test_on_linux_the_meter_loads_no_heavy_module() -> None:
    code = (
        "import sys; from wattprint.metering.cpu import CpuMeter; m = CpuMeter(5.0); m.open(); m.close();"
        "heavy = {'psutil', 'numpy', 'asyncio', 'ctypes', 'PySide6', 'pynvml'}; print(heavy & {*sys.modules})"
    )
    if sys.platform != "linux":
        pytest.skip("other systems need psutil")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert done.stdout.strip() == "set()"
