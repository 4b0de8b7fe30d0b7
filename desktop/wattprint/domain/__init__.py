"""Pure rules: readings to slices, to shares, to sessions, to totals. No files, no clock, no Qt."""
