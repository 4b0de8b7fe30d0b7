"""Text and marks stand out on any palette: contrast computed from what is painted with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from tests.gui.chart_gallery import dark_palette
from tests.gui.charts.conftest import Show
from wattprint.gui.charts.bar import Bar
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.charts.contrast import MARKS, TEXT, contrast, luminance, readable
from wattprint.gui.charts.look import Colours

COLOURS = st.builds(QColor, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


def test_contrast_is_the_one_of_the_guidelines() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.005)
    assert luminance(QColor("red")) == pytest.approx(0.2126)


@given(COLOURS, COLOURS, st.sampled_from([MARKS, TEXT]))
def test_any_colour_becomes_readable_on_any_background(
    colour: QColor, background: QColor, least: float
) -> None:
    assert contrast(readable(colour, background, least), background) >= least


@given(COLOURS, COLOURS)
def test_a_colour_that_stands_out_is_left_alone(colour: QColor, background: QColor) -> None:
    if contrast(colour, background) >= MARKS:
        assert readable(colour, background, MARKS) == colour


def check(colours: Colours) -> None:
    for text in (colours.text, colours.quiet):
        assert contrast(text, colours.background) >= TEXT
    for mark in (colours.mark, colours.axis, colours.unwatched, colours.focus, colours.text):
        assert contrast(mark, colours.background) >= MARKS


@pytest.mark.parametrize("role", [QPalette.ColorRole.Window, QPalette.ColorRole.Base])
@pytest.mark.parametrize("dark", [False, True])
def test_both_schemes_are_readable(qapp: QApplication, dark: bool, role: QPalette.ColorRole) -> None:
    colours = Colours.of(dark_palette() if dark else qapp.style().standardPalette(), role)
    check(colours)
    assert (luminance(colours.background) < 0.2) == dark


@given(COLOURS, COLOURS, COLOURS, COLOURS)
def test_so_is_any_theme(background: QColor, text: QColor, accent: QColor, highlight: QColor) -> None:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, background),
        (role.WindowText, text),
        (role.Accent, accent),
        (role.Highlight, highlight),
    ):
        palette.setColor(name, colour)
    check(Colours.of(palette, role.Window))


def test_a_chart_follows_the_palette_of_the_app(qapp: QApplication, show: Show) -> None:
    chart = BarChart()
    chart.set_bars([Bar("a", 1.0)])
    show(chart)
    before = QPalette(qapp.palette())
    light = chart.look().colours
    try:
        qapp.setPalette(dark_palette())
        qapp.processEvents()
        dark = chart.look().colours
        shot = chart.grab().toImage()
    finally:
        qapp.setPalette(before)
        qapp.processEvents()
    assert luminance(dark.background) < 0.2 < luminance(light.background)
    assert shot.pixelColor(3, 3) == dark.background
    assert chart.look().colours == light
