"""A workload: an AI app at work. Who it is, never what it was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What kind of work an AI app does; it decides how long a pause ends a session."""

    CHAT = "chat"
    IMAGE = "image"
    VIDEO = "video"
    SPEECH = "speech"
    TRAINING = "training"
    OTHER = "other"


#: Seconds without activity after which a session ends, by kind. Chat allows for thinking between prompts
#: (ActivityWatch's away time is the same 180 s); batch work that pauses for a minute has finished.
DEFAULT_GAP_S = MappingProxyType(
    {
        Kind.CHAT: 180.0,
        Kind.IMAGE: 90.0,
        Kind.VIDEO: 60.0,
        Kind.SPEECH: 30.0,
        Kind.TRAINING: 60.0,
        Kind.OTHER: 120.0,
    }
)

#: A person may choose any gap in this range; outside it sessions stop meaning anything.
GAP_RANGE_S = (10.0, 1800.0)


@dataclass(frozen=True, slots=True)
class Workload:
    """An AI app at work.

    app: stable id of the rule that recognised it ("ollama"); for a pending program "program:<name>/<script>".
    app_name: what people call it ("Ollama").
    engine: id of the rule of the process that computes ("llama-server"), None when it is the app itself.
    model: base name or repository name of the model when it is known; cleaned, at most 200 characters.
    pending: an unknown compute program; outside all totals until the person says "count it".
    """

    app: str
    app_name: str
    engine: str | None
    kind: Kind
    model: str | None = None
    pending: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Workloads are keys of every dictionary of every tick: their hash is worth keeping.
        identity = (self.app, self.app_name, self.engine, self.kind.value, self.model, self.pending)
        object.__setattr__(self, "_hash", hash(identity))

    def __hash__(self) -> int:
        return self._hash


class Role(StrEnum):
    """What a process is to the measuring.

    ENGINE computes: its context and its CPU time prove that its workload is active.
    APP belongs to an AI app (server shell, window) but computes nothing itself: proves nothing.
    RIVAL is a known game or other heavy GPU program: a device with one and no shares is contested.
    BENIGN is a known desktop program (compositor, browser): never a workload, never a rival.
    UNKNOWN is everything else; an unknown one with a busy compute context becomes a pending program.
    FOREIGN belongs to another user and is nobody's business: always "others".
    """

    ENGINE = "engine"
    APP = "app"
    RIVAL = "rival"
    BENIGN = "benign"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"
