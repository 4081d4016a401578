"""Best of N: the highest of several scores, beside the highest of as many controls."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.errors import InputError
from latentlens.scoring.flags import Flag

KIND = "best-of-N"


def best_of_words(n: int) -> str:
    """Return the label of a score that was picked as the highest of several.

    Args:
        n: number of scores that it was picked from.

    Examples:
        >>> best_of_words(24)
        'the best of 24'
    """
    return f"the best of {n}"


@dataclasses.dataclass(frozen=True)
class BestOf:
    """The highest of N scores, beside the highest confidence of each control over the same N sites.

    The maximum of N scores is high even if none of the activations holds anything. The controls were run at
    the same sites, so the picked score compares with the maximum of *their* confidences, not with the
    control at the picked site.

    Args:
        index: index of the highest score; the first of equal ones.
        n: number of scores.
        by: name of the score, such as "excess".
        controls: by kind of control, the highest confidence that it has in its own answer.
    """

    index: int
    n: int
    by: str
    controls: Mapping[str, float]

    @classmethod
    def of(cls, scores: Sequence[float], controls: Mapping[str, Sequence[float]], *, by: str) -> BestOf:
        """Pick the highest score.

        Args:
            scores: one score for each site.
            controls: by kind of control, its confidence at each of the same sites.
            by: name of the score, such as "excess".

        Raises:
            InputError: if there are no scores.

        Examples:
            >>> best = BestOf.of([0.2, 0.6, 0.1], {"random": [0.3, 0.1, 0.5]}, by="excess")
            >>> best.index, dict(best.controls)
            (1, {'random': 0.5})
            >>> print(best.flag.message)
            Picked as the best of 3 by excess. Compare with the best of as many controls: random 0.50.
        """
        if not len(scores):
            raise InputError("There is no answer to pick the best of. Run the sweep to the end of a cell.")
        highest = max(range(len(scores)), key=lambda i: scores[i])
        return cls(highest, len(scores), by, {kind: max(values) for kind, values in controls.items()})

    @property
    def flag(self) -> Flag:
        """The flag of the picked answer, which names the controls' highest confidences."""
        picked = f"Picked as {best_of_words(self.n)} by {self.by}."
        if not self.controls:
            return Flag(KIND, f"{picked} No controls were asked, so nothing shows what picking alone gives.")
        best = ", ".join(f"{kind} {confidence:.2f}" for kind, confidence in self.controls.items())
        return Flag(KIND, f"{picked} Compare with the best of as many controls: {best}.")

    def to_dict(self) -> dict[str, Any]:
        """Return N, the score's name and the controls' highest confidences as plain data for JSON."""
        return {"n": self.n, "by": self.by, "controls": dict(self.controls)}
