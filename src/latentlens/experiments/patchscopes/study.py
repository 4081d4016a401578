"""The input of an experiment: models, a seed, a size, a cache of finished parts, and progress."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from latentlens.display.progress import Progress
from latentlens.experiments.patchscopes.result_cache import ResultCache, Row
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.session import Session

if TYPE_CHECKING:
    import pandas as pd


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
    """

    session: Session
    cache: ResultCache
    seed: int = 0
    quick: bool = False
    into: Session | None = None
    why_no_second_model: str = ""
    progress: Progress = dataclasses.field(default_factory=lambda: Progress(bar=False))

    def n_cases(self, full: int, quick: int) -> int:
        """Return a number of cases: `full`, or `quick` in a quick run."""
        return quick if self.quick else full

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
