"""What was done and can be taken back, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.cloud.work import run
from wattprint.ledger.errors import AnnotationRefused

#: Nobody takes back more than this, and a window may stay open for weeks.
_MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done. told, taken: what is said of it once done, and once taken back.

    undo, redo: for the files' thread; what they hand back is told by UndoLine.turned. redo: None where taking
    back is for good.
    """

    told: str
    taken: str
    undo: Callable[[], object]
    redo: Callable[[], object] | None = None


class UndoLine(ToldLine):
    """Tells the last step with "Undo", and one that was taken back with "Put back".

    Signals: turned(object): a step was taken back or put back; what that handed back. changed: after it.
    """

    turned = Signal(object)
    changed = Signal()

    def __init__(
        self,
        wording: Wording,
        parent: QWidget | None = None,
        *,
        why: Callable[[Exception], str] | None = None,
    ) -> None:
        """why: puts a failure into words; by default the wording, which knows those of a ledger."""
        super().__init__(parent)
        self._why = wording.not_saved if why is None else why
        self._steps: list[Step] = []
        self._taken: Step | None = None
        self._busy = False
        self.pressed.connect(self._press)

    def did(self, step: Step) -> None:
        """Something was done and is in the ledger."""
        self._steps = [*self._steps[1 - _MOST_STEPS :], step]
        self._taken = None
        self._tell_step(step)

    def undo(self) -> None:
        """Take back the newest step."""
        if self._busy:
            return
        if not self._steps:
            self.tell(self.tr("There is nothing to undo here."))
            return
        step = self._steps[-1]
        self._run(step, step.undo, partial(self._took_back, step))

    def redo(self) -> None:
        """Put back the step that was taken back last."""
        step = self._taken
        if self._busy or step is None or step.redo is None:
            return
        self._run(step, step.redo, partial(self._put_back, step))

    def _press(self) -> None:
        if self._taken is not None:
            self.redo()
        else:
            self.undo()

    def _run(self, step: Step, job: Callable[[], object], done: Callable[[object], None]) -> None:
        self._busy = True
        run(self, job, done, partial(self._failed, step))

    def _took_back(self, step: Step, result: object) -> None:
        self._busy = False
        self._steps.remove(step)
        self._taken = None if step.redo is None else step
        self.tell(step.taken, "" if step.redo is None else self.tr("Put &back"))
        self.turned.emit(result)
        self.changed.emit()

    def _put_back(self, step: Step, result: object) -> None:
        self._busy = False
        self.did(step)
        self.turned.emit(result)
        self.changed.emit()

    def _failed(self, step: Step, error: Exception) -> None:
        self._busy = False
        if isinstance(error, AnnotationRefused):
            # It never can be any more; what was done before it can.
            self._steps = [one for one in self._steps if one is not step]
            self._taken = None
        self.warn(self._why(error))

    def _tell_step(self, step: Step) -> None:
        shortcut = QKeySequence(QKeySequence.StandardKey.Undo)
        self.tell(step.told, self.tr("&Undo"))
        self.button.setToolTip(shortcut.toString(QKeySequence.SequenceFormat.NativeText))
