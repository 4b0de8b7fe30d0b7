"""`wattprint undo`: takes back what was added last."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from wattprint.cli.quantities import Quantities
from wattprint.cli.totals_lines import activity_name
from wattprint.export.valuing import load_factor_set
from wattprint.ledger.errors import LedgerMissing
from wattprint.system.ledger_access import open_for_reading, open_for_writing

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.cloud import CloudEntry
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths

#: Nothing to take back is no mistake of typing: it could not be done.
COULD_NOT = 1


def run_undo(paths: Paths, texts: Texts, numbers: Numbers) -> int:
    """Take back the last typed entry and say which; returns the exit code."""
    taken = _undo(paths)
    if taken is None:
        print(f"wattprint: {texts('undo.nothing')}", file=sys.stderr)
        return COULD_NOT
    factors, _ = load_factor_set(paths)
    activity = factors.activity(taken.activity)
    told = Quantities(texts, numbers)
    name = taken.activity if activity is None else activity_name(activity, texts)
    count = told.number(taken.count) if activity is None else told.count(taken.count, activity.unit)
    print(texts("undo.done", count=count, name=name, activity=taken.activity, day=taken.local_day))
    if taken.note:
        print(texts("add.note", note=" ".join(taken.note.split())))
    return 0


def _undo(paths: Paths) -> CloudEntry | None:
    try:
        # Not open_for_writing: it would begin a ledger only to find nothing in it.
        open_for_reading(paths.ledger).close()
    except LedgerMissing:
        return None
    with open_for_writing(paths.ledger) as ledger:
        return ledger.cloud.undo(time.time())
