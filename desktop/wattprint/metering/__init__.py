"""One module per kind of sensor behind one small interface (see meter.py)."""
