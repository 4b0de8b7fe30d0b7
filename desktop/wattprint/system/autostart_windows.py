"""Start at login on Windows: the Run key of the person's registry. Untested: nobody has run this on Windows.

The switch of the Task Manager is respected: it leaves the Run value alone and writes beside it, under
StartupApproved, a value whose first byte is odd when the entry is off.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Protocol

from wattprint.system.autostart import AutostartError, AutostartState

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
NAME = "Wattprint"


class Registry(Protocol):
    """The person's part of the registry (HKEY_CURRENT_USER). Raises OSError where the system refuses."""

    def get(self, key: str, name: str) -> object | None:
        """A value, None when there is none."""

    def set_text(self, key: str, name: str, text: str) -> None:
        """Write a text value (REG_SZ)."""

    def delete(self, key: str, name: str) -> None:
        """Remove a value; one that is not there is no error."""


class WindowsAutostart:
    """A value under the Run key."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        # The rules of CommandLineToArgvW, by which Windows programs take their line apart.
        self._line = subprocess.list2cmdline(command)

    def state(self) -> AutostartState:
        """What Windows would do at the next login."""
        try:
            line = self._registry.get(RUN, NAME)
            approved = self._registry.get(APPROVED, NAME)
        except OSError as error:
            raise _error(RUN, error) from error
        if not isinstance(line, str) or not line:
            return AutostartState.OFF
        if isinstance(approved, bytes) and approved and approved[0] & 1:
            return AutostartState.OFF
        # Windows compares paths without case.
        return AutostartState.ON if line.lower() == self._line.lower() else AutostartState.ELSEWHERE

    def enable(self) -> None:
        """Write the value, and take back a "no" of the Task Manager: the person has just said yes."""
        try:
            self._registry.set_text(RUN, NAME, self._line)
            self._registry.delete(APPROVED, NAME)
        except OSError as error:
            raise _error(RUN, error) from error

    def disable(self) -> None:
        """Remove the value, and what the Task Manager noted about it."""
        try:
            self._registry.delete(RUN, NAME)
            self._registry.delete(APPROVED, NAME)
        except OSError as error:
            raise _error(RUN, error) from error


def _error(key: str, error: OSError) -> AutostartError:
    return AutostartError(rf"HKEY_CURRENT_USER\{key}", error.strerror or str(error))


if sys.platform == "win32":  # untested
    import winreg

    class _UserRegistry:
        def get(self, key: str, name: str) -> object | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value: object = winreg.QueryValueEx(opened, name)[0]
                    return value
            except FileNotFoundError:
                return None

        def set_text(self, key: str, name: str, text: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def delete(self, key: str, name: str) -> None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return

    def user_registry() -> Registry:
        """The real registry."""
        return _UserRegistry()

else:

    def user_registry() -> Registry:
        """There is none here."""
        raise AutostartError("HKEY_CURRENT_USER", f"no registry on {sys.platform}")
