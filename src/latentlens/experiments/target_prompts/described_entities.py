"""Well-known people and things with the words that describe each rightly, split by name."""

from __future__ import annotations

import functools
import json
import pathlib

from latentlens.experiments.target_prompts.expected import Expected, Half
from latentlens.world.split import hash_number

TEMPLATE = "I read about {}"
"""The source prompt: it says nothing of what its name is."""
_VALIDATION = 3
"""How many names of each kind prompts are chosen on; all others are reported."""
_ENTITIES = pathlib.Path(__file__).with_name("described_entities.json")


@functools.cache
def well_known(half: Half) -> tuple[Expected, ...]:
    """Return the people and things of one half: which those are is decided by a hash of the name.

    The kind is the profession, or what kind of thing it is; a description is right if it holds one of the
    words of `described_entities.json` for the kind.

    Args:
        half: "validation", on which prompts are chosen, or "test", which is reported.

    Examples:
        >>> people = [each for each in well_known("test") if each.group == "people"]
        >>> len(people), people[0].source, people[0].answers[:2]
        (40, 'I read about Julia Roberts', ('actor', 'actress'))
    """
    listed = json.loads(_ENTITIES.read_text(encoding="utf-8"))
    found: list[Expected] = []
    for group, kinds in listed.items():
        for kind, entry in kinds.items():
            names = sorted(entry["names"], key=lambda name: hash_number("well known", name))
            chosen = names[:_VALIDATION] if half == "validation" else names[_VALIDATION:]
            found += [
                Expected(name, group, kind, TEMPLATE.format(name), tuple(entry["words"]), "anywhere")
                for name in chosen
            ]
    return tuple(found)
