"""Start at login on Linux and the BSDs: the desktop application autostart specification of freedesktop.org.

Exec is written and read by the rules of the desktop entry specification 1.5 (quoting, field codes, escapes).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wattprint.ledger.backup import create_private_folder
from wattprint.system.autostart import AutostartError, AutostartState
from wattprint.system.paths import APP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE = f"{APP}.desktop"

#: GNOME waits so long: the tray of the session is up by then.
DELAY_S = 5

#: No entry is this long; somebody else's file is not read to its end.
LONGEST_FILE = 64_000

#: An argument with one of these must be quoted, and these must be escaped inside quotes.
_RESERVED = frozenset(" \t\n\r\"'\\><~|&;$*?#()`")
_ESCAPED_IN_QUOTES = frozenset('"`$\\')

#: Only these part arguments and lines: a name may well hold one of Unicode's other blanks.
_BLANK = " \t\n\r"

#: Escapes of every text value, beneath the quoting.
_TEXT_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}

#: "X-GNOME-Autostart-enabled" and what other desktops made of it.
_SWITCH = re.compile(r"X-[A-Za-z]+-Autostart-enabled")


def config_folders(environ: Mapping[str, str]) -> tuple[Path, tuple[Path, ...]]:
    """The person's autostart folder, and those of the system, strongest first."""
    own = environ.get("XDG_CONFIG_HOME", "")
    # The specification has a relative path ignored.
    home = Path(own) if own.startswith("/") else Path.home() / ".config"
    shared = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return home / "autostart", tuple(Path(d) / "autostart" for d in shared.split(":") if d.startswith("/"))


class XdgAutostart:
    """An entry in the person's autostart folder.

    command: what to start. shared: the system's autostart folders, where a package may have put an entry; the
    person's own file hides that one.
    """

    def __init__(self, folder: Path, command: Sequence[str], shared: Sequence[Path] = ()) -> None:
        self.path = folder / FILE
        self._command = list(command)
        self._shared = [other / FILE for other in shared]

    def state(self) -> AutostartState:
        """What the session would do, by the strongest entry there is."""
        for path in (self.path, *self._shared):
            entry = self._read(path)
            if entry is not None:
                return self._state_of(entry)
        return AutostartState.OFF

    def enable(self) -> None:
        """Write the person's entry, at one stroke, over what was there."""
        with _told(self.path):
            create_private_folder(self.path.parent)
            self._write(entry_text(self._command))

    def disable(self) -> None:
        """Remove the person's entry; one of the system's is hidden by an entry that says so."""
        with _told(self.path):
            if any(path.exists() for path in self._shared):
                create_private_folder(self.path.parent)
                self._write("[Desktop Entry]\nType=Application\nName=Wattprint\nHidden=true\n")
            else:
                self.path.unlink(missing_ok=True)

    def _state_of(self, entry: Mapping[str, str]) -> AutostartState:
        off = entry.get("Hidden", "").lower() == "true" or any(
            _SWITCH.fullmatch(key) and value.lower() == "false" for key, value in entry.items()
        )
        probe = entry.get("TryExec", "")
        if off or not entry.get("Exec") or (probe and shutil.which(probe) is None):
            return AutostartState.OFF
        same = exec_arguments(entry["Exec"]) == self._command
        return AutostartState.ON if same else AutostartState.ELSEWHERE

    def _read(self, path: Path) -> dict[str, str] | None:
        with _told(path):
            try:
                with path.open("rb") as file:
                    return entry_of(os.fsdecode(file.read(LONGEST_FILE)))
            except (FileNotFoundError, NotADirectoryError):
                return None

    def _write(self, text: str) -> None:
        # A link (people keep such files elsewhere) stays one: what it leads to is replaced.
        # (Only to a file: a link to /dev/null is how an entry is masked.)
        target = self.path.resolve() if self.path.is_file() else self.path
        handle, name = tempfile.mkstemp(prefix=f".{FILE}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(os.fsencode(text))
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def entry_text(command: Sequence[str]) -> str:
    """The whole entry that starts a command at login."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Wattprint\n"
        "Comment=What your AI use costs in energy\n"
        "Comment[fr]=Ce que votre usage de l’IA coûte en énergie\n"
        f"Exec={exec_value(command)}\n"
        f"Icon={APP}\n"
        "Terminal=false\n"
        "StartupNotify=false\n"
        "X-GNOME-Autostart-enabled=true\n"
        f"X-GNOME-Autostart-Delay={DELAY_S}\n"
        "X-KDE-autostart-after=panel\n"
    )


def exec_value(command: Sequence[str]) -> str:
    """A command line as the value of Exec."""
    line = " ".join(_quoted(argument.replace("%", "%%")) for argument in command)
    # The value is a text like any other: what quoting left of backslashes and line ends is escaped again.
    for sign, escape in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        line = line.replace(sign, escape)
    return line


def _quoted(argument: str) -> str:
    if argument and not _RESERVED & set(argument):
        return argument
    return '"' + "".join(f"\\{sign}" if sign in _ESCAPED_IN_QUOTES else sign for sign in argument) + '"'


def exec_arguments(value: str) -> list[str] | None:
    """The arguments of an Exec value (as in the file); field codes (%u) are left out, as at login.

    None when its quotes do not close.
    """
    text = re.sub(r"\\(.)", lambda found: _TEXT_ESCAPES.get(found[1], found[0]), value, flags=re.DOTALL)
    found = re.findall(r'[ \t\n\r]+|"(?:[^"\\]|\\.)*"|[^ \t\n\r"]+|"', text, flags=re.DOTALL)
    arguments: list[str] = []
    apart = True
    for part in found:
        if part[0] in _BLANK:
            apart = True
            continue
        if part == '"':
            return None
        plain = re.sub(r"\\(.)", r"\1", part[1:-1], flags=re.DOTALL) if part[0] == '"' else part
        if re.fullmatch("%[a-zA-Z]", plain):
            continue
        plain = plain.replace("%%", "%")
        if apart:
            arguments.append(plain)
        else:
            arguments[-1] += plain
        apart = False
    return arguments


def entry_of(text: str) -> dict[str, str]:
    """Keys and raw values of the group [Desktop Entry]; of a key that stands twice, the last."""
    found: dict[str, str] = {}
    group = ""
    for line in map(_trimmed, text.split("\n")):
        if line.startswith("["):
            group = line
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[_trimmed(key)] = _trimmed(value)
    return found


def _trimmed(text: str) -> str:
    return text.strip(_BLANK)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AutostartError(str(path), error.strerror or str(error)) from error
    except RuntimeError as error:  # links in a circle, before Python 3.13
        raise AutostartError(str(path), str(error)) from error
