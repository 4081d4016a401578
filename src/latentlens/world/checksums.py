"""Checksums of a model's files, in the format of `sha256sum`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from latentlens._files import write_atomically
from latentlens._sealed import short

NAME = "SHA256SUMS"


def write_checksums(directory: Path) -> None:
    """Write down what a model's files hold.

    Args:
        directory: the model's directory. Only its own files count, not those of directories in it, and not
            its card, which anyone may edit.
    """
    lines = [f"{_digest(directory / name)}  {name}\n" for name in _files(directory)]
    write_atomically(directory / NAME, "".join(lines))


def damaged(directory: Path) -> list[str]:
    """Find files that are not what was written down.

    Args:
        directory: the model's directory.

    Returns:
        What is wrong, a line a file; empty where all is well.
    """
    sums = directory / NAME
    if not sums.is_file():
        return [f"{NAME} is missing"]
    try:
        lines = sums.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [f"{NAME} cannot be read ({error})"]
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    wrong = [
        f"{name} is not in {NAME}" for name in _files(directory) if name not in listed and name[0] != "."
    ]
    for name, digest in listed.items():
        if not (directory / name).is_file():
            wrong.append(f"{short(name, 80)} is missing")
        elif _digest(directory / name) != digest:
            wrong.append(f"{name} is not the file that was shipped")
    return wrong


def _files(directory: Path) -> list[str]:
    return sorted(
        path.name for path in directory.iterdir() if path.is_file() and path.name not in (NAME, "README.md")
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
