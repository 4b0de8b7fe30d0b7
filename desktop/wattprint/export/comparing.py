"""This machine against the cloud, per unit of the same work, always at the wall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.domain.comparison import Compared, Made, PerUnit, compare, per_unit
from wattprint.domain.footprint import EnergyRow, footprint
from wattprint.domain.used import Used
from wattprint.domain.workload import Kind
from wattprint.export.view import opened

if TYPE_CHECKING:
    from wattprint.domain.band import Band
    from wattprint.domain.factors import Activity, Factor, Unit
    from wattprint.ledger.reader import LedgerReader
    from wattprint.reference.valuation import Valuation
    from wattprint.system.paths import Paths

#: What is compared: (unit, the kind of sitting that makes it, what stands for all services of that work).
WORK = (
    ("prompt", Kind.CHAT, "other.prompt"),
    ("token", Kind.CHAT, "other.output_tokens"),
    ("image", Kind.IMAGE, "other.image"),
    ("video_second", Kind.VIDEO, "other.video"),
    ("minute", Kind.SPEECH, "other.speech"),
)

#: A token that was written is what a session makes; those that were read are counted with it.
_TOKENS_MADE = "output_tokens"

#: Sittings of which nobody said what they made are looked at so far back.
RECENT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Against:
    """One cloud activity. wh: for `per` units, see its unit. compared: here against there, if known."""

    activity: Activity
    factor: Factor
    wh: Band
    compared: Compared | None


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work. here: for `per` units, see the unit; None where nothing was noted.

    a_session: Wh of a sitting of its kind, whatever it made, at the wall; None without any.
    """

    unit: Unit
    kind: Kind
    here: PerUnit | None
    a_session: PerUnit | None
    there: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """works: all of WORK. here: Wh per single unit, by unit id.

    learning: sessions with a note whose energy is not known yet. other_units: what else was noted; no service
    is counted in it.
    """

    day: str
    works: tuple[Work, ...]
    here: Mapping[str, PerUnit]
    learning: int
    other_units: tuple[str, ...]

    def of_kind(self, unit_id: str) -> Work | None:
        """The work of a unit."""
        return next((work for work in self.works if work.unit.id == unit_id), None)


@dataclass(frozen=True, slots=True)
class _Measured:
    """At the wall. made: by unit. sittings: by kind, each as if it had made one thing."""

    made: Mapping[str, list[Made]]
    sittings: Mapping[Kind, list[Made]]
    learning: int = 0


def read_comparisons(paths: Paths, day: str) -> Comparisons:
    """Put the comparisons together, as of a day (ISO). Raises as open_for_reading does."""
    with opened(paths) as view:
        valuation = view.valued.valuation
        if view.reader is None:
            return _comparisons(valuation, Used(), day, _Measured({}, {}))
        made, learning = _noted(view.reader, valuation)
        measured = _Measured(made, _recent(view.reader, valuation, day), learning)
        return _comparisons(valuation, view.reader.used(), day, measured)


def _comparisons(valuation: Valuation, used: Used, day: str, measured: _Measured) -> Comparisons:
    here = {unit: found for unit, made in measured.made.items() if (found := per_unit(made)) is not None}
    units = {unit.id: unit for unit in valuation.factors.units}
    works = []
    for unit_id, kind, default in WORK:
        unit, single = units[unit_id], here.get(unit_id)
        mine = None if single is None else replace(single, wh=single.wh * unit.per)
        a_session = per_unit(measured.sittings.get(kind, ()))
        candidates = _candidates(valuation, used, unit_id, default)
        works.append(Work(unit, kind, mine, a_session, tuple(_against(valuation, candidates, day, mine))))
    others = sorted(here.keys() - {unit_id for unit_id, _, _ in WORK})
    return Comparisons(day, tuple(works), here, measured.learning, tuple(others))


def _against(
    valuation: Valuation, candidates: Iterable[Activity], day: str, mine: PerUnit | None
) -> Iterator[Against]:
    for activity in candidates:
        factor = valuation.factors.factor(activity.id, day)
        if factor is not None:
            compared = None if mine is None else compare(mine.wh, factor.band)
            yield Against(activity, factor, factor.band, compared)


def _candidates(valuation: Valuation, used: Used, unit_id: str, default: str) -> list[Activity]:
    """What the person counts in this unit, then what stands for all services."""
    factors = valuation.factors
    counted = [
        one
        for one in factors.activities
        if one.id in used.activities
        and one.unit.id == unit_id
        and (unit_id != "token" or one.id.endswith(_TOKENS_MADE))
    ]
    stands_for_all = factors.activity(default)
    if stands_for_all is not None and stands_for_all not in counted:
        counted.append(stands_for_all)
    return counted


def _noted(reader: LedgerReader, valuation: Valuation) -> tuple[dict[str, list[Made]], int]:
    """By unit, what the sessions with a note took at the wall; and how many of them are still learning."""
    found: dict[str, list[Made]] = {}
    learning = 0
    for session in reader.noted():
        made = _made(valuation, session.energy, session.outputs)
        if made is None:
            learning += 1
        else:
            found.setdefault(session.output_unit, []).append(made)
    return found, learning


def _recent(reader: LedgerReader, valuation: Valuation, day: str) -> dict[Kind, list[Made]]:
    """By kind, what each sitting took lately."""
    first = (date.fromisoformat(day) - timedelta(days=RECENT_DAYS - 1)).isoformat()
    found: dict[Kind, list[Made]] = {}
    for session in reader.sessions(first, day):
        made = None if session.open else _made(valuation, session.energy, 1.0)
        if made is not None:
            found.setdefault(session.kind, []).append(made)
    return found


def _made(valuation: Valuation, rows: Iterable[EnergyRow], outputs: float) -> Made | None:
    """A session at the socket, with the sensors' tolerance; None while a part of its energy is unknown."""
    found = footprint(rows, valuation.tolerance)
    if found.local_at_least or found.local.central <= 0:
        return None
    modelled = min(1.0, found.modelled_wh / found.local.central)
    return Made(valuation.overhead.at_the_wall(found.local), outputs, modelled)
