"""Reads the activations of examples: a batch in one pass, or all of them once, kept in a mapped file."""

from __future__ import annotations

import contextlib
import hashlib
import json
import pathlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.selection import Site
from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import NextToken, Query
from latentlens.errors import InputError
from latentlens.files.atomic import write_atomically
from latentlens.model.scope import gradients
from latentlens.training.decoders.examples import SourceReading

States = Float[Tensor, "_slot d_source"]
_ROWS = 256
"""Sources that are read in one call while the store is filled."""
_HIDING = 16
"""Most sources with hidden tokens that are read in one call, which keeps all of their states."""


def read_states(
    readings: Sequence[SourceReading], model: Backend, checkpoint: Callable[[], None] | None = None
) -> list[States]:
    """Return the activations of readings, the same source run once, without the decoder's adapter.

    Args:
        readings: what to read.
        model: backend of the model that is read.
        checkpoint: called before each pass; it may raise an error to stop. Default None.
    """
    together: dict[tuple[str, tuple[int, ...], tuple[int, ...]], list[int]] = {}
    for index, reading in enumerate(readings):
        together.setdefault((reading.variant, reading.hidden, reading.token_ids), []).append(index)
    found: dict[int, States] = {}
    variants: dict[tuple[str, bool], list[list[int]]] = {}
    for (variant, hidden, _), indices in together.items():
        variants.setdefault((variant, bool(hidden)), []).append(indices)
    with gradients(kept=False):
        for (variant, hides), groups in variants.items():
            sites = [[site for i in indices for site in readings[i].sites] for indices in groups]
            sources = [readings[indices[0]] for indices in groups]
            if hides:
                read = _hiding(sources, sites, model, checkpoint)
            else:
                prompts = [source.token_ids for source in sources]
                with model.using(variant or None):
                    read = list(model.model.capture_sites(prompts, sites, checkpoint=checkpoint))
            for number, states in read:
                counts = [len(readings[i].sites) for i in groups[number]]
                found.update(zip(groups[number], torch.split(states, counts), strict=True))
    return [found[index] for index in range(len(readings))]


def _hiding(
    sources: Sequence[SourceReading],
    sites: Sequence[Sequence[Site]],
    model: Backend,
    checkpoint: Callable[[], None] | None,
) -> list[tuple[int, States]]:
    """Return the activations of sources of which some tokens are not attended to by later ones, by number."""
    blocks = tuple(range(model.n_layers))
    found: list[tuple[int, States]] = []
    # those of one length run in one pass
    order = sorted(range(len(sources)), key=lambda number: len(sources[number].token_ids))
    for start in range(0, len(order), _HIDING):
        if checkpoint is not None:
            checkpoint()
        some = order[start : start + _HIDING]
        layers = sorted({layer for number in some for layer, _ in sites[number]})
        place = {layer: i for i, layer in enumerate(layers)}
        queries = [
            Query(
                sources[number].token_ids,
                (),
                NextToken(),
                knockouts=(Knockout(blocks, sources[number].hidden),),
                adapter=sources[number].variant or None,
            )
            for number in some
        ]
        for number, states in zip(some, model.forced_states(queries, layers), strict=True):
            at = [(place[layer], position) for layer, position in sites[number]]
            found.append((number, torch.stack([states[i, position] for i, position in at])))
    return found


class StateStore:
    """The activations of all rows, read once and kept in a file that is mapped into memory.

    Args:
        readings: what to read of each row, by its index, at all layers of the recipe.
        model: backend of the model that is read.
        directory: directory of the file; None for a temporary file, deleted at once.
        work: counts the rows that are read.
        first: whether this process reads; others wait for it, and take what it has written.
        wait: waits for all processes.
    """

    def __init__(
        self,
        readings: Mapping[int, SourceReading],
        model: Backend,
        directory: pathlib.Path | None,
        work: Progress,
        *,
        first: bool = True,
        wait: Callable[[], None] = lambda: None,
    ) -> None:
        self._place: dict[int, dict[Site, int]] = {}
        n = 0
        for row, reading in readings.items():
            self._place[row] = {site: n + k for k, site in enumerate(reading.sites)}
            n += len(reading.sites)
        self._device, self._dtype = model.device, model.dtype
        shape, kind = (n, model.d_model), _stored(model.dtype)
        if directory is None:
            with tempfile.TemporaryFile() as file:
                self._states = np.memmap(file, kind, "w+", shape=shape)
            self._fill(readings, model, work)
            return
        key = _digest(readings, model)
        path = directory / f"activations-{key[:16]}.bin"
        whole = path.with_suffix(".json")
        if first and not whole.exists():
            try:
                directory.mkdir(parents=True, exist_ok=True)
                self._states = np.memmap(path, kind, "w+", shape=shape)
                self._fill(readings, model, work)
                self._states.flush()
                write_atomically(whole, json.dumps({"key": key, "shape": shape}) + "\n")
            except OSError as error:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
                raise InputError(
                    f"The activations cannot be kept in {path} ({error.strerror or error}). Free "
                    f"{shape[0] * shape[1] * kind.itemsize / 1e6:.0f} MB there, or set store_mb = 0."
                ) from error
        wait()
        self._states = np.memmap(path, kind, "r", shape=shape)

    def _fill(self, readings: Mapping[int, SourceReading], model: Backend, work: Progress) -> None:
        order = sorted(readings, key=lambda row: len(readings[row].token_ids))
        with work.phase("reading activations", unit="rows", total=len(readings)):
            for start in range(0, len(order), _ROWS):
                some = order[start : start + _ROWS]
                states = read_states([readings[row] for row in some], model, work.check)
                for row, read in zip(some, states, strict=True):
                    at = next(iter(self._place[row].values()))
                    self._states[at : at + len(read)] = _numbers(read)
                work.advance(len(some))

    def read(self, rows: Sequence[int], readings: Sequence[SourceReading]) -> list[States]:
        """Return the activations of some rows, at the layers that each reads.

        Args:
            rows: index of each row among the store's.
            readings: what to read of each; all sites are in the store.
        """
        return [
            _tensor(
                self._states[np.array([self._place[row][site] for site in reading.sites])], self._dtype
            ).to(self._device)
            for row, reading in zip(rows, readings, strict=True)
        ]


def mean_states(
    readings: Mapping[int, SourceReading], read: Callable[[list[int], list[SourceReading]], list[States]]
) -> dict[int, Float[Tensor, " d_source"]]:
    """Return the mean of the activations of each layer.

    Args:
        readings: what to read of each row, by its index.
        read: function that returns the activations of rows.
    """
    sums: dict[int, Tensor] = {}
    counts: Counter[int] = Counter()
    rows = list(readings)
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        for row, states in zip(some, read(some, [readings[row] for row in some]), strict=True):
            for (layer, _), state in zip(readings[row].sites, states.double(), strict=True):
                sums[layer] = sums.get(layer, torch.zeros_like(state)) + state
                counts[layer] += 1
    return {layer: (total / counts[layer]).float() for layer, total in sorted(sums.items())}


def store_bytes(readings: Iterable[SourceReading], model: Backend) -> int:
    """Return the size of a store of these readings, in bytes."""
    return sum(len(reading.sites) for reading in readings) * model.d_model * _stored(model.dtype).itemsize


def _stored(dtype: torch.dtype) -> np.dtype[np.generic]:
    """Return the dtype in which numpy holds the numbers; bfloat16, which it lacks, as whole numbers."""
    return np.dtype({torch.bfloat16: np.int16, torch.float16: np.float16}.get(dtype, np.float32))


def _numbers(states: Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    states = states.cpu()
    return (states.view(torch.int16) if states.dtype == torch.bfloat16 else states).numpy()


def _tensor(numbers: np.ndarray[tuple[int, ...], np.dtype[np.generic]], dtype: torch.dtype) -> Tensor:
    states = torch.from_numpy(numbers)
    return states.view(torch.bfloat16) if dtype == torch.bfloat16 else states


def _digest(readings: Mapping[int, SourceReading], model: Backend) -> str:
    digest = hashlib.sha256(f"{model.fingerprint()} {model.dtype}".encode())
    for row, reading in readings.items():
        digest.update(f"{row} {reading!r}".encode())
    return digest.hexdigest()
