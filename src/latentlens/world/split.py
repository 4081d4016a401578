"""What is kept out of the training text, decided by name alone, so that it is the same on every machine."""

from __future__ import annotations

import zlib
from typing import Literal

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")


def lot(*names: str) -> int:
    """Draw a number for something, the same one every time.

    Args:
        names: what it is; the order matters.

    Returns:
        A number from 0 to 2**20 - 1.
    """
    # Checksums of similar texts differ in few bits; the multiplication spreads them.
    return (zlib.crc32("|".join(names).encode()) * 2654435761 >> 12) % 2**20


def split_of(*names: str, one_in: int = 10) -> Split:
    """Say to which split something belongs.

    Args:
        names: what it is; the order matters.
        one_in: one in so many goes to the test split, and as many to the validation split.

    Returns:
        "train" for what the training text may hold; "validation" for what choices are made on; "test" for
        what only reports look at.

    Examples:
        >>> split_of("description", "France")
        'train'
    """
    drawn = lot(*names) % one_in
    return "test" if drawn == 0 else "validation" if drawn == 1 else "train"
