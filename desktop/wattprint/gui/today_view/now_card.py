"""What runs now, and the live power of each device that matters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.charts.line import LivePowerLine
from wattprint.gui.history.anchors import METHOD
from wattprint.gui.power_trail import SPAN_S, watts_of
from wattprint.gui.rows import session_of
from wattprint.gui.today_view.about_link import AboutLink
from wattprint.gui.today_view.card import Card, clear_layout, em
from wattprint.gui.today_view.text import SMALL, OneLine, Text

if TYPE_CHECKING:
    from wattprint.gui.live_lines import DeviceSeen, Running, SightLine
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.power_trail import PowerTrail
    from wattprint.gui.status import Status

#: More apps, and more devices with a line of their own, would fill the window.
MOST_APPS = 4
MOST_LINES = 4

#: Heights of a line (lines of text): alone, and among others.
_TALL, _LOW = 9.0, 6.5


class NowCard(Card):
    """Apps at work above, devices with their lines below.

    Signals: number_wanted(str): the row of "About the numbers" behind the watts (see history.anchors).
    """

    number_wanted = Signal(str)

    def __init__(self, phrases: Phrases, trail: PowerTrail) -> None:
        super().__init__(self.tr("Now"))
        self._phrases = phrases
        self._trail = trail
        self.quiet = Text()
        self._apps = [_AppRow(phrases) for _ in range(MOST_APPS)]
        self._more = Text(quiet=True)
        self.column.addWidget(self.quiet)
        for row in self._apps:
            self.column.addWidget(row)
        self.column.addWidget(self._more)
        self._keys: tuple[str, ...] = ()
        self._devices: dict[str, _DeviceRow] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(round(em(self) * 0.5))
        self.column.addLayout(self._rows)
        self.about = AboutLink(self.tr("How power is measured"), METHOD, size=SMALL)
        self.about.number_wanted.connect(self.number_wanted)
        self.column.addWidget(self.about)
        self.column.addStretch()

    def tell(self, status: Status) -> None:
        """Show a status; devices are told by look()."""
        self.about.tell(self.about.words, status.day.behind.here)
        running = status.running
        self.quiet.tell("" if running else self._phrases.quiet(status))
        for number, row in enumerate(self._apps):
            row.setVisible(number < len(running))
            if number < len(running):
                row.tell(running[number], status)
        hidden = len(running) - MOST_APPS
        self._more.tell(self.tr("and %n more", "", hidden) if hidden > 0 else "")
        if status.sight is not None:
            self._tell_devices(() if status.paused else shown_devices(status.sight))
        else:
            self._tell_devices(())

    def look(self, at_s: float, sight: SightLine) -> None:
        """A look of the recorder's has come (monotonic seconds)."""
        for one in () if sight.paused else shown_devices(sight):
            row = self._devices.get(one.key)
            if row is not None:
                row.tell(one)
                row.add(at_s, watts_of(one))

    def refill(self) -> None:
        """Show the last minutes, of which this window saw nothing."""
        for key, row in self._devices.items():
            row.refill(self._trail, key)

    def _tell_devices(self, devices: tuple[DeviceSeen, ...]) -> None:
        keys = tuple(one.key for one in devices)
        if keys != self._keys:
            self._keys = keys
            clear_layout(self._rows)
            height = _TALL if len(devices) == 1 else _LOW
            self._devices = {}
            for one in devices:
                row = _DeviceRow(self._phrases, height)
                self._devices[one.key] = row
                self._rows.addWidget(row)
                row.refill(self._trail, one.key)
            # Else Tab would come to what was made last at last, after the whole window.
            for before, line in pairwise([self._more, *(made.line for made in self._devices.values())]):
                QWidget.setTabOrder(before, line)
        for one in devices:
            self._devices[one.key].tell(one)


def shown_devices(sight: SightLine) -> tuple[DeviceSeen, ...]:
    """The GPUs; where there are none, whatever there is."""
    gpus = tuple(one for one in sight.devices if one.is_gpu)
    return (gpus or sight.devices)[:MOST_LINES]


class _AppRow(QWidget):
    """An app at work: its name and watts, and beneath them its energy so far."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._name = OneLine(bold=True)
        self._watts = Text(bold=True, wrap=False)
        self._so_far = Text(quiet=True, size=SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._watts)
        column.addLayout(row)
        column.addWidget(self._so_far)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tell(self, one: Running, status: Status) -> None:
        phrases = self._phrases
        self._name.tell(phrases.running_name(one.name))
        self._watts.tell("" if one.power_w is None else phrases.watts(one.power_w))
        session = session_of(one, status)
        if session is None:
            self._so_far.tell("")
            return
        since = self.tr("since {time}").format(time=phrases.clock(session.start_s))
        self._so_far.tell(", ".join(text for text in (phrases.so_far(session), since) if text))


class _DeviceRow(QWidget):
    """A device: name, watts or state, and its line."""

    def __init__(self, phrases: Phrases, height: float) -> None:
        super().__init__()
        self._phrases = phrases
        self._name = OneLine(quiet=True)
        self._state = Text(wrap=False)
        self.line = LivePowerLine(SPAN_S)
        self.line.setLocale(phrases.locale)
        self.line.setBackgroundRole(QPalette.ColorRole.Base)
        self.line.setFixedHeight(round(em(self) * height))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(em(self) * 0.2))
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(self.line)

    def tell(self, one: DeviceSeen) -> None:
        self._name.tell(one.name)
        self._state.setText(self._phrases.device_state(one))
        self.line.setAccessibleName(self.tr("Power of {device}").format(device=one.name))
        self.line.set_estimated(one.modelled)

    def add(self, at_s: float, power_w: float | None) -> None:
        self.line.add(at_s, power_w)
        # Without a single known value there is no line to look at.
        if power_w is not None and self.line.isHidden():
            self.line.show()

    def refill(self, trail: PowerTrail, key: str) -> None:
        self.line.clear()
        self.line.hide()
        for at_s, watts in trail.of(key):
            self.add(at_s, watts)
