"""Compare: this computer against the cloud, and often-quoted claims against what was measured here."""
