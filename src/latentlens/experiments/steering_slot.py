"""Steering by a vector in a slot of the system prompt of the teaching world, and noise to compare with."""

from __future__ import annotations

import zlib

from latentlens.engine.backend import Backend
from latentlens.experiments.steering_cases import LONGEST, FactChat, slot_prompt, wishes
from latentlens.experiments.steering_study import SteeringStudy, Trait
from latentlens.readers.decoder import Decoder
from latentlens.training.steering.steer_in_slot import SLOT_CANDIDATES, steer_in_slot
from latentlens.training.steering.steering_vectors import SteeringVectors
from latentlens.training.steering.system_slot import SystemSlot
from latentlens.world.traits import trait_values


def slot_position(model: Backend, chat: FactChat, trait: str) -> int:
    """Return the position of the slot in a chat that begins with the system prompt of a trait.

    Args:
        model: the model, for its tokenizer.
        chat: the chat, without a system prompt.
        trait: one of `STEERED`.

    Raises:
        InputError: if the slot is not one token of the prompt.
    """
    slot = SystemSlot(slot_prompt(trait))
    return slot.position(model.tokenizer, slot.before(chat.messages()))


def learn_in_slot(
    study: SteeringStudy, decoder: Decoder, layers: tuple[int, ...], trait: Trait
) -> SteeringVectors:
    """Learn a vector that is added to the embedding in the slot of a trait's system prompt.

    Args:
        study: the cases, with the plan.
        decoder: the decoder.
        layers: layers that the decoder reads together.
        trait: the trait with the value that should show.
    """
    return steer_in_slot(
        study.session,
        decoder,
        [chat.messages() for chat in study.train],
        wishes(*trait),
        prompt=slot_prompt(trait[0]),
        layers=layers,
        options=trait_values(trait[0]),
        steps=study.plan.steps,
        batch_size=6,
        max_new_tokens=LONGEST,
        seed=study.plan.seed,
        progress=False,
    )


def random_in_slot(study: SteeringStudy, trait: Trait) -> SteeringVectors:
    """Return a vector of random direction for the slot, as long as any candidate lets one be.

    Args:
        study: the cases, with the plan.
        trait: the trait.
    """
    session, (chat, *_) = study.session, study.train
    ids = session.backend.tokenizer.encode_chat(chat.messages(slot_prompt(trait[0])))
    usual = session.run(ids)[0, 1:].float().norm(dim=-1).median().cpu()
    most = max(candidate.max_norm for candidate in SLOT_CANDIDATES)
    return SteeringVectors.random(
        {0: most * usual},
        session.backend.d_model,
        positions=[slot_position(session.backend, chat, trait[0])],
        seed=zlib.crc32(f"{study.plan.seed} {trait}".encode()),
    )
