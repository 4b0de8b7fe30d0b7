from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from wattprint.reference.cpu_model import CpuModelError, load_cpu_model
from wattprint.reference.files import resource_path

FILE = resource_path("data", "cpu_model.toml")


def test_the_watts_follow_from_the_processors() -> None:
    model = load_cpu_model(FILE)
    assert len(model.processors) >= 5
    watts = [
        processor.package_w / cores
        for processor in model.processors
        for cores in (processor.logical_cores, processor.physical_cores)
    ]
    assert model.low_w == pytest.approx(min(watts), rel=0.01)
    assert model.central_w == pytest.approx(median(watts), rel=0.01)
    assert model.high_w == pytest.approx(max(watts), rel=0.01)
    assert model.low_w < model.central_w < model.high_w


def test_every_processor_has_a_source() -> None:
    for processor in load_cpu_model(FILE).processors:
        assert processor.source_title
        assert processor.source_url.startswith("https://")
        assert processor.date


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("central = 4.97", "central = 8.0"),
        ("low = 0.94", "low = 0.5"),
        ("high = 14.67", "high = 20.0"),
        ("package_w = 28", "package_w = 0"),
        ("logical_cores = 12", "logical_cores = 4"),
        ("physical_cores = 6", "physical_cores = 0"),
        ('date = "2020-11-05"\n', ""),
        ("[[processor]]", "[[chip]]"),
    ],
)
def test_a_file_that_does_not_add_up_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "cpu_model.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CpuModelError):
        load_cpu_model(path)
