"""Replies and texts sampled from the model that will be read, many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.engine.query import Generate, Generation, Query
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.model.tokenizer import ChatMessages
from latentlens.training.data.row_generator import backend_of
from latentlens.training.data.row_positions import token_ids


def sampled_replies(
    model: Asker | Backend,
    sources: Sequence[str | ChatMessages],
    *,
    max_new_tokens: int = 64,
    temperature: float = 1.0,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> list[str]:
    """Sample what a model says after each of several chats or texts.

    A reply depends on its own chat and the seed only, not on the others or their order.

    Source: a later study of activation oracles (2026, arXiv 2606.02609), which trains on what the model
    itself says; the replies of LatentQA (arXiv 2412.08686) are another model's.

    Args:
        model: session or backend of the model that answers.
        sources: chats or texts that it goes on from.
        max_new_tokens: largest number of tokens of a reply. Default 64.
        temperature: temperature of the sampling; 0.0 takes the most probable token. Default 1.0.
        seed: seed of the sampling. Default 0.
        progress: as in `RowGenerator.rows`; counts the replies.

    Returns:
        The replies without spaces around them, in order; one may be empty.

    Raises:
        UnsupportedModel: if the backend cannot generate.
        PromptError: if a source is empty or longer than the model's context.
        Cancelled: if `progress` was cancelled.

    Examples:
        >>> from latentlens import Session
        >>> sampled_replies(Session(), [[{"role": "user", "content": "Good morning."}]], temperature=0.0)
        ['Hello.']
    """
    said = _said(model, sources, max_new_tokens, temperature, seed, progress)
    return [text.strip() for text in said]


def sampled_texts(
    model: Asker | Backend,
    beginnings: Sequence[str],
    *,
    max_new_tokens: int = 64,
    temperature: float = 1.0,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> list[str]:
    """Sample texts that a model writes itself: each of several beginnings, with what the model goes on with.

    Source: as `sampled_replies`.

    Args:
        model: session or backend of the model that writes.
        beginnings: first words of each text.
        max_new_tokens: largest number of tokens that are added. Default 64.
        temperature: as in `sampled_replies`.
        seed: seed of the sampling. Default 0.
        progress: as in `RowGenerator.rows`; counts the texts.

    Raises:
        UnsupportedModel: if the backend cannot generate.
        PromptError: if a beginning is empty or longer than the model's context.
        Cancelled: if `progress` was cancelled.

    Examples:
        >>> from latentlens import Session
        >>> sampled_texts(Session(), ["The capital of France is"], max_new_tokens=1, temperature=0.0)
        ['The capital of France is Paris']
    """
    said = _said(model, beginnings, max_new_tokens, temperature, seed, progress)
    return [text + more for text, more in zip(beginnings, said, strict=True)]


def _said(
    model: Asker | Backend,
    sources: Sequence[str | ChatMessages],
    max_new_tokens: int,
    temperature: float,
    seed: int,
    progress: Progress | bool | None,
) -> list[str]:
    """Return what the model says after each source."""
    backend = backend_of(model)
    backend.check_can("generate", "Sampling what a model says")
    number("temperature", temperature, least=0)
    integer("max_new_tokens", max_new_tokens, least=1)
    checked_seed("seed", seed)
    queries = [
        Query(
            token_ids(source, backend),
            (),
            Generate(max_new_tokens, temperature=temperature, seed=_seed_of(source, seed)),
        )
        for source in sources
    ]
    with track(progress, "sampling", unit="replies", total=len(queries)) as work:
        results = backend.run(queries, progress=work)
    return [result.value.text if isinstance(result.value, Generation) else "" for result in results]


def _seed_of(source: str | ChatMessages, seed: int) -> int:
    content = source if isinstance(source, str) else repr([(m["role"], m["content"]) for m in source])
    digest = hashlib.blake2b(f"{seed}\x1f{content}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1
