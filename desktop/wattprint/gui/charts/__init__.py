"""Charts painted by ourselves: bars per day, a live power line, a session's power trace.

One look for all: solid is measured, hatched is estimated, dotted was not recorded, a whisker is a band.
"""
