"""Forced choice: how probable each of the given options is."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from latentlens._errors import InputError
from latentlens.engine.query import Score, Scores
from latentlens.model.tokenizer import ModelTokenizer


@dataclasses.dataclass(frozen=True)
class OptionScore:
    """One option of a forced choice.

    Args:
        text: the option.
        probability: among the options; they sum to 1.
        logprob: the log-probability of the whole option, all its tokens teacher-forced.
        length_normalised: the mean log-probability of its tokens.
    """

    text: str
    probability: float
    logprob: float
    length_normalised: float


@dataclasses.dataclass(frozen=True)
class Choice:
    """A scored forced choice.

    Args:
        scores: of the options, in the order given.
        mass: the probability that the answer begins as one of the options does. Where it is small, the
            model was about to say something else, and the options' probabilities mean little.
        token_ids: of each option, in the form (with or without a leading space) that scored higher.
        logprobs: of those tokens.
    """

    scores: tuple[OptionScore, ...]
    mass: float
    token_ids: tuple[tuple[int, ...], ...]
    logprobs: tuple[tuple[float, ...], ...]

    @property
    def best(self) -> int:
        """The index of the most probable option."""
        return max(range(len(self.scores)), key=lambda i: self.scores[i].logprob)


class ForcedChoice:
    """Options as a model's tokens, and their scores as probabilities.

    Every option is scored as a whole string, with and without a leading space; the better form counts.

    Args:
        options: two or more different texts.
        tokenizer: of the model that will answer.
        one_token: refuse options of several tokens (a lens reads only the next token).

    Raises:
        InputError: if the options cannot be told apart or are too long for the reader.

    Source:
        Forced-choice scoring as in arXiv 2605.26045.
    """

    def __init__(self, options: Sequence[str], tokenizer: ModelTokenizer, *, one_token: bool) -> None:
        self.options = tuple(options)
        if isinstance(options, str) or len(self.options) < 2:
            raise InputError(f"A forced choice needs at least two options; got {options!r}.")
        stripped = [option.strip() for option in self.options]
        if len(set(stripped)) < len(stripped) or not all(stripped):
            raise InputError(f"The options {list(self.options)!r} are not all different, or one is empty.")
        self._forms: list[list[tuple[int, ...]]] = []
        whose: dict[tuple[int, ...], str] = {}
        for text in stripped:
            forms = dict.fromkeys(tuple(tokenizer.encode_continuation(form)) for form in (f" {text}", text))
            forms.pop((), None)
            if other := next((whose[form] for form in forms if form in whose), None):
                raise InputError(
                    f"The options {other!r} and {text!r} are the same tokens for this model, so it cannot "
                    "tell them apart. Give options in words that it knows."
                )
            if not forms:
                raise InputError(f"The option {text!r} has no tokens for this model. Use another word.")
            whose.update(dict.fromkeys(forms, text))
            if one_token and not (forms := {form: None for form in forms if len(form) == 1}):
                raise InputError(
                    f"The option {text!r} is more than one token of this model, and a lens reads only the "
                    "next token. Give one-token options, or ask with a Patchscope."
                )
            self._forms.append(list(forms))

    @property
    def readout(self) -> Score:
        """What the engine must score."""
        return Score(tuple(form for forms in self._forms for form in forms))

    def choice(self, scores: Scores) -> Choice:
        """Turn the engine's scores into a choice."""
        remaining = iter(scores.logprobs)
        chosen: list[tuple[tuple[int, ...], tuple[float, ...]]] = []
        first: dict[int, float] = {}
        for forms in self._forms:
            scored = [(form, next(remaining)) for form in forms]
            first.update((form[0], logprobs[0]) for form, logprobs in scored)
            chosen.append(max(scored, key=lambda pair: sum(pair[1])))
        totals = [sum(logprobs) for _, logprobs in chosen]
        top = max(totals)
        weights = [math.exp(total - top) for total in totals]
        return Choice(
            scores=tuple(
                OptionScore(text, weight / sum(weights), total, total / len(form))
                for text, weight, total, (form, _) in zip(self.options, weights, totals, chosen, strict=True)
            ),
            mass=min(1.0, math.fsum(math.exp(logprob) for logprob in first.values())),
            token_ids=tuple(form for form, _ in chosen),
            logprobs=tuple(logprobs for _, logprobs in chosen),
        )


def mean_probability(logprobs: Sequence[float]) -> float:
    """Return the geometric mean of the tokens' probabilities: exp of the mean log-probability."""
    return math.exp(math.fsum(logprobs) / len(logprobs))
