"""Counting cloud use: adding, quick-adding, what recurs, and past entries."""
