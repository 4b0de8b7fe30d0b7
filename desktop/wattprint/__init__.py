"""Wattprint: what one person's AI use costs in energy, measured here and estimated for the cloud."""

__version__ = "0.1.0"
