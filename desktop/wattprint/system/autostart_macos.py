"""Start at login on macOS: a LaunchAgent of the person's. Untested: nobody has run this on a Mac.

It works for every way of installing, but macOS lists it under "Allow in the Background", where people can
switch it off without a trace in the file; that switch is not seen here.
"""

from __future__ import annotations

import os
import plistlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from wattprint.system.autostart import AutostartError, AutostartState

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL = "io.wattprint.desktop"


class MacAutostart:
    """A property list in ~/Library/LaunchAgents."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self.path = folder / f"{LABEL}.plist"
        self._command = list(command)

    def state(self) -> AutostartState:
        """What launchd would do at the next login, as far as the file tells."""
        try:
            with self.path.open("rb") as file:
                agent: Any = plistlib.load(file)
        except FileNotFoundError:
            return AutostartState.OFF
        except OSError as error:
            raise AutostartError(str(self.path), error.strerror or str(error)) from error
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return AutostartState.OFF  # launchd cannot read it either
        if not isinstance(agent, dict) or agent.get("Disabled") or not agent.get("RunAtLoad"):
            return AutostartState.OFF
        same = agent.get("ProgramArguments") == self._command
        return AutostartState.ON if same else AutostartState.ELSEWHERE

    def enable(self) -> None:
        """Write the file at one stroke; launchd reads it at the next login."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            # Only where there is a screen, and with the scheduling of an app, not of a daemon.
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{LABEL}.", dir=self.path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    plistlib.dump(agent, file)
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise AutostartError(str(self.path), error.strerror or str(error)) from error

    def disable(self) -> None:
        """Remove the file; one that is not there is no error."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise AutostartError(str(self.path), error.strerror or str(error)) from error
