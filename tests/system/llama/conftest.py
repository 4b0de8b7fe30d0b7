"""The model, the servers and the one long sitting, each made once for all tests of this folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.system.llama import servers
from tests.system.llama.sitting import Sitting, sit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.llama.servers import Server


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of 14 MB in a folder whose name is nobody's business.

    Its own name is this run's alone: two runs at a time on one machine see each other's servers.
    """
    pytest.importorskip("gguf", reason="gguf and numpy write the test's model")
    from tests.fakes.tiny_model import write_tiny_model

    folder = tmp_path_factory.mktemp("models") / servers.FOLDER
    folder.mkdir()
    return write_tiny_model(folder / f"noise-{os.getpid()}.gguf")


@pytest.fixture(scope="session")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real llama-server; where the binary cannot run, the same engine inside a python process."""
    home = tmp_path_factory.mktemp("server")
    binary, library = servers.binary_trouble(), servers.library_trouble()
    if binary and library:
        pytest.skip(f"no real server can run here: {binary}; {library}")
    running = servers.start_library(model, home) if binary else servers.start_binary(model, home)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sitting(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """See sitting.py."""
    return sit(server, tmp_path_factory.mktemp("sitting"))
