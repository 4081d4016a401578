"""Agreement of sampled answers: the most frequent one, its share and the distribution."""

from __future__ import annotations

import collections
import dataclasses
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError
from latentlens.scoring.intervals import Estimate, wilson

if TYPE_CHECKING:
    import pandas as pd

_END = ".,;:!?…。、，；：！？"
"""Punctuation dropped after an answer; without signs that can be part of one, as in C#, 50% or "x"."""

_ARTICLES = re.compile(r"(?:(?:an?|the) )+(?=.)")


def normalise(text: str) -> str:
    """Return an answer in the normal form in which answers are compared.

    White space around the answer, punctuation after it and English articles before it are removed, runs of
    white space become one space, case is folded, and accented letters get one encoding (NFC). Nothing is
    removed that would leave the answer empty, as of "A" or "...".

    Args:
        text: the answer.

    Examples:
        >>> normalise("  The Eiffel\\n tower. "), normalise("A."), normalise("C#")
        ('eiffel tower', 'a', 'c#')
    """
    # decompose, fold, compose: case folding then sees each letter without its accents
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
    spaced = " ".join(folded.split())
    ended = spaced.rstrip(_END + " ") or spaced
    return _ARTICLES.sub("", ended, count=1) if _ARTICLES.match(ended) else ended


@dataclasses.dataclass(frozen=True)
class Agreement:
    """The distribution of sampled answers to one question, and the most frequent (modal) answer.

    Args:
        text: the modal answer in its most frequent spelling.
        normalised: the modal answer as `normalise` returns it. Ties go to the first in alphabetical order,
            so that the order of the samples does not matter.
        frequency: the share of samples that give the modal answer, with its 95 % Wilson interval. The
            interval ignores that the most frequent answer was picked, so it is too high for small samples.
        counts: number of samples by normalised answer, the most frequent first.
        n: number of samples.

    Source:
        Agreement over 20 samples at temperature 1 as confidence in free text: arXiv 2605.26045.
    """

    text: str
    normalised: str
    frequency: Estimate
    counts: dict[str, int]
    n: int

    @classmethod
    def of(cls, answers: Sequence[str]) -> Agreement:
        """Count sampled answers.

        Args:
            answers: the sampled texts, in any order. An empty text counts as an answer.

        Raises:
            InputError: if there are no samples, or one is not a text.

        Examples:
            >>> agreement = Agreement.of([" Paris", "paris.", "Paris", "Lima"])
            >>> agreement
            <Agreement: 'Paris' in 3 of 4 samples, 0.750 (0.301–0.954)>
            >>> agreement.counts
            {'paris': 3, 'lima': 1}
        """
        if isinstance(answers, str) or not all(isinstance(answer, str) for answer in answers):
            raise InputError(f"Agreement needs a list of sampled texts; got {answers!r}.")
        if not len(answers):
            raise InputError("There are no samples to agree. Draw some, 20 at temperature 1 for example.")
        counts = collections.Counter(normalise(answer) for answer in answers)
        ranked = dict(sorted(counts.items(), key=_most_frequent))
        modal = next(iter(ranked))
        written = collections.Counter(answer.strip() for answer in answers if normalise(answer) == modal)
        interval = wilson(ranked[modal], len(answers))
        return cls(
            text=min(written.items(), key=_most_frequent)[0],
            normalised=modal,
            frequency=Estimate(ranked[modal] / len(answers), *interval),
            counts=ranked,
            n=len(answers),
        )

    @property
    def tied(self) -> tuple[str, ...]:
        """The other answers, normalised, that are as frequent as the modal one."""
        most = self.counts[self.normalised]
        return tuple(
            answer for answer, count in self.counts.items() if count == most and answer != self.normalised
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the agreement as plain data that JSON can hold."""
        return dataclasses.asdict(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return the distribution as a table with the columns answer (normalised), count and share."""
        import pandas as pd

        rows = [(answer, count, count / self.n) for answer, count in self.counts.items()]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=["answer", "count", "share"])
        return frame

    def __repr__(self) -> str:
        count = self.counts[self.normalised]
        tied = f", as often as {', '.join(map(repr, self.tied))}" if self.tied else ""
        return f"<Agreement: {self.text!r} in {count} of {self.n} samples, {self.frequency}{tied}>"


def agreeing_pairs(answers: Sequence[str]) -> tuple[int, int]:
    """Return how many pairs of answers are the same after `normalise`, and how many pairs there are.

    Args:
        answers: the answers, such as those of several readers to one question.

    Examples:
        >>> agreeing_pairs([" Paris", "paris.", "Lima"])
        (1, 3)
    """
    counts = collections.Counter(map(normalise, answers))
    return sum(n * (n - 1) // 2 for n in counts.values()), len(answers) * (len(answers) - 1) // 2


def _most_frequent(counted: tuple[str, int]) -> tuple[int, str]:
    """Return the sort key of an answer with its count: by falling count, then alphabetically."""
    answer, count = counted
    return -count, answer
