"""Decides which troubles are worth a notification: those that stop measuring, and last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.gui.recorder_process import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.gui.status import Status

#: A driver that is being updated, a disk that is full for a moment: what passes by itself is not told. By
#: then a recorder that dies at once has been started five times.
LASTING_S = 60.0

#: A trouble that was told and comes back sooner is still the same one.
SAME_WITHIN_S = 3600.0

#: With these a device that was measured no longer is, and only the person can change it.
STOPS_MEASURING = frozenset(
    {
        *("nvidia-driver-not-loaded", "nvidia-library-mismatch", "nvidia-gpu-lost", "nvidia-reset-required"),
        *("nvidia-no-permission", "nvidia-error", "amd-unreadable", "cpu-unreadable", "meter-failed"),
    }
)

#: A damaged ledger that was set aside is told in the window; measuring goes on in a new one.
NOT_STOPPED = "set-aside"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way. kind: "recorder", "silent", "ledger" or "problem". which: a code and a device,
    so that two troubles of one kind are two.
    """

    kind: str
    which: str = ""


def troubles_of(status: Status) -> frozenset[Trouble]:
    """What stops measuring as it stands now."""
    found = set()
    if status.recorder.phase is Phase.WAITING:
        found.add(Trouble("recorder"))
    if status.silent:
        found.add(Trouble("silent"))
    if status.trouble is not None and status.trouble.code != NOT_STOPPED:
        found.add(Trouble("ledger", status.trouble.code))
    for problem in status.problems:
        if problem.code in STOPS_MEASURING:
            found.add(Trouble("problem", f"{problem.code} {problem.device_key or ''}"))
    return frozenset(found)


@dataclass(slots=True)
class _Standing:
    """One trouble's story (monotonic seconds). gone_s: since when it is away."""

    since_s: float
    told: bool = False
    gone_s: float | None = None

    def over(self, now_s: float) -> bool:
        keep_s = SAME_WITHIN_S if self.told else LASTING_S
        return self.gone_s is not None and now_s - self.gone_s >= keep_s


class Alarm:
    """Remembers troubles, so that each is told once. A recorder that dies, starts and dies is one trouble."""

    def __init__(self, told: Iterable[Trouble] = (), now_s: float = 0.0) -> None:
        """told: what an earlier run of the app told and may stand still."""
        self._standing = {trouble: _Standing(now_s, told=True) for trouble in told}

    @property
    def told(self) -> frozenset[Trouble]:
        """What was told and is not over."""
        return frozenset(trouble for trouble, story in self._standing.items() if story.told)

    def look(self, troubles: Iterable[Trouble], now_s: float) -> list[Trouble]:
        """Take what stands now; returns what is to be told now."""
        present = set(troubles)
        self._standing = {one: story for one, story in self._standing.items() if not story.over(now_s)}
        for trouble in present:
            self._standing.setdefault(trouble, _Standing(now_s)).gone_s = None
        due = []
        for trouble, story in self._standing.items():
            if trouble not in present:
                story.gone_s = now_s if story.gone_s is None else story.gone_s
            elif not story.told and now_s - story.since_s >= LASTING_S:
                story.told = True
                due.append(trouble)
        return due

    def next_look_s(self, now_s: float) -> float | None:
        """Seconds until a trouble that stands now is due; None while none is."""
        waits = [
            story.since_s + LASTING_S - now_s
            for story in self._standing.values()
            if not story.told and story.gone_s is None
        ]
        return max(0.0, min(waits)) if waits else None
