"""Generate text from patched target prompts, and check it for answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
)
from latentlens.model.language_model import LanguageModel
from latentlens.readers.reader import Reader
from latentlens.session import Session

MAX_NEW_TOKENS = 20
"""The answer must appear within this many generated tokens, as in the paper."""
FEW_NEW_TOKENS = 10
"""The same where a large model is read: an answer hardly ever comes later, and each token costs as much."""
STOP_STRINGS = (".", "\n")
"""Text after the end of a sentence is about something else, and is not searched for the answer."""

__all__ = [
    "FEW_NEW_TOKENS",
    "MAX_NEW_TOKENS",
    "STOP_STRINGS",
    "Grid",
    "contains_any",
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


def contains_any(text: str, answers: Iterable[str]) -> bool:
    """Return whether a text contains one of several answers as whole words.

    Args:
        text: the generated text.
        answers: what to look for; case is ignored.
    """
    return any(contains_phrase(text, answer) for answer in answers)


def prose_up_to(
    mention: Callable[[str, str, Random], Mention], kind: str, name: str, rng: Random, without: Iterable[str]
) -> str | None:
    """Write running prose that ends with a mention of an entity and contains none of some answers.

    Args:
        mention: writes a sentence in which the entity occurs.
        kind: kind of entity, such as "country".
        name: name of the entity.
        rng: random source for the sentence and the other entities in it.
        without: answers that would give a reader of the text away.

    Returns:
        The text up to the end of the name; None if the name itself contains an answer.
    """
    answers = list(without)
    if contains_any(name, answers):
        return None
    while True:
        source = mention(kind, name, rng)
        text = source.text[: source.text.index(name) + len(name)]
        if not contains_any(text, answers):
            return text


def generate_all_layer_pairs(
    session: Session,
    reader: Reader,
    vectors: Sequence[Float[Tensor, "layer d_model"]],
    layers: Sequence[int],
) -> list[Grid]:
    """Write some layers of some states into the same target layers, and generate.

    Args:
        session: session on the target model.
        reader: reader that writes at the layer at which it reads.
        vectors: states to write, each at all layers.
        layers: source layers, and target layers.

    Returns:
        One grid of texts per state, indexed by position in `layers` for the source and for the target.
    """
    written = [(v[i], k) for v in vectors for i in layers for k in layers]
    texts = iter(generate_patched(session, reader, written))
    return [[[next(texts) for _ in layers] for _ in layers] for _ in vectors]


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
