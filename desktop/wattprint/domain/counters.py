"""Counters that wrap: how much energy lies between two readings, or that nobody can know."""

from __future__ import annotations

#: Two exact readings of one constant power differ from power x time by rounding only.
_ROUNDING = 1e-9


def unwrapped_step_j(
    previous_j: float, current_j: float, *, range_j: float, elapsed_s: float, max_power_w: float
) -> float | None:
    """Energy (J) between two raw readings of a counter that starts again at 0 after range_j.

    previous_j, current_j: raw readings, 0 to range_j.
    range_j: energy after which the counter starts again; > 0.
    elapsed_s: time between the readings, suspend included.
    max_power_w: a ceiling that the device cannot exceed on average; > 0.

    None means unknown:
    - the interval is so long that the device could have used a whole range (elapsed >= range / max power),
      so the number of wraps is a guess;
    - the counter fell although the energy up to its wrap is more than the device could have used: it was
      reset (resume from suspend, driver reload), not wrapped;
    - a reading lies outside the range, so the range is not the one of this counter.

    Equation: step = current - previous, plus range when that is negative.
    Raises ValueError when range_j or max_power_w is not positive.
    """
    if range_j <= 0.0 or max_power_w <= 0.0:
        raise ValueError(f"range_j and max_power_w must be positive, not {range_j} and {max_power_w}")
    if elapsed_s < 0.0 or elapsed_s * max_power_w >= range_j:
        return None
    if not (0.0 <= previous_j <= range_j and 0.0 <= current_j <= range_j):
        return None
    step_j = current_j - previous_j
    if step_j >= 0.0:
        return step_j
    step_j += range_j
    if step_j > elapsed_s * max_power_w + range_j * _ROUNDING:
        return None
    return step_j
