"""A session's power trace as the ledger keeps it."""

from __future__ import annotations

import zlib
from array import array
from math import isfinite

from wattprint.domain.trace import MAX_POINTS, PowerTrace

#: Finer than any sensor, coarse enough to pack well.
TRACE_STEP_W = 0.1


def pack_trace(trace: PowerTrace) -> bytes:
    """A power trace as a small blob, deflated: bucket length (s), step (W), then 16-bit numbers of steps.

    Half of what 32 bit would take; sessions' traces are the largest part of a ledger. A step is a tenth of a
    watt until a machine draws more than 6.5 kW.
    """
    watts = [value if isfinite(value) and value > 0 else 0.0 for value in trace.watts()]
    step_w = max(TRACE_STEP_W, max(watts, default=0.0) / 0xFFFF)
    steps = array("H", (min(0xFFFF, round(value / step_w)) for value in watts))
    return zlib.compress(array("d", [trace.bucket_s, step_w]).tobytes() + steps.tobytes())


def unpack_trace(blob: bytes | None) -> PowerTrace:
    """The power trace of a blob; an empty one where it was dropped for age or cannot be read."""
    if blob is None:
        return PowerTrace()
    try:
        raw = zlib.decompress(blob)
        (bucket_s, step_w), steps = array("d", raw[:16]), array("H", raw[16:])
    except (zlib.error, ValueError):
        return PowerTrace()
    if not (isfinite(bucket_s) and bucket_s > 0 and isfinite(step_w)):
        return PowerTrace()
    return PowerTrace(bucket_s, [value * step_w * bucket_s for value in steps[:MAX_POINTS]])
