"""Real processes of this machine, under hostile names: nothing raises, nothing leaks, everything is found."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from wattprint.domain.workload import Kind, Workload
from wattprint.reference.workload_rules import load_rules
from wattprint.workloads.linux_source import LinuxSource
from wattprint.workloads.ollama_models import OllamaModels
from wattprint.workloads.processes import KnownProcess, Role
from wattprint.workloads.psutil_source import PsutilSource
from wattprint.workloads.watch import ProcessWatch

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")

RULES = load_rules()
Spawn = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    """Start programs that are stopped at the end; arguments may be bytes."""
    running: list[subprocess.Popen[bytes]] = []

    def start(
        argv: Sequence[str | bytes], *, program: str | None = None, uid: int | None = None
    ) -> subprocess.Popen[bytes]:
        # A process group of its own keeps Python 3.13 from posix_spawn, which refuses an empty title.
        process = subprocess.Popen(
            argv, executable=program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, user=uid, process_group=0
        )
        running.append(process)
        wait_for_arguments(process.pid)
        return process

    yield start
    for process in running:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.communicate()


def wait_for_arguments(pid: int) -> None:
    """Popen returns in the middle of exec: for some milliseconds, or until it has the processor again, the
    new program has a name and no arguments yet.
    """
    deadline = time.monotonic() + 60.0
    while not Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.001)


@pytest.fixture(params=["proc", "psutil"])
def watch(request: pytest.FixtureRequest) -> ProcessWatch:
    source = LinuxSource() if request.param == "proc" else PsutilSource()
    return ProcessWatch(RULES, source=source, ollama=OllamaModels([]))


@pytest.fixture
def proc_watch() -> ProcessWatch:
    return ProcessWatch(RULES, source=LinuxSource(), ollama=OllamaModels([]))


def sleeper(folder: Path, name: str) -> str:
    """A copy of `sleep` under another name: its program file and its first argument agree."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(shutil.which("sleep") or "/bin/sleep", path)
    return str(path)


def idler(folder: Path, name: str) -> list[str | bytes]:
    """A program of another name that waits for its input and takes any arguments after these."""
    path = folder / name
    shutil.copy(shutil.which("sh") or "/bin/sh", path)
    return [str(path), "-c", "read line", "x"]


def known(watch: ProcessWatch, process: subprocess.Popen[bytes]) -> KnownProcess:
    found = watch.process(process.pid)
    assert found is not None
    return found


def test_an_engine_is_found_and_its_end_noticed(watch: ProcessWatch, spawn: Spawn, tmp_path: Path) -> None:
    watch.refresh(0.0)
    before = watch.loaded
    process = spawn([sleeper(tmp_path, "koboldcpp-linux-x64"), "600"])
    workload = Workload("koboldcpp", "KoboldCpp", None, Kind.CHAT)
    assert watch.refresh(5.0) is True
    assert workload in watch.loaded - before
    assert known(watch, process).role is Role.ENGINE
    assert abs(known(watch, process).started_s - psutil.Process(process.pid).create_time()) < 1.0
    assert known(watch, process).parent_pid == os.getpid()
    process.kill()
    deadline = time.monotonic() + 60.0
    while watch.process(process.pid) is not None and time.monotonic() < deadline:
        watch.refresh(10.0)
        time.sleep(0.01)
    assert workload not in watch.loaded  # although nobody has waited for it: a zombie is dead
    assert process.poll() is not None
    watch.refresh(15.0)
    assert watch.process(process.pid) is None


def test_a_renamed_process_changes_a_label_and_nothing_else(watch: ProcessWatch, spawn: Spawn) -> None:
    script = "import os,sys; os.execv('/bin/sleep', ['llama-server', '600'])"
    process = spawn([sys.executable, "-c", script])
    deadline = time.monotonic() + 60.0
    while not Path(f"/proc/{process.pid}/cmdline").read_bytes().startswith(b"llama-server"):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert known(watch, process).workload == Workload("llama-server", "llama.cpp server", None, Kind.CHAT)


def test_an_app_and_its_engine_as_real_parent_and_child(watch: ProcessWatch, spawn: Spawn) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here, whose exec -a names the processes of this test")
    script = "bash -c 'exec -a /opt/lib/ollama/llama-server sleep 600' & echo $!; wait"
    process = spawn(["/usr/bin/ollama", "-c", script, "serve"], program=bash)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    try:
        deadline = time.monotonic() + 60.0
        while b"llama-server" not in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[0]:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        # The shell's own first argument that is no option is its script, so it is no `ollama serve`; the
        # engine's folder tells.
        found = watch.process(child)
        assert found is not None
        assert found.workload == Workload("ollama", "Ollama", "llama-server", Kind.CHAT)
        assert found.parent_pid == process.pid
    finally:
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize(
    "hostile",
    [
        b"\x1b]0;owned\x07\x1b[31m.gguf",
        b"a\nb\r\n\tc.gguf",
        b"\xff\xfe\x80bad.gguf",
        "\u202egpj.exe\u2066.gguf".encode(),
        b"<img src=x onerror=alert(1)>.gguf",
        b"'; DROP TABLE energy; --.gguf",
        b"=cmd|' /C calc'!A0.gguf",
        b"x" * 100_000 + b".gguf",
        b"../../../../etc/passwd",
        b"sha256-" + b"/" * 3000,
        b" ",
    ],
)
def test_hostile_arguments(proc_watch: ProcessWatch, spawn: Spawn, tmp_path: Path, hostile: bytes) -> None:
    program = idler(tmp_path, "llama-server")
    process = spawn([*program, b"-m", hostile, b"--api-key", b"topsecret"])
    for moment in (0.0, 2.0, 60.0):
        proc_watch.refresh(moment)
    found = known(proc_watch, process)
    assert found.role is Role.ENGINE
    assert found.workload is not None
    model = found.workload.model or ""
    assert model.isprintable()
    assert len(model) <= 200
    assert "/" not in model
    assert "topsecret" not in repr(found)
    model.encode("utf-8")


@pytest.mark.parametrize(
    "argv0",
    [
        b"",
        b"\x1b[2J\x1b[H",
        b"\xff\xfe",
        b"<b>x</b>",
        b"x" * 100_000,
        b"\n",
        "\u202eollama".encode(),
        b") R 1 1 (",
    ],
)
def test_hostile_titles(proc_watch: ProcessWatch, spawn: Spawn, argv0: bytes) -> None:
    process = spawn([argv0, "600"], program="/bin/sleep")
    for moment in (0.0, 2.0, 60.0):
        proc_watch.refresh(moment)
    found = known(proc_watch, process)
    assert found.role is Role.UNKNOWN
    assert found.workload is not None
    assert found.workload.pending
    assert found.workload.app_name.isprintable()
    assert len(found.workload.app_name) <= 200
    found.workload.app.encode("utf-8")


def test_hostile_file_names(watch: ProcessWatch, spawn: Spawn, tmp_path: Path) -> None:
    for name in ("a) S 1 (b", "x\ny", "\x1b[31mred", "<i>", "; rm -rf", "\u202etxt"):
        process = spawn([sleeper(tmp_path, name), "600"])
        found = known(watch, process)
        assert found.role is Role.UNKNOWN
        assert found.parent_pid == os.getpid()
        assert found.workload is not None
        assert found.workload.app_name.isprintable()


def test_the_processor_time_of_a_real_tree(watch: ProcessWatch, spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "wgp.py").write_text(
        "import subprocess, sys, time\n"
        "code = 'import time\\nwhile time.process_time() < 0.6: pass\\nprint(1, flush=True)\\ninput()'\n"
        "child = subprocess.Popen([sys.executable, '-c', code], stdin=-1, stdout=-1)  # both are pipes\n"
        "child.stdout.readline()\n"
        "while time.process_time() < 0.4: pass\n"
        "print(child.pid, flush=True)\n"
        "input(); child.kill(); child.wait(); print('gone', flush=True); input()\n"
    )
    process = spawn([sys.executable, str(tmp_path / "wgp.py")])
    assert process.stdout is not None
    assert process.stdin is not None
    child = int(process.stdout.readline())
    watch.refresh(0.0)
    workload = known(watch, process).workload
    assert workload == Workload("wan2gp", "Wan2GP", None, Kind.VIDEO)
    found = watch.process(child)
    assert found is not None
    assert found.workload == workload
    used = watch.engine_cpu_s()[workload]
    assert used >= 0.98
    process.stdin.write(b"\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"gone\n"
    watch.refresh(5.0)
    assert used <= watch.engine_cpu_s()[workload] < used + 0.5


def test_another_users_process(watch: ProcessWatch, spawn: Spawn, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to start a process as another user")
    shared = Path("/tmp") / f"wattprint-test-{os.getpid()}"  # nobody cannot enter pytest's own folder
    shared.mkdir(mode=0o755)
    try:
        program = sleeper(shared, "llama-server")
        Path(program).chmod(0o755)
        process = spawn([program, "600"], uid=65534)
        watch.refresh(0.0)
        found = known(watch, process)
        assert (found.role, found.workload) == (Role.FOREIGN, None)
        everyone = ProcessWatch(RULES, all_users=True, ollama=OllamaModels([]))
        everyone.refresh(0.0)
        assert known(everyone, process).role is Role.ENGINE
    finally:
        shutil.rmtree(shared)


_AS_NOBODY = """
import os, sys
sys.path[:0] = sys.argv[2:]
from wattprint.reference.workload_rules import load_rules
from wattprint.workloads.watch import ProcessWatch
rules = load_rules()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
watch = ProcessWatch(rules)
for moment in (0.0, 2.0, 60.0):
    watch.refresh(moment)
    watch.engine_cpu_s()
found = watch.process(int(sys.argv[1]))
print(found.role.value, found.workload, watch.process(1).role.value)
"""


def test_seen_without_rights_others_are_foreign(spawn: Spawn, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to become another user")
    process = spawn([sleeper(tmp_path, "llama-server"), "600"])
    import wattprint

    folder = str(Path(wattprint.__file__).parents[1])
    # Everything is imported before the rights are dropped: nobody may not read this checkout.
    script = _AS_NOBODY.replace(
        "rules = load_rules()",
        "import wattprint.workloads.linux_source, encodings.idna, pwd; rules = load_rules()",
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(process.pid), folder],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.stdout.split() == ["foreign", "None", "foreign"]


def test_the_real_process_table_is_read_without_a_fault(watch: ProcessWatch) -> None:
    for moment in (0.0, 2.0, 4.0, 60.0):
        watch.refresh(moment)
    for pid in psutil.pids():
        watch.process(pid)
    assert watch.process(os.getpid()) is not None
    assert watch.process(2**22 + 1) is None


def test_both_sources_tell_the_same_of_this_process() -> None:
    pid = os.getpid()
    one, other = LinuxSource().look(pid), PsutilSource().look(pid)
    assert one is not None
    assert other is not None
    assert (one.parent_pid, one.argv, one.exe, one.own, one.kernel) == (
        other.parent_pid, other.argv, other.exe, other.own, other.kernel,
    )  # fmt: skip
    assert one.started_s == pytest.approx(other.started_s, abs=1.0)
    busy, also_busy = LinuxSource().usage(pid), PsutilSource().usage(pid)
    assert busy is not None
    assert also_busy is not None
    assert busy[1] == pytest.approx(also_busy[1], abs=0.5)
    assert LinuxSource().working_folder(pid) == PsutilSource().working_folder(pid) == str(Path.cwd())
    mapped = LinuxSource().mapped_files(pid)
    assert any(name.startswith("libc.so") for name in mapped)
    assert mapped & set(PsutilSource().mapped_files(pid))


def test_what_is_gone_or_absurd_is_none_or_nothing() -> None:
    for source in (LinuxSource(), PsutilSource()):
        for pid in (2**22 + 1, -1):
            assert source.look(pid) is None
            assert source.usage(pid) is None
            assert source.working_folder(pid) is None
            assert not source.has_marker(pid, "x")
            assert source.mapped_files(pid) == frozenset()
        assert not source.has_marker(os.getpid(), "no\0name")


def test_a_kernel_thread_is_nobodys_program(watch: ProcessWatch) -> None:
    watch.refresh(0.0)
    if not Path("/proc/2/comm").exists() or Path("/proc/2/comm").read_text() != "kthreadd\n":
        pytest.skip("no kernel threads are seen from here")
    if isinstance(watch._source, PsutilSource):
        pytest.skip("psutil does not tell kernel threads apart; it is used where they do not show")
    found = watch.process(2)
    assert found is not None
    assert (found.role, found.workload) == (Role.BENIGN, None)
