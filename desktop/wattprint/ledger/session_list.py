"""Lists hundreds of thousands of sessions page by page, in any order, as the person has them."""

from __future__ import annotations

import json
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wattprint.domain.workload import Kind
from wattprint.ledger.claims import PENDING, WORKLOAD_ID
from wattprint.ledger.errors import known_errors
from wattprint.ledger.folding import folded
from wattprint.ledger.session_details import read_details
from wattprint.ledger.session_lines import SessionDetails, SessionFilter, SessionLine, SessionOrder
from wattprint.ledger.session_query import BY_SUM, SessionQuery
from wattprint.ledger.session_sums import columns_of, computed_sums, kept_sum, missing_ids

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wattprint.domain.session_energy import SessionEnergy
__all__ = ["SessionDetails", "SessionFilter", "SessionLine", "SessionList", "SessionOrder"]

#: So many sorted lists are remembered: to and fro between two columns, both ways round.
_ORDERS_KEPT = 4

#: The columns of session_sum, for sums that nobody has kept yet.
_FRESH = """CREATE TEMP TABLE IF NOT EXISTS fresh_sum (session_id INTEGER PRIMARY KEY,
    energy_wh REAL, idle_wh REAL, modelled_wh REAL, at_least INTEGER, quality TEXT)"""

_LINES = f"""SELECT session.id, coalesce(title, ''), app.key, app.name, engine, workload.kind, model.name,
       start_s, end_s, utc_offset_s, active_s, peak_w, outputs, output_unit, shared, open,
       made.session_id IS NOT NULL, made.part_of IS NOT NULL,
       annotation.session_id IS NOT NULL AND (title <> '' OR annotation.workload_id IS NOT NULL
           OR outputs IS NOT NULL OR not_ai),
       kept.session_id, kept.energy_wh, kept.idle_wh, kept.modelled_wh, kept.at_least, kept.quality
    FROM json_each(?) CROSS JOIN session ON session.id = value
    LEFT JOIN annotation ON annotation.session_id = session.id
    JOIN workload ON workload.id = {WORKLOAD_ID} JOIN app ON app.id = app_id
    LEFT JOIN model ON model.id = model_id
    LEFT JOIN made ON made.session_id = session.id
    LEFT JOIN session_sum AS kept ON kept.session_id = session.id"""  # noqa: S608 -- constant text

#: How many were merged into one, those that were merged into these included.
_MERGED = """WITH RECURSIVE under(id) AS (
        SELECT session_id FROM annotation WHERE merged_into = ?
        UNION ALL SELECT session_id FROM annotation JOIN under ON merged_into = under.id)
    SELECT count(*) FROM under WHERE id NOT IN (SELECT session_id FROM made WHERE part_of IS NULL)"""


class SessionList:
    """The sessions of one ledger; reads only. Raises LedgerError kinds (see ledger.errors).

    Keep it between pages: but for the order by start, a list is sorted once and remembered until another
    process has written. Used by one thread.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._version = -1
        self._orders: dict[tuple[SessionFilter, SessionOrder, bool], array[int]] = {}
        self._apps: list[tuple[str, str]] | None = None
        # Sorting must not write what a ledger holds into files elsewhere.
        connection.execute("PRAGMA temp_store = MEMORY")

    def count(self, asked: SessionFilter) -> int:
        """How many sessions there are."""
        with self._snapshot():
            return SessionQuery(self._connection, asked).count()

    def energy(self, asked: SessionFilter) -> SessionEnergy:
        """What all of them used together; takes a while as long as nobody has kept their sums."""
        with self._snapshot():
            self._connection.execute(_FRESH)
            self._compute_fresh()
            return SessionQuery(self._connection, asked).energy()

    def page(
        self, asked: SessionFilter, order: SessionOrder, descending: bool, offset: int, limit: int
    ) -> list[SessionLine]:
        """Some of them."""
        with self._snapshot():
            if order is SessionOrder.START:
                ids = SessionQuery(self._connection, asked).newest(limit, offset, descending=descending)
            else:
                ids = list(self._ordered(asked, order, descending)[offset : offset + limit])
            return self._lines(ids)

    def lines(self, ids: Iterable[int]) -> list[SessionLine]:
        """These very ones, in this order; those that are gone are left out."""
        with self._snapshot():
            return self._lines(list(ids))

    def apps(self) -> list[tuple[str, str]]:
        """(key, name) of every app that a session is of, by name."""
        with self._snapshot():
            if self._apps is None:
                rows = self._connection.execute(
                    f"""SELECT DISTINCT app.key, app.name FROM app JOIN workload ON app_id = app.id
                        LEFT JOIN program ON program.id = program_id
                        WHERE NOT {PENDING} AND (workload.id IN (SELECT DISTINCT workload_id FROM session)
                            OR workload.id IN (SELECT workload_id FROM annotation))"""  # noqa: S608 -- constant text
                )
                self._apps = sorted(rows, key=lambda row: (folded(row[1]), row[1], row[0]))
            return list(self._apps)

    def details(self, session_id: int) -> SessionDetails | None:
        """All about one; None when it is gone."""
        with self._snapshot():
            lines = self._lines([session_id])
            return read_details(self._connection, lines[0]) if lines else None

    def _ordered(self, asked: SessionFilter, order: SessionOrder, descending: bool) -> array[int]:
        key = (asked, order, descending)
        ids = self._orders.get(key)
        if ids is None:
            self._connection.execute(_FRESH)
            if order in BY_SUM:
                self._compute_fresh()
            ids = SessionQuery(self._connection, asked).ordered(order, descending=descending)
            if len(self._orders) >= _ORDERS_KEPT:
                del self._orders[next(iter(self._orders))]
            self._orders[key] = ids
        return ids

    def _compute_fresh(self) -> None:
        """The sums that nobody has kept yet, so that the order is right without them."""
        going_on = self._connection.execute("SELECT id FROM session WHERE open = 1")
        ids = [*missing_ids(self._connection), *(row_id for (row_id,) in going_on)]
        self._connection.execute("DELETE FROM fresh_sum")
        self._connection.executemany(
            "INSERT INTO fresh_sum VALUES (?, ?, ?, ?, ?, ?)",
            (columns_of(one, used) for one, used in computed_sums(self._connection, ids).items()),
        )

    def _lines(self, ids: list[int]) -> list[SessionLine]:
        rows = self._connection.execute(_LINES, (json.dumps(ids),)).fetchall()
        # The sum's columns come last, its id before them.
        fresh = computed_sums(self._connection, [row[0] for row in rows if row[-6] is None])
        found: dict[int, SessionLine] = {}
        for row in rows:
            session_id, title, app, app_name, engine, kind, model, start_s, end_s, offset_s = row[:10]
            active_s, peak_w = row[10:12]
            outputs, unit, shared, going_on, made, part, annotated = row[12:-6]
            used = fresh.get(session_id) or kept_sum(*row[-5:])
            found[session_id] = SessionLine(
                session_id,
                title,
                app,
                app_name,
                engine,
                Kind(kind),
                model,
                start_s,
                end_s,
                offset_s,
                active_s,
                used.energy_wh,
                used.at_least,
                used.idle_wh,
                used.modelled_wh,
                used.quality,
                peak_w,
                outputs,
                unit,
                bool(shared),
                bool(going_on),
                self._merged(session_id) if made and not part else 0,
                bool(part),
                bool(annotated or made),
            )
        return [found[row_id] for row_id in ids if row_id in found]

    def _merged(self, session_id: int) -> int:
        leaves = self._connection.execute(_MERGED, (session_id,)).fetchone()[0]
        return max(0, int(leaves) - 1)

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Several queries that see one and the same state; what was sorted before it changed is forgotten."""
        with known_errors(self._path):
            owner = not self._connection.in_transaction
            if owner:
                self._connection.execute("BEGIN")
            try:
                version = self._connection.execute("PRAGMA data_version").fetchone()[0]
                if version != self._version:
                    self._orders.clear()
                    self._apps = None
                    self._version = version
                yield
            finally:
                if owner and self._connection.in_transaction:
                    self._connection.execute("COMMIT")
