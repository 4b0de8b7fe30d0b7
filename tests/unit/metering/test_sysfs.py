from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.fakes.sysfs_tree import FaultySysfs, write
from wattprint.metering.sysfs import SensorError, SensorFile


def test_one_descriptor_shows_every_new_value(tmp_path: Path) -> None:
    sysfs = FaultySysfs()
    file = SensorFile(write(tmp_path / "power", 12), sysfs)
    assert file.read_natural() == 12
    write(tmp_path / "power", 7)
    assert file.read_natural() == 7
    assert len(sysfs.opened) == 1
    file.close()
    assert sysfs.opened == {}


def test_after_an_error_the_file_is_opened_anew(tmp_path: Path) -> None:
    sysfs = FaultySysfs()
    path = write(tmp_path / "power", 12)
    file = SensorFile(path, sysfs)
    file.read_natural()
    sysfs.read_errors[path] = errno.ENODEV
    with pytest.raises(SensorError) as caught:
        file.read_natural()
    assert (caught.value.reason, caught.value.gone, caught.value.denied) == ("ENODEV", True, False)
    assert sysfs.opened == {}
    sysfs.read_errors.clear()
    assert file.read_natural() == 12
    file.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("-3", "negative"),
        ("--3", "garbage"),
        ("1 2", "garbage"),
        ("²", "garbage"),
    ],
)
def test_what_is_no_natural_number(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "power").write_text(content, encoding="utf-8")
    file = SensorFile(tmp_path / "power", FaultySysfs())
    with pytest.raises(SensorError) as caught:
        file.read_natural()
    assert caught.value.reason == reason
    file.close()


def test_permission_is_told_from_absence(tmp_path: Path) -> None:
    sysfs = FaultySysfs()
    sysfs.deny(tmp_path / "power")
    with pytest.raises(SensorError) as caught:
        SensorFile(tmp_path / "power", sysfs).read_bytes()
    assert (caught.value.denied, caught.value.gone) == (True, False)
    with pytest.raises(SensorError) as caught:
        SensorFile(tmp_path / "other", sysfs).read_bytes()
    assert (caught.value.denied, caught.value.gone) == (False, True)
