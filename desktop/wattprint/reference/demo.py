"""The invented machine, programs and habits of the demo, from resources/data/demo/demo.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wattprint.domain.readings import Device, DeviceKind
from wattprint.domain.workload import Kind, Role, Workload
from wattprint.reference.files import resource_path
from wattprint.reference.workload_rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: From, to.
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DemoGpu:
    """idle_w: power without AI. game_w: power while a game runs."""

    device: Device
    idle_w: float
    game_w: Span


@dataclass(frozen=True, slots=True)
class DemoCpu:
    """Package power is idle_w + per_core_w for each busy core. desktop_cores: busy cores that are not AI's.

    modelled_days: of so many of the first days only a model knows the energy.
    """

    device: Device
    idle_w: float
    per_core_w: float
    desktop_cores: float
    modelled_days: int


@dataclass(frozen=True, slots=True)
class DemoProgram:
    """One program of the trace and how it was used (see the file for the fields).

    workloads: one for each model that it runs; the live trace plays the first.
    """

    pid: int
    role: Role
    workloads: tuple[Workload, ...]
    gpu_w: Span
    standby_w: float
    cpu_cores: float
    hours: Span
    weekly: float
    sitting_min: Span
    busy: Span
    burst_s: Span
    loaded_min: Span
    late: bool


@dataclass(frozen=True, slots=True)
class DemoLife:
    """When the machine was on, off, paused, unmeasured. Days count back from today."""

    on_h: Span
    off_h: Span
    not_recorded: tuple[int, ...]
    paused: tuple[int, ...]
    pause_min: Span
    unmeasured: tuple[int, ...]
    unmeasured_min: Span
    game_days: tuple[int, ...]
    game_min: Span
    late: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DemoCount:
    """A cloud activity: how likely on a working day, and how often then."""

    activity: str
    daily: float
    count: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DemoRecurring:
    """A recurring cloud entry. skipped, changed: occurrences with a fate of their own, by days back."""

    activity: str
    count: float
    weekdays: int
    skipped: tuple[int, ...]
    changed: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class DemoNote:
    """What sessions of a kind made: of which share of them it was noted, and how many in a minute of work."""

    kind: Kind
    unit: str
    share: float
    per_min: Span


@dataclass(frozen=True, slots=True)
class DemoStep:
    """Some seconds of the live trace. at_work: the pid that computes, 0: none. loaded: pids on the card."""

    seconds: int
    at_work: int
    gpu_w: float
    loaded: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DemoScript:
    """All of it. choices: by name (reference.valuation), held from the first day on."""

    seed: int
    days: int
    gpu: DemoGpu
    cpu: DemoCpu
    choices: Mapping[str, str]
    life: DemoLife
    programs: tuple[DemoProgram, ...]
    counts: tuple[DemoCount, ...]
    recurring: tuple[DemoRecurring, ...]
    notes: tuple[DemoNote, ...]
    steps: tuple[DemoStep, ...]


def trace_path() -> Path:
    """The recorded trace that the demo plays."""
    return resource_path("data", "demo", "trace.jsonl")


def load_demo() -> DemoScript:
    """Read the script. It comes with the program: a fault in it is a bug (KeyError, TypeError, ...)."""
    with resource_path("data", "demo", "demo.toml").open("rb") as file:
        raw = tomllib.load(file)
    names = {rule.id: rule.name for rule in load_rules()}
    return DemoScript(
        seed=raw["seed"],
        days=raw["days"],
        gpu=DemoGpu(_device(raw["gpu"], DeviceKind.GPU), raw["gpu"]["idle_w"], _span(raw["gpu"]["game_w"])),
        cpu=_cpu(raw["cpu"]),
        choices=raw["choices"],
        life=_life(raw["life"]),
        programs=tuple(_program(table, names) for table in raw["program"]),
        counts=tuple(
            DemoCount(table["activity"], table["daily"], (table["count"][0], table["count"][1]))
            for table in raw["cloud"]
        ),
        recurring=tuple(
            DemoRecurring(
                table["activity"],
                table["count"],
                table["weekdays"],
                tuple(table["skipped"]),
                {int(back): count for back, count in table["changed"].items()},
            )
            for table in raw["recurring"]
        ),
        notes=tuple(
            DemoNote(Kind(table["kind"]), table["unit"], table["share"], _span(table["per_min"]))
            for table in raw["note"]
        ),
        steps=tuple(
            DemoStep(seconds, pid, float(watts), tuple(loaded))
            for seconds, pid, watts, loaded in raw["trace"]["steps"]
        ),
    )


def _device(table: Mapping[str, Any], kind: DeviceKind) -> Device:
    return Device(
        table["key"], kind, table["vendor"], table["name"], table.get("pci_address"), limit_w=table["limit_w"]
    )


def _cpu(table: Mapping[str, Any]) -> DemoCpu:
    return DemoCpu(
        _device(table, DeviceKind.CPU),
        table["idle_w"],
        table["per_core_w"],
        table["desktop_cores"],
        table["modelled_days"],
    )


def _life(table: Mapping[str, Any]) -> DemoLife:
    return DemoLife(
        on_h=_span(table["on_h"]),
        off_h=_span(table["off_h"]),
        not_recorded=tuple(table["not_recorded"]),
        paused=tuple(table["paused"]),
        pause_min=_span(table["pause_min"]),
        unmeasured=tuple(table["unmeasured"]),
        unmeasured_min=_span(table["unmeasured_min"]),
        game_days=tuple(table["game_days"]),
        game_min=_span(table["game_min"]),
        late=tuple(table["late"]),
    )


def _program(table: Mapping[str, Any], names: Mapping[str, str]) -> DemoProgram:
    rule, kind, program = table.get("rule"), Kind(table["kind"]), table["program"]
    if rule is None:
        pending = Workload(f"program:{program}", program, None, kind, None, pending=True)
        role, workloads = Role.UNKNOWN, [pending]
    else:
        engine = table.get("engine")
        role = Role.ENGINE
        workloads = [Workload(rule, names[rule], engine, kind, model) for model in table["models"] or (None,)]
    return DemoProgram(
        pid=table["pid"],
        role=role,
        workloads=tuple(workloads),
        gpu_w=_span(table["gpu_w"]),
        standby_w=table["standby_w"],
        cpu_cores=table["cpu_cores"],
        hours=_span(table["hours"]),
        weekly=table["weekly"],
        sitting_min=_span(table["sitting_min"]),
        busy=_span(table["busy"]),
        burst_s=_span(table["burst_s"]),
        loaded_min=_span(table["loaded_min"]),
        late=table.get("late", False),
    )


def _span(values: list[float]) -> Span:
    low, high = values
    return float(low), float(high)
