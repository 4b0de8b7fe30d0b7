"""How often to look: as seldom as the numbers allow."""

from __future__ import annotations

#: A session is running: its edges and its live line want a second.
ACTIVE_S = 1.0

#: A model is loaded, nothing runs. With counters no burst is lost in between; power needs a second.
STANDBY_COUNTER_S = 2.0
STANDBY_POWER_S = 1.0

#: Nothing of ours is running.
IDLE_S = 10.0

#: The set of processes is compared this often.
WATCH_S = 5.0

#: A second look at newborn processes wakes the recorder for its own sake this often at most: on a machine
#: that starts programs all the time it would else never rest. The others wait for the next comparison.
SECOND_LOOK_EVERY_S = 15.0

#: While paused only the time that goes by is booked.
PAUSED_S = 60.0

#: Two readings closer than this say little (counters refresh every 20 to 100 ms).
SHORTEST_S = 0.5

#: Commit at least this often while a session runs; that is what a power cut may cost.
COMMIT_ACTIVE_S = 9.0
COMMIT_IDLE_S = 60.0

#: The C library learns of a new time zone only when told.
ZONE_S = 60.0


def interval_s(*, active: bool, loaded: bool, counters: bool) -> float:
    """Seconds until the next reading.

    active: a workload is at work. loaded: an AI process lives. counters: every GPU that is awake has one.
    """
    if active:
        return ACTIVE_S
    if loaded:
        return STANDBY_COUNTER_S if counters else STANDBY_POWER_S
    return IDLE_S


def commit_s(*, active: bool) -> float:
    """Seconds between commits."""
    return COMMIT_ACTIVE_S if active else COMMIT_IDLE_S
