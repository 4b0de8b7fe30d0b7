"""Lists, blocks and details from a real ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gui.history.sessions.ledgers import CPU, Sitting, book, many
from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind
from wattprint.gui.history.sessions.blocks import BLOCK
from wattprint.gui.history.sessions.reading import Asked, SessionsReader
from wattprint.ledger.session_lines import SessionFilter, SessionOrder
from wattprint.system.paths import Paths

ALL = Asked(SessionFilter())


def test_a_list_has_its_true_length_and_only_the_blocks_that_were_asked_for(paths: Paths) -> None:
    book(paths.ledger, many(BLOCK * 2 + 30))
    reader = SessionsReader(paths)
    listing = reader.listing(ALL, [2], 0)
    assert listing.count == BLOCK * 2 + 30
    assert list(listing.blocks) == [2]
    assert len(listing.blocks[2]) == 30
    assert listing.apps == (("comfyui", "ComfyUI"), ("ollama", "Ollama"))
    assert [len(reader.block(ALL, block)) for block in range(4)] == [BLOCK, BLOCK, 30, 0]
    reader.close()


def test_what_moved_is_read_where_it_stands_now(paths: Paths) -> None:
    book(paths.ledger, many(BLOCK))
    reader = SessionsReader(paths)
    first = reader.listing(ALL, [0], 0)
    last_seen = first.blocks[0][-1].session_id
    book(paths.ledger, [Sitting(after_s=1e7)])
    after = reader.listing(ALL, [0], first.count)
    assert last_seen in {line.session_id for lines in after.blocks.values() for line in lines}
    reader.close()


def test_no_ledger_is_no_session(paths: Paths) -> None:
    paths.ledger.unlink()
    reader = SessionsReader(paths)
    listing = reader.listing(ALL, [0], 0)
    assert (listing.count, listing.ever) == (0, False)
    assert reader.detail(1) is None


def test_a_ledger_that_took_the_place_of_another_is_read(paths: Paths, empty_ledger: Path) -> None:
    book(paths.ledger, many(3))
    reader = SessionsReader(paths)
    assert reader.listing(ALL, [0], 0).count == 3
    fresh = paths.ledger.with_name("fresh.sqlite3")
    fresh.write_bytes(empty_ledger.read_bytes())
    for ending in ("-wal", "-shm"):
        paths.ledger.with_name(paths.ledger.name + ending).unlink(missing_ok=True)
    fresh.replace(paths.ledger)
    assert reader.listing(ALL, [0], 3).count == 0
    reader.close()


def test_the_energy_of_a_list_is_that_of_its_lines(paths: Paths) -> None:
    book(paths.ledger, [*many(7), Sitting(after_s=9e6, quality=Quality.MODELLED, device=CPU, joules=36.0)])
    reader = SessionsReader(paths)
    for filter_ in (
        SessionFilter(),
        SessionFilter(kinds=frozenset({Kind.IMAGE})),
        SessionFilter(text="qwen"),
    ):
        lines = reader.listing(Asked(filter_, SessionOrder.ENERGY), [0], 0).blocks[0]
        used = reader.energy(filter_)
        assert used.energy_wh == pytest.approx(sum(line.energy_wh or 0.0 for line in lines))
        assert used.idle_wh == pytest.approx(sum(line.idle_wh or 0.0 for line in lines))
        assert used.modelled_wh == pytest.approx(sum(line.modelled_wh for line in lines))
        assert not used.at_least
    assert reader.energy(SessionFilter()).quality is Quality.MODELLED
    assert reader.energy(SessionFilter(kinds=frozenset({Kind.IMAGE}))).quality is Quality.COUNTER
    assert reader.energy(SessionFilter(text="nothing")).energy_wh is None
    reader.close()


def test_the_energy_of_a_list_with_unknown_parts_is_the_known_part(paths: Paths) -> None:
    book(paths.ledger, [Sitting(), Sitting(after_s=9e3, device=CPU)], baseline_w=None)
    reader = SessionsReader(paths)
    used = reader.energy(SessionFilter())
    assert used.energy_wh == pytest.approx(20.0)
    assert used.at_least
    assert used.idle_wh is None
    reader.close()


def test_details_carry_the_tolerance_and_what_stands_behind_it(paths: Paths) -> None:
    book(paths.ledger, [Sitting()])
    reader = SessionsReader(paths)
    line = reader.listing(ALL, [0], 0).blocks[0][0]
    detail = reader.detail(line.session_id)
    assert detail is not None
    assert detail.total.local.central == pytest.approx(20.0)
    assert detail.total.local.low < 20.0 < detail.total.local.high
    assert [(row.vendor, row.quality) for row in detail.tolerances] == [("nvidia", Quality.COUNTER)]
    assert detail.co2e_g is not None
    assert detail.likenesses
    assert reader.detail(999) is None
    reader.close()


def test_nothing_is_compared_while_the_energy_is_being_learned(paths: Paths) -> None:
    book(paths.ledger, [Sitting(device=CPU)], baseline_w=None)
    reader = SessionsReader(paths)
    detail = reader.detail(reader.listing(ALL, [0], 0).blocks[0][0].session_id)
    assert detail is not None
    assert (detail.co2e_g, detail.likenesses) == (None, ())
    reader.close()
