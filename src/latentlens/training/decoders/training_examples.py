"""The examples of a training, and of its controls: no activations, those of others, or random answers."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from random import Random

from latentlens.activations.selection import Site
from latentlens.decoder_files.manifest import Manifest
from latentlens.engine.backend import Backend
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.decoders.decoder_recipe import ControlKind, DecoderRecipe
from latentlens.training.decoders.examples import Example, ExampleMaker, SourceReading, drawn_layers

VALIDATION = -1
"""Epoch in which validation examples are made: always the same."""

_TRIES = 20


class Examples:
    """The rows of a training as examples.

    Args:
        rows: all rows, by their index.
        recipe: recipe of the decoder.
        manifest: its manifest.
        answers: backend of the model that answers.
        reads: backend of the model that is read.
    """

    def __init__(
        self,
        rows: Sequence[DecoderRow],
        recipe: DecoderRecipe,
        manifest: Manifest,
        answers: Backend,
        reads: Backend,
    ) -> None:
        self.rows, self._recipe = rows, recipe
        self._make = ExampleMaker(manifest, answers, reads)
        self._made: dict[tuple[int, tuple[int, ...]], Example] = {}
        self._alike: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        self._by_task: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, row in enumerate(rows):
            self._alike[row.split, row.task, len(row.positions)].append(index)
            self._by_task[row.split, row.task].append(index)

    def at(self, row: int, layers: tuple[int, ...]) -> Example:
        """Return a row as an example that reads these layers, made once."""
        if (row, layers) not in self._made:
            self._made[row, layers] = self._make(row, self.rows[row], layers)
        return self._made[row, layers]

    def reading(self, row: int) -> SourceReading:
        """Return what is read of a row at all layers of the recipe."""
        layers, given = self._recipe.read.all_layers, self.rows[row].layers
        some = self.at(row, self._recipe.read.layers[0] if self._recipe.read.layers else given).reading
        assert some is not None
        sites = tuple(Site(layer, at) for layer in given or layers for at in self.rows[row].positions)
        return dataclasses.replace(some, sites=sites)

    def of(self, row: int, epoch: int, kind: ControlKind | None) -> Example:
        """Return the example of a row in an epoch of a training.

        Args:
            row: index of the row.
            epoch: index of the epoch, or `VALIDATION`.
            kind: the control that is trained; None for the decoder itself.
        """
        example = self.at(row, drawn_layers(self._recipe, epoch, row))
        if kind == "no_activations":
            return dataclasses.replace(example, reading=None)
        if kind == "shuffled":
            return self._of_another(example, epoch)
        if kind == "random_labels" and epoch != VALIDATION:
            return self._labelled_at_random(example)
        return example

    def _of_another(self, example: Example, epoch: int) -> Example:
        """Return an example with the activations of another row of its task."""
        row, draw = self.rows[example.row], self._random("another", epoch, example.row)
        alike = self._alike[row.split, row.task, len(row.positions)]
        same_task = self._by_task[row.split, row.task]
        drawn = (draw.choice(some) for some in [alike] * _TRIES + [same_task] * _TRIES)
        other = next((i for i in drawn if self._differs(i, example)), None)
        if other is None or example.reading is None:
            return dataclasses.replace(example, reading=None)
        positions = self.rows[other].positions
        place = {position: n for n, position in enumerate(row.positions)}
        sites = tuple(
            Site(layer, positions[place[position] % len(positions)])
            for layer, position in example.reading.sites
        )
        theirs = self.at(other, tuple(dict.fromkeys(layer for layer, _ in sites))).reading
        assert theirs is not None
        return dataclasses.replace(example, read_row=other, reading=dataclasses.replace(theirs, sites=sites))

    def _differs(self, other: int, example: Example) -> bool:
        one, two = self.rows[other], self.rows[example.row]
        return (one.source, one.positions) != (two.source, two.positions) and one.layers == two.layers

    def _labelled_at_random(self, example: Example) -> Example:
        """Return an example with an answer drawn once for its row: one of its options, or another row's."""
        row, draw = self.rows[example.row], self._random("label", 0, example.row)
        answer = (
            draw.choice(row.options)
            if row.options
            else self.rows[draw.choice(self._by_task[row.split, row.task])].answer
        )
        return dataclasses.replace(example, answer_ids=self._make.answer(answer))

    def _random(self, *what: object) -> Random:
        return Random(":".join(map(str, (self._recipe.seed, *what))))  # noqa: S311 - a draw, no secret
