"""The next token of several answers at once: the most probable, or a sample."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch

from latentlens.engine.contrast import Place, distributions
from latentlens.engine.generation_state import GenerationState
from latentlens.engine.next_tokens import top
from latentlens.model.unembedding import States, Unembedding


def choose(
    unembedding: Unembedding,
    states: States,
    places: Sequence[Place],
    speakers: Sequence[GenerationState],
    check: Callable[[], None],
) -> None:
    """Let every speaker say its next token.

    Args:
        unembedding: of the model.
        states: after the last block, at the last token.
        places: where each speaker's token is read; several may speak from one state.
        speakers: as many as places.
        check: called before every part of the work; may raise to stop.
    """
    greedy = [i for i, place in enumerate(places) if speakers[i].random is None and not place.contrast]
    if greedy:
        ids, logprobs = top(unembedding, states[[places[i].row for i in greedy]], 1, check)
        for i, token, logprob in zip(greedy, ids[:, 0].tolist(), logprobs[:, 0].tolist(), strict=True):
            speakers[i].take(token, logprob)
    others = sorted(set(range(len(places))).difference(greedy))
    for at, own in distributions(unembedding, states, [places[i] for i in others], check):
        speaker = speakers[others[at]]
        chosen = int(own.argmax())
        likeliest = float(own[chosen])  # NaN where a logit was NaN or +inf: nothing can be drawn from that
        if speaker.random is None or math.isnan(likeliest):
            speaker.take(chosen, likeliest)
            continue
        # Taken off first, or a temperature near 0 would make minus infinity of all.
        probs = torch.softmax((own - likeliest) / speaker.readout.temperature, dim=-1).cpu()
        chosen = int(torch.multinomial(probs, 1, generator=speaker.random))
        speaker.take(chosen, float(own[chosen]))
