"""RowGenerator: what makes rows for a model, the same rows for the same seed."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import choice
from latentlens.training.data.decoder_row import ROW_SPLITS, DecoderRow, RowSplit

TRIES_FOR_EACH = 200
"""Number of draws for each row that is wanted, after which a generator gives up."""


class RowGenerator(abc.ABC):
    """Makes rows: questions about the activations of texts, for one model's tokens.

    A subclass is a frozen dataclass of its settings. Its rows depend on these, the model, the split and the
    seed only, and more rows begin with the same ones.
    """

    @property
    @abc.abstractmethod
    def name(self) -> str:
        """Name of the generator, the beginning of its rows' tasks."""

    def rows(
        self,
        model: Asker | Backend,
        split: RowSplit = "train",
        n: int = 1000,
        seed: int = 0,
        *,
        progress: Progress | bool | None = None,
    ) -> list[DecoderRow]:
        """Make rows for a model.

        Args:
            model: session or backend of the model that will be read; its tokenizer and chat template place
                the positions, and it samples replies where a generator needs them.
            split: "train", "validation" or "test"; nothing that decides the split stands in two of them.
            n: number of rows. Default 1000.
            seed: seed of the draw. Default 0.
            progress: True, False, or a `Progress` to count on and to cancel with; None (default) for a bar in
                notebooks and terminals if it takes longer than a second.

        Raises:
            InputError: if an argument cannot be used, or the material does not give this many rows.
            Cancelled: if `progress` was cancelled.
        """
        backend = backend_of(model)
        split = _checked_split(split)
        n, seed = integer("n", n, least=1), checked_seed("seed", seed)
        found: list[DecoderRow] = []
        with track(progress, f"rows: {self.name}", unit="rows", total=n) as work:
            for row in self.draw(backend, split, seed, work):
                work.check()
                if row is not None:
                    found.append(row)
                    work.advance()
                if len(found) == n:
                    return found
        raise InputError(
            f"{self.name} gives {len(found)} rows of the split {split!r}, and {n} were asked for. Ask for "
            "fewer, or give it more material."
        )

    @abc.abstractmethod
    def draw(self, model: Backend, split: RowSplit, seed: int, work: Progress) -> Iterator[DecoderRow | None]:
        """Yield rows, in the order of the draw, and None for a draw that gives none.

        Args:
            model: backend of the model that will be read.
            split: split of the rows.
            seed: seed of the draw.
            work: checked before long work, which is then cancelled.
        """


def drawn_from(make: Callable[[Random], DecoderRow | None], *seeds: Any) -> Iterator[DecoderRow | None]:
    """Yield what a function makes of a random source, until it gives nothing `TRIES_FOR_EACH` times in turn.

    Args:
        make: function that draws one row, or None where the draw gives none.
        seeds: what the random source is seeded by.
    """
    rng, failed = random_source(*seeds), 0
    while failed < TRIES_FOR_EACH:
        row = make(rng)
        failed = failed + 1 if row is None else 0
        yield row


def random_source(*seeds: Any) -> Random:
    """Return a random source that depends on some values only.

    Args:
        seeds: texts and numbers.

    Examples:
        >>> random_source("a", 1).random() == random_source("a", 1).random()
        True
    """
    return Random("\x1f".join(map(str, seeds)))  # noqa: S311 - examples, no secrets


def backend_of(model: Any) -> Backend:
    """Return the backend of a session, or the backend that was given.

    Args:
        model: session or backend.

    Raises:
        InputError: if it is neither.
    """
    backend = model.backend if isinstance(model, Asker) else model
    if not isinstance(backend, Backend):
        raise InputError(f"Rows are made for a session or a backend; got {shown(model)}.")
    return backend


def _checked_split(split: Any) -> RowSplit:
    found = choice("split", split, ROW_SPLITS)
    return next(each for each in ROW_SPLITS if each == found)
