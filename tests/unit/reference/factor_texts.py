"""Small factor files for tests, written out in full or changed in one place."""

from __future__ import annotations

from pathlib import Path

HEAD = """schema_version = 1
set_version = "2026.11"

[[unit]]
id = "prompt"
name_en = "prompt"
name_fr = "requête"
plural_en = "prompts"
plural_fr = "requêtes"

[[unit]]
id = "token"
per = 1000
name_en = "token"
name_fr = "token"
plural_en = "tokens"
plural_fr = "tokens"

[[service]]
id = "acme"
name_en = "Acme"
name_fr = "Acmé"
grid_zone = "USA"

[[source]]
id = "paper"
title = "A paper"
url = "https://example.org/paper"
date = "2025-09-24"

[[activity]]
id = "acme.prompt"
unit = "prompt"
name_en = "Prompt"
name_fr = "Requête"
"""

ROW = """
[[factor]]
activity = "acme.prompt"
source = "paper"
low = 0.18
central = 0.34
high = 0.67
tier = "peer-reviewed"
applies_from = "2025-01-01"
stale_after = "2026-09-24"
"""

GOOD = HEAD + ROW


def own_claude_prompt(*, title: str, stale_after: str) -> str:
    """A person's own file: a prompt to Claude takes 1 to 3 Wh, 2 at the centre, says who has this title."""
    return f"""schema_version = 1
[[source]]
id = "mine"
title = "{title}"
url = "https://example.org/"
date = "2024"
[[factor]]
activity = "claude.prompt"
source = "mine"
low = 1
central = 2
high = 3
tier = "guess"
applies_from = "2026-01-01"
stale_after = "{stale_after}"
"""


def write(folder: Path, text: str | bytes, name: str = "factors.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def changed(before: str, after: str, text: str = GOOD) -> str:
    """The text with one place changed; that place must be there, else the test would test nothing."""
    assert before in text
    return text.replace(before, after, 1)
