"""What is stored, where, and everything that the person may do with it: open, copy, bring back, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QSpinBox,
    QWidget,
)

from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.parts import Page, bullet, button, card, form, label_of, note, row
from wattprint.gui.title_mark import titled
from wattprint.gui.today_view.text import Text
from wattprint.ledger.backup import SIDE_FILES
from wattprint.ledger.copies import back_up_to, copies_beside, restore_from
from wattprint.ledger.errors import LedgerError, LedgerMissing
from wattprint.ledger.forgetting import Holdings, forget_days, forget_everything, holdings
from wattprint.system.settings import DEFAULT_TRACES_KEPT_DAYS, TRACES_KEPT_DAYS_RANGE

T = TypeVar("T")

SETTLE_MS = 600


class PrivacyPage(Page):
    """Everything about the person's data."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._resting = self._taken_over = desk.ledger.writing
        self._make_stored()
        self._make_traces()
        self._make_copies()
        self._make_deleting()
        desk.broken_changed.connect(self.refresh)
        if self._resting:
            # What an earlier page began, in another language, is still under way.
            self._rest(True)
            desk.ledger.settled.connect(self._settled)
        self.refresh()
        self.finish()

    # -- building -----------------------------------------------------------------------------------------

    def _make_stored(self) -> None:
        stored = (
            self.tr("For each session: app, model, kind, when, energy, and its power curve."),
            self.tr("For each day: energy and time of each device, and how long it was watched."),
            self.tr("What you counted of cloud services, with your notes, and what you chose."),
            self.tr("Of unknown programs: the name of the program and of its script."),
        )
        never = self.tr(
            "Never: what you ask or get, window titles, whole command lines, folders. Everything stays on "
            "this computer, readable by you only; nothing is sent anywhere."
        )
        lines = [bullet(text) for text in stored]
        self.place = Text()
        self.copies_note = note()
        self.folder = button(self.tr("Open &folder"))
        self.folder.clicked.connect(lambda: self._desk.open(self._desk.paths.ledger.parent))
        self.settings_folder = button(self.tr("Open folder of the &settings"))
        self.settings_folder.clicked.connect(lambda: self._desk.open(self._desk.paths.config.parent))
        self.add(card(self.tr("What is stored"), *lines, Text(never)))
        self.add(card(self.tr("Where"), self.place, self.copies_note, row(self.folder, self.settings_folder)))

    def _make_traces(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.flush)
        self.traces = QSpinBox()
        self.traces.setLocale(self._desk.locale)
        self.traces.setRange(*TRACES_KEPT_DAYS_RANGE)
        self.traces.setSuffix(self.tr(" days"))
        self.traces.setKeyboardTracking(False)
        self.traces.valueChanged.connect(lambda _: self._timer.start())
        fields = form()
        fields.addRow(label_of(self.tr("Keep power &curves for:"), self.traces), row(self.traces))
        self._traces_card = card(self.tr("Power curves"))
        self._traces_card.column.addLayout(fields)
        self._traces_card.column.addWidget(note(self.tr("Sessions and totals stay until you delete them.")))
        self.add(self._traces_card)

    def _make_copies(self) -> None:
        self.back_up = button(self.tr("&Back up to a file…"))
        self.back_up.clicked.connect(self._back_up)
        self.restore = button(self.tr("R&estore from a file…"))
        self.restore.clicked.connect(self._restore)
        self.add(
            card(
                self.tr("Copies of your own"),
                note(
                    self.tr(
                        "One file with everything that is stored. Restoring checks it first and keeps what "
                        "you have now beside it."
                    )
                ),
                row(self.back_up, self.restore),
            )
        )

    def _make_deleting(self) -> None:
        today = self._desk.today
        locale = self._desk.locale
        self.first, self.last = DayEdit(locale, today), DayEdit(locale, today)
        self.delete_days = button(self.tr("Delete these &days…"))
        self.delete_days.clicked.connect(self._delete_days)
        self.delete_all = button(self.tr("Delete e&verything…"))
        self.delete_all.clicked.connect(self._delete_all)
        days = QWidget()
        line = QHBoxLayout(days)
        line.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QLabel | DayEdit, ...] = (
            label_of(self.tr("Fro&m:"), self.first),
            self.first,
            label_of(self.tr("&to:"), self.last),
            self.last,
        )
        for part in parts:
            line.addWidget(part)
        line.addStretch()
        self.add(
            card(
                self.tr("Delete"),
                note(
                    self.tr(
                        "Deleted means gone: also from the copies that Wattprint keeps beside the ledger. "
                        "Copies that you made elsewhere stay."
                    )
                ),
                days,
                row(self.delete_days, self.delete_all),
            )
        )

    # -- showing ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the files hold now."""
        desk = self._desk
        size = sum(_size(path) for path in _whole(desk.paths.ledger))
        self.place.setText(
            self.tr("{path} ({size})").format(path=desk.paths.ledger, size=desk.size_text(size))
            if size
            else self.tr("{path} (nothing there yet)").format(path=desk.paths.ledger)
        )
        copies = self._copies()
        text = self.tr("Beside it: %n older file(s) of Wattprint's, {size}", "", len(copies))
        total = desk.size_text(sum(_size(path) for path in copies))
        self.copies_note.tell(text.format(size=total) if copies else "")
        self.folder.setEnabled(desk.paths.ledger.parent.is_dir())
        self.settings_folder.setVisible(
            desk.paths.config.parent.is_dir() and desk.paths.config.parent != desk.paths.ledger.parent
        )
        if not self._resting:
            self.back_up.setEnabled(size > 0)
        self._traces_card.setEnabled(desk.broken is None)
        # A number that was changed a moment ago is not written yet, and must not be lost to news.
        if not self._timer.isActive():
            self.traces.blockSignals(True)
            self.traces.setValue(desk.settings.traces_kept_days)
            self.traces.blockSignals(False)

    def flush(self) -> None:
        """Write what was changed a moment ago."""
        self._timer.stop()
        days = self.traces.value()
        if days == self._desk.settings.traces_kept_days:
            return
        value = None if days == DEFAULT_TRACES_KEPT_DAYS else days
        if self._desk.change({"measuring.traces_kept_days": value}):
            self._desk.settings_changed.emit()

    def _copies(self) -> list[Path]:
        try:
            return copies_beside(self._desk.paths.ledger)
        except LedgerError:
            return []

    # -- copies -------------------------------------------------------------------------------------------

    def _back_up(self) -> None:
        if self._resting:
            return
        offered = str(Path.home() / self.tr("wattprint {day}.sqlite3").format(day=self._desk.today))
        name, _ = QFileDialog.getSaveFileName(
            self, titled(self.tr("Back up to a file")), offered, self.tr("Ledgers (*.sqlite3)")
        )
        if not name:
            return

        def done(_: None) -> None:
            self._rest(False)
            self._desk.told.emit(self.tr("A copy of everything is in {path}").format(path=name))

        self._rest(True)
        copy = partial(back_up_to, self._desk.paths.ledger, Path(name))
        self._desk.ledger.copy(self, copy, done, partial(self._rest, False))

    def _restore(self) -> None:
        if self._resting:
            return
        name, _ = QFileDialog.getOpenFileName(
            self,
            titled(self.tr("Restore from a file")),
            str(Path.home()),
            self.tr("Ledgers (*.sqlite3)") + ";;" + self.tr("All files (*)"),
        )
        if not name:
            return
        question = self.tr("Put {path} in the place of everything that is stored now?").format(path=name)
        more = self.tr("What is there now is kept as a file beside it. {pause}").format(pause=self._pause())
        if not self._sure(question, more, self.tr("Restore")):
            return

        def told(kept: Path | None) -> str:
            text = self.tr("Restored.")
            if kept is not None:
                text += " " + self.tr("What was there before is kept as {path}").format(path=kept)
            return text

        self._do(partial(restore_from, self._desk.paths.ledger, Path(name)), told)

    # -- deleting -----------------------------------------------------------------------------------------

    def _delete_days(self) -> None:
        if self._resting:
            return
        first, last = self.first.day, self.last.day
        if first > last:
            self._desk.warned.emit(self.tr("The first day lies after the last one."))
            return

        def counted(held: Holdings | None) -> None:
            self._rest(False)
            if held is None:
                self._desk.told.emit(self.tr("There is nothing to delete."))
            else:
                self._delete_counted(first, last, held)

        self._rest(True)
        count = partial(_holdings, self._desk.paths.ledger, first, last)
        self._desk.ledger.ask(self, count, counted, partial(self._rest, False))

    def _delete_counted(self, first: str, last: str, held: Holdings) -> None:
        days = self._desk.day_text(first)
        if first != last:
            days = self.tr("{first} to {last}").format(first=days, last=self._desk.day_text(last))
        question = self.tr("Delete everything of {days}?").format(days=days)
        if self._sure(question, self._what_goes(held), self.tr("Delete")):
            job = partial(forget_days, self._desk.paths.ledger, first, last, self._desk.around.logs)
            self._do(job, lambda _: self.tr("Deleted: {days}").format(days=days))

    def _delete_all(self) -> None:
        if self._resting:
            return
        more = self.tr(
            "All sessions and totals, all that you counted and chose, and all copies that Wattprint keeps. "
            "Your settings file and your own rules and factors stay. This cannot be undone. {pause}"
        ).format(pause=self._pause())
        if self._sure(self.tr("Delete everything that is stored?"), more, self.tr("Delete everything")):
            job = partial(forget_everything, self._desk.paths.ledger, self._desk.around.logs)
            self._do(job, lambda _: self.tr("Everything is deleted; a new ledger has begun."))

    def _what_goes(self, held: Holdings) -> str:
        parts = [
            self.tr("%n session(s) that reach into these days, whole", "", held.sessions),
            self.tr("%n cloud entry(ies), and what recurs on these days", "", held.entries),
        ]
        if held.copies:
            parts.append(
                self.tr(
                    "%n older file(s) beside it ({size}): they hold these days, too", "", held.copies
                ).format(size=self._desk.size_text(held.copies_bytes))
            )
        lines = "\n".join(f"•\u2002{part}" for part in parts)
        rest = self.tr("Your choices stay. This cannot be undone. {pause}").format(pause=self._pause())
        return f"{lines}\n\n{rest}"

    def _pause(self) -> str:
        if self._desk.around.recorder is None:
            return ""
        return self.tr("Measuring pauses for a moment.")

    # -- asking and telling -------------------------------------------------------------------------------

    def _sure(self, question: str, more: str, verb: str) -> bool:
        """Ask; Enter and Escape both mean no."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(titled(QApplication.applicationDisplayName()))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(more.strip())
        yes = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes

    def _do(self, job: Callable[[], T], told: Callable[[T], str]) -> None:
        """Do something to the ledger that needs it for itself; what is told then, or why not, is one line."""

        def done(result: T) -> None:
            self._rest(False)
            self._desk.told.emit(told(result))

        self._rest(True)
        self._desk.ledger.write_alone(self, job, done, partial(self._rest, False))

    def _rest(self, resting: bool) -> None:
        """One thing at a time. The button that was pressed does nothing meanwhile, but keeps the focus."""
        self._resting = resting
        at = self.window().focusWidget()
        for deed in (self.back_up, self.restore, self.delete_days, self.delete_all):
            deed.setEnabled(not resting or deed is at)
        if not resting:
            self.refresh()

    def _settled(self) -> None:
        if self._taken_over:
            self._taken_over = False
            self._rest(False)


def _holdings(path: Path, first: str, last: str) -> Holdings | None:
    """On the other thread; None where there is no ledger."""
    try:
        return holdings(path, first, last)
    except LedgerMissing:
        return None


def _whole(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + end) for end in SIDE_FILES)]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
