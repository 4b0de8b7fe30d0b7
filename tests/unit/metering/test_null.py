from __future__ import annotations

from tests.fakes.sysfs_tree import instant
from wattprint.metering.meter import Meter
from wattprint.metering.null import NullMeter


def test_it_claims_nothing() -> None:
    meter: Meter = NullMeter()
    meter.open()
    assert meter.devices() == ()
    assert meter.read(instant(0)) == ()
    meter.close()
    meter.close()
