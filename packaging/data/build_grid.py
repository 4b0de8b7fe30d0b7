#!/usr/bin/env python3
"""Writes resources/data/grid.csv from the installed EcoLogits package and the zones' names beside this file.

    .venv/bin/python packaging/data/build_grid.py [FILE]

The package is read, never imported: its data file is all that is wanted. The same release, the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
GRID = HERE.parents[1] / "resources" / "data" / "grid.csv"
MIXES = "ecologits/data/electricity_mixes.json"

#: EcoLogits' file names no year. A release is listed here once somebody has found out which year its values
#: are of (resources/data/grid_licence.md says how); an unknown one stops the script: nothing is guessed.
YEAR_OF_RELEASE = {"0.11.3": 2025}

COLUMNS = (
    "zone",
    "alpha2",
    "name_en",
    "name_fr",
    "g_co2e_per_kwh",
    "year",
    "currency",
    "source_title",
    "source_url",
)
SOURCE_URL = "https://github.com/mlco2/ecologits/blob/main/ecologits/data/electricity_mixes.json"


def build(target: Path) -> int:
    """Write the table; returns the number of zones. Raises SystemExit in words when something is amiss."""
    package = metadata.distribution("ecologits")
    release = package.version
    if release not in YEAR_OF_RELEASE:
        raise SystemExit(
            f"EcoLogits {release}: state the year of its electricity mixes in {Path(__file__).name}"
        )
    # Numbers stay the decimal text that they are in the file: times 1000 they gain no stray digits.
    text = Path(str(package.locate_file(MIXES))).read_text(encoding="utf-8")
    mixes = json.loads(text, parse_float=Decimal)["electricity_mixes"]
    g_per_kwh = {mix["name"]: Decimal(mix["gwp"]) * 1000 for mix in mixes}

    with (HERE / "zones.csv").open(encoding="utf-8", newline="") as file:
        names = {row["zone"]: row for row in csv.DictReader(file)}
    unmatched = sorted(set(g_per_kwh) ^ set(names))
    if unmatched:
        raise SystemExit(f"zones.csv and EcoLogits {release} differ in {', '.join(unmatched)}")

    # No power plant is free of emissions over its life: a 0 is a missing value (Central African Republic),
    # and a zone that is not in the table is an unknown one.
    known = {zone: value for zone, value in g_per_kwh.items() if value > 0}

    title = f"EcoLogits {release} electricity mixes (Our World in Data, Ember)"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for zone, value in sorted(known.items()):
            writer.writerow(
                {
                    **names[zone],
                    "g_co2e_per_kwh": f"{value.normalize():f}",
                    "year": YEAR_OF_RELEASE[release],
                    "source_title": title,
                    "source_url": SOURCE_URL,
                }
            )
    return len(known)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if sys.argv[1:] else GRID
    try:
        print(f"{build(target)} zones in {target}")
    except metadata.PackageNotFoundError:
        raise SystemExit("EcoLogits is not installed: make setup") from None
