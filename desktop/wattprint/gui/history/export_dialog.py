"""Export: what, of which days, for which program; a look at the first rows; and a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wattprint.export.as_csv import Preset
from wattprint.export.valuing import troubles
from wattprint.gui.cloud import work
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.days import day_text
from wattprint.gui.cloud.range_row import RangeRow
from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.cloud.window_size import give_size
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.export_job import (
    CLOUD,
    DAILY,
    SESSIONS,
    ExportJob,
    Order,
    Outcome,
    Preview,
    read_preview,
)
from wattprint.gui.history.export_preview import PreviewModel
from wattprint.gui.settings.desk import open_outside
from wattprint.gui.settings.parts import label_of, with_edges
from wattprint.gui.today import local_day
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from wattprint.gui.history.page import Setting

#: Names under which the last choices are remembered.
FOLDER, TABLE, PRESET = "export_folder", "export_table", "export_preset"

_LABEL_AND_FIELD = 2

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
        self.setWindowTitle(self.tr("Export"))
        self._setting = setting
        self._wording = Wording(setting.phrases.locale)
        self._open_path = open_path
        self._preview: Preview | None = None
        self._asked = 0
        self._job: ExportJob | None = None
        self._written: Path | None = None
        self._chooser: QFileDialog | None = None
        self._make_choices()
        self.range.choose(first_day or None, last_day or None, self._today())
        self._make_preview()
        self._make_buttons()
        self._lay_out()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_progress)

    # -- building -----------------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        remembered = self._setting.remembered
        self.tables = self._radios(
            (DAILY, self.tr("&Days")), (SESSIONS, self.tr("&Sessions")), (CLOUD, self.tr("Cloud &use"))
        )
        self._table_words = _words()
        self.range = RangeRow(self.locale(), self._today(), label="")
        self.range.changed.connect(self._choose)
        self.presets = self._radios(
            (Preset.PLAIN.value, self.tr("&Programs")), (Preset.SPREADSHEET.value, self.tr("A sp&readsheet"))
        )
        self._preset_words = _words()
        for radios, name in ((self.tables, TABLE), (self.presets, PRESET)):
            last = remembered.text(name)
            radios.get(last, next(iter(radios.values()))).setChecked(True)

    def _radios(self, *choices: tuple[str, str]) -> dict[str, QRadioButton]:
        group = QButtonGroup(self)
        buttons = {}
        for name, text in choices:
            button = QRadioButton(text)
            group.addButton(button)
            buttons[name] = button
        group.buttonClicked.connect(self._choose)
        return buttons

    def _make_preview(self) -> None:
        self.model = PreviewModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(round(em(self) * 1.6))
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setMinimumHeight(round(em(self) * 6))
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
        self._choices = QWidget()
        choices = QVBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(round(unit * 0.25))
        labels = (
            Text(self.tr("What:"), wrap=False),
            label_of(self.tr("D&ays of:"), self.range.span),
            Text(self.tr("For:"), wrap=False),
        )
        indent = max(label.sizeHint().width() for label in labels)
        fields: list[list[QWidget]] = [[*self.tables.values()], [self.range], [*self.presets.values()]]
        words = (self._table_words, None, self._preset_words)
        for label, row, explained in zip(labels, fields, words, strict=True):
            label.setFixedWidth(indent)
            choices.addLayout(_beside(label, *row))
            if explained is not None:
                explained.setContentsMargins(indent + self._spacing(), 0, 0, 0)
                choices.addWidget(explained)
            choices.addSpacing(round(unit * 0.35))
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
        column.addWidget(self._choices)
        column.addWidget(heading)
        column.addWidget(self.table, 1)
        column.addWidget(self.expected)
        column.addWidget(self.missing)
        column.addWidget(self._running)
        column.addWidget(self.told)
        column.addWidget(buttons)
        give_size(self, 46, 34)
        self._draw_edges()

    def _spacing(self) -> int:
        """Between widgets side by side."""
        return self.style().pixelMetric(QStyle.PixelMetric.PM_LayoutHorizontalSpacing)

    def changeEvent(self, event: QEvent) -> None:
        """Choices keep edges that can be seen."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw_edges()

    def _draw_edges(self) -> None:
        palette = with_edges(self.palette())
        for button in self.findChildren(QRadioButton):
            if button.palette() != palette:
                button.setPalette(palette)

    # -- choosing -----------------------------------------------------------------------------------------

    def order(self) -> Order:
        """What is chosen now."""
        first, last = (None, None) if self.range.everything else self.range.days(self._today())
        table = next(name for name, button in self.tables.items() if button.isChecked())
        preset = next(name for name, button in self.presets.items() if button.isChecked())
        return Order(table, Preset(preset), self._setting.phrases.language, first, last)

    def showEvent(self, event: QShowEvent) -> None:
        """What there is may have changed since."""
        super().showEvent(event)
        if not event.spontaneous():
            self._choose()

    def _choose(self) -> None:
        """Something was chosen: say what it means, and read how it begins."""
        order = self.order()
        self._table_words.setText(
            {
                DAILY: self.tr(
                    "One row a day: energy with its bands and parts, CO2e, water, money, coverage."
                ),
                SESSIONS: self.tr("One row a session, on the day it began: app, model, time, energy."),
                CLOUD: self.tr("One row an entry: service, count, estimate with its band, source, note."),
            }[order.table]
        )
        self._preset_words.setText(self._words_of(order.preset))
        self.told.clear()
        self._asked += 1
        job = partial(read_preview, self._setting.paths, order, self._today())
        work.run(self, job, partial(self._take, self._asked), partial(self._unreadable, self._asked))

    def _words_of(self, preset: Preset) -> str:
        if preset is Preset.PLAIN:
            return self.tr("Commas between columns, points in numbers, the same in every language.")
        if self._setting.phrases.language == "fr":
            return self.tr("For a spreadsheet set to French: semicolons between columns, commas in numbers.")
        return self.tr("For a spreadsheet set to English: commas between columns, points in numbers.")

    def _take(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return  # something else was chosen meanwhile
        self._preview = preview
        self.model.show(preview.columns, preview.rows)
        self.table.resizeColumnsToContents()
        widest = em(self) * 20
        for column in range(self.model.columnCount()):
            width = self.table.columnWidth(column) + em(self) // 2
            self.table.setColumnWidth(column, min(widest, width))
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
        number = self.locale().toString
        rows = rows.replace(str(preview.row_count), number(preview.row_count))
        days = days.replace(str(preview.day_count), number(preview.day_count))
        text = self.tr("{rows}, {days}: {first} to {last}.")
        return text.format(rows=rows, days=days, first=first, last=last)

    def _unreadable(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._preview = None
        self.model.show((), ())
        self.expected.tell("")
        self.missing.tell("")
        self.told.warn(self._wording.failure(error))
        self._enable()

    def _enable(self) -> None:
        some = self._preview is not None and self._preview.row_count > 0
        self.export.setEnabled(some and self._job is None)
        self._choices.setEnabled(self._job is None)

    # -- the file -----------------------------------------------------------------------------------------

    def file_name(self) -> str:
        """A name that says what is in the file."""
        days = self._preview.days if self._preview is not None else None
        span = "" if days is None else f"-{days[0]}" + (f"_{days[1]}" if days[1] != days[0] else "")
        return f"wattprint-{self.order().table}{span}.csv"

    def _choose_file(self) -> None:
        """Ask for a place; the chooser itself asks before a file is replaced."""
        if self._preview is None or self._job is not None:
            return
        chooser = QFileDialog(self, self.tr("Export to"), str(self._folder()))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setFileMode(QFileDialog.FileMode.AnyFile)
        chooser.setNameFilters([self.tr("CSV files (*.csv)"), self.tr("All files (*)")])
        chooser.setDefaultSuffix("csv")
        chooser.selectFile(self.file_name())
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.write_to)
        chooser.open()
        self._chooser = chooser

    def _folder(self) -> Path:
        kept = Path(self._setting.remembered.text(FOLDER) or "/nowhere")
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
        for folder in (kept, *map(Path, places)):
            try:
                if folder.is_dir():
                    return folder
            except OSError:  # a folder that may not be entered
                continue
        return Path.home()

    def write_to(self, name: str) -> None:
        """Write the file, replacing what is there."""
        if self._job is not None or not name:
            return
        order = self.order()
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
        rows = rows.replace(str(outcome.rows), self.locale().toString(outcome.rows))
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


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for place, widget in enumerate(widgets):
        # A single field takes the width there is.
        row.addWidget(widget, 1 if place and len(widgets) == _LABEL_AND_FIELD else 0)
    if len(widgets) > _LABEL_AND_FIELD:
        row.addStretch()
    return row


def _words() -> Text:
    """What a choice means, as high as it is at the width there is."""
    words = Text(quiet=True)
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    words.setMinimumHeight(em(words))
    return words


def _sentence(text: str) -> str:
    """The terminal's texts follow a colon there; here they stand alone."""
    return text[:1].upper() + text[1:]
