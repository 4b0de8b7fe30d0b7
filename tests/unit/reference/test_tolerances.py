from __future__ import annotations

from pathlib import Path

import pytest

from wattprint.domain.readings import DeviceKind, Quality
from wattprint.reference.cpu_model import load_cpu_model
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import ToleranceError, Tolerances, factors_of_error

TABLE = resource_path("data", "tolerances.toml")


@pytest.fixture(scope="module")
def table() -> Tolerances:
    return Tolerances.load(TABLE)


def test_every_row_has_a_source_and_a_date(table: Tolerances) -> None:
    assert len(table.rows) >= 5
    for row in table.rows:
        assert row.source_title
        assert row.source_url.startswith("https://")
        assert row.date[:2] == "20"


def test_every_band_holds_the_reading_itself(table: Tolerances) -> None:
    for row in table.rows:
        assert 0.0 < row.low <= 1.0 <= row.high


def test_nvidia_is_the_papers_error_turned_round(table: Tolerances) -> None:
    low, high = table.band("nvidia", Quality.POWER)
    # The card that read 10.9 % too much and the one that read 6.2 % too little: the truth is inside the band.
    assert low <= 100.0 / 110.9
    assert high >= 100.0 / 93.8
    assert (low, high) == pytest.approx((100.0 / 110.9, 100.0 / 93.8), abs=0.002)
    assert table.band("nvidia", Quality.COUNTER) == (low, high)


def test_modelled_is_the_cpu_models_band(table: Tolerances) -> None:
    model = load_cpu_model(resource_path("data", "cpu_model.toml"))
    low, high = table.band("intel", Quality.MODELLED, DeviceKind.CPU)
    assert low * model.central_w == pytest.approx(model.low_w)
    assert high * model.central_w == pytest.approx(model.high_w)
    assert table.row("amd", Quality.MODELLED).tier == "modelled"


@pytest.mark.parametrize("quality", list(Quality))
@pytest.mark.parametrize("device", [None, *DeviceKind])
def test_an_unknown_vendor_gets_the_widest_row_of_the_quality(
    table: Tolerances, quality: Quality, device: DeviceKind | None
) -> None:
    low, high = table.band("acme", quality, device)
    rows = [row for row in table.rows if row.quality is quality]
    rows = [row for row in rows if device in (None, row.device)] or rows
    assert (low, high) in [(row.low, row.high) for row in rows]
    assert all(high / low >= row.high / row.low for row in rows)


def test_an_amd_processor_is_not_an_amd_card(table: Tolerances) -> None:
    cpu = table.row("amd", Quality.COUNTER, DeviceKind.CPU)
    gpu = table.row("amd", Quality.COUNTER, DeviceKind.GPU)
    assert (cpu.device, gpu.device) == (DeviceKind.CPU, DeviceKind.GPU)
    assert (cpu.low, cpu.high) != (gpu.low, gpu.high)


def test_errors_become_factors_outwards() -> None:
    assert factors_of_error(0.0, 0.0) == (1.0, 1.0)
    assert factors_of_error(-0.062, 0.109) == (0.901, 1.067)


ROW = """[[tolerance]]
vendor = "any"
device = "gpu"
quality = "{quality}"
low = 0.9
high = 1.1
tier = "guess"
source_title = "T"
source_url = "https://example.org/"
date = "2025"
"""
ALL = "".join(ROW.format(quality=quality) for quality in Quality)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tolerances.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_small_table_loads(tmp_path: Path) -> None:
    assert Tolerances.load(written(tmp_path, ALL)).band("x", Quality.POWER) == (0.9, 1.1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low = 0.9", "low = 1.05"),
        ("low = 0.9", "low = 0.0"),
        ("low = 0.9", "low = nan"),
        ("high = 1.1", "high = 0.95"),
        ('tier = "guess"', 'tier = "sure"'),
        ('source_title = "T"', 'source_title = ""'),
        ('source_url = "https://example.org/"', 'source_url = "http://example.org/"'),
        ('date = "2025"', 'date = "soon"'),
        ('date = "2025"\n', ""),
        ("high = 1.1", "high = 1.1\nreading_error = [-0.3, 0.1]"),
        ('quality = "power"', 'quality = "certain"'),
        ('quality = "power"', 'quality = "counter"'),
        ('device = "gpu"', 'device = "tpu"'),
    ],
)
def test_a_broken_row_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in ALL
    with pytest.raises(ToleranceError):
        Tolerances.load(written(tmp_path, ALL.replace(old, new)))


def test_a_quality_without_a_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ToleranceError, match="modelled"):
        Tolerances.load(written(tmp_path, "".join(ROW.format(quality=q) for q in ("counter", "power"))))
