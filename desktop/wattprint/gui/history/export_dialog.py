"""Export: what, of which days, for which program; a look at the first rows; and a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from wattprint.export.valuing import troubles
from wattprint.gui.cloud import work
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.days import day_text
from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.export_choices import PRESET, TABLE, ExportChoices
from wattprint.gui.history.export_job import ExportJob, Outcome, Preview, read_preview
from wattprint.gui.history.export_place import FOLDER, likely_folder, name_for
from wattprint.gui.history.export_preview import PreviewTable
from wattprint.gui.numbers import grouped
from wattprint.gui.settings.desk import open_outside
from wattprint.gui.settings.parts import label_of
from wattprint.gui.title_mark import titled
from wattprint.gui.today import local_day
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text
from wattprint.gui.window_size import give_size

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from wattprint.gui.history.page import Setting

#: How often an export under way is asked how far it is. Nothing ticks without one.
LOOK_MS = 100


class ExportDialog(QDialog):
    """Writes the file that `wattprint export` writes. Every choice shows at once what it leads to."""

    def __init__(
        self,
        setting: Setting,
        first_day: str | None = None,
        last_day: str | None = None,
        parent: QWidget | None = None,
        *,
        open_path: Callable[[Path], bool] = open_outside,
    ) -> None:
        """first_day, last_day: what was shown (ISO); None: everything. open_path: shows a folder."""
        super().__init__(parent)
        self.setLocale(setting.phrases.locale)
        self.setWindowTitle(titled(self.tr("Export")))
        self._setting = setting
        self._wording = Wording(setting.phrases.locale)
        self._open_path = open_path
        self._preview: Preview | None = None
        self._asked = self._answered = 0
        self._job: ExportJob | None = None
        self._written: Path | None = None
        self._chooser: QFileDialog | None = None
        self.choices = ExportChoices(setting, first_day, last_day)
        self.choices.changed.connect(self._choose)
        self._make_preview()
        self._make_buttons()
        self._lay_out()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_progress)

    # -- building -----------------------------------------------------------------------------------------

    def _make_preview(self) -> None:
        self.table = PreviewTable()
        self.expected = Text()
        self.missing = Text()
        self.missing.hide()

    def _make_buttons(self) -> None:
        self.told = ToldLine()
        self.told.pressed.connect(self._show_folder)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("Progress"))
        self._reached = Text(wrap=False)
        self.cancel = Button(self.tr("Ca&ncel"))
        self.cancel.clicked.connect(self._cancel)
        self.export = Button(self.tr("E&xport…"))
        self.export.setDefault(True)
        self.export.clicked.connect(self._choose_file)
        self.leave = Button(self.tr("&Close"))
        self.leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        unit = em(self)
        heading = label_of(self.tr("&First rows of the file:"), self.table)
        running = QHBoxLayout()
        running.addWidget(self.progress, 1)
        running.addWidget(self._reached)
        running.addWidget(self.cancel)
        self._running = QWidget()
        self._running.setLayout(running)
        running.setContentsMargins(0, 0, 0, 0)
        self._running.hide()
        buttons = QDialogButtonBox()
        buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(round(unit * 0.5))
        column.addWidget(self.choices)
        column.addWidget(heading)
        column.addWidget(self.table, 1)
        column.addWidget(self.expected)
        column.addWidget(self.missing)
        column.addWidget(self._running)
        column.addWidget(self.told)
        column.addWidget(buttons)
        give_size(self, 46, 34)

    # -- choosing -----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What there is may have changed since."""
        super().showEvent(event)
        if not event.spontaneous():
            self._choose()

    def _choose(self) -> None:
        """Something was chosen: read how the file begins."""
        order = self.choices.order()
        self.told.clear()
        self._asked += 1
        job = partial(read_preview, self._setting.paths, order, self._today())
        work.run(self, job, partial(self._take, self._asked), partial(self._unreadable, self._asked))

    def _take(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return  # something else was chosen meanwhile
        self._preview, self._answered = preview, asked
        self.table.show_rows(preview.columns, preview.rows)
        self.expected.tell(self._expected(preview))
        texts = self._setting.phrases.texts
        told = [] if preview.valued is None else list(troubles(preview.valued, texts))
        self.missing.tell("\n".join(_sentence(one) for one in told))
        self._enable()

    def _expected(self, preview: Preview) -> str:
        if preview.days is None:
            return self.tr("Nothing is recorded yet: there is nothing to export.")
        first, last = (day_text(self.locale(), day) for day in preview.days)
        days = self.tr("%n day(s)", "", preview.day_count)
        if preview.row_count == 0:
            text = self.tr("There is nothing of that between {first} and {last}.")
            return text.format(first=first, last=last)
        rows = self.tr("%n row(s)", "", preview.row_count)
        rows = grouped(self.locale(), rows, preview.row_count)
        days = grouped(self.locale(), days, preview.day_count)
        if first == last:
            return self.tr("{rows}, {days}: {day}.").format(rows=rows, days=days, day=first)
        text = self.tr("{rows}, {days}: {first} to {last}.")
        return text.format(rows=rows, days=days, first=first, last=last)

    def _unreadable(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._preview = None
        self.table.show_rows((), ())
        self.expected.tell("")
        self.missing.tell("")
        self.told.warn(self._wording.failure(error))
        self._enable()

    def _enable(self) -> None:
        some = self._preview is not None and self._preview.row_count > 0
        self.export.setEnabled(some and self._job is None)
        self.choices.setEnabled(self._job is None)

    # -- the file -----------------------------------------------------------------------------------------

    def file_name(self) -> str:
        """The name that is offered for what is chosen now; without days until it is known which these are."""
        preview = self._preview if self._answered == self._asked else None
        return name_for(self.choices.order().table, None if preview is None else preview.days)

    def _choose_file(self) -> None:
        """Ask for a place; the chooser itself asks before a file is replaced."""
        if self._preview is None or self._job is not None:
            return
        chooser = QFileDialog(
            self, titled(self.tr("Export to")), str(likely_folder(self._setting.remembered))
        )
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setFileMode(QFileDialog.FileMode.AnyFile)
        chooser.setNameFilters([self.tr("CSV files (*.csv)"), self.tr("All files (*)")])
        chooser.setDefaultSuffix("csv")
        chooser.selectFile(self.file_name())
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.write_to)
        chooser.open()
        self._chooser = chooser

    def write_to(self, name: str) -> None:
        """Write the file, replacing what is there."""
        if self._job is not None or not name:
            return
        order = self.choices.order()
        self._setting.remembered.keep(
            **{FOLDER: str(Path(name).absolute().parent), TABLE: order.table, PRESET: order.preset.value}
        )
        job = ExportJob(self._setting.paths, order, name, self._today())
        self._job = job
        # Also when the window is deleted under it, as by a change of language.
        self.destroyed.connect(job.cancel)
        self.told.clear()
        self._show_progress()
        self._running.show()
        self._enable()
        self.cancel.setEnabled(True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look.start()
        work.run_beside(self, job, self._ended, self._failed, job.cancel)

    def _show_progress(self) -> None:
        if self._job is None:
            return
        self.progress.setValue(round(self._job.share * self.progress.maximum()))
        reached = self._job.reached
        self._reached.tell(
            "" if reached is None else self.tr("up to {day}").format(day=day_text(self.locale(), reached))
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)

    def _ended(self, outcome: Outcome) -> None:
        job = self._end()
        texts = self._setting.phrases.texts
        if outcome.code:
            told = texts(f"export.{outcome.code}", path=job.target, detail=outcome.detail)
            self.told.warn(_sentence(told))
            self.export.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._written = Path(job.target)
        rows = self.tr("%n row(s)", "", outcome.rows)
        rows = grouped(self.locale(), rows, outcome.rows)
        text = self.tr("Written: {path} ({rows}).").format(path=job.target, rows=rows)
        self.told.tell(text, self.tr("Show in f&older"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        job = self._end()
        text = self.tr("{path} was not written. {reason}")
        self.told.warn(text.format(path=job.target, reason=self._wording.failure(error)))
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> ExportJob:
        job, self._job = self._job, None
        assert job is not None
        self._look.stop()
        self._running.hide()
        self._enable()
        return job

    def _show_folder(self) -> None:
        if self._written is not None and not self._open_path(self._written.absolute().parent):
            self.told.warn(self.tr("Nothing on this desktop shows folders."))

    # -- leaving ------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape and closing end an export first, then the window."""
        if self._job is None:
            super().reject()
        else:
            self._cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """See reject."""
        if self._job is None:
            super().closeEvent(event)
        else:
            self._cancel()
            event.ignore()

    def _today(self) -> str:
        return local_day(self._setting.now_s())


def _sentence(text: str) -> str:
    """The terminal's texts follow a colon there; here they stand alone."""
    return text[:1].upper() + text[1:]
