"""Whether two contestants computed the same."""

from __future__ import annotations

import dataclasses

import numpy as np

Found = dict[str, np.ndarray]

TOLERANCE = 1e-4
"""Maximum difference of log-probabilities: about ten times what float32 and the order of sums explain."""

TIES = 0.01
"""Share of tokens that may differ if all log-probabilities agree: those tied with the next best."""


@dataclasses.dataclass(frozen=True)
class Agreement:
    """How much one contestant's results differ from another's.

    Args:
        difference: largest difference of two log-probabilities; 0 if only tokens are compared.
        other_tokens: share of tokens that differ.
        allowed: share of tokens that may differ.
    """

    difference: float
    other_tokens: float
    allowed: float

    @property
    def holds(self) -> bool:
        """Whether both computed the same; False if there is a NaN."""
        return self.difference <= TOLERANCE and self.other_tokens <= self.allowed

    def __str__(self) -> str:
        return (
            f"log-probabilities differ by up to {self.difference:.3g} (at most {TOLERANCE:g} may be), and "
            f"{self.other_tokens:.3%} of the tokens do (at most {self.allowed:.3%})"
        )


def agreement(ours: Found, theirs: Found) -> Agreement:
    """Compare the results of two contestants.

    Args:
        ours: arrays "tokens" and, if the work has them, "logprobs" and "distributions".
        theirs: the same; a missing array, or one of another shape, differs by infinity.
    """
    scores = [name for name in ours if name != "tokens"]
    difference = max((_apart(ours[name], theirs.get(name)) for name in scores), default=0.0)
    tokens = theirs.get("tokens")
    same_shape = tokens is not None and tokens.shape == ours["tokens"].shape
    other = float((tokens != ours["tokens"]).mean()) if same_shape else 1.0
    return Agreement(difference, other, TIES if scores else 0.0)


def _apart(one: np.ndarray, other: np.ndarray | None) -> float:
    if other is None or one.shape != other.shape:
        return float("inf")
    return float(np.abs(one - other).max())
