"""Best of N: what was picked after the fact, and what picking alone gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.errors import InputError
from latentlens.scoring.flags import Flag

KIND = "best-of-N"


def best_of_words(n: int) -> str:
    """Return the label of a number that was picked from several.

    Args:
        n: from how many.

    Examples:
        >>> best_of_words(24)
        'the best of 24'
    """
    return f"the best of {n}"


@dataclasses.dataclass(frozen=True)
class BestOf:
    """One of N numbers, picked because it is the highest, beside the highest of each control.

    Picking raises a number even where there is nothing to find. The controls were asked just as often, so the
    highest of *their* confidences is what the picked one compares with, not the control of the picked cell.

    Args:
        index: of the picked one; of equal ones the first.
        n: of how many.
        by: what is highest.
        controls: by kind, the control's confidence in its own answer where that is highest.
    """

    index: int
    n: int
    by: str
    controls: Mapping[str, float]

    @classmethod
    def of(cls, scores: Sequence[float], controls: Mapping[str, Sequence[float]], *, by: str) -> BestOf:
        """Pick the highest.

        Args:
            scores: one a cell.
            controls: by kind, every confidence of that control over the same cells.
            by: what the scores are.

        Raises:
            InputError: if there is nothing to pick from.

        Examples:
            >>> found = BestOf.of([0.2, 0.6, 0.1], {"random": [0.3, 0.1, 0.5]}, by="excess")
            >>> found.index, dict(found.controls)
            (1, {'random': 0.5})
            >>> print(found.flag.message)
            Picked as the best of 3 by excess. Compare with the best of as many controls: random 0.50.
        """
        if not len(scores):
            raise InputError("There is no answer to pick the best of. Run the sweep to the end of a cell.")
        highest = max(range(len(scores)), key=lambda i: scores[i])
        return cls(highest, len(scores), by, {kind: max(values) for kind, values in controls.items()})

    @property
    def flag(self) -> Flag:
        """The warning that goes with the picked answer."""
        said = f"Picked as {best_of_words(self.n)} by {self.by}."
        if not self.controls:
            return Flag(KIND, f"{said} No controls were asked, so nothing shows what picking alone gives.")
        best = ", ".join(f"{kind} {confidence:.2f}" for kind, confidence in self.controls.items())
        return Flag(KIND, f"{said} Compare with the best of as many controls: {best}.")

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data that JSON can hold."""
        return {"n": self.n, "by": self.by, "controls": dict(self.controls)}
