"""The fake NVIDIA driver, compiled once per run and loaded into this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.fake_nvml import CompilerMissing, FakeDriver, build


@pytest.fixture(scope="session")
def nvml_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the compiled libnvidia-ml.so.1."""
    try:
        return build(tmp_path_factory.mktemp("nvml"))
    except CompilerMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def driver(nvml_folder: Path, tmp_path: Path) -> Iterator[FakeDriver]:
    """The fake driver with its clock at 1000 s; nvidia-ml-py is left as if never used."""
    import pynvml

    fake = FakeDriver(nvml_folder, tmp_path / "control")
    fake.set_time(1000.0)
    fake.forget_calls()
    yield fake
    while fake.library.nvmlShutdown() == 0:
        pass
    fake.set_epoch()
    fake.use_real_time()
    pynvml._nvmlGetFunctionPointer_cache.clear()
    pynvml.nvmlLib = None
