"""Forced choice: the probability of each of several given options as the answer."""

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
    """The scores of one option of a forced choice.

    Args:
        text: the option.
        probability: the option's probability among the options, which sum to 1. For an option that is the
            beginning of another ("New" beside "New York"), the continuation as that other is excluded.
        logprob: natural-log probability of all of the option's tokens, teacher-forced, whatever follows.
        length_normalised: `logprob` divided by the number of tokens.
    """

    text: str
    probability: float
    logprob: float
    length_normalised: float


@dataclasses.dataclass(frozen=True)
class Choice:
    """A scored forced choice.

    Args:
        scores: the options' scores, in the order in which the options were given.
        mass: option mass: the probability that the answer starts with the first token of an option. If it
            is low, the model was going to say something else, and the options' probabilities mean little.
        token_ids: each option's token ids, in its most probable spelling.
        logprobs: the natural-log probability of each of those tokens.
        begun: for each option, the other options whose tokens start with its tokens.
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
    """The target prompt that the options follow.

    Args:
        token_ids: the prompt's token ids.
        text: the prompt's text; None (default) if it was not given as text.
    """

    token_ids: tuple[int, ...]
    text: str | None = None


Form = tuple[int, ...]
"""Token ids of one spelling of an option, such as with or without a leading space."""


class ForcedChoice:
    """The options of a forced choice as tokens, and their probabilities from the engine's scores.

    Every option is scored in several tokenizations: as it continues the prompt, directly and after a space,
    and tokenized alone, with and without a leading space. The most probable one counts.

    An option that is the beginning of a longer option would always be at least as probable as that one. So
    the longer one's probability is subtracted: "New" beside "New York" counts as "New" not followed by
    "York", and the options exclude each other.

    Args:
        options: two or more different texts.
        tokenizer: the tokenizer of the model that will answer.
        one_token: whether to refuse options of several tokens, since a lens reads only the next token.
        before: the prompt that the options follow; None (default) if there is none.

    Raises:
        InputError: if two options have the same tokens, or one has no tokens or too many for the reader.

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
        option_of: dict[Form, str] = {}
        for text in stripped:
            forms = dict.fromkeys(_forms(text, tokenizer, before))
            if other := next((option_of[form] for form in forms if form in option_of), None):
                raise InputError(
                    f"The options {other!r} and {text!r} are the same tokens for this model, so it cannot "
                    "tell them apart. Give options in words that it knows."
                )
            if not forms:
                raise InputError(f"The option {text!r} has no tokens for this model. Use another word.")
            option_of.update(dict.fromkeys(forms, text))
            if one_token and not (forms := {form: None for form in forms if len(form) == 1}):
                raise InputError(
                    f"The option {text!r} is more than one token of this model, and a lens reads only the "
                    "next token. Give one-token options, or ask with a Patchscope."
                )
            self._forms.append(list(forms))
        self._longer = _longer(self._forms)

    @property
    def readout(self) -> Score:
        """The engine's readout that scores every tokenization of every option."""
        return Score(tuple(form for forms in self._forms for form in forms))

    def choice(self, scores: Scores) -> Choice:
        """Return the options' probabilities from the engine's scores.

        Args:
            scores: the token log-probabilities that the engine returned for `readout`.
        """
        all_forms = [form for forms in self._forms for form in forms]
        logprobs = dict(zip(all_forms, scores.logprobs, strict=True))
        first_logprobs = {form[0]: logprobs[form][0] for form in all_forms}
        mass = math.fsum(math.exp(logprob) for logprob in first_logprobs.values())
        exclusive = {
            form: math.fsum(logprobs[form]) + self._log_share_left(form, logprobs) for form in all_forms
        }
        chosen = [
            max(forms, key=lambda form: (exclusive[form], sum(logprobs[form]))) for forms in self._forms
        ]
        top = max(exclusive[form] for form in chosen)
        weights = [math.exp(exclusive[form] - top) for form in chosen]
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

    def _log_share_left(self, form: Form, logprobs: Mapping[Form, Sequence[float]]) -> float:
        """Return the log of the share of a form's probability that remains after longer options' share."""
        taken = math.fsum(
            math.exp(math.fsum(logprobs[longer][len(form) :])) for _, longer in self._longer.get(form, ())
        )
        return math.log1p(-taken) if taken < 1 else -math.inf


def _forms(text: str, tokenizer: ModelTokenizer, before: Before | None) -> Iterator[Form]:
    """Yield every tokenization of an option after the prompt; some may be equal, none is empty."""
    forms: list[list[int] | None]
    try:
        forms = [tokenizer.encode_continuation(f" {text}"), tokenizer.encode_continuation(text)]
        after = [
            None if before is None else tokenizer.encode_after(before.token_ids, before.text, more)
            for more in (text, f" {text}")
        ]
        # if the prompt does not determine the tokens without a space, as the one token of a lens does not
        forms += after if after[0] else [*after, tokenizer.encode_unspaced(text)]
    except PromptError as error:
        raise InputError(f"The option {text!r} cannot be scored. {error}") from error
    yield from (tuple(form) for form in forms if form)


def _longer(forms: Sequence[Sequence[Form]]) -> dict[Form, list[tuple[int, Form]]]:
    """Return, for each form, the shortest forms of other options that start with it, with their index."""
    option_of = {form: i for i, own_forms in enumerate(forms) for form in own_forms}
    longer_forms: dict[Form, list[tuple[int, Form]]] = {}
    for longer, i in option_of.items():
        between: set[int] = set()
        for shorter in (longer[:n] for n in range(len(longer) - 1, 0, -1)):
            if (option := option_of.get(shorter)) is None:
                continue
            # a third option's form between the two already takes `longer`'s share from the shorter one
            if option != i and between <= {option}:
                longer_forms.setdefault(shorter, []).append((i, longer))
            between.add(option)
    return longer_forms


def mean_probability(logprobs: Sequence[float]) -> float:
    """Return the geometric mean of the tokens' probabilities: exp of the mean log-probability."""
    return math.exp(math.fsum(logprobs) / len(logprobs))
