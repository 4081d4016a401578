"""What one arm of a question answered, and how sure a control is of it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from latentlens.engine.query import Generation, Result, Scores
from latentlens.scoring.agreement import Agreement, normalise
from latentlens.scoring.forced_choice import Choice, ForcedChoice, mean_probability


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What one arm answered: in free text, by choice, or by what its samples agree on.

    Args:
        text: the answer.
        token_ids: its tokens.
        logprobs: of each token.
        confidence: of the answer.
        choice: how it was chosen, where there were options.
        agreement: of the samples it was found by, where there were any.
    """

    text: str
    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    confidence: float
    choice: Choice | None = None
    agreement: Agreement | None = None

    @property
    def finite(self) -> bool:
        """Whether anything was answered: False where the state, or what was made of it, is not finite."""
        return not math.isnan(self.confidence)


NOTHING = Outcome("", (), (), math.nan)
"""What is answered where there is no state to read, or no distribution to answer from."""


@dataclasses.dataclass(frozen=True)
class Support:
    """How sure a control is of the answer, and of each of its tokens where they were scored."""

    confidence: float
    logprobs: tuple[float, ...] = ()


def outcome_of(results: Sequence[Result], options: ForcedChoice | None, samples: int) -> Outcome:
    """Make what was read of one arm into its answer.

    Args:
        results: one for every readout: one, or as many as samples.
        options: what it chose from, where it did.
        samples: how many were drawn; 0 where the answer was not sampled.

    Returns:
        The answer; `NOTHING` where one of the results is not finite, or none of the options is possible.
    """
    if not all(result.finite for result in results):
        return NOTHING
    if options:
        value = results[0].value
        assert isinstance(value, Scores)
        choice = options.choice(value)
        best = choice.scores[choice.best]
        if not math.isfinite(best.probability):
            return NOTHING
        token_ids, logprobs = choice.token_ids[choice.best], choice.logprobs[choice.best]
        return Outcome(best.text, token_ids, logprobs, best.probability, choice)
    spoken = [result.value for result in results if isinstance(result.value, Generation)]
    if not samples:
        (one,) = spoken
        return Outcome(one.text, one.token_ids, one.logprobs, mean_probability(one.logprobs))
    agreement = Agreement.of([generation.text for generation in spoken])
    modal = next(g for g in spoken if g.text.strip() == agreement.text)
    share = agreement.frequency.value
    return Outcome(modal.text, modal.token_ids, modal.logprobs, share, agreement=agreement)


def scored(result: Result) -> Support:
    """Return how sure a control is of an answer whose tokens it scored; NaN where it is not finite."""
    assert isinstance(result.value, Scores)
    if not result.finite:
        return Support(math.nan)
    (logprobs,) = result.value.logprobs
    return Support(mean_probability(logprobs), logprobs)


def gives(control: Outcome, own: Outcome) -> Support:
    """Return how sure a control is of an answer that was chosen or sampled; NaN where either said nothing."""
    if not (control.finite and own.finite):
        return Support(math.nan)
    if control.choice and own.choice:
        best = own.choice.best
        return Support(control.choice.scores[best].probability, control.choice.logprobs[best])
    assert control.agreement is not None
    return Support(control.agreement.counts.get(normalise(own.text), 0) / control.agreement.n)
