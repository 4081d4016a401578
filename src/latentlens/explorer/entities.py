"""Find countries, companies and other entities in a prompt, so that the Explorer offers fitting relations."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from latentlens.model.bundled import entity_names


def entity_types_at(tokens: Sequence[str], model: str) -> list[str | None]:
    """Return the type of the entity that ends at each position; None where no entity ends.

    Args:
        tokens: the prompt's tokens in visible form.
        model: name of the model; a bundled model knows the entities of its own world, others real ones.

    Examples:
        >>> entity_types_at(["The", "·capital", "·of", "·France", "·is"], "world-small")
        [None, None, None, 'country', None]
        >>> entity_types_at(["·France"], "gpt2")
        ['country']
    """
    names = _names(model)
    if not names:
        return [None] * len(tokens)
    entity_types: list[str | None] = []
    text = " "
    for token in tokens:
        # names are short, so the last 80 characters suffice
        text = (text + token.replace("·", " ").replace("⏎", " "))[-80:]
        entity_types.append(
            next((entity_type for name, entity_type in names if text.endswith(f" {name}")), None)
        )
    return entity_types


@functools.lru_cache(maxsize=16)
def _names(model: str) -> list[tuple[str, str]]:
    """Return entity names and their types, long names first, since one name can end with another."""
    types = entity_names(model)
    return sorted(
        ((name, entity_type) for entity_type, names in types.items() for name in names),
        key=lambda pair: -len(pair[0]),
    )
