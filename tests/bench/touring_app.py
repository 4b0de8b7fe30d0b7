"""The desktop app in the background that opens and closes every window when it is told: one line in, a round.

Its answers are lines, too: how many windows it opened.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QSocketNotifier, QTimer

from wattprint.gui import app
from wattprint.gui.main_window import TRAY_EXPLAINED
from wattprint.system.paths import find_paths

#: Between a window and the next: time to read what it shows.
STEP_MS = 350


class TouringDesktop(app.Desktop):
    """As the app's, with somebody inside who walks through it."""

    def start(self, *, background: bool) -> None:
        """Also listen."""
        super().start(background=background)
        self._remembered.keep(**{TRAY_EXPLAINED: True})
        self._steps: Iterator[Callable[[], Any]] = iter(())
        self._told = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._told.activated.connect(self._begin)
        self._pace = QTimer(self)
        self._pace.setInterval(STEP_MS)
        self._pace.timeout.connect(self._step)

    def _begin(self) -> None:
        if not sys.stdin.readline():
            self._told.setEnabled(False)
            return
        self._steps = self._round()
        self._pace.start()

    def _step(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self._pace.stop()
            print("round", flush=True)
        else:
            step()

    def _round(self) -> Iterator[Callable[[], Any]]:
        yield self.open_window
        yield self._dialogs.add_cloud_use
        adding: Any = self._dialogs._open["add"]
        yield adding.show_entries
        yield adding.show_recurring
        yield adding._entries.close
        yield adding._recurring.close
        yield adding.close
        yield self._dialogs.settings
        settings: Any = self._dialogs._open["settings"]
        for number in range(settings.tabs.count()):
            yield partial(settings.tabs.setCurrentIndex, number)
        yield settings.close
        yield self._dialogs.history
        history: Any = self._dialogs._history
        for entry in history._entries:
            yield partial(history.show_page, entry.page_id)
        yield self._dialogs.export
        yield self._dialogs._open["export"].close
        yield history.close
        assert self._window is not None
        yield self._window.close
        yield lambda: None


if __name__ == "__main__":
    # setattr: the name is not app's own, and type checkers mind.
    setattr(app, "Desktop", TouringDesktop)  # noqa: B010
    sys.exit(app.run_app(find_paths(), language="en", background=True))
