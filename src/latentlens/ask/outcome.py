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
    """The answer under one condition: free text, the chosen option, or the most frequent sample.

    Args:
        text: the answer.
        token_ids: ids of the answer's tokens.
        logprobs: natural-log probability of each token.
        confidence: confidence in [0, 1]; 0 for free text without a word; NaN if there is no outcome.
        choice: the options' scores in a forced choice; None (default) otherwise.
        agreement: distribution of the samples; None (default) if none were drawn.
    """

    text: str
    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    confidence: float
    choice: Choice | None = None
    agreement: Agreement | None = None

    @property
    def finite(self) -> bool:
        """Whether there is an answer: False if the activation or the logits are not finite."""
        return not math.isnan(self.confidence)


NO_OUTCOME = Outcome("", (), (), math.nan)
"""The outcome if the activation or the logits are not finite."""


@dataclasses.dataclass(frozen=True)
class Support:
    """A control's confidence in the *answer*, and the log-probability of each of its tokens if scored.

    Args:
        confidence: support in [0, 1]; NaN if the control is not finite.
        logprobs: natural-log probability of each token of the answer; empty (default) if not scored.
    """

    confidence: float
    logprobs: tuple[float, ...] = ()


def outcome_of(results: Sequence[Result], options: ForcedChoice | None, samples: int) -> Outcome:
    """Return the outcome of one condition from the engine's results.

    Args:
        results: one result, or one for each sample.
        options: the forced choice; None for free text.
        samples: number of sampled answers; 0 for a greedy answer.

    Returns:
        The outcome; `NO_OUTCOME` if a result is not finite, or no option has a probability above 0.
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
    generations = [result.value for result in results if isinstance(result.value, Generation)]
    if not samples:
        (greedy,) = generations
        confidence = mean_probability(greedy.logprobs) if greedy.text.strip() else 0.0
        return Outcome(greedy.text, greedy.token_ids, greedy.logprobs, confidence)
    agreement = Agreement.of([generation.text for generation in generations])
    modal = next(g for g in generations if g.text.strip() == agreement.text)
    share = agreement.frequency.value if agreement.text else 0.0
    return Outcome(modal.text, modal.token_ids, modal.logprobs, share, agreement=agreement)


def scored(result: Result, answer: Outcome) -> Support:
    """Return a control's support for an answer from its scores of the answer's tokens; NaN if not finite.

    An answer without a word has none to support: 0.
    """
    assert isinstance(result.value, Scores)
    if not result.finite:
        return Support(math.nan)
    (logprobs,) = result.value.logprobs
    return Support(mean_probability(logprobs) if answer.text.strip() else 0.0, logprobs)


def support_from(control: Outcome, answer: Outcome) -> Support:
    """Return a control's support for a chosen or sampled answer; NaN if either is not finite."""
    if not (control.finite and answer.finite):
        return Support(math.nan)
    if control.choice and answer.choice:
        best = answer.choice.best
        return Support(control.choice.scores[best].probability, control.choice.logprobs[best])
    assert control.agreement is not None
    if not answer.text.strip():
        return Support(0.0)
    return Support(control.agreement.counts.get(normalise(answer.text), 0) / control.agreement.n)
