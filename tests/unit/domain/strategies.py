"""How hard the properties are tried: enough to find what breaks, within seconds on a slow machine."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

moderately = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
