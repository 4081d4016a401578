"""What models say with states in their target prompts, and whether it holds what it should."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Generate, Generation, Query
from latentlens.engine.run import run
from latentlens.experiments.world_report.reading import BUDGET, Source, in_prose, said
from latentlens.model.language_model import LanguageModel
from latentlens.readers.patchscope import Patchscope
from latentlens.session import Session

LONGEST = 20
"""Tokens in which an answer must stand, as in the paper."""
STOPS = (".", "\n")
"""What follows the end of a sentence is about something else, and is not searched for the answer."""

__all__ = ["LONGEST", "STOPS", "Grid", "go_on", "holds", "mention", "over_cells"]

Grid = list[list[str]]
"""What was said, by source layer and target layer."""


def holds(text: str, answer: str) -> bool:
    """Say whether an answer stands in a text, as whole words.

    Args:
        text: what was said.
        answer: what should be in it; upper and lower case are the same.

    Examples:
        >>> holds(" is Ottawa, in Canada", "canada"), holds(" is Ottawa, in Canada", "ada")
        (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE) is not None


def mention(kind: str, name: str, rng: Random, without: Iterable[str]) -> str | None:
    """Write running prose up to a mention of an entity, in which none of some answers stands.

    Args:
        kind: the kind of entity.
        name: the entity.
        rng: chooses the sentence and what else stands in it.
        without: the answers that would give a reader of the text away.

    Returns:
        The text up to the end of the name; None if the name itself holds an answer.
    """
    answers = list(without)
    if any(holds(name, answer) for answer in answers):
        return None
    while True:
        source: Source = in_prose(kind, name, rng)
        text = source.text[: source.text.index(name) + len(name)]
        if not any(holds(text, answer) for answer in answers):
            return text


def over_cells(
    session: Session, reader: Patchscope, vectors: Sequence[Float[Tensor, "layer d_model"]]
) -> list[Grid]:
    """Let a model speak with every layer of some states, written into every layer.

    Args:
        session: the model.
        reader: writes where it reads.
        vectors: the states, each at all layers.

    Returns:
        For each state what is said, by source layer and target layer.
    """
    layers = range(session.model.n_layers + 1)
    texts = iter(said(session, reader, [(v[i], k) for v in vectors for i in range(len(v)) for k in layers]))
    return [[[next(texts) for _ in layers] for _ in v] for v in vectors]


def go_on(
    model: LanguageModel,
    prompts: Sequence[str],
    *,
    max_new_tokens: int = LONGEST,
    stop: tuple[str, ...] = STOPS,
) -> list[str]:
    """Let a model go on after prompts, greedily.

    Args:
        model: the model.
        prompts: what it reads.
        max_new_tokens: a reply has at most this many tokens.
        stop: texts that end it.
    """
    readout = Generate(max_new_tokens, stop)
    queries = [Query(tuple(model.tokenizer.encode(prompt)), (), readout) for prompt in prompts]
    results = run(queries, model, budget=BUDGET)
    return [r.value.text for r in all_finite(results, model.dtype) if isinstance(r.value, Generation)]
