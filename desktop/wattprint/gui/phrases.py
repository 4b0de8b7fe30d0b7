"""What the tray and the window both say, in the person's words. Plain text throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject

from wattprint.gui.held import held
from wattprint.gui.numbers import MODELLED_DIGITS, energy, power, significant
from wattprint.gui.pausing import HowLong
from wattprint.gui.recorder_process import Phase
from wattprint.ledger.errors import LedgerError
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from wattprint.domain.factors import Activity
    from wattprint.gui.counting import NotCounted
    from wattprint.gui.day import Likeness, OpenSession
    from wattprint.gui.live_lines import DeviceSeen, Name, ProblemLine, TroubleLine
    from wattprint.gui.status import Status
    from wattprint.reference.texts import Texts

# Names longer than this would make the menu as wide as the screen.
LONGEST_SHOWN = 48


class Phrases(QObject):
    """Phrases in one language. texts: explains the codes of problems. (A QObject, to be translated.)"""

    def __init__(self, locale: QLocale, texts: Texts) -> None:
        super().__init__()
        self.locale = locale
        self.texts = texts

    @property
    def language(self) -> str:
        """The language of names that come with the data: "en" or "fr"."""
        return self.texts.language

    # -- what runs ----------------------------------------------------------------------------------------

    def quiet(self, status: Status) -> str:
        """Why no app is told to be at work."""
        match status.recorder.phase:
            case Phase.STARTING:
                return self.tr("Measuring is starting")
            case Phase.ELSEWHERE:
                text = self.tr("Measured by a recorder started elsewhere (process {pid})")
                return text.format(pid=status.recorder.pid)
            case Phase.WAITING | Phase.STOPPED:
                return self.tr("Not measuring")
        if status.paused:
            return self.tr("Measuring is paused")
        if status.sight is None:
            return self.tr("Measuring is starting")
        if not status.sight.loaded:
            return self.tr("No AI app is running")
        names = [name_and_model(name) for name in status.sight.loaded]
        text = self.tr("Loaded, nothing runs: {app}").format(app=names[0])
        return text + " " + self.tr("and %n more", "", len(names) - 1) if len(names) > 1 else text

    def running_name(self, name: Name) -> str:
        """An app at work."""
        text = name_and_model(name)
        if name.pending:
            return self.tr("{program} (unknown program, not counted)").format(program=text)
        return text

    def watts(self, power_w: float, *, modelled: bool = False) -> str:
        """Power now."""
        return power(self.locale, power_w, modelled=modelled)

    def so_far(self, session: OpenSession) -> str:
        """What an open session has used; empty while that is still being learned."""
        if session.wh == 0:
            return ""
        amount = energy(self.locale, session.wh, modelled=session.modelled)
        if session.at_least:
            return self.tr("at least {energy} so far").format(energy=amount)
        return self.tr("{energy} so far").format(energy=amount)

    def device_state(self, one: DeviceSeen) -> str:
        """A device's watts, or why there are none."""
        if one.state == "asleep":
            return self.tr("asleep")
        if one.power_w is None:
            return self.tr("not measured")
        watts = self.watts(one.power_w, modelled=one.modelled)
        # In a word, not by its sign alone: a CPU at rest that is said to use nothing looks like a fault.
        return self.tr("{power}, modelled").format(power=watts) if one.modelled else watts

    # -- amounts ------------------------------------------------------------------------------------------

    def like(self, likeness: Likeness) -> str:
        """So many of an everyday quantity: "≈ 28 phone charges"."""
        everyday, found = likeness.everyday, likeness.equivalent
        if found.less_than_one and everyday.under is not None:
            return everyday.under[self.language]
        counted, told = everyday.told(found.count)
        value = float(f"{counted.central:.{MODELLED_DIGITS}g}")
        number = significant(self.locale, value, MODELLED_DIGITS)
        return held(f"≈ {number} {told.noun(value, self.language)}")

    def activity(self, activity: Activity) -> str:
        """A service and what it did."""
        service, kind = activity.service, activity
        if self.language == "fr":
            return plain(f"{service.name_fr} · {kind.name_fr}")
        return plain(f"{service.name_en} · {kind.name_en}")

    # -- pausing ------------------------------------------------------------------------------------------

    def resume(self, status: Status) -> str:
        """The row that ends a pause, with "&" before the letter to underline."""
        until_s = None if status.pause is None else status.pause.until_s
        if until_s is None:
            return self.tr("&Resume measuring")
        return self.tr("&Resume measuring (paused until {time})").format(time=self.clock(until_s))

    def pauses(self) -> tuple[tuple[HowLong, str], ...]:
        """How long a pause may be, with the words of a menu; "&" before the letter to underline."""
        return (
            (HowLong.HALF_AN_HOUR, self.tr("For &30 minutes")),
            (HowLong.AN_HOUR, self.tr("For &1 hour")),
            (HowLong.UNTIL_TOMORROW, self.tr("Until &tomorrow")),
            (HowLong.UNTIL_RESUMED, self.tr("Until &I resume")),
        )

    def paused_elsewhere(self) -> str:
        """Why there is nothing to pause."""
        return self.tr("Pausing is done where that recorder was started")

    def clock(self, wall_s: float) -> str:
        """A time of day, in the zone in force."""
        moment = QDateTime.fromSecsSinceEpoch(round(wall_s))
        return self.locale.toString(moment.time(), QLocale.FormatType.ShortFormat)

    # -- trouble ------------------------------------------------------------------------------------------

    def troubles(self, status: Status) -> list[str]:
        """What needs attention, the gravest first."""
        found = []
        if status.recorder.phase is Phase.WAITING:
            text = self.tr("The recorder has stopped and will be started again.")
            found.append(f"{text} ({status.recorder.reason})" if status.recorder.reason else text)
        if status.silent:
            found.append(self.tr("The recorder no longer answers; a driver may hang. Quit and start again."))
        if status.trouble is not None:
            found.append(self.ledger_trouble(status.trouble))
        elif status.day.failure is not None:
            failure = status.day.failure
            found.append(self._ledger_text(failure.code, str(failure.path), failure.detail))
        if status.not_counted is not None:
            found.append(self.not_counted(status.not_counted))
        found += [self.problem(problem) for problem in status.problems]
        return found

    def not_counted(self, failure: NotCounted) -> str:
        """That a click on a count came to nothing, and why."""
        if failure.taking_back:
            text = self.tr("The last count was not taken back. {reason}")
        else:
            text = self.tr("The last count was not saved: count it again. {reason}")
        return text.format(reason=self._reason(failure.error))

    def problem(self, problem: ProblemLine) -> str:
        """What a problem line tells, as a sentence."""
        key = f"problem.{problem.code}"
        key = key if self.texts.has(key) else "problem.other"
        return _sentence(self.texts(key, code=problem.code, detail=problem.detail))

    def ledger_trouble(self, trouble: TroubleLine) -> str:
        """What a trouble line tells, as a sentence."""
        return self._ledger_text(trouble.code, trouble.detail, "")

    def not_saved(self, error: Exception) -> str:
        """That nothing was written, and why. error: of those that cloud.work.run hands on."""
        return self.tr("Not saved. {reason}").format(reason=self._reason(error))

    def _reason(self, error: Exception) -> str:
        if isinstance(error, LedgerError):
            return self._ledger_text(error.code, str(error.path), error.detail)
        return self.tr("An older recorder holds the ledger; end it and try again.")

    def _ledger_text(self, code: str, path: str, detail: str) -> str:
        key = f"ledger.{code}" if self.texts.has(f"ledger.{code}") else "ledger.error"
        return _sentence(self.texts(key, path=path, detail=detail))


def name_and_model(name: Name) -> str:
    """An app and its model, not too long."""
    return shown_name(f"{name.app} {name.model}" if name.model else name.app)


def shown_name(text: str) -> str:
    """A name that is not too long for a menu."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _sentence(text: str) -> str:
    """The terminal's texts follow a colon there; here they stand alone."""
    return text[:1].upper() + text[1:]
