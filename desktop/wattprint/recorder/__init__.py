"""The loop: meters to domain to ledger; streams what it sees now."""
