"""What doctor says of the meters of a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from wattprint.cli import doctor
from wattprint.cli.main import main
from wattprint.domain.readings import Device, DeviceKind, Quality
from wattprint.domain.tick import DeviceNow
from wattprint.recorder.diagnosis import MeterReport


@pytest.mark.parametrize(
    ("quality", "untested"), [(Quality.MODELLED, False), (Quality.COUNTER, True), (None, True)]
)
def test_only_sensors_are_called_untested(
    empty_ledger: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quality: Quality | None,
    untested: bool,
) -> None:
    now = DeviceNow(Device("cpu", DeviceKind.CPU, "amd", "Core"), "idle", 5.0, quality)
    monkeypatch.setattr(doctor, "examine", lambda: [MeterReport("cpu", False, (now,), (), None)])
    assert main(["--ledger", str(empty_ledger), "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ("  cpu (untested on real hardware so far)" in lines) is untested
    assert ("  cpu" in lines) is not untested
