"""The independent reference of the engine's tests."""

from __future__ import annotations

import contextlib
import itertools
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from transformers import AutoModelForCausalLM, PreTrainedModel

from latentlens.engine.injection import Add, AddNormMatched
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Query, Write
from latentlens.mappings.mapping import Rescale

ATTENTION = ("self_attn", "attn", "attention")
"""What transformers' architectures call a block's attention."""


def blocks_of(hf_model: PreTrainedModel) -> list[torch.nn.Module]:
    """Return the blocks of a transformers model of a tested architecture."""
    base = hf_model.base_model
    return list(base.h if hasattr(base, "h") else base.layers)


class Plain:
    """The independent reference: transformers alone, plain torch hooks, everything recomputed each step."""

    def __init__(self, directory: pathlib.Path) -> None:
        self.hf: PreTrainedModel = AutoModelForCausalLM.from_pretrained(
            directory, attn_implementation="eager"
        ).eval()
        self.blocks = blocks_of(self.hf)

    @contextlib.contextmanager
    def patched(self, query: Query) -> Iterator[None]:
        """Write into the stream and cut attention at every forward pass, at absolute positions, by hand."""
        handles = []
        for cut in query.knockouts:

            def blind(_: Any, args: Any, kwargs: Any, cut: Knockout = cut) -> Any:
                mask = kwargs["attention_mask"].clone()
                for q, k in itertools.product(range(mask.shape[-2]), cut.keys):
                    if (q > k if cut.queries is None else q in cut.queries and q != k) and k < mask.shape[-1]:
                        mask[..., q, k] = -torch.inf
                return args, {**kwargs, "attention_mask": mask}

            for block in cut.blocks:
                attention = next(m for n, m in self.blocks[block].named_children() if n in ATTENTION)
                handles.append(attention.register_forward_pre_hook(blind, with_kwargs=True))
        for write in query.writes:

            def change(x: torch.Tensor, write: Write = write) -> torch.Tensor:
                x = x.clone()
                for p, v in zip(write.positions, write.vectors, strict=True):
                    old = x[0, p].clone()
                    if write.mapping == Rescale("slot"):
                        v = v / v.norm() * old.norm()
                    if isinstance(write.injection, Add):
                        x[0, p] = old + write.injection.scale * v
                    elif isinstance(write.injection, AddNormMatched):
                        x[0, p] = old + write.injection.scale * old.norm() * v / v.norm()
                    else:
                        x[0, p] = v
                return x

            def before(_: Any, args: Any, kwargs: Any, change: Any = change) -> Any:
                if args:
                    return (change(args[0]), *args[1:]), kwargs
                return args, {**kwargs, "hidden_states": change(kwargs["hidden_states"])}

            def after(_: Any, __: Any, out: Any, change: Any = change) -> Any:
                return (change(out[0]), *out[1:]) if isinstance(out, tuple) else change(out)

            if write.layer < len(self.blocks):
                handles.append(self.blocks[write.layer].register_forward_pre_hook(before, with_kwargs=True))
            else:
                handles.append(self.blocks[-1].register_forward_hook(after))
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    @torch.no_grad()
    def logits(self, query: Query, more: Sequence[int] = ()) -> torch.Tensor:
        """Return the logits after every token of a query's target, and of what is said after it."""
        with self.patched(query):
            return self.hf(torch.tensor([[*query.target_ids, *more]]), use_cache=False).logits[0]

    def greedy(self, query: Query, n: int) -> list[int]:
        """Return n greedy tokens, patched anew at every step: equal to patching the prefill once."""
        said: list[int] = []
        for _ in range(n):
            said.append(int(self.logits(query, said)[-1].argmax()))
        return said
