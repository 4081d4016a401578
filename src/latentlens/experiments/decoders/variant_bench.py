"""Puts rows about fine-tuned variants to a decoder and to all that it is compared with, part by part."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Sequence

import numpy as np
import torch

from latentlens.experiments.decoders.asked_decoder import AskedDecoder
from latentlens.experiments.decoders.decoder_bench import DecoderBench
from latentlens.experiments.decoders.frozen_readers import ask_in_text
from latentlens.experiments.decoders.option_answers import OptionAnswer
from latentlens.experiments.decoders.row_activations import (
    Activations,
    mean_by_layer,
    of_others,
    partners,
    random_of_same_norm,
)
from latentlens.experiments.decoders.row_probe import ProbeSplit, majority_answers, probe_answers
from latentlens.experiments.decoders.task_material import Layers
from latentlens.experiments.decoders.variant_material import VariantMaterial
from latentlens.experiments.decoders.variant_rows import VARIANT_TASKS, VariantTask
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.training.data.decoder_row import RowSplit

VARIANT_CONDITIONS = (
    "decoder",
    "no activations",
    "variant alone",
    "model itself",
    "probe",
    "shuffled",
    "random",
    "text only",
    "majority",
)
"""Who answers, in the order of the table."""


class VariantBench:
    """One decoder on fine-tuned variants of the model that it reads.

    Args:
        bench: the decoder with its study.
        material: the variants, and the rows about them.
    """

    def __init__(self, bench: DecoderBench, material: VariantMaterial) -> None:
        self._bench, self._study, self.material = bench, bench.study, material
        self._decoder = AskedDecoder(bench.measured.decoder, bench.answers, self._study.progress)

    def measure(self) -> list[Row]:
        """Return one row for each answer about a test variant."""
        found: list[Row] = []
        progress = self._study.progress
        with progress.phase("asking about variants", unit="tasks", total=len(VARIANT_TASKS)):
            for task in VARIANT_TASKS:
                found += self._measured(task)
                progress.advance()
        return found

    def _measured(self, task: VariantTask) -> list[Row]:
        """Return everyone's answers at the layers with the most right ones on the validation variants."""
        # a LoRA leaves the embeddings as they are: there is no difference at layer 0
        read = [layers for layers in self._bench.combinations if not (task.difference and 0 in layers)]
        right = {
            layers: sum(row["correct"] for row in self._part(task, "validation", "decoder", layers))
            for layers in read
        }
        if not right:
            return []
        best = max(read, key=lambda layers: right[layers])  # the first of equal ones
        return [row for who in VARIANT_CONDITIONS for row in self._part(task, "test", who, best)]

    def _part(self, task: VariantTask, split: RowSplit, who: str, layers: Layers) -> list[Row]:
        self._study.progress.check()
        name = f"variants, {task.name}, {who}, {_text(layers)}, {split}"
        return self._study.cache.rows(name, functools.partial(self._asked, task, split, who, layers))

    def _asked(self, task: VariantTask, split: RowSplit, who: str, layers: Layers) -> list[Row]:
        """Return one row for each answer; none if that one cannot be asked, or is the decoder itself."""
        rows = self.material.rows(task, split)
        partner = partners(rows, self._study.rng("partners", task.name))
        found = self._answers(task, split, who, layers, partner) if rows else []
        if not found:
            return []
        return [
            {
                "task": task.name,
                "who": who,
                "split": split,
                "layers": _text(layers),
                "variant": self.material.names[row.variant],
                "truth": row.answer,
                "options": len(row.options),
                "given_away": row.text_gives_away,
                "by_luck": rows[other].answer == row.answer,
                **answer.columns,
            }
            for row, answer, other in zip(rows, found, partner, strict=True)
        ]

    def _answers(
        self, task: VariantTask, split: RowSplit, who: str, layers: Layers, partner: Sequence[int]
    ) -> list[OptionAnswer]:
        rows, twin = self.material.rows(task, split), self._bench.measured.twin
        if who == "majority":
            return majority_answers(self.material.rows(task, "train"), rows)
        if who == "text only":
            return ask_in_text(rows, self._bench.answers, self._study.progress)
        if who == "probe":
            fitted, chooses = (self._probed(task, each, layers) for each in ("train", "validation"))
            asked = self._probed(task, split, layers)
            embed = self._bench.output_embedding
            return probe_answers(fitted, chooses, asked, embed, seed=self._study.seed).answers
        read = self.material.read(task, split, layers)
        own = read["difference" if task.difference else "variant"]
        if who == "no activations":
            if twin is None:
                return []
            without = AskedDecoder(twin, self._bench.answers, self._study.progress)
            return without.options(rows, own, write=False)
        if who == "variant alone" and not task.difference:
            return []
        written = {
            "decoder": lambda: own,
            "variant alone": lambda: read["variant"],
            "model itself": lambda: read["base"],
            "shuffled": lambda: of_others(own, partner),
            "random": lambda: random_of_same_norm(own, self._study.seed),
        }[who]()
        return self._decoder.options(rows, written)

    def _probed(self, task: VariantTask, split: RowSplit, layers: Layers) -> ProbeSplit:
        kind = "difference" if task.difference else "variant"
        states: list[Activations] = self.material.read(task, split, layers)[kind]
        means = [mean_by_layer(each) for each in states]
        numbers = torch.stack(means).cpu().numpy() if means else np.zeros((0, 1), dtype=np.float32)
        return ProbeSplit(self.material.rows(task, split), numbers)


def measure_variants(bench: DecoderBench) -> tuple[list[Row], list[Row]]:
    """Ask a decoder about fine-tuned variants of the model that it reads; what an earlier run did is kept.

    Args:
        bench: the decoder with its study, on a model of the teaching world.

    Returns:
        One row for each answer about a test variant, and one for each variant that was fine-tuned.
    """
    with contextlib.ExitStack() as loaded:
        material = VariantMaterial(bench.study, bench.span, loaded)
        return VariantBench(bench, material).measure(), material.table


def _text(layers: Layers) -> str:
    return " and ".join(map(str, layers))
