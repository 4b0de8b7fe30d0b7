"""CSV and JSON of what the ledger holds."""
