"""A desktop's palette with what its letters lack: each can be read on what it is written on.

Many desktops have white letters on a blue or an orange too pale for them; so has Fusion, where no desktop is.
As little as possible is changed, and nothing where all can be read.
"""

from __future__ import annotations

from copy import copy

from PySide6.QtGui import QColor, QPalette

from wattprint.gui.charts.contrast import MARKS, TEXT, contrast, luminance, mixed, readable

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

#: What is disabled is meant to stand back (WCAG 2.2, 1.4.3 leaves it out, too).
GROUPS = (_Group.Active, _Group.Inactive)

#: Letters, and what they are written on. Where not all is possible the first of them decides: a theme may
#: have dark windows with white lists in them. Cards are sheets of Base on which a label writes in WindowText,
#: and a flat button in ButtonText.
GROUNDS = (
    (_Role.WindowText, (_Role.Window, _Role.Base)),
    (_Role.Text, (_Role.Base, _Role.AlternateBase)),
    (_Role.ButtonText, (_Role.Button, _Role.Window, _Role.Base)),
    (_Role.PlaceholderText, (_Role.Base,)),
    (_Role.Link, (_Role.Base, _Role.Window)),
    (_Role.LinkVisited, (_Role.Base, _Role.Window)),
    (_Role.ToolTipText, (_Role.ToolTipBase,)),
)


def mended(desktop: QPalette) -> QPalette:
    """The palette, with those colours changed in which letters stand out less than 4.5 : 1.

    Of a desktop's palette only the changed ones are set in it (see QPalette.isBrushSet), so that an
    application follows its desktop in all the others.
    """
    # Not QPalette(desktop): the first call of that with an argument costs a start tens of milliseconds.
    palette = copy(desktop)
    for group in GROUPS:
        for role, (first, *others) in GROUNDS:
            _mend_letters(palette, group, role, [first, *others])
        _mend_chosen(palette, group)
        _mend_accent(palette, group)
    return palette


def stands_out(letters: QColor, ground: QColor) -> bool:
    """Whether letters, which may be translucent, can be read on a ground."""
    return contrast(mixed(ground, letters, letters.alphaF()), ground) >= TEXT


def _mend_letters(palette: QPalette, group: _Group, role: _Role, roles: list[_Role]) -> None:
    before = letters = palette.color(group, role)
    done: list[QColor] = []
    for one in roles:
        ground = palette.color(group, one)
        if not stands_out(letters, ground):
            moved = readable(letters, ground, TEXT)
            if not all(stands_out(moved, other) for other in done):
                continue
            letters = moved
        done.append(ground)
    if letters != before:
        palette.setColor(group, role, letters)


def _mend_chosen(palette: QPalette, group: _Group) -> None:
    """Where little is missing the ground of what is chosen moves, in its hue; else its letters turn."""
    letters, ground = palette.color(group, _Role.HighlightedText), palette.color(group, _Role.Highlight)
    if stands_out(letters, ground):
        return
    base = palette.color(group, _Role.Base)
    black, white = QColor(0, 0, 0), QColor(255, 255, 255)
    if contrast(letters, ground) >= MARKS:
        # With letters that are not quite white (or black) it would have to move farther.
        for same in (letters, white if luminance(letters) > luminance(ground) else black):
            moved = readable(ground, same, TEXT)
            # What is chosen must go on to be told from what is not.
            if contrast(moved, base) >= min(MARKS, contrast(ground, base)):
                palette.setColor(group, _Role.Highlight, moved)
                if same != letters:
                    palette.setColor(group, _Role.HighlightedText, same)
                return
    turned = max(black, white, key=lambda pole: contrast(pole, ground))
    palette.setColor(group, _Role.HighlightedText, turned)


def _mend_accent(palette: QPalette, group: _Group) -> None:
    """Charts are painted in it. Qt's own idea of KDE's is white on white, from which they would be grey."""
    base, highlight = palette.color(group, _Role.Base), palette.color(group, _Role.Highlight)
    if contrast(palette.color(group, _Role.Accent), base) < MARKS <= contrast(highlight, base):
        palette.setColor(group, _Role.Accent, highlight)
