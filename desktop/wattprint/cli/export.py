"""`wattprint export`: the ledger's days, sessions or cloud entries as CSV."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wattprint.cli.progress import DayProgress
from wattprint.export.as_csv import Preset, csv_blocks, dialect_of
from wattprint.export.csv_tables import TABLES, rows_of
from wattprint.export.table_file import Counted, NotWritten, days_of_export, refuse, write_file
from wattprint.export.valuing import load_valuation, troubles
from wattprint.system.ledger_access import open_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wattprint.export.as_csv import Row
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


#: "-o -" is the usual way to ask for standard output by name.
STANDARD_OUTPUT = "-"


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
    if target is not None:
        try:
            refuse(target, paths, pipes=True)
        except NotWritten as refused:
            return _fail(texts(f"export.{refused.code}", path=target))
    table, dialect = TABLES[table_name], dialect_of(Preset(preset), texts.language)
    with open_for_reading(paths.ledger) as reader, _stopped_by_signals(), _no_search_for_cycles():
        valued = load_valuation(paths, reader.choices())
        for warning in troubles(valued, texts):
            _fail(warning)
        days = days_of_export(reader, first, last, time.strftime("%Y-%m-%d"))
        rows: Iterable[Row] = ()
        progress = None
        if days is not None:
            progress = DayProgress(sys.stderr, texts, *days)
            # A bar on the terminal that the rows run over would only be in their way.
            quiet = target is None and sys.stdout.isatty()
            done = _nothing if quiet else progress.done
            rows = rows_of(table, reader, valued.valuation, *days, done)
        counted = Counted(rows)
        try:
            _write(target, csv_blocks(table.columns, counted, dialect))
        except KeyboardInterrupt:
            trouble = texts("export.interrupted" if target else "export.cut-short", path=target)
        except NotWritten as error:
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


def _write(target: str | None, blocks: Iterator[bytes]) -> None:
    """Raises NotWritten for a file; the troubles of standard output are told by the caller of commands."""
    if target is None:
        sys.stdout.flush()
        # Bytes, because its text layer has an encoding and line ends of its own.
        sys.stdout.buffer.writelines(blocks)
        sys.stdout.buffer.flush()
        return
    write_file(Path(target), blocks)


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
