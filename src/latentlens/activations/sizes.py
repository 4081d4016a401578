"""Amounts of memory such as "512 MB": parsed into bytes, and formatted for display."""

from __future__ import annotations

import operator
import re
from fractions import Fraction
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

_UNITS = {"": 1, "b": 1}
for _power, _letter in enumerate("kmgt", start=1):
    _UNITS[_letter] = _UNITS[f"{_letter}b"] = 1000**_power
    _UNITS[f"{_letter}i"] = _UNITS[f"{_letter}ib"] = 1024**_power

_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)\s*", re.ASCII | re.IGNORECASE)


def parse_size(size: int | str, *, name: str = "memory_budget") -> int:
    """Parse an amount of memory into a number of bytes.

    Args:
        size: bytes as an integer, or a text such as "512 MB", "1.5 GiB" or "64k". MB is a million bytes, and
            MiB is 2**20.
        name: name of the argument, for the error message. Default: "memory_budget".

    Returns:
        The number of bytes, zero or more; fractions of a byte are cut off.

    Raises:
        InputError: if `size` is neither, or negative.

    Examples:
        >>> parse_size("512 MB"), parse_size("1.5 KiB"), parse_size(2048)
        (512000000, 1536, 2048)
    """
    if isinstance(size, str):
        match = _SIZE.fullmatch(size) if len(size) < 100 else None
        unit = _UNITS.get(match[2].lower()) if match else None
        if match is None or unit is None:
            raise _bad(size, name)
        return int(Fraction(match[1]) * unit)
    untyped: Any = size
    try:
        n_bytes = int(operator.index(untyped))
    except Exception:  # noqa: BLE001 - an object's __index__ can raise anything
        raise _bad(size, name) from None
    if not 0 <= n_bytes < 2**63 or isinstance(untyped, bool):
        raise _bad(size, name)
    return n_bytes


def format_size(n_bytes: int) -> str:
    """Format a number of bytes in the unit that leaves at most three digits before the decimal point.

    Args:
        n_bytes: number of bytes, zero or more.

    Examples:
        >>> format_size(812), format_size(294_912), format_size(1_000_000_000)
        ('812 B', '295 kB', '1 GB')
    """
    value = float(n_bytes)
    for unit in ("B", "kB", "MB", "GB"):
        if round(value) < 1000:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.4g} TB"


def _bad(size: object, name: str) -> InputError:
    """Return the error for an amount of memory that cannot be parsed."""
    return InputError(
        f"{name} must be a number of bytes; got {shown(size)}. "
        f'Give an integer that is not negative, or text with a unit, such as "512 MB" or "2 GiB".'
    )
