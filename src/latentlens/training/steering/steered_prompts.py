"""The prompts that a model is steered on: their tokens, and the activations that are read of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from latentlens.activations.selection import Selection, Site
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, MappingError, SelectionError
from latentlens.inputs.shown import short, shown
from latentlens.model.prompt import Chat, TokenIds, read_prompt

Prompts = Sequence[str | Chat | TokenIds | Selection]
"""Texts, chats and token ids, or selections of a trace, which say what is read as well."""


@dataclasses.dataclass(frozen=True)
class SteeredPrompt:
    """One prompt, and the activations that are read of it.

    Args:
        token_ids: its tokens.
        readings: the sites of each reading, in the order of the decoder's slots.
        text: the prompt in a few words, for messages.
    """

    token_ids: tuple[int, ...]
    readings: tuple[tuple[Site, ...], ...]
    text: str

    @property
    def layers(self) -> tuple[int, ...]:
        """All layers that are read, lowest first."""
        return tuple(sorted({site.layer for sites in self.readings for site in sites}))


def steered_prompts(
    prompts: Prompts, model: Backend, combinations: Sequence[Sequence[int]], what: str = "prompts"
) -> list[SteeredPrompt]:
    """Return prompts as tokens, with what is read of each.

    Args:
        prompts: texts, chats and token ids, of which every token but a leading beginning-of-sequence token is
            read; and selections, of which the sites are.
        model: the model that runs them.
        combinations: layers that are read together, for each reading of a prompt that is no selection.
        what: name of the prompts in messages. Default "prompts".

    Raises:
        InputError: if there is none, or one cannot be run.
        MappingError: if a selection is of another model's trace.
        SelectionError: if one has no token to read.
    """
    if isinstance(prompts, (str, Selection)) or not isinstance(prompts, Sequence):
        raise InputError(f"{what} is a list of texts, chats or selections; got {shown(prompts)}.")
    if not prompts:
        raise InputError(f"There are no {what} to steer on. Give some texts, chats or selections of a trace.")
    return [_steered(prompt, model, combinations) for prompt in prompts]


def _steered(
    prompt: str | Chat | TokenIds | Selection, model: Backend, combinations: Sequence[Sequence[int]]
) -> SteeredPrompt:
    if isinstance(prompt, Selection):
        trace = prompt.trace
        if (trace.backend.name, trace.backend.d_model) != (model.name, model.d_model):
            raise MappingError(
                f"A selection is of a trace of {trace.backend.name}, and {model.name} is steered. Run the "
                "prompt in the session of the model that is steered."
            )
        ids = tuple(trace.token_ids)
        return SteeredPrompt(ids, (prompt.sites,), _words(model, ids))
    ids = read_prompt(prompt, model, prepend_bos=None).token_ids
    first = int(len(ids) > 0 and ids[0] == model.tokenizer.hf.bos_token_id)
    if len(ids) == first:
        raise SelectionError(f"The prompt {shown(prompt)} has no token to read. Give a longer one.")
    readings = tuple(
        tuple(Site(layer, position) for layer in layers for position in range(first, len(ids)))
        for layers in combinations
    )
    return SteeredPrompt(ids, readings, _words(model, ids))


def _words(model: Backend, ids: Sequence[int]) -> str:
    return short(model.tokenizer.decode(list(ids)))
