"""`wattprint sessions`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wattprint.cli.cells import cut, pad, width
from wattprint.domain.footprint import J_PER_WH
from wattprint.domain.readings import Quality
from wattprint.domain.workload import DEFAULT_GAP_S, Kind
from wattprint.export.as_json import document, dumps, session_objects, session_quality, session_sum
from wattprint.ledger.errors import LedgerMissing
from wattprint.reference.texts import plain
from wattprint.system.clock_zone import zone_text
from wattprint.system.ledger_access import open_for_reading
from wattprint.system.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wattprint.cli.numbers import Numbers
    from wattprint.ledger.rows import SessionRecord
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths

#: A running recorder's last ten seconds are not in the ledger yet.
NOT_YET_WRITTEN_S = 10.0

#: Days that no ledger reaches beyond: the defaults of --from and --to.
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"

#: Of longer names a table shows the beginning; --json has all of them.
LONGEST_NAME = 40


def run_sessions(
    paths: Paths, texts: Texts, numbers: Numbers, first: str | None, last: str | None, *, as_json: bool
) -> int:
    """List sessions by start day; returns the exit code."""
    records = _read(paths, first or FIRST_DAY, last or LAST_DAY)
    if as_json:
        print(dumps(document(sessions=session_objects(records))))
        return 0
    if not records:
        key = "sessions.none-between" if first or last else "sessions.none"
        print(texts(key, first=first or "…", last=last or "…"))
        return 0
    rows = [texts("sessions.head").split("|"), *(_row(record, texts, numbers) for record in records)]
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(map(pad, row, widths)).rstrip())
    return 0


def _read(paths: Paths, first: str, last: str) -> list[SessionRecord]:
    try:
        with open_for_reading(paths.ledger) as reader:
            records = reader.sessions(first, last)
    except LedgerMissing:
        return []
    try:
        gap_s = load_settings(paths.config).gap_s
    except SettingsError:
        gap_s = DEFAULT_GAP_S
    return [_as_of_now(record, gap_s, time.time()) for record in records]


def _as_of_now(record: SessionRecord, gap_s: Mapping[Kind, float], now_s: float) -> SessionRecord:
    """A session whose gap ran out while no recorder ran is over, though only the next one will write so."""
    over = record.open and now_s - record.end_s > gap_s[record.kind] + NOT_YET_WRITTEN_S
    return record._replace(open=False) if over else record


def _row(record: SessionRecord, texts: Texts, numbers: Numbers) -> list[str]:
    start = time.strftime("%Y-%m-%d %H:%M", time.gmtime(record.start_s + record.utc_offset_s))
    zone = zone_text(record.start_s, record.start_s, record.utc_offset_s)
    energy, quality = session_sum(record), session_quality(record)
    if energy is None:
        shown = texts("word.learning" if record.energy else "word.unmeasured")
    else:
        modelled = quality is Quality.MODELLED
        shown = numbers.energy(energy.value / J_PER_WH, at_least=energy.at_least, modelled=modelled)
    notes = [texts("word.unmeasured") if quality is None else texts(f"quality.{quality.value}")]
    notes += [texts("sessions.shared")] if record.shared else []
    notes += [texts("sessions.going-on")] if record.open else []
    return [
        f"{start} {zone}" if zone else start,
        numbers.time(record.active_s),
        shown,
        cut(plain(record.app_name), LONGEST_NAME),
        texts(f"kind.{record.kind.value}"),
        cut(plain(record.model or ""), LONGEST_NAME),
        ", ".join(notes),
    ]
