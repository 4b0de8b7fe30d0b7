from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from tests.fakes.sysfs_tree import FaultySysfs, instant, rapl_zone, write
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.rapl import UDEV_COMMANDS, UDEV_RULE, RaplCounter

RANGE_UJ = 262_143_328_850


def problem_of(powercap: Path, sysfs: FaultySysfs | None = None) -> MeterUnavailable:
    with pytest.raises(MeterUnavailable) as caught:
        RaplCounter(powercap, sysfs).open()
    return caught.value


def energy_j(powercap: Path, before: dict[str, int], after: dict[str, int]) -> float:
    """Joules that one second adds when the zones' counters go from `before` to `after` (microjoules)."""
    for zone, value in before.items():
        write(powercap / zone / "energy_uj", value)
    rapl = RaplCounter(powercap)
    rapl.open()
    rapl.read(instant(0))
    for zone, value in after.items():
        write(powercap / zone / "energy_uj", value)
    rapl.read(instant(1))
    rapl.close()
    return rapl.energy_j


def test_one_package_and_nothing_inside_or_around_it(tmp_path: Path) -> None:
    for zone, name in (
        ("intel-rapl:0", "package-0"),
        ("intel-rapl:0:0", "core"),
        ("intel-rapl:0:1", "uncore"),
        ("intel-rapl:0:2", "dram"),
        ("intel-rapl:1", "psys"),
    ):
        rapl_zone(tmp_path, zone, name)
    zones = ("intel-rapl:0", "intel-rapl:0:0", "intel-rapl:0:1", "intel-rapl:0:2", "intel-rapl:1")
    added = energy_j(tmp_path, dict.fromkeys(zones, 1_000_000), dict.fromkeys(zones, 43_500_000))
    assert added == pytest.approx(42.5)


def test_the_same_package_through_msr_and_mmio_counts_once_by_msr(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl-mmio:0", "package-0")
    rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    sysfs = FaultySysfs()
    rapl = RaplCounter(tmp_path, sysfs)
    rapl.open()
    rapl.read(instant(0))
    write(tmp_path / "intel-rapl:0" / "energy_uj", 30_000_000)
    write(tmp_path / "intel-rapl-mmio:0" / "energy_uj", 29_000_000)
    rapl.read(instant(1))
    assert rapl.energy_j == pytest.approx(30.0)
    assert list(sysfs.opened.values()) == [tmp_path / "intel-rapl:0" / "energy_uj"]


def test_mmio_serves_where_msr_is_closed(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl-mmio:0", "package-0")
    rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    sysfs = FaultySysfs()
    sysfs.deny(tmp_path / "intel-rapl:0" / "energy_uj")
    rapl = RaplCounter(tmp_path, sysfs)
    rapl.open()
    rapl.read(instant(0))
    write(tmp_path / "intel-rapl-mmio:0" / "energy_uj", 5_000_000)
    rapl.read(instant(1))
    assert rapl.energy_j == pytest.approx(5.0)


def test_two_packages_add_up(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    rapl_zone(tmp_path, "intel-rapl:1", "package-1")
    added = energy_j(
        tmp_path,
        {"intel-rapl:0": 0, "intel-rapl:1": 0},
        {"intel-rapl:0": 7_000_000, "intel-rapl:1": 5_000_000},
    )
    assert added == pytest.approx(12.0)


def test_dies_with_counters_of_their_own_add_up(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0-die-0")
    rapl_zone(tmp_path, "intel-rapl:1", "package-0-die-1")
    added = energy_j(
        tmp_path,
        {"intel-rapl:0": 10_000_000, "intel-rapl:1": 99_000_000},
        {"intel-rapl:0": 17_000_000, "intel-rapl:1": 104_000_000},
    )
    assert added == pytest.approx(12.0)


def test_dies_that_show_one_register_count_once(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0-die-0")
    rapl_zone(tmp_path, "intel-rapl:1", "package-0-die-1")
    both = ("intel-rapl:0", "intel-rapl:1")
    added = energy_j(tmp_path, dict.fromkeys(both, 10_000_000), dict.fromkeys(both, 17_000_000))
    assert added == pytest.approx(7.0)


def test_each_zone_wraps_at_its_own_range(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0", range_uj=RANGE_UJ)
    rapl_zone(tmp_path, "intel-rapl:1", "package-1", range_uj=65_532_610_987)
    added = energy_j(
        tmp_path,
        {"intel-rapl:0": RANGE_UJ - 10_000_000, "intel-rapl:1": 65_532_610_987 - 4_000_000},
        {"intel-rapl:0": 20_000_000, "intel-rapl:1": 6_000_000},
    )
    assert added == pytest.approx(30.0 + 10.0)


def test_an_unknown_step_of_one_zone_makes_the_sum_a_new_epoch(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0", energy_uj=1000)
    rapl_zone(tmp_path, "intel-rapl:1", "package-1", energy_uj=100_000_000_000)
    rapl = RaplCounter(tmp_path)
    rapl.open()
    rapl.read(instant(0))
    write(tmp_path / "intel-rapl:1" / "energy_uj", 2000)  # reset: 162 kJ in a second is no wrap
    rapl.read(instant(1))
    assert rapl.epoch == 1
    rapl.read(instant(2))
    assert rapl.epoch == 1


def test_no_counter_is_assumed_across_an_interval_that_could_hide_a_wrap(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0", range_uj=65_532_610_987, limits_w=(65.0, 120.0))
    rapl = RaplCounter(tmp_path)
    rapl.open()
    rapl.read(instant(0))
    rapl.read(instant(65_532.0 / 240.0 - 1.0))  # the ceiling is twice the higher limit
    assert rapl.epoch == 0
    rapl.read(instant(2 * 65_532.0 / 240.0 + 1.0))
    assert rapl.epoch == 1


def test_the_limit_is_the_highest_credible_one(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0", limits_w=(65.0, 120.0, 4095.0))
    rapl = RaplCounter(tmp_path)
    rapl.open()
    assert rapl.limit_w == 120.0


def test_without_limits_there_is_none(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0", limits_w=())
    rapl_zone(tmp_path, "intel-rapl:1", "package-1", limits_w=(95.0,))
    rapl = RaplCounter(tmp_path)
    rapl.open()
    assert rapl.limit_w is None


def test_no_rapl_at_all(tmp_path: Path) -> None:
    error = problem_of(tmp_path / "nothing")
    assert error.problem.code == "rapl-missing"
    assert not error.worth_retrying


def test_psys_alone_is_no_package(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "psys")
    assert problem_of(tmp_path).problem.code == "rapl-missing"


def test_permission_denied_says_so_and_is_worth_another_try(tmp_path: Path) -> None:
    zone = rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    sysfs = FaultySysfs()
    sysfs.deny(zone / "energy_uj")
    error = problem_of(tmp_path, sysfs)
    assert error.problem.code == "rapl-permission"
    assert error.problem.detail == "energy_uj: EACCES"
    assert error.worth_retrying


def test_one_package_of_two_is_not_enough(tmp_path: Path) -> None:
    rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    closed = rapl_zone(tmp_path, "intel-rapl:1", "package-1")
    sysfs = FaultySysfs()
    sysfs.deny(closed / "energy_uj")
    assert problem_of(tmp_path, sysfs).problem.code == "rapl-permission"
    assert sysfs.opened == {}


@pytest.mark.parametrize("content", ["", "garbage", "-5", "12.5", "0x10", "١٢"])
def test_an_energy_file_without_a_number_is_unreadable_not_zero(tmp_path: Path, content: str) -> None:
    zone = rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    (zone / "energy_uj").write_text(f"{content}\n", encoding="utf-8")
    assert problem_of(tmp_path).problem.code == "rapl-unreadable"


def test_a_closed_range_file_costs_the_wrap_only(tmp_path: Path) -> None:
    zone = rapl_zone(tmp_path, "intel-rapl:0", "package-0", energy_uj=1_000_000)
    sysfs = FaultySysfs()
    sysfs.deny(zone / "max_energy_range_uj")
    rapl = RaplCounter(tmp_path, sysfs)
    rapl.open()
    rapl.read(instant(0))
    write(zone / "energy_uj", 9_000_000)
    rapl.read(instant(1))
    assert rapl.energy_j == pytest.approx(8.0)
    assert rapl.epoch == 0
    write(zone / "energy_uj", 5)
    rapl.read(instant(2))
    assert rapl.epoch == 1


def test_a_zone_that_vanishes_makes_reading_fail_loudly(tmp_path: Path) -> None:
    zone = rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    sysfs = FaultySysfs()
    rapl = RaplCounter(tmp_path, sysfs)
    rapl.open()
    sysfs.read_errors[zone / "energy_uj"] = errno.ENODEV
    with pytest.raises(MeterUnavailable, match="ENODEV"):
        rapl.read(instant(0))


def test_one_system_call_a_tick(tmp_path: Path) -> None:
    zone = rapl_zone(tmp_path, "intel-rapl:0", "package-0")
    sysfs = FaultySysfs()
    rapl = RaplCounter(tmp_path, sysfs)
    rapl.open()
    sysfs.reads.clear()
    for second in range(10):
        rapl.read(instant(second))
    assert sysfs.reads == [zone / "energy_uj"] * 10
    rapl.close()
    rapl.close()
    assert sysfs.opened == {}


def test_the_udev_rule_gives_one_group_reading_and_nothing_else() -> None:
    pairs = re.findall(r'([A-Z]+(?:\{\w+\})?)(!=|==|\+=)"([^"]*)"', UDEV_RULE)
    assert ", ".join(f'{key}{operator}"{value}"' for key, operator, value in pairs) + "\n" == UDEV_RULE
    commands = [value for key, _, value in pairs if key == "RUN"]
    files = "/sys%p/energy_uj /sys%p/max_energy_range_uj"
    assert commands == [f"/bin/chgrp wattprint {files}", f"/bin/chmod g+r {files}"]
    assert ("ATTR{name}", "==", "package-*") in pairs
    assert any("groupadd" in command for command in UDEV_COMMANDS)
