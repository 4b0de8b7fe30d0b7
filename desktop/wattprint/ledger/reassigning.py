"""Finds or adds the workload that the person means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.workload import Kind
from wattprint.ledger.claims import PENDING
from wattprint.ledger.folding import folded
from wattprint.ledger.storable import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

#: Begins the keys of apps that the person named: no rule's id has a colon, and a program's begins otherwise.
OWN_APP = "own:"

#: Longer names are cut.
LONGEST_APP = 200


def workload_for(
    connection: sqlite3.Connection, workload_id: int, app_name: str | None, kind: Kind | None
) -> int:
    """The same workload with another app or kind (None: as it is); one that is missing is added.

    app_name: of an app in the ledger that counts, whatever the case; another becomes an app of the person's.
    """
    app_id, engine, old_kind, model_id, program_id = connection.execute(
        "SELECT app_id, engine, kind, model_id, program_id FROM workload WHERE id = ?", (workload_id,)
    ).fetchone()
    wanted = " ".join((app_name or "").split())
    if wanted:
        app_id, program_id = _app(connection, wanted)
    return _workload(connection, app_id, engine, kind.value if kind else old_kind, model_id, program_id)


def common_workload(connection: sqlite3.Connection, ids: Sequence[int]) -> int | None:
    """What several have in common; None when they differ in app or kind.

    Where their engines or models differ, that of all together is unknown.
    """
    distinct = set(ids)
    if len(distinct) == 1:
        return ids[0]
    rows = [
        connection.execute(
            "SELECT app_id, kind, program_id, engine, model_id FROM workload WHERE id = ?", (workload_id,)
        ).fetchone()
        for workload_id in distinct
    ]
    if len({(app_id, kind) for app_id, kind, *_ in rows}) > 1:
        return None
    app_id, kind, program_id = rows[0][:3]
    engines, models = {row[3] for row in rows}, {row[4] for row in rows}
    engine = engines.pop() if len(engines) == 1 else None
    model_id = models.pop() if len(models) == 1 else None
    return _workload(connection, app_id, engine, kind, model_id, program_id)


def _app(connection: sqlite3.Connection, name: str) -> tuple[int, int | None]:
    """(id, program's id) of an app by its name."""
    rows = connection.execute(
        f"""SELECT app.id, app.name, max(program_id) FROM app JOIN workload ON app_id = app.id
            LEFT JOIN program ON program.id = program_id
            WHERE NOT {PENDING} GROUP BY app.id ORDER BY app.key LIKE '{OWN_APP}%', app.id"""  # noqa: S608
    )
    for app_id, known, program_id in rows:
        if folded(known) == folded(name):
            return app_id, program_id
    name = storable(name)[:LONGEST_APP]
    row = connection.execute(
        "INSERT INTO app (key, name) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id",
        (OWN_APP + folded(name), name),
    ).fetchone()
    return row[0], None


def _workload(
    connection: sqlite3.Connection,
    app_id: int,
    engine: str | None,
    kind: str,
    model_id: int | None,
    program_id: int | None,
) -> int:
    row = connection.execute(
        """INSERT INTO workload (app_id, engine, kind, model_id, program_id) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (app_id, coalesce(engine, ''), kind, coalesce(model_id, 0))
           DO UPDATE SET app_id = app_id RETURNING id""",
        (app_id, engine, kind, model_id, program_id),
    ).fetchone()
    return int(row[0])
