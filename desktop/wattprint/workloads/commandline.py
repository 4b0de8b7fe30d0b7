"""Taking a command line apart: which program, which script or module, which options.

A command line holds keys, paths and prompts, so what stands here lives for the length of one look and is
never stored, logged or shown: the fields are kept out of repr(), and only what `names` lets through leaves.
Nothing here raises, whatever the arguments are (nothing at all, megabytes, undecodable bytes, titles that a
process wrote over its arguments), and the work is capped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wattprint.workloads.names import base_name, clean_name

__all__ = ["CommandLine", "clean_name", "fold_program", "parse"]

#: Arguments and characters of one argument that are looked at: real command lines stay far below, and the
#: program, the script and the model stand near the front.
_MAX_ARGUMENTS: Final = 512
_MAX_CHARACTERS: Final = 4096
#: Programs that start another one may be nested ("uv run accelerate launch train.py").
_MAX_WRAPPERS: Final = 6

_PYTHON: Final = re.compile(r"(?:python|pythonw|pypy|pypyw)\d*(?:\.\d+)*[tdm]?(?:-dbg)?")
_NODE: Final = re.compile(r"node(?:js)?\d*")
_JAVA: Final = frozenset({"java", "javaw"})

#: Options that take their value from the next argument, by program: others are taken for switches.
_NODE_VALUED: Final = frozenset(
    {"-r", "--require", "--import", "-C", "--conditions", "--loader", "--env-file"}
)
_NODE_CODE: Final = frozenset({"-e", "--eval", "-p", "--print", "-pe"})
_JAVA_VALUED: Final = frozenset(
    {
        "-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules", "--add-opens",
        "--add-exports", "--add-reads",
    }
)  # fmt: skip
_WRAPPER_VALUED: Final = {
    "env": frozenset({"-u", "--unset", "-C", "--chdir", "-S", "--split-string"}),
    "nice": frozenset({"-n", "--adjustment"}),
    "ionice": frozenset({"-c", "-n", "--class", "--classdata"}),
    "taskset": frozenset(),
    "nohup": frozenset(),
    "stdbuf": frozenset({"-i", "-o", "-e"}),
    "uv": frozenset(
        {
            "-p", "--python", "--with", "-w", "--with-editable", "--with-requirements", "--extra",
            "--group", "--only-group", "--package", "--env-file", "--project", "--directory", "--index",
            "--index-url", "-i", "--default-index", "--extra-index-url", "--find-links", "-f",
            "--cache-dir", "--config-file", "--from",
        }
    ),
    "conda": frozenset({"-n", "--name", "-p", "--prefix", "--cwd"}),
}  # fmt: skip
_WRAPPER_WORDS: Final = {
    "uv": (("run",), ("tool", "run")),
    "conda": (("run",),),
    "mamba": (("run",),),
    "micromamba": (("run",),),
    "poetry": (("run",),),
    "pixi": (("run",),),
    "pdm": (("run",),),
}
#: Launchers of training scripts: their options are many, so the script is the first argument that is one.
_LAUNCHERS: Final = frozenset({"accelerate", "torchrun", "deepspeed", "horovodrun"})
_LAUNCHER_MODULES: Final = frozenset(
    {"torch.distributed.run", "torch.distributed.launch", "accelerate.commands.launch", "accelerate.commands"}
)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command line taken apart; names in lower case, paths as they stand.

    program: base name of the first argument, folded ("python3.11" -> "python", "Ollama.exe" -> "ollama").
    title: the whole first argument (processes that name themselves write there), cut.
    interpreter: "python", "node", "dotnet" or "java" when the arguments were read as that program's.
    script, script_path: what the interpreter runs, base name and path; "" for none, "-c" for code.
    module: of python -m, or java's main class.
    arguments: what follows the script, the module or the program.
    """

    program: str = ""
    title: str = field(default="", repr=False)
    interpreter: str = ""
    script: str = ""
    script_path: str = field(default="", repr=False)
    module: str = ""
    arguments: tuple[str, ...] = field(default=(), repr=False)

    @property
    def subcommand(self) -> str:
        """The first argument that is not an option, in lower case ("serve" of `vllm serve`); or ""."""
        for argument in self.arguments:
            if argument and not argument.startswith("-"):
                return argument.lower()[:64]
        return ""

    def has_flag(self, flag: str) -> bool:
        """Whether the option stands there, with or without a value; long ones may spell "-" as "_"."""
        wanted = _fold_flag(flag)
        return any(
            argument.startswith("-") and _fold_flag(argument.partition("=")[0]) == wanted
            for argument in self.arguments
        )

    def value(self, flag: str) -> str | None:
        """The value of an option, from "--flag value" or "--flag=value"; the last one wins. None for none."""
        wanted = _fold_flag(flag)
        found: str | None = None
        for index, argument in enumerate(self.arguments):
            if not argument.startswith("-"):
                continue
            name, equals, value = argument.partition("=")
            if _fold_flag(name) != wanted:
                continue
            if not equals:
                following = self.arguments[index + 1 : index + 2]
                value = following[0] if following and not following[0].startswith("-") else ""
            found = value or found
        return found

    def after(self, subcommand: str) -> str | None:
        """The argument right after the subcommand ("Qwen/Qwen3-8B" of `vllm serve Qwen/Qwen3-8B`)."""
        for index, argument in enumerate(self.arguments):
            if argument and not argument.startswith("-"):
                if argument.lower() != subcommand:
                    return None
                following = self.arguments[index + 1 : index + 2]
                return following[0] if following and following[0] and following[0][0] != "-" else None
        return None


def fold_program(path: str) -> str:
    """The name of a program file as rules spell it: base name, lower case, no .exe, no version of python."""
    name = base_name(path[-_MAX_CHARACTERS:]).lower().removesuffix(" (deleted)").removesuffix(".exe")
    if _PYTHON.fullmatch(name):
        return "python"
    return "node" if _NODE.fullmatch(name) else name


def parse(argv: Sequence[str], exe: str | None = None) -> CommandLine:
    """Take a command line apart. `exe` helps where the first argument is not the program's name."""
    arguments = [text[:_MAX_CHARACTERS] for text in argv[:_MAX_ARGUMENTS]]
    while arguments and not arguments[-1]:  # what setproctitle leaves of the arguments it wrote over
        arguments.pop()
    if not arguments:
        return CommandLine(program=fold_program(exe) if exe else "")
    title = arguments[0]
    program = fold_program(_path_of_title(title) if len(arguments) == 1 else title)
    rest = arguments[1:]
    interpreter = _interpreter(program) or (_interpreter(fold_program(exe)) if exe and rest else "")
    return _run(program, title, interpreter, rest)


def _run(program: str, title: str, interpreter: str, rest: list[str]) -> CommandLine:
    """Follow the programs that only start another one to the one that runs."""
    for _ in range(_MAX_WRAPPERS):
        inner: list[str] | None = None
        if interpreter == "python":
            script, module, after = _python(rest)
            name = _stem(script) if script else ""
            if name in _LAUNCHERS or module in _LAUNCHER_MODULES:
                inner = _launched(after)
        elif interpreter:
            script, module, after = _other(interpreter, rest)
        else:
            script, module, after = "", "", rest
            inner = _launched(rest) if program in _LAUNCHERS else _wrapped(program, rest)
        if not inner:
            return CommandLine(
                program, title, interpreter, base_name(script).lower(), script, module.lower(), tuple(after)
            )
        if inner[0] == "-m" or inner[0].lower().endswith(".py"):
            interpreter, rest = "python", inner
        else:
            program, rest = fold_program(inner[0]), inner[1:]
            title, interpreter = inner[0], _interpreter(program)
    return CommandLine(program, title, interpreter)


def _python(rest: list[str]) -> tuple[str, str, list[str]]:
    """Script, module and what follows, reading options as CPython does ("-su", "-Xutf8", "-W x")."""
    index = 0
    while index < len(rest):
        argument = rest[index]
        index += 1
        if not argument.startswith("-") or argument == "-":
            return argument, "", rest[index:]
        if argument.startswith("--"):
            index += argument == "--check-hash-based-pycs"
            continue
        for position, letter in enumerate(argument[1:], start=2):
            if letter not in "cmWX":
                continue
            value = argument[position:]
            if not value:
                value = rest[index] if index < len(rest) else ""
                index += 1
            if letter == "c":
                return "-c", "", [value, *rest[index:]]
            if letter == "m":
                return "", value, rest[index:]
            break
    return "", "", []


def _other(interpreter: str, rest: list[str]) -> tuple[str, str, list[str]]:
    valued = {"node": _NODE_VALUED, "java": _JAVA_VALUED}.get(interpreter, frozenset())
    index = 0
    while index < len(rest):
        argument = rest[index]
        index += 1
        if interpreter == "node" and argument.partition("=")[0] in _NODE_CODE:
            return "-c", "", rest[index - ("=" in argument) :]
        if interpreter == "java" and argument == "-jar":
            return (rest[index] if index < len(rest) else ""), "", rest[index + 1 :]
        if argument in valued:
            index += 1
        elif interpreter == "dotnet" and argument == "exec":
            continue
        elif not argument.startswith("-"):
            return ("", argument, rest[index:]) if interpreter == "java" else (argument, "", rest[index:])
    return "", "", rest


def _wrapped(program: str, rest: list[str]) -> list[str] | None:
    """The command that `env`, `uv run` and their like start, or None."""
    words: tuple[str, ...] = ()
    if program == "uvx":
        program = "uv"
    elif program in _WRAPPER_WORDS:
        heads = [head for head in _WRAPPER_WORDS[program] if tuple(rest[: len(head)]) == head]
        if not heads:
            return None
        words = heads[0]
    elif program not in _WRAPPER_VALUED:
        return None
    valued = _WRAPPER_VALUED.get(program) or (_WRAPPER_VALUED["conda"] if "mamba" in program else frozenset())
    index = len(words)
    while index < len(rest):
        argument = rest[index]
        if argument in ("-m", "--module") and program == "uv":
            return ["-m", *rest[index + 1 :]]
        if argument.startswith("-"):
            index += 2 if argument in valued else 1
        elif program == "env" and "=" in argument:
            index += 1
        else:
            return rest[index:]
    return None


def _launched(rest: list[str]) -> list[str] | None:
    for index, argument in enumerate(rest):
        if argument in ("-m", "--module"):
            return ["-m", *rest[index + 1 :]]
        if argument.lower().endswith(".py"):
            return rest[index:]
    return None


def _interpreter(program: str) -> str:
    if program in ("python", "node", "dotnet"):
        return program
    return "java" if program in _JAVA else ""


def _path_of_title(title: str) -> str:
    """The program of a title that holds a whole command line ("/opt/x/chrome --type=renderer --lang=fr")."""
    return title.partition(" -")[0]


def _stem(path: str) -> str:
    return base_name(path).lower().removesuffix(".exe").removesuffix(".py")


def _fold_flag(flag: str) -> str:
    return flag.replace("_", "-").lower() if flag.startswith("--") else flag
