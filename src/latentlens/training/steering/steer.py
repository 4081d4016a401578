"""Steer a model so that a decoder would give the wished answers about its activations."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import Literal, overload

import torch

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.engine.query import NextToken, Query
from latentlens.errors import InputError, NotFinite, SelectionError
from latentlens.inputs.numbers import MOST, boolean, integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice
from latentlens.model.adapters import BASE
from latentlens.readers.decoder import Decoder
from latentlens.training.steering.learnt_changes import (
    ChangeByLora,
    ChangeByVectors,
    LearntChange,
    added_positions,
    fresh_lora,
)
from latentlens.training.steering.preserved_predictions import PreservedPredictions
from latentlens.training.steering.steered_prompts import Prompts, SteeredPrompt, steered_prompts
from latentlens.training.steering.steering_loop import LoopSettings, SteeringLoop
from latentlens.training.steering.steering_lora import SteeringLora
from latentlens.training.steering.steering_report import SteeringReport
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.training.steering.wish_loss import Wish, WishLoss

_LEARNING_RATES = {"vectors": 0.03, "lora": 1e-3}


@overload
def steer(
    session: Asker,
    decoder: Decoder,
    prompts: Prompts,
    wishes: Sequence[Wish],
    *,
    learn: Literal["vectors"] = "vectors",
    layers: Iterable[int] | None = None,
    positions: Sequence[int] | None = None,
    max_norm: float = 0.25,
    rank: int = 8,
    per_layer: bool = False,
    preserve: Prompts = (),
    preserve_weight: float = 1.0,
    steps: int = 60,
    batch_size: int = 16,
    learning_rate: float | None = None,
    validation: Prompts = (),
    source: Asker | None = None,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> SteeringVectors: ...


@overload
def steer(
    session: Asker,
    decoder: Decoder,
    prompts: Prompts,
    wishes: Sequence[Wish],
    *,
    learn: Literal["lora"],
    layers: Iterable[int] | None = None,
    positions: Sequence[int] | None = None,
    max_norm: float = 0.25,
    rank: int = 8,
    per_layer: bool = False,
    preserve: Prompts = (),
    preserve_weight: float = 1.0,
    steps: int = 60,
    batch_size: int = 16,
    learning_rate: float | None = None,
    validation: Prompts = (),
    source: Asker | None = None,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> SteeringLora: ...


@torch.inference_mode(mode=False)
def steer(
    session: Asker,
    decoder: Decoder,
    prompts: Prompts,
    wishes: Sequence[Wish],
    *,
    learn: Literal["vectors", "lora"] = "vectors",
    layers: Iterable[int] | None = None,
    positions: Sequence[int] | None = None,
    max_norm: float = 0.25,
    rank: int = 8,
    per_layer: bool = False,
    preserve: Prompts = (),
    preserve_weight: float = 1.0,
    steps: int = 60,
    batch_size: int = 16,
    learning_rate: float | None = None,
    validation: Prompts = (),
    source: Asker | None = None,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> SteeringVectors | SteeringLora:
    """Learn vectors, or a LoRA, with which a decoder gives the wished answers about a model's activations.

    The loss is the cross-entropy of the wished answers after the questions, teacher-forced; its gradient goes
    through the decoder, which is frozen, and through the activations that stand in its prompt, into what is
    learnt. Adam, the learning rate falling linearly to 0; what had the least loss in a check is kept. The
    user's model stays as it is: what was learnt is loaded beside it.

    A function of a session and a decoder, and no method of the decoder, because a decoder is a description
    that runs no model and holds none.

    Args:
        session: session on the model that answers for the decoder.
        decoder: the decoder.
        prompts: texts, chats and token ids on which it is learnt, whose tokens are all read but a leading
            beginning-of-sequence token; or selections, `trace.select(...)`, of which the sites are read.
        wishes: pairs of a question to the decoder and the answer that it should give.
        learn: "vectors" (default), one for each layer, added to the residual stream; or "lora", a LoRA of the
            blocks that compute the layers.
        layers: layers at which vectors are added, 0 to the highest that is read; or whose blocks get a LoRA,
            from 1. Default None: for vectors, the lowest that is read; for a LoRA, all up to the highest.
        positions: positions at which vectors are added while they are learnt, negative ones from a prompt's
            end. Default None: all, as an adapter adds them.
        max_norm: largest norm of a vector, in usual norms of a state at its layer. Default 0.25.
        rank: rank of the LoRA. Default 8.
        per_layer: whether texts and chats are read in every combination of layers that the decoder was
            trained for, and the losses averaged. Default False: in the first.
        preserve: prompts on which the model should predict what it predicts without the change: texts, chats
            and token ids, at all of whose tokens the next-token distribution is compared, or selections, at
            whose positions it is. Default (): none.
        preserve_weight: weight of the divergence KL(own || steered) there, in nats per token, beside the
            decoder's loss. Default 1.
        steps: number of optimiser steps. Default 60.
        batch_size: number of questions in each step. Default 16.
        learning_rate: Adam's learning rate in the first step, for vectors in units of the states' root mean
            square. Default None: 0.03 for vectors, 0.001 for a LoRA.
        validation: prompts on which the loss is checked. Default: those that are learnt from.
        source: session on the model that is read and steered. Default None: the one that answers.
        seed: seed of the order of the questions, and of a LoRA's first matrices. Default 0.
        progress: as in `Session.sweep`; counts steps. If it is cancelled after the first step, the best so
            far is returned, with `report.cancelled`.

    Returns:
        `SteeringVectors`, or a `SteeringLora`; give `result.adapter(strength)` to
        `session.backend.load_adapter`, and the name that this returns to `session.run(..., adapter=name)`.

    Raises:
        InputError: if there is no prompt or wish, or a setting makes no sense.
        SelectionError: if a layer does not exist, or nothing that is added there reaches what is read.
        DecoderError: if the decoder does not belong to the models.
        NotFinite: if a loss or gradient is NaN or infinite; its `best` is what was learnt before.
        Cancelled: if `progress` was cancelled before the first step.

    Source:
        LatentQA (arXiv 2412.08686), section 3 and lit/control.py: STEER.
    """
    choice("learn", learn, ("vectors", "lora"))
    if not isinstance(decoder, Decoder):
        raise InputError(f"A decoder is what Decoder.load(directory) returns; got {shown(decoder)}.")
    answers = session.backend
    reads = answers if source is None else source.backend
    for model, what in ((answers, "Steering"), (reads, "Steering")):
        model.check_can("gradients", what)
    settings = _settings(steps, batch_size, learning_rate, learn, seed, preserve_weight)
    most, lora_rank = number("max_norm", max_norm), integer("rank", rank, least=1, most=MOST)
    if not most > 0:
        raise InputError(f"max_norm is above 0, such as 0.25; got {max_norm!r}.")
    decoder.check_source(reads, None, answers)
    combinations = _combinations(decoder, reads, boolean("per_layer", per_layer))
    learnt_from = steered_prompts(prompts, reads, combinations)
    checked = steered_prompts(validation, reads, combinations, "validation prompts") if validation else []
    preserved = steered_prompts(preserve, reads, ((0,),), "prompts to preserve") if preserve else []
    chosen = _layers(layers, learn, reads, [*learnt_from, *checked])
    loss = WishLoss(decoder, answers, wishes)
    at = None if positions is None else _positions(positions, [*learnt_from, *checked, *preserved])
    counted = track(progress, "steering", unit="steps", total=steps)
    with contextlib.ExitStack() as stack, reads.pinned(), answers.pinned(), counted as work:
        change: LearntChange
        if learn == "vectors":
            change = ChangeByVectors(reads, _usual_norms(reads, learnt_from, chosen), at, most)
        else:
            lora = fresh_lora(reads.model, chosen, lora_rank, seed)
            change = stack.enter_context(contextlib.closing(ChangeByLora(reads, lora)))
        kept = PreservedPredictions(reads, preserved, settings.batch_size, seed) if preserved else None
        loop = SteeringLoop(reads, loss, change, learnt_from, checked, len(wishes), settings, kept)

        def made() -> SteeringVectors | SteeringLora:
            result = loop.result
            report = SteeringReport(
                method="decoder",
                model=reads.name,
                fingerprint=reads.fingerprint(),
                n_prompts=len(learnt_from),
                settings={
                    "learn": learn,
                    "layers": list(chosen),
                    "positions": None if at is None else list(at),
                    "max_norm": most,
                    "rank": lora_rank,
                    "per_layer": per_layer,
                    "preserved": len(preserved),
                    "preserve_weight": settings.preserve_weight,
                    "steps": steps,
                    "batch_size": batch_size,
                    "learning_rate": settings.learning_rate,
                },
                decoder=f"{decoder.manifest.name} {decoder.weights.digest[:12]}",
                wishes=tuple((question, answer) for question, answer in wishes),
                seed=seed,
                losses=tuple(result.losses),
                divergences=tuple(result.divergences),
                checks=tuple(result.checks),
                best_step=result.best_step,
                cancelled=result.cancelled,
                version=_version(),
            )
            if learn == "vectors":
                # positions from a prompt's end are others in each prompt: those are for `writes`
                fixed = at if at is not None and min(at) >= 0 else None
                return SteeringVectors({int(k): v for k, v in result.learnt.items()}, report, fixed)
            return SteeringLora(lora.with_tensors(result.learnt), report)

        try:
            loop.run(work)
        except NotFinite as error:
            error.best = made() if loop.result.best_step else None
            raise
        return made()


def _settings(
    steps: int,
    batch_size: int,
    rate: float | None,
    learn: str,
    seed: int,
    preserve_weight: float,
) -> LoopSettings:
    learning_rate = _LEARNING_RATES[learn] if rate is None else number("learning_rate", rate)
    if not learning_rate > 0:
        raise InputError(f"learning_rate is above 0, such as 0.001; got {rate!r}.")
    weight = number("preserve_weight", preserve_weight)
    if not weight >= 0:
        raise InputError(f"preserve_weight is 0 or more, such as 1.0; got {preserve_weight!r}.")
    return LoopSettings(
        integer("steps", steps, least=1, most=MOST),
        integer("batch_size", batch_size, least=1, most=MOST),
        learning_rate,
        checked_seed("seed", seed),
        weight,
    )


def _combinations(decoder: Decoder, reads: Backend, per_layer: bool) -> tuple[tuple[int, ...], ...]:
    """Return the layers that are read of texts and chats."""
    trained = decoder.manifest.read.layers or ((reads.n_layers // 2,),)
    return trained if per_layer else trained[:1]


def _layers(
    layers: Iterable[int] | None, learn: str, reads: Backend, prompts: Sequence[SteeredPrompt]
) -> tuple[int, ...]:
    """Return the layers at which something is learnt, lowest first."""
    lowest, highest = (
        min(prompt.layers[0] for prompt in prompts),
        max(prompt.layers[-1] for prompt in prompts),
    )
    first = 0 if learn == "vectors" else 1
    if layers is None:
        return (lowest,) if learn == "vectors" else tuple(range(1, highest + 1)) or (1,)
    chosen = sorted({integer("a layer", each) for each in as_list(layers, "layers", "layers=[2, 3]")})
    if not chosen:
        raise SelectionError("There is no layer to steer at. Give at least one, or leave layers out.")
    for layer in chosen:
        if not first <= layer <= reads.n_layers:
            raise SelectionError(
                f"Layer {layer} cannot be steered: {reads.name} has layers {first} to {reads.n_layers}"
                f"{' that a block computes' if first else ''}."
            )
        if layer > highest:
            raise SelectionError(
                f"What is changed at layer {layer} does not reach the activations that the decoder reads, at "
                f"layers up to {highest}, so nothing can be learnt there. Steer at layer {highest} or below."
            )
    return tuple(chosen)


def _positions(positions: Sequence[int], prompts: Sequence[SteeredPrompt]) -> tuple[int, ...]:
    """Return the positions at which vectors are added, after checking that every prompt has one."""
    found = tuple(integer("a position", p) for p in as_list(positions, "positions", "positions=[-1]"))
    for prompt in prompts:
        if not added_positions(prompt, found):
            raise SelectionError(
                f"The prompt {prompt.text!r} has {len(prompt.token_ids)} tokens, and none of the positions "
                f"{shown(list(found))} is among them. Give one that every prompt has, such as -1."
            )
    return found


def _usual_norms(reads: Backend, prompts: Sequence[SteeredPrompt], layers: Sequence[int]) -> dict[int, float]:
    """Return the median norm of a state at some layers, over the tokens of up to 32 prompts."""
    queries = [Query(prompt.token_ids, (), NextToken(), adapter=BASE) for prompt in prompts[:32]]
    with torch.no_grad():
        states = torch.cat(reads.forced_states(queries, layers), dim=1)
    medians = states.float().norm(dim=-1).median(dim=-1).values
    if not bool(medians.isfinite().all()):
        raise NotFinite(f"The activations of {reads.name} on these prompts hold NaN or infinity.")
    return {layer: max(float(norm), 1e-6) for layer, norm in zip(layers, medians, strict=True)}


def _version() -> str:
    from importlib.metadata import version

    return version("latentlens")
