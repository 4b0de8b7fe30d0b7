"""What an export is to hold: which rows, of which days, for which program, each choice explained at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from wattprint.export.as_csv import Preset
from wattprint.gui.cloud.range_row import RangeRow
from wattprint.gui.edges import keep_edges
from wattprint.gui.history.export_job import CLOUD, DAILY, SESSIONS, Order
from wattprint.gui.settings.parts import label_of
from wattprint.gui.today import local_day
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from wattprint.gui.history.page import Setting

#: Names under which the last choices are remembered.
TABLE, PRESET = "export_table", "export_preset"

_LABEL_AND_FIELD = 2


class ExportChoices(QWidget):
    """Begins with what was chosen last. Signal: changed: something else was chosen."""

    changed = Signal()

    def __init__(self, setting: Setting, first_day: str | None = None, last_day: str | None = None) -> None:
        """first_day, last_day: the days to begin with (ISO); None: everything."""
        super().__init__()
        self.setLocale(setting.phrases.locale)
        self._setting = setting
        self._make_choices()
        self.range.choose(first_day or None, last_day or None, self._today())
        self._lay_out()
        self._explain()
        keep_edges(self)

    def order(self) -> Order:
        """What is chosen now."""
        first, last = (None, None) if self.range.everything else self.range.days(self._today())
        table = next(name for name, button in self.tables.items() if button.isChecked())
        preset = next(name for name, button in self.presets.items() if button.isChecked())
        return Order(table, Preset(preset), self._setting.phrases.language, first, last)

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

    def _lay_out(self) -> None:
        unit = em(self)
        choices = QVBoxLayout(self)
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

    def _spacing(self) -> int:
        """Between widgets side by side."""
        return self.style().pixelMetric(QStyle.PixelMetric.PM_LayoutHorizontalSpacing)

    # -- choosing -----------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        """Say what is chosen."""
        order = self.order()
        self._table_words.setText(
            {
                DAILY: self.tr(
                    "One row a day: energy with its bands and parts, CO₂e, water, money, coverage."
                ),
                SESSIONS: self.tr("One row a session, on the day it began: app, model, time, energy."),
                CLOUD: self.tr("One row an entry: service, count, estimate with its band, source, note."),
            }[order.table]
        )
        self._preset_words.setText(self._words_of(order.preset))

    def _words_of(self, preset: Preset) -> str:
        if preset is Preset.PLAIN:
            return self.tr("Commas between columns, points in numbers, the same in every language.")
        if self._setting.phrases.language == "fr":
            return self.tr("For a spreadsheet set to French: semicolons between columns, commas in numbers.")
        return self.tr("For a spreadsheet set to English: commas between columns, points in numbers.")

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
