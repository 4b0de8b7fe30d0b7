"""What the person says about sessions stands in exports as in the ledger."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.conftest import ledger, path
from tests.unit.ledger.making import ALL, DAY, DAY_S, NEXT_DAY
from tests.unit.ledger.sittings import FIRST, MODEL_CHANGED, MODELLED, PICTURE, fill
from wattprint.export.as_csv import PLAIN, csv_blocks
from wattprint.export.as_json import document, dumps, session_objects
from wattprint.export.csv_tables import TABLES, rows_of
from wattprint.export.days import totals_of_days
from wattprint.export.valuing import load_valuation
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.measurements import MeasurementLedger

__all__ = ["ledger", "path"]


def exported(path: Path, table: str) -> list[dict[str, str]]:
    with LedgerReader(path) as reader:
        valuation = load_valuation(Paths(path, path.with_name("c.toml")), reader.choices()).valuation
        rows = list(rows_of(TABLES[table], reader, valuation, DAY, NEXT_DAY))
        data = b"".join(csv_blocks(TABLES[table].columns, rows, PLAIN)).decode()
    return list(csv.DictReader(io.StringIO(data, newline=""), strict=True))


def test_outputs_fill_their_columns(ledger: MeasurementLedger, path: Path) -> None:
    fill(ledger)
    with PersonLedger(path) as person:
        person.annotations.note(PICTURE, 4, "=images")
        person.annotations.note(FIRST, 2.5, None)
    rows = {int(row["session_id"]): row for row in exported(path, "sessions")}
    picture, first, other = rows[PICTURE], rows[FIRST], rows[MODELLED]
    assert (picture["outputs"], picture["output_unit"]) == ("4.0", "'=images")
    assert float(picture["wh_per_output"]) == pytest.approx(9000 / 3600 / 4)
    assert (first["outputs"], first["output_unit"]) == ("2.5", "")
    assert (other["outputs"], other["output_unit"], other["wh_per_output"]) == ("", "", "")
    with LedgerReader(path) as reader:
        told = json.loads(dumps(document(sessions=session_objects(reader.sessions(*ALL)))))["sessions"]
    objects = {one["session_id"]: one for one in told}
    assert (objects[PICTURE]["outputs"], objects[PICTURE]["output_unit"]) == (4, "=images")
    assert objects[PICTURE]["wh_per_output"] == float(picture["wh_per_output"])
    assert objects[MODELLED]["wh_per_output"] is objects[MODELLED]["outputs"] is None


def test_tables_agree_after_merging_disowning_and_deleting(ledger: MeasurementLedger, path: Path) -> None:
    fill(ledger)

    def used() -> tuple[float, float]:
        """Wh of all sessions by their rows, and of the days' totals less standby."""
        with LedgerReader(path) as reader:
            valuation = load_valuation(Paths(path, path.with_name("c.toml")), reader.choices()).valuation
            days = list(totals_of_days(reader, valuation, DAY, NEXT_DAY))
        parts = [one.footprint for one in days if one.footprint is not None]
        local = sum(part.local.central - (part.standby_wh or 0.0) for part in parts)
        return sum(float(row["energy_wh"]) for row in exported(path, "sessions")), local

    before = used()
    assert before[0] == pytest.approx(before[1])
    with PersonLedger(path) as person:
        person.annotations.merge([FIRST, MODELLED])
        assert used() == pytest.approx(before)
        person.annotations.not_ai([PICTURE])
        person.annotations.delete([MODEL_CHANGED], DAY_S)
    after = used()
    assert after[0] == pytest.approx(after[1])
    assert before[0] - after[0] == pytest.approx((9000 + 400) / 3600)
    daily = {row["date"]: row for row in exported(path, "daily")}
    assert daily[DAY]["session_count"] == "2"
    assert len(exported(path, "sessions")) == 3
