"""States at mentions of entities, and the text that untrained Patchscopes generate from them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Generation
from latentlens.engine.run import run
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State
from latentlens.session import Session
from latentlens.world.draw import draw_name
from latentlens.world.text import prose_templates

ACTIVATION_BUDGET = 2**28
"""Activation memory per batch, in bytes; these models are small, and so is each row."""
TOGETHER = 256
"""Texts that are run in one call, so that the store need not hold all of them."""


@dataclasses.dataclass(frozen=True)
class Mention:
    """A text, and the words in it whose last token is read."""

    text: str
    name: str


def mention_in_prose(kind: str, name: str, rng: Random) -> Mention:
    """Put an entity into running prose in which it merely occurs.

    Args:
        kind: kind of entity, such as "country".
        name: name of the entity.
        rng: random source for the sentence and the other entities in it.

    Returns:
        The sentence, which contains the name once.
    """
    lines = [line for line in prose_templates() if f"{{{kind}}}" in line]
    return fill_mention(lines, kind, name, rng, lambda other: draw_name(rng, other))


def fill_mention(
    templates: Sequence[str], kind: str, name: str, rng: Random, draw: Callable[[str], str]
) -> Mention:
    """Put an entity into one of some sentences, and drawn ones into the sentence's other slots.

    Args:
        templates: sentences with a slot for each entity, such as "{country}"; each has one of this kind.
        kind: kind of entity, such as "country".
        name: name of the entity.
        rng: random source for the sentence.
        draw: function from a kind to the name of a random entity of it.

    Returns:
        The sentence, which contains the name once.
    """
    text = rng.choice(templates).replace(f"{{{kind}}}", name, 1)
    while True:
        filled = re.sub(r"\{(\w+)\}", lambda slot: draw(slot[1]), text)
        if filled.count(name) == 1:
            return Mention(filled, name)


def read_states(session: Session, sources: Sequence[Mention]) -> Float[Tensor, "source layer d_model"]:
    """Read the residual stream at the last token of each name, at every layer.

    Args:
        session: session on the model.
        sources: texts to run, and the name to read in each.
    """
    found = []
    for start in range(0, len(sources), TOGETHER):
        some = sources[start : start + TOGETHER]
        traces = session.run([source.text for source in some], progress=False)
        found += [
            trace.resid[:, trace.position(source.name)] for source, trace in zip(some, traces, strict=True)
        ]
    return torch.stack(found)


def generate_patched(
    session: Session,
    reader: Reader,
    written: Sequence[tuple[Float[Tensor, " d_model"] | None, int]],
) -> list[str]:
    """Generate with each vector in the target prompt's slot.

    Args:
        session: session on the model.
        reader: reader with the target prompt, writing at the layer at which it reads.
        written: vectors, each with its target layer l*; None writes nothing, which is the null control.

    Returns:
        The generated texts, in the same order.
    """
    target, readout = reader.target(session.backend), reader.readout(0)
    # The reader writes where it reads, so that the layer to write to is given as the state's own.
    states = [None if vector is None else [State(vector, layer)] for vector, layer in written]
    queries = [query(reader, target, state, session.model.n_layers, readout) for state in states]
    results = run(queries, session.model, budget=ACTIVATION_BUDGET)
    return [r.value.text for r in all_finite(results, session.model.dtype) if isinstance(r.value, Generation)]


def begins_with(text: str, answer: str) -> bool:
    """Return whether a text begins with an answer, as whole words.

    Args:
        text: the generated text.
        answer: words that it should begin with.
    """
    return re.match(rf"{re.escape(answer)}(?!\w)", text.lstrip()) is not None
