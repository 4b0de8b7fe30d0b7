"""The real app without mouse or eyes: found by name, driven by keys, heard by a screen reader."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.accessible import Node, Reader, missing_bindings
from tests.system.tray_host import Desk, missing_programs, wait_for
from wattprint.recorder.demo import fill_ledger
from wattprint.reference.demo import load_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="AT-SPI is Linux's way of reading windows"
    ),
]

MAIN, FIRST, ADD, SETTINGS = "Wattprint", "Welcome to Wattprint", "Add cloud use", "Settings"
HISTORY, EXPORT, SAVE = "History", "Export", "Export to"


@pytest.fixture
def desk(tmp_path: Path, noon: str) -> Iterator[Desk]:
    reason = missing_programs("Xvfb", "dbus-daemon", "xdotool", "xfce4-panel") or missing_bindings()
    if reason:
        pytest.skip(reason)
    with Desk(tmp_path / "desk") as desk:
        # A session in which a screen reader runs says so; Qt then tells its tree.
        desk.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        # It minds that Qt's own bridge lacks a method that only old screen readers ask for.
        desk.environment["QT_LOGGING_RULES"] = "qt.accessibility.atspi.warning=false"
        desk.start_panel()
        yield desk
    assert desk.leftovers == []


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    """The app as its first start leaves it: the first page was skipped, the main window has the keyboard."""
    desk.start_app()
    with Reader(desk) as reader:
        reader.window(FIRST)
        reader.press_until(
            "the first page to go",
            FIRST,
            "Escape",
            lambda: [node.title for node in reader.windows()] == [MAIN],
        )
        reader.to_front(MAIN)
        yield reader
    assert complaints(desk) == []


#: Qt's words about the screen readers' side, which are no fault of the app's. That the registry was slow with
#: a key: Qt asks it about each, gives it 0.1 s, and then acts on the key all the same. And that it heard of
#: the screen readers' bus twice, as that had just begun when Qt asked whether it was there.
NO_FAULTS = ("QSpiApplication::", "qt.dbus.integration: QDBusConnection: name 'org.a11y.Bus' had owner")


def complaints(desk: Desk) -> list[str]:
    """What the app has said, but for what is no fault of its own."""
    return [line for line in desk.log("app").splitlines() if not line.startswith(NO_FAULTS)]


def today(desk: Desk) -> Any:
    """What `wattprint today` says."""
    answer = json.loads(desk.run(sys.executable, "-P", "-m", "wattprint", "today", "--json"))
    return answer["days"][0]


def without_name(window: Node) -> list[str]:
    """Controls that a screen reader can only call "button"."""
    return [f"{node.role} at {node.bounds}" for node in window.controls() if not node.called]


def missed(before: Node, after: Node, reached: list[Node]) -> list[str]:
    """Controls that Tab passes by. Of buttons that exclude each other it finds one; arrows lead to the rest.

    Only what was there all the time: a chart may come once there is something to draw.
    """
    got_it = {node.identity for node in reached}
    stops = Counter((node.path[:-1], node.role) for node in reached)
    groups = {
        (node.path[:-1], node.role)
        for node in reached
        if "checked" in node.states
        and (
            node.role == "radio button"
            or (node.role == "check box" and stops[node.path[:-1], node.role] == 1)
        )
    }
    stayed = {node.identity for node in after.controls()}
    return [
        f"{node.role} {node.called!r}"
        for node in before.controls()
        if node.identity not in got_it
        and node.identity in stayed
        and (node.path[:-1], node.role) not in groups
    ]


def out_of_sight(window: Node, node: Node) -> bool:
    """Whether the middle of what has the keyboard lies outside its window."""
    assert window.bounds is not None
    left, top, width, height = window.bounds
    x, y = node.centre
    return not (left <= x <= left + width and top <= y <= top + height)


def check(reader: Reader, title: str) -> None:
    """All that holds for every window."""
    window = reader.whole(title)
    assert without_name(window) == []
    reached = reader.tab_round()
    assert missed(window, reader.window(title), reached) == []
    assert [f"{node.role} at {node.bounds}" for node in reached if not node.called] == []
    if reader.told_late and any(out_of_sight(window, node) for node in reached):
        # Where it was is asked when it is told; by then the next one may have been brought into sight.
        reached = reader.tab_round()
    out = [f"{node.called!r} at {node.bounds}" for node in reached if out_of_sight(window, node)]
    assert out == [], f"outside of {window.bounds}"


def test_five_prompts_are_counted_by_keyboard_and_name(desk: Desk, reader: Reader) -> None:
    assert (today(desk)["cloud_count"], today(desk)["cloud_wh"]["central"]) == (0, 0)
    reader.wait_for_words(MAIN, "Nothing yet")

    reader.tab_to("push button", "Add cloud use…")
    reader.press("space")
    reader.window(ADD)
    reader.to_front(ADD)
    # The list of all activities, by its name; its rows by what they say.
    reader.tab_to("text", "Find")
    reader.type("chatgpt prompt")
    reader.press("Return")
    wait_for("the choice", lambda: "ChatGPT · Prompt" in reader.window(ADD).words())
    count = reader.tab_to("text", "How many")
    assert "focused" in count.states
    reader.type("5")
    wait_for("the count", lambda: reader.find(ADD, "text", "How many").text == "5")
    reader.press("Return")

    reader.wait_for_words(ADD, "Added 5 × ChatGPT · Prompt.")
    wait_for("the entry", lambda: today(desk)["cloud_count"] == 1)
    counted = today(desk)
    assert [(one["activity"], one["count"]) for one in counted["cloud"]] == [("chatgpt.prompt", 5)]
    assert counted["cloud_wh"]["low"] > 0
    wait_for("the total", lambda: "Nothing yet" not in reader.window(MAIN).words())
    reader.wait_for_words(MAIN, "≈")

    reader.to_front(ADD)
    reader.press("ctrl+z")
    wait_for("the entry to go", lambda: today(desk)["cloud_count"] == 0)
    reader.wait_for_words(MAIN, "Nothing yet")


def test_a_screen_reader_can_press_what_it_finds(desk: Desk, reader: Reader) -> None:
    """Without keys: by the actions that every control offers."""
    reader.act(reader.find(MAIN, "push button", "+5 ChatGPT · Prompt"))
    wait_for("the entry", lambda: today(desk)["cloud_count"] == 1)
    reader.act(reader.find(MAIN, "push button", "Settings…"))
    reader.window(SETTINGS)


def test_every_control_of_the_main_window_has_a_name_and_is_reached(reader: Reader) -> None:
    reader.wait_for_words(MAIN, "Watching")  # before it, nothing can be paused
    check(reader, MAIN)


def test_every_control_of_adding_has_a_name_and_is_reached(reader: Reader) -> None:
    reader.act(reader.find(MAIN, "push button", "Add cloud use…"))
    reader.to_front(ADD)
    check(reader, ADD)
    for opener, title in (("Past entries…", "Past cloud use"), ("Recurring…", "Recurring cloud use")):
        reader.act(reader.find(ADD, "push button", opener))
        reader.to_front(title)
        check(reader, title)
        reader.press("Escape")


def test_every_control_of_the_settings_has_a_name_and_is_reached(reader: Reader) -> None:
    reader.act(reader.find(MAIN, "push button", "Settings…"))
    reader.to_front(SETTINGS)
    check(reader, SETTINGS)


def test_every_control_of_the_first_page_has_a_name_and_is_reached(desk: Desk) -> None:
    desk.start_app()
    with Reader(desk) as reader:
        reader.to_front(FIRST)
        check(reader, FIRST)


# -- looking back ------------------------------------------------------------------------------------------


@pytest.fixture
def looking_back(desk: Desk) -> Iterator[Reader]:
    """The history window of an app with two invented months behind it."""
    ledger, settings = (Path(desk.environment[name]) for name in ("WATTPRINT_LEDGER", "WATTPRINT_CONFIG"))
    for path in (ledger, settings):
        path.parent.mkdir(mode=0o700, parents=True)
    fill_ledger(ledger, load_demo(), time.time())
    settings.touch()  # nobody is welcomed twice
    desk.start_app()
    with Reader(desk) as reader:
        reader.to_front(MAIN)
        reader.press("ctrl+h")
        reader.to_front(HISTORY)
        yield reader
    assert complaints(desk) == []


def test_sessions_are_found_by_a_word(looking_back: Reader) -> None:
    reader = looking_back
    reader.tab_to("list", "Pages")
    reader.press("Down")
    reader.wait_for_words(HISTORY, "Ollama")
    reader.tab_to("text", "Find")
    reader.type("whisper")

    def apps() -> set[str]:
        table = reader.window(HISTORY).find("table", "Sessions")
        cells = [] if table is None else [node.name for node in table.walk() if node.role == "table cell"]
        return {name for name in cells if name in ("Ollama", "ComfyUI", "whisper.cpp")}

    wait_for("the rows", lambda: apps() == {"whisper.cpp"})


def test_a_month_is_exported_to_a_file(desk: Desk, looking_back: Reader) -> None:
    reader = looking_back
    # The overview shows this month: what is exported first is what is looked at.
    reader.wait_for_words(HISTORY, "Total")
    reader.press("ctrl+e")
    reader.to_front(EXPORT)
    wait_for("the first rows", lambda: "local_wh" in reader.window(EXPORT).words())
    reader.tab_to("push button", "Export")
    reader.press("space")
    reader.to_front(SAVE)
    file = desk.home / "month.csv"
    reader.tab_to("text", "File name")
    reader.press("ctrl+a")
    reader.type(str(file))
    reader.press("Return")
    wait_for("the file", file.exists)
    first = time.strftime("%Y-%m-01")
    days = ("--from", first, "--to", time.strftime("%Y-%m-%d"))
    told = desk.run(sys.executable, "-P", "-m", "wattprint", "export", "daily", *days)
    lines = file.read_text(encoding="utf-8").splitlines()
    # Today's row grows while an AI program runs here.
    assert lines[:-1] == told.splitlines()[:-1]
    assert len(lines) == 1 + int(time.strftime("%d"))
    assert lines[1].startswith(first)


def test_every_control_of_the_history_has_a_name_and_is_reached(looking_back: Reader) -> None:
    reader = looking_back
    pages = reader.find(HISTORY, "list", "Pages")
    assert len(pages.children) >= 4

    def page_shown() -> int | None:
        rows = reader.find(HISTORY, "list", "Pages").children
        return next((number for number, row in enumerate(rows, 1) if "selected" in row.states), None)

    for number in range(1, len(pages.children) + 1):
        reader.press(f"ctrl+{number}")
        wait_for("the page", lambda: page_shown() == number)  # noqa: B023 -- called at once
        wait_for("the page to be read", lambda: len(reader.window(HISTORY).controls()) > 2)
        check(reader, HISTORY)
    reader.press("ctrl+e")
    reader.to_front(EXPORT)
    check(reader, EXPORT)
