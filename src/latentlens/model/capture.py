"""Captures the residual stream of prompts, several prompts of different length in one forward pass.

Shorter prompts are padded at their end. In a causal model no token attends to later ones, so this changes
only rounding, and needs neither an attention mask nor position ids. The checks at opening try it
(`LanguageModel.rows_pad`); where it is not exact, only prompts of equal length share a forward pass.
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
"""Default limit on the activations of one forward pass over several prompts: 256 MiB."""

_CPU_TOKENS = 1024
"""Most tokens in one forward pass on a CPU; more are no faster, and would delay a cancel."""

_WIDTHS_HELD = 16
"""Number of vectors of d_model numbers that a block holds for each token, those of its MLP included."""

_FREE_PADDING = 256
"""Number of padding tokens that a pass may always have; they cost less than another pass."""


class CapturesStates(ModelFacts, abc.ABC):
    """Base class of `LanguageModel` with the methods that capture the residual stream of prompts."""

    rows_pad = True
    """Whether padding shorter rows at their end is exact; else only prompts of equal length share a pass."""

    @property
    @abc.abstractmethod
    def runs_user_code(self) -> bool:
        """Whether the user's own hooks or `forward` run in a forward pass, with effects that are unknown."""

    @abc.abstractmethod
    def pinned(self) -> Scope:
        """Return a context within which this thread checks the model for changes only once."""

    @abc.abstractmethod
    def regime(self, length: int) -> Hashable:
        """Return a key that is equal for sequence lengths with the same rotary angles at every position."""

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
            token_ids: token ids of the prompt.
            layers: layers to keep, each in 0..n_layers; blocks above the highest are not run.
            checkpoint: called before every kept layer; it may raise an error to stop. Default None.
        """
        with self.pinned():  # check the model for changes once, which costs as much as a few blocks
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
        """Run prompts of any lengths, several in one forward pass, and yield each one's residual stream.

        The result equals running them one by one, up to rounding (below 1e-5 of the largest entry in
        float32).

        Args:
            prompts: token ids of each prompt.
            layers: layers to keep, each in 0..n_layers; blocks above the highest are not run.
            memory: largest number of bytes of activations in one pass, without what is yielded; at least one
                prompt runs in each pass. Default: 256 MiB.
            checkpoint: called before each pass and at each kept layer; it may raise an error to stop. Default
                None.

        Yields:
            (index of the prompt, its residual stream [layer, position, d_model]), pass by pass, short prompts
            first.
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
        """Run prompts and yield the residual stream at chosen sites only, as for data sets of many prompts.

        Args:
            prompts: token ids of each prompt.
            sites: for each prompt, the (layer, position) pairs to keep, in the order in which they are
                returned; positions count from 0. Tokens after the last position are not run.
            memory: largest number of bytes of activations in one pass. Default: 256 MiB.
            checkpoint: called before each pass and at each kept layer; it may raise an error to stop. Default
                None.

        Yields:
            (index of the prompt, its residual stream [site, d_model]), pass by pass.

        Raises:
            SelectionError: if a site does not exist; then nothing runs.
        """
        _check_sites(self, prompts, sites)
        needed = [_needed(self, *each) for each in zip(prompts, sites, strict=True)]
        return _capture(self, needed, sites, memory, checkpoint)


def _check_sites(
    model: CapturesStates, prompts: Sequence[Sequence[int]], sites: Sequence[Sequence[Site]]
) -> None:
    """Raise an error if a site does not exist in its prompt."""
    for number, (prompt, chosen) in enumerate(zip(prompts, sites, strict=True)):
        for layer, position in chosen:
            if not (0 <= layer <= model.n_layers and 0 <= position < len(prompt)):
                raise SelectionError(
                    f"There is no layer {layer}, position {position} in prompt {number}: the model has "
                    f"layers 0 to {model.n_layers}, and this prompt positions 0 to {len(prompt) - 1}."
                )


def _needed(model: CapturesStates, prompt: Sequence[int], sites: Sequence[Site]) -> Sequence[int]:
    """Return a prompt up to its last site: no token changes the state of one before it.

    The user's hooks see the whole, and so do rotary angles that depend on the length.
    """
    length = max((position for _, position in sites), default=0) + 1
    if model.runs_user_code or model.regime(length) != model.regime(len(prompt)):
        return prompt
    return prompt[:length]


def _capture(
    model: CapturesStates,
    prompts: Sequence[Sequence[int]],
    sites: Sequence[Sequence[Site]],
    memory: int,
    checkpoint: Callable[[], None] | None,
) -> Iterator[tuple[int, Float[Tensor, "site d_model"]]]:
    """Run prompts pass by pass, and yield the residual stream of each at its sites."""
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
"""(row of the batch, indices in the row's result, positions whose residual stream is copied there)."""


def _copies(row: int, sites: Sequence[Site]) -> Iterator[tuple[int, _Copy]]:
    """Yield for each layer of a row's sites the positions to copy and where they go in the result."""
    by_layer: dict[int, tuple[list[int], list[int]]] = {}
    for index, (layer, position) in enumerate(sites):
        indices, positions = by_layer.setdefault(layer, ([], []))
        indices.append(index)
        positions.append(position)
    for layer, (indices, positions) in by_layer.items():
        yield layer, (row, _slice(indices), _slice(positions))


def passes(model: CapturesStates, lengths: Sequence[int], memory: int) -> Iterator[list[int]]:
    """Yield the prompts of each forward pass, as indices: short prompts first, as many as fit.

    Args:
        model: model that runs them. Prompts of different rotary regimes do not share a pass, and no prompts
            do if the user's hooks run, which may look at the whole batch.
        lengths: number of tokens of each prompt.
        memory: largest number of bytes of activations in one pass.
    """
    group: list[int] = []
    tokens, regimes = 0, {length: model.regime(length) for length in set(lengths)}
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        length = lengths[number]
        if group:
            first, rows = lengths[group[0]], len(group) + 1
            compatible = first == length or (model.rows_pad and regimes[first] == regimes[length])
            padding = rows * length - tokens - length
            fits = rows * length <= _most_tokens(model, length, memory)
            little_padding = padding <= max(_FREE_PADDING, tokens // 4)
            if model.runs_user_code or not (compatible and fits and little_padding):
                yield group
                group, tokens = [], 0
        group.append(number)
        tokens += length
    if group:
        yield group


def _most_tokens(model: CapturesStates, length: int, memory: int) -> int:
    """Return the largest number of tokens of one pass, padding included."""
    each = model.dtype.itemsize * (_WIDTHS_HELD * model.d_model + 2 * model.n_heads * length)
    most = memory // each
    return min(most, _CPU_TOKENS) if model.device.type == "cpu" else most


class _StopForward(Exception):
    """Raised to end a forward pass after the last layer that is kept."""


class _Recorder:
    """Copies chosen positions of the residual stream in one forward pass.

    Args:
        model: model that runs the pass.
        counts: for each row, the number of vectors that are kept.
        copies: for each layer, the rows and positions that are copied.
        checkpoint: called at each layer at which something is kept; None for nothing.
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
        # Blocks above the last kept layer need not run, unless the user's hooks are on them.
        self._top = max(copies, default=0)
        self._stops = not model.runs_user_code and self._top < model.n_layers

    def run(self, prompts: Sequence[Sequence[int]]) -> None:
        """Run the prompts and copy the chosen positions."""
        longest = max(map(len, prompts))
        # Padded with the row's last token: some models warn of the padding token, or count positions by it.
        rows = [[*prompt, *[prompt[-1]] * (longest - len(prompt))] for prompt in prompts]
        edits: dict[int, Edit] = {layer: functools.partial(self._keep, layer) for layer in self._copies}
        edits.setdefault(self._top, functools.partial(self._keep, self._top))
        with contextlib.suppress(_StopForward):
            self._model.all_logits(rows, edits=edits, last=None)

    def _keep(self, layer: int, residual: Residual) -> Residual:
        """Edit at one layer: copy the chosen positions, and end the pass after the last kept layer."""
        if self._checkpoint is not None:
            self._checkpoint()
        for row, into, of in self._copies.get(layer, ()):
            kept = self.kept[row]
            if kept.dtype != residual.dtype:  # some models have a residual stream of another dtype
                kept = self.kept[row] = kept.to(residual.dtype)
            kept[into] = residual[row, of].detach().to(kept.device)
        if self._stops and layer == self._top:
            raise _StopForward
        return residual


def _slice(indices: list[int]) -> slice | list[int]:
    """Return consecutive indices as a slice, which is faster to copy; others as they are."""
    first, n = indices[0], len(indices)
    return slice(first, first + n) if indices == list(range(first, first + n)) else indices
