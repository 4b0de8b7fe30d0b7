"""Sessions as a ledger would list them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind
from wattprint.ledger.session_lines import SessionLine

START_S = datetime(2026, 3, 10, 20, 30, tzinfo=UTC).timestamp()

#: Names that processes and files may have: markup, steering, formulas, another direction, no end.
HOSTILE = ("<b>bold</b>\n{0} %n & co \x1b[31m", "=1+1", "\u202egpj.exe", "שלום עולם", "x" * 200)

LINE = SessionLine(
    session_id=7,
    title="",
    app="ollama",
    app_name="Ollama",
    engine="llama-server",
    kind=Kind.CHAT,
    model="qwen3:14b",
    start_s=START_S,
    end_s=START_S + 5400.0,
    utc_offset_s=3600,
    active_s=1230.0,
    energy_wh=45.678,
    at_least=False,
    idle_wh=3.21,
    modelled_wh=0.0,
    quality=Quality.COUNTER,
    peak_w=287.4,
    outputs=None,
    output_unit=None,
    shared=False,
    open=False,
    merged=0,
    part=False,
    annotated=False,
)


def line(**changed: object) -> SessionLine:
    """LINE with other values."""
    return replace(LINE, **changed)  # type: ignore[arg-type]
