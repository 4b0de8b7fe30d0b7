"""What asking the driver costs at the least: the recorder's NVML calls once a second, nothing else."""

from __future__ import annotations

import contextlib
import sys
import time

import pynvml


def main(seconds: float) -> None:
    """Ask the first card once a second."""
    pynvml.nvmlInit()
    handle = pynvml.nvmlDeviceGetHandleByIndex(0)
    seen_us = int(time.time() * 1e6)
    ends_s = next_s = time.monotonic()
    ends_s += seconds
    while next_s < ends_s:
        pynvml.nvmlDeviceGetTotalEnergyConsumption(handle)
        pynvml.nvmlDeviceGetPowerUsage(handle)
        pynvml.nvmlDeviceGetComputeRunningProcesses(handle)
        pynvml.nvmlDeviceGetGraphicsRunningProcesses(handle)
        pynvml.nvmlDeviceGetUtilizationRates(handle)
        with contextlib.suppress(pynvml.NVMLError):
            samples = pynvml.nvmlDeviceGetProcessUtilization(handle, seen_us)
            seen_us = max(sample.timeStamp for sample in samples)
        next_s += 1.0
        time.sleep(max(0.0, next_s - time.monotonic()))
    pynvml.nvmlShutdown()


if __name__ == "__main__":
    main(float(sys.argv[1]))
