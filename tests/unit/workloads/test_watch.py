from __future__ import annotations

import gc
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.processes import FakeSource
from wattprint.domain.workload import Kind, Workload
from wattprint.reference.workload_rules import load_rules
from wattprint.workloads import watch as watch_module
from wattprint.workloads.ollama_models import OllamaModels
from wattprint.workloads.processes import KnownProcess, Role
from wattprint.workloads.watch import LAST_LOOK_S, SECOND_LOOK_S, ProcessWatch

RULES = load_rules()
LLAMA_A = Workload("llama-server", "llama.cpp server", None, Kind.CHAT, "a")
OLLAMA = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "a")


@pytest.fixture
def source() -> FakeSource:
    source = FakeSource()
    source.start(1, "/sbin/init")
    return source


def watching(source: FakeSource, *, all_users: bool = False) -> ProcessWatch:
    return ProcessWatch(RULES, all_users=all_users, source=source, ollama=OllamaModels([]))


def known(watch: ProcessWatch, pid: int) -> KnownProcess:
    found = watch.process(pid)
    assert found is not None
    return found


def test_an_engine_comes_and_goes(source: FakeSource) -> None:
    watch = watching(source)
    assert watch.refresh(0.0) is False
    assert watch.loaded == frozenset()
    source.start(50, "llama-server", "-m", "a.gguf")
    assert watch.refresh(5.0) is True
    assert watch.loaded == {LLAMA_A}
    assert watch.refresh(10.0) is False
    source.stop(50)
    assert watch.refresh(15.0) is True
    assert watch.loaded == frozenset()
    assert watch.process(50) is None


def test_a_process_is_looked_at_twice_and_then_left_alone(source: FakeSource) -> None:
    watch = watching(source)
    watch.refresh(0.0)
    source.start(50, "llama-server", "-m", "a.gguf")
    watch.refresh(100.0)
    assert watch.next_look_s == 100.0 + SECOND_LOOK_S
    watch.refresh(100.0 + SECOND_LOOK_S)
    assert watch.next_look_s is None
    source.looks.clear()
    for second in range(200, 4000, 5):
        watch.refresh(float(second))
    assert 50 not in source.looks


def test_an_idle_refresh_looks_at_nothing_and_reads_only_what_matters(source: FakeSource) -> None:
    for pid in range(100, 400):
        source.start(pid, f"/usr/bin/thing{pid}")
    source.start(500, "llama-server", "-m", "a.gguf")
    watch = watching(source)
    for moment in (0.0, 2.0, 60.0):
        watch.refresh(moment)
    source.looks.clear()
    source.usages.clear()
    watch.refresh(70.0)
    assert source.looks == []
    assert 500 in source.usages
    assert len(source.usages) <= 1 + watch_module._SPOT_CHECKS


def test_while_no_pid_was_given_out_nothing_is_listed_but_an_ended_engine_is_noticed(
    source: FakeSource,
) -> None:
    source.start(10, "/usr/bin/llama-server", "-m", "/models/qwen.gguf")
    source.newest = 10
    watch = ProcessWatch(load_rules(), source=source)
    watch.refresh(0)
    for second in range(5, 60, 5):
        assert not watch.refresh(second)
    assert source.listings == 1
    source.stop(10)
    assert watch.refresh(60)
    assert watch.loaded == frozenset()
    source.start(11, "/usr/bin/llama-server", "-m", "/models/qwen.gguf")
    source.newest = 11
    assert watch.refresh(65)
    assert len(watch.loaded) == 1


def test_exec_after_the_first_look_is_noticed_by_the_second(source: FakeSource) -> None:
    watch = watching(source)
    source.start(50, "bash")
    watch.refresh(0.0)
    source.exec(50, "llama-server", "-m", "a.gguf")
    assert watch.refresh(1.0) is False
    assert watch.refresh(SECOND_LOOK_S) is True
    assert watch.loaded == {LLAMA_A}


def test_a_script_that_replaces_itself_late_is_noticed_by_the_last_look(source: FakeSource) -> None:
    watch = watching(source)
    source.start(50, "sh", "start.sh")
    watch.refresh(0.0)
    watch.refresh(3.0)
    source.exec(50, "llama-server", "-m", "a.gguf")
    assert watch.next_look_s is None
    assert watch.refresh(3.0 + LAST_LOOK_S) is True
    assert watch.loaded == {LLAMA_A}


def test_a_parent_that_turns_out_to_be_an_app_renames_its_children(source: FakeSource) -> None:
    watch = watching(source)
    source.start(40, "bash")
    source.start(50, "/x/llama-server", "--model", "a.gguf", parent=40)
    watch.refresh(0.0)
    assert watch.loaded == {LLAMA_A}
    source.exec(40, "ollama", "serve")
    assert watch.refresh(2.0) is True
    assert watch.loaded == {OLLAMA}


def test_a_child_may_have_the_smaller_pid(source: FakeSource) -> None:
    watch = watching(source)
    source.start(30, "/x/llama-server", "--model", "a.gguf", parent=900, started_s=2000.0)
    source.start(900, "ollama", "serve", started_s=1900.0)
    watch.refresh(0.0)
    assert watch.loaded == {OLLAMA}


def test_an_app_alone_loads_nothing(source: FakeSource) -> None:
    source.start(40, "ollama", "serve")
    watch = watching(source)
    assert watch.refresh(0.0) is False
    assert known(watch, 40).role is Role.APP
    assert known(watch, 40).workload == Workload("ollama", "Ollama", None, Kind.CHAT)


def test_a_reused_pid_is_another_process(source: FakeSource) -> None:
    watch = watching(source)
    source.start(50, "llama-server", "-m", "a.gguf", started_s=100.0)
    watch.refresh(0.0)
    source.start(50, "/usr/bin/blender", started_s=200.0)
    assert watch.refresh(5.0) is True
    assert watch.loaded == frozenset()
    assert watch.rivals == {50}
    assert known(watch, 50).started_s == 200.0


def test_a_reused_pid_of_a_program_that_did_not_matter_is_noticed_in_turn(source: FakeSource) -> None:
    for pid in range(100, 200):
        source.start(pid, "bash", started_s=100.0)
    watch = watching(source)
    watch.refresh(0.0)
    source.start(150, "llama-server", "-m", "a.gguf", started_s=200.0)
    assert any(watch.refresh(5.0 * number) for number in range(1, 20))
    assert watch.loaded == {LLAMA_A}


def test_a_reused_pid_is_noticed_on_demand(source: FakeSource) -> None:
    watch = watching(source)
    source.start(50, "bash", started_s=100.0)
    for pid in range(100, 150):
        source.start(pid, "sh")
    watch.refresh(0.0)
    watch.refresh(5.0)
    source.start(50, "llama-server", "-m", "a.gguf", started_s=200.0)
    assert known(watch, 50).workload == LLAMA_A
    source.usages.clear()
    assert known(watch, 50).workload == LLAMA_A
    assert source.usages == []  # asked once between two refreshes, not every second


def test_a_parents_pid_given_to_another_program_makes_no_family(source: FakeSource) -> None:
    watch = watching(source)
    source.start(40, "krita", started_s=3000.0)
    source.start(50, "llama-server", "-m", "a.gguf", parent=40, started_s=2000.0)
    watch.refresh(0.0)
    assert watch.loaded == {LLAMA_A}


def test_a_process_on_the_gpu_is_looked_at_on_demand_with_its_parents(source: FakeSource) -> None:
    watch = watching(source)
    watch.refresh(0.0)
    source.start(40, "ollama", "serve")
    source.start(50, "/x/llama-server", "--model", "a.gguf", parent=40)
    assert known(watch, 50).workload == OLLAMA
    assert watch.loaded == {OLLAMA}
    assert watch.refresh(1.0) is True  # the loop is told once
    assert watch.refresh(5.0) is False


def test_unknown_programs_carry_what_they_would_be_called(source: FakeSource) -> None:
    source.start(50, "/opt/x/bin/python3.11", "/secret/folder/train.py", "--token", "abc")
    watch = watching(source)
    watch.refresh(0.0)
    found = known(watch, 50)
    assert found.role is Role.UNKNOWN
    assert found.workload == Workload(
        "program:python/train.py", "python train.py", None, Kind.OTHER, pending=True
    )


def test_other_users_processes_are_nobodys_business(source: FakeSource) -> None:
    source.start(50, "llama-server", "-m", "a.gguf", own=False, user="root")
    source.start(51, "python", "x.py", own=False, user="root")
    watch = watching(source)
    watch.refresh(0.0)
    assert (known(watch, 50).role, known(watch, 50).workload) == (Role.FOREIGN, None)
    assert (known(watch, 51).role, known(watch, 51).workload) == (Role.FOREIGN, None)
    everyone = watching(source, all_users=True)
    everyone.refresh(0.0)
    assert everyone.loaded == {LLAMA_A}


def test_rivals_are_listed_whoever_runs_them(source: FakeSource) -> None:
    source.start(50, "/usr/bin/FahCore_22", own=False, user="fahclient")
    source.start(51, "blender")
    watch = watching(source)
    watch.refresh(0.0)
    assert watch.rivals == {50, 51}
    source.stop(51)
    watch.refresh(5.0)
    assert watch.rivals == {50}


def test_libraries_are_read_once_they_are_loaded_and_only_of_unknown_pythons(source: FakeSource) -> None:
    source.start(50, "python", "mine.py", libraries=frozenset({"xllamacpp.abi3.so", "tiny.gguf"}))
    source.start(51, "gdb", libraries=frozenset({"libllama.so"}))
    source.start(52, "python", "x.py", own=False, user="v", libraries=frozenset({"libllama.so"}))
    source.start(53, "python", "wgp.py")
    watch = watching(source)
    watch.refresh(0.0)
    assert source.maps_read == []
    watch.refresh(2.0)
    assert set(source.maps_read) == {50}
    assert known(watch, 50).workload == Workload(
        "llama-cpp-in-python", "llama.cpp in Python", None, Kind.CHAT, "tiny"
    )
    source.maps_read.clear()
    for second in range(10, 200, 5):
        watch.refresh(float(second))
    assert source.maps_read == []


def test_a_python_that_loads_its_libraries_slowly(source: FakeSource) -> None:
    process = source.start(50, "python", "mine.py")
    watch = watching(source)
    watch.refresh(0.0)
    watch.refresh(2.0)
    process.libraries = frozenset({"libllama.so"})
    assert watch.refresh(2.0 + LAST_LOOK_S) is True


def test_a_router_without_a_model_hands_its_place_to_its_child(source: FakeSource) -> None:
    source.start(40, "llama-server", "--models-dir", "/m")
    watch = watching(source)
    watch.refresh(0.0)
    source.start(50, "llama-server", "--alias", "a", "--model", "/m/a.gguf", parent=40)
    source.processes[40].cpu_s = 5.0
    watch.refresh(5.0)
    assert watch.loaded == {LLAMA_A}
    assert known(watch, 40).role is Role.APP
    assert known(watch, 50).role is Role.ENGINE
    source.processes[50].cpu_s = 3.0
    assert watch.engine_cpu_s() == {LLAMA_A: 3.0}
    source.stop(50)
    watch.refresh(10.0)
    assert known(watch, 40).role is Role.ENGINE


def test_the_boot_loader_and_its_child_are_one(source: FakeSource) -> None:
    source.start(40, "koboldcpp-linux-x64", "--model", "a.gguf")
    source.start(41, "koboldcpp-linux-x64", "--model", "a.gguf", parent=40)
    watch = watching(source)
    watch.refresh(0.0)
    assert watch.loaded == {Workload("koboldcpp", "KoboldCpp", None, Kind.CHAT, "a")}
    source.processes[40].cpu_s, source.processes[41].cpu_s = 1.0, 2.0
    assert list(watch.engine_cpu_s().values()) == [3.0]


def total(used: Mapping[Workload, float]) -> float:
    assert len(used) == 1
    return next(iter(used.values()))


def test_cpu_time_is_of_the_engine_and_all_that_it_started(source: FakeSource) -> None:
    engine = source.start(50, "python", "wgp.py")
    watch = watching(source)
    watch.refresh(0.0)
    engine.cpu_s = 10.0
    assert total(watch.engine_cpu_s()) == 10.0
    worker = source.start(60, "python", "-c", "spawn", parent=50)
    coder = source.start(61, "ffmpeg", "-i", "x", "-c:v", "h264_nvenc", "y.mp4", parent=60)
    browser = source.start(62, "firefox", parent=50)
    watch.refresh(5.0)
    worker.cpu_s, coder.cpu_s, browser.cpu_s = 2.0, 3.0, 100.0
    assert total(watch.engine_cpu_s()) == 15.0
    assert watch.rivals == frozenset()  # its own ffmpeg is no rival
    source.stop(61)
    assert total(watch.engine_cpu_s()) == 15.0
    watch.refresh(10.0)
    assert total(watch.engine_cpu_s()) == 15.0
    worker.cpu_s = 2.5
    assert total(watch.engine_cpu_s()) == 15.5


def test_cpu_time_never_falls_and_starts_anew_after_the_workload_was_gone(source: FakeSource) -> None:
    engine = source.start(50, "llama-server", "-m", "a.gguf")
    engine.cpu_s = 10.0
    watch = watching(source)
    watch.refresh(0.0)
    watch.engine_cpu_s()
    engine.cpu_s = 9.0
    assert watch.engine_cpu_s() == {LLAMA_A: 10.0}
    engine.cpu_s = 11.0
    assert watch.engine_cpu_s() == {LLAMA_A: 11.0}
    source.stop(50)
    assert watch.engine_cpu_s() == {LLAMA_A: 11.0}
    watch.refresh(5.0)
    assert watch.engine_cpu_s() == {}
    source.start(51, "llama-server", "-m", "a.gguf").cpu_s = 1.0
    watch.refresh(10.0)
    assert watch.engine_cpu_s() == {LLAMA_A: 1.0}


def test_a_pid_reused_within_a_tree_adds_nothing(source: FakeSource) -> None:
    source.start(50, "llama-server", "-m", "a.gguf").cpu_s = 1.0
    watch = watching(source)
    watch.refresh(0.0)
    source.start(50, "make", started_s=9000.0).cpu_s = 500.0
    assert watch.engine_cpu_s() == {LLAMA_A: 0.0}


def test_a_process_that_vanishes_while_it_is_looked_at(source: FakeSource) -> None:
    watch = watching(source)
    watch.refresh(0.0)
    source.start(50, "llama-server")
    source.vanish_at_look = {50}
    assert watch.refresh(5.0) is False
    assert watch.process(50) is None
    source.vanish_at_look = {51}
    source.start(51, "llama-server")
    assert watch.process(51) is None
    watch.refresh(10.0)
    assert watch.process(4242) is None


def test_zombies_are_dead_though_listed(source: FakeSource) -> None:
    engine = source.start(50, "llama-server", "-m", "a.gguf")
    watch = watching(source)
    watch.refresh(0.0)
    engine.zombie = True
    assert watch.refresh(5.0) is True
    assert watch.loaded == frozenset()
    assert watch.process(50) is None
    watch.refresh(10.0)
    source.looks.clear()
    for second in range(20, 300, 5):
        watch.refresh(float(second))
    assert source.looks.count(50) == 0


def test_a_hidden_process_that_shows_itself_by_the_second_look(source: FakeSource) -> None:
    process = source.start(50, "llama-server", "-m", "a.gguf")
    process.zombie = True
    watch = watching(source)
    watch.refresh(0.0)
    assert watch.process(50) is None
    process.zombie = False
    assert watch.refresh(2.0) is True
    assert watch.loaded == {LLAMA_A}


def test_an_unreadable_process_table_changes_nothing(source: FakeSource) -> None:
    source.start(50, "llama-server", "-m", "a.gguf")
    watch = watching(source)
    watch.refresh(0.0)
    source.broken = True
    assert watch.refresh(5.0) is False
    assert watch.loaded == {LLAMA_A}


def test_a_remote_model_is_no_local_work(source: FakeSource) -> None:
    source.start(40, "ollama", "serve")
    source.start(50, "ollama", "runner", "--model", "gpt-oss:120b-cloud", parent=40)
    watch = watching(source)
    assert watch.refresh(0.0) is False
    assert known(watch, 50).role is Role.APP


def test_the_blobs_of_ollama_get_their_names(source: FakeSource, tmp_path: Path) -> None:
    digest = "a" * 64
    manifest = tmp_path / "manifests" / "registry.ollama.ai" / "library" / "qwen3" / "8b"
    manifest.parent.mkdir(parents=True)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}
    manifest.write_text(json.dumps({"layers": [layer]}))
    source.start(40, "/usr/bin/ollama", "serve", own=False, user="ollama")
    source.start(
        50, "/usr/lib/ollama/llama-server", "--model", f"/x/blobs/sha256-{digest}", parent=40, own=False,
        user="ollama",
    )  # fmt: skip
    watch = ProcessWatch(RULES, source=source, ollama=OllamaModels([tmp_path]))
    watch.refresh(0.0)
    assert watch.loaded == {Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen3:8b")}


def test_memory_is_bounded(source: FakeSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "_MAX_PROCESSES", 50)
    monkeypatch.setattr(watch_module, "_MAX_LOOKS", 20)
    for pid in range(100, 300):
        source.start(pid, "sh")
    watch = watching(source)
    for moment in range(10):
        watch.refresh(float(moment))
    assert len(watch._tracked) == 50
    for pid in range(100, 300):
        source.stop(pid)
    for moment in range(100, 120):
        watch.refresh(float(moment))
    assert len(watch._tracked) == 1
    assert not watch._again
    assert not watch._last


def test_nothing_of_a_command_line_is_kept(source: FakeSource) -> None:
    canary = "CANARY-prompt-and-key"
    source.start(50, "llama-server", "-m", "a.gguf", "--api-key", canary, "-p", canary)
    source.start(51, "python", "main.py", canary, f"--token={canary}")
    source.start(52, "ollama", "run", "m", canary)
    watch = watching(source)
    for moment in (0.0, 2.0, 60.0):
        watch.refresh(moment)
    source.processes.clear()
    gc.collect()
    held: list[object] = [watch]
    seen: set[int] = set()
    while held:
        one = held.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        assert not (isinstance(one, str) and canary in one)
        if type(one).__module__.startswith(("wattprint", "tests.fakes")) or isinstance(
            one, (dict, list, tuple, set, frozenset)
        ):
            held.extend(gc.get_referents(one))
    assert len(seen) > 100


_COMMANDS = st.sampled_from(
    [
        ("llama-server", "-m", "a.gguf"), ("ollama", "serve"), ("bash",), ("python", "wgp.py"), ("blender",),
        ("llama-server", "--models-dir", "x"), ("krita",), ("firefox",), (), ("koboldcpp",),
    ]
)  # fmt: skip
_EVENTS = st.lists(
    st.tuples(st.integers(2, 12), st.one_of(st.none(), _COMMANDS), st.integers(0, 12), st.booleans()),
    max_size=40,
)


@settings(deadline=None)
@given(_EVENTS)
def test_whatever_happens_the_watch_agrees_with_one_that_starts_afresh(
    events: list[tuple[int, tuple[str, ...] | None, int, bool]],
) -> None:
    source = FakeSource()
    source.start(1, "/sbin/init", started_s=0.0)
    watch = watching(source)
    watch.refresh(0.0)
    used: dict[Workload, float] = {}
    for moment, (pid, argv, parent, ask) in enumerate(events, start=1):
        if argv is None:
            source.processes.pop(pid, None)
        else:
            # A parent is an older process than its child, as the system has it.
            elder = parent if parent in source.processes and parent != pid else 1
            source.start(pid, *argv, parent=elder, started_s=float(moment))
        if ask:
            watch.process(pid)
        watch.refresh(moment * 5.0)
        now = watch.engine_cpu_s()
        assert set(now) == watch.loaded
        for workload in used.keys() & now.keys():
            assert now[workload] >= used[workload]
        used = now
        for process in source.processes.values():
            process.cpu_s += 0.5
    for more in range(1, 4):
        watch.refresh((len(events) + more) * 5.0)
    afresh = watching(source)
    afresh.refresh(0.0)
    # One difference is meant: an app that ended stays the name of the engines that it started.
    orphans = {
        pid
        for pid, process in source.processes.items()
        for elder in [source.processes.get(process.facts.parent_pid)]
        if elder is None or elder.facts.started_s > process.facts.started_s
    }
    if not orphans - {1}:
        assert watch.loaded == afresh.loaded
        assert watch.rivals == afresh.rivals


def test_workloads_are_newborn_only_while_all_their_engines_are(source: FakeSource) -> None:
    watch = watching(source)
    source.start(50, "llama-server", "-m", "a.gguf", started_s=2000.0)
    source.start(51, "llama-server", "-m", "b.gguf", started_s=3000.0)
    watch.refresh(0.0)
    assert {w.model for w in watch.born_since(1000.0)} == {"a", "b"}
    assert {w.model for w in watch.born_since(2500.0)} == {"b"}
    source.start(52, "llama-server", "-m", "a.gguf", started_s=4000.0)
    watch.refresh(5.0)
    assert {w.model for w in watch.born_since(3500.0)} == set()
