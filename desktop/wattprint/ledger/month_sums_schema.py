"""What step 4 of the schema adds: sums of whole months that are over, kept so that ten years open at once.

They say nothing that other tables do not: any of them may go at any time, and is made again (ledger.sealing).
A month has its sums while it stands in `month_seal`; triggers take that away whenever anything changes that
they were made of, in the same transaction, so sums that are there are right.
"""

from __future__ import annotations

from collections.abc import Iterator

_TABLES = (
    # month: "2026-03". What domain.local_sums.LocalSums tells of its recorded days.
    """CREATE TABLE month_seal (
        month TEXT PRIMARY KEY,
        session_count INTEGER NOT NULL,
        knowing_days INTEGER NOT NULL,
        using_days INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # As domain.local_sums.EnergySum; workload_id 0 is nobody. flags: see ledger.month_sums.
    """CREATE TABLE month_energy (
        month TEXT NOT NULL,
        workload_id INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        quality TEXT NOT NULL,
        local_j REAL NOT NULL,
        standby_j REAL NOT NULL,
        idle_j REAL NOT NULL,
        nobodys_j REAL NOT NULL,
        learning_j REAL NOT NULL,
        flags INTEGER NOT NULL,
        PRIMARY KEY (month, workload_id, device_id, quality)
    ) STRICT, WITHOUT ROWID""",
    # Entries that stand, without what recurs and was not touched.
    """CREATE TABLE month_count (
        month TEXT NOT NULL,
        activity TEXT NOT NULL,
        entries INTEGER NOT NULL,
        counted REAL NOT NULL,
        PRIMARY KEY (month, activity)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER month_unsealed AFTER DELETE ON month_seal BEGIN
        DELETE FROM month_energy WHERE month = OLD.month;
        DELETE FROM month_count WHERE month = OLD.month;
    END""",
)

_UNSEAL = "DELETE FROM month_seal WHERE month"

#: The months that a session's energy lies in, its own and what it stands for, and the one it began in.
_OF_SESSION = """IN (SELECT substr(local_day, 1, 7) FROM energy WHERE session_id = {id}
    UNION SELECT substr(local_day, 1, 7) FROM piece CROSS JOIN energy ON energy.session_id = source_id
          WHERE piece.session_id = {id}
    UNION SELECT substr(start_day, 1, 7) FROM session WHERE id = {id})"""

#: The months of a workload, also of sessions that the person gave to it.
_OF_WORKLOAD = """IN (SELECT substr(local_day, 1, 7) FROM energy WHERE workload_id = {id}
    UNION SELECT substr(start_day, 1, 7) FROM session WHERE workload_id = {id})
    OR EXISTS (SELECT 1 FROM annotation WHERE workload_id = {id})"""

#: Of a program: those of all its workloads.
_OF_PROGRAM = _OF_WORKLOAD.replace("= {id}", "IN (SELECT id FROM workload WHERE program_id = NEW.id)")

_DAY = "= substr({row}.{column}, 1, 7)"


def statements() -> Iterator[str]:
    """All of them, in order."""
    yield from _TABLES
    # (table, its rows' months, the columns that matter)
    for table, months, columns in (
        ("energy", _DAY.format(row="{row}", column="local_day"), ""),
        ("session", _DAY.format(row="{row}", column="start_day"), "OF start_day, workload_id"),
        (
            "cloud_entry",
            _DAY.format(row="{row}", column="local_day"),
            "OF local_day, activity, count, deleted_s",
        ),
        (
            "annotation",
            _OF_SESSION.format(id="{row}.session_id"),
            "OF session_id, workload_id, not_ai, deleted_s, merged_into, split",
        ),
        ("made", _OF_SESSION.format(id="{row}.session_id"), ""),
        ("piece", _OF_SESSION.format(id="{row}.source_id"), ""),
        ("piece_listed", _OF_SESSION.format(id="{row}.session_id"), ""),
    ):
        yield from _triggers(table, months, columns)
    for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield f"""CREATE TRIGGER month_of_day_{event.lower()} AFTER {event} ON day
            WHEN {row}.recorded_s > 0 BEGIN
            {_UNSEAL} = substr({row}.local_day, 1, 7);
        END"""
    # The recorder adds to these rows all the time; only the first second makes a day a recorded one.
    yield f"""CREATE TRIGGER month_of_day_update AFTER UPDATE OF local_day, recorded_s ON day
        WHEN OLD.local_day <> NEW.local_day OR (OLD.recorded_s > 0) <> (NEW.recorded_s > 0) BEGIN
        {_UNSEAL} IN (substr(OLD.local_day, 1, 7), substr(NEW.local_day, 1, 7));
    END"""
    # A baseline holds from its day on; a device's first one for all days before, too.
    yield f"""CREATE TRIGGER month_of_baseline_insert AFTER INSERT ON baseline BEGIN
        {_UNSEAL} >= iif(EXISTS (SELECT 1 FROM baseline
            WHERE device_id = NEW.device_id AND from_day < NEW.from_day), substr(NEW.from_day, 1, 7), '');
    END"""  # noqa: S608 -- constant text
    for event in ("UPDATE", "DELETE"):
        yield f"""CREATE TRIGGER month_of_baseline_{event.lower()} AFTER {event} ON baseline BEGIN
            {_UNSEAL} >= '';
        END"""
    yield f"""CREATE TRIGGER month_of_verdict AFTER UPDATE OF verdict ON program
        WHEN (OLD.verdict = 'count') <> (NEW.verdict = 'count') BEGIN
        {_UNSEAL} {_OF_PROGRAM};
    END"""
    yield f"""CREATE TRIGGER month_of_workload AFTER UPDATE OF program_id ON workload
        WHEN OLD.program_id IS NOT NEW.program_id BEGIN
        {_UNSEAL} {_OF_WORKLOAD.format(id="NEW.id")};
    END"""
    yield f"""CREATE TRIGGER month_of_device AFTER UPDATE OF kind ON device WHEN OLD.kind <> NEW.kind BEGIN
        {_UNSEAL} >= '';
    END"""


def _triggers(name: str, months: str, columns: str) -> Iterator[str]:
    """One for each way in which a row can change."""
    table = name.removesuffix("_listed")
    for event, rows in (("INSERT", ("NEW",)), (f"UPDATE {columns}", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        body = " ".join(f"{_UNSEAL} {months.format(row=row)};" for row in rows)
        trigger = f"month_of_{name}_{event.split()[0].lower()}"
        yield f"CREATE TRIGGER {trigger} AFTER {event} ON {table} BEGIN {body} END"
