"""What the Explorer sends as columns, made plain again as the browser does it."""

from __future__ import annotations

import array
import math
from collections.abc import Sequence
from typing import Any

CODES = {"u8": "B", "u16": "H", "i32": "i", "near": "h", "f32": "f"}


def unpacked(packed: Any, buffers: Sequence[bytes] = ()) -> list[Any]:
    """Return the list that was packed; short lists were sent as they are."""
    return packed if isinstance(packed, list) else _values(packed["column"], packed["n"], buffers)


def plain_message(message: dict[str, Any], buffers: Sequence[bytes] = ()) -> dict[str, Any]:
    """Return a message with plain answers, series and pages."""
    if message["kind"] == "partial":
        return {**message, "answers": unpacked(message["answers"], buffers)}
    value = message.get("value")
    if isinstance(value, dict) and "points" in value:
        return {**message, "value": {**value, "points": unpacked(value["points"], buffers)}}
    if isinstance(value, dict) and "words" in value:
        return {**message, "value": plain_page(value, buffers)}
    return message


def plain_page(page: dict[str, Any], buffers: Sequence[bytes] = ()) -> dict[str, Any]:
    """Return a page of a lens with plain lists."""

    def plain(value: Any) -> Any:
        return unpacked(value, buffers) if isinstance(value, dict) else value

    page = {**page, "index": plain(page["index"]), "probs": plain(page["probs"])}
    for part in ("measures", "difference"):
        if page.get(part):
            page[part] = {name: plain(value) for name, value in page[part].items()}
    return page


def _values(column: dict[str, Any], n: int, buffers: Sequence[bytes]) -> list[Any]:
    match column:
        case {"same": value}:
            return [value] * n
        case {"keys": keys}:
            rows: list[dict[str, Any]] = [{} for _ in range(n)]
            for name, inner in keys.items():
                has = _values(inner["has"], n, buffers) if "has" in inner else [1] * n
                some = iter(_values(inner.get("of", inner), inner.get("n", n), buffers))
                for row, there in zip(rows, has, strict=True):
                    if there:
                        row[name] = next(some)
            return rows
        case {"items": items}:
            columns = [_values(each, n, buffers) for each in items]
            return [[each[i] for each in columns] for i in range(n)]
        case {"lengths": lengths, "flat": flat, "n": count}:
            rest = iter(_values(flat, count, buffers))
            return [[next(rest) for _ in range(length)] for length in _values(lengths, n, buffers)]
        case {"table": table, "at": at}:
            return [table[i] for i in _values(at, n, buffers)]
        case {"parts": parts, "numbers": numbers}:
            columns = [_values(each, n, buffers) for each in numbers]
            return [
                "".join(f"{part}{number}" for part, number in zip(parts, row, strict=False)) + parts[-1]
                for row in zip(*columns, strict=True)
            ]
    ((kind, raw),) = column.items()
    numbers = array.array(CODES[kind], bytes(buffers[raw] if isinstance(raw, int) else raw))
    if kind == "near":
        return [None if number == -(2**15) else number / 10_000 for number in numbers]
    if kind == "f32":  # a browser knows no whole numbers of a type of their own
        return [None if math.isnan(x) else int(x) if x.is_integer() else x for x in numbers]
    return list(numbers)
