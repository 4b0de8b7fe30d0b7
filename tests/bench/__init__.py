"""The budgets, measured side by side in one run. Ratios are what counts: machines are small and noisy."""
