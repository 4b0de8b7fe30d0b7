"""Palettes as real desktops have them, good and bad, and a style that stands for such a desktop."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QProxyStyle

from wattprint.gui.appearance import dark_palette, light_palette

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

ROLES = (
    _Role.Window,
    _Role.WindowText,
    _Role.Base,
    _Role.AlternateBase,
    _Role.Text,
    _Role.PlaceholderText,
    _Role.Button,
    _Role.ButtonText,
    _Role.Highlight,
    _Role.HighlightedText,
    _Role.Link,
    _Role.LinkVisited,
    _Role.ToolTipBase,
    _Role.ToolTipText,
)


def _palette(*colours: str, accent: str = "", inactive: dict[_Role, str] | None = None) -> QPalette:
    """Colours in the order of ROLES. accent: as what is chosen, if not said."""
    named = dict(zip(ROLES, colours, strict=True))
    window = QColor(named[_Role.Window])
    # The shades of frames and the colours of what is disabled come from these two.
    palette = QPalette(QColor(named[_Role.Button]), window)
    for role, colour in {**named, _Role.Accent: accent or named[_Role.Highlight]}.items():
        for group in (_Group.Active, _Group.Inactive):
            palette.setColor(group, role, QColor(colour))
    for role, colour in (inactive or {}).items():
        palette.setColor(_Group.Inactive, role, QColor(colour))
    # As a desktop's own: nothing in it was set by an application.
    palette.setResolveMask(0)
    return palette


#: What Fusion has where no desktop is; white on its blue is 3.7.
FUSION_LIGHT = _palette(
    *("#efefef", "#000000", "#ffffff", "#f7f7f7", "#000000", "#80000000", "#efefef", "#000000"),
    *("#308cc6", "#ffffff", "#0000ff", "#ff00ff", "#ffffdc", "#000000"),
)
FUSION_DARK = _palette(
    *("#323232", "#f0f0f0", "#242424", "#2b2b2b", "#f0f0f0", "#80f0f0f0", "#323232", "#f0f0f0"),
    *("#308cc6", "#f0f0f0", "#308cc6", "#ff00ff", "#ffffdc", "#000000"),
)
#: KDE's; white on its blue is 2.4. Without KDE's own plug-in its accent is white.
BREEZE_LIGHT = _palette(
    *("#eff0f1", "#232629", "#ffffff", "#f7f7f7", "#232629", "#707d8a", "#fcfcfc", "#232629"),
    *("#3daee9", "#ffffff", "#2980b9", "#9b59b6", "#f7f7f7", "#232629"),
    inactive={_Role.Highlight: "#aadbf5", _Role.HighlightedText: "#232629"},
)
BREEZE_DARK = _palette(
    *("#202326", "#fcfcfc", "#141618", "#1d1f22", "#fcfcfc", "#a1a9b1", "#292c30", "#fcfcfc"),
    *("#3daee9", "#fcfcfc", "#1d99f3", "#9b59b6", "#292c30", "#fcfcfc"),
)
KDE_WITHOUT_PLUGIN = _palette(
    *("#d6d2d0", "#000000", "#ffffff", "#efedec", "#000000", "#7f000000", "#dfdcd9", "#000000"),
    *("#308cc6", "#ffffff", "#0000ff", "#ff00ff", "#ffffdc", "#000000"),
    accent="#ffffff",
)
#: GNOME's, whose windows in the background write in grey.
ADWAITA_LIGHT = _palette(
    *("#faf9f8", "#000000", "#faf9f8", "#eae9e8", "#000000", "#646464", "#faf9f8", "#000000"),
    *("#3584e4", "#ffffff", "#0000ff", "#ff00ff", "#ffffdc", "#000000"),
    inactive={_Role.WindowText: "#929595"},
)
ADWAITA_DARK = _palette(
    *("#353535", "#eeeeec", "#2d2d2d", "#323232", "#eeeeec", "#919190", "#353535", "#eeeeec"),
    *("#15539e", "#ffffff", "#3584e4", "#1b6acb", "#000000", "#ffffff"),
    accent="#3584e4",
    inactive={_Role.WindowText: "#919190"},
)
#: Ubuntu's; white on its orange is 3.7.
YARU_LIGHT = _palette(
    *("#fafafa", "#3d3d3d", "#ffffff", "#f7f7f7", "#3d3d3d", "#803d3d3d", "#f5f5f5", "#3d3d3d"),
    *("#e95420", "#ffffff", "#0073e5", "#774ca0", "#333333", "#ffffff"),
)
YARU_DARK = _palette(
    *("#2c2c2c", "#f7f7f7", "#1d1d1d", "#232323", "#f7f7f7", "#80f7f7f7", "#373737", "#f7f7f7"),
    *("#e95420", "#ffffff", "#4aa3ff", "#a47bc4", "#191919", "#ffffff"),
)
HIGH_CONTRAST = _palette(
    *("#000000", "#ffff00", "#000000", "#1a1a00", "#ffff00", "#dddd00", "#000000", "#ffff00"),
    *("#ffff00", "#000000", "#00ffff", "#ff80ff", "#000000", "#ffff00"),
)
#: Dark windows with white lists in them: no one colour of letters can be read on both.
TWO_MINDS = _palette(
    *("#3c3b37", "#dfdbd2", "#ffffff", "#f7f7f7", "#3c3c3c", "#6c6c6c", "#4d4c48", "#dfdbd2"),
    *("#f07746", "#ffffff", "#0073e5", "#774ca0", "#000000", "#ffffff"),
)

#: Nothing in them needs a change.
GOOD = {"light": light_palette(), "dark": dark_palette(), "high contrast": HIGH_CONTRAST}
LACKING = {
    "Fusion": FUSION_LIGHT,
    "Fusion dark": FUSION_DARK,
    "Breeze": BREEZE_LIGHT,
    "Breeze dark": BREEZE_DARK,
    "KDE without plug-in": KDE_WITHOUT_PLUGIN,
    "Adwaita": ADWAITA_LIGHT,
    "Adwaita dark": ADWAITA_DARK,
    "Yaru": YARU_LIGHT,
    "Yaru dark": YARU_DARK,
}
ALL = {**GOOD, **LACKING}


def all_set(palette: QPalette) -> QPalette:
    """The same for a widget, that takes only what is set in a palette."""
    copy = QPalette(palette)
    for group in (_Group.Active, _Group.Inactive, _Group.Disabled):
        for role in (*ROLES, _Role.Accent):
            copy.setColor(group, role, palette.color(group, role))
    return copy


class Desktop(QProxyStyle):
    """Its palette becomes what Qt has of the desktop, and resolves that of an application against."""

    def __init__(self, palette: QPalette) -> None:
        super().__init__("Fusion")
        self._palette = QPalette(palette)

    def polish(self, what: object) -> None:
        """Of a palette, of an application, or of a widget."""
        if not isinstance(what, QPalette):
            super().polish(what)  # type: ignore[call-overload]
            return
        for group in (_Group.Active, _Group.Inactive, _Group.Disabled):
            for role in (*ROLES, _Role.Accent):
                what.setColor(group, role, self._palette.color(group, role))
