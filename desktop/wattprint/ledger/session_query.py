"""SQL for a list of sessions: which ones, and in which order."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from wattprint.domain.footprint import QUALITY_ORDER
from wattprint.domain.session_energy import SessionEnergy
from wattprint.ledger.claims import HIDDEN_IDS, PENDING, REPLACED, WORKLOAD_ID
from wattprint.ledger.folding import folded
from wattprint.ledger.session_lines import SessionOrder

if TYPE_CHECKING:
    import sqlite3

    from wattprint.ledger.session_lines import SessionFilter

#: No ledger reaches beyond them.
_FIRST_DAY, _LAST_DAY = "0000-01-01", "9999-12-31"

#: As the index by day has it, so that the newest are found without sorting.
_BY_START = "start_day {way}, start_s {way}, session.workload_id {way}, session.id {way}"

_WH = "coalesce(kept.energy_wh, fresh.energy_wh)"
_IDLE_WH = "coalesce(kept.idle_wh, fresh.idle_wh)"
_WHOLE = "coalesce(kept.at_least, fresh.at_least) = 0"

#: What sorts them; NULL is unknown.
_KEYS = {
    SessionOrder.APP: WORKLOAD_ID,
    SessionOrder.MODEL: WORKLOAD_ID,
    SessionOrder.KIND: WORKLOAD_ID,
    SessionOrder.ACTIVE: "active_s",
    SessionOrder.ENERGY: _WH,
    SessionOrder.IDLE: _IDLE_WH,
    SessionOrder.PEAK: "peak_w",
    SessionOrder.OUTPUTS: "annotation.outputs",
    SessionOrder.PER_OUTPUT: f"{_WH} / annotation.outputs",
    SessionOrder.QUALITY: """CASE coalesce(kept.quality, fresh.quality)
        WHEN 'counter' THEN 1 WHEN 'power' THEN 2 WHEN 'modelled' THEN 3 END""",
}

#: Orders whose keys are workloads, to be sorted by a name of theirs.
_BY_NAME = frozenset({SessionOrder.APP, SessionOrder.MODEL, SessionOrder.KIND})

#: Orders that need every session's sum.
BY_SUM = frozenset({SessionOrder.ENERGY, SessionOrder.IDLE, SessionOrder.PER_OUTPUT, SessionOrder.QUALITY})

_JOINS = {
    "annotation": "LEFT JOIN annotation ON annotation.session_id = session.id",
    "fresh": """LEFT JOIN session_sum AS kept ON kept.session_id = session.id
        LEFT JOIN fresh_sum AS fresh ON fresh.session_id = session.id""",
}


@dataclass(frozen=True, slots=True)
class _Workload:
    """A workload's names as they are compared."""

    workload_id: int
    app: str
    app_name: str
    kind: str
    model: str | None
    pending: bool


class SessionQuery:
    """One filter, worked out for the ledger as it is now: names are compared here, not by SQLite."""

    def __init__(self, connection: sqlite3.Connection, asked: SessionFilter) -> None:
        self._connection = connection
        self._workloads = _workloads(connection)
        self._where, self._values = self._conditions(asked)

    def count(self) -> int:
        """How many."""
        found = self._connection.execute(f"SELECT count(*) FROM session WHERE {self._where}", self._values)  # noqa: S608
        return int(found.fetchone()[0])

    def energy(self) -> SessionEnergy:
        """What all of them used together. Needs every session's sum, see SessionList."""
        found = self._connection.execute(
            f"""SELECT sum({_WH}), count(*) > count(CASE WHEN {_WHOLE} THEN 1 END),
                       CASE WHEN count(*) = count({_IDLE_WH}) THEN total({_IDLE_WH}) END,
                       total(coalesce(kept.modelled_wh, fresh.modelled_wh)),
                       max({_KEYS[SessionOrder.QUALITY]})
                FROM session {_JOINS["fresh"]} WHERE {self._where}""",  # noqa: S608 -- constant text
            self._values,
        )
        energy_wh, unknown, idle_wh, modelled_wh, number = found.fetchone()
        quality = None if number is None else QUALITY_ORDER[number - 1]
        return SessionEnergy(energy_wh, bool(unknown), idle_wh, modelled_wh, quality)

    def newest(self, limit: int, offset: int, *, descending: bool) -> list[int]:
        """Ids by start."""
        by_start = _BY_START.format(way="DESC" if descending else "ASC")
        rows = self._connection.execute(
            f"""SELECT id FROM session WHERE {self._where} ORDER BY {by_start}
                LIMIT :limit OFFSET :offset""",  # noqa: S608 -- constant text, values are bound
            {**self._values, "limit": limit, "offset": offset},
        )
        return [row_id for (row_id,) in rows]

    def ordered(self, order: SessionOrder, *, descending: bool) -> array[int]:
        """All ids in an order that is not by start; for those of BY_SUM see SessionList."""
        key = _KEYS[order]
        joins = " ".join(text for name, text in _JOINS.items() if f"{name}." in key)
        newest = _BY_START.format(way="DESC")
        if order in _BY_NAME:
            return self._by_name(order, joins, newest, descending=descending)
        # SQLite sorts while Python goes on; a list of this length would hold a window's thread for long.
        way = "DESC" if descending else "ASC"
        rows = self._connection.execute(
            f"SELECT session.id FROM session {joins} WHERE {self._where}"  # noqa: S608 -- constant text
            f" ORDER BY {key} IS NULL, {key} {way}, {newest}",
            self._values,
        )
        return array("q", (row_id for (row_id,) in rows))

    def _by_name(self, order: SessionOrder, joins: str, newest: str, *, descending: bool) -> array[int]:
        """Read as the index has them: those of one name stay in this order, the newest first."""
        rows = self._connection.execute(
            f"SELECT session.id, {_KEYS[order]} FROM session {joins} WHERE {self._where}"  # noqa: S608 -- constant
            f" ORDER BY {newest}",
            self._values,
        )
        ranks = self._ranks(order)
        ranked = [(row_id, ranks.get(workload_id)) for row_id, workload_id in rows]
        known = [row for row in ranked if row[1] is not None]
        known.sort(key=itemgetter(1), reverse=descending)
        unknown = (row_id for row_id, rank in ranked if rank is None)
        return array("q", chain((row_id for row_id, _ in known), unknown))

    def _ranks(self, order: SessionOrder) -> dict[int, int]:
        """The place of each workload's name in the order of names; what has none is left out."""
        names = {
            one.workload_id: name
            for one in self._workloads
            if (name := {"app": one.app_name, "model": one.model, "kind": one.kind}.get(order)) is not None
        }
        places = {name: place for place, name in enumerate(sorted(set(names.values()), key=_comparable))}
        return {workload_id: places[name] for workload_id, name in names.items()}

    def _conditions(self, asked: SessionFilter) -> tuple[str, dict[str, object]]:
        text = folded(asked.text.strip())
        allowed = {
            one.workload_id
            for one in self._workloads
            if not one.pending
            and (not asked.kinds or one.kind in asked.kinds)
            and asked.app in (None, one.app)
        }
        wanted = {
            one.workload_id
            for one in self._workloads
            if one.workload_id in allowed
            and (text in folded(one.app_name) or text in folded(one.model or ""))
        }
        where = [self._visible(not_ai=asked.not_ai)]
        values: dict[str, object] = {}
        if asked.first_day is not None or asked.last_day is not None:
            where.append("start_day BETWEEN :first AND :last")
            values |= {"first": asked.first_day or _FIRST_DAY, "last": asked.last_day or _LAST_DAY}
        if len(wanted) < len(self._workloads):
            of_workload = self._of_workloads(wanted)
            against, for_it = self._by_hand(wanted)
            if text:
                for_it |= self._titled(text, allowed)
            if against or for_it:
                of_workload = _WITH_BY_HAND.format(of_workload=of_workload)
                values |= {"against": json.dumps(sorted(against)), "for_it": json.dumps(sorted(for_it))}
            where.append(of_workload)
        return " AND ".join(where), values

    def _visible(self, *, not_ai: bool) -> str:
        if not_ai:
            return _NOT_AI
        any_hidden = self._connection.execute(f"{HIDDEN_IDS} LIMIT 1").fetchone()
        return f"session.id NOT IN ({HIDDEN_IDS})" if any_hidden else "1"

    def _of_workloads(self, wanted: set[int]) -> str:
        """The shorter list of the two: it is compared with hundreds of thousands of rows."""
        others = {one.workload_id for one in self._workloads} - wanted
        shorter, negation = (others, "NOT ") if len(others) < len(wanted) else (wanted, "")
        # The sign keeps SQLite from looking for an index by workload and then sorting by start.
        return f"+session.workload_id {negation}IN ({', '.join(map(str, sorted(shorter)))})"

    def _by_hand(self, wanted: set[int]) -> tuple[set[int], set[int]]:
        """Ids of sessions that the person re-assigned: to another workload than these, and to one of them."""
        rows = self._connection.execute(
            "SELECT session_id, workload_id FROM annotation WHERE workload_id IS NOT NULL"
        ).fetchall()
        for_it = {session_id for session_id, workload_id in rows if workload_id in wanted}
        return {session_id for session_id, _ in rows} - for_it, for_it

    def _titled(self, text: str, allowed: set[int]) -> set[int]:
        rows = self._connection.execute(
            f"""SELECT session_id, title, {WORKLOAD_ID} FROM annotation
                JOIN session ON session.id = session_id WHERE title <> ''"""  # noqa: S608 -- constant text
        )
        return {row_id for row_id, title, workload in rows if workload in allowed and text in folded(title)}


_WITH_BY_HAND = """({of_workload} AND session.id NOT IN (SELECT value FROM json_each(:against))
    OR session.id IN (SELECT value FROM json_each(:for_it)))"""

_NOT_AI = f"""session.id IN (SELECT session_id FROM annotation
    WHERE not_ai AND deleted_s IS NULL AND NOT {REPLACED})"""  # noqa: S608 -- constant text


def _workloads(connection: sqlite3.Connection) -> list[_Workload]:
    rows = connection.execute(
        f"""SELECT workload.id, app.key, app.name, workload.kind, model.name, {PENDING}
            FROM workload JOIN app ON app.id = app_id LEFT JOIN model ON model.id = model_id
            LEFT JOIN program ON program.id = program_id"""  # noqa: S608 -- constant text
    )
    return [
        _Workload(row_id, app, name, kind, model, bool(pending))
        for row_id, app, name, kind, model, pending in rows
    ]


def _comparable(name: str) -> tuple[str, str]:
    return folded(name), name
