"""Runs blocks again in the backward pass, so that their activations need not be kept until then."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Sequence
from typing import Any

from torch import nn
from torch.utils.checkpoint import checkpoint

from latentlens.model.needed_tokens import needed_again
from latentlens.model.scope import Scope, Step


def recomputing(blocks: Sequence[nn.Module]) -> Scope:
    """Return a context in which blocks keep only their inputs for the backward pass, and run again in it.

    The hooks on a block, which write into the residual stream, run once: they are not part of what runs
    again. `torch.autograd.grad` may be called after the context has ended.

    Args:
        blocks: blocks of a twin, never of the user's own model.

    Source:
        Chen et al. 2016, Training deep nets with sublinear memory cost (arXiv 1604.06174).
    """
    begin: list[Step] = []
    end: list[Step] = []
    for block in blocks:
        again = functools.partial(_again, block.forward)
        begin.append(functools.partial(vars(block).__setitem__, "forward", again))
        own = vars(block).get("forward")  # of a block that is offloaded or sharded
        end.append(
            functools.partial(vars(block).pop, "forward", None)
            if own is None
            else functools.partial(vars(block).__setitem__, "forward", own)
        )
    return Scope(begin, end)


def _again(forward: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Run a block so that it runs again in the backward pass, for the same tokens."""
    same = needed_again()
    return checkpoint(
        forward, *args, use_reentrant=False, context_fn=lambda: (contextlib.nullcontext(), same()), **kwargs
    )
