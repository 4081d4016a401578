"""What a decoder reads, by the layers that are read and the layer that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.short_trainings.measured_trainings import (
    MeasuredTrainings,
    accuracy,
    right_answers,
)
from latentlens.experiments.short_trainings.short_training import ShortTraining, rows_each
from latentlens.experiments.short_trainings.trainings_outcome import gain, trainings_outcome, verdict_on

if TYPE_CHECKING:
    import plotly.graph_objects as go

MIDDLE = "Layers in the middle are read better than the last one."
EARLY = "The decoder answers better if an early layer of it is written than a later one."
SEVERAL = "Two layers that are read at once are read better than either alone."

Grid = Mapping[tuple[int, int], ShortTraining]
"""Layer read and layer written -> the training."""


def _run(study: Study) -> ExperimentOutcome:
    measured = MeasuredTrainings(study)
    depth, rows = study.session.model.n_layers, rows_each(study, measured.tasks)
    quarters = sorted({max(1, round(depth * part / 4)) for part in range(1, 5)})
    written = sorted({0, min(1, depth - 1), round(depth / 3)})
    grid = {
        (layer, target): ShortTraining(((layer,),), target, rows, quick=study.quick)
        for layer in quarters
        for target in written
    }
    middle, later, target = max(1, round(depth / 2)), max(1, round(depth * 3 / 4)), written[len(written) // 2]
    trainings = [*grid.values()]
    if middle < later:
        both = ShortTraining(((middle, later),), target, rows, quick=study.quick)
        trainings += [both, ShortTraining(((middle,), (later,)), target, rows, quick=study.quick)]
    found = measured.measure(trainings)
    pairs = {
        MIDDLE: (grid[middle, target], grid[quarters[-1], target]),
        EARLY: (grid[middle, written[0]], grid[middle, written[-1]]),
    }
    verdicts = [
        verdict_on(claim, {task: gain(found, one, other, task, study) for task in measured.tasks})
        for claim, (one, other) in pairs.items()
    ]
    if middle < later:
        alone = [grid[layer, target] for layer in (middle, later)]
        gains = {task: gain(found, both, _best(found, alone, task), task, study) for task in measured.tasks}
        verdicts.append(verdict_on(SEVERAL, gains))
    notes = [
        f"Layers that are read are compared where layer {target} is written, and layers that are written "
        f"where layer {middle} is read. How far the two depend on each other is in the tables.",
        "Two layers at once are compared with the better one alone, chosen after the fact for each task: a "
        "hard comparison.",
    ]
    plots = {f"layers-{task}": _plot(found, grid, task) for task in measured.tasks}
    return trainings_outcome(study, measured, trainings, found, verdicts, plots, notes)


def _best(rows: Sequence[Row], trainings: Sequence[ShortTraining], task: str) -> ShortTraining:
    return max(trainings, key=lambda training: sum(right_answers(rows, training, task)))


def _plot(rows: Sequence[Row], grid: Grid, task: str) -> go.Figure:
    from latentlens.plots import source_by_target_layer

    read, written = (sorted({key[i] for key in grid}) for i in (0, 1))
    values = [[accuracy(rows, grid[layer, target], task).value for target in written] for layer in read]
    return source_by_target_layer(
        values, read, written, quantity="share correct", title=f"{task}: layer read by layer written"
    )


BY_LAYERS = Experiment(
    "scaling-layers",
    "Layers read and layers written",
    "LatentQA reads layer 15 of 32, as layers in the middle hold the most meaning, and writes at the first, "
    "so that the decoder has most layers left to work with (arXiv 2412.08686, section 3; an ablation that "
    "its reviewers asked for). Later oracles read several layers at once (arXiv 2606.02609).",
    _run,
)
