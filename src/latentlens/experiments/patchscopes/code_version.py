"""The version of the code that measures an experiment: cached results are valid for that code only."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import pathlib

import latentlens

PACKAGES = ("numpy", "pandas", "scikit-learn", "scipy", "torch", "transformer-lens", "transformers")
"""Packages that the numbers depend on."""

ONLY_SHOW = (
    "catalogue/decoders",
    "cli/main.py",
    "cli/reproduce.py",
    "cli/terminal.py",
    "cli/doctor.py",
    "cli/tour.py",
    "explorer",
    "notebook",
    "plots",
    "static",
    "world/decoders",
    "world/models",
)
"""Sources that change no number: what only shows, and models and decoders, whose digests are in the key."""


def code_version() -> dict[str, str]:
    """Return what identifies the code: versions, and a digest of the source files on disk.

    Examples:
        >>> sorted(code_version())[:2]
        ['latentlens', 'numpy']
    """
    versions = {name: importlib.metadata.version(name) for name in ("latentlens", *PACKAGES)}
    return versions | {"sources": source_digest(pathlib.Path(latentlens.__file__).parent)}


@functools.cache
def source_digest(package: pathlib.Path, without: tuple[str, ...] = ONLY_SHOW) -> str:
    """Return a digest of a package's sources and data; by default of those that numbers depend on.

    Args:
        package: the package's directory.
        without: files and folders that are left out. Default: those that change no number.
    """
    found = hashlib.blake2b(digest_size=8)
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        left_out = any(name == other or name.startswith(f"{other}/") for other in without)
        if path.suffix in (".py", ".csv", ".json", ".txt") and not left_out:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            found.update(f"{name} {len(content)} ".encode() + content)
    return found.hexdigest()
