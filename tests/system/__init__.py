"""Tests with real displays, buses, tray hosts and servers."""
