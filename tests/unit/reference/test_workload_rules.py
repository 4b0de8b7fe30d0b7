from __future__ import annotations

from pathlib import Path

import pytest

from wattprint.domain.workload import Kind
from wattprint.reference import files
from wattprint.reference.files import resource_path
from wattprint.reference.workload_rules import (
    Evidence,
    Match,
    Rule,
    RuleError,
    RuleRole,
    load_own_rules,
    load_rules,
)

GOOD = """
schema_version = 1

[[rule]]
id = "mine"
name = "Mine"
role = "engine"
kind = "chat"
model_flags = ["--model"]
match = [{ scripts = ["Server.py"], script_folders = ["My-Server*"], markers_all = ["Models"] }]
"""


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_rules_that_come_with_the_app_are_valid() -> None:
    rules = {rule.id: rule for rule in load_rules()}
    assert rules["ollama"].service_users == ("ollama",)
    assert rules["ollama"].role is RuleRole.APP
    assert rules["llama-server"].evidence is Evidence.TRIED
    assert all(rule.note or rule.matches for rule in rules.values())
    assert {rule.role for rule in rules.values()} == set(RuleRole)
    assert {rule.kind for rule in rules.values()} == set(Kind)


def test_only_the_service_of_ollama_is_trusted_under_another_user() -> None:
    assert {rule.id for rule in load_rules() if rule.service_users} == {"ollama", "ollama-runner"}


def test_rivals_and_desktop_programs_belong_to_nobody() -> None:
    for rule in load_rules():
        if rule.role in (RuleRole.RIVAL, RuleRole.BENIGN):
            assert not rule.service_users
            assert not rule.model_flags


def test_the_persons_own_rules_have_the_same_form(tmp_path: Path) -> None:
    assert load_own_rules(file(tmp_path, GOOD)) == (
        Rule(
            id="mine",
            name="Mine",
            role=RuleRole.ENGINE,
            kind=Kind.CHAT,
            matches=(Match(scripts=("server.py",), script_folders=("my-server*",), markers_all=("Models",)),),
            model_flags=("--model",),
        ),
    )


def test_no_file_is_no_rules(tmp_path: Path) -> None:
    assert load_own_rules(tmp_path / "absent.toml") == ()
    with pytest.raises(RuleError, match=r"absent\.toml: cannot be read"):
        load_rules(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Mine"', "name = ", r"line 6"),
        ("schema_version = 1", "schema_version = 2", "schema_version is 2"),
        ("schema_version = 1", "", "schema_version is None"),
        ("[[rule]]", "[[rules]]", "unknown key 'rules'"),
        ('id = "mine"', 'id = "Mine!"', "rule number 1: id must be"),
        ('id = "mine"', "", "rule number 1: id must be"),
        ('name = "Mine"', "", "'mine': name must be a text"),
        ('name = "Mine"', 'name = "a\\u202eb"', "'mine': name must be a text"),
        ('name = "Mine"', 'nmae = "Mine"', "'mine': unknown key 'nmae'"),
        ('role = "engine"', 'role = "motor"', "'mine': role is 'motor', must be one of: engine, app"),
        ('kind = "chat"', 'kind = "poem"', "'mine': kind is 'poem'"),
        ('kind = "chat"', "", "'mine': kind is None"),
        ("match = [{", "match = []\n#", "'mine': match must be a list of at least one"),
        ("scripts = [", "skripts = [", "'mine': match 1: unknown key 'skripts'"),
        ('scripts = ["Server.py"], ', "", "'mine': match 1: names no program"),
        ('["Server.py"]', "[]", "'mine': match 1: scripts must be a list of texts"),
        ('["Server.py"]', '"Server.py"', "'mine': match 1: scripts must be a list"),
        ('["Server.py"]', "[3]", "'mine': match 1: scripts holds 3"),
        ('["Server.py"]', '[""]', "'mine': match 1: scripts holds ''"),
        ('["--model"]', '["' + "x" * 201 + '"]', "'mine': model_flags holds"),
        ('["Models"]', '["../secret"]', "marker '../secret' must lie in the working directory"),
        ('["Models"]', '["/etc/passwd"]', "marker '/etc/passwd' must lie"),
        ("markers_all =", 'belongs_to = "nobody", markers_all =', "belongs_to names 'nobody'"),
        (
            ', script_folders = ["My-Server*"], markers_all = ["Models"]',
            "",
            "'mine': match 1: 'server.py' is a name that many programs bear",
        ),
        (
            'script_folders = ["My-Server*"], markers_all = ["Models"]',
            'markers_none = ["x"]',
            "'server.py' is a name that many programs bear",
        ),
    ],
)
def test_errors_name_the_file_and_the_rule_or_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RuleError, match=r"own rules\.toml: ") as caught:
        load_own_rules(file(tmp_path, GOOD.replace(old, new, 1)))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_rules_of_one_id(tmp_path: Path) -> None:
    twice = GOOD + GOOD.replace("schema_version = 1", "")
    with pytest.raises(RuleError, match="rule 'mine' is there twice"):
        load_own_rules(file(tmp_path, twice))


@pytest.mark.parametrize(
    "name",
    ["server", "main", "chat", "sd", "node", "python", "app", "llama", "jan", "Main.py", "*", "x", "*.py"],
)
def test_generic_names_need_a_second_proof_whatever_names_them(tmp_path: Path, name: str) -> None:
    for field in ("executables", "scripts", "modules", "console_scripts", "titles"):
        text = f"""
            schema_version = 1
            [[rule]]
            id = "mine"
            name = "Mine"
            role = "engine"
            kind = "chat"
            match = [{{ {field} = ["{name}"] }}]
        """
        with pytest.raises(RuleError, match="many programs bear"):
            load_own_rules(file(tmp_path, text))
        proven = text.replace(" }]", ', flags_any = ["--gpu"] }]')
        assert len(load_own_rules(file(tmp_path, proven))) == 1


def test_what_is_no_text_or_far_too_large(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b"schema_version = 1\n# \xff\xfe")
    with pytest.raises(RuleError, match="not UTF-8"):
        load_own_rules(path)
    path.write_bytes(b"#" * 2_000_000)
    with pytest.raises(RuleError, match="larger than"):
        load_own_rules(path)
    with pytest.raises(RuleError, match="cannot be read"):
        load_own_rules(tmp_path)


def test_resources_are_found_in_the_checkout() -> None:
    assert resource_path("data", "workloads.toml").is_file()
    assert resource_path("data", "absent.toml").parent == resource_path("data")


def test_an_installed_package_carries_its_own_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "desktop" / "wattprint")
    assert resource_path("x") == tmp_path / "resources" / "x"
    (tmp_path / "desktop" / "wattprint" / "_resources").mkdir(parents=True)
    assert resource_path("x", "y") == tmp_path / "desktop" / "wattprint" / "_resources" / "x" / "y"
