"""What a trace was compared with, as plain tables for where no scripts run."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.ask.lens_table import cut, one_line, scrolled
from latentlens.display.printable import isolated
from latentlens.display.tables import Html, element, html_table
from latentlens.explorer.protocol import Json

MOST_SECONDS, MOST_NEXT = 3, 6
"""Most traces and, of each, most next tokens that are shown."""

_LEAST = 0.005


def seconds_tables(seconds: Sequence[Json]) -> list[Html]:
    """Return a table of what comes next for each of the latest traces that were compared with.

    Args:
        seconds: the traces as the browser takes them, oldest first.
    """
    return [_table(each) for each in seconds[-MOST_SECONDS:]]


def seconds_lines(seconds: Sequence[Json]) -> list[str]:
    """Return the same as a sentence for each trace.

    Args:
        seconds: the traces as the browser takes them, oldest first.
    """
    return [_sentence(each) for each in seconds[-MOST_SECONDS:]]


def _sentence(second: Json) -> str:
    label = isolated(one_line(cut(second["label"], 120)))
    said = f"{'Patched run' if second['patches'] else 'Compared with'} “{label}”."
    if second["next"] and not second.get("one_vocabulary", True):
        return f"{said} The models have other vocabularies, so what comes next is no one number apart."
    if second["distance"] is None:
        return f"{said} What comes next is not finite in one of both."
    if second["distance"] < _LEAST:
        return f"{said} The next token is as likely {'as before' if second['patches'] else 'in both'}."
    return f"{said} What comes next differs by {_share(second['distance'])} (total variation, 0 to 1)."


def _table(second: Json) -> Html:
    # as a caption it would be as narrow as the table
    said = element("div", element("small", _sentence(second)))
    if not second["next"]:
        return said
    names = ["first", isolated(second["model"])] if second.get("model") else ["first", "second"]
    names = ["before", "after"] if second["patches"] else names
    rows = [
        [isolated(one_line(cut(each["token"]))), *(_chance(each[name]) for name in ("before", "after"))]
        for each in second["next"][:MOST_NEXT]
    ]
    return element("div", said, scrolled(html_table(["next token", *names], rows)))


def _chance(value: float | None) -> str:
    """Return a token's probability; "none" where the other model has no such token."""
    return "none" if value is None else _share(value)


def _share(value: float) -> str:
    """Return a probability as the live view has it: none but 0 and 1 is rounded to these."""
    if 0 < value < _LEAST:
        return "<0.01"
    return ">0.99" if 1 - _LEAST < value < 1 else f"{value:.2f}"
