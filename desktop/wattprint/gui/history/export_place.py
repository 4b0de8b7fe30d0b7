"""Where an export is offered to go: the folder of the last one, and a name that says what is in the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

if TYPE_CHECKING:
    from wattprint.gui.remembered import Remembered

#: Name under which the last folder is remembered.
FOLDER = "export_folder"


def likely_folder(remembered: Remembered) -> Path:
    """The folder of the last export while there is one, else that of documents, else the home."""
    kept = Path(remembered.text(FOLDER) or "/nowhere")
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (kept, *map(Path, places)):
        try:
            if folder.is_dir():
                return folder
        except OSError:  # a folder that may not be entered
            continue
    return Path.home()


def name_for(table: str, days: tuple[str, str] | None) -> str:
    """A name that says what is in the file. days: first and last (ISO); None where there are none."""
    span = "" if days is None else f"-{days[0]}" + (f"_{days[1]}" if days[1] != days[0] else "")
    return f"wattprint-{table}{span}.csv"
