"""Finding an activity by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.gui.cloud.asking import keeps_the_rules
from tests.gui.cloud.conftest import EN, FR
from wattprint.gui.cloud.activities import ActivityList, program_of_this_machine
from wattprint.gui.cloud.wording import Wording
from wattprint.reference.factors import FactorSet


def listed(factors: FactorSet, text: str, locale: QLocale = EN) -> list[str]:
    model = ActivityList(Wording(locale))
    model.set_factors(factors)
    model.narrow(text)
    found = (model.at(model.index(row)) for row in range(model.rowCount()))
    return [one.id for one in found if one is not None]


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    return qapp


def test_everything_is_there_in_its_order(factors: FactorSet) -> None:
    assert listed(factors, "") == [one.id for one in factors.activities]
    assert listed(factors, "  ") == [one.id for one in factors.activities]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("claude.prompt", "claude.prompt"),
        ("CLAUDE", "claude.prompt"),
        ("veo", "gemini.veo"),
        ("requete chatgpt", "chatgpt.prompt"),
        ("Requête ChatGPT", "chatgpt.prompt"),
        ("reasoning lechat", "lechat.reasoning"),
        ("session d'agent claude", "claude.agent_session"),
        ("session d’agent claude", "claude.agent_session"),
        ("chatgpt.promt", "chatgpt.prompt"),
    ],
)
def test_ids_and_names_of_both_languages_are_found(factors: FactorSet, text: str, first: str) -> None:
    for locale in (EN, FR):
        assert listed(factors, text, locale)[0] == first


def test_what_begins_with_the_text_comes_first(factors: FactorSet) -> None:
    assert listed(factors, "gemini")[0] == "gemini.prompt"
    assert listed(factors, "zzzz qqq") == []


def test_local_programs_are_named_not_offered(factors: FactorSet) -> None:
    assert program_of_this_machine("ollama") == "Ollama"
    assert program_of_this_machine(" lm studio ") == "LM Studio"
    assert program_of_this_machine("chatgpt") is None
    assert program_of_this_machine("  ") is None
    assert listed(factors, "ollama") == []


def test_the_model_keeps_qts_rules(factors: FactorSet, qtmodeltester: ModelTester) -> None:
    model = ActivityList(Wording(EN))
    keeps_the_rules(qtmodeltester, model)
    model.set_factors(factors)
    keeps_the_rules(qtmodeltester, model)
    model.narrow("claude")
    keeps_the_rules(qtmodeltester, model)
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "<span>Claude · Prompt</span>"
