"""What stands before the title of every window: a demo's numbers must never pass for the person's own.

Kept by the application, for a window may be opened from any other one.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_PROPERTY = "wattprint_title_mark"


def mark_titles(mark: str) -> None:
    """Put this before the titles of all windows that are made from now on; "" for nothing."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, mark)


def titled(title: str) -> str:
    """A window's title as it is shown."""
    app = QCoreApplication.instance()
    mark = None if app is None else app.property(_PROPERTY)
    return f"{mark or ''}{title}"
