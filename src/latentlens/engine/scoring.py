"""Teacher-forced scores of what could follow the target prompt."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.next_tokens import ReadSite, token_logprobs
from latentlens.engine.plan import attention
from latentlens.engine.prefill import Checkpoint, Prefilled
from latentlens.engine.query import Score, Scores
from latentlens.model.language_model import LanguageModel


def score(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, Score]],
    budget: int,
    checkpoint: Checkpoint,
) -> list[Scores]:
    """Score several continuations of several rows, each token of each, teacher-forced.

    Args:
        model: the target model.
        prefilled: the chunk after its prompt.
        streams: for each row its index in `prefilled.states`, and the continuations that are scored after it.
        budget: how many bytes one forward pass may take.
        checkpoint: called before every forward pass and each block of what follows it; may raise to stop.
    """
    by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, (_, readout) in enumerate(streams):
        for j, continuation in enumerate(readout.continuations):
            by_length[len(continuation)].append((i, j))
    every = [place for places in by_length.values() for place in places]
    first = [
        (ReadSite(streams[i][0], 0, streams[i][1].contrast), streams[i][1].continuations[j][0])
        for i, j in every
    ]
    found = token_logprobs(model.unembedding, prefilled.states, first, checkpoint)
    scores = {place: [own] for place, own in zip(every, found, strict=True)}
    for length, places in by_length.items():
        if length == 1:
            continue
        for part in _parts(places, budget // _row_bytes(model, prefilled, length - 1)):
            checkpoint()
            beside = [(i, j) for i, j in part if streams[i][1].contrast]
            rows = [streams[i][0] for i, _ in part] + [0] * len(beside)
            tokens = [streams[i][1].continuations[j] for i, j in (*part, *beside)]
            states = _after_each(model, prefilled, rows, [ids[:-1] for ids in tokens]).flatten(0, 1)
            unpatched = {place: len(part) + at for at, place in enumerate(beside)}
            n = length - 1
            rest = [
                (
                    ReadSite(
                        at * n + step, unpatched.get(place, 0) * n + step, streams[place[0]][1].contrast
                    ),
                    tokens[at][step + 1],
                )
                for at, place in enumerate(part)
                for step in range(n)
            ]
            found = token_logprobs(model.unembedding, states, rest, checkpoint)
            for at, place in enumerate(part):
                scores[place] += found[at * n : (at + 1) * n]
    return [
        Scores(tuple(tuple(scores[i, j]) for j in range(len(readout.continuations))))
        for i, (_, readout) in enumerate(streams)
    ]


def _after_each(
    model: LanguageModel, prefilled: Prefilled, rows: list[int], tokens: list[tuple[int, ...]]
) -> Float[Tensor, "row position d_model"]:
    """Run equally long texts after the prompt and return the state after each of their tokens.

    Each is what it is where the text ends with its token: where rotary positions depend on the length of the
    sequence, what lies in another regime is run on its own.
    """
    first, n = prefilled.length + 1, len(tokens[0])
    found: list[Tensor] = []
    for regime, steps in itertools.groupby(range(n), lambda step: model.regime(first + step)):
        those = list(steps)
        start, end = those[0], those[-1]
        same = regime == model.regime(prefilled.length)
        prompt = prefilled if same else prefilled.at_length(first + end)
        cache, after = prompt.cache_for(rows, keep=False), prompt.continued(rows, 0, end + 1)
        states = model.states([ids[: end + 1] for ids in tokens], cache=cache, **after)
        found.append(states[:, start:])
    return found[0] if len(found) == 1 else torch.cat(found, dim=1)


def _row_bytes(model: LanguageModel, prefilled: Prefilled, n_tokens: int) -> int:
    """Estimate what a row of a teacher-forced pass takes: its cache, and one block's own activations."""
    held = 2 * model.n_layers * prefilled.cache.own_length + 4 * prefilled.length
    attended = attention(model, n_tokens, prefilled.length + n_tokens)
    return 4 * (model.d_model * (held + 24 * n_tokens) + attended)


def _parts(places: list[tuple[int, int]], size: int) -> Iterator[list[tuple[int, int]]]:
    size = max(1, size)
    for start in range(0, len(places), size):
        yield places[start : start + size]
