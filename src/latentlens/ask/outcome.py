"""Outcome of one condition (the activation or a control), and a control's support for the answer."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from latentlens.engine.query import Generation, Result, Scores
from latentlens.scoring.agreement import Agreement, normalise
from latentlens.scoring.forced_choice import Choice, ForcedChoice, mean_probability


@dataclasses.dataclass(frozen=True)
class Outcome:
    """The answer under one condition: in free text, by choice, or by what its samples agree on.

    Args:
        text: the answer.
        token_ids: ids of the answer's tokens.
        logprobs: natural-log probability of each token.
        confidence: confidence in [0, 1]; NaN where nothing was answered.
        choice: scores of all options, where there were options.
        agreement: how far the samples agree, where answers were sampled.
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


NO_OUTCOME = Outcome("", (), (), math.nan)
"""The outcome where there is no state to read, or no distribution to answer from."""


@dataclasses.dataclass(frozen=True)
class Support:
    """A control's confidence in the *answer*, and the log-probability of each token if scored."""

    confidence: float
    logprobs: tuple[float, ...] = ()


def outcome_of(results: Sequence[Result], options: ForcedChoice | None, samples: int) -> Outcome:
    """Make the results of one condition into its outcome.

    Args:
        results: one for every readout: one, or as many as samples.
        options: the forced choice; None for free text.
        samples: number of sampled answers; 0 where the answer was not sampled.

    Returns:
        The answer; `NO_OUTCOME` where one of the results is not finite, or none of the options is possible.
    """
    if not all(result.finite for result in results):
        return NO_OUTCOME
    if options:
        value = results[0].value
        assert isinstance(value, Scores)
        choice = options.choice(value)
        best = choice.scores[choice.best]
        if not math.isfinite(best.probability):
            return NO_OUTCOME
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
    """Return a control's support for an answer whose tokens it scored; NaN where it is not finite."""
    assert isinstance(result.value, Scores)
    if not result.finite:
        return Support(math.nan)
    (logprobs,) = result.value.logprobs
    return Support(mean_probability(logprobs), logprobs)


def support_from(control: Outcome, own: Outcome) -> Support:
    """Return a control's support for a chosen or sampled answer; NaN where either has no outcome."""
    if not (control.finite and own.finite):
        return Support(math.nan)
    if control.choice and own.choice:
        best = own.choice.best
        return Support(control.choice.scores[best].probability, control.choice.logprobs[best])
    assert control.agreement is not None
    return Support(control.agreement.counts.get(normalise(own.text), 0) / control.agreement.n)
