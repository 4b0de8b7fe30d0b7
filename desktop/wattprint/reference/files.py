"""Where the data files are: beside the code in an installed package, in resources/ in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_path(*parts: str) -> Path:
    """The path of one resource, e.g. `resource_path("data", "workloads.toml")`; it need not exist.

    A wheel carries the resources in the package folder `_resources`; a checkout has them in `resources/`
    at its root (desktop/wattprint/reference/files.py is three folders below it).
    """
    packaged = _PACKAGE / "_resources"
    root = packaged if packaged.is_dir() else _PACKAGE.parents[1] / "resources"
    return root.joinpath(*parts)
