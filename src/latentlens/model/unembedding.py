"""Unembedding: final norm and unembedding matrix, from the last residual stream to logits, in blocks."""

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
"""Residual stream after the last block and before the final norm."""
Logits = Float[Tensor, "row vocab"]
Check = Callable[[], None]

_CPU_BLOCK = 512  # vocabulary columns per matmul; fastest measured on CPU
_CPU_LOGITS = 2**20  # logits of all rows in memory at a time on a CPU, to fit its cache
_DEVICE_LOGITS = 2**25  # the same on other devices
_WHOLE_BYTES = 2**25  # bytes of logits at a time if they are computed by the whole model
_ROWS = 1024  # rows that are unembedded together
_NORMED = 128  # rows that are normed together; the norm makes several copies of them


class Unembedding:
    """The final norm, the unembedding and the logits' post-processing of a model.

    The logits of many rows take a lot of memory, so they are computed for one block of the vocabulary at a
    time. That is done if the unembedding is one plain matrix whose logits were verified against the model's;
    otherwise the states run through the whole model, a few rows at a time.

    Args:
        parts: function that returns the model's modules by role.
        config: function that returns the model's transformers config.
        through: function from states to logits that runs the whole model with the states written after its
            last block; it records a graph if torch does.
        lock: lock of the model, held while modules run.
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
        """Return the logits of the whole vocabulary in float32 (float64 if the model is), with gradients.

        If torch records gradients, they flow to the states and to the model's weights. The logits of all rows
        are in memory at once, so pass many rows in several calls.

        Args:
            states: residual stream [row, d_model] after the last block, at least one row, of any floating
                dtype and on any device; the logits are returned on that device.
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
        """Return the logits of the whole vocabulary, without gradients.

        Args:
            states: residual stream [row, d_model] after the last block; at least one row.
            check: called before every block of the work; it may raise an error to stop. Default None.
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
        """Yield the rows in blocks that are unembedded together, each with the index of its first row."""
        size = _ROWS
        if self._postprocess() is None:
            size = max(1, _WHOLE_BYTES // (4 * self._config().get_text_config().vocab_size))
        for start in range(0, len(states), size):
            yield start, states[start : start + size]

    def parts(
        self, states: States, check: Check | None, *, at_least: int = 1
    ) -> Iterator[tuple[int, int, Logits]]:
        """Yield the logits of a block of rows, one part of the vocabulary after the other.

        Args:
            states: one block of rows, as `blocks` yields them.
            check: called before every part; it may raise an error to stop. None for nothing.
            at_least: smallest number of tokens in a part; the last part may have fewer. Default 1.

        Yields:
            The id of the part's first token; the size of the vocabulary; and the part's logits
            [row, token], in memory that the next part overwrites.
        """
        postprocess = self._postprocess()
        last = None if postprocess is None else self._last(states)
        if postprocess is None or last is None or len(last[0]) != len(states):
            if check is not None:
                check()
            logits = self._through(states)  # raises an error if the model drops rows
            yield 0, logits.shape[1], logits
            return
        normed, weight, bias = last
        on_cpu = weight.device.type == "cpu"
        n_logits = (_CPU_LOGITS if on_cpu else _DEVICE_LOGITS) // len(states)
        width = max(n_logits // _CPU_BLOCK * _CPU_BLOCK, _CPU_BLOCK, at_least)
        # Blocks pay in float32 alone: a product in bfloat16 starts more slowly and ends sooner.
        step = _CPU_BLOCK if on_cpu and weight.dtype == torch.float32 else width
        # All parts share one buffer, because malloc would not return buffers of many sizes.
        memory = normed.new_empty(len(normed) * min(width, len(weight)))
        for first in range(0, len(weight), width):
            if check is not None:
                check()
            columns = weight[first : first + width]
            part = memory[: len(normed) * len(columns)].view(len(normed), -1)
            for start in range(0, len(columns), step):
                torch.mm(normed, columns[start : start + step].T, out=part[:, start : start + step])
            yield (
                first,
                len(weight),
                postprocess(part if bias is None else part.add_(bias[first : first + width])),
            )

    def _last(self, states: States) -> tuple[States, Tensor, Tensor | None]:
        """Return the states after the final norm, the unembedding matrix, and its bias or None."""
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
        """Return the model's post-processing of logits; None if the whole model has to compute them."""
        parts = self._parts()
        if parts.norm is None or not _plain(parts.unembedding):
            return None
        now, known = config_values(self._config()), self._verified.get(parts)
        if known is None or known[0] != now:
            known = self._verified[parts] = (now, self._verify(parts.unembedding))
        return known[1]

    @torch.no_grad()
    def _verify(self, linear: Any) -> LogitPostprocess | None:
        """Find by trial the post-processing that turns the matrix's logits into the model's, or None."""
        weight = linear.weight
        random = torch.Generator("cpu").manual_seed(0)
        states = 3 * torch.randn(4, weight.shape[1], generator=random, dtype=torch.float32, device="cpu").to(
            weight
        )
        model_logits = self._through(3 * states).float()
        raw = functional.linear(*self._last(3 * states))
        # Half precision rounds differently in blocks of another width; real differences are far larger.
        tolerance = 1e-5 if weight.dtype in (torch.float32, torch.float64) else 2e-2
        tolerance *= float(model_logits.abs().max())
        for postprocess in logit_postprocessors(self._config()):
            logits = postprocess(raw).float()
            if logits.shape == model_logits.shape and _apart(logits, model_logits) <= tolerance:
                return postprocess
        return None


def _apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max())


def _moving(module: nn.Module) -> Sequence[object]:
    """Return the hooks of accelerate on a module."""
    hook = vars(module).get("_hf_hook")
    return () if hook is None else getattr(hook, "hooks", (hook,))


def _plain(unembedding: nn.Module | None) -> bool:
    """Return whether the unembedding is one nn.Linear with its weight in place and no hooks of the user's."""
    return (
        type(unembedding) is nn.Linear
        and not unembedding.weight.is_meta
        and all(type(hook).__name__ == "AlignDevicesHook" for hook in _moving(unembedding))
        and not unembedding._forward_hooks
        and not unembedding._forward_pre_hooks
    )
