"""The fine-tuned variants of a model, the rows about them, and what is read of these."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping

from latentlens.engine.backend import Backend
from latentlens.experiments.decoders.model_variants import ModelWithLora, made_variants, variant_plans
from latentlens.experiments.decoders.row_activations import Activations, Span
from latentlens.experiments.decoders.task_material import Layers
from latentlens.experiments.decoders.variant_rows import (
    VariantTask,
    messages_for,
    read_variants,
    variant_rows,
)
from latentlens.experiments.patchscopes.code_version import code_version
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.training.data.decoder_row import DecoderRow, RowSplit


class VariantMaterial:
    """Variants, fine-tuned or taken from an earlier run, and rows about them, made when first needed.

    Args:
        study: the model, the cache of finished parts, seed and size.
        span: which of a row's positions are read.
        loaded: keeps the variants' adapters loaded, and unloads them when it is closed.
    """

    def __init__(self, study: Study, span: Span, loaded: contextlib.ExitStack) -> None:
        self._study, self._span, self._loaded = study, span, loaded
        self.model: Backend = study.session.backend
        self.variants = self._fine_tuned()
        self.names: dict[str, str] = {}
        """Name of an adapter -> name of its variant."""
        # per instance, so that rows and activations go with it
        self.rows = functools.cache(self._rows)
        self.read = functools.lru_cache(maxsize=1)(self._read)

    def _fine_tuned(self) -> list[ModelWithLora]:
        """Return the variants, which all decoders of a model share."""
        study = self._study
        key = {
            "experiment": "fine-tuned variants",
            "model": self.model.fingerprint(),
            "seed": study.seed,
            "quick": study.quick,
            "device": str(self.model.device.type),
            "code": code_version(),
        }
        kept = ResultCache(study.cache.folder.parent, key, counted_in=study.cache)
        plans = variant_plans(study.seed, quick=study.quick)
        return made_variants(plans, self.model, kept, study.progress, quick=study.quick)

    def _rows(self, task: VariantTask, split: RowSplit) -> list[DecoderRow]:
        found = []
        for each in self.variants:
            plan = each.plan
            if plan.split != split or plan.trait not in task.traits:
                continue
            adapter = self._loaded.enter_context(self.model.loaded(each.lora))
            self.names[adapter] = plan.name
            options = {v.plan.value for v in self.variants if v.plan.trait == plan.trait}
            n = self._study.n_cases(8, 2)
            messages = messages_for(plan.trait, split, n, self._study.seed)
            found += variant_rows(plan, adapter, sorted(options), task, messages, self.model)
        return found

    def _read(self, task: VariantTask, split: RowSplit, layers: Layers) -> Mapping[str, list[Activations]]:
        return read_variants(self.rows(task, split), self.model, layers, self._span)

    @property
    def table(self) -> list[Row]:
        """One row for each variant: how it was fine-tuned, and how often it behaves so."""
        return [
            {
                "trait": each.plan.trait,
                "value": each.plan.value,
                "split": each.plan.split,
                "seed": each.plan.seed,
                "behaves": each.behaves,
                "steps": each.settings.steps,
                "batch_size": each.settings.batch_size,
                "learning_rate": each.settings.learning_rate,
                "rank": each.settings.rank,
                "target_modules": list(each.settings.target_modules),
            }
            for each in self.variants
        ]
