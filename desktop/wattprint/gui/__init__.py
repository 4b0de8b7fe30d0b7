"""Qt: tray, windows, models, widgets."""

from wattprint.gui.plain_imports import put_back

put_back()  # before anything else of ours is imported
