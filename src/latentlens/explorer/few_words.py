"""A text in few characters that tell it from others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from latentlens.inputs.shown import short


def few_words(text: str, most: int, others: Iterable[str] = ()) -> str:
    """Return a text on one line, shortened so that it differs from others that are shortened so.

    Args:
        text: the text.
        most: largest number of characters.
        others: the texts that it stands beside. Default: none.

    Examples:
        >>> few_words("The secret word is not carrot.", 20)
        'The secret word is …'
        >>> few_words("The secret word is not carrot.", 20, ["The secret word is not flute."])
        'The secre…t carrot.'
    """
    line = " ".join(text.split())
    cut = short(line, most)
    beside = {" ".join(other.split()) for other in others} - {line}
    alike = [each for each in beside if short(each, most) == cut]
    if not alike:
        return cut
    places = sorted({_differ(line, each) for each in alike})
    for shown in (*([place] for place in places), [places[0], places[-1]]):
        found = _excerpt(line, most, shown)
        if found not in {_excerpt(each, most, shown) for each in alike}:
            break
    return found


def _differ(one: str, other: str) -> int:
    """Return where two texts begin to differ."""
    return next(at for at, (a, b) in enumerate(zip_longest(one, other)) if a != b)


def _excerpt(line: str, most: int, places: Sequence[int]) -> str:
    """Return the beginning of a text, and what stands at some of its places."""
    room = most // (1 + len(places)) - 1
    found = line[:room]
    for place in places:
        last = len(line) - room
        begin = max(room, last if place >= last else min(place - 3, last))
        found += f"…{line[begin : begin + room]}"
    return found if begin + room >= len(line) else f"{found[:-1]}…"
