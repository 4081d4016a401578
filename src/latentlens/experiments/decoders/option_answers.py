"""OptionAnswer: which of a row's options was chosen, how surely, and whether it is right."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

from latentlens.engine.query import Scores
from latentlens.training.data.decoder_row import DecoderRow


@dataclasses.dataclass(frozen=True)
class OptionAnswer:
    """The answer that was chosen among a row's options.

    Args:
        answer: the most probable option.
        confidence: its probability among the options, which sum to 1.
        correct: whether it is the right one.
    """

    answer: str
    confidence: float
    correct: bool

    @classmethod
    def of(cls, row: DecoderRow, logprobs: Sequence[float]) -> OptionAnswer:
        """Return the answer that the options' log-probabilities come to; the first of equal ones.

        Args:
            row: the row, which has options.
            logprobs: natural-log probability, or any log-weight, of each option.

        Examples:
            >>> row = DecoderRow("Peru", (0,), "Where?", "Lima", options=("Lima", "Rome"))
            >>> found = OptionAnswer.of(row, [math.log(0.3), math.log(0.1)])
            >>> found.answer, round(found.confidence, 3), found.correct
            ('Lima', 0.75, True)
        """
        best = max(range(len(row.options)), key=lambda i: logprobs[i])
        top = logprobs[best]
        if math.isinf(top):  # no option has any probability, or one has all of it
            confidence = 1.0 if top > 0 else 1 / len(row.options)
        else:
            confidence = 1 / math.fsum(math.exp(each - top) for each in logprobs)
        answer = row.options[best]
        return cls(answer, confidence, answer == row.answer)

    @property
    def columns(self) -> dict[str, Any]:
        """The fields as columns of a table."""
        return dataclasses.asdict(self)


def whole_logprobs(scores: Scores) -> list[float]:
    """Return the log-probability of each whole continuation that was scored.

    Args:
        scores: log-probabilities of the continuations' tokens.

    Examples:
        >>> whole_logprobs(Scores(((-1.0, -0.5), (-2.0,))))
        [-1.5, -2.0]
    """
    return [math.fsum(tokens) for tokens in scores.logprobs]


def chance(rows: Sequence[DecoderRow]) -> float:
    """Return the mean share of right answers that guessing among the options gives.

    Args:
        rows: rows with options, at least one.
    """
    return math.fsum(1 / len(row.options) for row in rows) / len(rows)
