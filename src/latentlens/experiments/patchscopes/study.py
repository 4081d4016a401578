"""The input of an experiment: models, a seed, a size, a cache of finished parts, and progress."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from latentlens.display.progress import Progress
from latentlens.experiments.patchscopes.entity_lists import Entity
from latentlens.experiments.patchscopes.generations import FEW_NEW_TOKENS, MAX_NEW_TOKENS
from latentlens.experiments.patchscopes.material import Material, teaching_world
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.session import Session
from latentlens.world.facts import Frequency
from latentlens.world.split import Split

if TYPE_CHECKING:
    import pandas as pd


LARGE = 20_000_000
"""Parameters from which a model counts as large: a processor needs hours for what takes minutes below."""
MOST_LAYERS = 12
"""Layers that are read of a deeper model, besides the embeddings: evenly spread, the last one included."""


@dataclasses.dataclass
class Study:
    """One experiment on one model.

    Args:
        session: session on the model that is read.
        cache: cache of finished parts.
        seed: seed of everything random; default 0.
        quick: use few cases, to check that everything runs.
        into: session on a second model to write into, for experiments across models; None if there is none.
        why_no_second_model: the reason why there is no second model; empty if there is one.
        progress: counts the parts of each stage; default one that shows nothing.
        material: facts, entities and prose that are read; default the teaching world's.
    """

    session: Session
    cache: ResultCache
    seed: int = 0
    quick: bool = False
    into: Session | None = None
    why_no_second_model: str = ""
    progress: Progress = dataclasses.field(default_factory=lambda: Progress(bar=False))
    material: Material = dataclasses.field(default_factory=teaching_world)

    @property
    def large(self) -> bool:
        """Whether the model is read at fewer cases, because it is large."""
        return self.session.model.n_parameters >= LARGE

    @property
    def layers(self) -> list[int]:
        """Layers where every layer costs a generation: all, or evenly spread ones of a deep model.

        Layer 0 and the last one are always among them.
        """
        depth = self.session.model.n_layers
        step = -(-depth // MOST_LAYERS)
        return [0, *sorted(range(depth, 0, -step))]

    @property
    def n_tokens(self) -> int:
        """Number of tokens within which an answer must appear: the paper's 20, or fewer of a large model."""
        return FEW_NEW_TOKENS if self.large else MAX_NEW_TOKENS

    @property
    def reach(self) -> dict[str, object]:
        """What is read and where, for the settings of a result."""
        return {"material": self.material.name, "layers": self.layers}

    def n_cases(self, full: int, quick: int, large: int | None = None) -> int:
        """Return a number of cases: `full`, or `quick` in a quick run.

        Args:
            full: number for a small model.
            quick: number in a quick run.
            large: number for a large model; None (default) for as many as for a small one.
        """
        return quick if self.quick else full if large is None or not self.large else large

    def draw_entities(self, name: str, frequency: Frequency, split: Split | None, count: int) -> list[Entity]:
        """Draw a random sample of entities.

        Args:
            name: name of the sample; different names give independent samples.
            frequency: which of "common" and "rare" to draw from.
            split: which split to draw from; None for all that results may be reported on.
            count: size of the sample; all entities if there are fewer.
        """
        found = [
            x
            for x in self.material.entities
            if x.frequency == frequency
            and (self.material.reported(x.name) if split is None else x.split == split)
        ]
        return self.rng("entities", name, frequency, split).sample(found, min(count, len(found)))

    def rng(self, *names: object) -> Random:
        """Return a random source that depends on the run's seed and these names only."""
        return Random(":".join(map(str, (self.seed, *names))))  # noqa: S311 - cases, not secrets

    def measure(self, stage: str, parts: Sequence[str], compute: Callable[[str], list[Row]]) -> pd.DataFrame:
        """Measure part by part; parts that an earlier run finished are not measured again.

        Args:
            stage: name of what is measured, for progress and for the names of the parts.
            parts: names of the parts, each once. A few seconds of work each is a good size.
            compute: function from a part's name to its rows; may not depend on what changes during a run.

        Returns:
            All rows in the order of the parts; a table without columns if there are none.

        Raises:
            OSError: if a part cannot be written.
        """
        import pandas as pd

        found: pd.DataFrame
        rows: list[Row] = []
        with self.progress.phase(stage, unit="parts", total=len(parts)):
            for part in parts:
                self.progress.check()
                rows += self.cache.rows(f"{stage}, {part}", functools.partial(compute, part))
                self.progress.advance()
        found = pd.DataFrame(rows)
        return found

    def mappings(self, stage: str, fit: Callable[[], LayerMappings]) -> LayerMappings:
        """Fit mappings, or load those that an earlier run fitted.

        Args:
            stage: name of what is fitted, for progress and for the name of the part.
            fit: function that fits them.

        Raises:
            OSError: if they cannot be written.
        """
        with self.progress.phase(stage):
            return self.cache.mappings(stage, fit)
