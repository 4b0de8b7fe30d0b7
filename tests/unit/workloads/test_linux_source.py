from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wattprint.workloads.linux_source import LinuxSource

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads a folder like /proc")


def stat_line(name: str, *, state: str = "S", parent: int = 7, start: int = 5000, flags: int = 0) -> bytes:
    fields = [state, str(parent), *["0"] * 3, "-1", str(flags)]
    line = ["0"] * 50
    line[: len(fields)] = fields
    line[6], line[11], line[12], line[19] = str(flags), "150", "50", str(start)
    return b"42 (" + os.fsencode(name) + b") " + " ".join(line).encode() + b"\n"


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    (tmp_path / "stat").write_text("cpu 1 2 3\nbtime 1700000000\n")
    (tmp_path / "self").mkdir()
    write(tmp_path, stat_line("llama-server"))
    return tmp_path


def write(root: Path, stat: bytes, cmdline: bytes = b"llama-server\0-m\0a.gguf\0") -> None:
    folder = root / "42"
    folder.mkdir(exist_ok=True)
    (folder / "stat").write_bytes(stat)
    (folder / "cmdline").write_bytes(cmdline)


def test_a_process_is_read(proc: Path) -> None:
    source = LinuxSource(str(proc))
    assert source.pids() == {42}
    facts = source.look(42)
    assert facts is not None
    ticks = os.sysconf("SC_CLK_TCK")
    assert facts.started_s == 1_700_000_000 + 5000 / ticks
    assert (facts.parent_pid, facts.name, facts.own, facts.exe) == (7, "llama-server", True, None)
    assert facts.argv[:3] == ("llama-server", "-m", "a.gguf")
    assert source.usage(42) == (facts.started_s, 200 / ticks)


@pytest.mark.parametrize("name", ["a) S 1 (b", "x\ny", ")", "((", "", "é" * 7, "a b c"])
def test_any_name_in_the_parentheses(proc: Path, name: str) -> None:
    write(proc, stat_line(name))
    facts = LinuxSource(str(proc)).look(42)
    assert facts is not None
    assert (facts.name, facts.parent_pid) == (name, 7)


@pytest.mark.parametrize("state", ["Z", "X"])
def test_the_dead_are_gone(proc: Path, state: str) -> None:
    write(proc, stat_line("x", state=state))
    source = LinuxSource(str(proc))
    assert source.look(42) is None
    assert source.usage(42) is None


@pytest.mark.parametrize("raw", [b"", b"42", b"42 (x", b"42 (x) S 1", b")(" * 40, b"\xff" * 3000])
def test_what_is_no_stat_line_is_nobody(proc: Path, raw: bytes) -> None:
    write(proc, raw)
    source = LinuxSource(str(proc))
    assert source.look(42) is None
    assert source.usage(42) is None


def test_a_process_that_vanishes_between_two_files(proc: Path) -> None:
    (proc / "42" / "cmdline").unlink()
    assert LinuxSource(str(proc)).look(42) is None


def test_long_command_lines_are_cut(proc: Path) -> None:
    write(proc, stat_line("x"), b"a\0" * 500_000)
    facts = LinuxSource(str(proc)).look(42)
    assert facts is not None
    assert len(facts.argv) == 1024
    write(proc, stat_line("x"), b"a" * 5_000_000)
    facts = LinuxSource(str(proc)).look(42)
    assert facts is not None
    assert len(facts.argv[0]) == 65_536


def test_kernel_threads_are_told_by_their_flag(proc: Path) -> None:
    write(proc, stat_line("kworker/0:1", flags=0x00208040), b"")
    facts = LinuxSource(str(proc)).look(42)
    assert facts is not None
    assert facts.kernel
    assert facts.argv == ()


def test_mapped_files_by_base_name(proc: Path) -> None:
    (proc / "42" / "maps").write_bytes(
        b"7f00-7f01 r-xp 00000000 08:01 1    /v/lib/xllamacpp.abi3.so\n"
        b"7f02-7f03 r--s 00000000 08:01 2    /m/with space.gguf\n"
        b"7f04-7f05 rw-p 00000000 00:00 0    [heap]\n"
        b"7f06-7f07 rw-p 00000000 00:00 0\n"
        b"7f08-7f09 r-xp 00000000 08:01 1    /v/lib/xllamacpp.abi3.so\n"
    )
    assert LinuxSource(str(proc)).mapped_files(42) == {"xllamacpp.abi3.so", "with space.gguf"}


def test_no_process_table_at_all(tmp_path: Path) -> None:
    source = LinuxSource(str(tmp_path / "nothing"))
    with pytest.raises(OSError, match="nothing"):
        source.pids()
    assert source.look(1) is None


def test_the_newest_pid_is_the_last_field_of_loadavg(tmp_path: Path) -> None:
    (tmp_path / "loadavg").write_text("0.20 0.18 0.12 1/80 11206\n")
    assert LinuxSource(str(tmp_path)).newest_pid() == 11206
    (tmp_path / "loadavg").write_text("garbage")
    assert LinuxSource(str(tmp_path)).newest_pid() is None
    assert LinuxSource(str(tmp_path / "nowhere")).newest_pid() is None


def test_a_new_process_changes_the_newest_pid() -> None:
    source = LinuxSource()
    before = source.newest_pid()
    subprocess.run(["true"], check=True)
    assert source.newest_pid() != before
