"""The names behind Ollama's blobs.

Ollama starts its engine with the path of a blob named by its digest. Which model that is stands in small JSON
files ("manifests") in Ollama's model folder. Only the folders that Ollama uses by default are read, never one
that a command line names, and never more than a bounded number of small files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from wattprint.workloads.names import clean_name

_MAX_MANIFESTS: Final = 4000
_MAX_BYTES: Final = 256_000
_MODEL_LAYER: Final = "application/vnd.ollama.image.model"
_PUBLIC_HOST: Final = "registry.ollama.ai"
_PUBLIC_NAMESPACE: Final = "library"


def default_roots() -> tuple[Path, ...]:
    """Where Ollama keeps models: the person's own, and those of the service that its installers set up."""
    return (
        Path.home() / ".ollama" / "models",
        Path("/usr/share/ollama/.ollama/models"),
        Path("/var/lib/ollama/.ollama/models"),
        Path("/var/lib/ollama/models"),
    )


def is_remote(name: str) -> bool:
    """Whether a model name stands for a model on Ollama's own servers ("gpt-oss:120b-cloud", "x:cloud")."""
    return name.lower().endswith((":cloud", "-cloud"))


class OllamaModels:
    """Blob digests and their names; manifests are read when a digest is asked for that is not known yet."""

    def __init__(self, roots: Sequence[Path] | None = None) -> None:
        self._roots = tuple(roots) if roots is not None else default_roots()
        # Path -> (mtime in ns, digest or None for a file that names no model).
        self._read: dict[str, tuple[int, str | None]] = {}
        self._names: dict[str, str] = {}

    def name(self, digest: str) -> str | None:
        """The name ("qwen3:8b") of a blob's 64 hex digits; None when no manifest names them."""
        wanted = digest.lower()
        if wanted not in self._names:
            self._refresh()
        return self._names.get(wanted)

    def _refresh(self) -> None:
        seen: dict[str, tuple[int, str | None]] = {}
        names: dict[str, list[str]] = {}
        for path, parts, mtime_ns in self._manifests():
            known = self._read.get(path)
            digest = known[1] if known is not None and known[0] == mtime_ns else _digest_of(path)
            seen[path] = (mtime_ns, digest)
            if digest is not None:
                names.setdefault(digest, []).append(_name_of(parts))
        self._read = seen
        # Of several names for one blob the telling one: "qwen3:8b" before "qwen3:latest".
        self._names = {
            digest: min(of, key=lambda name: (name.endswith(":latest"), len(name), name))
            for digest, of in names.items()
        }

    def _manifests(self) -> Iterator[tuple[str, tuple[str, ...], int]]:
        """(path, (host, namespace, name, tag), mtime in ns) of a bounded number of manifests."""
        count = 0
        for root in self._roots:
            for path, parts, mtime_ns in _files(os.fspath(root / "manifests"), ()):
                count += 1
                if count > _MAX_MANIFESTS:
                    return
                yield path, parts, mtime_ns


def _files(folder: str, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """The files exactly four levels down, in the order of their names; links are not followed."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)[:_MAX_MANIFESTS]
    except OSError:
        return
    for entry in entries:
        try:
            if len(parts) < 3 and entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, (*parts, entry.name))
            elif len(parts) == 3 and entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                if status.st_size <= _MAX_BYTES:
                    yield entry.path, (*parts, entry.name), status.st_mtime_ns
        except OSError:
            continue


def _digest_of(path: str) -> str | None:
    try:
        with Path(path).open("rb") as file:
            document = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    layers = document.get("layers") if isinstance(document, dict) else None
    for layer in layers if isinstance(layers, list) else ():
        if isinstance(layer, dict) and layer.get("mediaType") == _MODEL_LAYER:
            digest = layer.get("digest")
            if isinstance(digest, str):
                return digest.lower().removeprefix("sha256:")
    return None


def _name_of(parts: tuple[str, ...]) -> str:
    host, namespace, name, tag = parts
    shown = f"{name}:{tag}"
    if (host, namespace) != (_PUBLIC_HOST, _PUBLIC_NAMESPACE):
        shown = f"{namespace}/{shown}"
    return clean_name(shown if host == _PUBLIC_HOST else f"{host}/{shown}")
