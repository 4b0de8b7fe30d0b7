"""What is said of a comparison: never a winner where bands touch, never one number where there is a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wattprint.domain.band import Band, Comparison
from wattprint.domain.workload import Kind
from wattprint.gui.cloud.counts import counted, noun
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.quoted import quoted
from wattprint.gui.numbers import MODELLED_DIGITS, count, grouped, significant
from wattprint.reference.claims import Verdict
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wattprint.domain.comparison import Compared, PerUnit
    from wattprint.export.comparing import Work
    from wattprint.gui.phrases import Phrases
    from wattprint.reference.equivalents import Everyday

#: More than half of it was no sensor's: then it is drawn and told as an estimate.
MOSTLY = 0.5


class CompareWords(QObject):
    """Writes in one language and locale. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases
        self.locale = phrases.locale
        self.wording = Wording(phrases.locale)

    # -- works --------------------------------------------------------------------------------------------

    def heading(self, work: Work) -> str:
        """What is compared, and per what."""
        return self.tr("{work}: energy per {unit}").format(work=self.name(work), unit=self.per(work))

    def name(self, work: Work) -> str:
        """What is compared."""
        return {
            "prompt": self.tr("Chat, by the prompt"),
            "token": self.tr("Chat, by the length of the answers"),
            "image": self.tr("Images"),
            "video_second": self.tr("Video"),
            "minute": self.tr("Speech"),
        }[work.unit.id]

    def per(self, work: Work) -> str:
        """The unit, as it follows "per"."""
        unit = work.unit
        text = noun(self.locale, 1, unit) if unit.per == 1 else counted(self.locale, unit.per, unit)
        return plain(text)

    def basis(self, work: Work, here: PerUnit) -> str:
        """What the measured band is made of."""
        made = plain(counted(self.locale, here.outputs, work.unit))
        text = self.tr(
            "%n session(s) with a note, {made} in all. The band goes from the lowest session to the "
            "highest, with the sensors' tolerance and what the rest of the computer adds; the idle part is "
            "in it.",
            "",
            here.sessions,
        )
        text = grouped(self.locale, text, here.sessions).format(made=made)
        if here.modelled > MOSTLY:
            text += " " + self.tr("Most of it is modelled: no sensor read it.")
        return text

    def how_to(self, unit_plural: str) -> str:
        """How to get a figure of one's own."""
        return self.tr(
            "Nothing of the kind has been noted on this computer, so it cannot be compared. Run one here, "
            "then note under Sessions how many {units} it made."
        ).format(units=unit_plural)

    def how_to_all(self, units_plural: Sequence[str]) -> str:
        """How to get figures of one's own for several kinds of work."""
        return self.tr(
            "What has not been noted on this computer cannot be compared. Run a model here, then note under "
            "Sessions how much it made: {units}."
        ).format(units=", ".join(units_plural))

    def not_noted(self) -> str:
        """Where how_to_all() stands above."""
        return self.tr("Nothing of the kind has been noted on this computer yet.")

    def to_sessions(self) -> str:
        """On the button that leads to where outputs are noted."""
        return self.tr("Go to sessions")

    def plural(self, work: Work) -> str:
        """The units, as they are noted."""
        return plain(noun(self.locale, 2, work.unit))

    def a_session(self, work: Work) -> str:
        """What a sitting takes, with the caveat; empty without any."""
        found = work.a_session
        if found is None:
            return ""
        kind = {
            Kind.CHAT: self.tr("chat"),
            Kind.IMAGE: self.tr("images"),
            Kind.VIDEO: self.tr("video"),
            Kind.SPEECH: self.tr("speech"),
        }[work.kind]
        text = self.tr(
            "What is known: your last %n session(s) of this kind ({kind}) took {band} each, at the wall, "
            "whatever they made. A session is no {unit}: one may have made a hundred.",
            "",
            found.sessions,
        )
        text = grouped(self.locale, text, found.sessions)
        return text.format(kind=kind, band=self.band(found.wh), unit=plain(noun(self.locale, 1, work.unit)))

    def verdict(self, compared: Compared) -> str:
        """How this computer stands to the other side."""
        ratio = compared.ratio
        if compared.comparison is Comparison.CANNOT_TELL:
            return self.tr("Cannot tell which takes less: the bands overlap.")
        if compared.comparison is Comparison.LESS:
            if ratio is None or ratio.low <= 0:
                return self.tr("This computer takes less.")
            times = self.times(Band(1 / ratio.high, 1 / ratio.central, 1 / ratio.low))
            return self.tr("This computer takes less: the other {times} as much.").format(times=times)
        if ratio is None:
            return self.tr("This computer takes more.")
        return self.tr("This computer takes more: {times} as much.").format(times=self.times(ratio))

    # -- claims -------------------------------------------------------------------------------------------

    def judgement(self, verdict: Verdict) -> str:
        """What there is to say of a claim."""
        return {
            Verdict.RIGHT: self.tr("Right"),
            Verdict.PARTLY: self.tr("Partly right"),
            Verdict.WRONG: self.tr("Wrong"),
            Verdict.OUTDATED: self.tr("Out of date"),
            Verdict.CANNOT_TELL: self.tr("Cannot be checked"),
        }[verdict]

    def against_claim(self, compared: Compared) -> str:
        """How what was measured here stands to what a claim says."""
        if compared.comparison is Comparison.CANNOT_TELL or compared.ratio is None:
            return self.tr("What the claim says lies within your band.")
        if compared.comparison is Comparison.MORE:
            times = self.times(compared.ratio)
            return self.tr("That is more than the claim says: {times} as much.").format(times=times)
        ratio = compared.ratio
        times = self.times(Band(1 / ratio.high, 1 / ratio.central, 1 / ratio.low))
        return self.tr("That is less: the claim says {times} as much.").format(times=times)

    def in_equivalent(self, wh: Band, everyday: Everyday) -> str:
        """A band as so many of an everyday quantity."""
        times, told = everyday.told(wh / everyday.step.value)
        central = float(f"{times.central:.{MODELLED_DIGITS}g}")
        low, high = (significant(self.locale, end, MODELLED_DIGITS) for end in (times.low, times.high))
        return self.tr("≈ {count} ({low} to {high}) {noun}").format(
            count=significant(self.locale, central, MODELLED_DIGITS),
            low=low,
            high=high,
            noun=plain(told.noun(central, self.phrases.language)),
        )

    # -- amounts ------------------------------------------------------------------------------------------

    def band(self, wh: Band) -> str:
        """Central value with its band. What the rest of the computer adds is a range: two digits, and "≈"."""
        value, low, high = quoted(wh, lambda number: significant(self.locale, number, MODELLED_DIGITS))
        if wh.low == wh.high:
            return f"≈ {value}"
        return self.tr("≈ {value} ({low} to {high})").format(value=value, low=low, high=high)

    def exactly(self, wh: float) -> str:
        """A value as somebody has stated it."""
        return quoted(Band.exactly(wh), lambda number: count(self.locale, number))[0]

    def times(self, ratio: Band) -> str:
        """From so many times to so many."""
        low, high = (significant(self.locale, end, MODELLED_DIGITS) for end in (ratio.low, ratio.high))
        if low == high:
            return self.tr("{number} times").format(number=low)
        return self.tr("{low} to {high} times").format(low=low, high=high)
