"""Stand-ins for hardware and servers whose truth is known, used by the tests and the bench."""
