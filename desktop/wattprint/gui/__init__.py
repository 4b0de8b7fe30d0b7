"""Qt: tray, windows, models, widgets."""
