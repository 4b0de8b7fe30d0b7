"""`wattprint add`: counts of cloud services, typed once or recurring."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.cli.quantities import Quantities
from wattprint.cli.today import warn
from wattprint.cli.totals_lines import activity_name
from wattprint.domain.cloud import LONGEST_NOTE, MAX_COUNT, BadCount, CloudEntry, Origin, checked_count
from wattprint.domain.period import PeriodTotals
from wattprint.domain.typed_count import read_number
from wattprint.export.valuing import load_factor_set
from wattprint.export.view import opened
from wattprint.reference.factors import UnknownActivity
from wattprint.reference.factors_entry import shown
from wattprint.system.ledger_access import open_for_writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.cli.numbers import Numbers
    from wattprint.domain.cloud import Recurring
    from wattprint.domain.factors import Activity
    from wattprint.domain.totals import CloudEstimate
    from wattprint.ledger.cloud import CloudLedger
    from wattprint.reference.factors import FactorSet
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths

WRONG_USAGE = 2

#: Nothing that could be counted ran before this day; earlier ones are slips of the finger.
FIRST_DAY = "2000-01-01"

#: Monday first, as in domain.cloud.Recurring; each by its English or French name, or the beginning of it.
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_LEAST_LETTERS = 3

#: What parts thousands, beside the spaces that every language may have there.
_GROUP = {"en": ",", "fr": ""}
_DAILY, _WEEKDAYS, _NONE = 0b1111111, 0b0011111, 0
_SETS = {"daily": _DAILY, "weekdays": _WEEKDAYS, "none": _NONE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. day: ISO or None; every, instead: the options of these names."""

    activity: str
    count: str | None
    day: str | None = None
    note: str = ""
    every: str | None = None
    instead: bool = False


class _Refused(Exception):
    """What was typed cannot be meant; the text says why in one line."""


def run_add(paths: Paths, texts: Texts, numbers: Numbers, asked: Asked) -> int:
    """Add a count, or let it recur; returns the exit code."""
    factors, _ = load_factor_set(paths)
    today = time.strftime("%Y-%m-%d")
    try:
        activity = _activity(asked.activity, factors, texts)
        day = _day(asked.day or today, today, texts)
        weekdays = _every(asked, texts)
        count = _count(asked, texts, numbers, activity, weekdays)
        if len(asked.note) > LONGEST_NOTE:
            raise _Refused(texts("add.note-long", most=LONGEST_NOTE))
        adding = _Adding(texts, numbers, activity, day)
        with open_for_writing(paths.ledger) as ledger, ledger.together():
            lines = list(adding.lines(ledger.cloud, asked, count, weekdays))
    except _Refused as refused:
        print(f"wattprint: {refused}", file=sys.stderr)
        return WRONG_USAGE
    for line in lines:
        print(line)
    with opened(paths) as view:
        warn(view.valued, texts)
        entry = CloudEntry(None, day, activity.id, count or 0.0, Origin.TYPED)
        if count:
            for line in _value_lines(view.valued.valuation.estimate(entry), texts, numbers):
                print(line)
        period = PeriodTotals.of(view.totals(day, day))
        some = 0 < period.not_estimated < period.cloud_count
        value = Quantities(texts, numbers).energy_with_band(period.cloud_known, at_least=some)
        value = texts("word.not-estimated") if period.cloud_known is None else value
        print(texts("add.day-total", day=day, value=value))
    return 0


def weekday_words(weekdays: int, texts: Texts) -> str:
    """The days of a mask, in words."""
    if weekdays == _DAILY:
        return texts("every.daily")
    if weekdays == _WEEKDAYS:
        return texts("every.weekdays")
    names = [texts(f"weekday.{day}") for bit, day in enumerate(_DAYS) if weekdays >> bit & 1]
    days = ", ".join(names[:-1])
    return texts("every.on", days=texts("every.and", days=days, last=names[-1]) if days else names[-1])


def still_recurring(recurring: list[Recurring], day: str) -> list[Recurring]:
    """What recurs on this day or later."""
    return [one for one in recurring if one.to_day is None or one.to_day >= max(day, one.from_day)]


class _Adding:
    """Writes what was asked for; the lines say what was done."""

    def __init__(self, texts: Texts, numbers: Numbers, activity: Activity, day: str) -> None:
        self._texts = texts
        self._told = Quantities(texts, numbers)
        self._activity = activity
        self._day = day
        self._now_s = time.time()

    def lines(
        self, cloud: CloudLedger, asked: Asked, count: float | None, weekdays: int | None
    ) -> Iterator[str]:
        if asked.instead:
            yield self._instead(cloud, count)
        elif weekdays == _NONE:
            yield from self._end(cloud)
        elif count is not None and weekdays is not None:
            yield from self._recur(cloud, count, weekdays, asked.note)
        elif count is not None:
            cloud.add(self._day, self._activity.id, count, self._now_s, note=asked.note)
            yield self._say("add.done", count=self._told.count(count, self._activity.unit))
        if asked.note and not asked.instead and weekdays != _NONE:
            yield self._texts("add.note", note=" ".join(asked.note.split()))

    def _recur(self, cloud: CloudLedger, count: float, weekdays: int, note: str) -> Iterator[str]:
        texts = self._texts
        words = weekday_words(weekdays, texts)
        yield self._say("add.recurring", count=self._told.count(count, self._activity.unit), days=words)
        for one in self._own(cloud):
            # Two that fall on the same day would count it twice; on other days they stand side by side.
            if one.weekdays & weekdays:
                ended = self._end_before(cloud, one)
                usual = self._told.count(one.count, self._activity.unit)
                days = weekday_words(one.weekdays, texts)
                yield texts("add.in-place-of", count=usual, days=days, day=ended)
        cloud.add_recurring(self._activity.id, count, weekdays, self._day, self._now_s, note=note)
        yield texts("add.how-to-end", activity=self._activity.id)

    def _end(self, cloud: CloudLedger) -> Iterator[str]:
        own = self._own(cloud)
        if not own:
            raise _Refused(self._texts("add.none-recurs", activity=self._activity.id, day=self._day))
        for one in own:
            self._end_before(cloud, one)
            count = self._told.count(one.count, self._activity.unit)
            yield self._say("add.ended", count=count, days=weekday_words(one.weekdays, self._texts))

    def _instead(self, cloud: CloudLedger, count: float | None) -> str:
        found = [one for one in self._own(cloud) if one.days(self._day, self._day)]
        if not found:
            raise _Refused(self._texts("add.no-occurrence", activity=self._activity.id, day=self._day))
        one = found[-1]
        cloud.set_occurrence(one.recurring_id, self._day, count, self._now_s)
        usual = self._told.count(one.count, self._activity.unit)
        if count is None:
            return self._say("add.skipped", usual=usual)
        return self._say("add.instead", usual=usual, count=self._told.count(count, self._activity.unit))

    def _own(self, cloud: CloudLedger) -> list[Recurring]:
        recurring = still_recurring(cloud.recurring(), self._day)
        return [one for one in recurring if one.activity == self._activity.id]

    def _end_before(self, cloud: CloudLedger, one: Recurring) -> str:
        before = (date.fromisoformat(self._day) - timedelta(days=1)).isoformat()
        cloud.end_recurring(one.recurring_id, before)
        return before

    def _say(self, key: str, **values: object) -> str:
        name = activity_name(self._activity, self._texts)
        return self._texts(key, name=name, activity=self._activity.id, day=self._day, **values)


def _value_lines(estimate: CloudEstimate, texts: Texts, numbers: Numbers) -> Iterator[str]:
    factor, activity = estimate.factor, estimate.activity
    if factor is None or activity is None:
        known = activity is not None and activity.not_estimated
        yield texts("add.not-estimated" if known else "add.not-in-force")
        return
    told = Quantities(texts, numbers)
    tier = [texts(f"tier.{factor.tier.value}")]
    tier += [texts("cloud.class")] if factor.class_figure else []
    tier += [texts("cloud.edited")] if factor.edited else []
    if factor.stale_after < time.strftime("%Y-%m-%d"):
        tier.append(texts("cloud.outdated", day=factor.stale_after))
    yield texts(
        "add.value",
        value=told.energy_with_band(estimate.wh),
        tier=", ".join(tier),
        source=factor.source.title,
        date=factor.source.date,
    )
    yield texts("add.link", url=factor.source.url)


def _activity(text: str, factors: FactorSet, texts: Texts) -> Activity:
    try:
        return factors.resolve(text)
    except UnknownActivity as unknown:
        if unknown.local_runtime is not None:
            raise _Refused(texts("add.local", program=unknown.local_runtime)) from unknown
        typed, nearest = shown(text), ", ".join(unknown.nearest)
        key = "add.unknown-near" if nearest else "add.unknown"
        raise _Refused(texts(key, text=typed, nearest=nearest)) from unknown


def _day(day: str, today: str, texts: Texts) -> str:
    if day > today:
        raise _Refused(texts("add.future", day=day))
    if day < FIRST_DAY:
        raise _Refused(texts("add.past", day=day, first=FIRST_DAY))
    return day


def _every(asked: Asked, texts: Texts) -> int | None:
    """The weekdays that --every names; None without it."""
    if asked.every is None:
        return None
    if asked.instead:
        raise _Refused(texts("add.every-instead"))
    wanted = asked.every.strip().casefold()
    if wanted in _SETS:
        return _SETS[wanted]
    mask = 0
    for word in wanted.split(","):
        letters = word.strip()
        bits = [bit for bit, names in enumerate(_NAMES) if any(n.startswith(letters) for n in names)]
        if len(letters) < _LEAST_LETTERS or len(bits) != 1:
            raise _Refused(texts("add.every", text=shown(asked.every)))
        mask |= 1 << bits[0]
    return mask


def _count(
    asked: Asked, texts: Texts, numbers: Numbers, activity: Activity, weekdays: int | None
) -> float | None:
    """The count; None for what takes none: the end of what recurs, and 0 instead of a day's usual."""
    if weekdays == _NONE:
        if asked.count is not None:
            raise _Refused(texts("add.count-unwanted"))
        return None
    if asked.count is None:
        raise _Refused(texts("add.count-missing", activity=activity.id))
    typed = shown(asked.count)
    count = read_number(asked.count, _GROUP[texts.language])
    if count is None:
        raise _Refused(texts("add.count-text", text=typed))
    if count == 0 and asked.instead:
        return None
    try:
        return checked_count(count)
    except BadCount as bad:
        if count > 0:
            most = Quantities(texts, numbers).number(MAX_COUNT)
            raise _Refused(texts("add.count-high", most=most, text=typed)) from bad
        raise _Refused(texts("add.count-low", text=typed)) from bad
