"""`wattprint doctor`: what can be measured here, what cannot, and the cure."""

from __future__ import annotations

import getpass
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from wattprint import __version__
from wattprint.cli.doctor_estimates import estimate_lines, estimates_object, look_at_estimates
from wattprint.cli.status_line import problem_text
from wattprint.domain.footprint import J_PER_WH
from wattprint.domain.readings import Quality
from wattprint.export.as_json import document, dumps
from wattprint.ledger.errors import LedgerError, LedgerMissing
from wattprint.recorder.assemble import read_choices
from wattprint.recorder.diagnosis import examine
from wattprint.reference.cpu_model import load_cpu_model
from wattprint.reference.files import resource_path
from wattprint.reference.texts import plain
from wattprint.system.ledger_access import open_for_reading
from wattprint.system.recorder_lock import RecorderRunning, recorder_pid

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.readings import Problem
    from wattprint.recorder.diagnosis import Cure, MeterReport
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths

#: Coverage is told for this many days, today included.
COVERAGE_DAYS = 7


def run_doctor(paths: Paths, texts: Texts, numbers: Numbers, *, as_json: bool) -> int:
    """Examine and tell; returns the exit code, 0 whatever was found."""
    reports = examine()
    pid = recorder_pid(paths.ledger)
    ledger = _ledger_object(paths)
    _, _, wrong_choices = read_choices(paths)
    estimates = look_at_estimates(paths, ledger)
    if as_json:
        found = {
            "version": __version__,
            "meters": [_meter_object(report, texts) for report in reports],
            "settings": {
                "path": str(paths.config),
                "problems": [_problem_object(problem, texts) for problem in wrong_choices],
            },
            "recorder_pid": pid,
            "ledger": ledger,
            "estimates": estimates_object(estimates),
        }
        print(dumps(document(doctor=found)))
        return 0
    print(texts("doctor.title", version=__version__))
    _print_meters(reports, texts, numbers)
    for problem in wrong_choices:
        print("! " + problem_text(texts, problem))
    _print_ledger(ledger, paths, texts, numbers)
    for line in estimate_lines(estimates, paths, texts, numbers):
        print(line)
    print(texts("doctor.recorder-on", pid=pid) if pid else texts("doctor.recorder-off"))
    return 0


def _print_meters(reports: list[MeterReport], texts: Texts, numbers: Numbers) -> None:
    print(f"\n{texts('doctor.meters')}")
    for report in reports:
        # Sensors need trying on the real thing; the model of a CPU without one runs on any.
        modelled = {now.quality for now in report.devices} == {Quality.MODELLED}
        tried = report.tested_on_hardware or modelled
        print(f"  {report.name}" if tried else f"  {report.name} ({texts('doctor.untested')})")
        for now in report.devices:
            quality = texts("state." + now.state if now.quality is None else f"quality.{now.quality.value}")
            power = numbers.power(now.power_w, modelled=now.quality is Quality.MODELLED)
            print("    " + texts("doctor.gives", name=now.device.name, quality=quality, power=power))
        for problem in report.problems:
            print("    ! " + problem_text(texts, problem))
        if report.cure is not None:
            print("    " + texts("doctor.rapl-cure", file=report.cure.path))
            print(f"      {report.cure.content.strip()}")
            print("    " + texts("doctor.rapl-commands"))
            for command in report.cure.commands:
                print(f"      {_for_root(command)}")
    print(f"  {texts('doctor.later')}\n")


def _print_ledger(ledger: dict[str, Any], paths: Paths, texts: Texts, numbers: Numbers) -> None:
    if "problem" in ledger:
        if ledger["problem"] == "held":
            print(texts("ledger.held", path=paths.ledger, pid=ledger["detail"]))
            return
        print(texts(f"ledger.{ledger['problem']}", path=paths.ledger, detail=ledger["detail"]))
        return
    print(texts("doctor.ledger", path=paths.ledger, size=numbers.size(ledger["size_bytes"])))
    if ledger["first_day"] is not None:
        print(
            texts(
                "doctor.holds",
                first=ledger["first_day"],
                last=ledger["last_day"],
                sessions=ledger["session_count"],
                pending=ledger["pending_count"],
            )
        )
    for device in ledger["devices"]:
        name = plain(device["name"])
        watts = device["baseline_w"]
        if device["baseline_applies"]:
            shown = texts("doctor.learn") if watts is None else numbers.power(watts)
            print(texts("doctor.baseline", device=name, watts=shown))
        times = [texts(f"coverage.{how}", time=numbers.time(s)) for how, s in device["coverage_s"].items()]
        if times:
            print(texts("doctor.coverage", device=name, days=COVERAGE_DAYS, parts=", ".join(times)))
        for fault, count in device["faults"].items():
            print(texts("doctor.fault", device=name, fault=texts(f"fault.{fault}"), count=count))
    if ledger["recorded_s"]:
        cost = numbers.energy(ledger["recorder_wh"], modelled=True)
        recorded = numbers.time(ledger["recorded_s"])
        cpu = numbers.time(ledger["recorder_cpu_s"])
        print(texts("doctor.own-cost", cpu=cpu, recorded=recorded, energy=cost))


def _for_root(command: str) -> str:
    """A command with this person's name in it: root's own $USER is root."""
    return command.replace('"$USER"', plain(getpass.getuser())) if '"$USER"' in command else command


def _meter_object(report: MeterReport, texts: Texts) -> dict[str, Any]:
    return {
        "name": report.name,
        "tested_on_hardware": report.tested_on_hardware,
        "devices": [
            {
                "key": now.device.key,
                "name": now.device.name,
                "kind": now.device.kind.value,
                "state": now.state,
                "quality": None if now.quality is None else now.quality.value,
                "power_w": now.power_w,
                "limit_w": now.device.limit_w,
                "whole_board": now.device.whole_board,
                "part_of": now.device.part_of,
            }
            for now in report.devices
        ],
        "problems": [_problem_object(problem, texts) for problem in report.problems],
        "cure": None if report.cure is None else _cure_object(report.cure),
    }


def _cure_object(cure: Cure) -> dict[str, Any]:
    commands = [_for_root(command) for command in cure.commands]
    return {"file": cure.path, "content": cure.content, "commands": commands}


def _problem_object(problem: Problem, texts: Texts) -> dict[str, Any]:
    return {"code": problem.code, "device": problem.device_key, "text": problem_text(texts, problem)}


def _ledger_object(paths: Paths) -> dict[str, Any]:
    """What the ledger holds, or why that cannot be told."""
    today = time.strftime("%Y-%m-%d")
    first = (date.fromisoformat(today) - timedelta(days=COVERAGE_DAYS - 1)).isoformat()
    try:
        with open_for_reading(paths.ledger) as reader:
            summary = reader.summary()
            coverage: dict[str, dict[str, float]] = {}
            for row in reader.coverage(first, today):
                times = coverage.setdefault(row.device_key, {})
                times[row.how] = times.get(row.how, 0.0) + row.seconds
            faults: dict[str, dict[str, int]] = {}
            for key, fault, count in reader.faults():
                faults.setdefault(key, {})[fault] = count
            devices = [
                {
                    "key": device.key,
                    "name": device.name,
                    "baseline_w": device.baseline_w,
                    "baseline_applies": device.baseline_applies,
                    "coverage_s": coverage.get(device.key, {}),
                    "faults": faults.get(device.key, {}),
                }
                for device in reader.devices()
            ]
    except LedgerMissing:
        return {"path": str(paths.ledger), "problem": "missing", "detail": ""}
    except LedgerError as error:
        return {"path": str(paths.ledger), "problem": error.code, "detail": error.detail}
    except RecorderRunning as error:
        return {"path": str(paths.ledger), "problem": "held", "detail": str(error.pid or "?")}
    model = load_cpu_model(resource_path("data", "cpu_model.toml"))
    return {
        "path": str(paths.ledger),
        "size_bytes": summary.size_bytes,
        "first_day": summary.first_day,
        "last_day": summary.last_day,
        "session_count": summary.session_count,
        "pending_count": summary.pending_count,
        "recorded_s": summary.recorded_s,
        "recorder_cpu_s": summary.recorder_cpu_s,
        "recorder_wh": summary.recorder_cpu_s * model.central_w / J_PER_WH,
        "devices": devices,
    }
