"""Whether there is a display for windows, as far as the environment tells."""

from __future__ import annotations

import os
import sys

#: Any of these says where windows go (X11, Wayland, Qt's own choice).
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def names_display() -> bool:
    """Whether the environment names one; whether it can be reached is another matter (see gui.display)."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in DISPLAY_VARIABLES)
