"""Translations as a person gets them (compiled from the committed sources), a ledger, and a message bus."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wattprint.gui.language import install_translators, locale_of
from wattprint.gui.rows import RowWriter
from wattprint.reference.files import resource_path
from wattprint.reference.texts import LANGUAGES, Texts
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wattprint_en.qm and wattprint_fr.qm."""
    folder = tmp_path_factory.mktemp("i18n")
    for language in LANGUAGES:
        source = resource_path("i18n", f"wattprint_{language}.ts")
        target = folder / f"wattprint_{language}.qm"
        release = Path(sys.executable).with_name("pyside6-lrelease")
        subprocess.run([release, "-silent", source, "-qm", target], check=True, timeout=60)
    return folder


@pytest.fixture
def speaking(qapp: QApplication, translations: Path) -> Callable[[str], AbstractContextManager[RowWriter]]:
    """Lets the app speak a language inside a `with`, which hands out a writer of rows in it."""

    @contextmanager
    def speak(language: str) -> Iterator[RowWriter]:
        installed = install_translators(qapp, language, translations)
        assert installed, "nothing was installed"
        try:
            yield RowWriter(locale_of(language), Texts(language))
        finally:
            for translator in installed:
                qapp.removeTranslator(translator)

    return speak


@pytest.fixture
def paths(tmp_path: Path, empty_ledger: Path) -> Paths:
    """A ledger with nothing in it, and a folder for the settings."""
    found = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    found.config.parent.mkdir()
    shutil.copy2(empty_ledger, found.ledger)
    return found


@pytest.fixture
def bus_address() -> Iterator[str]:
    """The address of a private message bus."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()
