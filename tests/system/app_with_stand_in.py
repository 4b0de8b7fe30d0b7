"""The desktop app with a stand-in for the recorder: `python app_with_stand_in.py LANGUAGE LINES [SECONDS]`.

SECONDS: how long a trouble lasts before it is told.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wattprint.gui import alarm, app, notifier
from wattprint.system.paths import find_paths

if __name__ == "__main__":
    language, lines, *lasting_s = sys.argv[1:]
    if lasting_s:
        setattr(alarm, "LASTING_S", float(lasting_s[0]))  # noqa: B010
    # A busy machine's notification service has longer to answer than a person would wait.
    setattr(notifier, "PATIENCE_MS", 60_000)  # noqa: B010
    stand_in = [sys.executable, str(Path(__file__).with_name("stand_in.py")), lines]
    # setattr: the name is not app's own, and type checkers mind.
    setattr(app, "recorder_command", lambda *_: stand_in)  # noqa: B010
    sys.exit(app.run_app(find_paths(), language=language, background=True))
