"""`wattprint today`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wattprint.domain.footprint import J_PER_WH, footprint, weakest
from wattprint.domain.readings import Quality
from wattprint.export.as_json import by_app, day_object, document, dumps
from wattprint.ledger.errors import LedgerMissing
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerances

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.footprint import Footprint
    from wattprint.ledger.rows import DayRecord
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


def run_today(paths: Paths, texts: Texts, numbers: Numbers, *, as_json: bool) -> int:
    """Print today's totals; returns the exit code."""
    day = time.strftime("%Y-%m-%d")
    tolerance = Tolerances.load(resource_path("data", "tolerances.toml")).band
    record = _read(paths, day)
    if as_json:
        print(dumps(document(days=[day_object(day, record, tolerance)])))
        return 0
    if record is None or record.times is None:
        print(texts("today.not-recorded", day=day))
        return 0
    _print_day(record, footprint(record.counted, tolerance), texts, numbers)
    for (_, name), rows in by_app(record).items():
        part = footprint(rows, tolerance)
        energy = _total(part, numbers)
        standby = numbers.energy(part.standby_wh)
        print(texts("today.app", app=name, energy=energy, standby=standby))
    for (_, name), rows in by_app(record, pending=True).items():
        modelled = weakest(row.quality for row in rows) is Quality.MODELLED
        energy = numbers.energy(sum(row.joules for row in rows) / J_PER_WH, modelled=modelled)
        print(texts("today.pending", app=name, energy=energy))
    return 0


def _read(paths: Paths, day: str) -> DayRecord | None:
    try:
        with LedgerReader(paths.ledger) as reader:
            return reader.days(day, day).get(day)
    except LedgerMissing:
        return None


def _print_day(record: DayRecord, total: Footprint, texts: Texts, numbers: Numbers) -> None:
    assert record.times is not None
    print(texts("today.title", day=record.local_day, total=_total(total, numbers)))
    if total.quality is not None:
        modelled = total.quality is Quality.MODELLED
        low, high = (numbers.energy(wh, modelled=modelled) for wh in (total.local.low, total.local.high))
        print(texts("today.band", low=low, high=high, quality=texts(f"quality.{total.quality.value}")))
        idle, standby = numbers.energy(total.idle_wh), numbers.energy(total.standby_wh)
        of_model = numbers.energy(total.modelled_wh, modelled=True)
        print(texts("today.parts", idle=idle, standby=standby, modelled=of_model))
    any_model = weakest(row.quality for row in record.counted) is Quality.MODELLED
    nobodys = numbers.energy(total.unattributed_wh, modelled=any_model)
    print(texts("today.unattributed", unattributed=nobodys))
    if total.learning_wh:
        print(texts("today.learning", learning=numbers.energy(total.learning_wh)))
    active, recorded = numbers.time(record.times.active_s), numbers.time(record.times.recorded_s)
    print(texts("today.times", sessions=record.session_count, active=active, recorded=recorded))
    if record.times.unmeasured_s >= 1:
        print(texts("today.unmeasured", unmeasured=numbers.time(record.times.unmeasured_s)))
    if record.times.paused_s >= 1:
        print(texts("today.paused", paused=numbers.time(record.times.paused_s)))


def _total(part: Footprint, numbers: Numbers) -> str:
    modelled = part.quality is Quality.MODELLED
    return numbers.energy(part.local.central, at_least=part.local_at_least, modelled=modelled)
