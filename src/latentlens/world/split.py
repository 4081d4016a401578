"""Which names are held out of the training text: decided by a hash, so it is the same on every machine."""

from __future__ import annotations

import zlib
from typing import Literal

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")


def hash_number(*names: str) -> int:
    """Return a pseudorandom number that depends on the arguments only.

    Args:
        names: strings that identify the thing; their order matters.

    Returns:
        A number from 0 to 2**20 - 1.
    """
    # Checksums of similar texts differ in few bits; the multiplication spreads them.
    return (zlib.crc32("|".join(names).encode()) * 2654435761 >> 12) % 2**20


def split_of(*names: str, one_in: int = 10) -> Split:
    """Return the split that something belongs to.

    Args:
        names: strings that identify the thing; their order matters.
        one_in: one in `one_in` goes to the test split, and one in `one_in` to validation; default 10.

    Returns:
        "train" for what the training text may contain; "validation" for what choices are made on; "test"
        for what only reports look at.

    Examples:
        >>> split_of("description", "France")
        'train'
    """
    drawn = hash_number(*names) % one_in
    return "test" if drawn == 0 else "validation" if drawn == 1 else "train"
