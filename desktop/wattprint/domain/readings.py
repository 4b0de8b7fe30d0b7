"""What a meter saw at one instant: the raw material of every number that Wattprint calls measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wattprint.domain.instant import Instant as Instant  # noqa: PLC0414 -- a part of readings, for who has them


class Quality(StrEnum):
    """How an energy came to be known, strongest first. The weakest quality of its parts names a total."""

    COUNTER = "counter"
    POWER = "power"
    MODELLED = "modelled"


class DeviceKind(StrEnum):
    """A device is one GPU, or the CPU."""

    GPU = "gpu"
    CPU = "cpu"


@dataclass(frozen=True, slots=True)
class Device:
    """One GPU, or the CPU.

    key: stable across boots and index changes: "nvidia:GPU-<uuid>", "amd:0000:03:00.0", "cpu".
    vendor: "nvidia", "amd", "intel", ... in lower case; names the row of the tolerance table.
    limit_w: the enforced power limit when known; a slice above 1.5 times this is not believed.
    whole_board: the sensor covers more than what a program sees (MIG): said beside the number.
    part_of: key of the device whose sensor already includes this one (an iGPU in the CPU package):
        shown, never added.
    """

    key: str
    kind: DeviceKind
    vendor: str
    name: str
    pci_address: str | None = None
    limit_w: float | None = None
    whole_board: bool = False
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessOnDevice:
    """One process that holds a context on a device.

    sm_share: part of the device's SM (shader) time used since the meter's last reading, 0 to 1;
        None when the driver cannot say.
    compute: holds a compute (CUDA, HIP, MPS) context; False means graphics only.
    """

    pid: int
    sm_share: float | None
    compute: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a meter could not do, named once for people.

    code: a key of the texts in resources/i18n ("problem.<code>"), which say what happened and the cure.
    device_key: the device concerned, or None for the whole meter.
    detail: a short technical addition that is safe to show: no command line, no prompt.
    """

    code: str
    device_key: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter saw on one device at one instant.

    energy_j: cumulative joules since an arbitrary origin, or None. A fall is a reset, never a wrap: meters
        of sensors that wrap unwrap them first (see domain.counters), else raise counter_epoch.
    counter_epoch: two counters are comparable only when their epochs are equal.
    energy_quality: COUNTER, or MODELLED when energy_j comes from a model instead of a sensor.
    power_w: the sensor's power (on recent NVIDIA cards itself the mean of the last second), or None.
    utilisation: of the whole device, 0 to 1, or None when the driver cannot say.
    processes: who is on the device; None when the driver cannot say at all (WSL2, WDDM).
    shares_known: every process that used the device is in `processes` with its sm_share.
    asleep: the device is runtime-suspended and was deliberately not queried; about 0 W, and known.
    cpu_busy_s: for the CPU only: cumulative busy core-seconds of the whole machine.
    problem: why energy and power are missing, when they are.
    """

    device_key: str
    at: Instant
    energy_j: float | None = None
    counter_epoch: int = 0
    energy_quality: Quality = Quality.COUNTER
    power_w: float | None = None
    utilisation: float | None = None
    processes: tuple[ProcessOnDevice, ...] | None = None
    shares_known: bool = False
    asleep: bool = False
    limit_w: float | None = None
    cpu_busy_s: float | None = None
    problem: Problem | None = None
