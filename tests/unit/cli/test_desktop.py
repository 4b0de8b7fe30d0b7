"""How the desktop app is begun from the command line. (Nothing of it needs Qt.)"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from wattprint.cli import desktop
from wattprint.cli.main import _options, _parser
from wattprint.cli.numbers import Numbers
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths


@pytest.mark.parametrize("words", [[], ["--background"]])
def test_what_needs_no_parser_is_understood_as_the_parser_would(words: list[str]) -> None:
    assert _options(words) == _parser().parse_args(words)


@pytest.mark.parametrize("words", [["--demo"], ["--background", "--lang", "fr"], ["today"]])
def test_everything_else_is_parsed(words: list[str]) -> None:
    assert _options(words) == _parser().parse_args(words)
    assert _options(words) != _options([])


def test_a_recorder_in_the_place_of_the_app_collects_as_python_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = gc.get_threshold()
    seen = []

    def record(*_: object) -> int:
        seen.append(gc.get_threshold())
        return 0

    monkeypatch.setenv("DISPLAY", ":no-such-display")
    monkeypatch.setitem(sys.modules, "wattprint.gui.app", None)  # as where Qt is not installed
    monkeypatch.setattr(desktop, "_record_here", record)
    texts = Texts("en")
    paths = Paths(tmp_path / "ledger.sqlite", tmp_path / "settings.toml")
    code = desktop.run_desktop(paths, texts, Numbers(texts), language=None, background=True)
    assert (code, seen) == (0, [usual])
    assert "wattprint.gui.app" in capsys.readouterr().out
