"""What the Explorer sends: answers and pages of a lens as columns, and long series without details."""

from __future__ import annotations

from typing import Any

from latentlens.explorer.packed import pack, size
from latentlens.explorer.protocol import Json

MOST_DETAILED = 250_000
"""Bytes up to which the points of a series are sent whole; of larger ones the rest can be asked for."""

MOST_BYTES = 1_400_000
"""Bytes that the series of one trait take together, as a notebook file has them; the oldest are left out."""


def sent_series(series: Json) -> Json:
    """Return a curve, grid or map with its points as columns.

    Args:
        series: the series, with plain points.
    """
    packed = pack(series["points"])
    if isinstance(packed, dict) and size(packed) > MOST_DETAILED:
        packed = pack([_brief(point) for point in series["points"]])
    return {**series, "points": packed}


def sent_all_series(value: list[Json], _widget: Any = None) -> list[Json]:
    """Return a trait of series as it is sent: the newest that fit together.

    Args:
        value: the series, oldest first.
    """
    kept: list[Json] = []
    room = MOST_BYTES
    for series in reversed(value):
        one = sent_series(series)
        room -= size(one)
        if room < 0 and kept:
            break
        kept.insert(0, one)
    return kept


def sent_page(page: Json) -> Json:
    """Return a page of a lens with its numbers as bytes.

    Args:
        page: the page, with plain lists.
    """
    packed = {**page, "index": pack(page["index"]), "probs": pack(page["probs"])}
    for part in ("measures", "difference"):
        if found := page.get(part):
            lists = {name: pack(value) for name, value in found.items() if isinstance(value, list)}
            packed[part] = {**found, **lists}
    return packed


def sent_pages(value: list[Json], _widget: Any = None) -> list[Json]:
    """Return a trait of pages as it is sent.

    Args:
        value: the pages.
    """
    return [sent_page(page) for page in value]


def sent_second_pages(value: list[Json], _widget: Any = None) -> list[Json]:
    """Return the pages of second traces as they are sent.

    Args:
        value: the id and the pages of each trace.
    """
    return [{**each, "pages": sent_pages(each["pages"])} for each in value]


def sent_answers(value: list[Json], _widget: Any = None) -> Any:
    """Return a trait of answers as it is sent.

    Args:
        value: the answers, oldest first.
    """
    return pack(value)


def sent_message(message: Json) -> Json:
    """Return a message with the answers, series and pages in it as columns.

    Args:
        message: the message, as plain data.
    """
    if message["kind"] == "partial":
        return {**message, "answers": pack(message["answers"])}
    value = message.get("value")
    if isinstance(value, dict) and "points" in value:
        return {**message, "value": sent_series(value)}
    return {**message, "value": sent_page(value)} if isinstance(value, dict) and "words" in value else message


def _brief(point: Json) -> Json:
    """Return a point without the parts that only its card shows."""
    if len(point["tokens"]) < 2 or not point["text"].strip():
        return point
    controls = [{**control, "text": ""} for control in point["controls"]]
    return {**point, "tokens": [], "token_logprobs": [], "controls": controls, "brief": True}
