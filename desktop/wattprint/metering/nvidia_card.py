"""One NVIDIA card through NVML: what it can tell is found by asking, and asked no more often than needed.

Reading happens every second for ever, so this asks seven things at most, keeps no history, and remembers
for a minute what the card refused to tell. Untested on real hardware so far.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wattprint.domain.readings import Device, DeviceKind, Instant, Problem, ProcessOnDevice, Reading
from wattprint.metering.nvml_library import (
    CARD_FAILED,
    DRIVER_FAILED,
    NOT_FOUND,
    SUCCESS,
    UNSUPPORTED,
    problem_of,
)

#: Limits, MIG mode and refused calls are looked at again after this: people change limits, drivers get
#: updated.
REFRESH_S = 60.0

_FIELD_POWER_AVERAGE = 185
_FIELD_POWER_INSTANT = 186

#: The driver takes process samples 1/6 s to 1 s apart; stamps closer than this belong to one and the same
#: instant.
_SAME_INSTANT_US = 50_000

#: How far the newest sample may lie in the future before the wall clock is understood to have been set back.
_CLOCK_SET_BACK_US = 2_000_000

_FAILED = DRIVER_FAILED | CARD_FAILED

#: nvidia-ml-py looks at every field for text to decode; these are numbers, and there are dozens a second.
_field = object.__getattribute__


def pci_address_of(bus_id: str) -> str:
    """The form that sysfs gives an NVML bus id: "00000000:0A:00.0" becomes "0000:0a:00.0"."""
    domain, rest = bus_id.lower().split(":", 1)
    return f"{int(domain, 16):04x}:{rest}"


class NvidiaCard:
    """A card that answered its name. Every method lets NVML's error out when the card or the driver is gone.

    shows_processes: False where the driver shows no processes worth trusting (WSL2, Windows' WDDM).
    """

    def __init__(self, nvml: Any, handle: Any, *, epoch: int, shows_processes: bool) -> None:
        self._nvml = nvml
        self._error: type[Exception] = nvml.NVMLError
        self._handle = handle
        self._epoch = epoch
        self._shows_processes = shows_processes
        self._refused: dict[Callable[[Any], Any], int] = {}
        self._last_code = SUCCESS
        self._has_lists_v3 = True
        self._has_mps = False
        self._seen_us: int | None = None
        self._kinds: dict[int, bool] = {}
        self._refresh_due_s: float | None = None
        self._read_field_power = self._field_power  # one object, so that it can be remembered as refused
        pci = self._ask(nvml.nvmlDeviceGetPciInfo)
        self.device = Device(
            key=f"nvidia:{nvml.nvmlDeviceGetUUID(handle)}",
            kind=DeviceKind.GPU,
            vendor="nvidia",
            name=self._ask(nvml.nvmlDeviceGetName) or "NVIDIA GPU",
            pci_address=pci_address_of(pci.busId) if pci else None,
        )
        self._refresh()
        self._energy_j()
        self._power_w()

    def read(self, at: Instant) -> Reading:
        """The card now. Raises NVMLError when the card or the driver is gone, for nothing else."""
        if self._refresh_due_s is None:
            self._refresh_due_s = at.monotonic_s + REFRESH_S
        elif at.monotonic_s >= self._refresh_due_s:
            self._refresh_due_s = at.monotonic_s + REFRESH_S
            self._refresh()
        device = self.device
        energy_j = self._energy_j()
        power_w = self._power_w()
        problem = self._no_energy() if energy_j is None and power_w is None else None
        rates = self._ask(self._nvml.nvmlDeviceGetUtilizationRates)
        processes, shares_known = self._processes(at) if self._shows_processes else (None, False)
        return Reading(
            device_key=device.key,
            at=at,
            energy_j=energy_j,
            counter_epoch=self._epoch,
            power_w=power_w,
            utilisation=None if rates is None else rates.gpu / 100,
            processes=processes,
            shares_known=shares_known,
            limit_w=device.limit_w,
            problem=problem,
        )

    def _ask(self, call: Callable[[Any], Any]) -> Any:
        """The answer, or None: refused, now or within the last minute, or failed for a moment."""
        if call in self._refused:
            return None
        try:
            return call(self._handle)
        except self._error as error:
            self._last_code = self._note(error, call)
            return None

    def _note(self, error: Any, call: Callable[..., Any]) -> int:
        code: int = error.value
        if code in _FAILED:
            raise error
        if code in UNSUPPORTED:
            self._refused[call] = code
        return code

    def _refresh(self) -> None:
        self._refused.clear()
        limit_mw = self._ask(self._nvml.nvmlDeviceGetEnforcedPowerLimit)
        mig = self._ask(self._nvml.nvmlDeviceGetMigMode)
        limit_w = limit_mw / 1000 if limit_mw else None
        whole_board = mig is not None and mig[0] == 1
        if (limit_w, whole_board) != (self.device.limit_w, self.device.whole_board):
            self.device = replace(self.device, limit_w=limit_w, whole_board=whole_board)
        if self._shows_processes:
            self._has_mps = bool(self._ask(self._nvml.nvmlDeviceGetMPSComputeRunningProcesses_v3))

    def _energy_j(self) -> float | None:
        energy_mj = self._ask(self._nvml.nvmlDeviceGetTotalEnergyConsumption)
        return None if energy_mj is None else energy_mj / 1000

    def _power_w(self) -> float | None:
        usage = self._nvml.nvmlDeviceGetPowerUsage
        power_mw = self._ask(usage)
        if power_mw is None and usage in self._refused:
            power_mw = self._ask(self._read_field_power)
        return None if power_mw is None else power_mw / 1000

    def _field_power(self, handle: Any) -> int:
        """For boards that answer to the field values alone; the mean of a second suits 1 Hz best."""
        values = self._nvml.nvmlDeviceGetFieldValues(handle, [_FIELD_POWER_AVERAGE, _FIELD_POWER_INSTANT])
        for value in values:
            if value.nvmlReturn == SUCCESS:
                return int(value.value.uiVal)
        raise self._error(values[0].nvmlReturn)

    def _no_energy(self) -> Problem:
        """Why there is neither energy nor power: never told by this card, or failed just now."""
        refused = self._refused
        energy = refused.get(self._nvml.nvmlDeviceGetTotalEnergyConsumption)
        power = refused.get(self._nvml.nvmlDeviceGetPowerUsage)
        if energy is None or power is None:
            return problem_of(self._error(self._last_code), self.device.key)
        if 4 in (energy, power):
            return problem_of(self._error(4), self.device.key)
        return Problem("nvidia-no-energy-reading", self.device.key)

    def _processes(self, at: Instant) -> tuple[tuple[ProcessOnDevice, ...] | None, bool]:
        """Who is on the card, and whether everybody's share is known.

        Whoever used the card but has left it since is still listed: its time is part of the whole. It is
        compute only if it was seen so before; of one that was never listed nothing is claimed, so it
        counts as graphics.
        """
        kinds = self._lists()
        if kinds is None:
            return None, False
        shares = self._shares(at)
        if shares is None:
            self._kinds = kinds
            return tuple([ProcessOnDevice(pid, None, compute) for pid, compute in kinds.items()]), False
        processes = [ProcessOnDevice(pid, shares.pop(pid, 0.0), compute) for pid, compute in kinds.items()]
        for pid, share in shares.items():
            processes.append(ProcessOnDevice(pid, share, self._kinds.get(pid, False)))
        self._kinds = kinds
        return tuple(processes), True

    def _lists(self) -> dict[int, bool] | None:
        """By pid: has it a compute context? None when the driver does not list compute processes."""
        nvml = self._nvml
        if self._has_lists_v3:
            compute = self._ask(nvml.nvmlDeviceGetComputeRunningProcesses_v3)
            graphics = self._ask(nvml.nvmlDeviceGetGraphicsRunningProcesses_v3)
            # 13: a driver of before 2022 knows version 2 only.
            self._has_lists_v3 = self._refused.get(nvml.nvmlDeviceGetComputeRunningProcesses_v3) != 13
        if not self._has_lists_v3:
            compute = self._ask(nvml.nvmlDeviceGetComputeRunningProcesses_v2)
            graphics = self._ask(nvml.nvmlDeviceGetGraphicsRunningProcesses_v2)
        if compute is None:
            return None
        kinds = {process.pid: False for process in graphics or ()}
        for process in compute:
            kinds[process.pid] = True
        if self._has_mps:
            for process in self._ask(nvml.nvmlDeviceGetMPSComputeRunningProcesses_v3) or ():
                kinds[process.pid] = True
        return kinds

    def _shares(self, at: Instant) -> dict[int, float] | None:
        """By pid: its mean share of SM time since the last reading (the first time: the last second), 0 to 1.

        The mean is over the instants at which anybody used the card, since the driver records no others.
        Nobody since the last reading is an empty dict; None is a driver that cannot say.
        """
        if self.device.whole_board or self._nvml.nvmlDeviceGetProcessUtilization in self._refused:
            return None
        now_us = int(at.wall_s * 1e6)
        since_us = self._seen_us
        if since_us is None or since_us > now_us + _CLOCK_SET_BACK_US:
            # Samples carry wall time: had the clock been set back, the old mark would hide all of them.
            since_us = now_us - 1_000_000
        self._seen_us = since_us
        try:
            samples = self._nvml.nvmlDeviceGetProcessUtilization(self._handle, since_us)
        except self._error as error:
            return self._no_samples(error)
        sums: dict[int, int] = {}
        stamps = set()
        for sample in samples:
            stamp_us, percent = _field(sample, "timeStamp"), _field(sample, "smUtil")
            # Drivers have been seen to hand out old and impossible samples beside the good ones.
            if stamp_us > since_us and percent <= 100:
                stamps.add(stamp_us)
                pid = _field(sample, "pid")
                sums[pid] = sums.get(pid, 0) + percent
        if not stamps:
            return {}
        instants, last_us = 0, 0
        for stamp_us in sorted(stamps):
            if stamp_us - last_us >= _SAME_INSTANT_US:
                instants, last_us = instants + 1, stamp_us
        self._seen_us = max(stamps)
        return {pid: min(total / (100 * instants), 1.0) for pid, total in sums.items()}

    def _no_samples(self, error: Any) -> dict[int, float] | None:
        # nvidia-ml-py raises on success without samples, too.
        if error.value in (NOT_FOUND, SUCCESS):
            return {}
        # Anything but a refusal, such as a process coming between the two calls of one reading
        # (INSUFFICIENT_SIZE), passes: the next reading covers this time as well.
        self._note(error, self._nvml.nvmlDeviceGetProcessUtilization)
        return None
