"""About the numbers: every figure with its band, its source and its age, and the method in plain words."""
