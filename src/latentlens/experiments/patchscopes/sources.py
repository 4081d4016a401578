"""By which code an experiment is measured: kept parts hold for that code alone."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import pathlib

import latentlens

PACKAGES = ("numpy", "pandas", "scikit-learn", "scipy", "torch", "transformer-lens", "transformers")
"""The packages that numbers come from."""

_ONLY_SHOW = ("cli/main.py", "cli/doctor.py", "cli/tour.py", "notebook", "plots", "static", "world/models")
"""What changes no number: what shows them, and the models' files, whose fingerprint is in the key already."""


def code() -> dict[str, str]:
    """Return what names the code: versions, and a digest of the sources as they stand on disk.

    Examples:
        >>> sorted(code())[:2]
        ['latentlens', 'numpy']
    """
    versions = {name: importlib.metadata.version(name) for name in ("latentlens", *PACKAGES)}
    return versions | {"sources": digest(pathlib.Path(latentlens.__file__).parent)}


@functools.cache
def digest(package: pathlib.Path) -> str:
    """Return a digest that changes with the sources and the data of a package that numbers depend on.

    Args:
        package: its directory.
    """
    found = hashlib.blake2b(digest_size=8)
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        shows = any(name == other or name.startswith(f"{other}/") for other in _ONLY_SHOW)
        if path.suffix in (".py", ".csv", ".json", ".txt") and not shows:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            found.update(f"{name} {len(content)} ".encode() + content)
    return found.hexdigest()
