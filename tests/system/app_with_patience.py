"""The desktop app, which waits for its recorder's last words as long as a busy machine needs for them.

By itself it ends a recorder by force that takes longer than a person waits, and says so.
"""

from __future__ import annotations

import sys

from wattprint.cli.main import main
from wattprint.gui import recorder_process

if __name__ == "__main__":
    # setattr: type checkers mind.
    setattr(recorder_process, "STOP_MS", 60_000)  # noqa: B010
    sys.exit(main())
