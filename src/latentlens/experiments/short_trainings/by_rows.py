"""What a decoder reads, by the number of rows that it is trained on; beside each other for several models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.short_trainings.measured_trainings import MeasuredTrainings, accuracy
from latentlens.experiments.short_trainings.short_training import ShortTraining, reading_layers, rows_each
from latentlens.experiments.short_trainings.trainings_outcome import gain, trainings_outcome, verdict_on

if TYPE_CHECKING:
    import plotly.graph_objects as go

SHARES = (1 / 30, 1 / 10, 1 / 3, 1)
"""Shares of the rows that are trained on."""
MORE = "Thirty times as many rows are read better, at the same number of steps."
ENDS = "The claim compares the fewest rows with the most; what lies between does not count for it."


def _run(study: Study) -> ExperimentOutcome:
    measured = MeasuredTrainings(study)
    layer, target = reading_layers(study)
    whole = rows_each(study, measured.tasks)
    trainings = [
        ShortTraining(
            ((layer,),),
            target,
            {task: max(1, round(part * n)) for task, n in whole.items()},
            control=part == 1,
            quick=study.quick,
        )
        for part in SHARES
    ]
    found = measured.measure(trainings)
    gains = {task: gain(found, trainings[-1], trainings[0], task, study) for task in measured.tasks}
    plots = {"rows": _plot(found, trainings, list(measured.tasks))}
    return trainings_outcome(study, measured, trainings, found, [verdict_on(MORE, gains)], plots, [ENDS])


def _plot(rows: Sequence[Row], trainings: Sequence[ShortTraining], tasks: Sequence[str]) -> go.Figure:
    from latentlens.plots import PrivateFigure
    from latentlens.plots.style import SERIES, SYMBOLS, apply_style

    figure, counts = PrivateFigure(), [sum(training.rows.values()) for training in trainings]
    for task, color, symbol in zip(tasks, SERIES, SYMBOLS, strict=False):
        found = [accuracy(rows, training, task) for training in trainings]
        figure.add_scatter(
            x=counts,
            y=[each.value for each in found],
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [(each.high or 0) - (each.value or 0) for each in found],
                "arrayminus": [(each.value or 0) - (each.low or 0) for each in found],
                "thickness": 1,
                "width": 3,
            },
            mode="lines+markers",
            name=task,
            line={"color": color, "width": 2},
            marker={"size": 7, "symbol": symbol},
        )
    apply_style(
        figure,
        title="share correct by rows that were trained on, with intervals over test rows",
        xaxis={"title": "rows", "type": "log", "tickvals": counts, "ticktext": [f"{n:,}" for n in counts]},
        yaxis={"title": "share correct", "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure


BY_ROWS = Experiment(
    "scaling-rows",
    "Rows that are trained on",
    "A decoder reads better the more data it is trained on, and the larger the model is (LatentQA, arXiv "
    "2412.08686, a figure without numbers; Activation Oracles, arXiv 2512.15674: a million examples are "
    "better still than 400,000).",
    _run,
)
