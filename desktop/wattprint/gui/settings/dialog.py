"""The settings window: pages side by side, and below them one line that says what happened."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStyle,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.settings.base import DeskDialog, without_pictures
from wattprint.gui.settings.desk import Desk, Surroundings
from wattprint.gui.settings.general import GeneralPage
from wattprint.gui.settings.measuring import MeasuringPage
from wattprint.gui.settings.numbers_page import NumbersPage
from wattprint.gui.settings.parts import button
from wattprint.gui.settings.privacy import PrivacyPage
from wattprint.gui.title_mark import titled
from wattprint.gui.today_view.text import Text
from wattprint.gui.window_size import give_size
from wattprint.system.paths import Paths
from wattprint.system.settings import SettingsError
from wattprint.system.settings_file import change_settings, set_settings_aside


class BrokenFile(QFrame):
    """Tells where the settings file is wrong, and offers to open it or to begin a new one beside it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = Text()
        self.open = button(self.tr("&Open the file"))
        self.open.clicked.connect(lambda: desk.open(desk.paths.config))
        self.again = button(self.tr("Check a&gain"))
        self.again.clicked.connect(self._again)
        self.anew = button(self.tr("Keep it aside and begin a &new one"))
        self.anew.clicked.connect(self._begin_anew)
        buttons = QHBoxLayout()
        for widget in (self.open, self.again, self.anew):
            buttons.addWidget(widget)
        buttons.addStretch()
        sign = QLabel()
        size = self.fontMetrics().height() * 2
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        sign.setPixmap(icon.pixmap(size, size))
        right = QVBoxLayout()
        right.addWidget(self.text)
        right.addLayout(buttons)
        line = QHBoxLayout(self)
        line.addWidget(sign)
        line.addLayout(right, 1)
        desk.broken_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show or hide."""
        broken = self._desk.broken
        self.setVisible(broken is not None)
        if broken is not None:
            self.text.setText(
                self.tr(
                    "The settings file cannot be used, so the usual settings hold and none can be changed "
                    "here. {why}"
                ).format(why=broken)
            )

    def _again(self) -> None:
        self._desk.read_settings()
        if self._desk.broken is None:
            self._desk.settings_changed.emit()

    def _begin_anew(self) -> None:
        try:
            kept = set_settings_aside(self._desk.paths.config)
            change_settings(self._desk.paths.config, {})
        except SettingsError as error:
            self._desk.warned.emit(self.tr("Not changed: {reason}").format(reason=error))
            return
        self._desk.read_settings()
        self._desk.told.emit(self.tr("The old file is kept as {path}").format(path=kept))
        self._desk.settings_changed.emit()


class SettingsDialog(DeskDialog):
    """Pages side by side; signals as DeskDialog's."""

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        parent: QWidget | None = None,
        *,
        around: Surroundings | None = None,
    ) -> None:
        super().__init__(paths, locale, parent, around=around)
        self.desk.numbers_changed.connect(self.desk.ledger.look)
        self.build()
        give_size(self, 44, 50)

    def show_page(self, page: str) -> None:
        """Turn to "general", "measuring", "numbers" or "privacy"."""
        self.tabs.setCurrentWidget(getattr(self, page))

    # -- building -----------------------------------------------------------------------------------------

    def make_content(self) -> QWidget:
        """The pages, with what is told above and below them."""
        self.setWindowTitle(titled(self.tr("Settings")))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        self.broken = BrokenFile(self.desk)
        self.told = ToldLine()
        self.desk.told.connect(self.told.tell)
        self.desk.warned.connect(self.told.warn)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.general = GeneralPage(self.desk)
        self.measuring = MeasuringPage(self.desk)
        self.numbers = NumbersPage(self.desk)
        self.privacy = PrivacyPage(self.desk)
        self.tabs.addTab(self.general, self.tr("General"))
        self.tabs.addTab(self.measuring, self.tr("Measuring"))
        self.tabs.addTab(self.numbers, self.tr("Numbers"))
        self.tabs.addTab(self.privacy, self.tr("Privacy"))
        buttons = without_pictures(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
        buttons.rejected.connect(self.reject)
        # Enter in a field is for what stands in it: it applies numbers, and leaves no window.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.numbers.apply.setDefault(True)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(buttons)
        column.addWidget(self.broken)
        column.addWidget(self.tabs, 1)
        column.addLayout(below)
        return content

    def keep_state(self) -> int:
        """The page that is shown."""
        self._flush()
        desk = self.desk
        for signal in (desk.told, desk.warned, desk.broken_changed, desk.ledger.looked):
            signal.disconnect()
        return self.tabs.currentIndex()

    def restore_state(self, state: object) -> None:
        """Turn to the page of before; the language was chosen on the first one."""
        page = state if isinstance(state, int) else 0
        self.tabs.setCurrentIndex(page)
        (self.general.language if page == 0 else self.tabs).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; only in a field it is for the numbers."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
            return
        super().keyPressEvent(event)

    # -- coming and going ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the files hold now, and soon what the ledger does."""
        self.desk.read_settings()
        self.desk.ledger.look()
        for page in (self.general, self.measuring, self.numbers, self.privacy):
            page.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody may have written meanwhile."""
        super().showEvent(event)
        if not event.spontaneous():
            self.told.clear()
            self.refresh()

    def done(self, result: int) -> None:
        """Escape, Close and the window's own button come here: what was changed a moment ago is kept."""
        self._flush()
        if self.numbers.to_apply and self.isVisible() and not self._apply_or_not():
            return
        super().done(result)

    def _apply_or_not(self) -> bool:
        """Ask what is to become of numbers that were edited and not applied; False: stay."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.windowTitle())
        box.setText(self.tr("Apply the numbers that you changed?"))
        box.setStandardButtons(
            QMessageBox.StandardButton.Apply
            | QMessageBox.StandardButton.Discard
            | QMessageBox.StandardButton.Cancel
        )
        box.setDefaultButton(QMessageBox.StandardButton.Apply)
        answer = QMessageBox.StandardButton(box.exec())
        if answer is QMessageBox.StandardButton.Apply:
            return self.numbers.save()
        if answer is QMessageBox.StandardButton.Discard:
            self.numbers.show_held()
            return True
        return False

    def _flush(self) -> None:
        self.measuring.flush()
        self.privacy.flush()
