"""A tiny decoder for steering, saved by PEFT, with the same model in plain transformers and plain hooks."""

from __future__ import annotations

import contextlib
import dataclasses
import pathlib
import warnings
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from latentlens import Session
from latentlens.activations.selection import Site
from latentlens.adapters.lora import LoraAdapter
from latentlens.decoder_files.manifest import Manifest, ModelIdentity, Read, WriteAt
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.readers.decoder import Decoder
from peft_reference import lora_of, with_peft
from plain import Plain, blocks_of
from tiny import tiny_model, tiny_tokenizer

QUESTION, ANSWER = "Is it a fox?", "hungry"
WISH = (QUESTION, ANSWER)
PROMPTS = ["the fox met a hare", "both were hungry on the road"]
READ, WRITTEN = 2, 1


@dataclasses.dataclass
class Tiny:
    """A tiny model with a decoder for it.

    Args:
        hf: the user's model.
        session: session on it.
        decoder: the decoder, whose adapter is a strong random LoRA.
        directory: PEFT's files of that LoRA.
        architecture: name of the architecture.
    """

    hf: Any
    session: Session
    decoder: Decoder
    directory: pathlib.Path
    architecture: str


def tiny_decoder(
    tmp: pathlib.Path,
    architecture: str = "llama",
    *,
    layers: Sequence[tuple[int, ...]] = ((READ,),),
    **read: Any,
) -> Tiny:
    """Return a tiny model with a decoder that reads and writes it."""
    hf = tiny_model(architecture)
    session = Session((hf, tiny_tokenizer()))
    directory = lora_of(tmp, architecture)
    base = ModelIdentity(name=session.backend.name, d_model=32, n_layers=4)
    manifest = Manifest(
        method="latentqa",
        name="tiny",
        base=base,
        read=Read(layers=tuple(layers), **read),
        write=WriteAt(layer=WRITTEN, injection="add_norm_matched"),
        prompt=PromptSettings(form="plain", placeholder=" a", chat=False),
    )
    decoder = Decoder(DecoderWeights(manifest, LoraAdapter.load(directory)))
    return Tiny(hf, session, decoder, directory, architecture)


def plain_states(
    tiny: Tiny, ids: Sequence[int], layer: int, vectors: dict[int, Tensor], positions: Sequence[int] | None
) -> Tensor:
    """Return the states [position, d_model] at a layer, with vectors added by plain hooks, with gradients."""
    plain, kept = Plain(tiny_model(tiny.architecture)), []
    mask = torch.zeros(len(ids), 1)
    mask[list(range(len(ids)) if positions is None else positions)] = 1
    with contextlib.ExitStack() as stack:
        for at, vector in vectors.items():
            stack.enter_context(plain.hooked(at, lambda x, v=vector: x + mask * v))
        stack.enter_context(plain.hooked(layer, lambda x: kept.append(x[0])))
        plain.hf(torch.tensor([[*ids]]), use_cache=False)
    return kept[0]


def plain_loss(tiny: Tiny, states: Tensor) -> Tensor:
    """Return the loss of the wished answer with PEFT's own model and a plain hook, with gradients."""
    tokenizer = tiny.session.backend.tokenizer
    target = tiny.decoder.with_question(QUESTION).target(
        tiny.session.backend, (), [Site(READ, i + 1) for i in range(len(states))]
    )
    answer = [*tokenizer.encode_continuation(f" {ANSWER}"), tokenizer.hf.eos_token_id]
    assert target.slots is not None
    slots, ids = list(target.slots), list(target.token_ids)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peft = with_peft(tiny_model(tiny.architecture), tiny.directory)
    plain = Plain.__new__(Plain)
    plain.hf = peft.get_base_model()
    plain.blocks = blocks_of(plain.hf)

    def write(x: Tensor) -> Tensor:
        old = x[0, slots]
        new = x.clone()
        new[0, slots] = old + old.norm(dim=-1, keepdim=True) * states / states.norm(dim=-1, keepdim=True)
        return new

    with plain.hooked(WRITTEN, write):
        logits = peft(torch.tensor([ids + answer[:-1]]), use_cache=False).logits[0, len(ids) - 1 :]
    return -logits.log_softmax(-1)[range(len(answer)), answer].mean()
