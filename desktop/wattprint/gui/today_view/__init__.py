"""The parts of the main window: cards that are told a status and show it."""
