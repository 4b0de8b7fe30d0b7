"""`wattprint record`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from wattprint.cli.status_line import StatusLine
from wattprint.recorder.assemble import record
from wattprint.recorder.stream import StreamListener
from wattprint.system.demo_folder import is_demo

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.recorder.sight import Listener
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


def run_record(
    paths: Paths, texts: Texts, numbers: Numbers, *, duration_s: float | None = None, stream: bool = False
) -> int:
    """Measure until told to stop; returns the exit code, 1 where not all that was measured could be saved."""
    listener: Listener = StreamListener(sys.stdout) if stream else StatusLine(sys.stdout, texts, numbers)
    if is_demo(paths.ledger):
        # The desktop app's recorder of a demo is started like any other: it is the ledger that tells.
        from wattprint.recorder.demo_live import record_demo

        saved = record_demo(paths, listener, duration_s=duration_s)
    else:
        saved = record(paths, listener, duration_s=duration_s)
    return 0 if saved else 1
