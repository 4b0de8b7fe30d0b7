from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from tests.fakes.sysfs_tree import FaultySysfs, amd_card, instant, write
from wattprint.domain.readings import Quality, Reading
from wattprint.metering.amdgpu import FIND_AGAIN_EVERY_S, LIMIT_EVERY_S, AmdGpuMeter
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.runtime_power import RuntimePower

FIRST, SECOND = "0000:03:00.0", "0000:0a:00.0"


class Gate:
    """Answers with the status that a test sets per PCI address."""

    def __init__(self) -> None:
        self.statuses: dict[str, str | None] = {}

    def status(self, pci_address: str) -> str | None:
        return self.statuses.get(pci_address, "active")


class Tree:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.gate = Gate()
        self.sysfs = FaultySysfs()
        self.meter = AmdGpuMeter(self.gate, sysfs_root=root, sysfs=self.sysfs, pci_ids=(root / "pci.ids",))

    def read(self, seconds: float = 0.0) -> Reading:
        return self.meter.read(instant(seconds))[0]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def test_a_healthy_card(tree: Tree) -> None:
    amd_card(tree.root)
    tree.meter.open()
    reading = tree.read()
    assert reading.power_w == 36.0
    assert reading.energy_j is None
    assert reading.utilisation == 0.07
    assert reading.limit_w == 255.0
    assert reading.processes is None
    assert not reading.shares_known
    assert reading.problem is None
    (device,) = tree.meter.devices()
    assert (device.key, device.vendor, device.pci_address) == (f"amd:{FIRST}", "amd", FIRST)
    assert (device.limit_w, device.part_of) == (255.0, None)


def test_other_vendors_other_devices_and_other_sensors_are_left_out(tree: Tree) -> None:
    write(amd_card(tree.root, "0000:01:00.0") / "vendor", "0x10de")
    bridge = tree.root / "bus" / "pci" / "devices" / "0000:00:08.1"
    write(bridge / "vendor", "0x1002")
    folder = amd_card(tree.root, FIRST, hwmon="hwmon7")
    write(folder / "hwmon" / "hwmon2" / "name", "nvme")
    write(tree.root / "bus" / "pci" / "devices" / "notes" / "vendor", "0x1002")
    tree.meter.open()
    assert [device.key for device in tree.meter.devices()] == [f"amd:{FIRST}"]
    assert tree.read().power_w == 36.0


@pytest.mark.parametrize("populated", [True, False])
def test_no_amd_card(tree: Tree, populated: bool) -> None:
    if populated:
        write(tree.root / "bus" / "pci" / "devices" / FIRST / "vendor", "0x8086")
    with pytest.raises(MeterUnavailable, match="amd-missing") as caught:
        tree.meter.open()
    assert not caught.value.worth_retrying
    assert tree.meter.read(instant(0)) == ()


def test_a_card_with_instant_power_only(tree: Tree) -> None:
    amd_card(tree.root, files={"power1_input": 52_500_000})
    tree.meter.open()
    assert tree.read().power_w == 52.5
    tree.sysfs.reads.clear()
    assert tree.read(1).power_w == 52.5
    assert "power1_average" not in {path.name for path in tree.sysfs.reads}


def test_average_power_that_is_there_but_unsupported_gives_way_to_instant_power(tree: Tree) -> None:
    folder = amd_card(tree.root, files={"power1_average": 1, "power1_input": 52_500_000})
    tree.sysfs.read_errors[folder / "hwmon" / "hwmon4" / "power1_average"] = errno.EOPNOTSUPP
    tree.meter.open()
    assert tree.read().power_w == 52.5


@pytest.mark.parametrize("error", [errno.ENODATA, errno.EBUSY, errno.EINVAL, errno.EPERM, errno.EIO])
def test_an_error_is_no_power_and_a_problem_never_zero(tree: Tree, error: int) -> None:
    folder = amd_card(tree.root)
    tree.meter.open()
    tree.sysfs.read_errors[folder / "hwmon" / "hwmon4" / "power1_average"] = error
    reading = tree.read()
    assert reading.power_w is None
    assert reading.energy_j is None
    assert reading.problem is not None
    assert (reading.problem.code, reading.problem.device_key) == ("amd-unreadable", f"amd:{FIRST}")
    assert f"power1_average: {errno.errorcode[error]}" in reading.problem.detail
    assert str(tree.root) not in reading.problem.detail
    tree.sysfs.read_errors.clear()
    assert tree.read(1).power_w == 36.0


@pytest.mark.parametrize("content", ["", "n/a", "-12000000", "0", "3.5"])
def test_nonsense_is_no_power(tree: Tree, content: str) -> None:
    amd_card(tree.root, files={"power1_average": content})
    tree.meter.open()
    reading = tree.read()
    assert reading.power_w is None
    assert reading.problem is not None


@pytest.mark.parametrize("content", ["", "101", "-1", "busy"])
def test_a_bad_utilisation_costs_only_itself(tree: Tree, content: str) -> None:
    write(amd_card(tree.root) / "gpu_busy_percent", content)
    tree.meter.open()
    reading = tree.read()
    assert (reading.utilisation, reading.power_w, reading.problem) == (None, 36.0, None)


def test_one_bad_card_does_not_disturb_the_other(tree: Tree) -> None:
    bad = amd_card(tree.root, FIRST)
    amd_card(tree.root, SECOND, hwmon="hwmon5")
    tree.meter.open()
    tree.sysfs.read_errors[bad / "hwmon" / "hwmon4" / "power1_average"] = errno.EIO
    broken, healthy = tree.meter.read(instant(0))
    assert broken.power_w is None
    assert (healthy.power_w, healthy.problem) == (36.0, None)


@pytest.mark.parametrize("status", ["suspended", "suspending"])
def test_a_sleeping_card_is_not_touched(tree: Tree, status: str) -> None:
    amd_card(tree.root)
    tree.gate.statuses[FIRST] = status
    tree.meter.open()
    tree.sysfs.reads.clear()
    tree.sysfs.opened.clear()
    reading = tree.read()
    assert reading.asleep
    assert reading.power_w is None
    assert reading.problem is None
    assert tree.sysfs.reads == []
    assert tree.sysfs.opened == {}


def test_finding_a_card_reads_only_what_the_kernel_keeps(tree: Tree) -> None:
    amd_card(tree.root)
    tree.meter.open()
    assert {path.name for path in tree.sysfs.reads} == {"vendor", "device", "name"}


def test_a_card_that_falls_asleep_with_open_files_is_left_alone(tree: Tree) -> None:
    amd_card(tree.root)
    tree.meter.open()
    assert tree.read(0).power_w == 36.0
    tree.gate.statuses[FIRST] = "suspended"
    tree.sysfs.reads.clear()
    assert tree.read(1).asleep
    assert tree.sysfs.reads == []


@pytest.mark.parametrize("status", [None, "active", "unsupported", "resuming"])
def test_a_card_that_does_not_sleep_or_does_not_say_is_read(tree: Tree, status: str | None) -> None:
    amd_card(tree.root)
    tree.gate.statuses[FIRST] = status
    tree.meter.open()
    assert tree.read().power_w == 36.0


def test_it_works_with_the_real_gate(tmp_path: Path) -> None:
    folder = amd_card(tmp_path)
    write(folder / "power" / "runtime_status", "suspended")
    meter = AmdGpuMeter(RuntimePower(str(tmp_path)), sysfs_root=tmp_path)
    meter.open()
    assert meter.read(instant(0))[0].asleep
    write(folder / "power" / "runtime_status", "active")
    assert meter.read(instant(1))[0].power_w == 36.0


def test_an_apu_is_part_of_the_cpu(tree: Tree) -> None:
    amd_card(tree.root, metrics=b"\x80\x00\x02\x04" + bytes(124))
    tree.meter.open()
    assert tree.meter.devices()[0].part_of is None, "not known before the card was seen awake"
    tree.read()
    assert tree.meter.devices()[0].part_of == "cpu"


def test_an_older_apu_is_known_by_its_northbridge(tree: Tree) -> None:
    amd_card(tree.root, metrics=None, files={"power1_input": 9_000_000, "in1_input": 800})
    tree.meter.open()
    tree.read()
    assert tree.meter.devices()[0].part_of == "cpu"


def test_the_metrics_are_asked_once_and_only_awake(tree: Tree) -> None:
    folder = amd_card(tree.root)
    tree.gate.statuses[FIRST] = "suspended"
    tree.meter.open()
    tree.read(0)
    tree.gate.statuses[FIRST] = "active"
    tree.sysfs.read_errors[folder / "gpu_metrics"] = errno.EBUSY
    tree.read(1)
    tree.sysfs.read_errors.clear()
    for second in range(2, 8):
        tree.read(second)
    asked = [path for path in tree.sysfs.reads if path.name == "gpu_metrics"]
    assert len(asked) == 2, "once refused, once answered"


def test_the_limit_is_read_now_and_then(tree: Tree) -> None:
    folder = amd_card(tree.root)
    tree.meter.open()
    tree.read(0)
    write(folder / "hwmon" / "hwmon4" / "power1_cap", 200_000_000)
    assert tree.read(LIMIT_EVERY_S - 1).limit_w == 255.0
    assert tree.read(LIMIT_EVERY_S).limit_w == 200.0


@pytest.mark.parametrize("content", ["0", "none"])
def test_a_limit_that_is_none_is_none(tree: Tree, content: str) -> None:
    amd_card(tree.root, files={"power1_average": 1_000_000, "power1_cap": content})
    tree.meter.open()
    assert tree.read().limit_w is None


def test_an_energy_counter_is_used_once_it_moves(tree: Tree) -> None:
    folder = amd_card(tree.root, files={"power1_average": 36_000_000, "energy1_input": 5_000_000})
    counter = folder / "hwmon" / "hwmon4" / "energy1_input"
    tree.meter.open()
    assert tree.read(0).energy_j is None
    write(counter, 41_000_000)
    moving = tree.read(1)
    write(counter, 77_000_000)
    later = tree.read(2)
    assert moving.energy_j is not None
    assert later.energy_j == pytest.approx(moving.energy_j + 36.0)
    assert later.counter_epoch == moving.counter_epoch
    assert later.energy_quality is Quality.COUNTER
    write(counter, 1_000)
    assert tree.read(3).counter_epoch == moving.counter_epoch + 1, "a fall is unknown: hwmon tells no range"


def test_a_counter_that_stands_still_never_hides_the_power(tree: Tree) -> None:
    amd_card(tree.root, files={"power1_average": 36_000_000, "energy1_input": 0})
    tree.meter.open()
    for second in range(5):
        reading = tree.read(second)
        assert (reading.energy_j, reading.power_w) == (None, 36.0)


def test_a_reloaded_driver_is_found_below_its_new_number(tree: Tree) -> None:
    folder = amd_card(tree.root)
    tree.meter.open()
    epoch = tree.read(0).counter_epoch
    tree.sysfs.read_errors[folder / "hwmon" / "hwmon4" / "power1_average"] = errno.ENODEV
    shutil.rmtree(folder / "hwmon")
    assert tree.read(1).problem is not None
    amd_card(tree.root, hwmon="hwmon9", files={"power1_average": 40_000_000})
    assert tree.read(2).problem is not None, "looked for it a moment ago"
    assert tree.read(1 + FIND_AGAIN_EVERY_S).problem is not None, "found, read from the next tick on"
    reading = tree.read(2 + FIND_AGAIN_EVERY_S)
    assert (reading.power_w, reading.problem) == (40.0, None)
    assert reading.counter_epoch == epoch + 1


def test_reopening_is_a_new_epoch_and_closing_twice_is_safe(tree: Tree) -> None:
    amd_card(tree.root)
    tree.meter.open()
    epoch = tree.read(0).counter_epoch
    tree.meter.close()
    tree.meter.close()
    assert tree.sysfs.opened == {}
    assert tree.meter.devices() == ()
    tree.meter.open()
    assert tree.read(1).counter_epoch > epoch


def test_names_come_from_the_systems_list(tree: Tree) -> None:
    (tree.root / "pci.ids").write_text(
        "# list\n1001  Other\n\t73bf  Wrong\n1002  Advanced Micro Devices\n"
        "\t73bf  Navi 21 [Radeon RX 6800/6800 XT]\n\t\t1002 0e3a  Sub\n\t1638  Cezanne\n"
        "1003  Next\n\t744c  Wrong\n",
        encoding="utf-8",
    )
    amd_card(tree.root, FIRST)
    amd_card(tree.root, SECOND, device="0x1638")
    amd_card(tree.root, "0000:0b:00.0", device="0x744c")
    tree.meter.open()
    names = [device.name for device in tree.meter.devices()]
    assert names == ["AMD Radeon RX 6800/6800 XT", "AMD Cezanne", "AMD GPU 744c"]


def test_a_card_that_is_not_wanted_is_not_touched(tree: Tree) -> None:
    amd_card(tree.root)
    amd_card(tree.root, SECOND)
    tree.meter.leave_out(frozenset({f"amd:{SECOND}"}))
    tree.meter.open()
    assert [device.key for device in tree.meter.devices()] == [f"amd:{FIRST}"]
    tree.meter.leave_out(frozenset({f"amd:{FIRST}", f"amd:{SECOND}"}))
    with pytest.raises(MeterUnavailable) as away:
        tree.meter.open()
    assert (away.value.problem.code, away.value.worth_retrying) == ("all-left-out", False)
