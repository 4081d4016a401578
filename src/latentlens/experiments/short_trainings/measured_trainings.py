"""Trains decoders that differ in one thing, and asks each about test rows; what is finished is kept."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from latentlens.experiments.decoders.asked_decoder import AskedDecoder
from latentlens.experiments.decoders.measured_tasks import DecoderTask, tasks_for
from latentlens.experiments.decoders.task_material import TaskMaterial
from latentlens.experiments.patchscopes.accuracy import CaseEstimate, share
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.run_experiments import has_world_tokenizer
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.short_trainings.short_training import ShortTraining
from latentlens.readers.decoder import Decoder
from latentlens.training.data.decoder_row import DecoderRow
from latentlens.training.decoders.train_decoder import train

WORLD_TASKS = ("relations", "persona", "secret")
OTHER_TASKS = ("relations", "cuts", "next_token")
"""Names of the tasks that are trained on and asked, of models of the teaching world and of others."""

DECODER, WITHOUT = "decoder", "no activations"


class MeasuredTrainings:
    """The short trainings of one model.

    Args:
        study: the model, which is read and answers; seed, size and the cache of finished trainings.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        backend = study.session.backend
        of_world = has_world_tokenizer(study.session.model.tokenizer)
        every = tasks_for(backend, of_world=of_world)
        wanted = WORLD_TASKS if of_world else OTHER_TASKS
        self.tasks: dict[str, DecoderTask] = {name: every[name] for name in wanted if name in every}
        n = study.n_cases(200, 4, 100)
        self._asked = {
            name: TaskMaterial(task, backend, {"test": n}, study.seed, study.progress)
            for name, task in self.tasks.items()
        }
        self._drawn: dict[str, list[DecoderRow]] = {}

    def measure(self, trainings: Sequence[ShortTraining]) -> list[Row]:
        """Return one row for each answer to a test row, of each training and of its control.

        Args:
            trainings: what to train, each once.
        """
        study, found = self._study, []
        with study.progress.phase("short trainings", unit="trainings", total=len(trainings)):
            for each in trainings:
                study.progress.check()
                found += study.cache.rows(each.name, functools.partial(self._measured, each))
                study.progress.advance()
        return found

    def _measured(self, training: ShortTraining) -> list[Row]:
        """Train a decoder with its control, and return both's answers."""
        study = self._study
        recipe = training.recipe(study.session.backend.name, study.seed)
        trained = train(recipe, self._rows(training), session=study.session, progress=study.progress)
        found: list[Row] = []
        answering = {DECODER: trained.weights}
        if training.control:
            answering[WITHOUT] = trained.controls["no_activations"]
        for who, weights in answering.items():
            asked = AskedDecoder(Decoder(weights), study.session.backend, study.progress)
            for name, material in self._asked.items():
                rows = material.rows("test")
                states = material.activations("test", training.asked_at)
                answers = asked.options(rows, states, write=who == DECODER)
                found += [
                    {"training": training.name, "who": who, "task": name, "row": i, **answer.columns}
                    for i, answer in enumerate(answers)
                ]
        return found

    def _rows(self, training: ShortTraining) -> list[DecoderRow]:
        """Return the rows to train on: of each task the first of all that were drawn."""
        study, found = self._study, []
        for name, n in training.rows.items():
            if len(self._drawn.get(name, ())) < n:
                generator = self.tasks[name].generator
                backend = study.session.backend
                self._drawn[name] = generator.rows(backend, "train", n, study.seed, progress=study.progress)
            found += self._drawn[name][:n]
        return found


def right_answers(rows: Iterable[Row], training: ShortTraining, task: str, who: str = DECODER) -> list[bool]:
    """Return whether each answer to a task is right, in the order of the test rows.

    Args:
        rows: rows of all trainings.
        training: the training.
        task: name of the task.
        who: "decoder" (default), or "no activations" for its control.
    """
    key = (training.name, who, task)
    return [row["correct"] for row in rows if (row["training"], row["who"], row["task"]) == key]


def accuracy(rows: Iterable[Row], training: ShortTraining, task: str, who: str = DECODER) -> CaseEstimate:
    """Return the share of right answers to a task, with Wilson's interval over the test rows.

    Args:
        rows: rows of all trainings.
        training: the training.
        task: name of the task.
        who: "decoder" (default), or "no activations" for its control.
    """
    return share(right_answers(rows, training, task, who))
