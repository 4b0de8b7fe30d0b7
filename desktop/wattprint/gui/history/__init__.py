"""The history window: looking back, comparing, the numbers behind the numbers, taking data out."""
