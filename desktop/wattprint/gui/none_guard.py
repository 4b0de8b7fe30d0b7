"""Keeps PySide6 6.12 from ending the process on Python 3.11.

There every call of a Qt method that returns nothing takes one reference to None too many (so with 6.12.0, not
with 6.11.3). Some ten thousand calls later, minutes of a live chart or days of a tray, Python ends with
"none_dealloc: deallocating None". From Python 3.12 on None cannot be deallocated.
"""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QTimer

log = logging.getLogger(__name__)

#: So many calls tell the fault from the noise of other references.
PROBES = 64

#: Even a call every microsecond takes a day to use so many up, and no sum of it overflows.
SPARE = 2**38 if sys.maxsize > 2**32 else 2**29


def guard_none() -> None:
    """Give None so many references that they never run out, where they would; costs nothing elsewhere."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython" or not loses_references():
        return
    import ctypes

    count = ctypes.c_ssize_t.from_address(id(None))
    if abs(count.value - sys.getrefcount(None)) > PROBES:
        log.warning("this Python counts references in another place; update PySide6 if Wattprint crashes")
        return
    count.value += SPARE


def loses_references() -> bool:
    """Whether a call that returns nothing takes a reference to None with it."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(PROBES):
        timer.stop()
    return before - sys.getrefcount(None) > PROBES // 2
