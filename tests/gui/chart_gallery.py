"""Every chart in one window, to be looked at: python -m tests.gui.chart_gallery --dark --lang fr --shot FILE.

--page: which charts. --rtl: mirrored. --translations: a folder with compiled texts, else those of the app.
--shot: save a picture of the window and leave; without it the window stays. QT_SCALE_FACTOR=2 doubles it.
"""

from __future__ import annotations

import argparse
import math
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget

from wattprint.gui.charts.bar import Bar, Covered
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.charts.chart import Chart
from wattprint.gui.charts.line import LivePowerLine, PowerTraceChart
from wattprint.gui.charts.quantities import CO2E
from wattprint.gui.language import install_translators

FIRST = date(2026, 11, 8)


def days(count: int, *, first: date = FIRST, apart: int = 1, size: float = 1.0, seed: int = 4) -> list[Bar]:
    """Believable days: weekends are quiet, some were not watched."""
    random = Random(seed)
    bars = []
    for number in range(count):
        day = first + timedelta(days=number * apart)
        lively = 0.3 if day.weekday() > 4 else 1.0
        measured = size * lively * random.uniform(90, 900) * (1 + 0.5 * math.sin(number / 23))
        estimated = size * lively * random.uniform(0, 260)
        covered = Covered.FULL
        if number % 41 in (4, 5, 33):
            covered, measured, estimated = Covered.NONE, 0.0, 0.0
        elif number % 29 == 9:
            covered, measured = Covered.PART, measured * 0.4
        low, high = measured * 0.95 + estimated * 0.5, measured * 1.05 + estimated * 2.1
        bars.append(Bar("", measured, estimated, low, high, covered, day=day))
    return bars


def live() -> LivePowerLine:
    """Five minutes of bursts with a gap."""
    chart, random = LivePowerLine(300), Random(7)
    for second in range(301):
        burst = second % 70 > 30
        watts = random.gauss(285, 14) if burst else random.gauss(34, 1.5)
        if not 128 < second < 164:
            chart.add(float(second), max(0.0, watts))
        elif second == 129:
            chart.add(129.0, None)
    return chart


def modelled() -> LivePowerLine:
    """A processor's power as a model tells it."""
    chart, random = LivePowerLine(600), Random(9)
    chart.set_estimated(True)
    for second in range(601):
        chart.add(float(second), 18 + 22 * (math.sin(second / 60) > 0) + random.uniform(0, 4))
    return chart


def trace() -> PowerTraceChart:
    """A session of 40 minutes."""
    chart, random = PowerTraceChart(), Random(2)
    watts = [
        None if 70 < number < 76 else random.gauss(310, 12) if number % 17 < 11 else random.gauss(60, 4)
        for number in range(120)
    ]
    chart.set_trace(watts, 20.0)
    return chart


def bar_chart(bars: list[Bar]) -> BarChart:
    """A chart of bars."""
    chart = BarChart()
    chart.set_bars(bars)
    return chart


def pages() -> dict[str, list[tuple[str, Chart[Any]]]]:
    """Charts by page, each with a caption."""
    names = (
        "llama3.1:70b-instruct-q4_K_M",
        "Stable Diffusion XL",
        "whisper large-v3",
        "qwen2.5-coder",
        "flux.1-dev",
    )
    by_model = [Bar(name, 900.0 / (n + 1), 140.0 * (n % 2)) for n, name in enumerate(names)]
    looked_at = bar_chart(days(14))
    looked_at.set_cursor_index(9)
    months = [
        Bar(
            "",
            3000 + 400 * number,
            1200 * (number % 4),
            3000 + 400 * number,
            3000 + 400 * number + 2600 * (number % 4),
            day=date(2025 + (number + 1) // 12, (number + 1) % 12 + 1, 1),
        )
        for number in range(22)
    ]
    emissions = bar_chart(days(7, first=date(2026, 11, 15)))
    emissions.set_bars(emissions.bars(), CO2E)
    return {
        "days": [
            ("14 days", bar_chart(days(14))),
            ("14 days, at the cursor", looked_at),
            ("A week of CO2e", emissions),
            ("Nothing yet", BarChart()),
        ],
        "long": [
            ("A year of days", bar_chart(days(365, first=date(2025, 11, 21), size=3))),
            ("A year of weeks", bar_chart(days(53, first=date(2025, 11, 17), apart=7, size=5))),
            ("22 months", bar_chart(months)),
            ("Models", bar_chart(by_model)),
        ],
        "lines": [
            ("Now", live()),
            ("Processor, modelled", modelled()),
            ("A session", trace()),
            ("One day", bar_chart(days(1))),
        ],
    }


def dark_palette() -> QPalette:
    """Dark colours for platforms that cannot be asked for them (a bare X server, say)."""
    palette = QPalette(QColor(50, 52, 56), QColor(36, 38, 41))
    role = QPalette.ColorRole
    palette.setColor(role.Base, QColor(27, 29, 32))
    for text in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(text, QColor(236, 238, 240))
    palette.setColor(role.Highlight, QColor(61, 174, 233))
    palette.setColor(role.Accent, QColor(61, 174, 233))
    return palette


def main() -> int:
    """Show a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="days")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--rtl", action="store_true")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--translations", type=Path)
    parser.add_argument("--columns", type=int, default=2)
    parser.add_argument("--shot", type=Path)
    options = parser.parse_args()
    app = QApplication(["gallery"])
    app.setStyle("Fusion")
    if options.dark:
        app.setPalette(dark_palette())
    if options.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QLocale.setDefault(QLocale(options.lang))
    install_translators(app, options.lang, options.translations)
    window = QWidget()
    window.setBackgroundRole(QPalette.ColorRole.Base)
    window.setAutoFillBackground(True)
    grid = QGridLayout(window)
    em = window.fontMetrics().height()
    grid.setSpacing(em)
    grid.setContentsMargins(em, em, em, em)
    for number, (caption, chart) in enumerate(pages()[options.page]):
        cell = QVBoxLayout()
        label = QLabel(caption)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        chart.setAccessibleName(caption)
        chart.setBackgroundRole(QPalette.ColorRole.Base)
        cell.addWidget(label)
        cell.addWidget(chart, 1)
        grid.addLayout(cell, number // options.columns, number % options.columns)
        if chart.cursor_index() is not None:
            chart.setFocus(Qt.FocusReason.TabFocusReason)
    window.resize(window.sizeHint())
    window.show()
    window.activateWindow()
    if options.shot:
        QTimer.singleShot(600, lambda: (window.grab().save(str(options.shot)), app.quit()))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
