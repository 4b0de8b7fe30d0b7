"""The tray in real tray hosts: Xfce's panel (StatusNotifier), trayer (XEmbed), and none."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.system.tray_host import AGAIN_S, PATIENCE_S, Desk, missing_programs, wait_for
from tests.unit.ledger.making import book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.gui.app import NO_TRAY_MS
from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.reference.files import resource_path

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tray hosts of Linux desktops"),
]

HERE = Path(__file__).parent
NOTIFICATIONS = HERE.parent / "fakes" / "notifications.py"


def need(*names: str) -> None:
    """Skip with a plain reason when a program is missing."""
    reason = missing_programs("Xvfb", "dbus-daemon", "dbus-send", *names)
    if reason:
        pytest.skip(reason)


@pytest.fixture
def desk(tmp_path: Path, noon: str) -> Iterator[Desk]:
    """A display and a bus; the app must have left no process behind when the test is over."""
    need()
    with Desk(tmp_path / "desk") as desk:
        yield desk
    assert desk.leftovers == []


def ledger_with(desk: Desk, wh: float) -> None:
    """A real ledger whose total of today is known."""
    path = Path(desk.environment["WATTPRINT_LEDGER"])
    path.parent.mkdir(mode=0o700, parents=True)
    prepare(path)
    day, bookings = time.strftime("%Y-%m-%d"), Bookings()
    book_active(bookings, session_of(day=day, start_s=time.time() - 60), wh * 3600, day=day)
    bookings.day(day).recorded_s += 60
    writer = MeasurementLedger(path)
    write(writer, bookings, now_s=time.time(), day=day)
    writer.close()


def start_with_stand_in(
    desk: Desk, *lines: dict[str, object], language: str = "en", lasting_s: float = 60.0
) -> subprocess.Popen[bytes]:
    """The app, with a recorder that says just these lines. lasting_s: until a trouble is told."""
    file = desk.home / "lines"
    file.write_text("\n".join(json.dumps({"v": 1, **line}) for line in lines), encoding="utf-8")
    app = str(HERE / "app_with_stand_in.py")
    return desk.start("app", [sys.executable, app, language, str(file), str(lasting_s)])


def start_patient(desk: Desk) -> subprocess.Popen[bytes]:
    """The app in the background, for tests of all that it says; see app_with_patience."""
    return desk.start("app", [sys.executable, str(HERE / "app_with_patience.py"), "--background"])


def sight(**fields: object) -> dict[str, object]:
    return {"type": "sight", "paused": False, "devices": [], "active": [], "loaded": [], **fields}


def running(app: str, watts: float, model: str | None = None) -> dict[str, object]:
    return {"app_name": app, "model": model, "pending": False, "power_w": watts}


def registrations(desk: Desk) -> subprocess.Popen[bytes]:
    """Begin to write down every registration of an icon; see count_registrations."""
    rule = "type='method_call',member='RegisterStatusNotifierItem'"
    watcher = desk.start("registrations", ["dbus-monitor", "--session", "--profile", rule])
    wait_for("the monitor", lambda: desk.log("registrations"))  # it begins with its own name
    return watcher


def count_registrations(desk: Desk) -> int:
    return desk.log("registrations").count("RegisterStatusNotifierItem")


# -- notifications -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_panel", [True, False])
def test_a_lost_card_is_notified_once_with_and_without_a_tray(desk: Desk, with_panel: bool) -> None:
    need("xfce4-panel")
    told = desk.home / "told"
    desk.start("notifications", [sys.executable, str(NOTIFICATIONS), str(told), "body", "body-markup"])
    wait_for("the service", lambda: "ready" in desk.log("notifications"))
    if with_panel:
        desk.start_panel()
    card: dict[str, object] = {
        "key": "nvidia:1",
        "name": "R&D card",
        "kind": "gpu",
        "state": "unmeasured",
        "power_w": None,
    }
    lost: dict[str, object] = {
        "type": "problem",
        "code": "nvidia-gpu-lost",
        "device": "nvidia:1",
        "detail": "",
    }
    start_with_stand_in(desk, lost, sight(devices=[card]), lost, lasting_s=1.0)
    wait_for("a notification", lambda: told.exists() and told.read_text())
    (note,) = told.read_text().splitlines()
    assert json.loads(note)["title"] == "R&D card is no longer measured"
    assert "check power and cabling" in json.loads(note)["text"]
    time.sleep(2)
    assert len(told.read_text().splitlines()) == 1


# -- StatusNotifier ----------------------------------------------------------------------------------------


def test_the_menu_tells_todays_total_and_quit_ends_app_and_recorder(desk: Desk) -> None:
    need("xfce4-panel", "dbus-monitor")
    ledger_with(desk, 1234.5)
    desk.start_panel()
    registrations(desk)
    app = start_patient(desk)
    item = desk.item()
    (recorder,) = wait_for("the recorder", desk.recorders)
    # An AI app that happens to run here adds modelled energy, and makes the total an estimate.
    today = wait_for("the total", lambda: re.search(r"Today: (≈ 1\.2|1\.2\d) kWh", desk.first_label(item)))
    assert today
    wait_for("the recorder to be up", lambda: "_Pause measuring" in desk.labels(item))
    wait_for("its first look", lambda: "Measuring is starting" not in desk.labels(item))
    wait_for("the tool tip", lambda: desk.tool_tip(item).startswith("Wattprint\nToday: "))
    assert "com.canonical" not in desk.log("app")

    desk.click(item, "Quit (measuring stops)")

    assert app.wait(PATIENCE_S) == 0
    assert not Path(f"/proc/{recorder}").exists()
    assert desk.recorders() == {}
    wait_for("the registration", lambda: count_registrations(desk) > 0)
    assert count_registrations(desk) == 1
    assert desk.log("app") == ""


def test_names_of_processes_reach_the_menu_as_plain_text(desk: Desk) -> None:
    need("xfce4-panel")
    ledger_with(desk, 12.345)
    desk.start_panel()
    active = [
        running("Ollama", 212.4, "qwen2.5_7b"),
        running("R&D & <b>Co</b>", 88.1),
        running("x\t\n\u202e", 1),
    ]
    start_with_stand_in(desk, sight(active=active))
    item = desk.item()
    wait_for("the lines", lambda: any("Ollama" in label for label in desk.labels(item)))
    wait_for("the total", lambda: "12" in desk.first_label(item))
    # "__" is dbusmenu's spelling of an underscore, "_&" that of an "&" (underlined).
    first, *rows = desk.labels(item)
    # Which everyday quantity stands there is the data's affair.
    assert first.startswith("Today: 12.3 Wh ≈\u00a0")
    assert rows[: rows.index("_Count cloud use")] == [
        "All of it measured",
        "Ollama qwen2.5__7b: 212 W",
        "R_&D & <b>Co</b>: 88.1 W",
        "x���: 1.00 W",
    ]
    assert rows[-1] == "_Quit (measuring stops)"
    wait_for("the tool tip", lambda: desk.tool_tip(item).startswith("Wattprint\nToday: 12.3 Wh"))


def test_the_menu_speaks_french(desk: Desk) -> None:
    need("xfce4-panel")
    if not resource_path("i18n", "wattprint_fr.qm").exists():
        pytest.skip("the translations are not compiled: make translations")
    ledger_with(desk, 12.345)
    desk.start_panel()
    start_with_stand_in(desk, sight(active=[running("Ollama", 88.06)]), language="fr")
    item = desk.item()
    wait_for("the lines", lambda: any("Ollama" in label for label in desk.labels(item)))
    wait_for("the total", lambda: "12" in desk.first_label(item))
    labels = desk.labels(item)
    assert labels[0].startswith("Aujourd’hui\u00a0: 12,3 Wh ≈\u00a0")
    assert labels[1:3] == ["Entièrement mesuré", "Ollama\u00a0: 88,1 W"]
    for word in ("_Ajouter un usage en ligne…", "_Ouvrir Wattprint", "Mettre la mesure en _pause"):
        assert word in labels
    assert labels[-1] == "_Quitter (la mesure s’arrête)"


def test_an_app_that_was_there_before_the_panel_gets_one_icon(desk: Desk) -> None:
    need("xfce4-panel", "dbus-monitor")
    registrations(desk)
    app = start_with_stand_in(desk, sight())
    wait_for("the stand-in", lambda: desk.processes("/stand_in.py"))
    time.sleep(1)
    desk.start_panel()
    item = desk.item()
    wait_for("the menu", lambda: desk.labels(item)[-1:] == ["_Quit (measuring stops)"])
    time.sleep(6)  # longer than the app looks for a host by itself
    assert desk.items() == [item]
    wait_for("the registration", lambda: count_registrations(desk) > 0)
    assert count_registrations(desk) == 1
    assert app.poll() is None


def test_a_panel_that_dies_and_returns_shows_the_icon_again(desk: Desk) -> None:
    need("xfce4-panel")
    panel = desk.start_panel()
    app = start_with_stand_in(desk, sight())
    first = desk.item()
    for pid in desk.processes("xfce4"):
        with suppress(ProcessLookupError):  # its parts leave with it
            os.kill(pid, signal.SIGKILL)
    panel.wait(PATIENCE_S)
    wait_for("the panel to be gone", lambda: not desk.owner("org.kde.StatusNotifierWatcher"))
    assert app.poll() is None
    desk.start_panel()
    assert desk.item() == first
    wait_for("the menu", lambda: desk.labels(first)[-1:] == ["_Quit (measuring stops)"])
    desk.click(first, "Quit")
    assert app.wait(PATIENCE_S) == 0


def test_a_recorder_that_is_already_there_is_left_at_work(desk: Desk) -> None:
    need("xfce4-panel")
    recorder = desk.start("recorder", [sys.executable, "-P", "-m", "wattprint", "record", "--stream"])
    wait_for("the recorder", lambda: '"sight"' in desk.log("recorder"))
    desk.start_panel()
    app = desk.start_app()
    item = desk.item()
    row = f"Measured by a recorder started elsewhere (process {recorder.pid})"
    wait_for("the row", lambda: row in desk.labels(item))
    assert list(desk.recorders()) == [recorder.pid]
    desk.click(item, "Quit (the other recorder goes on)")
    assert app.wait(PATIENCE_S) == 0
    assert recorder.poll() is None

    desk.wait_for_no_item()
    app = desk.start_app()
    item = desk.item()
    wait_for("the row", lambda: row in desk.labels(item))
    recorder.terminate()
    recorder.wait(PATIENCE_S)
    wait_for("a recorder of the app's own", lambda: set(desk.recorders()) - {recorder.pid})
    wait_for("the row to go", lambda: row not in desk.labels(item))


def test_a_recorder_that_is_killed_is_told_and_replaced(desk: Desk) -> None:
    need("xfce4-panel")
    desk.start_panel()
    desk.start_app()
    item = desk.item()
    wait_for("the recorder to be up", lambda: "_Pause measuring" in desk.labels(item))

    def told() -> bool:
        return any("recorder has stopped" in label for label in desk.labels(item))

    def kill_and_look() -> bool:
        """Whether it was told before there was another one. After each death that takes longer."""
        (recorder,) = wait_for("the recorder", desk.recorders)
        os.kill(recorder, signal.SIGKILL)
        while not set(desk.recorders()) - {recorder}:
            if told():
                return True
        return False

    wait_for("the trouble", kill_and_look)  # a busy machine may look too late the first time
    wait_for("another one", desk.recorders)
    wait_for("measuring", lambda: "_Pause measuring" in desk.labels(item))
    assert not told()


def test_hostile_lines_of_a_recorder_change_nothing(desk: Desk) -> None:
    need("xfce4-panel")
    desk.start_panel()
    good = {"v": 1, **sight(active=[running("Ollama", 88.1)])}
    hostile = [
        "{]",
        "[" * 50_000,
        "x" * 600_000,
        '{"v": 999, "type": "sight", "paused": true}',
        '{"v": 1, "type": "sight", "paused": "yes", "devices": 7, "active": {}, "loaded": null}',
        '{"v": 1, "type": "hello", "pid": 1e400}',
        json.dumps({"v": 1, **sight(active=[running("Evil", 1.0), {"app_name": 3}])}),
        json.dumps({"v": 1, **sight(active=[running("Evil", float("nan"))])}),
        "\u2028\x00\x1b[2J",
    ]
    file = desk.home / "lines"
    file.write_text("\n".join([*hostile, json.dumps(good)]), encoding="utf-8")
    app = desk.start("app", [sys.executable, str(HERE / "app_with_stand_in.py"), "en", str(file)])
    item = desk.item()
    wait_for("the good line", lambda: "Ollama: 88.1 W" in desk.labels(item))
    assert not [label for label in desk.labels(item) if "Evil" in label]
    assert "_Pause measuring" in desk.labels(item)
    assert "Traceback" not in desk.log("app")
    assert app.poll() is None


def click_count(desk: Desk, item: str, activity: str, label: str) -> None:
    """Click a count in the sub-menu of an activity, as a host does."""
    rows = desk.menu(item)
    place = next(number for number, row in enumerate(rows) if activity in row.label and row.visible)
    row = next(row for row in rows[place:] if row.label == label)
    arguments = (f"int32:{row.number}", "string:clicked", "variant:int32:0", "uint32:0")
    desk.call(item, "/MenuBar", "com.canonical.dbusmenu.Event", *arguments)


def test_a_count_from_the_menu_is_in_the_total_and_can_be_taken_back(desk: Desk) -> None:
    need("xfce4-panel")
    ledger_with(desk, 100.0)
    desk.start_panel()
    start_with_stand_in(desk, sight())
    item = desk.item()
    wait_for("the total", lambda: desk.first_label(item).startswith("Today: 100 Wh"))
    assert desk.labels(item)[1] == "All of it measured"
    click_count(desk, item, "ChatGPT · Prompt", "+1_0")
    wait_for("the estimate", lambda: desk.first_label(item).startswith("Today: ≈ 10"))
    assert desk.labels(item)[1].startswith("Measured 100 Wh, estimated ≈ ")
    counted = "ChatGPT · Prompt · 10 today"
    wait_for("its count", lambda: counted in desk.labels(item))
    wait_for("the way back", lambda: "Take back 10 × ChatGPT · Prompt" in desk.labels(item))
    desk.click(item, "Take back")
    wait_for("the old total", lambda: desk.first_label(item).startswith("Today: 100 Wh"))
    wait_for("the old count", lambda: counted not in desk.labels(item))
    wait_for("the way back to go", lambda: "Take back" not in "\n".join(desk.labels(item)))


def test_a_pause_is_kept_when_the_app_is_started_again(desk: Desk) -> None:
    need("xfce4-panel")
    desk.start_panel()
    app = start_patient(desk)
    item = desk.item()
    wait_for("the recorder to be up", lambda: "_Pause measuring" in desk.labels(item))
    desk.click(item, "For _1 hour")
    row = wait_for("its end", lambda: [one for one in desk.labels(item) if "paused until" in one])
    desk.click(item, "Quit")
    assert app.wait(PATIENCE_S) == 0
    desk.wait_for_no_item()
    app = start_patient(desk)
    item = desk.item()
    wait_for("the pause", lambda: "Measuring is paused" in desk.labels(item))
    assert row[0] in desk.labels(item)
    desk.click(item, "Resume measuring")
    wait_for("its end", lambda: "_Pause measuring" in desk.labels(item))
    assert desk.log("app") == ""


def test_measuring_is_paused_and_resumed_from_the_menu(desk: Desk) -> None:
    need("xfce4-panel")
    desk.start_panel()
    desk.start_app("--background")
    item = desk.item()
    wait_for("the recorder to be up", lambda: "_Pause measuring" in desk.labels(item))
    desk.click(item, "For _1 hour")
    wait_for("the pause", lambda: "Measuring is paused" in desk.labels(item))
    resume = next(label for label in desk.labels(item) if label.startswith("_Resume measuring"))
    assert "paused until" in resume
    assert "_Pause measuring" not in desk.labels(item)
    (recorder,) = desk.recorders()
    os.kill(recorder, signal.SIGKILL)
    wait_for("another recorder", lambda: set(desk.recorders()) - {recorder})
    # A new recorder must be told, too, once it is up.
    wait_for("the pause to go on", lambda: "Measuring is paused" in desk.labels(item))
    desk.click(item, "Resume measuring")
    wait_for("measuring", lambda: "_Pause measuring" in desk.labels(item))
    wait_for("a look", lambda: "Measuring is paused" not in desk.labels(item))


def test_a_click_opens_the_window_and_the_first_close_explains(desk: Desk) -> None:
    need("xfce4-panel", "xdotool")
    desk.start_panel()
    app = start_with_stand_in(desk, sight())
    item = desk.item()
    shown = ("--onlyvisible", "--name", "^Wattprint$")
    # An app that is slow to find the panel lets the window stand in for a moment.
    wait_for("no window", lambda: not desk.windows(*shown))
    desk.call(item, "/StatusNotifierItem", "org.kde.StatusNotifierItem.Activate", "int32:0", "int32:0")
    (window,) = wait_for("the window", lambda: desk.windows(*shown))
    desk.press_until("the explanation", window, "ctrl+w", lambda: len(desk.windows(*shown)) == 2)
    (explanation,) = set(desk.windows(*shown)) - {window}
    desk.press_until("the window to go", explanation, "Return", lambda: not desk.windows(*shown))
    assert app.poll() is None

    desk.click(item, "Open Wattprint")
    (window,) = wait_for("the window again", lambda: desk.windows(*shown))
    desk.press_until("the window to go", window, "ctrl+w", lambda: desk.windows(*shown) != [window])
    assert desk.windows(*shown) == [], "without a word"
    assert app.poll() is None
    desk.click(item, "Quit")
    assert app.wait(PATIENCE_S) == 0
    kept = Path(desk.environment["WATTPRINT_CONFIG"]).with_name("window.json")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_second_start_raises_the_window_of_the_first(desk: Desk) -> None:
    need("xfce4-panel", "xdotool")
    desk.start_panel()
    first = desk.start_app("--background")
    item = desk.item()
    wait_for("the recorder to be up", lambda: "_Pause measuring" in desk.labels(item))
    shown = ("--onlyvisible", "--name", "^Wattprint$")
    wait_for("no window", lambda: not desk.windows(*shown))  # one may have stood in for a slow panel
    assert desk.start_app("--background").wait(PATIENCE_S) == 0
    assert desk.windows(*shown) == [], "a session that starts it twice wants no window"
    assert desk.start_app().wait(PATIENCE_S) == 0
    wait_for("the window", lambda: desk.windows(*shown))
    assert desk.items() == [item]
    assert len(desk.recorders()) == 1
    assert first.poll() is None


def test_a_start_beside_one_that_hangs_says_so_and_may_be_tried_again(desk: Desk) -> None:
    need("xfce4-panel", "xdotool")
    desk.start_panel()
    first = desk.start_app("--background")
    item = desk.item()
    shown = ("--onlyvisible", "--name", "^Wattprint$")
    wait_for("no window", lambda: not desk.windows(*shown))
    first.send_signal(signal.SIGSTOP)
    assert desk.start_app("--background").wait(PATIENCE_S) == 0
    second = desk.start_app()
    (box,) = wait_for("its words", lambda: desk.windows(*shown))
    said = f"running already, but does not answer. .* end process {first.pid}; then try again"
    assert re.search(said, desk.log("app"))
    desk.press_until("it to leave", box, "Escape", lambda: second.poll() is not None)
    assert second.wait() == 1
    third = desk.start_app()
    (box,) = wait_for("its words again", lambda: desk.windows(*shown))
    first.send_signal(signal.SIGCONT)
    # What it was asked while it hung shows its window, beside the words.
    wait_for("the window", lambda: set(desk.windows(*shown)) - {box})
    desk.press_until("it to be content", box, "Return", lambda: third.poll() is not None)
    assert third.wait() == 0
    assert desk.items() == [item]
    assert first.poll() is None


def test_a_first_start_shows_the_window_and_the_first_page(desk: Desk) -> None:
    need("xdotool")
    desk.start_app()
    wait_for("the window", lambda: desk.windows("--onlyvisible", "--name", "^Wattprint$"))
    (page,) = wait_for("the page", lambda: desk.windows("--onlyvisible", "--name", "^Welcome to Wattprint$"))
    config = Path(desk.environment["WATTPRINT_CONFIG"])
    desk.press_until("the settings", page, "Escape", config.exists)
    wait_for("the page to go", lambda: not desk.windows("--name", "^Welcome to Wattprint$"))


# -- XEmbed and no host ------------------------------------------------------------------------------------


def size(desk: Desk, window: str) -> tuple[int, int]:
    words = dict(
        line.split("=") for line in desk.run("xdotool", "getwindowgeometry", "--shell", window).split()
    )
    return int(words["WIDTH"]), int(words["HEIGHT"])


def test_an_old_tray_shows_the_icon_and_its_menu_quits(desk: Desk) -> None:
    need("trayer", "xdotool")
    desk.start_trayer()
    app = desk.start_app("--background")
    shown = ("--onlyvisible", "--class", "wattprint")

    def drawn() -> list[str]:
        """The icon, once the tray has taken it in: until then it may be made anew."""
        found = desk.windows(*shown)
        try:
            return found if len(found) == 1 and min(size(desk, found[0])) >= 16 else []
        except subprocess.CalledProcessError:
            return []

    wait_for("the icon to be drawn", drawn)
    (recorder,) = wait_for("the recorder", desk.recorders)
    time.sleep(1)

    def menu_is_shown() -> bool:
        return len(desk.windows(*shown)) > 1

    def click_and_quit() -> bool:
        """Again where the icon was not ready for the click yet, or the menu not for the keys."""
        with suppress(AssertionError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
            if menu_is_shown():
                desk.run("xdotool", "key", "Escape")
            (icon,) = wait_for("the icon alone", drawn, AGAIN_S)
            desk.run("xdotool", "mousemove", "--window", icon, "8", "8", "click", "3")
            wait_for("the menu", menu_is_shown, AGAIN_S)
            desk.run("xdotool", "key", "Up", "Return")  # the last row of the menu
            app.wait(AGAIN_S)
        return app.poll() is not None

    wait_for("the end", click_and_quit)
    assert app.wait(PATIENCE_S) == 0
    assert not Path(f"/proc/{recorder}").exists()


def test_without_a_tray_the_window_stands_in_until_there_is_one(desk: Desk) -> None:
    need("xdotool", "trayer")
    began_s = time.monotonic()
    app = start_with_stand_in(desk, sight())
    shown = ("--onlyvisible", "--name", "^Wattprint$")
    time.sleep(1)
    # (On a busy machine this look may come too late to tell.)
    assert desk.windows(*shown) == [] or time.monotonic() - began_s > NO_TRAY_MS / 1000, (
        "a tray may still come"
    )
    (window,) = wait_for("the window", lambda: desk.windows(*shown))
    width, height = size(desk, window)
    assert width <= 1000
    assert height <= 600, "larger than the screen"
    assert app.poll() is None
    desk.start_trayer()
    wait_for("the window to go", lambda: not desk.windows(*shown))
    assert app.poll() is None


def test_quitting_from_the_window_ends_everything(desk: Desk) -> None:
    need("xdotool")
    config = Path(desk.environment["WATTPRINT_CONFIG"])
    config.parent.mkdir(mode=0o700, parents=True)
    config.touch()  # nobody is welcomed: no other window comes meanwhile
    app = desk.start_app()
    shown = ("--onlyvisible", "--name", "^Wattprint$")
    (window,) = wait_for("the window", lambda: desk.windows(*shown))
    desk.press_until("the end", window, "ctrl+q", lambda: app.poll() is not None)
    assert app.wait(PATIENCE_S) == 0
    assert desk.recorders() == {}


def test_a_killed_app_leaves_no_recorder(desk: Desk) -> None:
    app = desk.start_app()
    wait_for("the recorder", desk.recorders)
    app.kill()
    wait_for("the recorder to leave", lambda: not desk.recorders())


def test_without_a_bus_the_app_still_runs(desk: Desk) -> None:
    desk.environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
    app = desk.start_app()
    wait_for("the recorder", desk.recorders)
    time.sleep(4)
    assert app.poll() is None
    app.terminate()
    assert app.wait(PATIENCE_S) == 0
