"""The independent reference of all tests: transformers alone, with plain torch hooks.

Nothing is shared, cached or batched: every step is a whole forward pass over all tokens, written into anew.
Of latentlens it knows only the descriptions of a query, so that a fault of the engine cannot be here too.
Gradients flow wherever the caller has not switched them off.
"""

from __future__ import annotations

import contextlib
import itertools
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import Tensor
from transformers import AutoModelForCausalLM, PreTrainedModel

from latentlens.engine.injection import Add, AddNormMatched
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import NextToken, Query, Write
from latentlens.mappings.mapping import Rescale

ATTENTION = ("self_attn", "attn", "attention")
"""What transformers' architectures call a block's attention."""


def blocks_of(hf_model: PreTrainedModel) -> list[torch.nn.Module]:
    """Return the blocks of a transformers model of a tested architecture."""
    base = hf_model.base_model
    return list(base.h if hasattr(base, "h") else base.layers)


class Plain:
    """A model of transformers' own, read and written with plain hooks.

    Layers count as everywhere: 0 is what comes out of the embeddings, k what comes out of the k-th block,
    and the last layer is what comes out of the last block, before the final norm.

    Args:
        model: a model in memory, which is used as it is, or a directory to load one from.
    """

    def __init__(self, model: pathlib.Path | PreTrainedModel) -> None:
        if isinstance(model, pathlib.Path):
            model = AutoModelForCausalLM.from_pretrained(model, attn_implementation="eager").eval()
        self.hf: PreTrainedModel = model
        self.blocks = blocks_of(model)

    # --- hooks -------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def hooked(self, layer: int, change: Callable[[Tensor], Tensor | None]) -> Iterator[None]:
        """Call a function on the residual stream at a layer, in every forward pass in the block of the with.

        Args:
            layer: 0 to the number of blocks.
            change: takes the stream [row, position, d_model]; what it returns goes on in its place, and None
                leaves the stream as it is.
        """

        def before(_: Any, args: Any, kwargs: Any) -> Any:
            changed = change(args[0] if args else kwargs["hidden_states"])
            if changed is None:
                return None
            return ((changed, *args[1:]), kwargs) if args else (args, {**kwargs, "hidden_states": changed})

        def after(_: Any, __: Any, out: Any) -> Any:
            changed = change(out[0] if isinstance(out, tuple) else out)
            return (changed, *out[1:]) if isinstance(out, tuple) and changed is not None else changed

        if layer < len(self.blocks):
            handle = self.blocks[layer].register_forward_pre_hook(before, with_kwargs=True)
        else:
            handle = self.blocks[-1].register_forward_hook(after)
        try:
            yield
        finally:
            handle.remove()

    @contextlib.contextmanager
    def blind(self, cut: Knockout) -> Iterator[None]:
        """Cut the attention of some blocks: later tokens, or the named ones, do not see some tokens."""

        def mask_out(_: Any, args: Any, kwargs: Any) -> Any:
            mask = kwargs["attention_mask"].clone()
            for q, k in itertools.product(range(mask.shape[-2]), cut.keys):
                if (q > k if cut.queries is None else q in cut.queries and q != k) and k < mask.shape[-1]:
                    mask[..., q, k] = -torch.inf
            return args, {**kwargs, "attention_mask": mask}

        with contextlib.ExitStack() as stack:
            for block in cut.blocks:
                attention = next(m for n, m in self.blocks[block].named_children() if n in ATTENTION)
                handle = attention.register_forward_pre_hook(mask_out, with_kwargs=True)
                stack.callback(handle.remove)
            yield

    @contextlib.contextmanager
    def patched(self, query: Query) -> Iterator[None]:
        """Do a query's writes and knockouts in every forward pass, at absolute positions of the first row."""
        with contextlib.ExitStack() as stack:
            for cut in query.knockouts:
                stack.enter_context(self.blind(cut))
            for write in query.writes:
                stack.enter_context(self.hooked(write.layer, lambda x, write=write: _written(x, write)))
            yield

    # --- what a model says -------------------------------------------------------------------------------

    @torch.no_grad()
    def states(self, ids: Sequence[int], **inputs: Any) -> Tensor:
        """Return the residual stream of a prompt: [layer, position, d_model].

        Args:
            ids: the prompt's tokens.
            inputs: what the forward pass takes beside them, such as position_ids; nothing by default.
        """
        kept: list[Tensor] = []
        with contextlib.ExitStack() as stack:
            for layer in range(len(self.blocks) + 1):
                stack.enter_context(self.hooked(layer, lambda x: kept.append(x[0].clone())))
            self.hf(torch.tensor([[*ids]]), use_cache=False, **inputs)
        return torch.stack(kept)

    @torch.no_grad()
    def logits(self, query: Query, more: Sequence[int] = (), **inputs: Any) -> Tensor:
        """Return the logits after every token of a query's target, and of what is said after it.

        Args:
            query: what stands in the prompt, what is written into it, and what it does not see.
            more: tokens that follow the target; none by default.
            inputs: as of states.
        """
        with self.patched(query):
            return self.hf(torch.tensor([[*query.target_ids, *more]]), use_cache=False, **inputs).logits[0]

    def unembedded(self, states: Tensor) -> Tensor:
        """Return the logits of states [n, d_model] at the last layer: [n, d_vocab]."""
        with self.hooked(len(self.blocks), lambda x: states[:, None].to(x)):
            return self.hf(torch.full((len(states), 1), 5), use_cache=False).logits[:, 0]

    def greedy(self, query: Query, n: int) -> list[int]:
        """Return n greedy tokens, patched anew at every step: equal to patching the prefill once."""
        said: list[int] = []
        for _ in range(n):
            said.append(int(self.logits(query, said)[-1].argmax()))
        return said

    def logprobs(self, query: Query, continuation: Sequence[int]) -> list[float]:
        """Return the log-probability of each token of a continuation of a query's target, in nats."""
        return [
            float(self.logits(query, continuation[:n])[-1].log_softmax(-1)[token])
            for n, token in enumerate(continuation)
        ]


def written(
    ids: Sequence[int], layer: int | None = None, slot: int = 0, vector: Tensor | None = None
) -> Query:
    """Return the query that writes one vector into one slot of a prompt, or none without a layer."""
    writes = () if layer is None or vector is None else (Write(layer, (slot,), vector[None]),)
    return Query(tuple(ids), writes, NextToken())


def _written(x: Tensor, write: Write) -> Tensor:
    """Return the stream with a write done, in plain words and one slot at a time."""
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
