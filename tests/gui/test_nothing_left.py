"""Windows that were opened and closed leave no object behind: neither a widget nor anything of ours or Qt's.

Counted from the second look on, and twice: what is loaded once and kept for good is no leak.
"""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.history.overview.conftest import book_days
from wattprint.gui.cloud import work
from wattprint.gui.dialogs import Dialogs
from wattprint.gui.main_window import TRAY_EXPLAINED, MainWindow
from wattprint.gui.power_trail import PowerTrail
from wattprint.gui.remembered import Remembered
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from wattprint.gui.cloud.add_dialog import AddCloudDialog
    from wattprint.gui.rows import RowWriter
    from wattprint.gui.settings.dialog import SettingsDialog


def census() -> Counter[str]:
    """Living objects by type, of ours and of Qt's, and the widgets that Qt itself knows of."""
    while gc.collect():
        pass
    kinds = (type(one) for one in gc.get_objects())
    counts = Counter(
        f"{kind.__module__}.{kind.__qualname__}"
        for kind in kinds
        # Some kinds of the interpreter's own have a descriptor there.
        if str(kind.__module__).startswith(("wattprint", "PySide6"))
        or kind.__name__ in ("partial", "function")
    )
    counts["widgets"] = len(QApplication.allWidgets())
    return counts


def test_a_second_and_third_look_at_everything_leave_nothing(
    tmp_path: Path, noon: str, speaking: Callable[[str], AbstractContextManager[RowWriter]], qtbot: QtBot
) -> None:
    paths = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    paths.config.parent.mkdir()
    book_days(paths.ledger, {noon: 5.0})
    remembered = Remembered(paths.config)
    remembered.keep(**{TRAY_EXPLAINED: True})

    def settle() -> None:
        qtbot.waitUntil(lambda: work.under_way() == 0)
        QApplication.processEvents()

    def look(window: QWidget) -> None:
        with qtbot.waitExposed(window):
            pass
        settle()

    def everything(dialogs: Dialogs, writer: RowWriter) -> None:
        main = MainWindow(paths, writer.phrases, PowerTrail(), remembered)
        main.show()
        look(main)
        main.close()
        main.deleteLater()
        dialogs.add_cloud_use()
        look(dialogs._open["add"])
        adding = cast("AddCloudDialog", dialogs._open["add"])
        adding.show_entries()
        adding.show_recurring()
        settle()
        adding.close()
        dialogs.settings()
        settings = cast("SettingsDialog", dialogs._open["settings"])
        look(settings)
        for number in range(settings.tabs.count()):
            settings.tabs.setCurrentIndex(number)
            settle()
        settings.close()
        history = dialogs.history()
        look(history)
        for entry in history._entries:
            history.show_page(entry.page_id)
            settle()
        dialogs.export()
        look(dialogs._open["export"])
        dialogs._open["export"].close()
        history.close()
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle()

    with speaking("en") as writer:
        dialogs = Dialogs(paths, writer.phrases, remembered, None)
        counts = []
        for _ in range(3):
            everything(dialogs, writer)
            everything(dialogs, writer)
            counts.append(census())
        dialogs._open["add"].deleteLater()
        dialogs.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # What stays comes again with every look; what is loaded late comes once. One or two may be under way: a
    # window that stays brings dozens.
    grown = [after - before for before, after in pairwise(counts)]
    assert {name: count for name, count in (grown[0] & grown[1]).items() if count > 1} == {}
