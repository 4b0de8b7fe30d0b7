"""Tests of the settings window and the first run, on real files."""
