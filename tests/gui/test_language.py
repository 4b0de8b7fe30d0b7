"""What Qt itself says speaks the person's language, too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from wattprint.gui.language import QT_LEFT_OUT
from wattprint.gui.rows import RowWriter


def words_of_the_file_dialog(qtbot: QtBot, folder: Path) -> set[str]:
    """Of the one that Qt draws itself, where the desktop has none."""
    dialog = QFileDialog(None, "", str(folder))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("CSV (*.csv)")
    labels = {label.text() for label in dialog.findChildren(QLabel)}
    buttons = {button.text() for button in dialog.findChildren(QPushButton)}
    tips = {button.toolTip() for button in dialog.findChildren(QToolButton)}
    return (labels | buttons | tips | {QFileIconProvider().type(QFileInfo(str(folder)))}) - {""}


def test_the_file_dialog_has_no_english_word_in_french(
    qtbot: QtBot, tmp_path: Path, speaking: Callable[[str], AbstractContextManager[RowWriter]]
) -> None:
    english = words_of_the_file_dialog(qtbot, tmp_path)
    assert len(english) >= 10
    with speaking("fr"):
        french = words_of_the_file_dialog(qtbot, tmp_path)
        for context, text in QT_LEFT_OUT:
            assert QCoreApplication.translate(context, str(text)) != text
    assert english & french == set()
