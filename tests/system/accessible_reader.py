"""Reads the accessibility tree of an app as a screen reader does: a JSON question a line in, an answer out.

Run by the system's Python, which has AT-SPI's bindings: `python3 accessible_reader.py APP`. The questions (a
path leads through the numbers of children from the app down):

    {"do": "windows"}                                   those that are shown, without what is in them
    {"do": "tree", "path": [...]}                       one part with all that is in it
    {"do": "focus"}                                     what has the keyboard
    {"do": "heard", "wait_s": 1.0}                      what got it since this was asked last, in its order;
                                                        waits so long for one, where there is none
    {"do": "act", "path": [...], "identity": ..., "action": "Press"}
                                                        "moved" where another node is there now
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 -- only once the version is said

#: Of longer lists and tables only the beginning is read: a list of countries would take seconds.
MOST_CHILDREN = 40

#: AT-SPI itself gives up after 0.8 s: what a busy app did not answer by then would be taken for gone.
PATIENCE_MS = 60_000

#: Their rows have a focus of their own, also while the whole has none. A closed combo box is a list, too.
ROWS = ("chart", "combo box", "list", "page tab list", "table", "tree", "tree table")

#: What got the keyboard and was not asked for yet, oldest first.
_got_the_keyboard: list[Any] = []


def main(app_name: str) -> None:
    """Answer until the questions end."""
    Atspi.init()
    Atspi.set_timeout(PATIENCE_MS, PATIENCE_MS)
    listener = Atspi.EventListener.new(_hear)
    listener.register("object:state-changed:focused")
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = _answer(question, app_name)
        except GLib.Error as gone:  # what was there a moment ago is closed
            answer = {"error": str(gone)}
        print(json.dumps(answer), flush=True)


def _answer(question: dict[str, Any], app_name: str) -> dict[str, Any]:
    app = _app(app_name)
    if app is None:
        return {"windows": []} if question["do"] == "windows" else {"error": "no such app"}
    if question["do"] == "windows":
        shown = _shown(app)
        return {
            "windows": [_alone(one, [number], one.get_role_name(), states) for number, one, states in shown]
        }
    if question["do"] == "focus":
        found = _focus(app, [])
        return {"focus": None if found is None else _node(*found, found[0].get_state_set())}
    if question["do"] == "heard":
        return {"heard": _heard(app_name, question["wait_s"])}
    node = app
    for number in question["path"]:
        node = node.get_child_at_index(number)
        if node is None:
            return {"error": "gone", "moved": True}
    if question["do"] == "tree":
        return {"tree": _node(node, question["path"], node.get_state_set())}
    if node.path != question["identity"]:
        return {"error": "another", "moved": True}
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


def _hear(event: Any, *_: Any) -> None:
    if event.detail1:  # it has the keyboard now; the one before has lost it
        _got_the_keyboard.append(event.source)


def _heard(app_name: str, wait_s: float) -> list[dict[str, Any]]:
    """The controls of an app that got the keyboard. Waits for the first, not for more."""
    told: list[dict[str, Any]] = []
    ends_s = time.monotonic() + wait_s
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        while _got_the_keyboard:
            try:
                told += _whole(_got_the_keyboard.pop(0), app_name)
            except GLib.Error:
                continue  # it is closed already
        if told or time.monotonic() >= ends_s:
            return told
        time.sleep(0.005)


def _whole(node: Any, app_name: str) -> list[dict[str, Any]]:
    """The control that a part belongs to, a list for its row, without what is in it. None of another app."""
    found, at = node, node
    path: list[int] = []
    while at is not None and at.get_role_name() != "application":
        if at.get_role_name() in ROWS:
            found, path = at, []
        path.insert(0, at.get_index_in_parent())
        at = at.get_parent()
    if at is None or at.get_name() != app_name:
        return []
    return [_alone(found, path, found.get_role_name(), found.get_state_set())]


def _shown(node: Any, role: str | None = None) -> list[tuple[int, Any, Any]]:
    """The children that can be seen, with their numbers and states."""
    number_of = node.get_child_count()
    if (role or node.get_role_name()) in ROWS:
        number_of = min(number_of, MOST_CHILDREN)
    found = ((number, node.get_child_at_index(number)) for number in range(number_of))
    with_states = ((number, child, child.get_state_set()) for number, child in found if child is not None)
    return [(number, child, states) for number, child, states in with_states if _is(states, "SHOWING")]


def _is(states: Any, state: str) -> bool:
    return bool(states.contains(getattr(Atspi.StateType, state)))


def _focus(node: Any, path: list[int]) -> tuple[Any, list[int]] | None:
    """The part with the keyboard: a list rather than its current row, and no mere group of controls.

    Rows say "focused" while their list has no focus, and groups say it for one of theirs.
    """
    for number, child, states in _shown(node):
        if not path and not _is(states, "ACTIVE"):
            continue  # a window behind
        here, has_it = [*path, number], _is(states, "FOCUSED")
        if child.get_role_name() not in ROWS and (found := _focus(child, here)) is not None:
            part = found[0]
            # What scrolls says it for the sheet that is scrolled, too.
            if not (has_it and part.get_role_name() == "filler" and not part.get_name()):
                return found
        if has_it:
            return child, here
    return None


def _node(node: Any, path: list[int], states: Any) -> dict[str, Any]:
    """One node with all below it; invisible parts are left out."""
    role = node.get_role_name()
    below = [_node(child, [*path, number], its) for number, child, its in _shown(node, role)]
    return {**_alone(node, path, role, states), "children": below}


def _alone(node: Any, path: list[int], role: str, states: Any) -> dict[str, Any]:
    """One node without what is below it. Each question goes to the app: nothing is asked twice."""
    interfaces = node.get_interfaces()
    name = node.get_name()
    if not name:
        node.get_role_name()  # what is gone meanwhile has no name either, but this raises then
    return {
        "identity": node.path,
        "path": path,
        "role": role,
        "name": name,
        "description": node.get_description(),
        "states": [state.value_nick for state in states.get_states()],
        "labels": _labels(node),
        "text": _text(node) if "Text" in interfaces else None,
        "bounds": _bounds(node) if "Component" in interfaces else None,
        "children": [],
    }


def _labels(node: Any) -> list[str]:
    """The names of the labels that stand for a node."""
    labels = []
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            targets = (relation.get_target(number) for number in range(relation.get_n_targets()))
            labels += [target.get_name() for target in targets if target is not None]
    return labels


def _text(node: Any) -> str:
    return str(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))


def _bounds(node: Any) -> list[int]:
    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


if __name__ == "__main__":
    main(sys.argv[1])
