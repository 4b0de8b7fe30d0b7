"""What a person's numbers are made of: the activities counted, the sensors read, the choices made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wattprint.domain.readings import DeviceKind, Quality

#: (vendor, kind of device, quality) of what was measured.
Sensor = tuple[str, DeviceKind, Quality]


@dataclass(frozen=True, slots=True)
class Used:
    """activities: ids ever counted and not taken back. sensors: whatever was read, ever.

    choices: by name (see reference.valuation), each with its (from day, value), oldest first.
    """

    activities: frozenset[str] = frozenset()
    sensors: frozenset[Sensor] = frozenset()
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
