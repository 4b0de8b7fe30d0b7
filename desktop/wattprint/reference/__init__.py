"""Reads and validates what stands in resources/: rules, tolerances, texts."""
