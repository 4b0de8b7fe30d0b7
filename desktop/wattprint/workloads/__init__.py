"""Which AI app is this process? Rules from resources/, plus the person's own."""
