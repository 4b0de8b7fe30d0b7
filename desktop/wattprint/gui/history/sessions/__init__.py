"""The page of all sessions: a table over the whole ledger, the details of one, and what can be said of it."""
