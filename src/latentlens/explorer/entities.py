"""Which tokens of a prompt are entities of the teaching world: relations are offered where they fit."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from latentlens.world import load_facts


def kinds_at(tokens: Sequence[str]) -> list[str | None]:
    """Return what kind of entity ends at each position, None where none does.

    Args:
        tokens: in visible form.

    Examples:
        >>> kinds_at(["The", "·capital", "·of", "·France", "·is"])
        [None, None, None, 'country', None]
    """
    found: list[str | None] = []
    text = " "
    for token in tokens:
        # A name reaches back over few words, however long the prompt.
        text = (text + token.replace("·", " ").replace("⏎", " "))[-80:]
        found.append(next((kind for name, kind in _names() if text.endswith(f" {name}")), None))
    return found


@functools.cache
def _names() -> list[tuple[str, str]]:
    """Return names and kinds, long names first: a product's may end in a company's."""
    kinds = load_facts().names
    return sorted(
        ((name, kind) for kind, names in kinds.items() for name in names), key=lambda pair: -len(pair[0])
    )
