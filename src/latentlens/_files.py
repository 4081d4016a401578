"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import pathlib
import uuid
from collections.abc import Iterator


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[pathlib.Path]:
    """Give a path to write to, whose file takes the place of another at the end of the block.

    A reader sees the old file or the new one, never half of it; where the block fails the old one stays.

    Args:
        path: of the file to replace; there need not be one.
    """
    target = pathlib.Path(path)
    # the suffix stays, since some formats are chosen by it
    part = target.with_name(f".{uuid.uuid4().hex[:8]}.{target.name}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_atomically(path: str | os.PathLike[str], text: str) -> None:
    """Write a text file so that a reader sees the old one or the new one, never half of it."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")
