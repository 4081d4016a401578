"""A hint at the name that was probably meant, for errors about names that there are not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_NEAR = 0.6


def did_you_mean(given: object, names: Iterable[str], *, likeness: float = _NEAR) -> str:
    """Return a sentence that names what was probably meant, with a space before it; empty if nothing is near.

    Letters' case, spaces at the ends and the sign that stands for a space do not count.

    Args:
        given: the name that was given.
        names: the names that there are.
        likeness: share of letters in common from which a name is near, 0 to 1. Default 0.6.

    Examples:
        >>> did_you_mean("token_identiy", ["token_identity", "description"])
        " Did you mean 'token_identity'?"
        >>> did_you_mean("france", ["·France", "·is"])
        " Did you mean '·France'?"
        >>> did_you_mean("poem", ["capital"])
        ''
    """
    if not isinstance(given, str):
        return ""
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    near = difflib.get_close_matches(_plain(given)[:200], plain, n=1, cutoff=likeness)
    return f" Did you mean {plain[near[0]]!r}?" if near else ""


def _plain(name: str) -> str:
    return name.replace("·", " ").strip().casefold()
