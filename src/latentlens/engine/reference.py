"""Reference implementation of a query: a plain transformers forward pass with torch hooks and no cache."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Query, Write
from latentlens.model.isolation import isolated
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Runner


def next_logits(query: Query, model: LanguageModel) -> Float[Tensor, " vocab"]:
    """Return the logits after a query's target prompt, computed in one plain forward pass.

    It shares no code with the engine: the whole prompt runs through a new copy of the transformers model that
    shares its weights, with the query's adapter active and one plain torch hook for each write and each block
    whose attention is blocked. `Sweep.verify` compares the engine's results with it.

    Args:
        query: the query; its readout is not used.
        model: the target model.
    """
    ids = torch.tensor([query.target_ids], device=model.device)
    positions: dict[str, Tensor] = {}
    if query.position_ids is not None:
        # Without a mask, transformers takes a jump in the position ids for the beginning of another text.
        position_ids = torch.tensor([query.position_ids], device=model.device)
        positions = {"position_ids": position_ids, "attention_mask": torch.ones_like(ids)}
    loaded = None if query.adapter is None else model.loaded.get(query.adapter)
    with isolated(model.device), contextlib.ExitStack() as hooks:
        alone = Runner(
            model.hf_model,
            adapter=model.architecture_adapter,
            name=model.name,
            eager=bool(query.knockouts),
            active=loaded or query.adapter,
        )
        blocks = alone.parts.blocks
        for write in query.writes:
            hooks.enter_context(_hooked(write, blocks))
        for cut in query.knockouts:
            for block in cut.blocks:
                hooks.enter_context(_cut(cut, alone.parts.attention[block]))
        logits: Tensor = alone.model(ids, use_cache=False, **positions).logits[0, -1]
    return logits


@contextlib.contextmanager
def _hooked(write: Write, blocks: Sequence[nn.Module]) -> Iterator[None]:
    """Make one write in a forward pass, with a plain torch hook on its block."""

    def changed(residual: Tensor) -> Tensor:
        residual = residual.clone()
        for position, vector in zip(write.positions, write.vectors, strict=True):
            slot = residual[:, position : position + 1].float()
            mapped = write.mapping(vector.to(slot)[None, None], slot)
            residual[:, position : position + 1] = write.injection(slot, mapped).to(residual)
        return residual

    def before(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        if args:
            return (changed(args[0]), *args[1:]), kwargs
        return args, {**kwargs, "hidden_states": changed(kwargs["hidden_states"])}

    def after(_: nn.Module, args: tuple[Any, ...], output: Any) -> Any:
        if isinstance(output, (tuple, list)):
            return type(output)((changed(output[0]), *output[1:]))
        return changed(output)

    if write.layer < len(blocks):
        handle = blocks[write.layer].register_forward_pre_hook(before, with_kwargs=True)
    else:
        handle = blocks[-1].register_forward_hook(after)
    try:
        yield
    finally:
        handle.remove()


@contextlib.contextmanager
def _cut(cut: Knockout, attention: Any) -> Iterator[None]:
    """Block attention in a forward pass, with a plain torch hook on one attention module."""

    def before(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        return (
            tuple(_without(cut, argument) if _is_mask(argument) else argument for argument in args),
            {
                name: _without(cut, argument) if _is_mask(argument) else argument
                for name, argument in kwargs.items()
            },
        )

    handle = attention.register_forward_pre_hook(before, with_kwargs=True)
    try:
        yield
    finally:
        handle.remove()


def _is_mask(argument: object) -> bool:
    """Return whether an argument of the attention module is its mask, [row, head, query, key]."""
    return isinstance(argument, Tensor) and argument.ndim == 4 and argument.shape[-2] == argument.shape[-1]


def _without(cut: Knockout, original_mask: Tensor) -> Tensor:
    """Return an attention mask in which the knock-out's keys are hidden from its queries."""
    mask = original_mask.clone()
    # In a boolean mask the last token sees itself, so the opposite of that value hides.
    hides = not bool(mask.flatten()[-1]) if mask.dtype == torch.bool else torch.finfo(mask.dtype).min
    for key in cut.keys:
        for query in range(mask.shape[-2]):
            if query != key and (query > key if cut.queries is None else query in cut.queries):
                mask[..., query, key] = hides
    return mask
