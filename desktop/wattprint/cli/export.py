"""`wattprint export`: the ledger's days, sessions or cloud entries as CSV."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wattprint.cli.progress import DayProgress
from wattprint.cli.today import troubles
from wattprint.export.as_csv import Preset, csv_blocks, dialect_of
from wattprint.export.csv_tables import TABLES, rows_of, whole_range
from wattprint.export.valuing import load_valuation
from wattprint.export.whole_file import write_whole
from wattprint.reference.factors_own import OWN_FILE_NAME
from wattprint.system.ledger_access import open_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wattprint.export.as_csv import Row
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


#: "-o -" is the usual way to ask for standard output by name.
STANDARD_OUTPUT = "-"

#: What SQLite and the recorder keep beside the ledger.
_BESIDE_LEDGER = ("", "-wal", "-shm", "-journal", ".lock")

_WHY = {
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EISDIR: "is-folder",
    errno.EACCES: "not-writable",
    errno.EPERM: "not-writable",
    errno.EROFS: "not-writable",
    errno.ENOSPC: "no-room",
    errno.EDQUOT: "no-room",
    errno.EFBIG: "no-room",
}


def run_export(
    paths: Paths,
    texts: Texts,
    table_name: str,
    first: str | None,
    last: str | None,
    *,
    output: str | None,
    preset: str,
) -> int:
    """Write one table as CSV (first, last: ISO days, by default all there is); returns the exit code.

    output: a file's name; None for standard output.
    """
    target = None if output in (None, STANDARD_OUTPUT) else output
    if target is not None and (refusal := _refusal(target, paths)):
        return _fail(texts(f"export.{refusal}", path=target))
    table, dialect = TABLES[table_name], dialect_of(Preset(preset), texts.language)
    with open_for_reading(paths.ledger) as reader, _stopped_by_signals(), _no_search_for_cycles():
        valued = load_valuation(paths, reader.choices())
        for warning in troubles(valued, texts):
            _fail(warning)
        today = time.strftime("%Y-%m-%d")
        known = whole_range(reader, today)
        begin = first or (known[0] if known else None)
        # What recurs has not happened yet after today: no file may count it.
        end = min(last, today) if last else (known[1] if known else None)
        rows: Iterable[Row] = ()
        progress = None
        if begin and end:
            progress = DayProgress(sys.stderr, texts, begin, end)
            # A bar on the terminal that the rows run over would only be in their way.
            quiet = target is None and sys.stdout.isatty()
            done = _nothing if quiet else progress.done
            rows = rows_of(table, reader, valued.valuation, begin, end, done)
        counted = _Counted(rows)
        try:
            _write(target, csv_blocks(table.columns, counted, dialect))
        except KeyboardInterrupt:
            trouble = texts("export.interrupted" if target else "export.cut-short", path=target)
        except _NotWritten as error:
            trouble = texts(f"export.{error.code}", path=target, detail=error.detail)
        else:
            trouble = ""
        finally:
            if progress:
                progress.clear()
    if trouble:
        return _fail(trouble)
    if target is not None:
        print(texts("export.done", path=target, rows=counted.count))
    return 0


class _NotWritten(Exception):
    """The file could not be written. code: of the texts."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class _Counted:
    """Rows that count themselves while they go by."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _write(target: str | None, blocks: Iterator[bytes]) -> None:
    """Raises _NotWritten for a file; the troubles of standard output are told by the caller of commands."""
    if target is None:
        sys.stdout.flush()
        # Bytes, because its text layer has an encoding and line ends of its own.
        sys.stdout.buffer.writelines(blocks)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(Path(target), blocks)
    except OSError as error:
        if error.errno == errno.EPIPE:  # a pipe by name, whose reader has seen enough
            raise
        raise _NotWritten(_WHY.get(error.errno or 0, "failed"), error.strerror or str(error)) from error


def _refusal(target: str, paths: Paths) -> str | None:
    """Why this target is never written to, as a key of the texts."""
    path = Path(target)
    # Not Path.is_dir: in a folder that may not be entered it fails.
    if os.path.isdir(target) or target.endswith(os.sep):  # noqa: PTH112
        return "is-folder"
    ledger = [paths.ledger.with_name(paths.ledger.name + ending) for ending in _BESIDE_LEDGER]
    own = [paths.config, paths.own_rules, paths.config.with_name(OWN_FILE_NAME)]
    if any(_same(path, other) for other in ledger):
        return "is-ledger"
    return "is-own" if any(_same(path, other) for other in own) else None


def _same(one: Path, other: Path) -> bool:
    # By place, because what is not there yet cannot be compared; by file, because a link has another place.
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Being told to end, or losing the terminal, ends an export like Ctrl-C: nothing half written stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays in force
            before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows hold no cycles: looking for some among so many would be a third of the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _nothing(_day: str) -> None:
    """No bar."""


def _fail(text: str) -> int:
    print(f"wattprint: {text}", file=sys.stderr)
    return 1
