"""`wattprint` without a command: the desktop app, or the recorder where there is no display."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from wattprint.system.displays import names_display

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


def run_desktop(
    paths: Paths, texts: Texts, numbers: Numbers, *, language: str | None, background: bool
) -> int:
    """Start the tray; without a display say so and record in the terminal. Returns the exit code."""
    if not names_display():
        print(texts("record.no-display"))
        return _record_here(paths, texts, numbers)
    # Nothing of what is imported goes away again: looking for cycles in it all, again and again, is a part of
    # the start. The app has its own times for that (gui.collecting).
    usual = gc.get_threshold()
    gc.set_threshold(0)
    try:
        from wattprint.gui.app import run_app
    except ImportError as error:
        gc.set_threshold(*usual)
        print(texts("record.no-qt", detail=error))
        return _record_here(paths, texts, numbers)
    return run_app(paths, language=language or texts.language, background=background)


def _record_here(paths: Paths, texts: Texts, numbers: Numbers) -> int:
    # Imported only now: the meters have no place in the tray's process.
    from wattprint.cli.record import run_record

    return run_record(paths, texts, numbers)
