"""What short trainings came to, as an experiment's table, figures and settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from latentlens.experiments.decoders.decoder_figures import lead
from latentlens.experiments.patchscopes.accuracy import CaseEstimate, exceeds
from latentlens.experiments.patchscopes.experiment import ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.experiments.short_trainings.measured_trainings import (
    DECODER,
    WITHOUT,
    MeasuredTrainings,
    accuracy,
    right_answers,
)
from latentlens.experiments.short_trainings.short_training import ShortTraining, layers_text

if TYPE_CHECKING:
    import plotly.graph_objects as go

NOTES = (
    "Each number is that of one training with one seed: intervals are over test rows, and say nothing of how "
    "another seed would come out.",
    "All trainings of an experiment have the same number of steps and the same test rows; fewer rows are the "
    "first ones of the same draw. No validation row chooses anything: the last weights are asked.",
    "An answer is the most probable of the row's options, as in the tables above.",
)


def trainings_outcome(
    study: Study,
    measured: MeasuredTrainings,
    trainings: Sequence[ShortTraining],
    rows: Sequence[Row],
    verdicts: Sequence[Verdict],
    plots: Mapping[str, go.Figure],
    notes: Sequence[str] = (),
) -> ExperimentOutcome:
    """Return what trainings came to.

    Args:
        study: the model and seed.
        measured: the tasks that were asked.
        trainings: the trainings.
        rows: one row for each answer, as `MeasuredTrainings.measure` returned them.
        verdicts: one for each claim.
        plots: file name without extension -> figure.
        notes: caveats besides those of all short trainings.
    """
    table: list[Row] = []
    figures = []
    for training in trainings:
        for task in measured.tasks:
            for who in (DECODER, WITHOUT) if training.control else (DECODER,):
                found = accuracy(rows, training, task, who)
                table.append(
                    {
                        "read": _read(training),
                        "written": training.written,
                        "rows": sum(training.rows.values()),
                        "trained": ", ".join(training.rows),
                        "task": task,
                        "who": who,
                        **found.row,
                    }
                )
                if who == DECODER:
                    figures.append(found.figure(f"{task}, {training.name}"))
    recipe = trainings[0].recipe(study.session.backend.name, study.seed)
    settings = {
        "steps": recipe.steps,
        "batch": recipe.batch_size,
        "tasks": {name: task.title for name, task in measured.tasks.items()},
        "table": table,
    }
    return ExperimentOutcome(
        table_of(table),
        tuple(figures),
        tuple(verdicts),
        plots,
        settings,
        (*notes, *NOTES),
    )


def _read(training: ShortTraining) -> str:
    """Return the layers in words; where a training had several of which one is asked, with that one."""
    text = layers_text(training.read)
    return text if len(training.read) == 1 else f"{text}, asked at {layers_text([training.asked_at])}"


def gain(
    rows: Sequence[Row], one: ShortTraining, other: ShortTraining, task: str, study: Study
) -> CaseEstimate:
    """Return by how much the one training answers more often right than the other, on the same test rows.

    Args:
        rows: rows of all trainings.
        one: the one training.
        other: the other one.
        task: name of the task.
        study: its seed draws the bootstrap.
    """
    return lead(right_answers(rows, one, task), right_answers(rows, other, task), seed=study.seed)


def verdict_on(claim: str, gains: Mapping[str, CaseEstimate]) -> Verdict:
    """Return the verdict on a claim that a number is higher on each task.

    Args:
        claim: the claim.
        gains: the gain on each task: it holds if none is significantly below 0 and one significantly above,
            and fails if one is significantly below and none above.
    """
    held = {exceeds(each) for each in gains.values()} - {None}
    holds = held.pop() if len(held) == 1 else None
    reason = "; ".join(
        f"{task} {100 * each.value:+.0f} points ({100 * each.low:+.0f} to {100 * each.high:+.0f})"
        for task, each in gains.items()
        if each.value is not None and each.low is not None and each.high is not None
    )
    return Verdict(claim, verdict_word(holds), reason or "n = 0")
