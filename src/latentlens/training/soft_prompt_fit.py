"""Train soft prompts through the frozen model, with a state in place of their last vector."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterable, Iterator

import torch
from torch import Tensor

from latentlens.display.progress import Progress, track
from latentlens.errors import InputError
from latentlens.inputs.numbers import MOST, integer, number
from latentlens.model.language_model import LanguageModel
from latentlens.readers.soft_prompt import SoftPrompt
from latentlens.training.corpus import Corpus
from latentlens.training.finite_states import diverged
from latentlens.training.future_lens_eval import (
    BATCH_SIZE,
    FutureLensReport,
    draw_places,
    evaluate_future_lens,
)
from latentlens.training.future_targets import FuturePrompt, Futures, Place, futures, places, require
from latentlens.training.lens_logits import checked_unembedding
from latentlens.training.soft_prompts import SoftPrompts
from latentlens.training.states import check_layers_below

_CLIP = 1.0
"""The largest norm of a soft prompt's gradient in one step."""

_ROWS = 8
"""Number of corpus rows per training step, each of which runs once for all layers."""


def fit_soft_prompts(
    model: LanguageModel,
    corpus: Corpus,
    fixed_prompt: str,
    *,
    layers: Iterable[int] | None = None,
    length: int = 10,
    ahead: int = 3,
    steps: int = 250,
    learning_rate: float = 0.1,
    progress: Progress | bool | None = None,
) -> SoftPrompts:
    """Train a soft prompt for every layer, so that the model continues from a state in it as after the text.

    The loss is the KL divergence, in nats, from the model's next-token distributions after the text to those
    after the soft prompt with the state in its slot, averaged over the next `ahead` tokens of the text. Adam,
    gradients clipped to norm 1, learning rate falling linearly to 0. The vectors are initialised to layer-0
    states of random corpus tokens. The model's weights are frozen.

    Args:
        model: the model.
        corpus: a split corpus; its `fit` documents are trained on, its held-out ones evaluated on.
        fixed_prompt: a text whose last token takes the state, as the baseline.
        layers: layers whose states are read; None (default) for all below the last.
        length: number of vectors in a soft prompt; 10 by default.
        ahead: number of future tokens to predict; 3 by default.
        steps: optimiser steps per layer, of 64 tokens each; 250 by default.
        learning_rate: learning rate of the first step, in units of the initial vectors' root mean square;
            0.1 by default.
        progress: as in `Session.sweep`; counts the steps of all layers, and groups of held-out tokens.

    Returns:
        The soft prompts, with the held-out figures.

    Raises:
        InputError: if a layer does not exist or has no block above it, the texts are too few or too short, a
            setting makes no sense, or the loss stops being a number.
        UnsupportedModel: if what the model does after its last block cannot be run alone.
        NotFinite: if a text's states or logits, or their derivatives, hold NaN or infinity.
        Cancelled: if `progress` was cancelled before the end.

    Source:
        Pal et al. 2023 (arXiv 2311.04897), section 3, "learned prompt".
    """
    fixed = FuturePrompt(tuple(model.tokenizer.encode(fixed_prompt)))
    chosen = _check(model, corpus, fixed, layers, length, ahead, steps, learning_rate)
    rows, held_out = corpus.rows(corpus.fit), corpus.rows(corpus.held_out)
    fit_places, held_out_places = (
        places(rows, ahead, corpus.left_out),
        places(held_out, ahead, corpus.left_out),
    )
    require(fit_places, 1, ahead, "to fit on")
    require(held_out_places, 2, ahead, "that are held out")
    checked_unembedding(model, max(rows, key=len))
    groups = draw_places(held_out_places, corpus.seed)
    with track(
        progress, "training soft prompts", unit="steps", total=steps * len(chosen) + len(groups)
    ) as work:
        draw = random.Random(corpus.seed)  # noqa: S311 - an order, no secret
        begin, token_ids = _beginning(model, corpus, length, draw)
        unit = float(begin.square().mean().sqrt())
        changes = {layer: torch.zeros_like(begin, requires_grad=True) for layer in chosen}
        losses: dict[int, list[float]] = {layer: [] for layer in chosen}
        optimiser = torch.optim.Adam(list(changes.values()), lr=learning_rate)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
        for step, batch in zip(range(steps), _step_batches(fit_places, draw), strict=False):
            known = futures(model, rows, batch, chosen, ahead, work.check)
            for layer, change in changes.items():
                work.check()
                loss, change.grad = descent(model, token_ids, begin, unit, change, layer, known, work)
                if not loss < float("inf"):
                    raise diverged(layer, loss, step, learning_rate, model)
                losses[layer].append(loss)
                work.advance(1)
            optimiser.step()
            schedule.step()
        fitted = {layer: (begin + unit * change.detach()) for layer, change in changes.items()}
        prompts = {layer: FuturePrompt(token_ids, vectors) for layer, vectors in fitted.items()}
        report = FutureLensReport(
            documents=(len(corpus.fit), len(corpus.held_out)),
            seed=corpus.seed,
            settings={"length": length, "ahead": ahead, "steps": steps, "learning_rate": learning_rate},
            fixed_prompt=fixed_prompt,
            losses={layer: _ends(seen) for layer, seen in losses.items()},
            rows=evaluate_future_lens(model, prompts, fixed, held_out, groups, ahead, work),
        )
        model_identity = (model.fingerprint(), model.name, model.processing)
        return SoftPrompts(
            [
                SoftPrompt(layer, vectors.cpu(), token_ids, *model_identity)
                for layer, vectors in fitted.items()
            ],
            report,
        )


def descent(
    model: LanguageModel,
    token_ids: tuple[int, ...],
    begin: Tensor,
    unit: float,
    change: Tensor,
    layer: int,
    known: Futures,
    work: Progress,
) -> tuple[float, Tensor]:
    """Return the mean KL divergence of a soft prompt, begin + unit * change, and its clipped gradient.

    Where the gradient is no number, neither is the divergence.
    """
    with torch.enable_grad():
        prompt = FuturePrompt(token_ids, begin + unit * change)
        prompt_logprobs = prompt.predict(model, layer, known.states[layer], known.fed, work.check, grad=True)
        model_logprobs = known.logprobs.to(prompt_logprobs)
        loss = (model_logprobs.exp() * (model_logprobs - prompt_logprobs)).sum(-1).mean()
        # asked for by name, so that nothing is left in the model's own gradients
        (gradient,) = torch.autograd.grad(loss, [change])
    norm = gradient.norm()
    value = float(loss.detach()) if bool(torch.isfinite(norm)) else float("nan")
    return value, gradient * (_CLIP / norm.clamp_min(_CLIP))


def _check(
    model: LanguageModel,
    corpus: Corpus,
    fixed: FuturePrompt,
    layers: Iterable[int] | None,
    length: int,
    ahead: int,
    steps: int,
    learning_rate: float,
) -> tuple[int, ...]:
    for name, value in (("length", length), ("ahead", ahead), ("steps", steps)):
        if not integer(name, value, most=MOST) > 0:
            raise InputError(f"{name} is more than 0; got {value!r}.")
    if not 0 < number("learning_rate", learning_rate) < 100:
        raise InputError(
            "learning_rate is in units of the vectors' own size, above 0 and below 100; got "
            f"{learning_rate!r}. Give for example 0.1."
        )
    chosen = check_layers_below(layers, model)
    soft_length, fixed_length = (corpus.bos is not None) + length, len(fixed.token_ids)
    if model.n_ctx is not None and max(soft_length, fixed_length) + ahead - 1 > model.n_ctx:
        raise InputError(
            f"The soft prompt has {soft_length} positions, the fixed prompt {fixed_length}, and {ahead - 1} "
            f"tokens follow: {model.name} takes {model.n_ctx} together. Give a smaller length or `ahead`."
        )
    corpus.check(model)
    return chosen


def _beginning(
    model: LanguageModel, corpus: Corpus, length: int, draw: random.Random
) -> tuple[Tensor, tuple[int, ...]]:
    """Return the first vectors, and the tokens of a target prompt with that many fillers.

    Layer-0 states of a prompt, not rows of the embedding matrix: learned positions and scales are in them.
    """
    head = () if corpus.bos is None else (corpus.bos,)
    ids = [token for document in corpus.fit for token in document.token_ids]
    begun = model.capture([*head, *draw.choices(ids, k=length)], [0])[0].float()
    hf = model.tokenizer.hf
    filler = next((i for i in (hf.bos_token_id, hf.eos_token_id) if i is not None), 0)
    return begun[len(head) :], head + (filler,) * length


def _step_batches(fit_places: list[Place], draw: random.Random) -> Iterator[list[Place]]:
    """Yield tokens for a step, without end, from a few rows each time: every row runs as a whole."""
    by_row: dict[int, list[Place]] = {}
    for place in fit_places:
        by_row.setdefault(place[0], []).append(place)
    while True:
        batch: list[Place] = []
        for row in draw.sample(list(by_row), len(by_row)):
            batch += draw.sample(by_row[row], min(len(by_row[row]), BATCH_SIZE // _ROWS))
            if len(batch) >= BATCH_SIZE:
                break
        yield batch[:BATCH_SIZE]


def _ends(losses: list[float]) -> tuple[float, float]:
    tenth = max(1, len(losses) // 10)
    return statistics.mean(losses[:tenth]), statistics.mean(losses[-tenth:])
