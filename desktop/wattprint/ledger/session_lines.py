"""What a list of sessions asks for and gets: order, filter, lines, and all about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.domain.footprint import EnergyRow
    from wattprint.domain.readings import Quality
    from wattprint.domain.trace import PowerTrace
    from wattprint.domain.workload import Kind


class SessionOrder(StrEnum):
    """By which column. Unknown values come last, either way round; equals by start, the newest first."""

    START = "start"
    APP = "app"
    MODEL = "model"
    KIND = "kind"
    ACTIVE = "active"
    ENERGY = "energy"
    IDLE = "idle"
    PEAK = "peak"
    OUTPUTS = "outputs"
    PER_OUTPUT = "per-output"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions; what is empty or None asks for all.

    text: a part of the app's name, the model or the title, whatever the case and the accents.
    app: its key. first_day, last_day: start days (ISO), both included.
    not_ai: only those that the person said are no AI, which stand in no other list.
    """

    text: str = ""
    kinds: frozenset[Kind] = frozenset()
    app: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    not_ai: bool = False


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session as the person has it: renamed, re-assigned, merged or a part.

    title: '' without one. app: key. start_s, end_s: Unix time; utc_offset_s: the zone at the start.
    energy_wh: the known part, None while nothing of it is known; at_least: a part is unknown.
    idle_wh: None as soon as a part of it is being learned. modelled_wh: part of energy_wh.
    quality: the weakest of its parts; None without any. outputs: what it made, as typed, in output_unit.
    peak_w: of a part that the whole's highest point does not lie in, the highest mean of its power curve.
    shared: split equally at times, because the driver gives no shares. open: it may still go on.
    merged: how many others it stands for. part: of one that was split.
    annotated: the person said something about it.
    """

    session_id: int
    title: str
    app: str
    app_name: str
    engine: str | None
    kind: Kind
    model: str | None
    start_s: float
    end_s: float
    utc_offset_s: int
    active_s: float
    energy_wh: float | None
    at_least: bool
    idle_wh: float | None
    modelled_wh: float
    quality: Quality | None
    peak_w: float
    outputs: float | None
    output_unit: str | None
    shared: bool
    open: bool
    merged: int
    part: bool
    annotated: bool

    @property
    def wh_per_output(self) -> float | None:
        """Energy for each that it made, "at least" like the energy; None where either is unknown."""
        return None if self.outputs is None or self.energy_wh is None else self.energy_wh / self.outputs


@dataclass(frozen=True, slots=True)
class DeviceEnergy:
    """What a session drew from one device on one day (ISO). device: its name."""

    local_day: str
    device: str
    row: EnergyRow


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """Everything about one session.

    trace: its power over time; empty where it was dropped for age. devices: names, once each.
    first_day, last_day: the days (ISO) that it drew energy on; its start day without any.
    merged_ids: the sessions that were merged into it. split_from: the one that it is a part of.
    share: its part (0 to 1) of that one's energy; by_trace: by the power curve, not by time.
    recorded_*: what the recorder had recognised, of a merged one: of its first.
    """

    line: SessionLine
    trace: PowerTrace
    devices: tuple[str, ...]
    energy: tuple[DeviceEnergy, ...]
    first_day: str
    last_day: str
    merged_ids: tuple[int, ...]
    split_from: int | None
    share: float | None
    by_trace: bool
    recorded_app: str
    recorded_app_name: str
    recorded_kind: Kind
    recorded_model: str | None
