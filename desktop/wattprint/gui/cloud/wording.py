"""Activities, estimates and failures in the person's words. Data is plain text: nothing of it is markup."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from wattprint.domain.band import Band
from wattprint.domain.cloud import MAX_COUNT
from wattprint.domain.factors import Activity, Factor, Tier
from wattprint.gui.cloud.counts import Wrong, count_text, counted, cut, is_french, noun
from wattprint.gui.cloud.days import day_text, published_text
from wattprint.gui.cloud.estimates import Estimate
from wattprint.gui.numbers import ENERGY_UNITS, MODELLED_DIGITS, in_unit, significant
from wattprint.ledger.errors import LedgerError
from wattprint.reference.texts import Texts, plain
from wattprint.system.recorder_lock import RecorderRunning

#: What a Monday to Friday is as a mask of Recurring.weekdays, and all seven.
WEEKDAYS, DAILY = 0b0011111, 0b1111111


class Wording(QObject):
    """Writes in one language and locale. (A QObject, to be translated.)"""

    def __init__(self, locale: QLocale) -> None:
        super().__init__()
        self.locale = locale
        self._texts = Texts("fr" if is_french(locale) else "en")

    # -- names --------------------------------------------------------------------------------------------

    def service(self, activity: Activity) -> str:
        """The service's name."""
        names = activity.service
        return plain(names.name_fr if is_french(self.locale) else names.name_en)

    def kind(self, activity: Activity) -> str:
        """What the service does."""
        return plain(activity.name_fr if is_french(self.locale) else activity.name_en)

    def activity(self, activity: Activity | None, activity_id: str = "") -> str:
        """Service and kind; the bare id of what this version does not know."""
        if activity is None:
            return plain(activity_id)
        return f"{self.service(activity)} · {self.kind(activity)}"

    def amount(self, count: float, activity: Activity | None, activity_id: str = "") -> str:
        """What was counted, for a line that tells what happened: "5 × ChatGPT · Prompt"."""
        return f"{count_text(self.locale, count)} × {self.activity(activity, activity_id)}"

    def day(self, iso: str) -> str:
        """A day in the locale's way."""
        return day_text(self.locale, iso)

    def weekdays(self, mask: int) -> str:
        """The days of a mask of Recurring."""
        if mask == DAILY:
            return self.tr("every day")
        if mask == WEEKDAYS:
            return self.tr("Monday to Friday")
        names = [
            self.locale.dayName(bit + 1, QLocale.FormatType.ShortFormat)
            for bit in range(7)
            if mask >> bit & 1
        ]
        return ", ".join(names)

    # -- estimates ----------------------------------------------------------------------------------------

    def band(self, wh: Band) -> str:
        """The central value with low and high beside it, all in its unit: "≈ 4.1 Wh (1.9 to 12)"."""
        number, unit = in_unit(self.locale, wh.central, ENERGY_UNITS, MODELLED_DIGITS)
        # Both ends in the unit that was chosen for the value, whichever fits them better.
        size = next(size for size, name in ENERGY_UNITS if name == unit)
        low, high = (float(f"{value:.{MODELLED_DIGITS}g}") for value in (wh.low, wh.high))
        text = f"≈ {number} {unit}" if wh.central else f"{number} {unit}"
        if low == high:
            return text
        told = [significant(self.locale, value / size, MODELLED_DIGITS) for value in (low, high)]
        return self.tr("{value} ({low} to {high})").format(value=text, low=told[0], high=told[1])

    def value(self, estimate: Estimate) -> str:
        """The estimate in one line, or that there is none."""
        return self.tr("Not estimated") if estimate.wh is None else self.band(estimate.wh)

    def per(self, estimate: Estimate) -> str:
        """For how much a value is while nothing was typed; empty for a count."""
        activity, factor = estimate.activity, estimate.factor
        if factor is None or activity is None or estimate.count is not None:
            return ""
        if factor.per == 1:
            unit = plain(noun(self.locale, 1, activity.unit))
            return self.tr("Per {unit}.").format(unit=unit)
        return self.tr("Per {units}.").format(units=plain(counted(self.locale, factor.per, activity.unit)))

    def short_value(self, estimate: Estimate) -> str:
        """The estimate for a cell of a table."""
        return self.tr("not estimated") if estimate.wh is None else self.band(estimate.wh)

    def why(self, estimate: Estimate, today: str) -> str:
        """What stands behind the estimate, or why there is none. today: an ISO day."""
        factor = estimate.factor
        if factor is not None:
            return f"{self.per(estimate)} {', '.join(self._basis(factor, today))}.".lstrip()
        if estimate.activity is None:
            return self.tr("This version does not know this activity: it is counted only.")
        if estimate.activity.not_estimated:
            return self.tr("No figure that could be defended is known: it is counted only.")
        return self.tr("No figure holds for this day: it is counted only.")

    def _basis(self, factor: Factor, today: str) -> list[str]:
        words = [self.tier(factor.tier)]
        if factor.class_figure:
            words.append(self.tr("figure of its class of models, the service published none"))
        if factor.edited:
            words.append(self.tr("from your own factors"))
        if factor.stale_after < today:
            words.append(self.tr("out of date since {day}").format(day=self.day(factor.stale_after)))
        return words

    def tier(self, tier: Tier) -> str:
        """How sure a factor's source is."""
        return {
            Tier.VENDOR: self.tr("Published by the vendor"),
            Tier.PEER_REVIEWED: self.tr("Peer-reviewed"),
            Tier.MODELLED: self.tr("Modelled"),
            Tier.GUESS: self.tr("Guess"),
        }[tier]

    def source(self, factor: Factor) -> str:
        """Title and date of the source of the central value."""
        return plain(f"{factor.source.title}, {published_text(self.locale, factor.source.date)}")

    # -- what is wrong ------------------------------------------------------------------------------------

    def wrong_count(self, wrong: Wrong, typed: str) -> str:
        """Why what was typed is no count, and what would be one."""
        match wrong:
            case Wrong.MISSING:
                return self.tr("How many? Write a number, or press +1, +5 or +10.")
            case Wrong.TOO_LOW:
                return self.tr("A count must be more than 0.")
            case Wrong.TOO_HIGH:
                return self.tr("More than {most} cannot be meant.").format(
                    most=count_text(self.locale, MAX_COUNT)
                )
        example = count_text(self.locale, 1.5)
        return self.tr("“{typed}” is not a number: write 12 or {example}, say.").format(
            typed=plain(cut(typed)), example=example
        )

    def failure(self, error: Exception) -> str:
        """One plain line on why the ledger could not be used, with the cure."""
        if isinstance(error, RecorderRunning):
            # An older recorder holds a ledger that this version would have to bring up to date.
            return _sentence(self._texts("ledger.held", pid=error.pid or "?", path=error.path))
        if not isinstance(error, LedgerError):
            raise error
        code = "no-room" if error.code == "full" else error.code
        key = f"ledger.{code}" if self._texts.has(f"ledger.{code}") else "ledger.error"
        return _sentence(self._texts(key, path=error.path, detail=error.detail))

    def not_saved(self, error: Exception) -> str:
        """That nothing was written, and why."""
        return self.tr("Not saved. {reason}").format(reason=self.failure(error))

    def own_factors(self, detail: str) -> str:
        """Why the person's own factors are not used."""
        return self.tr("Your own factors are not used: {detail}").format(detail=plain(detail))

    def local_runtime(self, program: str) -> str:
        """Why a program of this machine is not in the list."""
        return self.tr(
            "{program} runs on this computer, where it is measured: an estimate would count it twice."
        ).format(program=plain(program))


def _sentence(text: str) -> str:
    """The terminal's texts follow a colon there; here they stand alone."""
    return text[:1].upper() + text[1:]
