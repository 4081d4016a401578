"""Facts and prose of the real world, from public data: what real models are graded with.

`data/README.md` says where each file comes from and under which licence. Importing this package does not
import torch.
"""

from __future__ import annotations

from latentlens.real_world.relations import Fact, chains, facts, relations, subject_split
from latentlens.real_world.rows import City, CountryFacts, Element, cities, countries, elements
from latentlens.real_world.sentences import mention_templates, passages

__all__ = [
    "City",
    "CountryFacts",
    "Element",
    "Fact",
    "chains",
    "cities",
    "countries",
    "elements",
    "facts",
    "mention_templates",
    "passages",
    "relations",
    "subject_split",
]
