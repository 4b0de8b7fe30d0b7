"""What a person without mouse and screen has of an app: its accessibility tree, and a keyboard."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.system.tray_host import AGAIN_S, PATIENCE_S, Desk, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READER = Path(__file__).with_name("accessible_reader.py")

BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"

#: What a person can do something with, by AT-SPI's names of roles.
CONTROLS = frozenset(
    (
        "chart",
        "check box",
        "combo box",
        "date editor",
        "link",
        "list",
        "page tab list",
        "password text",
        "push button",
        "radio button",
        "slider",
        "spin button",
        "table",
        "text",
        "toggle button",
        "tree",
        "tree table",
    )
)

#: How often Tab stops in one control: a date has a day, a month and a year. Only the first is told.
_MOST_STOPS = 3

#: So long a Tab that nothing is told of is waited for, at least; and the last one, on a machine that may only
#: be busy. Longer where the app has been slower: so many times the longest that it took so far, but within
#: reason, as some are never told (see above).
_HEEDED_S, _LAST_HEEDED_S = 0.5, 30.0
_TIMES_SLOWEST, _MOST_HEEDED_S = 4.0, 3.0

#: Parts of a control that Qt tells apart, but that the keyboard reaches as one.
WHOLE = frozenset(("combo box", "spin button", "date editor", "list", "table", "tree", "tree table"))


@cache
def system_python() -> str | None:
    """A Python that can read the tree, or None. (AT-SPI's bindings belong to the system, not to PyPI.)"""
    for name in ("/usr/bin/python3", "python3"):
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", BINDINGS], capture_output=True, check=False).returncode == 0:
            return path
    return None


def missing_bindings() -> str | None:
    """The plain reason for a skip, or None."""
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        return "not installed: the accessibility bus (at-spi2-core)"
    if system_python() is None:
        return "the system's python3 cannot read the accessibility tree (python3-pyatspi, gir1.2-atspi-2.0)"
    return None


@dataclass(frozen=True)
class Node:
    """One accessible object.

    identity: its own as long as it lives. bounds: x, y, width, height on the screen.
    """

    identity: str
    path: tuple[int, ...]
    role: str
    name: str
    description: str
    states: frozenset[str]
    labels: tuple[str, ...]
    text: str | None
    bounds: tuple[int, int, int, int] | None
    children: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """This one and all below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def called(self) -> str:
        """What a screen reader calls it. A combo box's own name is what is chosen in it."""
        own = () if self.role == "combo box" else (self.name,)
        return next((word for word in (*self.labels, *own, self.description) if word.strip()), "")

    @property
    def title(self) -> str:
        """Of a window, without the name of the app that Qt puts after it."""
        return self.name.removesuffix(" — Wattprint")

    def find(self, role: str, name: str) -> Node | None:
        """The first part of a role whose name holds a word."""
        return next((node for node in self.walk() if node.role == role and name in node.called), None)

    def words(self) -> str:
        """Everything that a screen reader can say of it."""
        return "\n".join(part for node in self.walk() for part in (node.name, node.text) if part)

    def controls(self) -> list[Node]:
        """What the keyboard must reach: enabled and in the window, each as one."""
        if self.role in CONTROLS and {"focusable", "enabled"} <= self.states:
            # A field is a text; so is a label whose words can be marked with the mouse.
            return [] if self.role == "text" and "read-only" in self.states else [self]
        if self.role in WHOLE:
            return []
        return [control for child in self.children for control in child.controls()]

    @property
    def centre(self) -> tuple[int, int]:
        """Where its middle is on the screen."""
        assert self.bounds is not None
        x, y, width, height = self.bounds
        return x + width // 2, y + height // 2


class Reader:
    """A screen reader of one app on a desk, and a keyboard. As a context manager it ends with the test."""

    def __init__(self, desk: Desk, app: str = "wattprint") -> None:
        self._desk = desk
        self._slowest_s = 0.0
        self.told_late = False
        """Whether Tab was pressed again before the app had told what came of the last one."""
        python = system_python()
        assert python is not None
        self._process = subprocess.Popen(
            [python, str(READER), app],
            env=desk.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()

    # -- reading ------------------------------------------------------------------------------------------

    def windows(self) -> list[Node]:
        """The windows that are shown, without what is in them; none while they come and go."""
        return [_node(told) for told in self._ask(do="windows").get("windows", ())]

    def window(self, title: str) -> Node:
        """The window of a title with all that is in it, waited for."""

        def look() -> Node | None:
            shown = next((node for node in self.windows() if node.title == title), None)
            told = None if shown is None else self._ask(do="tree", path=list(shown.path)).get("tree")
            return None if told is None else _node(told)

        found = wait_for(f"the window {title!r}", look)
        assert found is not None
        return found

    def whole(self, title: str) -> Node:
        """The window of a title, each of its parts once: what comes or goes meanwhile moves the others."""

        def look() -> Node | None:
            window = self.window(title)
            parts = [part.identity for part in window.walk()]
            return window if len(set(parts)) == len(parts) else None

        found = wait_for(f"each part of {title!r} to be one of its own", look)
        assert found is not None
        return found

    def find(self, title: str, role: str, name: str) -> Node:
        """A part of a window by its role and name, waited for."""
        found = wait_for(f"{role} {name!r} in {title!r}", lambda: self.window(title).find(role, name))
        assert found is not None
        return found

    def focus(self) -> Node | None:
        """The control that has the keyboard, or None."""
        told = self._ask(do="focus").get("focus")
        return None if told is None else _node(told)

    def wait_for_words(self, title: str, *words: str) -> None:
        """Wait until a window tells all of these."""

        def told() -> bool:
            said = self.window(title).words()
            return all(word in said for word in words)

        wait_for(f"{words} in {title!r}", told)

    # -- the keyboard -------------------------------------------------------------------------------------

    def to_front(self, title: str) -> None:
        """Give a window the keyboard, as a window manager does."""

        def is_so(state: str) -> bool:
            return any(node.title == title and state in node.states for node in self.windows())

        def focus() -> bool:
            """Again where the app itself has just given the keyboard to another window that it shows."""
            if shown := self._ids(title):
                with suppress(subprocess.CalledProcessError):
                    self._desk.run("xdotool", "windowfocus", shown[-1])
            with suppress(AssertionError):
                wait_for(title, lambda: is_so("active"), AGAIN_S)
            return is_so("active")

        wait_for(f"the window {title!r}", lambda: is_so("showing"))
        wait_for(f"{title} to be active", focus)

    def press_until(self, what: str, title: str, key: str, done: Callable[[], bool]) -> None:
        """Press a key in a window until it has come to something; see Desk.press_until."""
        shown = wait_for(f"the window {title!r}", lambda: self._ids(title))
        self._desk.press_until(what, shown[-1], key, done)

    def _ids(self, title: str) -> list[str]:
        """The windows of a title, as the display numbers them."""
        return self._desk.windows("--onlyvisible", "--name", f"^{title}( .+)?$")

    def press(self, *keys: str) -> None:
        """Press keys, each by its name."""
        self._desk.run("xdotool", "key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._desk.run("xdotool", "type", "--delay", "30", text)

    def tab_to(self, role: str, name: str, *, most: int = 60) -> Node:
        """Press Tab until a control has the keyboard. AssertionError: it cannot be reached."""

        def is_it(node: Node | None) -> bool:
            return node is not None and node.role == role and name in node.called

        passed = []
        at = self.focus()
        untold = False
        for _ in range(most):
            # A Tab before may have been heeded late: where the keyboard is, is looked at once more.
            if is_it(at) and is_it(at := self.focus()):
                # One that nothing was told of may not have been heeded yet, and would lead away from here.
                late = self._heard(self._patience_s) if untold else []
                if not late:
                    assert at is not None
                    return at
                at, untold = late[-1], False
                continue
            passed.append("nothing" if at is None else f"{at.role} {at.called!r}")
            told = self._tab()
            at = told[-1] if told else at
            untold |= not told
        raise AssertionError(f"Tab does not reach {role} {name!r}, only {passed}")

    def tab_round(self, *, most: int = 120) -> list[Node]:
        """Every control that Tab leads to, until the first comes again.

        What the app tells of its focus is heard, not asked for: nothing is passed by where it is told late.
        """
        first = self.focus()
        self._heard(0)  # what was told until then is no answer to a Tab
        self.told_late = False
        # What has the keyboard at first may be no stop of Tab's: it counts once Tab has led to it.
        found: dict[str, Node] = {}
        untold = 0
        for _ in range(most):
            told = self._tab(_LAST_HEEDED_S if untold == _MOST_STOPS else 0.0)
            self.told_late |= untold > 0 and len(told) > 1
            untold = 0 if told else untold + 1
            if untold > _MOST_STOPS:  # a window with one control has no other
                return list(found.values()) or ([] if first is None else [first])
            for node in told:
                # The first one alone may be told of once more: its window has got the keyboard only now.
                if len(found) > 1 and node.identity == next(iter(found)):
                    return list(found.values())
                found.setdefault(node.identity, node)
        raise AssertionError(f"Tab does not come round: {[node.called for node in found.values()]}")

    def _tab(self, wait_s: float = 0.0) -> list[Node]:
        """Press Tab: the controls that got the keyboard since, none where it went on within one.

        wait_s: for one of them, at least.
        """
        self.press("Tab")
        began_s = time.monotonic()
        told = self._heard(max(wait_s, self._patience_s))
        if told:
            self._slowest_s = max(self._slowest_s, time.monotonic() - began_s)
        return told

    @property
    def _patience_s(self) -> float:
        return max(_HEEDED_S, min(_MOST_HEEDED_S, _TIMES_SLOWEST * self._slowest_s))

    def _heard(self, wait_s: float) -> list[Node]:
        return [_node(told) for told in self._ask(do="heard", wait_s=wait_s)["heard"]]

    def act(self, node: Node, action: str = "Press") -> None:
        """What a screen reader's user does by name instead of by key."""

        def path() -> tuple[int, ...] | None:
            """Where it is now: what comes or goes meanwhile moves the others."""
            windows = (self._ask(do="tree", path=list(one.path)).get("tree") for one in self.windows())
            parts = (part for told in windows if told is not None for part in _node(told).walk())
            return next((part.path for part in parts if part.identity == node.identity), None)

        question = {"do": "act", "identity": node.identity, "action": action}
        answer = self._ask(**question, path=list(node.path))
        while "moved" in answer:
            found = wait_for(f"{node.role} {node.called!r}", path)
            assert found is not None
            answer = self._ask(**question, path=list(found))
        assert answer.get("done"), answer

    def _ask(self, **question: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the reader of the accessibility tree has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer


def _node(told: dict[str, Any]) -> Node:
    bounds = told["bounds"]
    return Node(
        identity=told["identity"],
        path=tuple(told["path"]),
        role=told["role"],
        name=told["name"] or "",
        description=told["description"] or "",
        states=frozenset(told["states"]),
        labels=tuple(label or "" for label in told["labels"]),
        text=told["text"],
        bounds=None if bounds is None else (bounds[0], bounds[1], bounds[2], bounds[3]),
        children=tuple(_node(child) for child in told["children"]),
    )
