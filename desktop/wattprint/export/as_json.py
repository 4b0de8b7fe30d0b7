"""The JSON that `--json` prints: one object, keys with units, null for unknown, nothing rounded."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from wattprint.domain.footprint import J_PER_WH, Sum, footprint, session_j, weakest
from wattprint.domain.session_energy import session_energy
from wattprint.export.iso_times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.domain.band import Band
    from wattprint.domain.footprint import EnergyRow, Footprint, ToleranceOf
    from wattprint.domain.readings import Quality
    from wattprint.ledger.rows import DayRecord, SessionRecord

#: Raised when a key changes its meaning or goes away; new keys do not count.
JSON_SCHEMA = 1

#: Local energy is that of GPUs and CPU alone; what the rest of the computer adds is not in it.
BOUNDARY = "device"

#: What nobody watched is unknown, all of it.
NOT_RECORDED = dict.fromkeys(
    (
        *("local_wh", "at_least", "idle_wh", "standby_wh", "modelled_wh", "unattributed_wh", "learning_wh"),
        *(
            "quality",
            "active_s",
            "recorded_s",
            "paused_s",
            "unmeasured_s",
            "session_count",
            "apps",
            "pending",
        ),
    )
)


def document(**parts: Any) -> dict[str, Any]:
    """The one object around everything. factor_set is null while no estimate is among the numbers."""
    return {"schema": JSON_SCHEMA, "factor_set": None, **parts}


def dumps(whole: dict[str, Any]) -> str:
    """The text of a document: valid JSON in ASCII whatever is in it; a number that is none becomes null."""
    try:
        return json.dumps(whole, indent=2, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(whole), indent=2, allow_nan=False)


def day_object(local_day: str, record: DayRecord | None, tolerance: ToleranceOf) -> dict[str, Any]:
    """One day. A day that was not recorded has null for every number, never 0."""
    if record is None or record.times is None:
        return {"date": local_day, "recorded": False, **NOT_RECORDED, "local_boundary": BOUNDARY}
    total = footprint(record.counted, tolerance)
    return {
        "date": local_day,
        "recorded": True,
        **footprint_object(total),
        "local_boundary": BOUNDARY,
        "active_s": record.times.active_s,
        "recorded_s": record.times.recorded_s,
        "paused_s": record.times.paused_s,
        "unmeasured_s": record.times.unmeasured_s,
        "session_count": record.session_count,
        "apps": [
            {"app": app, "app_name": name, **footprint_object(footprint(rows, tolerance))}
            for (app, name), rows in by_app(record).items()
        ],
        "pending": [
            {"program": name, "energy_wh": sum(row.joules for row in rows) / J_PER_WH}
            for (_, name), rows in by_app(record, pending=True).items()
        ],
    }


def footprint_object(total: Footprint) -> dict[str, Any]:
    """The totals of a footprint."""
    return {
        "local_wh": band_object(total.local),
        "at_least": total.local_at_least,
        "idle_wh": total.idle_wh,
        "standby_wh": total.standby_wh,
        "modelled_wh": total.modelled_wh,
        "unattributed_wh": total.unattributed_wh,
        "learning_wh": total.learning_wh,
        "quality": None if total.quality is None else total.quality.value,
    }


def band_object(band: Band) -> dict[str, float]:
    """A band."""
    return {"low": band.low, "central": band.central, "high": band.high}


def by_app(record: DayRecord, *, pending: bool = False) -> dict[tuple[str, str], list[EnergyRow]]:
    """A day's rows by (app, name), the largest first; what is nobody's is left out."""
    apps: dict[tuple[str, str], list[EnergyRow]] = {}
    for part in record.energy:
        if part.app is not None and part.app_name is not None and part.pending is pending:
            apps.setdefault((part.app, part.app_name), []).append(part.row)
    return dict(sorted(apps.items(), key=lambda item: -sum(row.joules for row in item[1])))


def session_object(record: SessionRecord) -> dict[str, Any]:
    """One session. energy_wh is null while nothing of it is known; at_least marks unknown parts."""
    used = session_energy(record.energy)
    return {
        "session_id": record.session_id,
        "start": iso_time(record.start_s, record.utc_offset_s),
        "end": iso_time(record.end_s, record.utc_offset_s),
        "open": record.open,
        "app": record.app,
        "app_name": record.app_name,
        "engine": record.engine,
        "kind": record.kind.value,
        "model": record.model,
        "devices": list(record.devices),
        "quality": None if used.quality is None else used.quality.value,
        "active_s": record.active_s,
        "energy_wh": used.energy_wh,
        "at_least": used.at_least,
        "idle_wh": used.idle_wh,
        "modelled_wh": used.modelled_wh,
        "peak_w": record.peak_w,
        "outputs": record.outputs,
        "output_unit": record.output_unit,
        "wh_per_output": (
            None if record.outputs is None or used.energy_wh is None else used.energy_wh / record.outputs
        ),
        "shared": record.shared,
    }


def session_sum(record: SessionRecord) -> Sum | None:
    """A session's joules; None when none of them are known."""
    parts = [session_j(row) for row in record.energy]
    if not any(part is not None for part in parts):
        return None
    return Sum.of(parts)


def session_quality(record: SessionRecord) -> Quality | None:
    """The weakest quality among a session's parts."""
    return weakest(row.quality for row in record.energy)


def session_objects(records: Iterable[SessionRecord]) -> list[dict[str, Any]]:
    """Many sessions."""
    return [session_object(record) for record in records]


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and not isfinite(value) else value
