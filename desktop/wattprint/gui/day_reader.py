"""Reads a Day from the ledger. Imported by the reading thread only: its libraries would delay the icon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.domain.equivalents import Basis, choose
from wattprint.domain.footprint import J_PER_WH, footprint
from wattprint.domain.readings import Quality
from wattprint.domain.totals import day_totals
from wattprint.export.days import estimates_by_day, totals_of_days
from wattprint.export.valuing import load_valuation
from wattprint.gui.behind import Behind, factor_of, sensor_of
from wattprint.gui.cloud.favourites import RECENT_DAYS as RECENT_FAVOURITE_DAYS
from wattprint.gui.cloud.favourites import counted_on, favourites_of
from wattprint.gui.day import NOTHING_BEHIND, AppToday, Day, Likeness, OpenSession
from wattprint.ledger.errors import LedgerError, LedgerMissing, LedgerTooOld
from wattprint.ledger.programs import Verdict
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.factors_own import OWN_FILE_NAME
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerances

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.domain.footprint import EnergyRow, ToleranceOf
    from wattprint.domain.totals import DayTotals
    from wattprint.export.valuing import Valued
    from wattprint.ledger.choices import ChoiceHistory
    from wattprint.ledger.programs import PendingProgram
    from wattprint.ledger.rows import DayRecord
    from wattprint.system.paths import Paths

#: So many days stand in the window's chart, today included.
RECENT_DAYS = 14

#: In the tray's menu: what does not fit there has a window.
MOST_FAVOURITES = 5

#: An unknown program that used less (Wh) is not worth a question.
LEAST_PENDING_WH = 0.01


class CurrentChoices:
    """Hands on to whatever the ledger held at the last look: figures are loaded once, not each time."""

    def __init__(self) -> None:
        self.now: ChoiceHistory | None = None

    def value(self, name: str, local_day: str) -> str | None:
        """As ChoiceHistory's."""
        return None if self.now is None else self.now.value(name, local_day)

    def days(self) -> list[str]:
        """As ChoiceHistory's."""
        return [] if self.now is None else self.now.days()

    def history(self, name: str) -> list[tuple[str, str]]:
        """As ChoiceHistory's."""
        return [] if self.now is None else self.now.history(name)


class DayReader:
    """Keeps the figures between readings; to be used by one thread at a time."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._choices = CurrentChoices()
        self._valued: Valued | None = None
        self._files: object = None
        self._tolerances: Tolerances | None = None
        self._everyday = Equivalents.load(resource_path("data", "equivalents.toml"))

    def read(self, local_day: str, *, wide: bool) -> Day:
        """The day as the ledger has it now; never raises for a ledger's sake.

        wide: with what only the window shows.
        """
        try:
            with LedgerReader(self._paths.ledger) as reader:
                return self._read(reader, local_day, wide=wide)
        except LedgerMissing:
            return self._without_ledger(local_day, wide=wide)
        except LedgerTooOld:
            return Day(local_day)  # the recorder brings it up to date, and says when it has
        except LedgerError as error:
            return Day(local_day, failure=error)

    def _read(self, reader: LedgerReader, local_day: str, *, wide: bool) -> Day:
        self._choices.now = reader.choices()
        valued = self._figures()
        first = _days_before(local_day, RECENT_DAYS - 1) if wide else local_day
        days = tuple(totals_of_days(reader, valued.valuation, first, local_day))
        tolerance = valued.valuation.tolerance
        devices = reader.devices()
        record = reader.days(local_day, local_day).get(local_day) if wide else None
        factors = valued.valuation.factors
        entries = reader.cloud().entries(_days_before(local_day, RECENT_FAVOURITE_DAYS - 1), local_day)
        return Day(
            local_day,
            totals=days[-1],
            likenesses=self._likenesses(days[-1], valued),
            sessions=_open_sessions(reader, local_day, tolerance),
            learning=tuple(one.name for one in devices if one.baseline_applies and one.baseline_w is None),
            has_gpu=any(one.kind == "gpu" for one in devices),
            favourites=favourites_of(entries, factors, MOST_FAVOURITES),
            counted=counted_on(entries, factors, local_day),
            recent=days if wide else None,
            apps=_apps(record, tolerance) if wide else None,
            behind=self._behind(reader, valued, record, local_day) if wide else NOTHING_BEHIND,
            pending=_pending(reader) if wide else None,
            zone=_zone(valued, days[-1]),
            zone_guessed=valued.zone_guessed_on(local_day),
            own_factors_error=valued.own_factors_error,
            factor_set=_factor_set(valued),
        )

    def _without_ledger(self, local_day: str, *, wide: bool) -> Day:
        self._choices.now = None
        valued = self._figures()
        totals = day_totals(local_day, valued.valuation.local_terms(local_day), None, 0, None, [])
        empty = () if wide else None
        return Day(
            local_day,
            totals=totals,
            favourites=favourites_of((), valued.valuation.factors, MOST_FAVOURITES),
            recent=empty,
            apps=empty,
            pending=empty,
            zone=_zone(valued, totals),
            zone_guessed=valued.zone_guessed_on(local_day),
            own_factors_error=valued.own_factors_error,
            factor_set=_factor_set(valued),
        )

    def _behind(
        self, reader: LedgerReader, valued: Valued, record: DayRecord | None, local_day: str
    ) -> Behind:
        if self._tolerances is None:
            self._tolerances = Tolerances.load(resource_path("data", "tolerances.toml"))
        estimates = estimates_by_day(reader, valued.valuation, local_day, local_day).get(local_day, [])
        rows = [] if record is None else record.counted
        return Behind(sensor_of(rows, self._tolerances), factor_of(estimates))

    def _figures(self) -> Valued:
        files = [_stamp(path) for path in (self._paths.config, self._paths.config.with_name(OWN_FILE_NAME))]
        if self._valued is None or files != self._files:
            # Asked for again only when the person's own files have changed.
            self._valued = load_valuation(self._paths, self._choices)
            self._files = files
        return self._valued

    def _likenesses(self, totals: DayTotals, valued: Valued) -> tuple[Likeness, ...]:
        amounts = {
            Basis.ENERGY_WH: totals.total,
            Basis.CO2E_G: totals.co2e_g,
            Basis.WATER_ML: totals.water_ml if totals.water_unknown == 0 else None,
        }
        choice = choose(amounts, self._everyday.ladder(totals.terms.grid_zone, valued.equivalents))
        if choice is None:
            return ()
        return tuple(Likeness(self._everyday[one.step.id], one) for one in (choice.big, *choice.small))


def _factor_set(valued: Valued) -> str:
    """Without the person's edits it would look like another set, until their mistake is mended."""
    return "" if valued.own_factors_error is not None else valued.valuation.factors.name


def _zone(valued: Valued, totals: DayTotals) -> dict[str, str]:
    return dict(valued.valuation.grid.zone(totals.terms.grid_zone).names)


def _open_sessions(reader: LedgerReader, local_day: str, tolerance: ToleranceOf) -> tuple[OpenSession, ...]:
    """Those that go on; one may have begun yesterday."""
    return tuple(
        OpenSession(one.app_name, one.model, one.start_s, *_sum(one.energy, tolerance))
        for one in reader.open_sessions(_days_before(local_day, 1), local_day)
    )


def _sum(rows: tuple[EnergyRow, ...] | list[EnergyRow], tolerance: ToleranceOf) -> tuple[float, bool, bool]:
    total = footprint(rows, tolerance)
    return total.local.central, total.local_at_least, total.quality is Quality.MODELLED


def _apps(record: DayRecord | None, tolerance: ToleranceOf) -> tuple[AppToday, ...]:
    """Today's apps, the one that used most first."""
    rows: dict[tuple[str, str], list[EnergyRow]] = {}
    for part in record.energy if record is not None else ():
        if part.app is not None and not part.pending:
            rows.setdefault((part.app, part.app_name or part.app), []).append(part.row)
    apps = [AppToday(name, *_sum(energy, tolerance)) for (_, name), energy in rows.items()]
    return tuple(sorted(apps, key=lambda app: (-app.wh, app.name)))


def _pending(reader: LedgerReader) -> tuple[PendingProgram, ...]:
    return tuple(
        program
        for program in reader.programs()
        if program.verdict is Verdict.PENDING and program.joules / J_PER_WH >= LEAST_PENDING_WH
    )


def _days_before(local_day: str, count: int) -> str:
    return (date.fromisoformat(local_day) - timedelta(days=count)).isoformat()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
