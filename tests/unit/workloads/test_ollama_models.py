from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from wattprint.workloads import ollama_models
from wattprint.workloads.ollama_models import OllamaModels, default_roots, is_remote

A, B = "a" * 64, "b" * 64


def write(root: Path, name: str, digest: str, host: str = "registry.ollama.ai/library") -> Path:
    path = root / "manifests" / host / name
    path.parent.mkdir(parents=True, exist_ok=True)
    layers = [
        {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "0" * 64},
        {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}", "size": 1},
    ]
    path.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))
    return path


def test_a_blob_has_the_name_of_its_manifest(tmp_path: Path) -> None:
    write(tmp_path, "qwen3/8b", A)
    write(tmp_path, "model/latest", B, "hf.co/org")
    models = OllamaModels([tmp_path / "nothing here", tmp_path])
    assert models.name(A) == "qwen3:8b"
    assert models.name(A.upper()) == "qwen3:8b"
    assert models.name(B) == "hf.co/org/model:latest"
    assert models.name("c" * 64) is None


def test_names_of_other_people_in_the_registry_keep_their_owner(tmp_path: Path) -> None:
    write(tmp_path, "tuned/7b", A, "registry.ollama.ai/someone")
    assert OllamaModels([tmp_path]).name(A) == "someone/tuned:7b"


def test_of_two_names_the_telling_one(tmp_path: Path) -> None:
    write(tmp_path, "qwen3/latest", A)
    write(tmp_path, "qwen3/8b", A)
    assert OllamaModels([tmp_path]).name(A) == "qwen3:8b"


def test_a_model_pulled_later_is_found_and_a_changed_one_read_again(tmp_path: Path) -> None:
    models = OllamaModels([tmp_path])
    assert models.name(A) is None
    path = write(tmp_path, "m/x", A)
    assert models.name(A) == "m:x"
    write(tmp_path, "m/x", B)
    os.utime(path, ns=(1, 1))
    assert models.name(B) == "m:x"


def test_manifests_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "m/x", A)
    models = OllamaModels([tmp_path])
    assert models.name(A) == "m:x"
    monkeypatch.setattr(ollama_models, "_digest_of", lambda path: pytest.fail(f"read again: {path}"))
    assert models.name(B) is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"layers": 3}', '{"layers": [1, {}]}', "\x00", "[" * 100_000]
)
def test_broken_manifests_name_nothing(tmp_path: Path, text: str) -> None:
    write(tmp_path, "broken/x", A).write_text(text)
    write(tmp_path, "good/x", B)
    models = OllamaModels([tmp_path])
    assert models.name(A) is None
    assert models.name(B) == "good:x"


def test_links_and_large_files_are_left_alone(tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", "m/x", A)
    folder = tmp_path / "root" / "manifests" / "registry.ollama.ai" / "library"
    (folder / "m").mkdir(parents=True)
    (folder / "m" / "x").symlink_to(elsewhere)
    (folder / "linked").symlink_to(elsewhere.parent)
    large = write(tmp_path / "root", "large/x", B)
    large.write_text(large.read_text() + " " * 300_000)
    models = OllamaModels([tmp_path / "root"])
    assert models.name(A) is None
    assert models.name(B) is None


def test_only_a_bounded_number_of_files_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama_models, "_MAX_MANIFESTS", 3)
    for number in range(8):
        write(tmp_path, f"m/{number}", f"{number}" * 64)
    models = OllamaModels([tmp_path])
    assert [models.name(f"{number}" * 64) is not None for number in range(8)].count(True) == 3


def test_names_from_folders_are_cleaned(tmp_path: Path) -> None:
    write(tmp_path, "a\u202eb\n/x", A)
    assert OllamaModels([tmp_path]).name(A) == "ab :x"


def test_the_roots_are_fixed_and_the_persons_own_comes_first(home: Path) -> None:
    roots = default_roots()
    assert roots[0] == home / ".ollama" / "models"
    assert Path("/usr/share/ollama/.ollama/models") in roots


@pytest.mark.parametrize(
    ("name", "remote"),
    [
        ("gpt-oss:120b-cloud", True),
        ("glm:cloud", True),
        ("cloud:7b", False),
        ("qwen3:8b", False),
        ("", False),
    ],
)
def test_cloud_models_are_remote(name: str, remote: bool) -> None:
    assert is_remote(name) is remote
