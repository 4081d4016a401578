"""What an experiment is given: models, a seed, a size, a place for finished parts, and progress."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from latentlens.engine.run import Progress
from latentlens.experiments.patchscopes.result_cache import Parts, Row
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.session import Session

if TYPE_CHECKING:
    import pandas as pd

OnStage = Callable[[str, int, int], None]
"""Called with what is under way, how much of it is done, and how much there is."""


@dataclasses.dataclass
class Study:
    """One experiment on one model.

    Args:
        session: the model that is read.
        parts: keeps what is finished.
        seed: of everything that is drawn.
        quick: measure little, to see that everything runs.
        into: a second model to write into, for experiments across models; None if there is none.
        why_alone: why there is none.
        on_stage: told of progress.
    """

    session: Session
    parts: Parts
    seed: int = 0
    quick: bool = False
    into: Session | None = None
    why_alone: str = ""
    on_stage: OnStage | None = None

    def many(self, full: int, quick: int) -> int:
        """Return how many cases to measure: the first number, or the second in a quick run."""
        return quick if self.quick else full

    def rng(self, *names: object) -> Random:
        """Return a source of chance of its own for each name, the same for the same seed."""
        return Random(":".join(map(str, (self.seed, *names))))  # noqa: S311 - cases, not secrets

    def measure(self, stage: str, pieces: Sequence[str], compute: Callable[[str], list[Row]]) -> pd.DataFrame:
        """Measure piece by piece; pieces that an earlier run finished are not measured again.

        Args:
            stage: what is measured, for progress and for the parts' names.
            pieces: their names, each once. Some seconds of work each is a good size.
            compute: gives a piece's rows, from its name alone and from what never changes in a run.

        Returns:
            All rows in the order of the pieces; without columns if there are none.

        Raises:
            OSError: if a part cannot be written.
        """
        import pandas as pd

        found: pd.DataFrame
        rows: list[Row] = []
        for done, piece in enumerate(pieces):
            self.report(stage, done, len(pieces))
            rows += self.parts.rows(f"{stage}, {piece}", functools.partial(compute, piece))
        self.report(stage, len(pieces), len(pieces))
        found = pd.DataFrame(rows)
        return found

    def mappings(self, stage: str, fit: Callable[[Progress], LayerMappings]) -> LayerMappings:
        """Fit mappings, or take those that an earlier run fitted.

        Args:
            stage: what is fitted, for progress and for the part's name.
            fit: makes them; takes what to tell of its progress.

        Raises:
            OSError: if they cannot be written.
        """
        return self.parts.mappings(stage, lambda: fit(lambda done, total: self.report(stage, done, total)))

    def report(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is."""
        if self.on_stage is not None:
            self.on_stage(stage, done, total)
