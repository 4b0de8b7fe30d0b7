"""What is remembered of one device between ticks: its last reading, its baseline, its sensor's oddities."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wattprint.domain.baseline import BaselineLearner
from wattprint.domain.evidence import CPU_ACTIVE_CORES, UTILISATION_BUSY
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.slices import Fault, Slice, StuckDetector, make_slice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wattprint.domain.attribution import Attribution
    from wattprint.domain.baseline import Baseline
    from wattprint.domain.evidence import Occupancy
    from wattprint.domain.intervals import Interval
    from wattprint.domain.readings import Device, Reading
    from wattprint.domain.workload import Workload

#: A loaded engine that uses less of a core than this is as good as not there, as far as the CPU's power goes.
CPU_QUIET_CORES = CPU_ACTIVE_CORES / 10


class DeviceBook:
    """One device's memory.

    previous: the reading that the next slice begins with; None when there is none to compare with.
    attribution: what the last slice was before stalls and suspends had their say.
    """

    __slots__ = ("_bridged_j", "_learner", "_stuck", "attribution", "previous")

    def __init__(self, baseline: Baseline | None) -> None:
        """baseline: what the ledger remembers."""
        self.previous: Reading | None = None
        self.attribution: Attribution | None = None
        self._learner = BaselineLearner(baseline)
        self._stuck = StuckDetector()
        self._bridged_j = 0.0  # booked by power since the counter last moved

    @property
    def baseline(self) -> Baseline | None:
        """The device's baseline; None while learning."""
        return self._learner.current

    def forget_previous(self) -> None:
        """The next reading is the first again: what a counter gained meanwhile is nobody's business."""
        self.previous = self.attribution = None

    def slice_until(
        self, reading: Reading, device: Device, interval: Interval
    ) -> tuple[Slice | None, tuple[Fault, ...]]:
        """The slice that ends with this reading (None: the device has just appeared), and its faults."""
        stuck = (Fault.STUCK,) if self._stuck.feed(reading) else ()
        if self.previous is None:
            self._bridged_j = 0.0
            return None, stuck
        limit_w = reading.limit_w or device.limit_w
        piece = make_slice(self.previous, reading, interval, limit_w, self._bridged_j)
        frozen = Fault.COUNTER_FROZEN in piece.faults
        self._bridged_j = self._bridged_j + (piece.energy_j or 0.0) if frozen else 0.0
        return piece, piece.faults + stuck

    def busy_cores(self, reading: Reading, interval: Interval) -> float | None:
        """Mean number of busy logical cores of the CPU since the last reading; None when nobody knows."""
        previous = self.previous
        if previous is None or previous.cpu_busy_s is None or reading.cpu_busy_s is None:
            return None
        busy_s = reading.cpu_busy_s - previous.cpu_busy_s
        # It falls when a core is taken out: then nobody knows how busy the others were.
        return busy_s / interval.elapsed_s if 0 <= busy_s < math.inf else None

    def learn(self, piece: Slice, *, quiet: bool) -> Baseline | None:
        """Let a slice teach the baseline; returns a new one when there is news.

        quiet: no AI work is on the device and other programs hardly use it (gpu_quiet, cpu_quiet).
        """
        if piece.asleep:
            return self._learner.fell_asleep()
        if piece.quality is Quality.MODELLED:
            return None  # the model counts busy time only: there is nothing to subtract
        return self._learner.feed(
            piece.mean_power_w, piece.seconds, quiet=quiet and not piece.interval.suspended
        )


def gpu_quiet(reading: Reading, occupancy: Occupancy) -> bool:
    """No AI process on the GPU, and other programs use less than 5 % of it."""
    if occupancy.resident or occupancy.sm or reading.problem is not None:
        return False
    if occupancy.shares_known:
        return occupancy.others_sm < UTILISATION_BUSY
    if reading.utilisation is None:
        return not occupancy.rival
    return reading.utilisation < UTILISATION_BUSY


def cpu_quiet(reading: Reading, busy_cores: float | None, cpu_cores: Mapping[Workload, float]) -> bool:
    """No engine at work, and the machine uses less than 5 % of the CPU (or a fifth of one core).

    A loaded model that does nothing draws nothing from a CPU, so it may stay loaded.
    """
    if busy_cores is None or any(cores > CPU_QUIET_CORES for cores in cpu_cores.values()):
        return False
    if busy_cores < CPU_ACTIVE_CORES:
        return True
    return reading.utilisation is not None and reading.utilisation < UTILISATION_BUSY


def is_gpu(device: Device) -> bool:
    """Whether a device is a GPU."""
    return device.kind is DeviceKind.GPU
