"""CPU energy without a sensor: busy core-seconds times a stated number of watts per busy logical core.

A model, never a measurement: readings carry the quality `modelled`, and totals the band of
resources/data/cpu_model.toml. It knows nothing of clock speed, vector units or memory. Its baseline is 0 W by
construction: an idle core adds nothing, so all of its energy is "above idle". Virtual machines and containers
are modelled alike; they see the core-seconds that they were given.
"""

from __future__ import annotations


class CpuModel:
    """The model as a counter. watts_per_busy_core: the central value, W per busy logical core; > 0."""

    def __init__(self, watts_per_busy_core: float) -> None:
        if watts_per_busy_core <= 0.0:
            raise ValueError("watts_per_busy_core must be positive")
        self._watts = watts_per_busy_core

    def energy_j(self, busy_s: float) -> float:
        """Joules of so many busy core-seconds. Equation: energy = busy core-seconds x watts per busy core."""
        return busy_s * self._watts
