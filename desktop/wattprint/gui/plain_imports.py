"""Python's own import, put back after PySide6 has put its own in front of it.

PySide6 replaces `__import__` so that `from __feature__ import ...` can be switched on for a module. To know
whether a module might want that, it reads the source of everything that is imported afterwards, ours and the
standard library's, and `linecache` keeps every line of it: megabytes in a tray that rests, more with each
window's modules, and a part of the time until the icon. Nothing here uses `__feature__`.
"""

from __future__ import annotations

import builtins
import linecache

import PySide6.QtCore  # noqa: F401 -- it is this import that replaces the other


def put_back() -> None:
    """From now on imports are Python's own; does nothing where PySide6 no longer replaces them."""
    own = getattr(builtins, "__orig_import__", None)
    if own is not None and builtins.__import__ is getattr(builtins, "__feature_import__", None):
        builtins.__import__ = own
        linecache.clearcache()
