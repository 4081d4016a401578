"""Log-probabilities of continuations after the target prompt, teacher-forced."""

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
from latentlens.engine.stoppable import stoppable
from latentlens.model.language_model import LanguageModel


def score(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, Score]],
    budget: int,
    checkpoint: Checkpoint,
) -> list[Scores]:
    """Return the log-probability of each token of several continuations after several rows.

    Args:
        model: the target model.
        prefilled: the chunk of rows after the forward pass over its target prompt.
        streams: for each row, its index in `prefilled.states`, and the continuations to score after it.
        budget: largest number of bytes of activations in one forward pass.
        checkpoint: called before every forward pass, in a large one before every block of the model, and at
            every block of the unembedding; it may raise an error to stop.
    """
    by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, (_, readout) in enumerate(streams):
        for j, continuation in enumerate(readout.continuations):
            by_length[len(continuation)].append((i, j))
    all_pairs = [pair for pairs in by_length.values() for pair in pairs]
    first_tokens = [
        (ReadSite(streams[i][0], 0, streams[i][1].contrast), streams[i][1].continuations[j][0])
        for i, j in all_pairs
    ]
    logprobs = token_logprobs(model.unembedding, prefilled.states, first_tokens, checkpoint)
    scores = {pair: [logprob] for pair, logprob in zip(all_pairs, logprobs, strict=True)}
    for length, pairs in by_length.items():
        if length == 1:
            continue
        for chunk in _parts(pairs, budget // _row_bytes(model, prefilled, length - 1)):
            checkpoint()
            contrasted = [(i, j) for i, j in chunk if streams[i][1].contrast]
            rows = [streams[i][0] for i, _ in chunk] + [0] * len(contrasted)
            tokens = [streams[i][1].continuations[j] for i, j in (*chunk, *contrasted)]
            states = _after_each(model, prefilled, rows, [ids[:-1] for ids in tokens], checkpoint)
            states = states.flatten(0, 1)
            unpatched = {pair: len(chunk) + row for row, pair in enumerate(contrasted)}
            n = length - 1
            later_tokens = [
                (
                    ReadSite(row * n + step, unpatched.get(pair, 0) * n + step, streams[pair[0]][1].contrast),
                    tokens[row][step + 1],
                )
                for row, pair in enumerate(chunk)
                for step in range(n)
            ]
            logprobs = token_logprobs(model.unembedding, states, later_tokens, checkpoint)
            for row, pair in enumerate(chunk):
                scores[pair] += logprobs[row * n : (row + 1) * n]
    return [
        Scores(tuple(tuple(scores[i, j]) for j in range(len(readout.continuations))))
        for i, (_, readout) in enumerate(streams)
    ]


def _after_each(
    model: LanguageModel,
    prefilled: Prefilled,
    rows: list[int],
    tokens: list[tuple[int, ...]],
    checkpoint: Checkpoint,
) -> Float[Tensor, "row position d_model"]:
    """Run equally long continuations after the prompt and return the residual stream at their tokens.

    Each token's state is as if the sequence ended there: where rotary embeddings depend on the length of the
    sequence, tokens in another regime are run separately.
    """
    first, n = prefilled.length + 1, len(tokens[0])
    by_regime: list[Tensor] = []
    for regime, steps in itertools.groupby(range(n), lambda step: model.regime(first + step)):
        steps_in_regime = list(steps)
        start, end = steps_in_regime[0], steps_in_regime[-1]
        same = regime == model.regime(prefilled.length)
        prompt = prefilled if same else prefilled.at_length(first + end)
        cache, after = prompt.cache_for(rows, keep=False), prompt.after_prompt(rows, 0, end + 1)
        edits = stoppable(model, len(tokens) * (end + 1), checkpoint)
        states = model.states([ids[: end + 1] for ids in tokens], cache=cache, edits=edits, **after)
        by_regime.append(states[:, start:])
    return by_regime[0] if len(by_regime) == 1 else torch.cat(by_regime, dim=1)


def _row_bytes(model: LanguageModel, prefilled: Prefilled, n_tokens: int) -> int:
    """Estimate the bytes of a row in a teacher-forced pass: its KV cache and one block's activations."""
    held = 2 * model.n_layers * prefilled.cache.own_length + 4 * prefilled.length
    attended = attention(model, n_tokens, prefilled.length + n_tokens)
    return 4 * (model.d_model * (held + 24 * n_tokens) + attended)


def _parts(places: list[tuple[int, int]], size: int) -> Iterator[list[tuple[int, int]]]:
    """Yield continuations in chunks of at most `size`."""
    size = max(1, size)
    for start in range(0, len(places), size):
        yield places[start : start + size]
