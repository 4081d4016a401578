"""Generate text from patched target prompts, and check it for answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Generate, Generation, Query
from latentlens.engine.run import run
from latentlens.experiments.world_report.mentions import (
    ACTIVATION_BUDGET,
    Mention,
    generate_patched,
    mention_in_prose,
)
from latentlens.model.language_model import LanguageModel
from latentlens.readers.reader import Reader
from latentlens.session import Session

MAX_NEW_TOKENS = 20
"""The answer must appear within this many generated tokens, as in the paper."""
STOP_STRINGS = (".", "\n")
"""Text after the end of a sentence is about something else, and is not searched for the answer."""

__all__ = [
    "MAX_NEW_TOKENS",
    "STOP_STRINGS",
    "Grid",
    "contains_phrase",
    "generate_all_layer_pairs",
    "generate_greedily",
    "prose_up_to",
]

Grid = list[list[str]]
"""Generated texts, indexed by source layer and target layer."""


def contains_phrase(text: str, answer: str) -> bool:
    """Return whether a text contains an answer as whole words.

    Args:
        text: the generated text.
        answer: words to look for; case is ignored.

    Examples:
        >>> contains_phrase(" is in Canada", "canada"), contains_phrase(" is in Canada", "ada")
        (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE) is not None


def prose_up_to(kind: str, name: str, rng: Random, without: Iterable[str]) -> str | None:
    """Write running prose that ends with a mention of an entity and contains none of some answers.

    Args:
        kind: kind of entity, such as "country".
        name: name of the entity.
        rng: random source for the sentence and the other entities in it.
        without: answers that would give a reader of the text away.

    Returns:
        The text up to the end of the name; None if the name itself contains an answer.
    """
    answers = list(without)
    if any(contains_phrase(name, answer) for answer in answers):
        return None
    while True:
        source: Mention = mention_in_prose(kind, name, rng)
        text = source.text[: source.text.index(name) + len(name)]
        if not any(contains_phrase(text, answer) for answer in answers):
            return text


def generate_all_layer_pairs(
    session: Session, reader: Reader, vectors: Sequence[Float[Tensor, "layer d_model"]]
) -> list[Grid]:
    """Write every layer of some states into every target layer, and generate.

    Args:
        session: session on the target model.
        reader: reader that writes at the layer at which it reads.
        vectors: states to write, each at all layers.

    Returns:
        One grid of texts per state, indexed by source layer and target layer.
    """
    layers = range(session.model.n_layers + 1)
    texts = iter(
        generate_patched(session, reader, [(v[i], k) for v in vectors for i in range(len(v)) for k in layers])
    )
    return [[[next(texts) for _ in layers] for _ in v] for v in vectors]


def generate_greedily(
    model: LanguageModel,
    prompts: Sequence[str],
    *,
    max_new_tokens: int = MAX_NEW_TOKENS,
    stop: tuple[str, ...] = STOP_STRINGS,
) -> list[str]:
    """Generate greedily from prompts.

    Args:
        model: the model to generate with.
        prompts: texts to continue.
        max_new_tokens: maximum number of generated tokens.
        stop: strings that end a continuation.
    """
    readout = Generate(max_new_tokens, stop)
    queries = [Query(tuple(model.tokenizer.encode(prompt)), (), readout) for prompt in prompts]
    results = run(queries, model, budget=ACTIVATION_BUDGET)
    return [r.value.text for r in all_finite(results, model.dtype) if isinstance(r.value, Generation)]
