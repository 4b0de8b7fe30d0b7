"""Reads the accessibility tree of an app as a screen reader does: a JSON question a line in, an answer out.

Run by the system's Python, which has AT-SPI's bindings: `python3 accessible_reader.py APP`. The questions are
{"do": "tree"}, {"do": "focus"} and {"do": "act", "path": [...], "action": "Press"}; a path leads through the
numbers of children from the app down.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 -- only once the version is said

#: Of longer lists and tables only the beginning is read: a list of countries would take seconds.
MOST_CHILDREN = 40

#: Their rows have a focus of their own, also while the whole has none. A closed combo box is a list, too.
ROWS = ("chart", "combo box", "list", "page tab list", "table", "tree", "tree table")


def main(app_name: str) -> None:
    """Answer until the questions end."""
    Atspi.init()
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = _answer(question, app_name)
        except GLib.Error as gone:  # what was there a moment ago is closed, or the app is busy
            answer = {"error": str(gone)}
        print(json.dumps(answer), flush=True)


def _answer(question: dict[str, Any], app_name: str) -> dict[str, Any]:
    app = _app(app_name)
    if app is None:
        return {"windows": []} if question["do"] == "tree" else {"error": "no such app"}
    if question["do"] == "tree":
        return {"windows": [_node(window, [number]) for number, window in _shown(app)]}
    if question["do"] == "focus":
        found = _focus(app, [])
        return {"focus": None if found is None else _node(*found)}
    node = app
    for number in question["path"]:
        node = node.get_child_at_index(number)
        if node is None:
            return {"error": "gone"}
    number_of = Atspi.Action.get_n_actions(node) if "Action" in node.get_interfaces() else 0
    names = [node.get_action_name(number) for number in range(number_of)]
    if question["action"] not in names:
        return {"error": f"it has only {names}"}
    return {"done": Atspi.Action.do_action(node, names.index(question["action"]))}


def _app(name: str) -> Any:
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(number)
        if app is not None and app.get_name() == name:
            # What a widget says now, not what it said when it was first seen.
            app.set_cache_mask(Atspi.Cache.NONE)
            return app
    return None


def _shown(node: Any) -> list[tuple[int, Any]]:
    """The children that can be seen, with their numbers."""
    number_of = node.get_child_count()
    if node.get_role_name() in ROWS:
        number_of = min(number_of, MOST_CHILDREN)
    found = ((number, node.get_child_at_index(number)) for number in range(number_of))
    return [(number, child) for number, child in found if child is not None and _is(child, "SHOWING")]


def _is(node: Any, state: str) -> bool:
    return bool(node.get_state_set().contains(getattr(Atspi.StateType, state)))


def _focus(node: Any, path: list[int]) -> tuple[Any, list[int]] | None:
    """The part with the keyboard: a list rather than its current row, and no mere group of controls.

    Rows say "focused" while their list has no focus, and groups say it for one of theirs.
    """
    for number, child in _shown(node):
        if not path and not _is(child, "ACTIVE"):
            continue  # a window behind
        here, has_it = [*path, number], _is(child, "FOCUSED")
        if child.get_role_name() not in ROWS and (found := _focus(child, here)) is not None:
            part = found[0]
            # What scrolls says it for the sheet that is scrolled, too.
            if not (has_it and part.get_role_name() == "filler" and not part.get_name()):
                return found
        if has_it:
            return child, here
    return None


def _node(node: Any, path: list[int]) -> dict[str, Any]:
    """One node with all below it; invisible parts are left out."""
    return {
        "path": path,
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "states": [state.value_nick for state in node.get_state_set().get_states()],
        "labels": _labels(node),
        "text": _text(node),
        "bounds": _bounds(node),
        "children": [_node(child, [*path, number]) for number, child in _shown(node)],
    }


def _labels(node: Any) -> list[str]:
    """The names of the labels that stand for a node."""
    labels = []
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            targets = (relation.get_target(number) for number in range(relation.get_n_targets()))
            labels += [target.get_name() for target in targets if target is not None]
    return labels


def _text(node: Any) -> str | None:
    if "Text" not in node.get_interfaces():
        return None
    return str(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))


def _bounds(node: Any) -> list[int] | None:
    if "Component" not in node.get_interfaces():
        return None
    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


if __name__ == "__main__":
    main(sys.argv[1])
