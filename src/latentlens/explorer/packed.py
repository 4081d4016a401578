"""Plain data as columns: numbers as bytes and each distinct text once, as docs/protocol.md describes them."""

from __future__ import annotations

import array
import json
import re
from collections.abc import Sequence
from typing import Any

from latentlens.explorer.protocol import Json

FEWEST = 8
"""Lists of fewer values stay as they are."""

STEP = 10_000
"""Numbers of -3.2 to 3.2 are rounded to an absolute step of one in so many, 0.0001."""

_NULL, _MOST, _EXACT = -(2**15), 3.2, 2**24
_RANGES = (("u8", "B", 0, 2**8), ("u16", "H", 0, 2**16), ("i32", "i", -(2**31), 2**31))
_NUMBER = re.compile(r"(?<![0-9])(0|[1-9][0-9]{0,8})(?![0-9])")


def pack(values: Sequence[Any]) -> Any:
    """Return a list of plain values as columns, with bytes in them; a short list as it is.

    Args:
        values: values as JSON holds them; objects and lists within them become columns too.

    Examples:
        >>> pack([0.5] * 8)
        {'n': 8, 'column': {'same': 0.5}}
    """
    return list(values) if len(values) < FEWEST else {"n": len(values), "column": _column(values)}


def size(packed: Any) -> int:
    """Return how many bytes packed data takes as JSON, its numbers in base64, as a notebook file has them.

    Args:
        packed: what `pack` returned, or anything that contains it.
    """
    taken, plain = 0, with_buffers(packed)
    for buffer in plain[1]:
        taken += 4 * -(-len(buffer) // 3)
    return taken + len(json.dumps(plain[0]).encode())


def with_buffers(message: Any) -> tuple[Any, list[bytes]]:
    """Return plain data whose bytes were taken out, each replaced by its number, and the bytes.

    Args:
        message: plain data with bytes in it.
    """
    buffers: list[bytes] = []

    def out(value: Any) -> Any:
        if isinstance(value, bytes):
            buffers.append(value)
            return len(buffers) - 1
        if isinstance(value, dict):
            return {key: out(inner) for key, inner in value.items()}
        return [out(inner) for inner in value] if isinstance(value, (list, tuple)) else value

    return out(message), buffers


def _column(values: Sequence[Any]) -> Json:
    first = values[0]
    if all(value is first or (type(value) is type(first) and value == first) for value in values):
        return {"same": first}
    kinds = {type(value) for value in values}
    if kinds == {dict}:
        return {"keys": _keys(values)}
    if kinds <= {list, tuple}:
        return _lists(values)
    if kinds == {int} and (whole := _whole(values)) is not None:
        return whole
    # as float32, which holds integers up to 2**24, large ones such as seeds would be others
    large = any(type(value) is int and abs(value) > _EXACT for value in values)
    if kinds <= {int, float, type(None)} and kinds != {type(None)} and not large:
        return _real(values)
    if kinds == {str} and (numbered := _numbered(values)) is not None:
        return numbered
    table: dict[str, int] = {}
    at = [table.setdefault(json.dumps(value), len(table)) for value in values]
    return {"table": [json.loads(text) for text in table], "at": _column(at)}


def _keys(values: Sequence[Json]) -> Json:
    columns: Json = {}
    for name in dict.fromkeys(name for value in values for name in value):
        some = [value[name] for value in values if name in value]
        columns[name] = _column(some)
        if len(some) < len(values):
            has = _column([int(name in value) for value in values])
            columns[name] = {"has": has, "of": columns[name], "n": len(some)}
    return columns


def _lists(values: Sequence[Sequence[Any]]) -> Json:
    lengths = [len(value) for value in values]
    if len({*lengths}) == 1:
        return {"items": [_column(each) for each in zip(*values, strict=True)]}
    flat = [inner for value in values for inner in value]
    return {"lengths": _column(lengths), "n": len(flat), "flat": _column(flat)}


def _whole(values: Sequence[int]) -> Json | None:
    low, high = min(values), max(values)
    for name, code, least, most in _RANGES:
        if least <= low and high < most:
            return {name: array.array(code, values).tobytes()}
    return None


def _real(values: Sequence[float | None]) -> Json:
    if all(value is None or abs(value) <= _MOST for value in values):
        near = [_NULL if value is None else round(value * STEP) for value in values]
        return {"near": array.array("h", near).tobytes()}
    return {"f32": array.array("f", [float("nan") if value is None else value for value in values]).tobytes()}


def _numbered(values: Sequence[str]) -> Json | None:
    """Return texts that differ in their numbers only, such as code, as columns of those; None for others."""
    before, after = _around(values)
    texts = [_NUMBER.split(value[len(before) : len(value) - len(after)]) for value in values]
    parts = texts[0][::2]
    if len(parts) < 2 or any(text[::2] != parts for text in texts):
        return None
    parts = [before + parts[0], *parts[1:-1], parts[-1] + after]
    numbers = zip(*(map(int, text[1::2]) for text in texts), strict=True)
    return {"parts": parts, "numbers": [_column(each) for each in numbers]}


def _around(values: Sequence[str]) -> tuple[str, str]:
    """Return what all texts begin and end with, no number of theirs cut."""
    before, last, after = min(values), max(values), values[0]
    while not last.startswith(before):  # what the first and the last in order begin with, all do
        before = before[:-1]
    shortest = min(map(len, values)) - len(before)
    after = after[len(after) - shortest :] if shortest else ""
    for value in values:
        while not value.endswith(after):
            after = after[1:]
    return before.rstrip("0123456789"), after.lstrip("0123456789")
