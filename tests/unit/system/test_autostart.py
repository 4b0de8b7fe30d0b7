"""Start at login: what is written is what a session starts, and what others switched off is seen as off."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.system.autostart import (
    AutostartError,
    AutostartState,
    NullAutostart,
    platform_autostart,
)
from wattprint.system.autostart_macos import MacAutostart
from wattprint.system.autostart_windows import APPROVED, NAME, RUN, WindowsAutostart, user_registry
from wattprint.system.autostart_xdg import (
    XdgAutostart,
    config_folders,
    exec_arguments,
    exec_value,
)
from wattprint.system.launch_command import launch_command

COMMAND = ["/opt/watt print/wattprint", "--background"]
ON, OFF, ELSEWHERE = AutostartState.ON, AutostartState.OFF, AutostartState.ELSEWHERE

#: Arguments that need quoting, escaping, both, or neither.
NASTY = [
    "plain",
    "with blank",
    'quo"te',
    "apo'strophe",
    "back\\slash",
    "dollar$HOME",
    "back`tick`",
    "percent%u%%",
    "semi;colon&|<>~*?#()",
    "tab\there",
    "line\nend",
    "été",
    "\\",
    "",
]


# -- the desktop entry specification ------------------------------------------------------------------------


def xdg(tmp_path: Path, command: list[str] = COMMAND) -> XdgAutostart:
    return XdgAutostart(tmp_path / "config" / "autostart", command, [tmp_path / "shared"])


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_whatever_the_arguments_exec_gives_them_back(arguments: list[str]) -> None:
    value = exec_value(arguments)
    assert exec_arguments(value) == arguments
    assert not {"\n", "\r", "\t"} & set(value)


def test_quoting_as_the_specification_has_it() -> None:
    assert exec_value(["/usr/bin/wattprint", "--background"]) == "/usr/bin/wattprint --background"
    assert exec_value(["/opt/a b/w"]) == '"/opt/a b/w"'
    # "a literal dollar sign in a quoted argument is unambiguously represented with ("\\$")"
    assert exec_value(["a$b"]) == r'"a\\$b"'
    # "... a literal backslash character in a quoted argument ... four successive backslashes"
    assert exec_value(["a\\b"]) == r'"a\\\\b"'
    assert exec_value(["100%"]) == "100%%"
    assert exec_value([""]) == '""'


@pytest.mark.skipif(shutil.which("gio") is None, reason="needs GLib's gio to start an entry")
def test_a_real_session_library_starts_exactly_the_command(tmp_path: Path) -> None:
    program = tmp_path / "a b$c\"d'e\\f`g" / "watt print"
    program.parent.mkdir()
    told = tmp_path / "told"
    program.write_text(f'#!/bin/sh\nprintf "%s\\0" "$0" "$@" > "{told}.new" && mv "{told}.new" "{told}"\n')
    program.chmod(0o755)
    autostart = xdg(tmp_path, [str(program), *NASTY])
    autostart.enable()
    subprocess.run(["gio", "launch", autostart.path], check=True, timeout=60)
    ends = time.monotonic() + 60
    while not told.exists():
        assert time.monotonic() < ends, "nothing was started"
        time.sleep(0.02)
    assert told.read_text().split("\0")[:-1] == [str(program), *NASTY]


def test_on_and_off_again(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    assert autostart.state() is OFF
    autostart.disable()
    autostart.enable()
    assert autostart.state() is ON
    assert oct(autostart.path.parent.stat().st_mode & 0o777) == "0o700"
    text = autostart.path.read_text(encoding="utf-8")
    assert 'Exec="/opt/watt print/wattprint" --background\n' in text
    assert "X-GNOME-Autostart-enabled=true\n" in text
    assert "X-KDE-autostart-after=panel\n" in text
    assert "X-GNOME-Autostart-Delay=" in text
    assert list(autostart.path.parent.iterdir()) == [autostart.path], "left-overs"
    autostart.disable()
    assert autostart.state() is OFF
    assert not autostart.path.exists()


@pytest.mark.parametrize(
    "line",
    ["Hidden=true", "X-GNOME-Autostart-enabled=false", "X-MATE-Autostart-enabled=false", "Hidden = True"],
)
def test_switched_off_by_the_desktop_is_off(tmp_path: Path, line: str) -> None:
    autostart = xdg(tmp_path)
    autostart.enable()
    key = line.partition("=")[0].strip()
    kept = [one for one in autostart.path.read_text().splitlines() if not one.startswith(key + "=")]
    autostart.path.write_text("\n".join([*kept, line]) + "\n")
    assert autostart.state() is OFF
    autostart.enable()
    assert autostart.state() is ON


def test_what_stands_in_another_group_does_not_count(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.enable()
    with autostart.path.open("a") as file:
        file.write("[Desktop Action x]\nHidden=true\nExec=other\n")
    assert autostart.state() is ON


def test_another_installation_is_told_and_can_be_turned_to_this_one(tmp_path: Path) -> None:
    xdg(tmp_path, ["/old/place/wattprint", "--background"]).enable()
    autostart = xdg(tmp_path)
    assert autostart.state() is ELSEWHERE
    autostart.enable()
    assert autostart.state() is ON


@pytest.mark.parametrize(
    "text", ["", "rubbish", "[Desktop Entry]\n", "[Desktop Entry]\nType=Application\n", "\0\xff" * 99]
)
def test_an_entry_that_starts_nothing_is_off(tmp_path: Path, text: str) -> None:
    autostart = xdg(tmp_path)
    autostart.path.parent.mkdir(parents=True)
    autostart.path.write_text(text, encoding="latin-1")
    assert autostart.state() is OFF


def test_an_entry_whose_program_is_gone_by_its_own_word_is_off(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.enable()
    with autostart.path.open("a") as file:
        file.write(f"TryExec={tmp_path / 'gone'}\n")
    assert autostart.state() is OFF


def test_unclosed_quotes_point_elsewhere(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.path.parent.mkdir(parents=True)
    autostart.path.write_text('[Desktop Entry]\nExec="/opt/watt print\n')
    assert autostart.state() is ELSEWHERE


def test_an_entry_of_the_systems_is_seen_and_hidden_by_ours(tmp_path: Path) -> None:
    shared = XdgAutostart(tmp_path / "shared", COMMAND)
    shared.enable()
    autostart = xdg(tmp_path)
    assert autostart.state() is ON
    autostart.disable()
    assert autostart.state() is OFF
    assert shared.path.exists()
    autostart.enable()
    assert autostart.state() is ON


def test_a_link_to_a_file_kept_elsewhere_stays_a_link(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.path.parent.mkdir(parents=True)
    kept = tmp_path / "dotfiles" / "w.desktop"
    kept.parent.mkdir()
    kept.write_text("[Desktop Entry]\nHidden=true\n")
    autostart.path.symlink_to(kept)
    autostart.enable()
    assert autostart.path.is_symlink()
    assert "Exec=" in kept.read_text()


def test_a_mask_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.path.parent.mkdir(parents=True)
    pipe = tmp_path / "special"
    os.mkfifo(pipe)
    autostart.path.symlink_to("/dev/null")
    assert autostart.state() is OFF
    autostart.path.unlink()
    autostart.path.symlink_to(pipe)  # stands for /dev/null, which a failing test would replace
    autostart.enable()
    assert pipe.is_fifo()
    assert autostart.state() is ON


def test_what_cannot_be_changed_is_one_typed_error(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.path.parent.parent.mkdir()
    autostart.path.parent.write_text("a file where the folder should be")
    assert autostart.state() is OFF
    with pytest.raises(AutostartError) as caught:
        autostart.enable()
    assert str(autostart.path) in str(caught.value)


def test_links_in_a_circle_are_one_typed_error(tmp_path: Path) -> None:
    autostart = xdg(tmp_path)
    autostart.path.parent.mkdir(parents=True)
    autostart.path.symlink_to(autostart.path)
    with pytest.raises(AutostartError):
        autostart.state()
    autostart.enable()
    assert autostart.state() is ON


def test_a_full_disk_leaves_the_old_entry_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xdg(tmp_path, ["/old"]).enable()
    autostart = xdg(tmp_path)
    before = autostart.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(AutostartError, match="No space left"):
        autostart.enable()
    assert autostart.path.read_bytes() == before
    assert list(autostart.path.parent.iterdir()) == [autostart.path]


@pytest.mark.skipif(shutil.which("setpriv") is None or os.geteuid() != 0, reason="needs to become nobody")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from wattprint.system.autostart import AutostartError\n"
        "from wattprint.system.autostart_xdg import XdgAutostart\n"
        "try: XdgAutostart(Path('/etc'), ['/x']).enable()\n"
        "except AutostartError as error: print(error)\n"
    )
    root = Path(__file__).parents[3] / "desktop"
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"nobody cannot run this checkout: {done.stderr[-200:]}")
    assert done.stdout == "/etc/wattprint.desktop: Permission denied\n"


def test_the_folders_follow_the_environment(home: Path) -> None:
    own, shared = config_folders({"XDG_CONFIG_HOME": "/c", "XDG_CONFIG_DIRS": "/a:relative:/b"})
    assert own == Path("/c/autostart")
    assert shared == (Path("/a/autostart"), Path("/b/autostart"))
    own, shared = config_folders({"XDG_CONFIG_HOME": "relative"})
    assert own == home / ".config" / "autostart"
    assert shared == (Path("/etc/xdg/autostart"),)


# -- which mechanism ----------------------------------------------------------------------------------------


def test_every_system_has_its_mechanism(tmp_path: Path, home: Path) -> None:
    none = tmp_path / "none"
    linux = platform_autostart(COMMAND, platform="linux", sandbox_mark=none)
    assert isinstance(linux, XdgAutostart)
    assert linux.path == home / "config" / "autostart" / "wattprint.desktop"
    assert isinstance(platform_autostart(COMMAND, platform="darwin", sandbox_mark=none), MacAutostart)
    strange = platform_autostart(COMMAND, platform="plan9", sandbox_mark=none)
    assert strange.state() is AutostartState.UNAVAILABLE
    with pytest.raises(AutostartError, match="plan9"):
        strange.enable()
    strange.disable()


def test_nothing_is_written_from_inside_a_sandbox(tmp_path: Path) -> None:
    (tmp_path / "mark").touch()
    found = platform_autostart(COMMAND, platform="linux", sandbox_mark=tmp_path / "mark")
    assert isinstance(found, NullAutostart)


def test_without_a_command_this_installation_is_started(home: Path, tmp_path: Path) -> None:
    autostart = platform_autostart(platform="linux", sandbox_mark=tmp_path / "none")
    autostart.enable()
    text = (home / "config" / "autostart" / "wattprint.desktop").read_text()
    (line,) = [one for one in text.splitlines() if one.startswith("Exec=")]
    arguments = exec_arguments(line.removeprefix("Exec="))
    assert arguments is not None
    assert arguments[-1] == "--background"
    assert Path(arguments[0]).is_absolute()


# -- what to start ------------------------------------------------------------------------------------------


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_console_script_starts_as_itself_and_a_link_stays_one(tmp_path: Path) -> None:
    script = program(tmp_path / "venv" / "bin" / "wattprint")
    link = tmp_path / "bin" / "wattprint"
    link.parent.mkdir()
    link.symlink_to(script)
    assert launch_command(argv0=str(link), executable="/usr/bin/python3", environ={}) == [str(link)]


def test_a_relative_start_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "wattprint")
    monkeypatch.chdir(tmp_path)
    assert launch_command(argv0="wattprint", environ={}) == [str(tmp_path / "wattprint")]


def test_from_a_virtual_environment_its_own_script_starts(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    script = program(python.with_name("wattprint"))
    found = launch_command(argv0="/x/wattprint/__main__.py", executable=str(python), environ={})
    assert found == [str(script)]


def test_without_a_script_the_module_starts(tmp_path: Path) -> None:
    found = launch_command(argv0="/x/wattprint/__main__.py", executable="/v/bin/python", environ={})
    assert found == ["/v/bin/python", "-P", "-m", "wattprint"]


def test_an_app_image_starts_as_a_whole(tmp_path: Path) -> None:
    image = program(tmp_path / "Wattprint.AppImage")
    found = launch_command(argv0="/tmp/.mount/bin/wattprint", environ={"APPIMAGE": str(image)})
    assert found == [str(image)]


def test_a_checkout_known_by_its_path_only_really_starts_from_anywhere(tmp_path: Path) -> None:
    root = Path(__file__).parents[3] / "desktop"
    command = launch_command(argv0=str(root / "wattprint" / "__main__.py"), environ={"PYTHONPATH": str(root)})
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [*command, "--version"],
        cwd=tmp_path,
        env=bare,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("wattprint "), done.stderr


# -- Windows and macOS, by their files and keys only --------------------------------------------------------


class FakeRegistry:
    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.refuses = False

    def get(self, key: str, name: str) -> object | None:
        return self.values.get((key, name))

    def set_text(self, key: str, name: str, text: str) -> None:
        if self.refuses:
            raise PermissionError(13, "Access is denied")
        self.values[key, name] = text

    def delete(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


def test_windows_run_key_and_the_task_managers_switch() -> None:
    registry = FakeRegistry()
    command = [r"C:\Program Files\Wattprint\wattprint.exe", "--background"]
    autostart = WindowsAutostart(registry, command)
    assert autostart.state() is OFF
    autostart.enable()
    assert registry.values[RUN, NAME] == r'"C:\Program Files\Wattprint\wattprint.exe" --background'
    assert autostart.state() is ON
    registry.values[APPROVED, NAME] = bytes([3]) + bytes(11)
    assert autostart.state() is OFF
    registry.values[APPROVED, NAME] = bytes([2]) + bytes(11)
    assert autostart.state() is ON
    registry.values[RUN, NAME] = r"D:\old\wattprint.exe"
    assert autostart.state() is ELSEWHERE
    registry.values[APPROVED, NAME] = bytes([3]) + bytes(11)
    autostart.enable()
    assert autostart.state() is ON
    autostart.disable()
    assert registry.values == {}
    registry.refuses = True
    with pytest.raises(AutostartError, match="Access is denied"):
        autostart.enable()


@pytest.mark.skipif(sys.platform == "win32", reason="there is a registry")
def test_no_registry_is_a_typed_error() -> None:
    with pytest.raises(AutostartError):
        user_registry()


def test_macos_launch_agent(tmp_path: Path) -> None:
    autostart = MacAutostart(tmp_path / "LaunchAgents", COMMAND)
    assert autostart.state() is OFF
    autostart.enable()
    assert autostart.state() is ON
    agent = plistlib.loads(autostart.path.read_bytes())
    assert agent["ProgramArguments"] == COMMAND
    assert agent["RunAtLoad"] is True
    autostart.path.write_bytes(plistlib.dumps({**agent, "Disabled": True}))
    assert autostart.state() is OFF
    autostart.path.write_bytes(plistlib.dumps({**agent, "ProgramArguments": ["/old"]}))
    assert autostart.state() is ELSEWHERE
    for rubbish in (b"", b"<plist>", b"bplist00", b"\xff" * 40):
        autostart.path.write_bytes(rubbish)
        assert autostart.state() is OFF
    autostart.enable()
    autostart.disable()
    autostart.disable()
    assert not autostart.path.exists()
    (tmp_path / "file").touch()
    with pytest.raises(AutostartError):
        MacAutostart(tmp_path / "file", COMMAND).enable()
