"""An engine that computes before the process watch has seen it: its CPU time is not lost."""

from __future__ import annotations

import pytest

from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State
from wattprint.domain.evidence import Roster
from wattprint.domain.readings import Device, DeviceKind, Instant, Quality, Reading
from wattprint.domain.tick import Tick
from wattprint.domain.workload import Kind, Workload

CPU = Device("cpu", DeviceKind.CPU, "amd", "CPU")
CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen")


def tick(at_s: float, busy_s: float, roster: Roster) -> Tick:
    at = Instant(at_s, at_s, at_s)
    reading = Reading(
        "cpu", at, energy_j=busy_s * 5, energy_quality=Quality.MODELLED, cpu_busy_s=busy_s, utilisation=0.5
    )
    return Tick(at, 10.0, "2026-11-21", (CPU,), (reading,), roster)


def joules_of(accountant: Accountant) -> float:
    rows = accountant.bookings.energy.items()
    return sum(amount.joules for key, amount in rows if key.state is State.ACTIVE)


def test_an_engine_born_within_the_interval_brings_all_its_cpu_time() -> None:
    accountant = Accountant()
    accountant.process(tick(0, 100.0, Roster()))
    loaded = Roster(frozenset({CHAT}), {CHAT: 3.0}, newborn=frozenset({CHAT}))
    outcome = accountant.process(tick(5, 104.0, loaded))
    assert outcome.active.keys() == {CHAT}
    assert joules_of(accountant) == pytest.approx(3.0 * 5)


def test_an_engine_that_is_older_than_the_interval_brings_nothing_of_its_past() -> None:
    accountant = Accountant()
    accountant.process(tick(0, 100.0, Roster()))
    accountant.process(tick(5, 104.0, Roster(frozenset({CHAT}), {CHAT: 3600.0})))
    assert joules_of(accountant) == 0
