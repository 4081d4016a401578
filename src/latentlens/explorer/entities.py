"""Which tokens of a prompt are entities that a bundled model knows: relations are offered where they fit."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from latentlens.model.bundled import bundled


def entity_types_at(tokens: Sequence[str], model: str) -> list[str | None]:
    """Return the type of the entity that ends at each position, None where none does.

    Args:
        tokens: the prompt's tokens in visible form.
        model: the name of the model; without known entities, as for any that is not bundled, no token is one.

    Examples:
        >>> entity_types_at(["The", "·capital", "·of", "·France", "·is"], "world-small")
        [None, None, None, 'country', None]
        >>> entity_types_at(["·France"], "gpt2")
        [None]
    """
    names = _names(model)
    if not names:
        return [None] * len(tokens)
    found: list[str | None] = []
    text = " "
    for token in tokens:
        # A name reaches back over few words, however long the prompt.
        text = (text + token.replace("·", " ").replace("⏎", " "))[-80:]
        found.append(next((entity_type for name, entity_type in names if text.endswith(f" {name}")), None))
    return found


@functools.lru_cache(maxsize=16)
def _names(model: str) -> list[tuple[str, str]]:
    """Return names and their types, long names first: a product's may end in a company's."""
    known = bundled(model)
    types = {} if known is None else known.entities
    return sorted(
        ((name, entity_type) for entity_type, names in types.items() for name in names),
        key=lambda pair: -len(pair[0]),
    )
