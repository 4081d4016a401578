"""What follows the target prompt: next-token distributions and generation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import torch

from latentlens.engine.contrast import Place
from latentlens.engine.generation_state import GenerationState
from latentlens.engine.next_tokens import top
from latentlens.engine.query import Distribution, Generate, Generation, NextToken
from latentlens.engine.rows import Checkpoint, Prefilled
from latentlens.engine.sampling import choose
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel


def distributions(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, NextToken]],
    checkpoint: Checkpoint,
) -> list[Distribution]:
    """Return the next-token distribution of several (row, readout) pairs; arguments as in `generate`."""
    found: dict[int, Distribution] = {}
    alike: dict[NextToken, list[int]] = defaultdict(list)
    for i, (_, readout) in enumerate(streams):
        alike[readout].append(i)
    for readout, asked in alike.items():
        states = prefilled.states[[streams[i][0] for i in asked]]
        logits = model.unembedding.logits(states, checkpoint) if readout.keep_logits else None
        if logits is None:
            ids, values = top(model.unembedding, states, readout.top_k, checkpoint)
        else:
            k = min(readout.top_k, logits.shape[-1])
            values, ids = torch.log_softmax(logits.float(), dim=-1).topk(k)
        for at, (i, own, of) in enumerate(zip(asked, ids.tolist(), values.tolist(), strict=True)):
            # cloned, or one row that somebody keeps would keep them all
            kept = None if logits is None else logits[at].clone()
            found[i] = Distribution(tuple(own), tuple(of), kept)
    return [found[i] for i in range(len(streams))]


def generate(
    model: LanguageModel,
    prefilled: Prefilled,
    streams: Sequence[tuple[int, Generate]],
    checkpoint: Checkpoint,
) -> list[Generation]:
    """Generate for several (row, readout) pairs together; each is as if it ran alone.

    Args:
        model: the target model.
        prefilled: the chunk after its prompt.
        streams: indices into the chunk's states, and how each is to be decoded.
        checkpoint: called before every forward pass and each part of what follows it; may raise to stop.
    """
    speakers = [GenerationState(readout, model.tokenizer) for _, readout in streams]
    alive = list(range(len(streams)))
    batch = _batch(streams, alive)
    states = prefilled.states
    places = [Place(row, 0, readout.contrast) for row, readout in streams]
    cache: RowCache | None = None
    regime = model.regime(prefilled.length)
    while True:
        choose(model.unembedding, states, places, [speakers[i] for i in alive], checkpoint)
        alive = [i for i in alive if not speakers[i].finished]
        if not alive:
            return [speaker.generation() for speaker in speakers]
        before, batch = batch, _batch(streams, alive)
        rows = [0 if beside else streams[i][0] for i, beside in batch]
        said = len(speakers[alive[0]].token_ids) - 1
        length = prefilled.length + said + 1
        if model.regime(length) != regime:  # no key of before fits: the whole row is run anew
            regime, said = model.regime(length), 0
            cache = prefilled.at_length(length).cache_for(rows, keep=True)
        elif cache is None:
            cache = prefilled.cache_for(rows, keep=True)
            cache.unshare_prefix()
        elif len(batch) < len(before):
            kept = [before.index(place) for place in batch]
            cache.select([kept] * len(cache.layers))
        checkpoint()
        tokens = [speakers[i].token_ids[said:] for i, _ in batch]
        cuts = prefilled.hidden(rows, said, len(tokens[0]))
        states = model.states(tokens, cache=cache, hidden=cuts)[:, -1]
        at = {place: row for row, place in enumerate(batch)}
        places = [Place(at[i, False], at.get((i, True), 0), streams[i][1].contrast) for i in alive]


def _batch(streams: Sequence[tuple[int, Generate]], alive: Sequence[int]) -> list[tuple[int, bool]]:
    """Return what runs: every stream still going, then an unpatched row beside each that is contrasted."""
    return [(i, False) for i in alive] + [(i, True) for i in alive if streams[i][1].contrast]
