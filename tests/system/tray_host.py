"""A desktop for tests: an X server and a bus of its own, real tray hosts, and nothing left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Found = TypeVar("Found")

ROOT = Path(__file__).resolve().parents[2]

WATCHER = "org.kde.StatusNotifierWatcher"

#: Marks every process of one desk, whoever started it; found again in /proc at the end.
MARK = "WATTPRINT_TEST_DESK"

#: A panel with nothing on it but the tray. Without this file it would ask what to begin with.
PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"""


@dataclass(frozen=True)
class MenuRow:
    """One row as the host gets it. label: with the host's own marks ("__" is an underscore)."""

    number: int
    label: str
    enabled: bool
    visible: bool


def missing_programs(*names: str) -> str | None:
    """The plain reason for a skip, or None when every program is there."""
    missing = [name for name in names if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


#: What takes a second by itself; a machine under load gets its time, and nobody waits longer than it takes.
PATIENCE_S = 60.0

#: A key that nothing came of in this time is pressed again.
AGAIN_S = 5.0


def wait_for(what: str, look: Callable[[], Found], seconds: float = PATIENCE_S) -> Found:
    """Look again and again until something is found; an AssertionError says what was waited for."""
    ends = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(0.1)
    return found


class Desk:
    """One display, one bus, one home. As a context manager it ends every process that was begun on it.

    leftovers: what was still alive when the desk was cleared, by command line.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.leftovers: list[str] = []
        self._mark = uuid.uuid4().hex
        self._children: list[subprocess.Popen[bytes]] = []
        self._ground: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            MARK: self._mark,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(home / "cache")),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "WATTPRINT_LEDGER": str(home / "ledger" / "ledger.sqlite"),
            "WATTPRINT_CONFIG": str(home / "settings" / "settings.toml"),
            "PYTHONPATH": str(ROOT / "desktop"),
            "LC_ALL": "C.UTF-8",
            **{name: os.environ[name] for name in ("TZ",) if name in os.environ},  # one zone for all
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "1",  # GTK hosts would start an accessibility bus of their own
        }

    def __enter__(self) -> Self:
        (self.home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
        reader, writer = os.pipe()
        # -noreset: else it begins anew whenever its last client has gone, such as a search for windows before
        # there are any, and drops who connects just then.
        screen = ["-screen", "0", "1000x600x24", "-nolisten", "tcp", "-noreset"]
        self._begin(["Xvfb", "-displayfd", str(writer), *screen], keep=[writer])
        os.close(writer)
        with os.fdopen(reader) as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        reader, writer = os.pipe()
        self._begin(["dbus-daemon", "--session", "--nofork", f"--print-address={writer}"], keep=[writer])
        os.close(writer)
        with os.fdopen(reader) as told:
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = told.readline().strip()
        return self

    def __exit__(self, *_: object) -> None:
        # Display and bus go last: an app that loses both before it has heard that it is to end may hang.
        for children in (self._children, self._ground):
            for child in reversed(children):
                child.terminate()
            for child in children:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(PATIENCE_S)
        with suppress(AssertionError):
            wait_for("the desk to be empty", lambda: not self.processes())
        for pid, command in self.processes().items():
            self.leftovers.append(command)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for child in (*self._children, *self._ground):
            child.wait(PATIENCE_S)

    def lose_display(self) -> None:
        """The X server dies, as at the end of a session that goes wrong."""
        display = self._ground[0]
        display.kill()
        display.wait(PATIENCE_S)

    # -- who is there -------------------------------------------------------------------------------------

    def processes(self, word: str = "") -> dict[int, str]:
        """Living processes of this desk by pid, with their command lines; those that hold a word."""
        found = {}
        sign = f"{MARK}={self._mark}".encode()
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            with suppress(OSError):
                if sign in (folder / "environ").read_bytes().split(b"\0"):
                    raw = (folder / "cmdline").read_bytes()
                    command = raw.replace(b"\0", b" ").decode("utf-8", "replace")
                    if command and word in command:
                        found[int(folder.name)] = command
        return found

    def recorders(self) -> dict[int, str]:
        """The recorders among them.

        A process that a recorder starts bears its name until it has become another program.
        """
        found = self.processes(" record ")
        return {pid: command for pid, command in found.items() if _parent(pid) not in found}

    def start_app(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The desktop app as a person starts it; its words go to app.log in the home."""
        return self.start("app", [sys.executable, "-P", "-m", "wattprint", *arguments])

    def start_panel(self) -> subprocess.Popen[bytes]:
        """Xfce's panel: a StatusNotifier host."""
        folder = self.home / "config" / "xfce4" / "xfconf" / "xfce-perchannel-xml"
        folder.mkdir(parents=True, exist_ok=True)
        settings = folder / "xfce4-panel.xml"
        if not settings.exists():
            settings.write_text(PANEL)
        panel = self.start("panel", ["xfce4-panel", "--disable-wm-check"])
        wait_for("the panel's watcher", lambda: self.owner(WATCHER))
        return panel

    def start_trayer(self) -> subprocess.Popen[bytes]:
        """trayer: an XEmbed host, without StatusNotifier."""
        look = ["--edge", "top", "--align", "left", "--width", "30", "--height", "28"]
        return self.start("trayer", ["trayer", *look])

    def start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Any program on this desk; what it says goes to NAME.log in the home."""
        with (self.home / f"{name}.log").open("ab") as log:
            child = subprocess.Popen(
                command,
                cwd=self.home,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._children.append(child)
        return child

    def log(self, name: str) -> str:
        """What a program said."""
        return (self.home / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def run(self, *command: str) -> str:
        """Run a short program here; returns what it said. Raises CalledProcessError."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True
        )
        return done.stdout

    def _begin(self, command: Sequence[str], keep: Sequence[int]) -> None:
        self._ground.append(
            subprocess.Popen(
                command,
                cwd=self.home,
                env=self.environment,
                pass_fds=keep,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    # -- the bus ------------------------------------------------------------------------------------------

    def call(self, destination: str, path: str, method: str, *arguments: str) -> str:
        """A method call; returns dbus-send's account of the answer, empty when it failed."""
        where = (f"--dest={destination}", path, method)
        try:
            return self.run("dbus-send", "--session", "--print-reply", *where, *arguments)
        except subprocess.CalledProcessError:
            return ""

    def owner(self, name: str) -> str:
        """The unique name of who owns a name on the bus; empty when nobody does."""
        bus = "org.freedesktop.DBus"
        return _last_string(self.call(bus, "/", f"{bus}.GetNameOwner", f"string:{name}"))

    def items(self) -> list[str]:
        """The bus names of the registered tray icons, as the watcher has them."""
        answer = self._get(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems")
        return [text.partition("/")[0] for text in re.findall(r'string "(.*)"', answer)]

    def item(self) -> str:
        """The bus name of the one icon, once it is there."""
        (item,) = wait_for("an icon", self.items)
        return item

    def wait_for_no_item(self) -> None:
        """Wait until the watcher has noticed that an app has gone: it hears of it by itself."""
        wait_for("the icon to go", lambda: not self.items())

    def tool_tip(self, item: str) -> str:
        """The icon's tool tip (its title; Qt sends no second part)."""
        answer = self._get(item, "/StatusNotifierItem", "org.kde.StatusNotifierItem", "ToolTip")
        match = re.search(r'array \[\s*\]\s*string "(.*?)"\s*string ""', answer, re.DOTALL)
        return match[1] if match else ""

    def menu(self, item: str) -> list[MenuRow]:
        """The menu as any host reads it, separators left out."""
        arguments = ("int32:0", "int32:-1", "array:string:")
        return _rows(self.call(item, "/MenuBar", "com.canonical.dbusmenu.GetLayout", *arguments))

    def labels(self, item: str) -> list[str]:
        """The labels of the visible rows."""
        return [row.label for row in self.menu(item) if row.visible]

    def first_label(self, item: str) -> str:
        """The label of the first visible row; empty while an app is too busy to tell its menu."""
        return next(iter(self.labels(item)), "")

    def click(self, item: str, word: str) -> None:
        """Click the row whose label holds a word, as a host does. Waits for it."""

        def look() -> list[MenuRow]:
            return [row for row in self.menu(item) if word in row.label and row.visible]

        (row,) = wait_for(f"the row {word!r}", look)
        arguments = (f"int32:{row.number}", "string:clicked", "variant:int32:0", "uint32:0")
        self.call(item, "/MenuBar", "com.canonical.dbusmenu.Event", *arguments)

    # -- windows ------------------------------------------------------------------------------------------

    def windows(self, *what: str) -> list[str]:
        """Windows of the app that xdotool finds."""
        try:
            return self.run("xdotool", "search", *what).split()
        except subprocess.CalledProcessError:
            return []

    def press_until(self, what: str, window: str, key: str, done: Callable[[], bool]) -> None:
        """Give a window the keyboard and press a key, until it has come to something.

        Without a window manager an app takes the keyboard for each window that it shows, a while after that
        can be seen, and the key went to another window. Only for keys that do no harm when pressed again.
        """

        def press() -> bool:
            with suppress(subprocess.CalledProcessError):  # the window has gone meanwhile
                self.run("xdotool", "windowfocus", window)
                self.run("xdotool", "key", key)
            with suppress(AssertionError):
                wait_for(what, done, AGAIN_S)
            return done()

        wait_for(what, press)

    def _get(self, destination: str, path: str, interface: str, name: str) -> str:
        get = "org.freedesktop.DBus.Properties.Get"
        return self.call(destination, path, get, f"string:{interface}", f"string:{name}")


def _parent(pid: int) -> int | None:
    """The process id of a parent; None where the child has gone."""
    with suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return int(told.rpartition(")")[2].split()[1])
    return None


def _last_string(answer: str) -> str:
    found = re.findall(r'string "(.*)"', answer)
    return found[-1] if found else ""


def _rows(answer: str) -> list[MenuRow]:
    """Rows from dbus-send's account of GetLayout: each begins with its number, properties follow by name."""
    rows = []
    parts = re.split(r"^\s*variant\s+struct \{\s*int32 (\d+)$", answer, flags=re.MULTILINE)[1:]
    for number, body in zip(parts[::2], parts[1::2], strict=True):
        values = dict(re.findall(r'string "([\w-]+)"\s+variant\s+\w+ "?(.*?)"?$', body, re.MULTILINE))
        if values.get("type") == "separator":
            continue
        enabled, visible = (values.get(name, "true") == "true" for name in ("enabled", "visible"))
        rows.append(MenuRow(int(number), values.get("label", ""), enabled, visible))
    return rows
