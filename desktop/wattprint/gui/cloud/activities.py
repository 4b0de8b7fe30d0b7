"""All activities that can be counted, narrowed by what is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wattprint.domain.factors import Activity
from wattprint.gui.cloud.fields import plain_tip
from wattprint.gui.cloud.wording import Wording
from wattprint.reference.factors import FactorSet, UnknownActivity
from wattprint.reference.local_runtimes import local_runtime

AnyIndex = QModelIndex | QPersistentModelIndex


class ActivityList(QAbstractListModel):
    """One row an activity, in the person's language, best match first."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._factors: FactorSet | None = None
        self._words: dict[str, str] = {}
        self._shown: Sequence[Activity] = ()

    def set_factors(self, factors: FactorSet) -> None:
        """Say what there is."""
        self._factors = factors
        self._words = {one.id: self._words_of(one) for one in factors.activities}
        self.narrow("")

    def narrow(self, text: str) -> None:
        """Show what a text may mean: part of an id or a name in either language, whatever its accents."""
        self.beginResetModel()
        self._shown = self._found(text)
        self.endResetModel()

    def at(self, index: AnyIndex) -> Activity | None:
        """The activity of a row."""
        return self._shown[index.row()] if index.isValid() else None

    def index_of(self, activity_id: str) -> QModelIndex:
        """The row of an activity; an invalid index when it is not shown."""
        rows = (row for row, one in enumerate(self._shown) if one.id == activity_id)
        return self.index(next(rows, -1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """One row an activity."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Its name."""
        activity = self.at(index)
        if activity is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._wording.activity(activity))
        return self._wording.activity(activity) if role == Qt.ItemDataRole.DisplayRole else None

    def _found(self, text: str) -> Sequence[Activity]:
        if self._factors is None:
            return ()
        wanted = _folded(text).split()
        found = [one for one in self._factors.activities if all(w in self._words[one.id] for w in wanted)]
        if not found and local_runtime(text) is None:
            return self._nearest(text)
        whole = _folded(text).strip()
        return sorted(found, key=lambda one: not self._words[one.id].startswith(whole))

    def _nearest(self, text: str) -> Sequence[Activity]:
        """What was meant by a slip of the finger."""
        assert self._factors is not None
        try:
            return (self._factors.resolve(text),)
        except UnknownActivity as unknown:
            found = (self._factors.activity(one) for one in unknown.nearest)
            return [one for one in found if one is not None]

    def _words_of(self, one: Activity) -> str:
        names = [self._wording.activity(one), one.id]
        names += [one.service.name_en, one.name_en, one.service.name_fr, one.name_fr]
        names += [one.unit.name_en, one.unit.name_fr]
        return _folded(" ".join(names))


def program_of_this_machine(text: str) -> str | None:
    """The program that a text names when it runs on this machine: it is measured, not counted."""
    return local_runtime(text.strip()) if text.strip() else None


def _folded(text: str) -> str:
    """Without case and accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("’", "'")
