"""Keep the residual stream of prompts, several prompts of different length in one forward pass.

A shorter prompt is filled up at its end. A causal model's tokens see none of those after them, so this
changes nothing but rounding, and it needs no attention mask and no positions. Opening a model tries it
(`LanguageModel.rows_pad`); where it is not exact only equally long prompts share a pass.
"""

from __future__ import annotations

import abc
import contextlib
import functools
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens.errors import SelectionError
from latentlens.model.isolation import isolated
from latentlens.model.model_facts import ModelFacts
from latentlens.model.runner import Edit, Residual
from latentlens.model.scope import Scope

Site = tuple[int, int]
"""(layer, position): layer 0..n_layers, position from 0."""

PASS_BYTES = 2**28
"""Default bound on the activations that one pass over several prompts may hold at a time: 256 MiB."""

_CPU_TOKENS = 1024
"""Most tokens in one pass on a CPU: more are no faster, and a cancel would wait for them."""

_WIDTHS_HELD = 16
"""How many tensors of d_model numbers a block holds for each token, its MLP's included."""

_FREE_PADDING = 256
"""How many tokens of padding a pass may have anyhow: they cost less than another pass."""


class CapturesStates(ModelFacts, abc.ABC):
    """A model that can keep its residual stream while it runs prompts."""

    rows_pad = True
    """Whether shorter rows can be filled up at their end; else only equally long ones share a pass."""

    @property
    @abc.abstractmethod
    def runs_user_code(self) -> bool:
        """Whether hooks or a replaced forward of the user's run along: what they do, nobody can tell."""

    @abc.abstractmethod
    def pinned(self) -> Scope:
        """Look at the model once for all that this thread does inside."""

    @abc.abstractmethod
    def regime(self, length: int) -> Hashable:
        """Return what is equal for two lengths of a sequence in which every position has the same angle."""

    @abc.abstractmethod
    def all_logits(
        self,
        token_ids: Sequence[Sequence[int]] | Int[Tensor, "row position"],
        *,
        edits: Mapping[int, Edit] | None = None,
        last: int | None = 0,
    ) -> Float[Tensor, "row position vocab"]:
        """Run tokens through the model, with edits of the residual stream; see `LanguageModel`."""

    def capture(
        self,
        token_ids: Sequence[int],
        layers: Sequence[int],
        *,
        checkpoint: Callable[[], None] | None = None,
    ) -> Float[Tensor, "layer position d_model"]:
        """Run a prompt once and return its residual stream at the given layers, in their order.

        Args:
            token_ids: the prompt.
            layers: which layers to keep, each in 0..n_layers; blocks above the highest are not run.
            checkpoint: called before every kept layer; may raise to stop.
        """
        with self.pinned():  # one look at the model, which costs as much as some of its blocks
            ((_, states),) = _capture_layers(self, [token_ids], layers, checkpoint=checkpoint)
        return states

    def capture_many(
        self,
        prompts: Sequence[Sequence[int]],
        layers: Sequence[int],
        *,
        memory: int = PASS_BYTES,
        checkpoint: Callable[[], None] | None = None,
    ) -> Iterator[tuple[int, Float[Tensor, "layer position d_model"]]]:
        """Run prompts of any lengths, several in one forward pass, and yield what `capture` returns of each.

        Equal to running them one by one, up to the rounding of a batch (below 1e-5 of the largest entry in
        float32).

        Args:
            prompts: token ids of each prompt.
            layers: which layers to keep, each in 0..n_layers; blocks above the highest are not run.
            memory: bytes of activations that one pass may hold, beside what is yielded; at least one prompt
                runs in each pass. Default: 256 MiB.
            checkpoint: called before each pass and at each kept layer; may raise to stop.

        Yields:
            (number of the prompt, its states), as soon as a pass is done: the short prompts come first.
        """
        return _capture_layers(self, prompts, layers, memory=memory, checkpoint=checkpoint)

    def capture_sites(
        self,
        prompts: Sequence[Sequence[int]],
        sites: Sequence[Sequence[Site]],
        *,
        memory: int = PASS_BYTES,
        checkpoint: Callable[[], None] | None = None,
    ) -> Iterator[tuple[int, Float[Tensor, "site d_model"]]]:
        """Run prompts as `capture_many` does, and keep chosen states only: for data sets of many prompts.

        Args:
            prompts: token ids of each prompt.
            sites: for each prompt, the (layer, position) pairs to keep, in the order wanted; positions count
                from 0.
            memory: as in `capture_many`.
            checkpoint: as in `capture_many`.

        Yields:
            (number of the prompt, its states), as soon as a pass is done.

        Raises:
            SelectionError: if a site is not there, before anything runs.
        """
        _check_sites(self, prompts, sites)
        return _capture(self, prompts, sites, memory, checkpoint)


def _check_sites(
    model: CapturesStates, prompts: Sequence[Sequence[int]], sites: Sequence[Sequence[Site]]
) -> None:
    for number, (prompt, chosen) in enumerate(zip(prompts, sites, strict=True)):
        for layer, position in chosen:
            if not (0 <= layer <= model.n_layers and 0 <= position < len(prompt)):
                raise SelectionError(
                    f"There is no layer {layer}, position {position} in prompt {number}: the model has "
                    f"layers 0 to {model.n_layers}, and this prompt positions 0 to {len(prompt) - 1}."
                )


def _capture(
    model: CapturesStates,
    prompts: Sequence[Sequence[int]],
    sites: Sequence[Sequence[Site]],
    memory: int,
    checkpoint: Callable[[], None] | None,
) -> Iterator[tuple[int, Float[Tensor, "site d_model"]]]:
    for group in passes(model, [len(prompt) for prompt in prompts], memory):
        if checkpoint is not None:
            checkpoint()
        copies: dict[int, list[_Copy]] = {}
        for row, number in enumerate(group):
            for layer, copy in _copies(row, sites[number]):
                copies.setdefault(layer, []).append(copy)
        recorder = _Recorder(model, [len(sites[number]) for number in group], copies, checkpoint)
        recorder.run([prompts[number] for number in group])
        yield from zip(group, recorder.kept, strict=True)


def _capture_layers(
    model: CapturesStates,
    prompts: Sequence[Sequence[int]],
    layers: Sequence[int],
    *,
    memory: int = PASS_BYTES,
    checkpoint: Callable[[], None] | None,
) -> Iterator[tuple[int, Float[Tensor, "layer position d_model"]]]:
    """Run prompts and yield whole layers of each: all of its positions."""
    for layer in layers:
        _check_sites(model, prompts[:1], [[(layer, 0)]])

    def run() -> Iterator[tuple[int, Float[Tensor, "layer position d_model"]]]:
        for group in passes(model, [len(prompt) for prompt in prompts], memory):
            if checkpoint is not None:
                checkpoint()
            copies: dict[int, list[_Copy]] = {}
            lengths = [len(prompts[number]) for number in group]
            for row, n in enumerate(lengths):
                for k, layer in enumerate(layers):
                    copies.setdefault(layer, []).append((row, slice(k * n, (k + 1) * n), slice(0, n)))
            recorder = _Recorder(model, [len(layers) * n for n in lengths], copies, checkpoint)
            recorder.run([prompts[number] for number in group])
            for number, n, kept in zip(group, lengths, recorder.kept, strict=True):
                yield number, kept.view(len(layers), n, model.d_model)

    return run()


_Copy = tuple[int, slice | list[int], slice | list[int]]
"""A row of a pass; where among what is kept of it some states go; at which of its positions they stand."""


def _copies(row: int, sites: Sequence[Site]) -> Iterator[tuple[int, _Copy]]:
    """Yield for each layer of a row's sites what is copied there."""
    places: dict[int, tuple[list[int], list[int]]] = {}
    for place, (layer, position) in enumerate(sites):
        into, of = places.setdefault(layer, ([], []))
        into.append(place)
        of.append(position)
    for layer, (into, of) in places.items():
        yield layer, (row, _slice(into), _slice(of))


def passes(model: CapturesStates, lengths: Sequence[int], memory: int) -> Iterator[list[int]]:
    """Yield which prompts run together, by number: the short ones first, as many as fit.

    Args:
        model: the model that runs them. Prompts of another rotary regime run apart from each other, and all
            of them where hooks of the user's run along: those may look at the whole batch.
        lengths: the number of tokens of each prompt.
        memory: bytes of activations that one pass may hold.
    """
    group: list[int] = []
    tokens, regimes = 0, {length: model.regime(length) for length in set(lengths)}
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        length = lengths[number]
        if group:
            first, rows = lengths[group[0]], len(group) + 1
            alike = first == length or (model.rows_pad and regimes[first] == regimes[length])
            padding = rows * length - tokens - length
            room = rows * length <= _most_tokens(model, length, memory)
            few = padding <= max(_FREE_PADDING, tokens // 4)
            if model.runs_user_code or not (alike and room and few):
                yield group
                group, tokens = [], 0
        group.append(number)
        tokens += length
    if group:
        yield group


def _most_tokens(model: CapturesStates, length: int, memory: int) -> int:
    """Return how many tokens one pass may have, padding included."""
    each = model.dtype.itemsize * (_WIDTHS_HELD * model.d_model + 2 * model.n_heads * length)
    most = memory // each
    return min(most, _CPU_TOKENS) if model.device.type == "cpu" else most


class _Enough(Exception):
    """Ends a pass above the last layer that is kept; no error."""


class _Recorder:
    """Copies chosen states of the rows of one pass.

    Args:
        model: the model that runs the pass.
        counts: for each row, how many states are kept.
        copies: for each layer, what is copied there.
        checkpoint: called at each layer of which something is kept.
    """

    def __init__(
        self,
        model: CapturesStates,
        counts: Sequence[int],
        copies: Mapping[int, Sequence[_Copy]],
        checkpoint: Callable[[], None] | None,
    ) -> None:
        self._model, self._checkpoint, self._copies = model, checkpoint, copies
        with isolated(model.device):
            self.kept = [
                torch.empty(n, model.d_model, dtype=model.dtype, device=model.device) for n in counts
            ]
        # Above the last layer that is kept nothing has to run, but for hooks of the user's, which may count.
        self._top = max(copies, default=0)
        self._stops = not model.runs_user_code and self._top < model.n_layers

    def run(self, prompts: Sequence[Sequence[int]]) -> None:
        """Run the prompts and keep what was asked for."""
        longest = max(map(len, prompts))
        # Filled up with a row's own last token: a tokenizer's padding token makes some models warn, and some
        # count positions by it.
        rows = [[*prompt, *[prompt[-1]] * (longest - len(prompt))] for prompt in prompts]
        edits: dict[int, Edit] = {layer: functools.partial(self._keep, layer) for layer in self._copies}
        edits.setdefault(self._top, functools.partial(self._keep, self._top))
        with contextlib.suppress(_Enough):
            self._model.all_logits(rows, edits=edits, last=None)

    def _keep(self, layer: int, residual: Residual) -> Residual:
        if self._checkpoint is not None:
            self._checkpoint()
        for row, into, of in self._copies.get(layer, ()):
            kept = self.kept[row]
            if kept.dtype != residual.dtype:  # some models carry the stream in another precision
                kept = self.kept[row] = kept.to(residual.dtype)
            kept[into] = residual[row, of].detach().to(kept.device)
        if self._stops and layer == self._top:
            raise _Enough
        return residual


def _slice(places: list[int]) -> slice | list[int]:
    """Return a run of places as a slice, which copies without an index."""
    first, n = places[0], len(places)
    return slice(first, first + n) if places == list(range(first, first + n)) else places
