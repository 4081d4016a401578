"""The activations that rows read: their own, another row's, or random ones of the same norm."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.readers.reader import State
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.data.row_positions import token_ids
from latentlens.training.decoders.examples import SourceReading
from latentlens.training.decoders.stored_states import read_states

Span = Literal["all", "last", "last five"]
SPANS: tuple[Span, ...] = ("last", "last five", "all")
"""Which of a row's positions are read: the last, the last five, or all of them."""

WIDTHS: dict[Span, int] = {"last": 1, "last five": 5}
"""Number of last positions that are read."""

Activations = list[State]
"""The activations of one row: layer after layer, in each its positions in order."""


def row_activations(
    rows: Sequence[DecoderRow],
    model: Backend,
    layers: Sequence[int],
    *,
    span: Span = "all",
    checkpoint: Callable[[], None] | None = None,
) -> list[Activations]:
    """Read the activations of rows.

    Args:
        rows: the rows.
        model: model that is read.
        layers: layers that are read; a row that names layers of its own is read at those.
        span: which of a row's positions are read. Default "all".
        checkpoint: called before each pass; it may raise an error to stop. Default None.
    """
    readings, all_sites = [], []
    for row in rows:
        positions = row.positions[-WIDTHS[span] :] if span in WIDTHS else row.positions
        sites = tuple(Site(layer, at) for layer in row.layers or tuple(layers) for at in positions)
        all_sites.append(sites)
        readings.append(SourceReading(token_ids(row.source, model), sites, row.hidden, row.variant))
    found = read_states(readings, model, checkpoint)
    return [
        [State(vector, site.layer, site.position) for vector, site in zip(states, sites, strict=True)]
        for states, sites in zip(found, all_sites, strict=True)
    ]


def partners(rows: Sequence[DecoderRow], rng: Random) -> list[int]:
    """Return for each row another row of the same task, with as many positions if there is one.

    Partners are drawn whatever their answers are, so that those answers are right as often as chance has it.
    A row that is alone with its task is its own partner.

    Args:
        rows: the rows.
        rng: random source.
    """
    by_task: dict[str, list[int]] = defaultdict(list)
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_task[row.task].append(index)
        alike[row.task, len(row.positions)].append(index)
    found = []
    for index, row in enumerate(rows):
        some = alike[row.task, len(row.positions)]
        others = [i for i in (some if len(some) > 1 else by_task[row.task]) if i != index]
        found.append(rng.choice(others) if others else index)
    return found


def of_others(own: Sequence[Activations], chosen: Sequence[int]) -> list[Activations]:
    """Return rows' activations with the vectors of other rows in them; layers and positions stay.

    Where the other row has another number of positions, its own are repeated or left out.

    Args:
        own: each row's activations.
        chosen: for each row the index of the other one.
    """
    found = []
    for states, index in zip(own, chosen, strict=True):
        by_layer: dict[int, list[State]] = defaultdict(list)
        for state in own[index]:
            by_layer[state.layer].append(state)
        seen: dict[int, int] = defaultdict(int)
        made = []
        for state in states:
            theirs = by_layer.get(state.layer) or own[index]
            vector = theirs[seen[state.layer] % len(theirs)].vector
            made.append(dataclasses.replace(state, vector=vector))
            seen[state.layer] += 1
        found.append(made)
    return found


def random_of_same_norm(own: Sequence[Activations], seed: int) -> list[Activations]:
    """Return random vectors, uniform in direction, each with the norm of the activation in its place.

    Args:
        own: each row's activations.
        seed: random seed.
    """
    draw = torch.Generator("cpu").manual_seed(seed)
    found = []
    for states in own:
        made = []
        for state in states:
            noise = torch.randn(state.vector.shape, generator=draw).to(state.vector)
            made.append(dataclasses.replace(state, vector=noise * (state.vector.norm() / noise.norm())))
        found.append(made)
    return found


def mean_by_layer(states: Activations) -> Float[Tensor, " layer_times_d_model"]:
    """Return the mean over positions of a row's activations, the layers' means one after the other.

    Args:
        states: activations of one row.
    """
    by_layer: dict[int, list[Tensor]] = defaultdict(list)
    for state in states:
        by_layer[state.layer].append(state.vector.float())
    return torch.cat([torch.stack(some).mean(0) for _, some in sorted(by_layer.items())])
