"""A task's rows and activations on one model: made when first needed, and then kept."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from latentlens.display.progress import Progress
from latentlens.engine.backend import Backend
from latentlens.experiments.decoders.measured_tasks import DecoderTask
from latentlens.experiments.decoders.row_activations import Activations, Span, row_activations
from latentlens.training.data.decoder_row import DecoderRow, RowSplit

Layers = tuple[int, ...]


class TaskMaterial:
    """The rows of one task, and what is read of them.

    Args:
        task: the task.
        model: model that is read.
        sizes: number of rows of each split.
        seed: random seed of the rows.
        progress: checked while rows are written and read.
    """

    def __init__(
        self,
        task: DecoderTask,
        model: Backend,
        sizes: dict[RowSplit, int],
        seed: int,
        progress: Progress,
    ) -> None:
        self.task, self.model = task, model
        self._sizes, self._seed, self._progress = sizes, seed, progress
        # per instance, so that rows and activations go with it
        self.rows = functools.cache(self._rows)
        self._kept: tuple[tuple[RowSplit, Layers, Span], list[Activations]] | None = None

    def _rows(self, split: RowSplit) -> list[DecoderRow]:
        return self.task.rows(self.model, split, self._sizes[split], self._seed, self._progress)

    def activations(self, split: RowSplit, layers: Sequence[int], span: Span = "all") -> list[Activations]:
        """Return the activations of a split's rows at some layers; the last ones are kept.

        Args:
            split: the split.
            layers: the layers.
            span: which of a row's positions are read. Default "all".
        """
        key = (split, tuple(layers), span)
        if self._kept is None or self._kept[0] != key:
            self._kept = None
            read = row_activations(
                self.rows(split), self.model, layers, span=span, checkpoint=self._progress.check
            )
            self._kept = key, read
        return self._kept[1]
