"""What wattprint.domain promises, shown on simulated machines whose true energy is known."""
