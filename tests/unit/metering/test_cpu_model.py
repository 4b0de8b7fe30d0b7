from __future__ import annotations

import pytest

from wattprint.metering.cpu_model import CpuModel


def test_energy_is_busy_core_seconds_times_watts() -> None:
    assert CpuModel(5.0).energy_j(12.0) == 60.0


def test_an_idle_machine_uses_nothing_above_idle() -> None:
    assert CpuModel(5.0).energy_j(0.0) == 0.0


@pytest.mark.parametrize("watts", [0.0, -1.0])
def test_watts_must_be_positive(watts: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        CpuModel(watts)
