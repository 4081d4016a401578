"""What the experiments read: facts, entities and prose of the teaching world, or of the real one."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from latentlens import real_world
from latentlens.experiments.patchscopes.entity_lists import Entity, real_entities, world_entities
from latentlens.experiments.world_report.mentions import Mention, fill_mention, mention_in_prose
from latentlens.world import fact_relations as world_facts
from latentlens.world.fact_relations import Chain, FactRelation
from latentlens.world.split import Split, split_of
from latentlens.world.text import passages as world_passages

TEACHING_WORLD = "the teaching world"
"""Name of the made-up material."""

Passages = Callable[[Random, int, frozenset[str]], list[str]]
"""Function from a random source, a number and what to leave out to so many different passages of prose."""


@dataclasses.dataclass(frozen=True)
class Material:
    """Facts, entities and prose to read in a model.

    Args:
        name: what it is, in a word or two.
        relations: relations by name.
        chains: two-hop questions.
        entities: entities that have a description.
        passages: draws different passages of running prose.
        mention: puts an entity of a kind into prose in which it merely occurs.
        most_fitted: number of passages that may be fitted on, so that others are left.
        reported: whether results may be reported on a subject: not if anything was chosen on it.
        reported_chain: the same for a two-hop question.
        split: split of a subject where readers are calibrated.
        asks_first: whether only facts are read that the model itself says when it is asked in text.
        said_of_frequency: what "common" and "rare" mean, for a note.
        said_of_chains: which two-hop questions are asked, for a note.
    """

    name: str
    relations: Mapping[str, FactRelation]
    chains: tuple[Chain, ...]
    entities: tuple[Entity, ...]
    passages: Passages
    mention: Callable[[str, str, Random], Mention]
    most_fitted: int
    reported: Callable[[str], bool]
    reported_chain: Callable[[Chain, str], bool]
    split: Callable[[str], Split]
    asks_first: bool
    said_of_frequency: str
    said_of_chains: tuple[str, ...]

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the subjects of a kind, each once."""
        some = (r.answers for r in self.relations.values() if r.subject_kind == kind)
        return tuple(dict.fromkeys(name for answers in some for name in answers))


@cache
def teaching_world() -> Material:
    """Return the teaching world, for models that were trained on its text."""
    return Material(
        TEACHING_WORLD,
        world_facts.relations(),
        world_facts.chains(),
        world_entities(),
        lambda rng, count, without: world_passages(rng, count, without=without),
        mention_in_prose,
        sys.maxsize,
        lambda name: True,
        lambda chain, name: chain.split(name) == "test",
        lambda name: split_of("calibration", name, one_in=2),
        asks_first=False,
        said_of_frequency=(
            "Common entities stand four times as often as rare ones in the text that the bundled models were "
            "trained on."
        ),
        said_of_chains=(
            "Questions are pairs of subject and chain that no training text of the bundled models asks; both "
            "of their facts stand in it.",
            "The bundled models were trained on no text that reasons step by step.",
        ),
    )


@cache
def public_facts() -> Material:
    """Return facts and prose of the real world, for all other models."""
    home = real_world.relations()["country"].answers
    return Material(
        "public facts",
        real_world.relations(),
        real_world.chains(),
        real_entities(),
        lambda rng, count, without: real_world.passages(rng, count, without=without),
        mention_in_sentence,
        700,
        lambda name: real_world.subject_split(name) == "test",
        lambda chain, name: {"test"} == {real_world.subject_split(x) for x in (name, home[name])},
        real_world.subject_split,
        asks_first=True,
        said_of_frequency=(
            "Common are cities of more than a million and countries of more than twenty million inhabitants, "
            "rare are cities of 20,000 to 60,000 and countries of fewer than three million: how often the "
            "model has read of them is not known."
        ),
        said_of_chains=("Questions lead from a city through its country to one of the country's facts.",),
    )


def mention_in_sentence(kind: str, name: str, rng: Random) -> Mention:
    """Put an entity of the real world into a sentence in which it merely occurs.

    Args:
        kind: kind of entity, such as "country".
        name: name of the entity.
        rng: random source for the sentence and the other entities in it.

    Returns:
        The sentence, which contains the name once.
    """
    lines = [x for x in real_world.mention_templates() if f"{{{kind}}}" in x and name not in x]
    return fill_mention(lines, kind, name, rng, lambda other: rng.choice(public_facts().names(other)))
