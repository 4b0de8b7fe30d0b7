"""Finding the rule of a process quickly: rules indexed by the names they match, tried in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fnmatch import translate
from functools import lru_cache
from typing import Final

from wattprint.reference.workload_rules import Match, Rule
from wattprint.workloads.commandline import CommandLine, fold_program
from wattprint.workloads.facts import Evidence, ProcessFacts
from wattprint.workloads.names import base_name

_Entry = tuple[int, Rule, Match]
_Proof = Callable[[Match, CommandLine, ProcessFacts, Evidence], bool]

#: Fields of a Match that an index serves; `libraries` are asked for last and only of python processes.
_INDEXED: Final = ("executables", "titles", "scripts", "console_scripts", "modules")


#: The pattern "*", which names nothing and leaves all to the proofs.
_EVERYTHING: Final = re.compile("")


class RuleBook:
    """All rules, the person's own first: of several that match, the first one decides."""

    def __init__(self, rules: Iterable[Rule], own_rules: Iterable[Rule] = ()) -> None:
        self._exact: dict[tuple[str, str], list[_Entry]] = {}
        self._starred: dict[str, list[tuple[re.Pattern[str], _Entry]]] = {}
        self._any_starred: dict[str, re.Pattern[str]] = {}
        self._libraries: list[tuple[re.Pattern[str], _Entry]] = []
        self._by_id: dict[str, Rule] = {}
        for order, rule in enumerate((*own_rules, *rules)):
            self._by_id.setdefault(rule.id, rule)
            for match in rule.matches:
                self._enter((order, rule, match))
        for field, patterns in self._starred.items():
            telling = [pattern.pattern for pattern, _ in patterns if pattern is not _EVERYTHING]
            self._any_starred[field] = re.compile("|".join(telling) or r"(?!)")

    def _enter(self, entry: _Entry) -> None:
        match = entry[2]
        for field in _INDEXED:
            for name in getattr(match, field):
                if "*" in name:
                    pattern = _EVERYTHING if name == "*" else _pattern(name)
                    self._starred.setdefault(field, []).append((pattern, entry))
                else:
                    self._exact.setdefault((field, name), []).append(entry)
        self._libraries.extend((_pattern(name), entry) for name in match.libraries)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of this id; the person's own before ours."""
        return self._by_id.get(rule_id)

    def find(self, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> tuple[Rule, Match] | None:
        """The first rule whose name and proofs hold for this process."""
        names = _names(line, facts)
        found = [entry for key in names for entry in self._exact.get(key, ())]
        for field, name in names:
            found += self._starred_entries(field, name)
        found.sort(key=lambda entry: entry[0])
        for _, rule, match in found:
            if proven(match, line, facts, evidence):
                return rule, match
        return None

    def _starred_entries(self, field: str, name: str) -> list[_Entry]:
        """Entries whose pattern fits; one expression of all patterns first, because mostly none does."""
        if field not in self._starred:
            return []
        may_fit = self._any_starred[field].match(name) is not None
        return [
            entry
            for pattern, entry in self._starred[field]
            if pattern is _EVERYTHING or (may_fit and pattern.match(name))
        ]

    def find_by_library(
        self, line: CommandLine, facts: ProcessFacts, evidence: Evidence
    ) -> tuple[Rule, Match] | None:
        """The first rule one of whose libraries is mapped into this process; costs reading its mappings."""
        mapped = [name.lower() for name in evidence.mapped_files()] if self._libraries else []
        for pattern, (_, rule, match) in self._libraries:
            if any(pattern.match(name) for name in mapped) and proven(match, line, facts, evidence):
                return rule, match
        return None


def _names(line: CommandLine, facts: ProcessFacts) -> list[tuple[str, str]]:
    """What the process is called, by the field of a Match that may name it so."""
    programs = {line.program}
    if facts.exe:
        programs.add(fold_program(facts.exe))
    if not facts.argv and not facts.exe:  # all that a system tells of elevated processes
        programs.add(fold_program(facts.name))
    names = [("executables", name) for name in programs if name]
    names.append(("titles", line.title[:256].lower()))
    if facts.name:
        names.append(("titles", facts.name.lower()))
    if line.script and line.script != "-c":
        script = line.script.removesuffix(".exe")
        names += [("scripts", script), ("console_scripts", script.removesuffix(".py"))]
    if line.module:
        names.append(("modules", line.module[:256]))
    return names


def proven(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    """Whether every kind of proof that the match asks for is there; the costly ones are asked last."""
    return all(proof(match, line, facts, evidence) for proof in _PROOFS)


def _subcommand(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del facts, evidence
    return not match.subcommands or line.subcommand in match.subcommands


def _flags(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del facts, evidence
    return (not match.flags_any or any(line.has_flag(flag) for flag in match.flags_any)) and all(
        line.has_flag(flag) for flag in match.flags_all
    )


def _arguments(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del facts, evidence
    if match.argument_files:
        bases = [base_name(argument.rpartition("=")[2]) for argument in line.arguments]
        if not any(fits(base, match.argument_files) for base in bases):
            return False
    if match.arguments_with:
        lowered = [argument.lower() for argument in (line.module, *line.arguments)]
        return any(part in argument for argument in lowered for part in match.arguments_with)
    return True


def _program_folders(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del evidence
    if not match.program_folders:
        return True
    paths = [path for path in (facts.exe, line.title) if path]
    return any(has_folder(path, match.program_folders) for path in paths)


def _script_folders(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del facts
    if not match.script_folders:
        return True
    if has_folder(line.script_path, match.script_folders):
        return True
    if not line.script_path and not line.module:
        return False
    if line.script_path.startswith(("/", "\\")) or line.script_path[1:2] == ":":
        return False
    folder = evidence.working_folder()
    return folder is not None and has_folder(f"{folder}/{line.script_path}", match.script_folders)


def _working_folders(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del line, facts
    if not match.working_folders:
        return True
    folder = evidence.working_folder()
    return folder is not None and has_folder(f"{folder}/", match.working_folders)


def _markers(match: Match, line: CommandLine, facts: ProcessFacts, evidence: Evidence) -> bool:
    del line, facts
    return all(evidence.has_marker(name) for name in match.markers_all) and not any(
        evidence.has_marker(name) for name in match.markers_none
    )


_PROOFS: Final[tuple[_Proof, ...]] = (
    _subcommand,
    _flags,
    _arguments,
    _program_folders,
    _script_folders,
    _working_folders,
    _markers,
)


def has_folder(path: str, wanted: tuple[str, ...]) -> bool:
    """Whether a wanted sequence of folders ("programs/jan", "comfyui*") lies on the way to a file."""
    steps = path[:4096].lower().replace("\\", "/").split("/")[:-1]
    way = "/".join(step for step in steps if step not in ("", "."))
    return bool(way) and _folders(wanted).search(f"/{way}/") is not None


@lru_cache(maxsize=512)
def _folders(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all sequences: it runs for every new process, so it must not cost a loop each."""
    return re.compile("|".join("/" + re.escape(text).replace(r"\*", "[^/]*") + "/" for text in wanted))


def fits(name: str, patterns: Sequence[str]) -> bool:
    """Whether a file name, in any case, fits one of the patterns ("*.gguf")."""
    lowered = name[:512].lower()
    return any(_pattern(pattern).match(lowered) for pattern in patterns)


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(translate(text))
