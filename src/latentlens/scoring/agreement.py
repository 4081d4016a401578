"""Agreement: how often sampled answers say the same."""

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
"""Punctuation that may follow an answer. No sign that can belong to one, as in C#, 50% or "x"."""

_ARTICLES = re.compile(r"(?:(?:an?|the) )+(?=.)")


def normalise(text: str) -> str:
    """Return an answer in the form in which answers are compared.

    White space around it and punctuation after it go, runs of white space become one space, case is folded,
    letters with accents get one spelling, and English articles at the beginning go. What would leave nothing
    stays: an answer may be "A" or "...".

    Args:
        text: the answer.

    Examples:
        >>> normalise("  The Eiffel\\n tower. "), normalise("A."), normalise("C#")
        ('eiffel tower', 'a', 'c#')
    """
    # decomposed before folding and composed after it, so that folding sees each letter apart from its accents
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
    spaced = " ".join(folded.split())
    ended = spaced.rstrip(_END + " ") or spaced
    return _ARTICLES.sub("", ended, count=1) if _ARTICLES.match(ended) else ended


@dataclasses.dataclass(frozen=True)
class Agreement:
    """What sampled answers to one question agree on.

    Args:
        text: the modal answer as it was most often written.
        normalised: the same, normalised. Of answers that are equally frequent the first in the order of
            their characters counts, so that it does not matter which was drawn first.
        frequency: the share of the samples that say it, with its 95 % Wilson interval. The interval takes
            the modal answer as given; picking the most frequent one makes small samples look surer.
        counts: normalised answer -> number of samples that say it, the most frequent first.
        n: the number of samples.

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
            answers: the samples, in any order. An empty one counts as an answer.

        Raises:
            InputError: if there is none, or one is no text.

        Examples:
            >>> found = Agreement.of([" Paris", "paris.", "Paris", "Lima"])
            >>> found
            <Agreement: 'Paris' in 3 of 4 samples, 0.750 (0.301–0.954)>
            >>> found.counts
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
        shares = wilson(ranked[modal], len(answers))
        return cls(
            text=min(written.items(), key=_most_frequent)[0],
            normalised=modal,
            frequency=Estimate(ranked[modal] / len(answers), *shares),
            counts=ranked,
            n=len(answers),
        )

    @property
    def tied(self) -> tuple[str, ...]:
        """The other answers that are as frequent as the modal one."""
        most = self.counts[self.normalised]
        return tuple(
            answer for answer, count in self.counts.items() if count == most and answer != self.normalised
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the agreement as plain data that JSON can hold."""
        return dataclasses.asdict(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return the distribution: one row a normalised answer, its count and its share."""
        import pandas as pd

        rows = [(answer, count, count / self.n) for answer, count in self.counts.items()]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=["answer", "count", "share"])
        return frame

    def __repr__(self) -> str:
        count = self.counts[self.normalised]
        tied = f", as often as {', '.join(map(repr, self.tied))}" if self.tied else ""
        return f"<Agreement: {self.text!r} in {count} of {self.n} samples, {self.frequency}{tied}>"


def _most_frequent(counted: tuple[str, int]) -> tuple[int, str]:
    answer, count = counted
    return -count, answer
