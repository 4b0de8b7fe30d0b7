"""Names that come from processes: made safe to show, and stripped of everything that is not a name.

Whatever a process says about itself is untrusted: any local program may call itself anything. So a name
loses control characters and direction overrides, is cut, and a value that looks like a secret or an address
never becomes a model's name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Longest name that is kept; model repositories stay far below, and a label must fit a window.
MAX_NAME: Final = 200
#: Only this much of a text is looked at, so that a name of megabytes costs nothing.
_MAX_RAW: Final = 4096

#: Control, format (bidi overrides, zero width), surrogate, private use, unassigned.
_UNWANTED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

_MODEL_SUFFIXES: Final = (
    ".llamafile.exe", ".llamafile", ".gguf", ".ggml", ".safetensors", ".sft", ".ckpt", ".onnx", ".pth", ".pt",
    ".bin",
)  # fmt: skip
_SHARD: Final = re.compile(r"-\d{5}-of-\d{5}$")
_BLOB: Final = re.compile(r"sha256[-:]([0-9a-f]{64})$", re.IGNORECASE)
_HUB_FOLDER: Final = re.compile(r"models--([^/\\]+?)--([^/\\]+)")
_REPOSITORY: Final = re.compile(r"[\w][\w.\-]*/[\w][\w.\-]*(?::[\w.\-]+)?")
_SECRET_PREFIX: Final = re.compile(
    r"(?:sk|pk|rk|hf|gh[opsur]|github_pat|glpat|xox[a-z]|gsk|nvapi|AIza|AKIA|api|key|token|bearer)[-_ ]?"
    r"[A-Za-z0-9_\-]{16,}$",
    re.IGNORECASE,
)
_JWT: Final = re.compile(r"eyJ[A-Za-z0-9_\-]{8,}\.")
_OPAQUE: Final = re.compile(r"[A-Za-z0-9+/=]{32,}$")


def base_name(path: str) -> str:
    """The last part of a path, as it stands; folders may be parted by either kind of slash."""
    return path.rstrip("/\\").replace("\\", "/").rpartition("/")[2]


def clean_name(text: str) -> str:
    """One line of at most 200 characters that is safe to show as plain text.

    White space collapses to single blanks; control and format characters (newlines, escape sequences'
    introducers, bidi overrides, zero-width ones) and lone surrogates (undecodable bytes) are dropped. Markup
    is left as it is: whoever shows a name shows it as plain text.
    """
    raw = text[:_MAX_RAW]
    if not (raw.isascii() and raw.isprintable()):
        spaced = "".join(" " if char.isspace() else char for char in raw)
        raw = "".join(char for char in spaced if unicodedata.category(char) not in _UNWANTED)
    return " ".join(raw.split())[:MAX_NAME].rstrip()


def blob_digest(value: str) -> str | None:
    """The 64 hex digits of an Ollama blob ("…/blobs/sha256-<digest>"), lower case; None for others."""
    found = _BLOB.search(value[-80:])
    return found.group(1).lower() if found else None


def model_name(value: str | None) -> str | None:
    """What a model is called, from the value of a model option: a name, never a folder or an address.

    "/m/qwen2.5-7b-q4_k_m.gguf" -> "qwen2.5-7b-q4_k_m"; "org/name" stays; a shard's number goes; a folder of
    the Hugging Face cache gives its "org/name". None for nothing, for addresses with credentials and for
    values that look like a secret.
    """
    if not value:
        return None
    text = value[:_MAX_RAW].strip()
    if "://" in text:
        scheme, _, rest = text.partition("://")
        if scheme != "file" and "@" in rest:
            return None
        text = re.split(r"[?#]", rest, maxsplit=1)[0]
        if "/" not in text:
            return None
    hub = _HUB_FOLDER.search(text)
    if hub:
        text = f"{hub.group(1)}/{hub.group(2)}"
    elif not _is_repository(text) or "://" in value:
        text = base_name(text)
    text = _without_suffix(clean_name(text))
    if not text or text in {".", "..", "-"} or _looks_secret(text):
        return None
    return text


def _is_repository(text: str) -> bool:
    return bool(_REPOSITORY.fullmatch(text)) and not text.lower().endswith(_MODEL_SUFFIXES)


def _without_suffix(text: str) -> str:
    lowered = text.lower()
    for suffix in _MODEL_SUFFIXES:
        if lowered.endswith(suffix) and len(text) > len(suffix):
            text = text[: -len(suffix)]
            break
    return _SHARD.sub("", text.strip()).strip()


def _looks_secret(text: str) -> bool:
    if _JWT.match(text):
        return True
    last = text.rpartition("/")[2]
    if any(_SECRET_PREFIX.match(part) and any(c.isdigit() for c in part) for part in (text, last)):
        # "hf_…": a token is one opaque run; names of models read as words between separators.
        return max(len(word) for word in re.split(r"[-_. ]", last)) >= 16
    return bool(_OPAQUE.match(last)) and any(c.isdigit() for c in last) and any(c.isalpha() for c in last)
