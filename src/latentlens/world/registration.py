"""What the rest of the package may know of the teaching world's models: they are registered with this."""

from __future__ import annotations

import functools
from pathlib import Path
from random import Random

from latentlens.model.bundled import BundledModel, decoders_in
from latentlens.world import PROMPTS, load_facts, model_path, passages
from latentlens.world.fact_relations import relations

HOME = Path(__file__).parent
"""Directory with shipped decoders, `decoders/MODEL/NAME/`, and their recipes, `recipes/MODEL/NAME.toml`."""


def bundled_model(name: str) -> BundledModel:
    """Describe one of the models that are shipped with the package.

    Args:
        name: "world-small" or "world-base".

    Raises:
        ModelError: if no shipped model has this name.

    Examples:
        >>> bundled_model("world-small").prompts["capital"]
        'The capital of x is'
    """
    decoders, recipes = decoders_in(HOME / "decoders" / name, HOME / "recipes" / name)
    return BundledModel(
        name,
        model_path(name),
        prompts=PROMPTS[name],
        decoders=decoders,
        recipes=recipes,
        entities=load_facts().names,
        passages=lambda seed, count: passages(Random(seed), count),  # noqa: S311 - text, no secret
        subjects=subjects,
    )


@functools.cache
def _sorted_names(entity_type: str) -> tuple[str, ...]:
    facts = load_facts()
    return tuple(sorted(facts.names[entity_type], key=lambda name: facts.frequency[name] != "common"))


def subjects(relation: str) -> list[str]:
    """Return the names that a relation of the world can be asked of, the common ones first.

    Args:
        relation: its text, with {} where the subject stands; an empty list if the world states no such
            relation in these words.

    Examples:
        >>> subjects("The capital of {} is")[:2]
        ['France', 'Germany']
    """
    asked = relation.replace("{}", "{s}")
    for known in relations().values():
        if any(asked in paraphrases for paraphrases in known.paraphrases.values()):
            return list(_sorted_names(known.subject_kind))
    return []
