"""Forced choice: how probable each of the given options is."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence

from latentlens.engine.query import Score, Scores
from latentlens.errors import InputError, PromptError
from latentlens.inputs.sequences import as_texts
from latentlens.model.tokenizer import ModelTokenizer


@dataclasses.dataclass(frozen=True)
class OptionScore:
    """One option of a forced choice.

    Args:
        text: the option.
        probability: among the options; they sum to 1. Of an option that begins others it is that of saying it
            and not going on as one of them.
        logprob: the log-probability of the whole option, all its tokens teacher-forced, whatever follows.
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
        token_ids: of each option, in the form that scored higher.
        logprobs: of those tokens.
        begun: for each option, the other options that its form begins, token for token.
    """

    scores: tuple[OptionScore, ...]
    mass: float
    token_ids: tuple[tuple[int, ...], ...]
    logprobs: tuple[tuple[float, ...], ...]
    begun: tuple[tuple[str, ...], ...] = ()

    @property
    def best(self) -> int:
        """The index of the most probable option."""
        return max(
            range(len(self.scores)), key=lambda i: (self.scores[i].probability, self.scores[i].logprob)
        )


@dataclasses.dataclass(frozen=True)
class Before:
    """What the options follow.

    Args:
        token_ids: of the prompt.
        text: the prompt, None if it was not given as a text.
    """

    token_ids: tuple[int, ...]
    text: str | None = None


Form = tuple[int, ...]
"""The tokens of one way in which an option can be written."""


class ForcedChoice:
    """Options as a model's tokens, and their scores as probabilities.

    Every option is scored as a whole string in every form in which it can follow: as the tokenizer goes on
    when the option is written directly after the prompt, or after a space, and as it writes the option alone,
    with and without a leading space. The better form counts.

    What begins a longer option would win against it whatever the model says, since it holds everything that
    begins so. What the longer one takes is therefore taken off: of "New" beside "New York" counts the
    probability that "New" is said and not followed by "York". So the options exclude each other.

    Args:
        options: two or more different texts.
        tokenizer: of the model that will answer.
        one_token: refuse options of several tokens (a lens reads only the next token).
        before: what they follow; None where that is no prompt of tokens.

    Raises:
        InputError: if the options cannot be told apart, have no embedding or are too long for the reader.

    Source:
        Forced-choice scoring as in arXiv 2605.26045.
    """

    def __init__(
        self,
        options: Sequence[str],
        tokenizer: ModelTokenizer,
        *,
        one_token: bool,
        before: Before | None = None,
    ) -> None:
        self.options = as_texts(options, "options", "['Paris', 'Rome']")
        if len(self.options) < 2:
            raise InputError(f"A forced choice needs at least two options; got {list(self.options)!r}.")
        stripped = [option.strip() for option in self.options]
        if len(set(stripped)) < len(stripped) or not all(stripped):
            raise InputError(f"The options {list(self.options)!r} are not all different, or one is empty.")
        self._forms: list[list[Form]] = []
        whose: dict[Form, str] = {}
        for text in stripped:
            forms = dict.fromkeys(_forms(text, tokenizer, before))
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
        self._longer = _longer(self._forms)

    @property
    def readout(self) -> Score:
        """What the engine must score."""
        return Score(tuple(form for forms in self._forms for form in forms))

    def choice(self, scores: Scores) -> Choice:
        """Turn the engine's scores into a choice."""
        every = [form for forms in self._forms for form in forms]
        logprobs = dict(zip(every, scores.logprobs, strict=True))
        mass = math.fsum(math.exp(found) for found in {f[0]: logprobs[f][0] for f in every}.values())
        own = {form: math.fsum(logprobs[form]) + self._left(form, logprobs) for form in every}
        chosen = [max(forms, key=lambda form: (own[form], sum(logprobs[form]))) for forms in self._forms]
        top = max(own[form] for form in chosen)
        weights = [math.exp(own[form] - top) for form in chosen]
        totals = [math.fsum(logprobs[form]) for form in chosen]
        return Choice(
            scores=tuple(
                OptionScore(text, weight / math.fsum(weights), total, total / len(form))
                for text, weight, total, form in zip(self.options, weights, totals, chosen, strict=True)
            ),
            mass=min(1.0, mass),
            token_ids=tuple(chosen),
            logprobs=tuple(logprobs[form] for form in chosen),
            begun=tuple(
                tuple(dict.fromkeys(self.options[i] for i, _ in self._longer.get(form, ())))
                for form in chosen
            ),
        )

    def _left(self, form: Form, logprobs: Mapping[Form, Sequence[float]]) -> float:
        """Return the log of the share of a form's probability that no longer option takes."""
        taken = math.fsum(
            math.exp(math.fsum(logprobs[longer][len(form) :])) for _, longer in self._longer.get(form, ())
        )
        return math.log1p(-taken) if taken < 1 else -math.inf


def _forms(text: str, tokenizer: ModelTokenizer, before: Before | None) -> Iterator[Form]:
    """Yield the tokens of every way in which an option can follow; some may be equal, none is empty."""
    forms: list[list[int] | None]
    try:
        forms = [tokenizer.encode_continuation(f" {text}"), tokenizer.encode_continuation(text)]
        after = [
            None if before is None else tokenizer.encode_after(before.token_ids, before.text, more)
            for more in (text, f" {text}")
        ]
        # where what it follows does not say how it goes on without a space, as a lens's token does not
        forms += after if after[0] else [*after, tokenizer.encode_unspaced(text)]
    except PromptError as error:
        raise InputError(f"The option {text!r} cannot be scored. {error}") from error
    yield from (tuple(form) for form in forms if form)


def _longer(forms: Sequence[Sequence[Form]]) -> dict[Form, list[tuple[int, Form]]]:
    """Return for each form that begins forms of other options the shortest of those, and whose they are."""
    whose = {form: i for i, own in enumerate(forms) for form in own}
    found: dict[Form, list[tuple[int, Form]]] = {}
    for longer, i in whose.items():
        between: set[int] = set()
        for shorter in (longer[:n] for n in range(len(longer) - 1, 0, -1)):
            if (own := whose.get(shorter)) is None:
                continue
            # one of a third option between the two takes from the shorter one what `longer` takes, and more
            if own != i and between <= {own}:
                found.setdefault(shorter, []).append((i, longer))
            between.add(own)
    return found


def mean_probability(logprobs: Sequence[float]) -> float:
    """Return the geometric mean of the tokens' probabilities: exp of the mean log-probability."""
    return math.exp(math.fsum(logprobs) / len(logprobs))
