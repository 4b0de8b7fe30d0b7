"""What doctor finds: every meter tried, none woken, one failure never all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.fakes.fake_nvml import DRIVER_NOT_LOADED, FakeCard, FakeDriver, Phase, Scenario, Wave, lost
from tests.fakes.fake_pci import FakePci
from tests.fakes.sysfs_tree import FaultySysfs, rapl_zone
from tests.unit.recorder.simulation import SimulatedClock
from wattprint.cli import doctor
from wattprint.cli.main import main
from wattprint.metering.amdgpu import AmdGpuMeter
from wattprint.metering.cpu import CpuMeter
from wattprint.metering.meter import Meter
from wattprint.metering.null import NullMeter
from wattprint.metering.nvidia import NvidiaMeter
from wattprint.metering.nvml_library import NvmlLibrary
from wattprint.metering.rapl import RaplCounter
from wattprint.metering.runtime_power import RuntimePower
from wattprint.recorder.diagnosis import MeterReport, examine
from wattprint.system.recorder_lock import RecorderLock


class Machine:
    """A machine with a PCI tree, a driver and a CPU, whose time passes while doctor waits."""

    def __init__(self, folder: Path, driver: FakeDriver) -> None:
        self.driver = driver
        self.folder = folder
        self.pci = FakePci(folder)
        self.sysfs = FaultySysfs()
        self.clock = SimulatedClock(driver)
        self.more: list[Meter] = []

    def meters(self) -> list[Meter]:
        power = RuntimePower(self.pci.sys, self.pci.proc)
        library = NvmlLibrary(environ={}, platform="linux", open_library=lambda _name: self.driver.library)
        return [
            NvidiaMeter(library, power, platform="linux", proc_version=self.folder / "none"),
            AmdGpuMeter(power),
            CpuMeter(5.0, rapl=RaplCounter(self.folder / "powercap", self.sysfs)),
            *self.more,
        ]

    def examine(self) -> dict[str, MeterReport]:
        return {report.name: report for report in examine(self.meters(), self.clock, self.clock.move)}


@pytest.fixture
def machine(driver: FakeDriver, tmp_path: Path) -> Machine:
    driver.play(Scenario((FakeCard(waves=(Wave((Phase(10, 123.0, 50),)),)),)))
    return Machine(tmp_path / "machine", driver)


def codes(report: MeterReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_card_and_a_cpu(machine: Machine) -> None:
    machine.pci.add(control="on")
    found = machine.examine()
    (card,) = found["nvml"].devices
    assert card.power_w == pytest.approx(123.0, rel=0.01)
    assert (card.quality, codes(found["nvml"]), found["nvml"].cure) == ("counter", [], None)
    (cpu,) = found["cpu"].devices
    assert (cpu.quality, codes(found["cpu"])) == ("modelled", ["rapl-missing"])
    assert found["amdgpu"].devices == ()
    # The driver is let go of again.
    assert machine.driver.calls("init") == machine.driver.calls("shutdown") > 0


def test_a_sleeping_card_is_left_asleep(machine: Machine) -> None:
    machine.pci.add(control="auto", status="suspended")
    found = machine.examine()
    (card,) = found["nvml"].devices
    assert (card.state, card.quality) == ("asleep", None)
    assert machine.driver.calls() == 0


def test_rapl_that_only_root_may_read_has_a_cure(machine: Machine) -> None:
    zone = rapl_zone(machine.folder / "powercap", "intel-rapl:0", "package-0")
    machine.sysfs.deny(zone / "energy_uj")
    report = machine.examine()["cpu"]
    assert codes(report) == ["rapl-permission"]
    assert report.cure is not None
    assert report.cure.path.startswith("/etc/udev/rules.d/")
    assert "energy_uj" in report.cure.content
    (cpu,) = report.devices
    assert cpu.quality == "modelled"


def test_rapl_that_may_be_read_is_measured(machine: Machine) -> None:
    rapl_zone(machine.folder / "powercap", "intel-rapl:0", "package-0")
    report = machine.examine()["cpu"]
    assert (codes(report), report.cure, report.devices[0].quality) == ([], None, "counter")


def test_a_driver_that_is_not_loaded_and_a_card_that_is_lost(machine: Machine) -> None:
    machine.pci.add(control="on")
    machine.driver.play(Scenario((FakeCard(),), faults=DRIVER_NOT_LOADED))
    report = machine.examine()["nvml"]
    assert (codes(report), report.devices) == (["nvidia-driver-not-loaded"], ())
    machine.driver.play(Scenario((FakeCard(faults=lost()),)))
    assert codes(machine.examine()["nvml"]) == ["nvidia-gpu-lost"]


class Broken(NullMeter):
    """Breaks its promise of what it may raise, wherever it is asked to."""

    name = "broken"

    def __init__(self, where: str) -> None:
        self.where = where

    def _maybe(self, where: str) -> None:
        if where == self.where:
            raise OSError(14, "Bad address")

    def open(self) -> None:
        self._maybe("open")

    def read(self, at: object) -> tuple[()]:
        self._maybe("read")
        return ()

    def close(self) -> None:
        self._maybe("close")


@pytest.mark.parametrize("where", ["open", "read", "close"])
def test_a_meters_bug_is_a_line_of_its_report(machine: Machine, where: str) -> None:
    machine.pci.add(control="on")
    machine.more = [Broken(where)]
    found = machine.examine()
    assert codes(found["broken"]) == ["meter-failed"]
    assert "Bad address" in found["broken"].problems[0].detail
    assert len(found["nvml"].devices) == 1


def test_nothing_at_all(tmp_path: Path) -> None:
    clock = SimulatedClock()
    assert examine([], clock, clock.move) == []
    (report,) = examine([NullMeter()], clock, clock.move)
    assert (report.devices, report.problems) == ((), ())


# -- the same on screen ---


@pytest.fixture
def shown(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The machine that doctor examines."""
    monkeypatch.setattr(
        doctor, "examine", lambda: examine(machine.meters(), machine.clock, machine.clock.move)
    )
    return machine


def test_the_udev_rule_is_shown_with_the_persons_name(
    shown: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "marie")
    zone = rapl_zone(shown.folder / "powercap", "intel-rapl:0", "package-0")
    shown.sysfs.deny(zone / "energy_uj")
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "/etc/udev/rules.d/70-wattprint-rapl.rules" in out
    assert 'SUBSYSTEM=="powercap"' in out
    assert "usermod --append --groups wattprint marie" in out
    assert "$USER" not in out
    assert main(["doctor", "--json"]) == 0
    meters = {one["name"]: one for one in json.loads(capsys.readouterr().out)["doctor"]["meters"]}
    cure = meters["cpu"]["cure"]
    assert cure["file"] == "/etc/udev/rules.d/70-wattprint-rapl.rules"
    assert any("marie" in command for command in cure["commands"])
    assert meters["nvml"]["cure"] is None


@pytest.mark.parametrize(("language", "word"), [("en", "asleep"), ("fr", "en sommeil")])
def test_a_sleeping_card_is_shown_asleep(
    shown: Machine, capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    shown.pci.add(control="auto", status="suspended")
    assert main(["--lang", language, "doctor"]) == 0
    assert word in capsys.readouterr().out
    assert main(["doctor", "--json"]) == 0
    meters = {one["name"]: one for one in json.loads(capsys.readouterr().out)["doctor"]["meters"]}
    (card,) = meters["nvml"]["devices"]
    assert (card["state"], card["quality"]) == ("asleep", None)
    assert shown.driver.calls() == 0


def test_a_running_recorder_is_named(shown: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    with RecorderLock(Path(os.environ["WATTPRINT_LEDGER"])):
        main(["doctor"])
        assert f"(process {os.getpid()})" in capsys.readouterr().out
        main(["doctor", "--json"])
        assert json.loads(capsys.readouterr().out)["doctor"]["recorder_pid"] == os.getpid()
    main(["doctor", "--json"])
    assert json.loads(capsys.readouterr().out)["doctor"]["recorder_pid"] is None


def test_meters_may_not_be_there_at_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "examine", list)
    assert main(["doctor"]) == 0
    assert "No recorder is running" in capsys.readouterr().out
