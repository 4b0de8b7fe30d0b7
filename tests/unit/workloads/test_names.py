from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.workloads.names import base_name, blob_digest, clean_name, model_name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("llama-server", "llama-server"),
        ("  a \t b\n\nc ", "a b c"),
        ("a\x1b[31mred\x07", "a[31mred"),
        ("exe\u202egpj.ollama", "exegpj.ollama"),
        ("a\u2066b\u2069\u200bc\ufeff", "abc"),
        ("bad\udcff\udc80bytes", "badbytes"),
        ("line\u2028break\u0085x", "line break x"),
        ("<b onclick=x>&amp;</b>", "<b onclick=x>&amp;</b>"),
        ("'; DROP TABLE energy; --", "'; DROP TABLE energy; --"),
        ("modèle 模型 🦙", "modèle 模型 🦙"),
        ("", ""),
        ("\x00\x01", ""),
    ],
)
def test_names_become_safe_to_show(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


def test_long_names_are_cut_at_once() -> None:
    long = "é" * 50_000_000
    begin = time.process_time()
    assert clean_name(long) == "é" * 200
    assert time.process_time() - begin < 0.5


@given(
    st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
)
def test_clean_names_are_clean_for_every_text(raw: str) -> None:
    clean = clean_name(raw)
    assert len(clean) <= 200
    assert clean == clean.strip()
    assert "  " not in clean
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} for char in clean)
    assert clean_name(clean) == clean
    clean.encode("utf-8")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("/path/qwen2.5-7b-q4_k_m.gguf", "qwen2.5-7b-q4_k_m"),
        ("C:\\models\\My Model.GGUF", "My Model"),
        ("models/a.safetensors", "a"),
        ("Qwen/Qwen3-8B", "Qwen/Qwen3-8B"),
        ("ggml-org/gemma-3-4b-it-GGUF:Q4_K_M", "ggml-org/gemma-3-4b-it-GGUF:Q4_K_M"),
        ("qwen3:8b", "qwen3:8b"),
        ("/m/big-00001-of-00003.gguf", "big"),
        ("/m/Llama-3-8B/", "Llama-3-8B"),
        ("./tiny-hf", "tiny-hf"),
        ("~/m/x.bin", "x"),
        ("/c/hub/models--org--name/snapshots/0123456789abcdef0123456789abcdef01234567", "org/name"),
        ("/c/hub/models--org--name/snapshots/0123/model-00001-of-00002.gguf", "org/name"),
        ("https://huggingface.co/org/name/resolve/main/a-q8.gguf?download=true", "a-q8"),
        ("file:///m/a.gguf", "a"),
        ("org/token-classifier-large-v2", "org/token-classifier-large-v2"),
        ("hf_internal_tiny_random_llama2", "hf_internal_tiny_random_llama2"),
        (".gguf", ".gguf"),
        ("x\u202ey\n.gguf", "xy"),
        ("<img src=x>.gguf", "<img src=x>"),
    ],
)
def test_models_are_called_by_their_base_name_or_repository(value: str, name: str) -> None:
    assert model_name(value) == name


@pytest.mark.parametrize(
    "value",
    [
        None, "", "   ", "/", "..", "-", "\x00",
        "https://user:password@host/model.gguf",
        "https://host",
        "s3://key:secret@bucket/x",
        "hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345",
        "org/hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345",
        "sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz012345",
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "0123456789abcdef0123456789abcdef",
        "AKIA0123456789ABCDEF",
    ],
)  # fmt: skip
def test_what_is_no_name_or_looks_like_a_secret_names_no_model(value: str | None) -> None:
    assert model_name(value) is None


@given(st.text(max_size=120))
def test_no_text_breaks_the_naming_of_models(value: str) -> None:
    name = model_name(value)
    assert name is None or (name == clean_name(name) and name != "")


def test_blobs_are_told_by_their_whole_digest() -> None:
    digest = "0a" * 32
    assert blob_digest(f"/x/blobs/sha256-{digest}") == digest
    assert blob_digest(f"sha256:{digest.upper()}") == digest
    assert blob_digest("/x/blobs/sha256-0a0a") is None
    assert blob_digest(f"/x/sha256-{digest}.gguf") is None


@pytest.mark.parametrize(
    ("path", "name"), [("/a/b.c", "b.c"), ("a\\b", "b"), ("a/b/", "b"), ("x", "x"), ("", ""), ("//", "")]
)
def test_base_names(path: str, name: str) -> None:
    assert base_name(path) == name
