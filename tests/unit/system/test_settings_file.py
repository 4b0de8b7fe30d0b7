"""The settings window changes what it was asked to change, and leaves everything else in the file alone."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wattprint.domain.workload import Kind
from wattprint.system.settings import SettingsError, load_settings
from wattprint.system.settings_file import change_settings, set_settings_aside

HAND_WRITTEN = """\
# My settings.
[general]
language = "fr"  # the house speaks French

[measuring]
# Docker runs as root here.
all_users = true

[measuring.gap_s]
chat = 240   # I think slowly
image = 60

[numbers]
zone = "CHE"

[mine]
other = ["a", 1]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


@pytest.fixture
def written(file: Path) -> Path:
    file.parent.mkdir()
    file.write_text(HAND_WRITTEN)
    return file


def test_a_missing_file_is_begun_for_its_owner_only(file: Path) -> None:
    change_settings(file, {"general.language": "fr", "measuring.gap_s.chat": 90})
    assert load_settings(file).language == "fr"
    assert load_settings(file).gap_s[Kind.CHAT] == 90.0
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert "[measuring]\n" not in file.read_text(), "an empty table above another one"
    assert list(file.parent.iterdir()) == [file]


def test_beginning_a_file_without_any_change_leaves_a_mark(file: Path) -> None:
    change_settings(file, {})
    assert file.read_text().startswith("#")
    assert load_settings(file) == load_settings(file.with_name("none"))


def test_only_the_value_changes_in_a_file_written_by_hand(written: Path) -> None:
    change_settings(written, {"measuring.gap_s.chat": 300, "general.language": "en"})
    wanted = HAND_WRITTEN.replace("chat = 240", "chat = 300").replace('"fr"', '"en"')
    assert written.read_text() == wanted


def test_a_key_that_is_taken_away_gives_the_default_back(written: Path) -> None:
    change_settings(written, {"general.language": None, "measuring.gap_s.image": None, "no.such": None})
    found = load_settings(written)
    assert (found.language, found.gap_s[Kind.IMAGE]) == (None, 90.0)
    assert found.all_users
    assert "# Docker runs as root here." in written.read_text()
    assert tomllib.loads(written.read_text())["mine"] == {"other": ["a", 1]}


@pytest.mark.parametrize(
    "text",
    [
        'general.language = "fr"\nmeasuring.gap_s.chat = 20\n',
        'general = { language = "fr" }\nmeasuring = { gap_s = { chat = 20 }, all_users = true }\n',
        '[measuring.gap_s]\nchat = 20\n[general]\nlanguage = "fr"\n[measuring]\nall_users = true\n',
        '[general]\r\nlanguage = "fr"\r\n\r\n# end\r\n',
        "[general]\n[measuring]\n",
        "[general]\nlanguage = 'fr'",
        "# nothing but this",
        "",
    ],
)
def test_every_way_of_writing_tables(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_bytes(text.encode())
    before = load_settings(file)
    change_settings(file, {"measuring.gap_s.speech": 45, "general.language": "en", "numbers.zone": "FRA"})
    after = load_settings(file)
    assert (after.language, after.gap_s[Kind.SPEECH], after.numbers) == ("en", 45.0, {"zone": "FRA"})
    assert (after.all_users, after.gap_s[Kind.CHAT]) == (before.all_users, before.gap_s[Kind.CHAT])
    assert after.unknown == ()
    if "\r\n" in text:
        assert b"# end\r\n" in file.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"), [("[general\n", "line 1"), ("[general]\nlanguage = 'de'\n", "en | fr")]
)
def test_a_broken_file_is_told_and_left_alone(file: Path, text: str, said: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(SettingsError, match=said.replace("|", r"\|")):
        change_settings(file, {"measuring.all_users": True})
    assert file.read_text() == text
    aside = set_settings_aside(file)
    assert aside.read_text() == text
    change_settings(file, {"measuring.all_users": True})
    assert load_settings(file).all_users
    assert set_settings_aside(file) != aside
    assert {path.suffix for path in file.parent.iterdir()} == {".toml"}


@pytest.mark.parametrize("changes", [{"general.language": "de"}, {"measuring.gap_s.chat": 5}])
def test_a_value_that_cannot_be_meant_is_not_written(
    written: Path, changes: dict[str, str | int | float | bool | None]
) -> None:
    with pytest.raises(SettingsError) as refused:
        change_settings(written, changes)
    assert refused.value.path == written
    assert written.read_text() == HAND_WRITTEN
    assert list(written.parent.iterdir()) == [written]


def test_a_link_stays_a_link_and_a_mode_stays_a_mode(written: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    written.rename(kept)
    kept.chmod(0o640)
    written.symlink_to(kept)
    change_settings(written, {"measuring.all_users": False})
    assert written.is_symlink()
    assert not load_settings(kept).all_users
    assert kept.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_is_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingsError):
        change_settings(tmp_path / "file" / "config.toml", {"measuring.all_users": True})
    with pytest.raises(SettingsError, match="No such file"):
        set_settings_aside(tmp_path / "none.toml")


VALUES = st.dictionaries(
    st.sampled_from(["general.language", "measuring.all_users", "measuring.gap_s.chat", "numbers.zone"]),
    st.none(),
    max_size=4,
) | st.fixed_dictionaries(
    {},
    optional={
        "general.language": st.sampled_from(["en", "fr", None]),
        "measuring.all_users": st.booleans() | st.none(),
        "measuring.gap_s.chat": st.integers(10, 1800) | st.floats(10, 1800) | st.none(),
        "measuring.gap_s.other": st.integers(10, 1800) | st.none(),
        "measuring.traces_kept_days": st.integers(0, 36500) | st.none(),
        "numbers.zone": st.sampled_from(["FRA", "DEU", None]),
    },
)


@settings(max_examples=60)
@given(st.lists(VALUES, min_size=1, max_size=4))
def test_changes_one_after_the_other_add_up(many: list[dict[str, str | int | float | bool | None]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        file.write_text(HAND_WRITTEN)
        last: dict[str, object] = {}
        for changes in many:
            change_settings(file, changes)
            last |= changes
        found = tomllib.loads(file.read_text())
        for key, value in last.items():
            place: object = found
            for name in key.split("."):
                place = place.get(name) if isinstance(place, dict) else None
            assert place == value
        assert found["mine"] == {"other": ["a", 1]}
        assert file.read_text().startswith("# My settings.\n")


def test_a_resting_app_and_a_recorder_do_not_load_the_writer() -> None:
    code = (
        "import sys, wattprint.gui.app, wattprint.recorder.assemble, wattprint.system.settings\n"
        "sys.exit(any(name in sys.modules for name in ('tomlkit', 'sqlite_utils', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
