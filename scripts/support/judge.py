"""The judge: plain transformers with torch hooks and no cache, one row at a time, recomputing all tokens."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn

Place = tuple[int, int, Tensor]
"""A write: (layer, position, vector)."""
Cut = tuple[int, int, int | None]
"""Blocked attention: (block, key position, query position that cannot attend to it; None for all later)."""


class NotJudged(Exception):
    """The judge has no way to tell what is correct here."""


@dataclasses.dataclass
class Judge:
    """What is correct for one model, computed without latentlens.

    Args:
        model: a transformers model that latentlens never saw, with eager attention.
    """

    model: Any

    def __post_init__(self) -> None:
        self.blocks = _blocks(self.model)

    @property
    def n_layers(self) -> int:
        """Number of blocks."""
        return len(self.blocks)

    @torch.no_grad()
    def states(self, ids: Sequence[int]) -> Tensor:
        """Return the residual stream of a prompt, [layer, position, d_model]."""
        found: dict[int, Tensor] = {}

        def keep(layer: int, stream: Tensor) -> Tensor:
            found[layer] = stream.detach().clone()
            return stream

        with self._changed({k: functools.partial(keep, k) for k in range(self.n_layers + 1)}):
            self._run(ids)
        return torch.stack([found[k][0] for k in range(self.n_layers + 1)])

    @torch.no_grad()
    def logits(self, ids: Sequence[int], writes: Sequence[Place] = (), cuts: Sequence[Cut] = ()) -> Tensor:
        """Return the logits after the last token, with vectors written and attention blocked."""
        edits: dict[int, Callable[[Tensor], Tensor]] = {}
        for layer in {layer for layer, _, _ in writes}:
            here = [(position, vector) for at, position, vector in writes if at == layer]
            edits[layer] = functools.partial(_written, here)
        with self._changed(edits), _blind(self.blocks, cuts, len(ids)):
            return self._run(ids)[0, -1].float()

    @torch.no_grad()
    def unembedded(self, state: Tensor) -> Tensor:
        """Return the logits of a state after the last block."""
        return self.logits([0], [(self.n_layers, 0, state)])

    def _run(self, ids: Sequence[int]) -> Tensor:
        logits: Tensor = self.model(torch.tensor([list(ids)]), use_cache=False).logits
        return logits

    @contextlib.contextmanager
    def _changed(self, edits: dict[int, Callable[[Tensor], Tensor]]) -> Iterator[None]:
        handles = []
        for layer, edit in edits.items():
            if layer < self.n_layers:
                hook = functools.partial(_before, edit)
                handles.append(self.blocks[layer].register_forward_pre_hook(hook, with_kwargs=True))
            else:
                handles.append(self.blocks[-1].register_forward_hook(functools.partial(_after, edit)))
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()


def _blocks(model: nn.Module) -> list[nn.Module]:
    """Return the longest list of modules, of several the one nearest to the root; a decoder's if there is."""
    lists = {
        name: module
        for name, module in model.named_modules()
        if isinstance(module, nn.ModuleList)
        and len(module) > 1
        and not any(part in name for part in ("vision", "audio", "visual", "patcher", "head"))
    }
    decoders = {name: module for name, module in lists.items() if "decoder" in name} or lists
    if not lists:
        raise NotJudged("its model has no list of blocks")
    return list(min(decoders.items(), key=lambda found: (-len(found[1]), found[0].count("."), found[0]))[1])


def _written(places: Sequence[tuple[int, Tensor]], stream: Tensor) -> Tensor:
    if stream.dim() != 3:
        raise NotJudged(f"its blocks hand on {stream.dim()} axes, not row, position and width")
    stream = stream.clone()
    for position, vector in places:
        stream[:, position] = vector
    return stream


def _before(edit: Callable[[Tensor], Tensor], _: nn.Module, args: Any, kwargs: Any) -> Any:
    if args:
        return (edit(args[0]), *args[1:]), kwargs
    name = "hidden_states" if "hidden_states" in kwargs else next(iter(kwargs))
    return args, {**kwargs, name: edit(kwargs[name])}


def _after(edit: Callable[[Tensor], Tensor], _: nn.Module, __: Any, out: Any) -> Any:
    return (edit(out[0]), *out[1:]) if isinstance(out, tuple) else edit(out)


@contextlib.contextmanager
def _blind(blocks: Sequence[nn.Module], cuts: Sequence[Cut], n: int) -> Iterator[None]:
    """Block attention where it is computed: in the softmax over the keys, while its block runs."""
    if not cuts:
        yield
        return
    running: list[int] = []
    met: set[int] = set()
    plain = nn.functional.softmax, torch.softmax, Tensor.softmax

    def cut(of: Callable[..., Tensor], scores: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        # With an attention sink there is one more key than tokens.
        here = [] if not running else [c for c in cuts if c[0] == running[-1]]
        if here and scores.dim() >= 3 and scores.shape[-2] == n and scores.shape[-1] in (n, n + 1):
            scores = scores.clone()
            met.add(running[-1])
            for _, key, query in here:
                for q in range(key + 1, n) if query is None else [query]:
                    if q != key:
                        scores[..., q, key] = -torch.inf
        return of(scores, *args, **kwargs)

    handles = []
    for number in {block for block, _, _ in cuts}:
        module = blocks[number]
        handles.append(module.register_forward_pre_hook(lambda *_, number=number: running.append(number)))
        handles.append(module.register_forward_hook(lambda *_: running.clear(), always_call=True))
    nn.functional.softmax, torch.softmax = (functools.partial(cut, of) for of in plain[:2])
    Tensor.softmax = lambda scores, *args, **kwargs: cut(plain[2], scores, *args, **kwargs)  # type: ignore
    try:
        yield
    finally:
        nn.functional.softmax, torch.softmax, Tensor.softmax = plain  # type: ignore[method-assign]
        for handle in handles:
            handle.remove()
    if missed := {block for block, _, _ in cuts} - met:
        raise NotJudged(f"its block {min(missed)} has no softmax over the tokens that could be cut by hand")
