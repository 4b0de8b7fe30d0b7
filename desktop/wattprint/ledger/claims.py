"""SQL: whose a recorded session's energy is after all that the person said about it.

A *claim* says that a session, as it is listed or was last, stands for a share of a recorded one. Recorded
sessions that nobody said anything about have none: their rows of `energy` hold as they are.
"""

from __future__ import annotations

#: Of a row of `annotation`: another session stands for this one.
REPLACED = "(merged_into IS NOT NULL OR split)"

#: Of a row of `annotation`, word for word as its index has it: the session is in no list.
HIDES = "(deleted_s IS NOT NULL OR not_ai OR merged_into IS NOT NULL OR split)"

#: Ids of the sessions that are in no list.
HIDDEN_IDS = f"SELECT session_id FROM annotation WHERE {HIDES}"  # noqa: S608 -- constant text

#: Unknown programs count only once the person said so; until then their energy is nobody's.
PENDING = "(workload.program_id IS NOT NULL AND program.verdict <> 'count')"

#: Of a session joined with its annotation, if any.
WORKLOAD_ID = "coalesce(annotation.workload_id, session.workload_id)"

#: A common table: claim (source_id, session_id, share, workload_id, not_ai, deleted_s).
CLAIM = f"""claim AS MATERIALIZED (
    SELECT annotation.session_id AS source_id, annotation.session_id AS session_id, 1.0 AS share,
           {WORKLOAD_ID} AS workload_id, not_ai, deleted_s
    FROM annotation JOIN session ON session.id = annotation.session_id
    WHERE NOT {REPLACED} AND annotation.session_id NOT IN (SELECT session_id FROM made)
    UNION ALL
    SELECT source_id, piece.session_id, share, {WORKLOAD_ID}, coalesce(not_ai, 0), deleted_s
    FROM piece JOIN session ON session.id = piece.session_id
    LEFT JOIN annotation ON annotation.session_id = piece.session_id
    WHERE NOT coalesce({REPLACED}, 0))"""  # noqa: S608 -- constant text

#: Common tables: stated (local_day, device_id, state, workload_id, quality, joules, seconds) is the energy of
#: the days from :first to :last as the person has it. What is not AI is nobody's; what was deleted in no sum.
STATED_ENERGY = f"""{CLAIM}, stated AS (
    SELECT local_day, device_id, state, workload_id, quality, joules, seconds FROM energy
    WHERE local_day BETWEEN :first AND :last
      AND (session_id IS NULL OR session_id NOT IN (SELECT source_id FROM claim))
    UNION ALL
    SELECT local_day, device_id, iif(not_ai, 'other', state), iif(not_ai, NULL, claim.workload_id), quality,
           joules * share, seconds * share
    FROM claim CROSS JOIN energy ON energy.session_id = claim.source_id
    WHERE local_day BETWEEN :first AND :last AND deleted_s IS NULL)"""  # noqa: S608 -- constant text
