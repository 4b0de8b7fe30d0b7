"""What a part of a slice is booked as. Readers of the ledger need this, and nothing of how it is decided."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What a booked part of a slice was.

    ACTIVE is a workload's share. STANDBY: a model is loaded, nothing runs. The rest is nobody's:
    IDLE (no model loaded), OTHER (other programs at work), CONTESTED (it could be a workload's, no proof),
    BRIDGED (across a stall whose ends disagree, or a suspend).
    """

    IDLE = "idle"
    STANDBY = "standby"
    ACTIVE = "active"
    OTHER = "other"
    CONTESTED = "contested"
    BRIDGED = "bridged"
