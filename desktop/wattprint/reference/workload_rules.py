"""The rules that say which AI app a process is: read from TOML and validated, ours and the person's own.

A rule names a program and the proofs that a process is it. All texts are compared in lower case; names may
hold a star ("koboldcpp-*"). A file looks like this (docs of every field: `Match` and `Rule`):

    schema_version = 1

    [[rule]]
    id = "my-server"
    name = "My server"
    role = "engine"
    kind = "chat"
    match = [{ scripts = ["serve.py"], script_folders = ["my-server"] }]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from wattprint.domain.workload import Kind
from wattprint.reference.files import resource_path
from wattprint.reference.hand_written import parse_by_hand, read_by_hand

SCHEMA_VERSION: Final = 1

_E = TypeVar("_E", bound=StrEnum)

_MAX_RULES: Final = 2000
_MAX_TEXT: Final = 200

#: Names that many programs bear. Alone they prove nothing, so a match by them needs a second proof.
GENERIC_NAMES: Final = frozenset(
    {
        "app", "ape", "api", "backend", "chat", "cli", "cli_demo", "client", "demo", "demo_gradio", "dotnet",
        "engine", "entry_with_update", "finetune", "generate", "gradio_app", "gradio_server", "index",
        "infer", "inference", "jan", "java", "launch", "llama", "main", "node", "python", "run",
        "sample_video", "sd", "serve", "server", "start", "train", "webui", "worker",
    }
)  # fmt: skip


class RuleRole(StrEnum):
    """What the program of a rule is.

    ENGINE computes. APP is the shell around an engine and computes nothing itself. ENGINE_APP does both: it
    computes, and engines that it starts belong to it. RIVAL is another heavy GPU program (a game, a
    renderer); BENIGN is a desktop program that proves nothing (a compositor, a browser, a client command).
    """

    ENGINE = "engine"
    APP = "app"
    ENGINE_APP = "engine+app"
    RIVAL = "rival"
    BENIGN = "benign"

    @property
    def computes(self) -> bool:
        """A process of this role is proof of an AI workload at work."""
        return self in (RuleRole.ENGINE, RuleRole.ENGINE_APP)

    @property
    def is_app(self) -> bool:
        """Engines below a process of this role belong to it."""
        return self in (RuleRole.APP, RuleRole.ENGINE_APP)


class Evidence(StrEnum):
    """How a rule came to be known, strongest first.

    TRIED on the real software; SOURCE: read in its source; REPORTED in documents or threads; UNVERIFIED is
    general knowledge that nobody checked.
    """

    TRIED = "tried"
    SOURCE = "source"
    REPORTED = "reported"
    UNVERIFIED = "unverified"


class RuleError(ValueError):
    """A rules file is wrong. The message names the file and the rule, or the line for broken TOML."""


@dataclass(frozen=True, slots=True)
class Match:
    """One way to recognise a program: any of its names, and every kind of proof that is given.

    Names (at least one of these fields): `executables` (base name of the program file or of the first
    argument, without .exe), `titles` (a title that the process gave itself), `scripts` and `console_scripts`
    (base name of what an interpreter runs; the latter without .py), `modules` (python -m), `libraries` (base
    name of a file mapped into an unrecognised python process of the person).

    Proofs: `subcommands` (the first argument that is not an option), `flags_any`, `flags_all`,
    `script_folders`, `program_folders` and `working_folders` (consecutive folders on the path of the script,
    of the program or of the working directory, such as "programs/jan"), `markers_all` and `markers_none`
    (files in the working directory, which is never known of another user's process), `argument_files`
    (pattern of the base name of an argument), `arguments_with` (part of an argument).

    belongs_to: id of the app whose engine this is when no app is found among the ancestors.
    """

    executables: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    console_scripts: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    subcommands: tuple[str, ...] = ()
    flags_any: tuple[str, ...] = ()
    flags_all: tuple[str, ...] = ()
    script_folders: tuple[str, ...] = ()
    program_folders: tuple[str, ...] = ()
    working_folders: tuple[str, ...] = ()
    markers_all: tuple[str, ...] = ()
    markers_none: tuple[str, ...] = ()
    argument_files: tuple[str, ...] = ()
    arguments_with: tuple[str, ...] = ()
    belongs_to: str | None = None


NAME_FIELDS: Final = ("executables", "titles", "scripts", "console_scripts", "modules", "libraries")
#: Proofs that make up for a generic name (what must be absent proves nothing).
_PROOF_FIELDS: Final = (
    "subcommands", "flags_any", "flags_all", "script_folders", "program_folders", "working_folders",
    "markers_all", "argument_files", "arguments_with",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One program.

    model_flags: options whose value names the model, best first. model_after: subcommands whose next argument
    names it. model_files: pattern of the base name of a program, argument or mapped file that is the model.
    service_users: system users whose process of this program (and its engines) counts as the person's.
    evidence, note: how the rule came to be known.
    """

    id: str
    name: str
    role: RuleRole
    kind: Kind
    matches: tuple[Match, ...]
    model_flags: tuple[str, ...] = ()
    model_after: tuple[str, ...] = ()
    model_files: tuple[str, ...] = ()
    service_users: tuple[str, ...] = ()
    evidence: Evidence = Evidence.UNVERIFIED
    note: str = ""


_ID: Final = re.compile(r"[a-z0-9][a-z0-9._\-]{0,63}")
_RULE_KEYS: Final = frozenset(
    {
        "id", "name", "role", "kind", "match", "model_flags", "model_after", "model_files", "service_users",
        "evidence", "note",
    }
)  # fmt: skip
_MATCH_KEYS: Final = frozenset(field.name for field in fields(Match))


def load_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The rules that come with Wattprint, or those of another complete file. Raises RuleError."""
    return _load(path if path is not None else resource_path("data", "workloads.toml"))


def load_own_rules(path: Path) -> tuple[Rule, ...]:
    """The person's own rules, in the same form; none when there is no such file. Raises RuleError."""
    try:
        there = path.exists()
    except OSError as error:  # a folder that may not be entered
        raise RuleError(f"{path}: cannot be read: {error.strerror or error}") from error
    return _load(path) if there else ()


def _load(path: Path) -> tuple[Rule, ...]:
    try:
        document = parse_by_hand(read_by_hand(path).decode())
    except tomllib.TOMLDecodeError as error:  # says "(at line 3, column 7)" itself
        raise RuleError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror or error}") from error
    version = document.get("schema_version")
    if version != SCHEMA_VERSION:
        raise RuleError(f"{path}: schema_version is {version!r}, this Wattprint reads {SCHEMA_VERSION}")
    unknown = sorted(document.keys() - {"schema_version", "rule"})
    if unknown:
        raise RuleError(f"{path}: unknown key {unknown[0]!r}; a rule begins with [[rule]]")
    tables = document.get("rule", [])
    if not isinstance(tables, list) or len(tables) > _MAX_RULES:
        raise RuleError(f"{path}: rules are written as [[rule]], at most {_MAX_RULES} of them")
    rules = tuple(_rule(path, number, table) for number, table in enumerate(tables, start=1))
    _check_together(path, rules)
    return rules


def _check_together(path: Path, rules: tuple[Rule, ...]) -> None:
    ids: set[str] = set()
    for rule in rules:
        if rule.id in ids:
            raise RuleError(f"{path}: rule {rule.id!r} is there twice")
        ids.add(rule.id)
    for rule in rules:
        for match in rule.matches:
            if match.belongs_to is not None and match.belongs_to not in ids:
                raise RuleError(
                    f"{path}: rule {rule.id!r}: belongs_to names {match.belongs_to!r}, no rule of this file"
                )


def _rule(path: Path, number: int, table: object) -> Rule:
    where = f"{path}: rule number {number}"
    if not isinstance(table, dict):
        raise RuleError(f"{where}: not a table; a rule begins with [[rule]]")
    rule_id = table.get("id")
    if not isinstance(rule_id, str) or not _ID.fullmatch(rule_id):
        raise RuleError(f"{where}: id must be lower-case letters, digits, '.', '-' and '_', not {rule_id!r}")
    where = f"{path}: rule {rule_id!r}"
    unknown = sorted(table.keys() - _RULE_KEYS)
    if unknown:
        raise RuleError(f"{where}: unknown key {unknown[0]!r}")
    role = _choice(where, table, "role", RuleRole)
    computing = role.is_app or role.computes
    matches = table.get("match")
    if not isinstance(matches, list) or not matches:
        raise RuleError(f"{where}: match must be a list of at least one table")
    return Rule(
        id=rule_id,
        name=_text(where, table, "name"),
        role=role,
        kind=_choice(where, table, "kind", Kind) if computing or "kind" in table else Kind.OTHER,
        matches=tuple(_match(where, index, match) for index, match in enumerate(matches, start=1)),
        model_flags=_texts(where, table, "model_flags", fold=False),
        model_after=_texts(where, table, "model_after"),
        model_files=_texts(where, table, "model_files"),
        service_users=_texts(where, table, "service_users", fold=False),
        evidence=_choice(where, table, "evidence", Evidence) if "evidence" in table else Evidence.UNVERIFIED,
        note=_text(where, table, "note") if "note" in table else "",
    )


def _match(where: str, index: int, table: object) -> Match:
    where = f"{where}: match {index}"
    if not isinstance(table, dict):
        raise RuleError(f"{where}: not a table")
    unknown = sorted(table.keys() - _MATCH_KEYS)
    if unknown:
        raise RuleError(f"{where}: unknown key {unknown[0]!r}")
    lists = {
        key: _texts(where, table, key, fold=key not in _EXACT_CASE) for key in table if key != "belongs_to"
    }
    names = [name for key in NAME_FIELDS for name in lists.get(key, ())]
    if not names:
        raise RuleError(f"{where}: names no program; give one of {', '.join(NAME_FIELDS)}")
    if not any(lists.get(key) for key in _PROOF_FIELDS):
        for name in names:
            if is_generic(name):
                raise RuleError(
                    f"{where}: {name!r} is a name that many programs bear; add a second proof, such as "
                    "script_folders, flags_any or markers_all"
                )
    for marker in (*lists.get("markers_all", ()), *lists.get("markers_none", ())):
        if marker.startswith(("/", "~")) or "\\" in marker or ".." in marker.split("/"):
            raise RuleError(f"{where}: marker {marker!r} must lie in the working directory")
    belongs_to = _text(where, table, "belongs_to") if "belongs_to" in table else None
    return Match(**lists, belongs_to=belongs_to)


#: Files are looked up with the case they have, and "-M" is not "-m".
_EXACT_CASE: Final = frozenset({"markers_all", "markers_none", "flags_any", "flags_all"})


def is_generic(name: str) -> bool:
    """Whether a program, script or module of this name could be anything."""
    stem = name.lower().removesuffix(".exe").removesuffix(".py").removesuffix(".js").strip("*-_. ")
    return len(stem) < 2 or stem in GENERIC_NAMES


def _text(where: str, table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise RuleError(f"{where}: {key} must be a text of one line")
    if len(value) > _MAX_TEXT and key != "note":
        raise RuleError(f"{where}: {key} is longer than {_MAX_TEXT} characters")
    return value


def _texts(where: str, table: Mapping[str, Any], key: str, *, fold: bool = True) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or (key in table and not values):
        raise RuleError(f"{where}: {key} must be a list of texts")
    for value in values:
        if not isinstance(value, str) or not value or len(value) > _MAX_TEXT or not value.isprintable():
            raise RuleError(f"{where}: {key} holds {value!r}, not a text of 1 to {_MAX_TEXT} characters")
    return tuple(value.lower() if fold else value for value in values)


def _choice(where: str, table: Mapping[str, Any], key: str, choices: type[_E]) -> _E:
    value = table.get(key)
    try:
        return choices(str(value))
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise RuleError(f"{where}: {key} is {value!r}, must be one of: {known}") from None
