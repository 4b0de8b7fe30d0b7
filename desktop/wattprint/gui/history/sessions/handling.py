"""Does what is asked with the chosen sessions, so that each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from wattprint.gui.cloud import work
from wattprint.gui.cloud.undo import Step
from wattprint.gui.history.sessions.acts import Doing
from wattprint.gui.history.sessions.assign_dialog import AssignDialog, Assigned
from wattprint.gui.history.sessions.deeds import Deed, NeverCounting
from wattprint.gui.history.sessions.naming_dialog import NamingDialog
from wattprint.gui.history.sessions.outputs_dialog import Made, OutputsDialog
from wattprint.gui.history.sessions.refusals import Refusals
from wattprint.gui.history.sessions.split_dialog import LEAST_PART_S, SplitDialog
from wattprint.gui.history.sessions.words import one_line
from wattprint.gui.phrases import shown_name
from wattprint.gui.title_mark import titled
from wattprint.ledger.annotations import LONGEST_TITLE
from wattprint.ledger.errors import AnnotationRefused

if TYPE_CHECKING:
    from wattprint.gui.cloud.wording import Wording
    from wattprint.gui.history.page import Setting
    from wattprint.gui.history.sessions.asking import AskingDialog
    from wattprint.gui.history.sessions.reading import Detail, SessionsReader
    from wattprint.gui.history.sessions.words import SessionWords
    from wattprint.ledger.annotation_state import Undo
    from wattprint.ledger.annotations import Annotations
    from wattprint.ledger.session_lines import SessionLine


class Handling(QObject):
    """Signals: did(Step, ids): something was written; which sessions stand for it. refused(str): why not."""

    did = Signal(object, object)
    refused = Signal(str)

    def __init__(
        self,
        window: QWidget,
        setting: Setting,
        reader: SessionsReader,
        words: SessionWords,
        wording: Wording,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._setting = setting
        self._reader = reader
        self._words = words
        self._refusals = Refusals(wording)
        #: The selected sessions, and the names of all apps.
        self.chosen: Sequence[SessionLine] = ()
        self.apps: Sequence[str] = ()
        #: The sessions that are listed were marked as not AI.
        self.not_ai_list = False

    def doing(self) -> Doing:
        """What each action does."""
        return Doing(
            self._made,
            self._rename,
            self._assign,
            self._merge,
            self._split,
            self._take_apart,
            self._not_ai,
            self._delete,
            self._never,
        )

    # -- asking -------------------------------------------------------------------------------------------

    def _made(self) -> None:
        line = self.chosen[0]
        dialog = OutputsDialog(line, self._words, self._refusals.wording, self._window)
        dialog.agreed.connect(partial(self._note, line, dialog))
        dialog.open()

    def _rename(self) -> None:
        line = self.chosen[0]
        dialog = NamingDialog(line, self._words, LONGEST_TITLE, self._window)
        dialog.agreed.connect(partial(self._name, line, dialog))
        dialog.open()

    def _assign(self) -> None:
        lines = list(self.chosen)
        dialog = AssignDialog(lines, self.apps, self._words, self._window)
        dialog.agreed.connect(partial(self._change, lines, dialog))
        dialog.open()

    def _split(self) -> None:
        line = self.chosen[0]
        if line.merged:
            self.refused.emit(self._refusals.split_merged())
        elif line.end_s - line.start_s < 2 * LEAST_PART_S:
            self.refused.emit(self.tr("It is too short to be split."))
        else:
            job = partial(self._reader.detail, line.session_id)
            work.run(self, job, self._ask_where, self._failed)

    def _ask_where(self, detail: Detail | None) -> None:
        if detail is not None and detail.line.open:
            self.refused.emit(self._refusals.still_open())
        elif detail is not None:
            dialog = SplitDialog(detail.details, self._words, self._window)
            dialog.agreed.connect(partial(self._cut, detail.line, dialog))
            dialog.open()

    def _never(self) -> None:
        line = self.chosen[0]
        app = shown_name(one_line(line.app_name))
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(titled(self.tr("Never count an app")))
        box.setText(self.tr("Never count {app}?").format(app=app))
        box.setInformativeText(
            self.tr(
                "All its sessions leave this list and every total, those of the past too, and what it does "
                "from now on is not counted. After 30 days its sessions are forgotten for good. Until then "
                "you can undo this here, or in the settings under unknown programs."
            )
        )
        never = box.addButton(self.tr("&Never count it"), QMessageBox.ButtonRole.AcceptRole)
        never.clicked.connect(partial(self._rule_out, line, app))
        cancel = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.open()

    # -- doing --------------------------------------------------------------------------------------------

    def _note(self, line: SessionLine, dialog: AskingDialog, made: Made) -> None:
        name = self._name_of(line)
        if made.count is None:
            told = self.tr("Forgotten: what {name} made.").format(name=name)
        else:
            amount = self._words.outputs.counted(made.count, made.unit)
            told = self.tr("Noted: {name} made {amount}.").format(name=name, amount=amount)
        before = self._as_before(name)
        self._do(told, before, lambda ledger: [ledger.note(line.session_id, made.count, made.unit)], dialog)

    def _name(self, line: SessionLine, dialog: AskingDialog, title: str) -> None:
        if title == line.title:
            dialog.accept()
            return
        told = self.tr("Renamed: {name}.").format(name=shown_name(one_line(title or line.app_name)))
        before = self._as_before(self._name_of(line))
        self._do(told, before, lambda ledger: [ledger.rename(line.session_id, title)], dialog)

    def _change(self, lines: Sequence[SessionLine], dialog: AskingDialog, to: Assigned) -> None:
        ids = _ids(lines)
        if len(lines) == 1:
            told = self.tr("Changed: {name}.").format(name=self._name_of(lines[0]))
            before = self._as_before(self._name_of(lines[0]))
        else:
            told = self.tr("Changed %n session(s).", "", len(lines))
            before = self.tr("As before: %n session(s).", "", len(lines))
        self._do(told, before, lambda ledger: [ledger.assign_all(ids, to.app_name, to.kind)], dialog)

    def _merge(self) -> None:
        lines = list(self.chosen)
        told = self.tr("Merged %n session(s).", "", len(lines))
        taken = self.tr("Apart again: %n session(s).", "", len(lines))
        self._do(told, taken, lambda ledger: [ledger.merge(_ids(lines))])

    def _cut(self, line: SessionLine, dialog: AskingDialog, at_s: float) -> None:
        name = self._name_of(line)
        told = self.tr("Split in two: {name}.").format(name=name)
        taken = self.tr("Whole again: {name}.").format(name=name)
        self._do(told, taken, lambda ledger: [ledger.split(line.session_id, at_s)], dialog)

    def _take_apart(self) -> None:
        line = self.chosen[0]
        name = self._name_of(line)
        if line.part:
            told = self.tr("Whole again: {name}.").format(name=name)
            taken = self.tr("Split in two: {name}.").format(name=name)
        else:
            told = self.tr("Apart again: %n session(s).", "", line.merged + 1)
            taken = self.tr("Merged %n session(s).", "", line.merged + 1)
        self._do(told, taken, lambda ledger: [ledger.take_apart(line.session_id)])

    def _not_ai(self) -> None:
        lines, on = list(self.chosen), not self.not_ai_list
        not_ai = self.tr("Marked as not AI: %n session(s); no total has them now.", "", len(lines))
        after_all = self.tr("AI after all: %n session(s).", "", len(lines))
        told, taken = (not_ai, after_all) if on else (after_all, not_ai)
        self._do(told, taken, lambda ledger: [ledger.not_ai(_ids(lines), on)])

    def _delete(self) -> None:
        lines, now_s = list(self.chosen), self._setting.now_s()
        if len(lines) == 1:
            told = self.tr("Deleted {name}.").format(name=self._name_of(lines[0]))
            taken = self.tr("Put back: {name}.").format(name=self._name_of(lines[0]))
        else:
            told = self.tr("Deleted %n session(s).", "", len(lines))
            taken = self.tr("Put back %n session(s).", "", len(lines))
        self._do(told, taken, lambda ledger: [ledger.delete(_ids(lines), now_s)])

    def _rule_out(self, line: SessionLine, app: str) -> None:
        deed = NeverCounting(self._setting.paths.ledger, line.app, self._setting.now_s)
        step = Step(
            self.tr("{app} is never counted; its sessions are forgotten after 30 days.").format(app=app),
            self.tr("{app} is counted again, its past too.").format(app=app),
            deed.undo,
            deed.do,
        )
        work.run(self, deed.do, lambda _: self.did.emit(step, ()), self._failed)

    def _do(
        self,
        told: str,
        taken: str,
        say: Callable[[Annotations], Sequence[Undo]],
        dialog: AskingDialog | None = None,
    ) -> None:
        """dialog: where it was asked for; it comes back when it cannot be done just now."""
        deed = Deed(self._setting.paths.ledger, say)
        step = Step(told, taken, deed.turn, deed.turn)

        def done(ids: Sequence[int]) -> None:
            if dialog is not None:
                dialog.accept()
            self.did.emit(step, ids)

        def failed(error: Exception) -> None:
            if dialog is not None and not isinstance(error, AnnotationRefused):
                dialog.refuse(self._refusals.why(error))
                return
            if dialog is not None:
                dialog.reject()  # asking again would not help
            self._failed(error)

        work.run(self, deed.do, done, failed)

    def _failed(self, error: Exception) -> None:
        self.refused.emit(self._refusals.why(error))

    # -- words --------------------------------------------------------------------------------------------

    def _name_of(self, line: SessionLine) -> str:
        return f"{shown_name(self._words.title(line))}, {self._words.start_for_sure(line)}"

    def _as_before(self, name: str) -> str:
        return self.tr("As it was before: {name}.").format(name=name)


def _ids(lines: Sequence[SessionLine]) -> list[int]:
    return [line.session_id for line in lines]
