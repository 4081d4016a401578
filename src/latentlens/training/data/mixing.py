"""Rows of several generators in given shares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from latentlens.ask.asker import Asker
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.numbers import seed as checked_seed
from latentlens.inputs.shown import shown
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.data.row_dataset import as_record
from latentlens.training.data.row_generator import RowGenerator


def mix(
    generators: Mapping[RowGenerator, float],
    model: Asker | Backend,
    split: RowSplit = "train",
    n: int = 1000,
    seed: int = 0,
    *,
    progress: Progress | bool | None = None,
) -> list[DecoderRow]:
    """Make rows with several generators, in given shares and in random order.

    The rows and their order depend on the generators, the split, n and the seed; in which order the
    generators are given changes nothing.

    Source: Karvonen et al. 2025 (Activation Oracles, arXiv 2512.15674), section 3.2, whose mix is 64 parts
    LatentQA, 336 parts classification and 600 parts context prediction.

    Args:
        generators: generator -> its share; shares need not add up to 1.
        model: session or backend of the model that will be read.
        split: split of the rows.
        n: number of rows. Default 1000.
        seed: seed of the draws and of the order. Default 0.
        progress: as in `RowGenerator.rows`.

    Raises:
        InputError: if there are no generators, two have the same name, a share is not above 0, or a generator
            has not enough material.
        Cancelled: if `progress` was cancelled.

    Examples:
        >>> from latentlens import Session
        >>> from latentlens.training.data.context_rows import ContextPrediction
        >>> texts = [f"The ship number {i} went from Oslo to Lima." for i in range(40)]
        >>> one, other = ContextPrediction(texts, label="one"), ContextPrediction(texts, label="other")
        >>> rows = mix({one: 3, other: 1}, Session(), n=8)
        >>> sum(row.task.startswith("one") for row in rows)
        6
    """
    n, seed = integer("n", n, least=1), checked_seed("seed", seed)
    if not isinstance(generators, Mapping) or not generators:
        raise InputError(f"generators is a dict from generators to shares; got {shown(generators)}.")
    ordered = sorted(generators, key=lambda generator: generator.name)
    names = [generator.name for generator in ordered]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(f"Two generators are named {twice[0]!r}. Give one of them another label.")
    shares = [number(f"The share of {g.name}", generators[g], least=0) for g in ordered]
    if min(shares) <= 0:
        raise InputError(
            f"The share of {names[shares.index(min(shares))]} is 0. Give one above 0, or leave it out."
        )
    rows: list[DecoderRow] = []
    with track(progress, "mixing rows", unit="generators", total=len(ordered)) as work:
        for generator, count in zip(ordered, _counts(shares, n), strict=True):
            if count:
                rows += generator.rows(model, split, count, seed, progress=work)
            work.advance()
    drawn = sorted((_draw(row, seed), number) for number, row in enumerate(rows))
    return [rows[number] for _, number in drawn]


def _counts(shares: list[float], n: int) -> list[int]:
    """Return how many rows each generator makes: n in all, by largest remainders."""
    exact = [share / sum(shares) * n for share in shares]
    counts = [int(each) for each in exact]
    left = sorted(range(len(exact)), key=lambda i: (counts[i] - exact[i], i))[: n - sum(counts)]
    return [count + (i in left) for i, count in enumerate(counts)]


def _draw(row: DecoderRow, seed: int) -> bytes:
    content = json.dumps([seed, as_record(row)], sort_keys=True)
    return hashlib.blake2b(content.encode(), digest_size=16).digest()
