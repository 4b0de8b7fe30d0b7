from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.workloads.recorded import BLOBS, Recorded, family, load
from wattprint.domain.workload import Kind, Workload
from wattprint.reference.workload_rules import Match, Rule, RuleRole, load_rules
from wattprint.workloads.facts import NoEvidence, ProcessFacts
from wattprint.workloads.processes import Role
from wattprint.workloads.recognition import MAX_ANCESTORS, Identity, Verdict, identify, judge
from wattprint.workloads.rulebook import RuleBook

RECORDED = load()
RULES = load_rules()
BOOK = RuleBook(RULES)


def verdict(of: Recorded, *, book: RuleBook = BOOK, all_users: bool = False) -> Verdict:
    identities = [
        identify(book, one.facts, one.evidence, BLOBS.get, libraries=True) for one in family(of, RECORDED)
    ]
    return judge(identities[0], identities[1:], all_users=all_users)


@pytest.mark.parametrize("key", RECORDED)
def test_every_recorded_process_is_taken_for_what_it_is(key: str) -> None:
    recorded = RECORDED[key]
    found = verdict(recorded)
    assert found.role is recorded.role, found
    assert recorded.expects(found.workload), found


def test_every_rule_for_ai_has_a_recorded_command_line() -> None:
    seen = {
        rule.id
        for one in RECORDED.values()
        if (rule := identify(BOOK, one.facts, one.evidence, BLOBS.get, libraries=True).rule)
    }
    assert {rule.id for rule in RULES if rule.role.computes or rule.role.is_app} <= seen


def test_no_secret_and_no_prompt_survives_recognition() -> None:
    for recorded in RECORDED.values():
        identity = identify(BOOK, recorded.facts, recorded.evidence, BLOBS.get, libraries=True)
        told = repr((identity.label, identity.model, identity.user, verdict(recorded), recorded.facts))
        for secret in ("topsecret", "abcdef0123456789", "hf_abc", "secret prompt", "--port", "/home/"):
            assert secret not in told, recorded.key


def test_other_users_processes_count_only_when_asked_for() -> None:
    for key in ("ollama-worker-of-a-stranger", "container-ollama"):
        assert verdict(RECORDED[key]).role is Role.FOREIGN
        assert verdict(RECORDED[key]).workload is None
        assert verdict(RECORDED[key], all_users=True).role in (Role.ENGINE, Role.APP)


def test_a_service_user_makes_no_other_program_a_service() -> None:
    stranger = replace(RECORDED["main-py"].facts, own=False, user="ollama")
    found = judge(identify(BOOK, stranger, NoEvidence(), BLOBS.get), ())
    assert found == Verdict(Role.FOREIGN, None)
    vllm = replace(RECORDED["vllm"].facts, own=False, user="ollama")
    assert judge(identify(BOOK, vllm, NoEvidence(), BLOBS.get), ()).role is Role.FOREIGN


def test_the_persons_own_rules_come_first() -> None:
    own = Rule(
        id="thesis",
        name="My thesis",
        role=RuleRole.ENGINE,
        kind=Kind.TRAINING,
        matches=(Match(scripts=("train.py",), working_folders=("thesis",)),),
    )
    silent = Rule("no-llama", "x", RuleRole.BENIGN, Kind.OTHER, (Match(executables=("llama-server",)),))
    book = RuleBook(RULES, [own, silent])
    assert verdict(RECORDED["train-py"], book=book).workload == Workload(
        "thesis", "My thesis", None, Kind.TRAINING
    )
    assert verdict(RECORDED["llama-server"], book=book).role is Role.BENIGN


def test_an_app_beyond_the_eighth_ancestor_is_too_far() -> None:
    def of(key: str) -> Identity:
        return identify(BOOK, RECORDED[key].facts, RECORDED[key].evidence, BLOBS.get)

    shells = [of("bash")] * (MAX_ANCESTORS - 1)
    near, far = [*shells, of("krita")], [*shells, of("bash"), of("krita")]
    assert _app(judge(of("comfyui"), near)) == "krita-ai"
    assert _app(judge(of("comfyui"), far)) == "comfyui"


def _app(found: Verdict) -> str:
    assert found.workload is not None
    return found.workload.app


def test_names_of_rules_are_cleaned_too() -> None:
    rule = Rule("x", "A\u202eB", RuleRole.ENGINE, Kind.CHAT, (Match(executables=("xx",)),))
    facts = ProcessFacts(1, 0.0, 0, "xx", ("xx",))
    found = judge(identify(RuleBook([rule]), facts, NoEvidence(), BLOBS.get), ())
    assert found.workload is not None
    assert found.workload.app_name == "AB"


@pytest.mark.parametrize(
    "argv",
    [
        ("server",), ("main",), ("chat",), ("sd",), ("node",), ("python",), ("app",), ("llama",), ("jan",),
        ("./server", "-m", "notes.txt"), ("./main", "x.gguf"), ("python", "app.py"), ("python", "webui.py"),
        ("python", "run.py"), ("python", "demo_gradio.py"), ("python", "inference.py"), ("ape",),
        ("llama", "--help"), ("python", "-m", "server"), ("sd", "-m", "a"), ("java", "-jar", "a.jar"),
        ("node", "server.js"),
    ],
)  # fmt: skip
def test_generic_names_prove_nothing(argv: tuple[str, ...]) -> None:
    facts = ProcessFacts(1, 0.0, 0, argv[0][:15], argv, exe=f"/usr/bin/{argv[0].rpartition('/')[2]}")
    assert judge(identify(BOOK, facts, NoEvidence(), BLOBS.get), ()).role is Role.UNKNOWN
