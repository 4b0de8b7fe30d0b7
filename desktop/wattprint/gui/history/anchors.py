"""Where a number comes from: the names of the rows of "About the numbers".

Whoever shows a number names the row behind it with one of these; the page finds the row by the same name.
"""

from __future__ import annotations

METHOD = "method"
OVERHEAD = "overhead"
PRICE = "price"
CPU_MODEL = "cpu_model"
WATER_ON_SITE = "water"


def factor(activity: str) -> str:
    """Energy per unit of an activity."""
    return f"factor:{activity}"


def grid(zone: str) -> str:
    """CO2e per kWh of a zone."""
    return f"grid:{zone}"


def water(zone: str) -> str:
    """Water per kWh of a zone."""
    return f"water:{zone}"


def tolerance(vendor: str, device: str, quality: str) -> str:
    """How far a sensor may be off. device: "gpu" or "cpu"; quality: as in domain.readings.Quality."""
    return f"tolerance:{vendor}.{device}.{quality}"


def equivalent(equivalent_id: str) -> str:
    """An everyday quantity."""
    return f"equivalent:{equivalent_id}"
