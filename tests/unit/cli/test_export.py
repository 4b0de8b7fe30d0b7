"""`wattprint export` as it is run: to files, pipes and terminals, in both languages, cut short anywhere."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import select
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.ledger.forked import result_of
from tests.unit.ledger.making import CHAT, DAY, DAY_S, DEVICES, book_active
from wattprint.cli import export
from wattprint.cli.main import main
from wattprint.cli.progress import BAR_COLUMNS, CLEAR_LINE, DayProgress
from wattprint.domain.bookings import Bookings, Session
from wattprint.export.table_file import NotWritten
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.reference.texts import Texts

HEADERS = {"daily": "date,local_wh_low", "sessions": "session_id,start", "cloud": "date,service"}
TABLES = tuple(HEADERS)
OLD = b"what was there\n"


@pytest.fixture
def ledger(empty_ledger: Path) -> Path:
    """A ledger with one session of 2 Wh and two entries, where the command looks for it."""
    path = Path(os.environ["WATTPRINT_LEDGER"])
    path.parent.mkdir()
    path.write_bytes(empty_ledger.read_bytes())
    bookings = Bookings()
    book_active(bookings, Session(CHAT, DAY_S, DAY_S, DAY), 7200.0, 100.0)
    bookings.day(DAY).recorded_s = 3600.5
    writer = MeasurementLedger(path)
    writer.write(bookings, DEVICES, DAY_S, DAY, 0.0)
    writer.close()
    with PersonLedger(path) as person:
        person.cloud.add(DAY, "chatgpt.prompt", 12, 1.0, note='=1+1, "quoted"\nand a line')
        person.cloud.add(DAY, "claude.prompt", 2.5, 2.0)
    return path


def run(capfd: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    capfd.readouterr()
    assert main(list(words)) == code
    return capfd.readouterr()


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "wattprint", *words]


def table(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


# -- what is written ---


def test_a_file_holds_what_standard_output_shows(ledger: Path, tmp_path: Path) -> None:
    for name, header in HEADERS.items():
        target = tmp_path / f"{name}.csv"
        done = subprocess.run(command("export", name, "-o", str(target)), capture_output=True, check=True)
        assert done.stderr == b""
        assert str(target).encode() in done.stdout
        shown = subprocess.run(command("export", name), capture_output=True, check=True)
        assert (shown.stdout, shown.stderr) == (target.read_bytes(), b"")
        dash = subprocess.run(command("export", name, "-o", "-"), capture_output=True, check=True)
        assert dash.stdout == shown.stdout
        assert shown.stdout.startswith(header.encode())
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cloud.csv", "daily.csv", "sessions.csv"]


def test_the_range_is_all_there_is_unless_it_is_named(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def dates(*words: str) -> list[str]:
        return [row["date"] for row in table(run(capfd, "export", "daily", *words)[0].encode())]

    assert dates() == [DAY]
    assert dates("--from", "2026-03-09") == ["2026-03-09", DAY]
    assert dates("--to", "2026-03-11") == [DAY, "2026-03-11"]
    assert dates("--from", "2026-03-01", "--to", "2026-03-02") == ["2026-03-01", "2026-03-02"]
    assert dates("--from", "2026-12-01") == dates("--to", "2026-01-01") == []


def test_what_recurs_has_not_happened_after_today(
    ledger: Path, noon: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with PersonLedger(ledger) as person:
        person.cloud.add_recurring("claude.prompt", 20, 127, noon, 3.0)
    rows = table(run(capfd, "export", "cloud", "--from", noon, "--to", "9999-12-31")[0].encode())
    assert [row["date"] for row in rows] == [noon]


def test_days_of_a_clock_that_was_set_back_are_exported(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the ledger holds has happened, whatever the clock says: `range` counts it, too."""
    later = time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86400))
    with PersonLedger(ledger) as person:
        person.cloud.add(later, "claude.prompt", 20, 3.0)
    rows = table(run(capfd, "export", "cloud", "--from", later, "--to", "9999-12-31")[0].encode())
    assert [row["date"] for row in rows] == [later]


def test_a_zone_that_is_none_is_told_and_the_file_is_written(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = Path(os.environ["WATTPRINT_CONFIG"])
    config.parent.mkdir(exist_ok=True)
    config.write_text('[numbers]\nzone = "XXX"\n')
    out, err = run(capfd, "export", "daily")
    assert "XXX" in err
    assert len(table(out.encode())) == 1


def test_a_day_that_was_only_paused_is_unknown_not_zero(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bookings = Bookings()
    bookings.day("2026-03-12").paused_s = 600.0
    writer = MeasurementLedger(ledger)
    writer.write(bookings, DEVICES, DAY_S, DAY, 0.0)
    writer.close()
    (row,) = table(run(capfd, "export", "daily", "--from", "2026-03-12", "--to", "2026-03-12")[0].encode())
    assert (row["local_wh"], row["total_wh"], row["paused_s"]) == ("", "", "600.0")


def test_sessions_agree_with_their_json(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (row,) = table(run(capfd, "export", "sessions")[0].encode())
    (told,) = json.loads(run(capfd, "sessions", "--json")[0])["sessions"]
    assert float(row["energy_wh"]) == told["energy_wh"] == 2.0
    for name in ("start", "end", "app", "engine", "kind", "model", "quality"):
        assert row[name] == told[name]


def test_a_spreadsheet_in_both_languages(ledger: Path, tmp_path: Path) -> None:
    files = {}
    for language in ("en", "fr"):
        target = tmp_path / language
        assert (
            main(["--lang", language, "export", "cloud", "--preset", "spreadsheet", "-o", str(target)]) == 0
        )
        files[language] = target.read_bytes()
        assert files[language].startswith(b"\xef\xbb\xbfdate")
    english, french = table(files["en"]), table(files["fr"], ";")
    assert [row["count"] for row in english] == ["12.0", "2.5"]
    assert [row["count"] for row in french] == ["12,0", "2,5"]
    assert english[0]["note"] == french[0]["note"] == '\'=1+1, "quoted"\nand a line'
    for one, other in zip(english, french, strict=True):
        for name in ("wh_low", "wh", "wh_high", "co2e_g", "water_ml"):
            assert one[name]
            assert other[name] == one[name].replace(".", ",")
    plain = subprocess.run(command("--lang", "fr", "export", "cloud"), capture_output=True, check=True).stdout
    assert plain == files["en"].removeprefix(b"\xef\xbb\xbf")


def test_an_empty_ledger_gives_the_header(empty_ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = Path(os.environ["WATTPRINT_LEDGER"])
    path.parent.mkdir()
    path.write_bytes(empty_ledger.read_bytes())
    for name, header in HEADERS.items():
        out, err = run(capfd, "export", name)
        assert (len(out.splitlines()), err) == (1, "")
        assert out.startswith(header)


def test_own_factors_that_cannot_be_used_are_told(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    own = Path(os.environ["WATTPRINT_CONFIG"]).with_name("factors.toml")
    own.parent.mkdir()
    own.write_text("nonsense")
    out, err = run(capfd, "export", "cloud")
    assert len(table(out.encode())) == 2
    assert err.count("\n") == 1
    assert str(own) in err


# -- what cannot be done ---


def one_line(err: str, *parts: str) -> None:
    assert err.count("\n") == 1
    assert err.startswith("wattprint: ")
    assert all(part in err for part in parts)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_ledger_no_file(language: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "x.csv"
    out, err = run(capfd, "--lang", language, "export", "daily", "-o", str(target), code=1)
    one_line(err, os.environ["WATTPRINT_LEDGER"])
    assert out == ""
    assert not Path(os.environ["WATTPRINT_LEDGER"]).exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [
    ("daily", "--from", "2026-02-30"), ("daily", "--to", "0000-01-01"), ("daily", "--to", "10000-01-01"),
    ("daily", "--from", "2026-03-02", "--to", "2026-03-01"), ("weekly",), (), ("daily", "--preset", "excel"),
])  # fmt: skip
def test_wrong_usage(ledger: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    try:
        code = main(["export", *words])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".lock"])
def test_the_ledger_is_never_the_target(
    ledger: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], ending: str
) -> None:
    before = ledger.read_bytes()
    link, hard = tmp_path / "link", tmp_path / "hard"
    itself = ledger.with_name(ledger.name + ending)
    link.symlink_to(itself)
    targets = [itself, link, itself.parent / ".." / itself.parent.name / itself.name]
    if not ending:
        hard.hardlink_to(ledger)
        targets.append(hard)
    for target in targets:
        one_line(run(capfd, "export", "daily", "-o", str(target), code=1)[1], str(target))
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("name", ["settings.toml", "workloads.toml", "factors.toml"])
def test_settings_are_never_the_target(ledger: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    target = Path(os.environ["WATTPRINT_CONFIG"]).with_name(name)
    target.parent.mkdir()
    target.write_bytes(b"")
    one_line(run(capfd, "export", "daily", "-o", str(target), code=1)[1], str(target))
    assert target.read_bytes() == b""


@pytest.mark.parametrize("name", ["folder", "folder/", "none/x.csv", "new/", "file/x.csv", "n" * 300])
def test_places_that_cannot_hold_the_file(
    ledger: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    out, err = run(capfd, "export", "daily", "-o", f"{tmp_path}/{name}", code=1)
    one_line(err, f"{tmp_path}/{name}")
    assert out == ""
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_a_folder_that_may_not_be_written() -> None:
    """As a process without rights sees it; what it needs of the ledger and the checkout it holds already."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        target = folder / "x.csv"
        target.write_bytes(OLD)
        folder.chmod(0o555)

        def attempt() -> str:
            try:
                export._write(str(target), iter([b"new"]))
            except NotWritten as error:
                return error.code
            return "written"

        assert result_of(attempt, without_rights=True) == "not-writable"
        assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("x.csv", OLD)]


# -- cut short ---


class Cut(Exception):
    """Anything that may happen while rows are read."""


@pytest.mark.parametrize(
    "reason", [KeyboardInterrupt, OSError(28, "full"), OSError(13, "denied"), OSError(5, "broken"), Cut]
)
@pytest.mark.parametrize("existing", [True, False])
def test_an_export_cut_short_leaves_everything_as_it_was(
    ledger: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    reason: type[BaseException] | BaseException,
    existing: bool,
) -> None:
    def blocks(*_: object) -> Iterator[bytes]:
        yield b"half"
        assert [path for path in tmp_path.iterdir() if path != target]  # it was being written
        raise reason

    monkeypatch.setattr(export, "csv_blocks", blocks)
    target = tmp_path / "x.csv"
    if existing:
        target.write_bytes(OLD)
    words = ("export", "daily", "-o", str(target))
    if reason is Cut:
        with pytest.raises(Cut):
            main(list(words))
    else:
        one_line(run(capfd, *words, code=1)[1], str(target))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == (
        [("x.csv", OLD)] if existing else []
    )


def test_a_full_disk_leaves_everything_as_it_was(ledger: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    target = tmp_path / "x.csv"
    target.write_bytes(OLD)
    code = "import resource, signal, sys; from wattprint.cli.main import main;"
    code += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
    code += f"sys.exit(main(['export', 'daily', '--from', '1926-01-01', '-o', {str(target)!r}]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    one_line(done.stderr, str(target))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x.csv", OLD)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_leave_nothing_half_written(
    ledger: Path, tmp_path: Path, hangs_up: None, number: signal.Signals
) -> None:
    target = tmp_path / "x.csv"
    words = command("export", "daily", "--from", "0001-01-01", "--to", "9999-12-31", "-o", str(target))
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not any(path.stat().st_size for path in tmp_path.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    one_line(err, str(target))
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_seen_enough_wants_no_explanation(ledger: Path) -> None:
    words = command("export", "daily", "--from", "0001-01-01", "--to", "9999-12-31")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"date,")
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 0)


def test_standard_output_that_is_full_is_told_in_one_line(ledger: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("export", "daily"), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    one_line(done.stderr)


# -- where it is written ---


def test_behind_a_link_the_file_changes_and_not_the_link(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(Path("there") / "x.csv")
    for _ in range(2):  # the first time it leads nowhere yet
        assert main(["export", "daily", "-o", str(link)]) == 0
        assert link.is_symlink()
        assert link.read_bytes().startswith(b"date,")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["x.csv"]


def reader_of(pipe: Path) -> int:
    """Opened before anything is started that writes to it: a pipe without a reader is not waited for."""
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    return reader


def read_all(reader: int, process: subprocess.Popen[bytes]) -> bytes:
    """What a process writes to a pipe; fails when it has ended without opening it."""
    while True:
        ended = process.poll() is not None  # asked first: what it wrote is there by then
        if select.select([reader], [], [], 0.0 if ended else 1.0)[0]:
            break
        assert not ended, f"nothing was written; exit code {process.returncode}"
    with os.fdopen(reader, "rb") as file:
        return file.read()


def test_a_device_is_written_to_and_never_replaced(ledger: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = reader_of(pipe)
    with subprocess.Popen(command("export", "daily", "-o", str(pipe)), stdout=subprocess.DEVNULL) as process:
        assert read_all(reader, process).startswith(b"date,")
        assert process.wait(60) == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert main(["export", "daily", "-o", os.devnull]) == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_pipe_that_nothing_reads_is_not_waited_for(
    ledger: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    out, err = run(capfd, "export", "daily", "-o", str(pipe), code=1)
    one_line(err, str(pipe))
    assert "nothing reads" in err
    assert out == ""
    err = run(capfd, "--lang", "fr", "export", "daily", "-o", str(pipe), code=1)[1]
    assert "rien ne lit" in err


def test_a_reader_of_a_pipe_is_waited_for(ledger: Path, tmp_path: Path) -> None:
    """More than the pipe holds goes to a reader that begins late."""
    whole = subprocess.run(command("export", "daily"), capture_output=True, check=True).stdout
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = reader_of(pipe)
    least = fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 1)
    days = ("--from", "2000-01-01", "--to", DAY)
    with subprocess.Popen(
        command("export", "daily", *days, "-o", str(pipe)), stdout=subprocess.DEVNULL
    ) as process:
        read = read_all(reader, process)
        assert process.wait(60) == 0
    assert len(read) > 10 * least
    assert read.endswith(whole.splitlines()[-1] + b"\r\n")


def test_a_socket_is_told_and_left(ledger: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "door"))
        err = run(capfd, "export", "daily", "-o", str(tmp_path / "door"), code=1)[1]
        one_line(err, str(tmp_path / "door"))
        assert "not a file" in err


# -- the bar ---


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_waits_a_second_and_is_taken_away() -> None:
    now = 100.0
    screen = Terminal()
    bar = DayProgress(screen, Texts("en"), "2026-01-01", "2026-01-10", clock=lambda: now)
    bar.done("2026-01-02")
    bar.clear()
    assert screen.getvalue() == ""
    now = 101.0
    bar.done("2026-01-05")
    assert screen.getvalue() == (
        CLEAR_LINE + "exporting [" + "#" * (BAR_COLUMNS // 2) + "-" * (BAR_COLUMNS // 2) + "] 50 %"
    )
    now = 101.05
    bar.done("2026-01-06")  # too soon after the last drawing
    assert "60 %" not in screen.getvalue()
    now = 101.2
    bar.done("2026-01-10")
    assert "100 %" in screen.getvalue()
    bar.clear()
    assert screen.getvalue().endswith(CLEAR_LINE)


def test_there_is_no_bar_without_a_terminal() -> None:
    now = 100.0
    file = io.StringIO()
    bar = DayProgress(file, Texts("en"), "2026-01-01", "2026-01-10", clock=lambda: now)
    now = 200.0
    bar.done("2026-01-05")
    bar.clear()
    assert file.getvalue() == ""


def test_the_bar_on_a_real_terminal(ledger: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    words = command(
        "export", "daily", "--from", "0001-01-01", "--to", "9999-12-31", "-o", str(tmp_path / "x")
    )
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=follower) as process:
        os.close(follower)
        shown = b""
        while b"%" not in shown:
            shown += os.read(leader, 4096)
        process.send_signal(signal.SIGINT)
        while b"wattprint:" not in shown:
            shown += os.read(leader, 4096)
        assert process.wait(60) == 1
    os.close(leader)
    assert shown.startswith(b"\r\x1b[Kexporting [")
    assert b"%\r\x1b[Kwattprint: " in shown.replace(b"^C", b"")
