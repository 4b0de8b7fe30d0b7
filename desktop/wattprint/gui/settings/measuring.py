"""How measuring goes: which cards, session ends, whose apps count, own rules, unknown programs, baselines."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from wattprint.domain.workload import DEFAULT_GAP_S, GAP_RANGE_S, Kind
from wattprint.gui.settings.baselines import Baselines
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.devices import MeasuredDevices
from wattprint.gui.settings.own_file import OwnFile
from wattprint.gui.settings.parts import Page, button, card, form, label_of, note, row
from wattprint.gui.settings.programs import Programs
from wattprint.reference.workload_rules import load_own_rules

#: A number that is still being changed is not written yet.
SETTLE_MS = 600

_RULES_DRAFT = """\
schema_version = 1

# [[rule]]
# id = "my-server"
# name = "My server"
# role = "engine"
# kind = "chat"
# match = [{ scripts = ["serve.py"], script_folders = ["my-server"] }]
"""


class GapBox(QSpinBox):
    """Seconds of quiet that end a session of one kind."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setRange(round(GAP_RANGE_S[0]), round(GAP_RANGE_S[1]))
        self.setSingleStep(10)
        self.setSuffix(self.tr(" s"))
        self.setKeyboardTracking(False)


class MeasuringPage(Page):
    """Everything about measuring."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.flush)
        self.gaps = {kind: GapBox(kind) for kind in Kind}
        self.usual = button(self.tr("&Usual values"))
        self.usual.clicked.connect(self._to_usual)
        self.all_users = QCheckBox(self.tr("Count AI apps of &other users of this computer, too"))
        self.all_users.clicked.connect(self._all_users)
        self.rules = OwnFile(desk, desk.paths.own_rules, self._rules_text, _RULES_DRAFT)
        self.rules.checked.connect(desk.settings_changed)
        self.programs = Programs(desk)
        self.baselines = Baselines(desk)
        self.devices = MeasuredDevices(desk)
        self.add(card(self.tr("Which graphics cards"), self.devices))
        self._gap_card = self._make_gap_card()
        self.add(self._gap_card)
        self._users_card = card(
            self.tr("Whose apps"),
            self.all_users,
            note(
                self.tr(
                    "Off: only your own programs, and services that are known for certain. On: also what "
                    "other people run here, and containers, which often run as root."
                )
            ),
        )
        self.add(self._users_card)
        self.add(
            card(
                self.tr("Unknown programs"),
                note(
                    self.tr(
                        "Programs that Wattprint does not know and that computed on the graphics card. "
                        "They are in no total until you say so; the answer holds for the past, too."
                    )
                ),
                self.programs,
            )
        )
        self.add(
            card(
                self.tr("Baseline"),
                note(
                    self.tr(
                        "What a device draws when no AI app is loaded. It is learned by itself; unload your "
                        "models for a minute to learn it now."
                    )
                ),
                self.baselines,
            )
        )
        self.add(
            card(
                self.tr("Your own rules"),
                note(self.tr("Teach Wattprint an AI app that it does not know, in a file of your own.")),
                self.rules,
            )
        )
        desk.broken_changed.connect(self.refresh)
        desk.ledger.looked.connect(self._show_known)
        self.refresh()
        self.finish()

    def refresh(self) -> None:
        """Show what the settings hold now, and what is known of the ledger."""
        settings = self._desk.settings
        for kind, box in self.gaps.items():
            box.blockSignals(True)
            box.setValue(round(settings.gap_s[kind]))
            box.blockSignals(False)
        self.all_users.setChecked(settings.all_users)
        for part in (self._gap_card, self._users_card):
            part.setEnabled(self._desk.broken is None)
        self._show_usual()
        self.rules.refresh()
        self._show_known()

    def _show_known(self) -> None:
        self.devices.refresh()
        self.programs.refresh()
        self.baselines.refresh()
        self.fit()

    def flush(self) -> None:
        """Write what was changed a moment ago."""
        self._timer.stop()
        held = self._desk.settings.gap_s
        changes: dict[str, int | None] = {
            f"measuring.gap_s.{kind.value}": None if box.value() == DEFAULT_GAP_S[kind] else box.value()
            for kind, box in self.gaps.items()
            if box.value() != round(held[kind])
        }
        if changes and self._desk.change(changes):
            self._desk.settings_changed.emit()
        self._show_usual()

    def _make_gap_card(self) -> QWidget:
        names = {
            Kind.CHAT: self.tr("&Chat:"),
            Kind.IMAGE: self.tr("&Images:"),
            Kind.VIDEO: self.tr("&Video:"),
            Kind.SPEECH: self.tr("&Speech:"),
            Kind.TRAINING: self.tr("&Training:"),
            Kind.OTHER: self.tr("Othe&rs:"),
        }
        fields = form()
        for kind, box in self.gaps.items():
            box.setLocale(self._desk.locale)
            box.valueChanged.connect(self._changed)
            fields.addRow(label_of(names[kind], box), row(box))
        made = card(
            self.tr("When a session ends"),
            note(
                self.tr("A session ends once its app has been quiet for so long. {low} to {high} s.").format(
                    low=self._desk.locale.toString(round(GAP_RANGE_S[0])),
                    high=self._desk.locale.toString(round(GAP_RANGE_S[1])),
                )
            ),
        )
        made.column.addLayout(fields)
        made.column.addWidget(row(self.usual))
        return made

    def _rules_text(self) -> str:
        return self.tr("%n rule(s) in use", "", len(load_own_rules(self._desk.paths.own_rules)))

    def _changed(self) -> None:
        self._show_usual()
        self._timer.start()

    def _show_usual(self) -> None:
        self.usual.setEnabled(any(box.value() != DEFAULT_GAP_S[kind] for kind, box in self.gaps.items()))

    def _to_usual(self) -> None:
        for kind, box in self.gaps.items():
            box.setValue(round(DEFAULT_GAP_S[kind]))
        self.flush()

    def _all_users(self, wanted: bool) -> None:
        if self._desk.change({"measuring.all_users": wanted or None}):
            self._desk.settings_changed.emit()
        self.all_users.setChecked(self._desk.settings.all_users)
