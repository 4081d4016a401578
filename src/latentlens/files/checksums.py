"""Checksums of a model's files, in the format of `sha256sum`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from latentlens.files.atomic import write_atomically
from latentlens.inputs.shown import short

FILE_NAME = "SHA256SUMS"


def write_checksums(directory: Path) -> None:
    """Write the checksums of a model's files.

    Args:
        directory: the model's directory. Only files directly in it count, and not its card, which may be
            edited.
    """
    lines = [f"{file_sha256(directory / name)}  {name}\n" for name in _files(directory)]
    write_atomically(directory / FILE_NAME, "".join(lines))


def damaged_files(directory: Path) -> list[str]:
    """Check a model's files against its checksums.

    Args:
        directory: the model's directory.

    Returns:
        One line per file that is wrong; empty if none is.
    """
    sums = directory / FILE_NAME
    if not sums.is_file():
        return [f"{FILE_NAME} is missing"]
    try:
        lines = sums.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [f"{FILE_NAME} cannot be read ({error})"]
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    wrong = [
        f"{name} is not in {FILE_NAME}" for name in _files(directory) if name not in listed and name[0] != "."
    ]
    for name, digest in listed.items():
        if not (directory / name).is_file():
            wrong.append(f"{short(name, 80)} is missing")
        elif file_sha256(directory / name) != digest:
            wrong.append(f"{name} is not the file that was shipped")
    return wrong


def _files(directory: Path) -> list[str]:
    return sorted(
        path.name
        for path in directory.iterdir()
        if path.is_file() and path.name not in (FILE_NAME, "README.md")
    )


def file_sha256(path: Path) -> str:
    """Return the SHA-256 sum of a file, in hex.

    Args:
        path: the file, which is read in parts.
    """
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            found.update(block)
    return found.hexdigest()
