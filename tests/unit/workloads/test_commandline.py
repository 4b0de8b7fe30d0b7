from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.workloads.commandline import CommandLine, clean_name, fold_program, parse


def run_by(*argv: str, exe: str | None = None) -> tuple[str, str, str]:
    line = parse(argv, exe)
    return line.interpreter, line.script, line.module


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/usr/bin/python3.11", "python"),
        ("/usr/bin/python3.13t", "python"),
        ("C:\\Python312\\pythonw.exe", "python"),
        ("/usr/bin/pypy3", "python"),
        ("/usr/bin/python-config", "python-config"),
        ("pythonista", "pythonista"),
        ("nodejs", "node"),
        ("Ollama.EXE", "ollama"),
        ("/opt/llama-server (deleted)", "llama-server"),
        ("/", ""),
        ("", ""),
    ],
)
def test_program_names_are_folded(path: str, name: str) -> None:
    assert fold_program(path) == name


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("python", "-s", "-u", "main.py", "-m", "x"), ("python", "main.py", "")),
        (("python", "-su", "main.py"), ("python", "main.py", "")),
        (("python", "-I", "-X", "utf8", "-W", "ignore", "/a/Main.PY"), ("python", "main.py", "")),
        (("python", "-Xutf8", "-Wignore", "m.py"), ("python", "m.py", "")),
        (("python", "--check-hash-based-pycs", "never", "m.py"), ("python", "m.py", "")),
        (("python", "-m", "vllm.entrypoints", "-m", "x"), ("python", "", "vllm.entrypoints")),
        (("python", "-Im", "pkg.mod"), ("python", "", "pkg.mod")),
        (("python", "-mpkg"), ("python", "", "pkg")),
        (("python", "-c", "import x; main.py"), ("python", "-c", "")),
        (("python", "-cprint()", "main.py"), ("python", "-c", "")),
        (("python", "-"), ("python", "-", "")),
        (("python", "-X"), ("python", "", "")),
        (("python",), ("python", "", "")),
        (("env", "-u", "A", "B=c", "python3", "x.py"), ("python", "x.py", "")),
        (("uv", "run", "--with", "torch", "-p", "3.12", "x.py"), ("python", "x.py", "")),
        (("uv", "run", "-m", "pkg"), ("python", "", "pkg")),
        (("uv", "tool", "run", "python", "x.py"), ("python", "x.py", "")),
        (("uv", "pip", "install", "x.py"), ("", "", "")),
        (("uvx", "--from", "a", "python", "x.py"), ("python", "x.py", "")),
        (("conda", "run", "-n", "env", "python", "x.py"), ("python", "x.py", "")),
        (("nice", "-n", "5", "python", "x.py"), ("python", "x.py", "")),
        (("accelerate", "launch", "--num_processes", "2", "train.py"), ("python", "train.py", "")),
        (("python", "/v/bin/accelerate", "launch", "--gpu_ids", "0", "t.py"), ("python", "t.py", "")),
        (("python", "-m", "accelerate.commands.launch", "t.py"), ("python", "t.py", "")),
        (("torchrun", "--nproc-per-node", "2", "-m", "pkg"), ("python", "", "pkg")),
        (("python", "-m", "torch.distributed.run", "--nnodes=1", "t.py"), ("python", "t.py", "")),
        (("uv", "run", "accelerate", "launch", "t.py"), ("python", "t.py", "")),
        (("node", "--require", "a.js", "b.js"), ("node", "b.js", "")),
        (("node", "-e", "code"), ("node", "-c", "")),
        (("node", "--eval=code"), ("node", "-c", "")),
        (("dotnet", "exec", "SwarmUI.dll"), ("dotnet", "swarmui.dll", "")),
        (("java", "-Xmx1G", "-cp", "a.jar", "org.Main", "x"), ("java", "", "org.main")),
        (("java", "-jar", "/a/b.jar"), ("java", "b.jar", "")),
        (("env",) * 50 + ("python", "x.py"), ("", "", "")),
    ],
)  # fmt: skip
def test_options_before_the_script_are_skipped(argv: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    assert run_by(*argv) == expected


def test_code_stays_among_the_arguments_that_rules_search() -> None:
    assert parse(["node", "-e", "require('llmworker')"]).arguments == ("require('llmworker')",)
    assert parse(["node", "--eval=require('llmworker')"]).arguments[0].endswith("require('llmworker')")
    assert parse(["python", "-c", "code", "x"]).arguments == ("code", "x")
    assert parse(["python", "-ccode", "x"]).arguments == ("code", "x")


def test_the_program_file_tells_the_interpreter_where_the_first_argument_does_not() -> None:
    assert run_by("my-name", "main.py", exe="/usr/bin/python3.11") == ("python", "main.py", "")


def test_flags_in_both_forms_the_last_one_wins() -> None:
    line = parse(["x", "--model", "a", "-m", "b", "--served_model_name=c=d", "--flag", "--model=e", "-m"])
    assert line.value("--model") == "e"
    assert line.value("-m") == "b"
    assert line.value("--served-model-name") == "c=d"
    assert line.value("--flag") is None
    assert line.value("--mod") is None
    assert line.has_flag("--flag")
    assert line.has_flag("--served-model-name")
    assert not line.has_flag("--fla")
    assert not line.has_flag("a")


def test_subcommands_and_what_follows_them() -> None:
    assert parse(["vllm", "--x", "Serve", "org/M"]).subcommand == "serve"
    assert parse(["vllm", "serve", "org/M"]).after("serve") == "org/M"
    assert parse(["vllm", "serve", "--port", "1"]).after("serve") is None
    assert parse(["vllm", "bench", "org/M"]).after("serve") is None
    assert parse(["vllm"]).subcommand == ""


@pytest.mark.parametrize("argv", [[], [""], [""] * 120])
def test_nothing_at_all(argv: list[str]) -> None:
    assert parse(argv) == CommandLine()
    assert parse(argv, "/usr/bin/foo").program == "foo"


def test_a_title_written_over_the_arguments() -> None:
    line = parse(["VLLM::EngineCore", *[""] * 120])
    assert line.title == "VLLM::EngineCore"
    assert line.arguments == ()
    assert parse(["/opt/x/chrome --type=renderer --lang=fr"]).program == "chrome"


def test_huge_command_lines_cost_next_to_nothing() -> None:
    huge = [
        ["llama-server", "-m", "x" * 10_000_000],
        ["python", *["-su"] * 200_000],
        ["env", *["a=b"] * 200_000, "python", "x.py"],
        ["x\0" * 100_000] * 3,
        ["uv", "run"] * 100_000,
    ]
    begin = time.process_time()
    for argv in huge:
        line = parse(argv)
        line.value("-m")
        line.has_flag("--nothing")
    assert time.process_time() - begin < 1.0  # 100 times what it takes
    assert sum(len(argument) for argument in parse(huge[0]).arguments) < 10_000


def test_a_command_line_never_shows_what_it_holds() -> None:
    line = parse(["llama-server", "--api-key", "topsecret", "-p", "a prompt"])
    assert "topsecret" not in repr(line)
    assert "prompt" not in repr(line)


_ARGUMENTS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.binary(max_size=20).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
        st.sampled_from(
            ["python", "-m", "-c", "-X", "env", "uv", "run", "node", "-e", "java", "-jar", "accelerate",
             "launch", "t.py", "--model", "=", "-", "--", "torchrun", "a=b", "", "serve", "--model=x"]
        ),
    ),
    max_size=12,
)  # fmt: skip


@given(_ARGUMENTS, st.none() | st.text(max_size=30))
def test_parsing_never_fails(argv: list[str], exe: str | None) -> None:
    line = parse(argv, exe)
    assert len(line.arguments) <= len(argv)
    for flag in ("-m", "--model", "", "-"):
        line.value(flag)
        line.has_flag(flag)
    line.after("serve")
    assert len(clean_name(line.program)) <= 200
    assert isinstance(line.subcommand, str)


@given(st.lists(st.text(min_size=1, max_size=10).filter(lambda text: text[0] != "-"), min_size=1, max_size=5))
def test_what_follows_a_script_is_kept_as_it_is(following: list[str]) -> None:
    line = parse(["python", "-u", "main.py", *following])
    assert (line.script, line.arguments) == ("main.py", tuple(following))
