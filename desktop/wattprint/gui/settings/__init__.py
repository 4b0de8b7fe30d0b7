"""Settings, the first run, and what the person may do with their data."""
