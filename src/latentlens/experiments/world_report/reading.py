"""Vectors read from sources, and what untrained Patchscopes make of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Generation
from latentlens.engine.run import run
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.reader import State, query
from latentlens.session import Session
from latentlens.world.draw import draw_name
from latentlens.world.text import prose

BUDGET = 2**28
"""Bytes of activations that run together; these models are small, and so is what each row needs."""


@dataclasses.dataclass(frozen=True)
class Source:
    """A text, and the words in it whose last token is read."""

    text: str
    name: str


def in_prose(kind: str, name: str, rng: Random) -> Source:
    """Put an entity into running prose, in which it merely occurs.

    Args:
        kind: the kind of entity.
        name: the entity.
        rng: chooses the sentence and what else stands in it.

    Returns:
        The sentence; the name stands there once.
    """
    line = rng.choice([x for x in prose() if f"{{{kind}}}" in x])
    text = line.replace(f"{{{kind}}}", name, 1)
    while True:
        filled = re.sub(r"\{(\w+)\}", lambda m: draw_name(rng, m[1]), text)
        if filled.count(name) == 1:
            return Source(filled, name)


def read(session: Session, sources: Sequence[Source]) -> Float[Tensor, "source layer d_model"]:
    """Read the residual stream at the last token of each source's name, at every layer.

    Args:
        session: the model.
        sources: what to run and where to read.
    """
    found = []
    for source in sources:
        trace = session.run(source.text)
        found.append(trace.resid[:, trace.position(source.name)])
    return torch.stack(found)


def said(
    session: Session,
    reader: Patchscope,
    written: Sequence[tuple[Float[Tensor, " d_model"] | None, int]],
) -> list[str]:
    """Let the model speak with each vector in the target prompt's slot.

    Args:
        session: the model.
        reader: the Patchscope.
        written: vectors, each with the target layer l*; None writes nothing, which is the null control.

    Returns:
        What it says with each of them.
    """
    target, readout = reader.target(session.model), reader.readout(0)
    # The reader writes where it reads, so that the layer to write to is given as the state's own.
    states = [None if vector is None else State(vector, layer) for vector, layer in written]
    queries = [query(reader, target, state, session.model.n_layers, readout) for state in states]
    results = run(queries, session.model, budget=BUDGET)
    return [r.value.text for r in all_finite(results, session.model.dtype) if isinstance(r.value, Generation)]


def states_it(text: str, answer: str) -> bool:
    """Say whether a text begins with an answer, as whole words.

    Args:
        text: what was said.
        answer: what should stand there.
    """
    return re.match(rf"{re.escape(answer)}(?!\w)", text.lstrip()) is not None
