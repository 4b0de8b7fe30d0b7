"""The person's own factors: a file beside the settings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wattprint.export.valuing import load_factor_set
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.own_file import OwnFile
from wattprint.reference.factors_own import OWN_FILE_NAME
from wattprint.reference.grid import Grid

_DRAFT = """\
schema_version = 1

# [[source]]
# id = "my-provider"
# title = "Energy statement of my provider"
# url = "https://example.org/energy"
# date = "2026-10"

# [[factor]]
# activity = "chatgpt.prompt"
# source = "my-provider"
# low = 0.2
# central = 0.3
# high = 0.5
# tier = "guess"
# applies_from = "2026-11-01"
# stale_after = "2027-10-31"
"""


class OwnFactors(OwnFile):
    """Says which factors are in use with the file. Signals: as OwnFile's."""

    def __init__(self, desk: Desk, grid: Grid, parent: QWidget | None = None) -> None:
        def check() -> str:
            factors, error = load_factor_set(desk.paths, grid)
            if error is not None:
                raise ValueError(error)
            return self.tr("In use: factor set {name}").format(name=factors.name)

        super().__init__(desk, desk.paths.config.with_name(OWN_FILE_NAME), check, _DRAFT, parent)
