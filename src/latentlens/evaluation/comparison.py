"""Compare two calibrations of the same answers: differences of ECE, Brier score and AUROC."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from latentlens.display.tables import html_table, text_table
from latentlens.errors import InputError
from latentlens.scoring.intervals import LEVEL, Estimate, bootstrap

if TYPE_CHECKING:
    import pandas as pd
    from jaxtyping import Int

    from latentlens.evaluation.calibration import Calibration

_HEADS = ("before", "after", "difference")


@dataclasses.dataclass(frozen=True, eq=False)
class Comparison:
    """Two calibrations of the same answers, before and after a change; made by `Comparison.of`.

    Args:
        before: calibration before the change.
        after: calibration after it.
        differences: after minus before, with paired bootstrap intervals, by name: "ece", "ece_equal_mass",
            "brier" and "auroc". An interval that contains 0 is no evidence of a change.
    """

    before: Calibration
    after: Calibration
    differences: dict[str, Estimate]

    @classmethod
    def of(cls, before: Calibration, after: Calibration) -> Comparison:
        """Compare two calibrations.

        Args:
            before: the first calibration.
            after: the second one, over the same answers in the same order and with the same number of bins.

        Raises:
            InputError: if the answers or the bins are not the same.

        Examples:
            >>> from latentlens.evaluation.calibration import Calibration
            >>> same = Calibration.of([0.9, 0.4], [1, 0])
            >>> Comparison.of(same, same).differences["brier"]
            Estimate(value=0.0, low=0.0, high=0.0)
        """
        (_, correct), (_, again) = before.cases, after.cases
        if not np.array_equal(correct, again):
            raise InputError(
                f"The two calibrations are not of the same answers: {int(correct.sum())} of {len(correct)} "
                f"cases are correct before and {int(again.sum())} of {len(again)} after, or in another "
                "order. Measure both over the same cases in the same order."
            )
        if before.n_bins != after.n_bins:
            raise InputError(
                f"The ECE has {before.n_bins} bins before and {after.n_bins} after. Use as many."
            )
        first, second = before.scores(), after.scores()
        differences = {}
        for name in first:

            def difference(taken: Int[np.ndarray, " case"], name: str = name) -> float:
                return second[name](taken) - first[name](taken)

            differences[name] = bootstrap(
                difference,
                getattr(after, name).value - getattr(before, name).value,
                len(before),
                seed=before.seed,
                limits=(-1.0, 1.0),
            )
        return cls(before, after, differences)

    def to_dict(self) -> dict[str, Any]:
        """Return both calibrations and the differences as plain data for JSON."""
        differences = {name: dataclasses.asdict(score) for name, score in self.differences.items()}
        return {"before": self.before.to_dict(), "after": self.after.to_dict(), "differences": differences}

    def to_pandas(self) -> pd.DataFrame:
        """Return a table with one row per score: value and interval before, after and of the difference."""
        import pandas as pd

        parts = (dict(self.before), dict(self.after), self.differences)
        frame: pd.DataFrame = pd.concat(
            {
                head: pd.DataFrame.from_dict({k: dataclasses.asdict(v) for k, v in part.items()}, "index")
                for head, part in zip(_HEADS, parts, strict=True)
            },
            axis=1,
        )
        return frame

    def __repr__(self) -> str:
        return f"{self._caption}\n{text_table(['', *_HEADS], self._rows())}"

    def _repr_html_(self) -> str:
        return str(html_table(["", *_HEADS], self._rows(), caption=self._caption))

    @property
    def _caption(self) -> str:
        return f"Calibration over {len(self.before)} cases, with {LEVEL:.0%} intervals"

    def _rows(self) -> list[tuple[str, ...]]:
        after = dict(self.after)
        return [
            (self.before.words[name], str(score), str(after[name]), str(self.differences.get(name, "")))
            for name, score in self.before
        ]
