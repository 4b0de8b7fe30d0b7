"""Paths, settings, locks, clocks: one small class per platform mechanism."""
