"""Random readings, ticks and loads, and how hard they are tried: what breaks is found, in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.unit.domain.driver import CHAT, IMAGE, NOON_S, PENDING, Steps
from wattprint.domain.evidence import Roster
from wattprint.domain.readings import (
    Device,
    DeviceKind,
    Instant,
    Problem,
    ProcessOnDevice,
    Quality,
    Reading,
)
from wattprint.domain.tick import Tick
from wattprint.domain.workload import Role, Workload

moderately = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

DEVICES = (
    Device("gpu", DeviceKind.GPU, "nvidia", "GPU", limit_w=300.0),
    Device("second", DeviceKind.GPU, "amd", "GPU without a known limit"),
    Device("igpu", DeviceKind.GPU, "amd", "inside the package", part_of="cpu"),
    Device("cpu", DeviceKind.CPU, "intel", "CPU"),
)

NONSENSE = st.sampled_from([float("nan"), float("inf"), float("-inf"), -1.0, 0.0, 1e12])
JOULES = st.one_of(st.none(), st.floats(0.0, 1e6), st.sampled_from([1000.0, 1200.0]), NONSENSE)
WATTS = st.one_of(st.none(), st.floats(0.0, 500.0), NONSENSE)
PART = st.one_of(st.none(), st.floats(0.0, 1.0), NONSENSE)
CPU_SECONDS = st.one_of(st.floats(0.0, 1e4), NONSENSE)

PROCESSES = st.one_of(
    st.none(),
    st.lists(st.builds(ProcessOnDevice, st.integers(1, 6), PART, st.booleans()), max_size=4).map(tuple),
)
#: Pid 6 is on devices now and then, and nobody knows it.
WHO: dict[int, tuple[Role, Workload | None]] = {
    1: (Role.ENGINE, CHAT),
    2: (Role.ENGINE, IMAGE),
    3: (Role.APP, IMAGE),
    4: (Role.RIVAL, None),
    5: (Role.UNKNOWN, PENDING),
}


@dataclass(frozen=True)
class Step:
    """One tick of a random machine: how much later it comes, and all that it sees.

    away_s: suspend before it. stepped_s: by how much the wall clock was set before it.
    """

    elapsed_s: float
    planned_s: float
    away_s: float
    stepped_s: float
    listed: tuple[Device, ...]
    readings: tuple[Reading, ...]
    roster: Roster


@st.composite
def readings(draw: st.DrawFn, device: Device) -> Reading:
    """Anything a meter might say of a device, sense or nonsense."""
    asleep = draw(st.integers(0, 5)) == 0 and device.kind is DeviceKind.GPU
    return Reading(
        device.key,
        Instant(0.0, None, 0.0),
        energy_j=draw(JOULES),
        counter_epoch=draw(st.integers(0, 9)) // 9,
        energy_quality=draw(st.sampled_from([Quality.COUNTER, Quality.COUNTER, Quality.MODELLED])),
        power_w=draw(WATTS),
        utilisation=draw(PART),
        processes=draw(PROCESSES) if device.kind is DeviceKind.GPU else None,
        shares_known=draw(st.booleans()),
        asleep=asleep,
        limit_w=draw(st.one_of(st.none(), st.just(250.0), NONSENSE)),
        cpu_busy_s=draw(st.one_of(st.none(), CPU_SECONDS)) if device.kind is DeviceKind.CPU else None,
        problem=Problem("gpu-lost") if draw(st.integers(0, 7)) == 0 else None,
    )


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A tick that may come at once, late, after a suspend or with another wall clock."""
    loaded = draw(st.sampled_from([(), (CHAT,), (IMAGE,), (CHAT, IMAGE)]))
    listed = tuple(device for device in DEVICES if draw(st.integers(0, 9)) > 0)
    return Step(
        elapsed_s=draw(st.sampled_from([0.0, 0.3, 1.0, 1.0, 1.0, 2.0, 2.5, 10.0, 45.0, 200.0])),
        planned_s=draw(st.sampled_from([1.0, 1.0, 2.0, 10.0])),
        away_s=draw(st.sampled_from([0.0] * 9 + [3600.0])),
        stepped_s=draw(st.sampled_from([0.0] * 8 + [-3600.0, 400.0])),
        listed=listed,
        readings=tuple(draw(readings(device)) for device in DEVICES if draw(st.integers(0, 9)) > 0),
        roster=Roster(
            frozenset(loaded),
            {workload: draw(CPU_SECONDS) for workload in loaded},
            WHO,
            rival_running=draw(st.booleans()),
        ),
    )


def ticks_of(tried: list[Step], *, boot_clock: bool = True, wall_steps: bool = True) -> list[Tick]:
    """The ticks that these steps make one after another, on clocks that say what a real machine's would."""
    ticks, awake_s, boot_s, wall_s = [], 500.0, 1000.0, NOON_S
    for step in tried:
        awake_s += step.elapsed_s
        boot_s += step.elapsed_s + step.away_s
        wall_s += step.elapsed_s + step.away_s + (step.stepped_s if wall_steps else 0.0)
        at = Instant(awake_s, boot_s if boot_clock else None, wall_s)
        ticks.append(Tick(at, step.planned_s, "2026-03-10", step.listed, step.readings, step.roster))
    return ticks


@st.composite
def bursts(draw: st.DrawFn, shortest_s: float = 0.5) -> tuple[Steps, Steps]:
    """Watts of a card and the SM share of the one workload on it: on and off by turns, exact to a quarter."""
    quarters = st.integers(int(shortest_s * 4), 80)
    watts: list[tuple[float, float]] = []
    for _ in range(draw(st.integers(1, 6))):
        watts += [(draw(quarters) / 4, draw(st.sampled_from([80.0, 300.0]))), (draw(quarters) / 4, 30.0)]
    sm = tuple((seconds, 0.9 if power_w > 30 else 0.0) for seconds, power_w in watts)
    return Steps((*watts, (float("inf"), 30.0))), Steps((*sm, (float("inf"), 0.0)))
