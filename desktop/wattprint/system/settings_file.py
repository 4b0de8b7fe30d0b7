"""Changes the person's settings file and nothing else in it: comments, order and foreign keys stay.

Only the open settings window needs this: tomlkit is loaded at the first change, never by a resting tray or a
recorder, which read with the standard library (system.settings).
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
import tomllib
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wattprint.ledger.backup import create_private_folder
from wattprint.system.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

#: What a settings file may hold; None takes a key away, so that the default holds again.
Value = str | int | float | bool | list[str] | None

#: A file that we begin says what it is.
_FIRST_LINE = "# Settings of Wattprint. Edit freely: comments stay, and a wrong value is told with its key.\n"


def change_settings(path: Path, changes: Mapping[str, Value]) -> None:
    """Write changes (dotted key to value), at one stroke; a file that is missing is begun.

    Raises SettingsError, and leaves the file as it was, where it cannot be used as it is, cannot be written,
    or would not be valid afterwards.
    """
    load_settings(path)  # raises for a file that is broken: it is the person's to mend
    text = _read(path)
    changed = _changed(path, text, changes)
    if changed == text and path.exists():
        return
    with _told(path):
        create_private_folder(path.parent)
        # A link stays one (people keep such files under version control): what it leads to is replaced.
        target = path.resolve() if path.exists() else path
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=target.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(changed)
            _check(path, draft)
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o777)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def set_settings_aside(path: Path) -> Path:
    """Rename a file that cannot be used, so that a new one can begin; returns the new name.

    Raises SettingsError where that cannot be done.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        target = path.with_name(f"{path.stem}.broken-{stamp}{ending}{path.suffix}")
        if not os.path.lexists(target):
            break
    with _told(path):
        path.rename(target)
    return target


def _read(path: Path) -> str:
    try:
        # newline="": line ends stay as the person's editor wrote them.
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return _FIRST_LINE
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error)) from error


def _changed(path: Path, text: str, changes: Mapping[str, Value]) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        for key, value in changes.items():
            *tables, name = key.split(".")
            if value is None:
                _remove(document, tables, name)
            else:
                _set(document, tables, name, value)
        result = tomlkit.dumps(document)
    except (TOMLKitError, RecursionError) as error:
        raise SettingsError(path, str(error)) from error
    # A library that writes somebody's file is not taken at its word: nothing else may have changed.
    try:
        as_meant = _plain(tomllib.loads(result)) == _plain(_expected(tomllib.loads(text), changes))
    except (ValueError, RecursionError):  # a number of too many digits
        as_meant = False
    if not as_meant:
        raise SettingsError(path, f"{', '.join(changes)}: ?")
    return result


def _set(document: Any, tables: list[str], name: str, value: Value) -> None:
    import tomlkit

    place = document
    for depth, table in enumerate(tables):
        if table not in place:
            # Only tables above another one need no header of their own.
            place[table] = tomlkit.table(is_super_table=depth < len(tables) - 1)
        place = place[table]
    if name in place and not isinstance(place[name], dict) and hasattr(place[name], "trivia"):
        fresh = tomlkit.item(value)
        fresh.trivia.comment_ws, fresh.trivia.comment = (
            place[name].trivia.comment_ws,
            place[name].trivia.comment,
        )
        place[name] = fresh
    else:
        place[name] = value


def _remove(place: Any, tables: list[str], name: str) -> None:
    for table in tables:
        if table not in place:
            return
        place = place[table]
    if name in place:
        del place[name]


def _expected(raw: dict[str, Any], changes: Mapping[str, Value]) -> dict[str, Any]:
    for key, value in changes.items():
        *tables, name = key.split(".")
        place: MutableMapping[str, Any] = raw
        for table in tables:
            place = place.setdefault(table, {})
        if value is None:
            place.pop(name, None)
        else:
            place[name] = value
    return raw


def _plain(value: Any) -> Any:
    """Tables without the empty ones in them: whether a header stands above nothing means nothing."""
    if isinstance(value, dict):
        inner = {key: _plain(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item != {}}
    # repr: nan differs from itself, and 1 is not true.
    return repr(value)


def _check(path: Path, draft: Path) -> None:
    try:
        load_settings(draft)
    except SettingsError as error:
        raise SettingsError(path, error.what) from error


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error)) from error
