"""The command line: parsing, and one line that says why when something cannot be done."""

from __future__ import annotations

import argparse
import contextlib
import errno
import logging
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wattprint import __version__
from wattprint.cli import lookalikes
from wattprint.cli.numbers import Numbers
from wattprint.ledger.errors import LedgerError
from wattprint.reference.texts import LANGUAGES, Texts, language_of_system
from wattprint.system.paths import find_paths
from wattprint.system.recorder_lock import RecorderRunning
from wattprint.system.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wattprint.system.paths import Paths

DONE, COULD_NOT, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of the contract."""
    _open_missing_streams()
    options = _options(sys.argv[1:] if arguments is None else arguments)
    for name, value in vars(options).items():
        if value == []:
            setattr(options, name, "--")  # what argparse makes of "--name=--" is no text
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    # A name from a process may hold what this terminal cannot show; it must never stop a command.
    lookalikes.register()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=lookalikes.ERRORS)
    paths = find_paths(options.ledger, options.config)
    texts = _texts(options, paths)
    wrong = _wrong_value(options, texts)
    if wrong:
        return _fail(wrong, WRONG_USAGE)
    try:
        with _demo(options, texts) if options.demo else contextlib.nullcontext(paths) as used:
            code = _run(options, used, texts)
            sys.stdout.flush()
    except LedgerError as error:
        # "full" is what a recorder says that goes on and holds on to what it measured; here it has ended.
        reason = "no-room" if error.code == "full" else error.code
        return _fail(texts(f"ledger.{reason}", path=error.path, detail=error.detail))
    except RecorderRunning as error:
        # Only one that records needs the recorder's place; all others are kept from an older ledger by it.
        key = "record.running" if options.command in (None, "record") else "ledger.held"
        return _fail(texts(key, pid=error.pid or "?", path=error.path))
    except KeyboardInterrupt:
        return COULD_NOT
    except OSError as error:
        _drop_stdout()
        # A reader that has seen enough (head, less) and a terminal that was closed want no explanation.
        return DONE if error.errno in (errno.EPIPE, errno.EIO) else _fail(_reason(error))
    return code


def _demo(options: argparse.Namespace, texts: Texts) -> contextlib.AbstractContextManager[Paths]:
    from wattprint.cli.demo import demo_paths

    for_programs = getattr(options, "json", False) or getattr(options, "stream", False)
    return demo_paths(texts, for_programs=for_programs or options.command == "export")


def _run(options: argparse.Namespace, paths: Paths, texts: Texts) -> int:
    numbers = Numbers(texts)
    if options.command == "record":
        from wattprint.cli.record import run_record

        duration_s = None if options.duration is None else float(options.duration)
        return run_record(paths, texts, numbers, duration_s=duration_s, stream=options.stream)
    if options.command == "today":
        from wattprint.cli.today import run_today

        return run_today(paths, texts, numbers, as_json=options.json)
    if options.command == "sessions":
        from wattprint.cli.sessions import run_sessions

        first, last = _iso_day(options.first), _iso_day(options.last)
        return run_sessions(paths, texts, numbers, first, last, as_json=options.json)
    if options.command == "export":
        from wattprint.cli.export import run_export

        first, last = _iso_day(options.first), _iso_day(options.last)
        return run_export(
            paths, texts, options.table, first, last, output=options.output, preset=options.preset
        )
    if options.command in ("range", "add", "undo", "services", "factors"):
        return _run_cloud(options, paths, texts, numbers)
    if options.command == "doctor":
        from wattprint.cli.doctor import run_doctor

        return run_doctor(paths, texts, numbers, as_json=options.json)
    from wattprint.cli.desktop import run_desktop

    return run_desktop(paths, texts, numbers, language=options.lang, background=options.background)


def _run_cloud(options: argparse.Namespace, paths: Paths, texts: Texts, numbers: Numbers) -> int:
    """What needs the factors of cloud services."""
    if options.command == "range":
        from wattprint.cli.range import run_range

        first, last = _iso_day(options.first), _iso_day(options.last)
        assert first is not None and last is not None  # noqa: PT018 -- _wrong_value has seen to it
        return run_range(paths, texts, numbers, first, last, as_json=options.json)
    if options.command == "add":
        from wattprint.cli.add import Asked, run_add

        asked = Asked(
            activity=options.activity,
            count=options.count,
            day=_iso_day(options.day),
            note=options.note,
            every=options.every,
            instead=options.instead,
        )
        return run_add(paths, texts, numbers, asked)
    if options.command == "undo":
        from wattprint.cli.undo import run_undo

        return run_undo(paths, texts, numbers)
    if options.command == "services":
        from wattprint.cli.services import run_services

        return run_services(paths, texts, numbers, as_json=options.json)
    from wattprint.cli.factors import run_factors

    return run_factors(paths, texts, numbers, as_json=options.json)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked for."""
    if set(arguments) <= {"--background"}:
        # As at each login. The parser with all its commands, and the translations that it looks for, would be
        # a part of the time until the icon.
        return argparse.Namespace(
            background=bool(arguments), demo=False, command=None, ledger=None, config=None, lang=None
        )
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="wattprint", description="What your AI use costs in energy.")
    parser.add_argument("--version", action="version", version=f"wattprint {__version__}")
    parser.add_argument("--background", action="store_true", help="start the desktop app without a window")
    parser.add_argument("--demo", action="store_true", help="on a throw-away ledger of invented numbers")
    _add_globals(parser, top=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    record = commands.add_parser("record", help="measure into the ledger, without the desktop app")
    record.add_argument("--duration", metavar="S", help="stop after S seconds")
    record.add_argument("--stream", action="store_true", help="one JSON object a line on standard output")
    today = commands.add_parser("today", help="today's totals")
    days = commands.add_parser("range", help="the totals of several days, and of each of them")
    days.add_argument("--from", dest="first", metavar="D", help="first day, YYYY-MM-DD")
    days.add_argument("--to", dest="last", metavar="D", help="last day, YYYY-MM-DD")
    services = commands.add_parser("services", help="the cloud services and what can be counted of them")
    factors = commands.add_parser("factors", help="what a count stands for, with its source")
    add = commands.add_parser("add", help="count what a cloud service did, e.g. add chatgpt.prompt 12")
    add.add_argument("activity", metavar="ACTIVITY", help="as `wattprint services` lists them")
    add.add_argument("count", metavar="COUNT", nargs="?", help="how many")
    add.add_argument("--day", metavar="D", help="the day, YYYY-MM-DD; else today")
    add.add_argument("--note", metavar="TEXT", default="", help="a note of your own")
    add.add_argument("--every", metavar="DAYS", help="recurring: daily, weekdays, mon,thu; none ends it")
    add.add_argument("--instead", action="store_true", help="on that day, instead of what recurs")
    undo = commands.add_parser("undo", help="take back the last add")
    sessions = commands.add_parser("sessions", help="what was measured, session by session")
    sessions.add_argument("--from", dest="first", metavar="D", help="first day, YYYY-MM-DD")
    sessions.add_argument("--to", dest="last", metavar="D", help="last day, YYYY-MM-DD")
    export = commands.add_parser("export", help="write days, sessions or cloud entries as CSV")
    export.add_argument("table", choices=("daily", "sessions", "cloud"), help="what to write")
    export.add_argument("--from", dest="first", metavar="D", help="first day, YYYY-MM-DD")
    export.add_argument("--to", dest="last", metavar="D", help="last day, YYYY-MM-DD")
    export.add_argument("-o", dest="output", metavar="FILE", help="the file to write, else standard output")
    export.add_argument("--preset", choices=("plain", "spreadsheet"), default="plain", help="for whom")
    doctor = commands.add_parser("doctor", help="what can be measured here, what is missing and the cure")
    for command in (today, days, services, factors, sessions, doctor):
        command.add_argument("--json", action="store_true", help="print one JSON object")
    cloud = (days, services, factors, add, undo)
    for command in (record, today, sessions, export, doctor, *cloud):
        _add_globals(command, top=False)
    return parser


def _add_globals(parser: argparse.ArgumentParser, *, top: bool) -> None:
    # Accepted before and after the command; SUPPRESS keeps the later parser from undoing the earlier one.
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--ledger", metavar="FILE", default=default, help="the ledger to use")
    parser.add_argument("--config", metavar="FILE", default=default, help="the settings to use")
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help="language of the texts")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; argparse's default adds the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _wrong_value(options: argparse.Namespace, texts: Texts) -> str | None:
    """What is wrong with the values of the options, in the person's language; None when nothing is.

    Not argparse's `type=`: it speaks before the language is known.
    """
    if options.demo and (options.ledger or options.config):
        return texts("usage.demo")
    duration = getattr(options, "duration", None)
    if duration is not None and not _is_duration(duration):
        return texts("usage.seconds", text=duration)
    days = [getattr(options, name, None) for name in ("first", "last")]
    for text in (*days, getattr(options, "day", None)):
        if text is not None and not _iso_day(text):
            return texts("usage.day", text=text)
    first, last = map(_iso_day, days)
    if first and last and first > last:
        return texts("usage.order", first=first, last=last)
    if options.command == "range":
        from wattprint.cli.range import MOST_YEARS, too_long

        if not (first and last):
            return texts("usage.both")
        if too_long(first, last):
            return texts("usage.long", first=first, last=last, years=MOST_YEARS)
    return None


def _is_duration(text: str) -> bool:
    try:
        return 0 < float(text) < float("inf")
    except ValueError:
        return False


def _iso_day(text: str | None) -> str | None:
    """A date as the ledger writes it; None when there is none in the text."""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


def _texts(options: argparse.Namespace, paths: Paths) -> Texts:
    """The texts in the language asked for, else that of the settings, else that of the system."""
    try:
        language = load_settings(paths.config).language
    except SettingsError as error:
        texts = Texts(options.lang or language_of_system())
        if options.command not in (None, "record", "doctor"):  # these tell it themselves
            _fail(texts("problem.settings", detail=error))
        return texts
    return Texts(options.lang or language or language_of_system())


def _open_missing_streams() -> None:
    """Where the starter closed stdin, stdout or stderr, the next file opened would take its place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- while we live
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def _drop_stdout() -> None:
    """What could not be written cannot be written at the end either: Python would complain once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return f"{error.filename}: {text}" if error.filename else text


def _fail(text: str, code: int = COULD_NOT) -> int:
    print(f"wattprint: {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
