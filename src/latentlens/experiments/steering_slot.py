"""Steering by a vector in a slot of the system prompt: which word there would make the decoder say so?"""

from __future__ import annotations

import dataclasses
import statistics
import zlib
from typing import Literal

import torch

from latentlens.activations.selection import Selection
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.experiments.steering_cases import replies, slot_prompt, wishes
from latentlens.experiments.steering_study import SteeringStudy, Trait
from latentlens.readers.decoder import Decoder
from latentlens.training.steering.steer import steer
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.world.traits import trait_values

_JUDGED = 10
"""Replies that the decoder reads of each candidate."""


@dataclasses.dataclass(frozen=True)
class Start:
    """Settings of one candidate.

    Args:
        read: tokens that the decoder reads while the vector is learnt: "all" after the system prompt, in
            every other chat with the model's own reply, or those of the "reply" alone.
        max_norm: largest norm of the vector, in usual norms of an embedding.
        learning_rate: learning rate of the first step.
    """

    read: Literal["all", "reply"]
    max_norm: float
    learning_rate: float


STARTS = (
    Start("reply", 0.7, 0.05),
    Start("reply", 1.0, 0.1),
    Start("all", 1.5, 0.1),
    Start("all", 4.0, 0.3),
)
"""Candidates of each trait, of which the decoder chooses by the replies they lead to; the first of equals."""


def slot_position(model: Backend, trait: str) -> int:
    """Return the position of the slot in a chat that begins with the system prompt of a trait.

    Args:
        model: the model, for its tokenizer.
        trait: one of `STEERED`.

    Raises:
        InputError: if the slot is not one token of the prompt.
    """
    ids = model.tokenizer.encode_chat([{"role": "system", "content": slot_prompt(trait)}])
    slot = model.tokenizer.encode_continuation(" x")
    found = [position for position, token in enumerate(ids) if [token] == slot]
    if len(found) != 1:
        raise InputError(
            f"The slot of {slot_prompt(trait)!r} is no token of its own to {model.name}. Use a model of the "
            "teaching world."
        )
    return found[0]


def learn_in_slot(
    study: SteeringStudy, decoder: Decoder, layers: tuple[int, ...], trait: Trait
) -> SteeringVectors:
    """Learn a vector that is added to the embedding in the slot; the best of `STARTS` by the decoder.

    Tokens after the slot take the vector up by the model's own attention, as they would a word, so that the
    decoder is convinced by what the model itself makes of it. What convinces the decoder on replies that were
    given without the vector may still change nothing, so each candidate's own replies are put to it.

    Args:
        study: the cases, with the plan.
        decoder: the decoder.
        layers: layers that the decoder reads together.
        trait: the trait with the value that should show.
    """
    candidates = [_learnt(study, decoder, layers, trait, start) for start in STARTS]
    shares = [convinced(study, decoder, layers, trait, each) for each in candidates]
    return candidates[shares.index(max(shares))]


def random_in_slot(study: SteeringStudy, trait: Trait) -> SteeringVectors:
    """Return a vector of random direction for the slot, as long as any of `STARTS` lets one be.

    Args:
        study: the cases, with the plan.
        trait: the trait.
    """
    session, name = study.session, trait[0]
    ids = session.backend.tokenizer.encode_chat(study.train[0].messages(slot_prompt(name)))
    usual = session.run(ids)[0, 1:].float().norm(dim=-1).median().cpu()
    draw = torch.Generator().manual_seed(zlib.crc32(f"{study.plan.seed} {trait}".encode()))
    noise = torch.randn(session.backend.d_model, generator=draw)
    most = max(start.max_norm for start in STARTS)
    vector = noise * (most * usual / noise.norm())
    return SteeringVectors({0: vector}, positions=(slot_position(session.backend, name),))


def convinced(
    study: SteeringStudy, decoder: Decoder, layers: tuple[int, ...], trait: Trait, steering: SteeringVectors
) -> float:
    """Return of which share of a steered model's own replies to training chats the decoder says the value.

    Args:
        study: the cases, with the plan.
        decoder: the decoder.
        layers: layers that the decoder reads together.
        trait: the trait with the value that should show.
        steering: what was learnt.
    """
    session, (name, value) = study.session, trait
    asked, options = wishes(name, value), list(trait_values(name))
    of_variant = dataclasses.replace(decoder, any_source=True)
    loaded = session.backend.load_adapter(steering.adapter())
    try:
        said = []
        for number, read in enumerate(_selections(study, layers, name, "reply", loaded, _JUDGED)):
            question = asked[number % len(asked)][0]
            answer = session.ask(read, of_variant.with_question(question), options=options, controls=False)
            said.append(answer.text.strip() == value)
        return statistics.fmean(said)
    finally:
        session.backend.unload_adapter(loaded)


def _learnt(
    study: SteeringStudy, decoder: Decoder, layers: tuple[int, ...], trait: Trait, start: Start
) -> SteeringVectors:
    learnt: SteeringVectors = steer(
        study.session,
        decoder,
        _selections(study, layers, trait[0], start.read),
        wishes(*trait),
        layers=[0],
        positions=[slot_position(study.session.backend, trait[0])],
        max_norm=start.max_norm,
        learning_rate=start.learning_rate,
        steps=study.plan.steps,
        batch_size=6,
        seed=study.plan.seed,
        progress=False,
    )
    return learnt


def _selections(
    study: SteeringStudy,
    layers: tuple[int, ...],
    trait: str,
    read: Literal["all", "reply"],
    adapter: str | None = None,
    n: int | None = None,
) -> list[Selection]:
    """Return what is read of training chats with the slot's prompt, none of it of the prompt itself."""
    session, tokenizer, found = study.session, study.session.backend.tokenizer, []
    chats = [chat.messages(slot_prompt(trait)) for chat in study.train[:n]]
    for number, (chat, reply) in enumerate(zip(chats, replies(session.backend, chats, adapter), strict=True)):
        ids = list(tokenizer.encode_chat(chat))
        # the tokens of the system prompt, and the one that begins every sequence
        before = len(ids) - len(tokenizer.encode_chat(chat[1:])) + 1
        begins = len(ids) if read == "reply" else before
        if read == "reply" or number % 2:
            ids += tokenizer.encode_continuation(reply)
        begins = min(begins, len(ids) - 1)  # of an empty reply, the token after which it is
        trace = session.run(ids) if adapter is None else session.run(ids, adapter=adapter)
        found.append(trace.select(layers, range(begins, len(ids))))
    return found
