"""Which names are programs that run models on this machine: those are measured and get no cloud number."""

from __future__ import annotations

import re
from functools import cache


def local_runtime(text: str) -> str | None:
    """The local program that a text such as "ollama.prompt" or "LM Studio" begins with, or None."""
    names = _names()
    for word in (text, text.rpartition(".")[0], text.partition(".")[0], text.partition(" ")[0]):
        found = names.get(_bare(word))
        if found is not None:
            return found
    return None


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@cache
def _names() -> dict[str, str]:
    """From the rules that recognise processes: what computes, and the apps around it."""
    # Asked only about names that no factor has: whoever has only those does without the rules.
    from wattprint.reference.workload_rules import load_rules

    rules = [rule for rule in load_rules() if rule.role.is_app or rule.role.computes]
    return {_bare(key): rule.name for rule in reversed(rules) for key in (rule.id, rule.name)}
