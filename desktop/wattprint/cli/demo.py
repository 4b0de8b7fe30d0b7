"""`wattprint --demo`: any command on a throw-away ledger of invented numbers."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


@contextmanager
def demo_paths(texts: Texts, *, for_programs: bool) -> Iterator[Paths]:
    """The demo's ledger and settings instead of the person's own; gone afterwards.

    The mark is the first line of the output, or of standard error where programs read the output (JSON, CSV).
    Raises LedgerError and OSError where the demo cannot be made.
    """
    # Imported only now: no other command needs to invent anything.
    from wattprint.recorder.demo import DemoSession

    with DemoSession() as demo:
        print(texts("demo.mark", mark=demo.mark), file=sys.stderr if for_programs else None, flush=True)
        yield demo.paths
