"""Whether one colour can be told from another, and a colour that can (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from PySide6.QtGui import QColor

#: Least contrast of text, and of marks that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT = 4.5
MARKS = 3.0

_STEPS = 32


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """So much of the other colour in this one, opaque."""
    return QColor.fromRgbF(
        *(
            max(0.0, min(1.0, mine + (its - mine) * share))
            for mine, its in zip(colour.getRgbF()[:3], other.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )


def readable(colour: QColor, background: QColor, least: float) -> QColor:
    """The colour itself where it stands out from the background, else the nearest towards black or white.

    A theme's accent may be anything; a chart must be readable on it all the same. least: at most 4.5, which
    black or white reach on every background.
    """
    solid = mixed(background, colour, colour.alphaF())
    black, white = QColor(0, 0, 0), QColor(255, 255, 255)
    pole = black if contrast(black, background) >= contrast(white, background) else white
    for step in range(_STEPS + 1):
        candidate = mixed(solid, pole, step / _STEPS)
        # What is painted has 8 bits a channel.
        candidate = QColor(candidate.red(), candidate.green(), candidate.blue())
        if contrast(candidate, background) >= least:
            return candidate
    return pole
