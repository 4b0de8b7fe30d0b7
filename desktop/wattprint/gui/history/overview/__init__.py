"""What was used over a day, a week, a month, a year or any days: totals, bars, and what used most."""
