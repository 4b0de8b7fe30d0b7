"""The app's language: Qt Linguist's translations and the locale of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QTranslator

from wattprint.reference.files import resource_path

if TYPE_CHECKING:
    from pathlib import Path

#: Texts of Qt's own file dialog that its French lacks: ours is asked where Qt's has nothing to say.
QT_LEFT_OUT = (
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")),
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Shortcut")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown")),
)


def locale_of(language: str) -> QLocale:
    """The person's own locale where it speaks this language (fr_CA, en_GB), else the language's usual one."""
    wanted, own = QLocale(language), QLocale.system()
    return own if own.language() is wanted.language() else wanted


def install_translators(
    app: QCoreApplication, language: str, folder: Path | None = None
) -> list[QTranslator]:
    """Make the app speak a language; a missing file leaves its texts in English. Returns what was installed.

    English has a file, too: it holds the plurals.
    """
    places = (
        (f"wattprint_{language}", str(folder or resource_path("i18n"))),
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    )
    installed = []
    for name, place in places:
        translator = QTranslator(app)
        if translator.load(name, place) and app.installTranslator(translator):
            installed.append(translator)
    return installed
