"""From the residual stream after the last block to logits, of some of the vocabulary at a time."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from latentlens.model.fair_lock import FairRLock
from latentlens.model.isolation import isolated
from latentlens.model.logit_postprocess import LogitPostprocess, config_values, logit_postprocessors
from latentlens.model.parts import Parts

States = Float[Tensor, "row d_model"]
"""The residual stream after the last block and before the final norm."""
Logits = Float[Tensor, "row vocab"]
Check = Callable[[], None]

_CPU_BLOCK = 512  # vocabulary columns per matmul; fastest measured on CPU
_CPU_LOGITS = 2**20  # logits of all rows held at a time; what a CPU's cache takes
_DEVICE_LOGITS = 2**25  # the same elsewhere
_WHOLE_BYTES = 2**25  # bytes of logits at a time where they go through the whole model
_ROWS = 1024  # rows that are unembedded together
_NORMED = 128  # rows that go through the norm at a time, which makes several copies of them


class Unembedding:
    """The final norm, the unembedding, and what the model does to its logits.

    All logits of many rows take far more memory than what is wanted of them, so they are computed for a
    part of the vocabulary at a time: where the unembedding is one plain matrix, and was seen to give what
    the whole model gives. Any other goes through the whole model, some rows at a time.

    Args:
        parts: returns the modules that run now.
        config: returns the model's transformers configuration.
        through: returns the whole model's logits where states stand after its last block; keeps a graph where
            torch records gradients.
        lock: the model's own, held while modules run.
    """

    def __init__(
        self,
        parts: Callable[[], Parts],
        config: Callable[[], Any],
        through: Callable[[States], Logits],
        lock: FairRLock,
    ) -> None:
        self._parts = parts
        self._config = config
        self._through = through
        self._lock = lock
        self._verified: weakref.WeakKeyDictionary[Parts, tuple[object, LogitPostprocess | None]] = (
            weakref.WeakKeyDictionary()
        )

    def __call__(self, states: States) -> Logits:
        """Return the logits of the whole vocabulary, in float32, or float64 where the model is.

        Where torch records gradients they flow to the states, and to the modules that run. All logits of all
        rows are held at once: to look at many rows of a large vocabulary, take a part of them at a time.

        Args:
            states: at least one, in any floating dtype and on any device, where the logits come back.
        """
        postprocess, grad = self._postprocess(), torch.is_grad_enabled()
        parts = self._parts()
        if postprocess is None or parts.norm is None:
            logits = self._through(states)
        else:
            linear: Any = parts.unembedding
            with self._lock, isolated(linear.weight.device, grad=grad):
                normed = parts.norm(states[:, None].to(linear.weight))[:, 0]
                logits = linear(normed.to(linear.weight.device))
            logits = logits.to(torch.promote_types(logits.dtype, torch.float32))
            logits = postprocess(logits)
        return logits.to(states.device, torch.promote_types(logits.dtype, torch.float32))

    @torch.no_grad()
    def logits(self, states: States, check: Check | None = None) -> Logits:
        """Return the logits of the whole vocabulary.

        Args:
            states: at least one.
            check: called before every part of the work; may raise to stop.
        """
        out: Tensor | None = None
        for start, rows in self.blocks(states):
            for first, vocab, part in self.parts(rows, check):
                if out is None:
                    out = part.new_empty(len(states), vocab)
                out[start : start + len(rows), first : first + part.shape[1]] = part
        assert out is not None
        return out

    def blocks(self, states: States) -> Iterator[tuple[int, States]]:
        """Yield rows that are worked on together, with the number of the first."""
        size = _ROWS
        if self._postprocess() is None:
            size = max(1, _WHOLE_BYTES // (4 * self._config().get_text_config().vocab_size))
        for start in range(0, len(states), size):
            yield start, states[start : start + size]

    def parts(
        self, states: States, check: Check | None, *, at_least: int = 1
    ) -> Iterator[tuple[int, int, Logits]]:
        """Yield the logits of a block of rows for one part of the vocabulary after the other.

        Args:
            states: one block of rows, as `blocks` yields them.
            check: called before every part of the work; may raise to stop. None for nothing.
            at_least: fewest vocabulary columns in a part (the last may have fewer); 1 by default.

        Yields:
            The number of the part's first token; how many tokens there are in all; the logits, which may be
            overwritten, and will be by the next part.
        """
        postprocess = self._postprocess()
        last = None if postprocess is None else self._last(states)
        if postprocess is None or last is None or len(last[0]) != len(states):
            if check is not None:
                check()
            whole = self._through(states)  # which refuses a model that loses rows
            yield 0, whole.shape[1], whole
            return
        normed, weight, bias = last
        on_cpu = weight.device.type == "cpu"
        held = (_CPU_LOGITS if on_cpu else _DEVICE_LOGITS) // len(states)
        width = max(held // _CPU_BLOCK * _CPU_BLOCK, _CPU_BLOCK, at_least)
        step = _CPU_BLOCK if on_cpu else width
        # One memory for all parts: malloc would let those of many sizes pile up.
        memory = normed.new_empty(len(normed) * min(width, len(weight)))
        for first in range(0, len(weight), width):
            if check is not None:
                check()
            own = weight[first : first + width]
            part = memory[: len(normed) * len(own)].view(len(normed), -1)
            for at in range(0, len(own), step):
                torch.mm(normed, own[at : at + step].T, out=part[:, at : at + step])
            yield (
                first,
                len(weight),
                postprocess(part if bias is None else part.add_(bias[first : first + width])),
            )

    def _last(self, states: States) -> tuple[States, Tensor, Tensor | None]:
        """Return the normed states, the unembedding and its bias."""
        parts = self._parts()
        assert parts.norm is not None
        linear: Any = parts.unembedding
        with self._lock, isolated(linear.weight.device):
            normed = [
                parts.norm(states[start : start + _NORMED, None].to(linear.weight))
                for start in range(0, len(states), _NORMED)
            ]
        bias = linear.bias if linear.bias is not None and bool(linear.bias.any()) else None
        return torch.cat(normed)[:, 0].to(linear.weight.device), linear.weight, bias

    def _postprocess(self) -> LogitPostprocess | None:
        """Return what the model does to its logits; None if they can only be had from the whole model."""
        parts = self._parts()
        if parts.norm is None or not _plain(parts.unembedding):
            return None
        now, known = config_values(self._config()), self._verified.get(parts)
        if known is None or known[0] != now:
            known = self._verified[parts] = (now, self._verify(parts.unembedding))
        return known[1]

    @torch.no_grad()
    def _verify(self, linear: Any) -> LogitPostprocess | None:
        """Return what makes the whole model's logits of the matrix's own, for random states."""
        weight = linear.weight
        random = torch.Generator("cpu").manual_seed(0)
        states = 3 * torch.randn(4, weight.shape[1], generator=random, dtype=torch.float32, device="cpu").to(
            weight
        )
        whole = self._through(3 * states).float()
        own = functional.linear(*self._last(3 * states))
        # Half precision rounds differently for another width; a real difference is far larger.
        allowed = 1e-5 if weight.dtype in (torch.float32, torch.float64) else 2e-2
        for postprocess in logit_postprocessors(self._config()):
            found = postprocess(own).float()
            if found.shape == whole.shape and _apart(found, whole) <= allowed * float(whole.abs().max()):
                return postprocess
        return None


def _apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max())


def _moving(module: nn.Module) -> Sequence[object]:
    """Return the hooks with which accelerate wraps a module."""
    hook = vars(module).get("_hf_hook")
    return () if hook is None else getattr(hook, "hooks", (hook,))


def _plain(unembedding: nn.Module | None) -> bool:
    """Whether the unembedding is one matrix, all of it in place, and nobody listens to it."""
    return (
        type(unembedding) is nn.Linear
        and not unembedding.weight.is_meta
        and all(type(hook).__name__ == "AlignDevicesHook" for hook in _moving(unembedding))
        and not unembedding._forward_hooks
        and not unembedding._forward_pre_hooks
    )
