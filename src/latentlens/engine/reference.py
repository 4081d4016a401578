"""The slow, plain way to run a query: one forward pass a token, hooks of torch, no cache, nothing shared."""

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
    """Return the logits after a query's target prompt, computed alone and in full.

    It shares no code with the engine: the whole prompt goes through a fresh copy of the transformers model,
    with the weights that the user's model has now and the query's adapter on, and with one plain torch hook
    for each write and each block whose attention is cut. The engine's results are verified against it.

    Args:
        query: what is written, cut and switched on; what it reads does not matter.
        model: the target model.
    """
    ids = torch.tensor([query.target_ids], device=model.device)
    positions: dict[str, Tensor] = {}
    if query.position_ids is not None:
        # With a mask, or transformers takes a jump in them for the beginning of another text.
        own = torch.tensor([query.position_ids], device=model.device)
        positions = {"position_ids": own, "attention_mask": torch.ones_like(ids)}
    with isolated(model.device), contextlib.ExitStack() as hooks:
        alone = Runner(
            model.hf_model,
            adapter=model.adapter,
            name=model.name,
            eager=bool(query.knockouts),
            active=query.adapter,
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
    def before(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        return (
            tuple(_without(cut, given) if _is_mask(given) else given for given in args),
            {name: _without(cut, given) if _is_mask(given) else given for name, given in kwargs.items()},
        )

    handle = attention.register_forward_pre_hook(before, with_kwargs=True)
    try:
        yield
    finally:
        handle.remove()


def _is_mask(given: object) -> bool:
    """Whether an argument of attention says for every query which keys it sees."""
    return isinstance(given, Tensor) and given.ndim == 4 and given.shape[-2] == given.shape[-1]


def _without(cut: Knockout, given: Tensor) -> Tensor:
    mask = given.clone()
    # A mask of truths hides by what the last token's view of itself is not.
    hides = not bool(mask.flatten()[-1]) if mask.dtype == torch.bool else torch.finfo(mask.dtype).min
    for key in cut.keys:
        for query in range(mask.shape[-2]):
            if query != key and (query > key if cut.queries is None else query in cut.queries):
                mask[..., query, key] = hides
    return mask
