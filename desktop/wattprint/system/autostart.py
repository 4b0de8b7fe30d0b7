"""Start at login: one small class per mechanism, chosen for this system by `platform_autostart()`.

The state is always read from the system, never from a copy of our own: people switch such entries off in the
settings of their desktop, and move or reinstall programs.
"""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What the entry starts the app with: no window at login.
BACKGROUND = "--background"


class AutostartState(Enum):
    """Whether the app starts at login.

    ELSEWHERE: an entry is on, but it starts something else than this installation (moved, another copy).
    UNAVAILABLE: this system or this way of installing has no mechanism that we can use.
    """

    OFF = "off"
    ON = "on"
    ELSEWHERE = "elsewhere"
    UNAVAILABLE = "unavailable"


class AutostartError(Exception):
    """The entry could not be read or changed. where: the file or registry key. reason: the system's words."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class Autostart(Protocol):
    """One mechanism. Every method raises AutostartError where the system refuses."""

    def state(self) -> AutostartState:
        """What the system would do at the next login."""

    def enable(self) -> None:
        """Start this installation at login; an entry that points elsewhere is turned to it."""

    def disable(self) -> None:
        """Start nothing at login; nothing to do is no error."""


class NullAutostart:
    """Where nothing can be done: an unknown system, a sandbox, a demo. Changes nothing, ever.

    why: for a log line; no text for people.
    """

    def __init__(self, why: str) -> None:
        self.why = why

    def state(self) -> AutostartState:
        """UNAVAILABLE."""
        return AutostartState.UNAVAILABLE

    def enable(self) -> None:
        """Refuse."""
        raise AutostartError("autostart", self.why)

    def disable(self) -> None:
        """There is nothing to switch off."""


def platform_autostart(
    command: Sequence[str] | None = None,
    *,
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    sandbox_mark: Path = Path("/.flatpak-info"),
) -> Autostart:
    """The mechanism of this system. command: what to start (default: this installation, no window)."""
    # Each mechanism is imported only where it is used: winreg and plistlib weigh on nobody else.
    if command is None:
        from wattprint.system.launch_command import launch_command

        command = [*launch_command(), BACKGROUND]
    if sandbox_mark.exists():
        # Inside Flatpak the autostart folder that we see is not the desktop's.
        return NullAutostart("inside a Flatpak sandbox")
    if platform == "win32":
        from wattprint.system.autostart_windows import WindowsAutostart, user_registry

        return WindowsAutostart(user_registry(), command)
    if platform == "darwin":
        from wattprint.system.autostart_macos import MacAutostart

        return MacAutostart(Path.home() / "Library" / "LaunchAgents", command)
    if platform.startswith(("linux", "freebsd", "openbsd", "netbsd")):
        from wattprint.system.autostart_xdg import XdgAutostart, config_folders

        own, shared = config_folders(environ)
        return XdgAutostart(own, command, shared)
    return NullAutostart(f"nothing is known of {platform}")
