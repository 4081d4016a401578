"""How a model of the teaching world is steered: with what a decoder answers, and by the baselines."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from random import Random
from typing import Any

from latentlens.activations.selection import Selection
from latentlens.experiments.steering_cases import system_prompts, wishes
from latentlens.experiments.steering_slot import learn_in_slot, random_in_slot
from latentlens.experiments.steering_study import Learnt, SteeringStudy, Trait
from latentlens.readers.decoder import Decoder
from latentlens.session import Session
from latentlens.training.steering.mean_difference import contrastive_pairs, mean_difference
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.world.traits import trait_values

METHODS = (
    "mean_difference",
    "contrastive_pairs",
    "random_in_slot",
    "decoder_lora",
    "decoder_vectors",
    "decoder_first_tokens",
    "decoder_slot",
)
"""Names of the methods, the baselines first."""

FIRST_TOKENS = (0, 1)
"""Positions of the tokens that get a vector in the kind of their name."""


@dataclasses.dataclass(frozen=True)
class SteeringMethod:
    """How something is learnt for a trait at some layers, and what is tried of it.

    Args:
        learn: called with the trait and the layers.
        layers: layers that are tried, each a tuple of layers that are steered together.
        strengths: strengths that are tried.
        in_slot: whether it is added in a slot of the system prompt, and nowhere else. Default False.
    """

    learn: Callable[[Trait, tuple[int, ...]], Learnt]
    layers: tuple[tuple[int, ...], ...]
    strengths: tuple[float, ...]
    in_slot: bool = False


def steering_methods(study: SteeringStudy, decoder: Decoder) -> dict[str, SteeringMethod]:
    """Return the methods by name, the baselines first.

    Args:
        study: the cases, with the plan.
        decoder: the decoder.
    """
    plan, partial = study.plan, functools.partial
    read = _deepest(decoder, study.session)
    r = read[-1]
    usual, lower = (tuple(range(max(0, r - 3), r + 1)),), (tuple(range(1, max(1, r - 2) + 1)),)
    by = plan.strengths
    return {
        "mean_difference": SteeringMethod(
            partial(_by_means, study), plan.layers or usual, plan.baseline_strengths
        ),
        "contrastive_pairs": SteeringMethod(
            partial(_by_pairs, study), plan.layers or usual, plan.baseline_strengths
        ),
        "random_in_slot": SteeringMethod(
            lambda trait, _layers: random_in_slot(study, trait), ((0,),), plan.slot_strengths, True
        ),
        "decoder_lora": SteeringMethod(partial(_by_lora, study, decoder), lower, by),
        "decoder_vectors": SteeringMethod(partial(_by_vectors, study, decoder), plan.layers or usual, by),
        "decoder_first_tokens": SteeringMethod(
            partial(_by_first_tokens, study, decoder), ((0,),), plan.first_strengths
        ),
        "decoder_slot": SteeringMethod(
            lambda trait, _layers: learn_in_slot(study, decoder, read, trait),
            ((0,),),
            plan.slot_strengths,
            True,
        ),
    }


def _deepest(decoder: Decoder, session: Session) -> tuple[int, ...]:
    """Return the deepest layers that a decoder reads together."""
    return max(decoder.manifest.read.layers or ((session.backend.n_layers // 2,),), key=max)


def _by_decoder(
    study: SteeringStudy, decoder: Decoder, trait: Trait, layers: tuple[int, ...], **how: Any
) -> Learnt:
    """What the decoder's loss teaches: vectors, or with learn="lora" a LoRA of blocks."""
    learnt: Learnt = steer(
        study.session,
        decoder,
        _read(study, decoder, trait),
        wishes(*trait),
        layers=layers,
        steps=study.plan.steps,
        batch_size=6,
        seed=study.plan.seed,
        progress=False,
        **how,
    )
    return learnt


def _by_lora(study: SteeringStudy, decoder: Decoder, trait: Trait, layers: tuple[int, ...]) -> Learnt:
    """A LoRA of the lower blocks."""
    return _by_decoder(study, decoder, trait, layers, learn="lora", preserve=_preserved(study))


def _by_vectors(study: SteeringStudy, decoder: Decoder, trait: Trait, layers: tuple[int, ...]) -> Learnt:
    """Vectors at every token."""
    return _by_decoder(study, decoder, trait, layers, preserve=_preserved(study))


def _by_first_tokens(study: SteeringStudy, decoder: Decoder, trait: Trait, layers: tuple[int, ...]) -> Learnt:
    """Vectors at the first two tokens alone, where they act as a system prompt does: by attention."""
    return _by_decoder(study, decoder, trait, layers, positions=FIRST_TOKENS, max_norm=1.0, learning_rate=0.1)


def _read(study: SteeringStudy, decoder: Decoder, trait: Trait) -> list[Selection]:
    """Return what is read, at the deepest layers that the decoder reads.

    A mood is told where a reply would otherwise end: there, the tokens of the model's own replies are read
    alone, since other tokens can convince the decoder without any effect on the reply. What shows from a
    reply's first token on is read from all tokens of chats, every other one with the reply.
    """
    read, run = _deepest(decoder, study.session), study.session.run
    if trait[0] == "mood":
        return [run(ids).select(read, range(begins, len(ids))) for ids, begins in study.answered()]
    return [run(ids).select(read, range(1, len(ids))) for ids in study.texts()]


def _preserved(study: SteeringStudy) -> list[str | Selection]:
    """Return statements, and the model's own replies between their first and their last token.

    What is said of a fact stays; how a reply begins, and whether it ends there, may change.
    """
    top = study.session.backend.n_layers
    inside = [
        study.session.run(ids).select(top, range(begins, len(ids) - 1)) for ids, begins in study.answered()
    ]
    return [*study.preserved, *inside]


def _by_means(study: SteeringStudy, trait: Trait, layers: tuple[int, ...]) -> SteeringVectors:
    """The same tokens after a system prompt that sets the trait, and without any."""
    without = [study.session.run(ids) for ids in study.texts()]
    with_trait = [study.session.run(ids) for ids in study.texts(system_prompts(*trait))]
    return mean_difference(
        study.session,
        [
            trace.select(layers[0], range(len(trace) - len(same) + 1, len(trace)))
            for trace, same in zip(with_trait, without, strict=True)
        ],
        [trace.select(layers[0], range(1, len(trace))) for trace in without],
        layers=layers,
        progress=False,
    )


def _by_pairs(study: SteeringStudy, trait: Trait, layers: tuple[int, ...]) -> SteeringVectors:
    """The last token after a system prompt that sets the value, and after one that sets another value."""
    name, value = trait
    draw = Random(f"pairs:{study.plan.seed}")  # noqa: S311 - cases, not secrets
    others = [each for each in trait_values(name) if each != value]
    contrary = [system_prompts(name, draw.choice(others))[0] for _ in study.train]
    pairs = list(zip(study.texts(system_prompts(*trait)), study.texts(contrary), strict=True))
    return contrastive_pairs(study.session, pairs, layers=layers, progress=False)
