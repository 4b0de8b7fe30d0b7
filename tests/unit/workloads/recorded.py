"""The command lines of tests/data/command_lines.toml as facts, families and expectations."""

from __future__ import annotations

import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wattprint.domain.workload import Kind, Workload
from wattprint.workloads.facts import Evidence, NoEvidence, ProcessFacts
from wattprint.workloads.processes import Role

FILE = Path(__file__).parents[2] / "data" / "command_lines.toml"
BLOBS = {"a" * 64: "qwen3:8b"}


@dataclass(frozen=True)
class Recorded:
    """One entry: what the system said, and what the process must be taken for."""

    key: str
    parent: str | None
    facts: ProcessFacts
    evidence: Evidence
    table: dict[str, Any]

    @property
    def role(self) -> Role:
        return Role(self.table.get("role", "engine"))

    def expects(self, workload: Workload | None) -> bool:
        """Whether this is the workload written down; an app's display name is the rules' affair."""
        if self.role in (Role.BENIGN, Role.RIVAL, Role.FOREIGN):
            return workload is None
        if self.role is Role.UNKNOWN:
            return workload is not None and workload.pending and workload.app == self.table["pending"]
        return (
            workload is not None
            and not workload.pending
            and workload.app == self.table["app"]
            and workload.engine == self.table.get("engine")
            and workload.kind is Kind(self.table["kind"])
            and workload.model == self.table.get("model")
        )


@dataclass(frozen=True)
class WrittenEvidence:
    cwd: str | None
    markers: frozenset[str]
    libraries: frozenset[str]

    def working_folder(self) -> str | None:
        return self.cwd

    def has_marker(self, name: str) -> bool:
        return name in self.markers

    def mapped_files(self) -> AbstractSet[str]:
        return self.libraries


def load() -> dict[str, Recorded]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["process"]
    found: dict[str, Recorded] = {}
    for pid, table in enumerate(tables, start=1000):
        own = table.get("own", True)
        argv = tuple(table["argv"])
        exe = table.get("exe")
        facts = ProcessFacts(
            pid=pid,
            started_s=1000.0 + pid,
            parent_pid=found[table["parent"]].facts.pid if "parent" in table else 1,
            name=table.get("name", ""),
            argv=argv,
            exe=exe,
            own=own,
            user=table.get("user"),
            kernel=table.get("kernel", False),
        )
        evidence = WrittenEvidence(
            table.get("cwd"), frozenset(table.get("markers", ())), frozenset(table.get("libraries", ()))
        )
        assert table["key"] not in found
        found[table["key"]] = Recorded(
            table["key"], table.get("parent"), facts, evidence if own else NoEvidence(), table
        )
    return found


def family(of: Recorded, everyone: dict[str, Recorded]) -> list[Recorded]:
    """The process and its ancestors, parent first."""
    found = [of]
    while found[-1].parent is not None:
        found.append(everyone[found[-1].parent])
    return found
