"""What a decoder reads, by the number of kinds of questions that its rows are about."""

from __future__ import annotations

from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.short_trainings.measured_trainings import MeasuredTrainings
from latentlens.experiments.short_trainings.short_training import ShortTraining, reading_layers, rows_each
from latentlens.experiments.short_trainings.trainings_outcome import gain, trainings_outcome, verdict_on

DIVERSE = "Rows of several kinds are read better than as many rows of one kind, in that kind's own questions."


def _run(study: Study) -> ExperimentOutcome:
    measured = MeasuredTrainings(study)
    layer, target = reading_layers(study)
    each = min(rows_each(study, measured.tasks).values())
    kinds = len(measured.tasks)
    mixed = ShortTraining(
        ((layer,),), target, dict.fromkeys(measured.tasks, max(1, each // kinds)), quick=study.quick
    )
    total = sum(mixed.rows.values())
    alone = {
        task: ShortTraining(((layer,),), target, {task: total}, quick=study.quick) for task in measured.tasks
    }
    trainings = [mixed, *alone.values()]
    found = measured.measure(trainings)
    gains = {task: gain(found, mixed, one, task, study) for task, one in alone.items()}
    return trainings_outcome(study, measured, trainings, found, [verdict_on(DIVERSE, gains)], {})


BY_KINDS = Experiment(
    "scaling-kinds",
    "Kinds of questions that are trained on",
    "At the same number of examples, more kinds of training data help (Activation Oracles, arXiv 2512.15674: "
    "the ablation with 400,000 examples).",
    _run,
)
