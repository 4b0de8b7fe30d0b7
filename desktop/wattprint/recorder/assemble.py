"""Puts a recorder together from real parts: the one place that knows them all."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from wattprint.domain.readings import Problem
from wattprint.ledger.errors import LedgerError
from wattprint.ledger.reader import LedgerReader
from wattprint.metering.amdgpu import AmdGpuMeter
from wattprint.metering.cpu import CpuMeter
from wattprint.metering.nvidia import NvidiaMeter
from wattprint.metering.replay import ReplayMeter
from wattprint.metering.runtime_power import RuntimePower
from wattprint.recorder.inbox import SystemInbox
from wattprint.recorder.loop import Recorder
from wattprint.recorder.meter_set import MeterSet
from wattprint.recorder.store import Store
from wattprint.reference.cpu_model import load_cpu_model
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerances
from wattprint.reference.workload_rules import RuleError, load_own_rules, load_rules
from wattprint.system.clock import SystemClock
from wattprint.system.recorder_lock import RecorderLock
from wattprint.system.settings import Settings, SettingsError, load_settings
from wattprint.workloads.watch import ProcessWatch

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.metering.meter import Meter
    from wattprint.recorder.sight import Listener
    from wattprint.reference.workload_rules import Rule
    from wattprint.system.paths import Paths

#: A measuring tool that slows down what it measures is wrong: everything else may go first.
NICENESS = 5


def real_meters() -> list[Meter]:
    """Every kind of meter there is; which of them find anything shows when they are opened."""
    power = RuntimePower()
    model = load_cpu_model(resource_path("data", "cpu_model.toml"))
    return [NvidiaMeter(runtime_power=power), AmdGpuMeter(power), CpuMeter(model.central_w)]


def left_out_problems(settings: Settings, ledger: Path) -> list[Problem]:
    """One for each device that the person does not want measured, by the name that the ledger has for it."""
    if not settings.left_out:
        return []
    names: dict[str, str] = {}
    with contextlib.suppress(LedgerError), LedgerReader(ledger) as reader:
        names = {device.key: device.name for device in reader.devices()}
    return [Problem("left-out", key, names.get(key, key)) for key in sorted(settings.left_out)]


def read_choices(paths: Paths) -> tuple[Settings, tuple[Rule, ...], list[Problem]]:
    """The person's settings and rules; what cannot be used is told and replaced by the defaults."""
    settings = Settings()
    own_rules: tuple[Rule, ...] = ()
    problems: list[Problem] = []
    try:
        settings = load_settings(paths.config)
    except SettingsError as error:
        problems.append(Problem("settings", None, str(error)))
    if settings.unknown:
        where = f"{paths.config}: {', '.join(settings.unknown)}"
        problems.append(Problem("settings-unknown", None, where))
    try:
        own_rules = load_own_rules(paths.own_rules)
    except RuleError as error:
        problems.append(Problem("own-rules", None, str(error)))
    return settings, own_rules, problems


def record(
    paths: Paths, listener: Listener, *, duration_s: float | None = None, replay: Path | None = None
) -> bool:
    """Record until told to stop; returns whether all that was measured is in the ledger.

    Raises RecorderRunning and LedgerError before anything is measured.

    duration_s: stop by itself after this many seconds. replay: a recorded trace instead of this machine.
    """
    with RecorderLock(paths.ledger):
        store = Store(paths.ledger)
        rules = load_rules()

        told: list[Problem] = []

        def choices() -> tuple[Settings, ProcessWatch]:
            settings, own_rules, problems = read_choices(paths)
            problems += left_out_problems(settings, paths.ledger)
            for problem in told:
                if problem not in problems:
                    listener.solved(problem)
            for problem in problems:
                if problem not in told:
                    listener.problem(problem)
            told[:] = problems
            return settings, ProcessWatch(rules, own_rules, all_users=settings.all_users)

        settings, watch = choices()
        _step_back()
        meters = [ReplayMeter(replay)] if replay else real_meters()
        Recorder(
            meters=MeterSet(meters),
            watch=watch,
            store=store,
            clock=SystemClock(),
            inbox=SystemInbox(),
            listener=listener,
            settings=settings,
            tolerance=Tolerances.load(resource_path("data", "tolerances.toml")).band,
            reload=choices,
        ).run(duration_s)
        return store.trouble is None


def _step_back() -> None:
    if hasattr(os, "nice") and os.nice(0) == 0:
        os.nice(NICENESS)
