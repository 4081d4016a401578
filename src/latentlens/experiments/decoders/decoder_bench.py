"""DecoderBench: puts the rows of tasks to a decoder and to all that it is compared with, part by part."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from latentlens.errors import UnsupportedModel
from latentlens.experiments.decoders.asked_decoder import AskedDecoder
from latentlens.experiments.decoders.frozen_readers import (
    ask_in_text,
    ask_readers,
    mean_states,
    patchscope_for,
    selfie_for,
)
from latentlens.experiments.decoders.measured_decoder import MeasuredDecoder
from latentlens.experiments.decoders.measured_tasks import DecoderTask
from latentlens.experiments.decoders.option_answers import OptionAnswer
from latentlens.experiments.decoders.row_activations import (
    SPANS,
    WIDTHS,
    Span,
    mean_by_layer,
    of_others,
    partners,
    random_of_same_norm,
)
from latentlens.experiments.decoders.row_probe import ProbeSplit, majority_answers, probe_answers
from latentlens.experiments.decoders.task_material import Layers, TaskMaterial
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.readers.reader import Reader
from latentlens.training.data.decoder_row import DecoderRow, RowSplit

if TYPE_CHECKING:
    from latentlens.engine.backend import Backend

CONDITIONS = (
    "decoder",
    "no activations",
    "patchscope",
    "selfie",
    "probe",
    "shuffled",
    "random",
    "text only",
    "majority",
)
"""Who answers, in the order of the tables."""

COMMON = ("patchscope", "selfie", "text only", "majority")
"""Of these, who is asked the same whichever decoder of a model is measured."""

FREE = "free text"
SPLITS: tuple[RowSplit, ...] = ("validation", "test")
TARGETS = 3
"""Layers that an untrained reader is tried at, of those that are read and of those that are written."""


def task_material(tasks: Mapping[str, DecoderTask], study: Study) -> dict[str, TaskMaterial]:
    """Return the tasks' rows and activations on the model that is read, as many as its size allows.

    Args:
        tasks: the tasks by name.
        study: the model that is read, seed and size.
    """
    sizes: dict[RowSplit, int] = {
        "train": study.n_cases(2000, 60, 1000),
        "validation": study.n_cases(200, 24, 200),
        "test": study.n_cases(300, 12, 200),
    }
    reads = study.session.backend
    return {
        name: TaskMaterial(task, reads, sizes, study.seed, study.progress) for name, task in tasks.items()
    }


class DecoderBench:
    """One decoder on the tasks of the model that it reads.

    Args:
        study: the model that is read, the cache of finished parts, seed and size.
        measured: the decoder, and its twin.
        answers: backend of the model that answers.
        material: the tasks' rows and activations by name, as `task_material` makes them.
        common: cache of the answers that are the same beside every decoder of these models.
    """

    def __init__(
        self,
        study: Study,
        measured: MeasuredDecoder,
        answers: Backend,
        material: Mapping[str, TaskMaterial],
        common: ResultCache,
    ) -> None:
        self.study, self.measured, self.material, self.common = study, measured, material, common
        self.tasks = {name: each.task for name, each in material.items()}
        self.reads, self.answers = study.session.backend, answers
        self._decoder = AskedDecoder(measured.decoder, answers, study.progress)

    @property
    def combinations(self) -> tuple[Layers, ...]:
        """Layers that the decoder was trained to read, those that go together as one."""
        trained = self.measured.decoder.manifest.read.layers
        return trained or ((self.reads.n_layers // 2,),)

    @property
    def span(self) -> Span:
        """Which positions of a row the decoder reads: one that was trained on single sites reads the last."""
        manifest = self.measured.decoder.manifest
        single = manifest.prompt.template is not None or manifest.read.span in ("site", "last")
        return "last" if single else "all"

    def measure(self) -> list[Row]:
        """Measure everything, and return one row for each answer; `chosen` are those at the chosen layers."""
        found: list[Row] = []
        for name in self.tasks:
            by_layers = self._parts(
                "layers",
                {
                    f"{name}, {_layers_text(layers)}, {split}": functools.partial(
                        self._answered, name, split, layers
                    )
                    for layers in self.combinations
                    for split in SPLITS
                },
            )
            layers = self._best(by_layers)
            parts: dict[str, Callable[[], list[Row]]] = {
                f"{name}, {FREE}, {split}": functools.partial(self._free, name, split, layers)
                for split in SPLITS
            }
            for who in CONDITIONS[1:]:
                if who not in COMMON:
                    parts[f"{name}, {who}"] = functools.partial(self._condition, name, who, layers)
            if self.span == "all":
                for span in SPANS[:-1]:
                    parts[f"{name}, {span}"] = functools.partial(self._narrower, name, layers, span)
            rows = [*by_layers, *self._parts("asking", parts), *self._beside(name, layers)]
            found += [{**row, "chosen": row["layers"] == _layers_text(layers)} for row in rows]
        return found

    def _beside(self, name: str, layers: Layers) -> list[Row]:
        """Return the test rows' answers of all who are asked the same whichever decoder is measured."""
        reach = f"{self.span} at {', '.join(map(str, self._sources))}"
        parts = {
            f"{name}, {who}, {reach}": functools.partial(self._condition, name, who, ()) for who in COMMON
        }
        found = self._parts("asking", parts, self.common)
        return [{**row, "layers": _layers_text(layers)} for row in found]

    def _parts(
        self, stage: str, parts: Mapping[str, Callable[[], list[Row]]], cache: ResultCache | None = None
    ) -> list[Row]:
        """Return the rows of some parts; those that an earlier run finished are not measured again."""
        study, found = self.study, []
        with study.progress.phase(stage, unit="parts", total=len(parts)):
            for part, compute in parts.items():
                study.progress.check()
                found += (cache or study.cache).rows(f"{stage}, {part}", compute)
                study.progress.advance()
        return found

    def _best(self, rows: Sequence[Row]) -> Layers:
        """Return the layers with the most right answers on validation, the first of equal ones."""
        right: dict[str, int] = {_layers_text(layers): 0 for layers in self.combinations}
        for row in rows:
            if row["split"] == "validation" and row["layers"] in right:
                right[row["layers"]] += row["correct"]
        return max(self.combinations, key=lambda layers: right[_layers_text(layers)])

    def _answered(self, name: str, split: RowSplit, layers: Layers, span: Span | None = None) -> list[Row]:
        """Return the decoder's own answers to a split's rows."""
        material = self.material[name]
        rows = material.rows(split)
        states = material.activations(split, layers, span or self.span)
        found = self._decoder.options(rows, states)
        return self._rows(name, split, layers, "decoder", rows, found, span or self.span)

    def _narrower(self, name: str, layers: Layers, span: Span) -> list[Row]:
        """Return the decoder's answers at fewer positions; none where all rows have no more than these."""
        if all(len(row.positions) <= WIDTHS[span] for row in self.material[name].rows("test")):
            return []
        return self._answered(name, "test", layers, span)

    def _free(self, name: str, split: RowSplit, layers: Layers) -> list[Row]:
        material = self.material[name]
        rows = material.rows(split)
        found = self._decoder.free(rows, material.activations(split, layers, self.span))
        return [
            {**self._columns(name, split, layers, FREE, row, i, self.span), **said}
            for i, (row, said) in enumerate(zip(rows, found, strict=True))
        ]

    def _condition(self, name: str, condition: str, layers: Layers) -> list[Row]:
        """Return the test rows' answers of everyone but the decoder; none if that one cannot be asked."""
        material, twin = self.material[name], self.measured.twin
        rows = material.rows("test")
        if not rows or (condition == "no activations" and twin is None):
            return []
        found: Sequence[OptionAnswer]
        if condition in ("patchscope", "selfie"):
            found = self._untrained(name, condition)
        elif condition == "text only":
            found = ask_in_text(rows, self.answers, self.study.progress)
        elif condition == "majority":
            found = majority_answers(material.rows("train"), rows)
        elif condition == "probe":
            found = self._probed(name, layers)
        else:
            own = material.activations("test", layers, self.span)
            if condition == "no activations":
                assert twin is not None
                asked = AskedDecoder(twin, self.answers, self.study.progress)
                found = asked.options(rows, own, write=False)
            elif condition == "random":
                found = self._decoder.options(rows, random_of_same_norm(own, self.study.seed))
            else:
                chosen = partners(rows, self.study.rng("partners", name))
                found = self._decoder.options(rows, of_others(own, chosen))
                made = self._rows(name, "test", layers, condition, rows, found, self.span)
                return [
                    {**each, "by_luck": rows[other].answer == row.answer}
                    for each, row, other in zip(made, rows, chosen, strict=True)
                ]
        return self._rows(name, "test", layers, condition, rows, found, self.span)

    def _probed(self, name: str, layers: Layers) -> list[OptionAnswer]:
        material = self.material[name]

        def part(split: RowSplit) -> ProbeSplit:
            states = [mean_by_layer(each) for each in material.activations(split, layers, self.span)]
            numbers = torch.stack(states).cpu().numpy() if states else np.zeros((0, 1), dtype=np.float32)
            return ProbeSplit(material.rows(split), numbers)

        train, validation, test = part("train"), part("validation"), part("test")
        found = probe_answers(train, validation, test, self.output_embedding, seed=self.study.seed)
        return found.answers

    def output_embedding(self, option: str) -> Any:
        """Return the mean output embedding of an option's tokens in the model that is read.

        Args:
            option: the option.

        Raises:
            UnsupportedModel: if the model has no unembedding matrix of its own.
        """
        model = self.reads.model
        matrix: Any = getattr(model.runner.parts.unembedding, "weight", None)
        if matrix is None:
            raise UnsupportedModel(
                f"{self.reads.name} has no unembedding matrix of its own, so a probe cannot be fitted onto "
                "output "
                "embeddings. Measure another model."
            )
        ids = model.tokenizer.encode_continuation(f" {option.strip()}")
        return matrix[ids].detach().float().mean(0).cpu().numpy()

    @property
    def _sources(self) -> list[int]:
        """Layers that an untrained reader is tried at: evenly spread ones, and the decoder's first."""
        depth = self.reads.n_layers
        spread = {round(depth * part / TARGETS) for part in range(TARGETS)}
        return sorted({1, *spread, *self.combinations[0]})

    def _untrained(self, name: str, condition: str) -> list[OptionAnswer]:
        """Return the answers of an untrained reader at the layers that are best on validation."""
        material = self.material[name]
        validation = material.rows("validation")[:: 1 if self.study.quick else 2]
        grid = [
            (layer, target)
            for layer in self._sources
            for target in ((None, 1) if condition == "patchscope" else (1,))
        ]
        right = []
        for layer, target in grid:
            found = self._asked_untrained(condition, validation, "validation", name, layer, target)
            right.append(sum(each.correct for each in found))
        layer, target = grid[int(np.argmax(right))]
        return self._asked_untrained(condition, material.rows("test"), "test", name, layer, target)

    def _asked_untrained(
        self,
        condition: str,
        rows: Sequence[DecoderRow],
        split: RowSplit,
        name: str,
        layer: int,
        target: int | None,
    ) -> list[OptionAnswer]:
        material = self.material[name]
        place = {id(row): i for i, row in enumerate(material.rows(split))}
        states = material.activations(split, (layer,), self.span)
        session = self.study.session
        readers: list[Reader] = [
            patchscope_for(row, session.prompts, target) if condition == "patchscope" else selfie_for(row)
            for row in rows
        ]
        own = [mean_states(states[place[id(row)]], states[place[id(row)]][0].layer) for row in rows]
        return ask_readers(readers, rows, own, self.reads, self.study.progress)

    def _rows(
        self,
        name: str,
        split: RowSplit,
        layers: Layers,
        condition: str,
        rows: Sequence[DecoderRow],
        found: Sequence[OptionAnswer],
        span: Span,
    ) -> list[Row]:
        return [
            {**self._columns(name, split, layers, condition, row, i, span), **answer.columns}
            for i, (row, answer) in enumerate(zip(rows, found, strict=True))
        ]

    @staticmethod
    def _columns(
        name: str, split: str, layers: Layers, condition: str, row: DecoderRow, index: int, span: Span
    ) -> Row:
        return {
            "task": name,
            "row_task": row.task,
            "row": index,
            "split": split,
            "layers": _layers_text(layers),
            "span": span,
            "who": condition,
            "truth": row.answer,
            "options": len(row.options),
            "given_away": row.text_gives_away,
        }


def _layers_text(layers: Sequence[int]) -> str:
    return " and ".join(map(str, layers))
