"""Steering vectors without a decoder, to compare with: differences of mean activations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, NotFinite, SelectionError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import shown
from latentlens.model.adapters import BASE
from latentlens.model.prompt import Chat, TokenIds
from latentlens.training.steering.steered_prompts import Prompts, SteeredPrompt, steered_prompts
from latentlens.training.steering.steering_report import SteeringReport
from latentlens.training.steering.steering_vectors import SteeringVectors

_TOGETHER = 64
"""Prompts whose activations are read in one call."""


def mean_difference(
    session: Asker,
    with_trait: Prompts,
    without: Prompts,
    *,
    layers: Iterable[int],
    progress: Progress | bool | None = None,
) -> SteeringVectors:
    """Return the mean activation of prompts with a trait minus that of prompts without it.

    Args:
        session: session on the model that is steered.
        with_trait: texts, chats and token ids, over all of whose tokens but a leading beginning-of-sequence
            token the mean is taken; or selections, `trace.select(...)`, over whose positions it is.
        without: the same without the trait.
        layers: layers that get a vector, 0 to n_layers.
        progress: as in `Session.sweep`; counts prompts. Default None.

    Raises:
        InputError: if there are no prompts.
        SelectionError: if a layer does not exist.
        NotFinite: if an activation is NaN or infinite.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> steering = mean_difference(session, ["France", "Peru"], ["gold", "iron"], layers=[4])
        >>> steering.layers
        (4,)

    Source:
        Mean-centred activation steering and ActAdd, arXiv 2308.10248; LatentQA (arXiv 2412.08686) compares
        with it.
    """
    model, chosen = session.backend, _layers(session.backend, layers)
    pairs = [steered_prompts(given, model, (chosen,)) for given in (with_trait, without)]
    with track(progress, "mean activations", unit="prompts", total=sum(map(len, pairs))) as work:
        one, other = (_mean(model, prompts, chosen, work) for prompts in pairs)
    return _made(model, one - other, chosen, "mean_difference", sum(map(len, pairs)))


def contrastive_pairs(
    session: Asker,
    pairs: Sequence[tuple[str | Chat | TokenIds, str | Chat | TokenIds]],
    *,
    layers: Iterable[int],
    progress: Progress | bool | None = None,
) -> SteeringVectors:
    """Return the mean difference, over pairs of prompts, of the activations at their last tokens.

    Args:
        session: session on the model that is steered.
        pairs: pairs of a text, chat or list of token ids with a trait, and the same without it or with its
            contrary.
        layers: layers that get a vector, 0 to n_layers.
        progress: as in `Session.sweep`; counts prompts. Default None.

    Raises:
        InputError: if there is no pair, or one is no pair.
        SelectionError: if a layer does not exist.
        NotFinite: if an activation is NaN or infinite.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> pairs = [("What a lovely day.", "Alas, alas.")]
        >>> contrastive_pairs(session, pairs, layers=[4]).layers
        (4,)

    Source:
        Contrastive activation addition, arXiv 2312.06681.
    """
    model, chosen = session.backend, _layers(session.backend, layers)
    if not isinstance(pairs, Sequence) or not pairs or any(len(pair) != 2 for pair in pairs):
        raise InputError(
            f"pairs is a list of pairs of prompts, with the trait and without; got {shown(pairs)}."
        )
    sides = [steered_prompts([pair[side] for pair in pairs], model, (chosen,)) for side in (0, 1)]
    with track(progress, "contrastive pairs", unit="prompts", total=2 * len(pairs)) as work:
        one, other = (_mean(model, prompts, chosen, work, last=True) for prompts in sides)
    return _made(model, one - other, chosen, "contrastive_pairs", len(pairs))


def _mean(
    model: Backend,
    prompts: Sequence[SteeredPrompt],
    layers: Sequence[int],
    work: Progress,
    *,
    last: bool = False,
) -> Float[Tensor, "layer d_model"]:
    """Return the mean over prompts of each one's mean activation, or of that at its last token."""
    total = torch.zeros(len(layers), model.d_model, dtype=torch.float64, device="cpu")
    with model.pinned(), model.using(BASE):
        for start in range(0, len(prompts), _TOGETHER):
            work.check()
            batch = prompts[start : start + _TOGETHER]
            found = model.capture([prompt.token_ids for prompt in batch], layers)
            for prompt, states in zip(batch, found, strict=True):
                positions = sorted({site.position for site in prompt.readings[0]})
                read = [len(prompt.token_ids) - 1] if last else positions
                total += states[:, read].double().mean(dim=1).cpu()
            work.advance(len(batch))
    return total / len(prompts)


def _made(
    model: Backend, difference: Float[Tensor, "layer d_model"], layers: Sequence[int], method: str, n: int
) -> SteeringVectors:
    if not bool(difference.isfinite().all()):
        raise NotFinite(f"The activations of {model.name} on these prompts hold NaN or infinity.")
    vectors = {layer: vector.float() for layer, vector in zip(layers, difference, strict=True)}
    report = SteeringReport(method, model.name, model.fingerprint(), n, {"layers": list(layers)})
    return SteeringVectors(vectors, report)


def _layers(model: Backend, layers: Iterable[int]) -> tuple[int, ...]:
    chosen = sorted({integer("a layer", each) for each in as_list(layers, "layers", "layers=[2, 3]")})
    if not chosen or not 0 <= chosen[0] <= chosen[-1] <= model.n_layers:
        raise SelectionError(
            f"layers are from 0 to {model.n_layers} in {model.name}, at least one; got {shown(chosen)}."
        )
    return tuple(chosen)
