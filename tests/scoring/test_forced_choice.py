"""Laws of forced choice: every score equals what plain transformers gives by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from latentlens.activations.trace import Trace
from latentlens.engine.query import Scores
from latentlens.errors import InputError
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.lens import Lens
from latentlens.scoring.forced_choice import ForcedChoice
from reader_by_hand import CELL, SOURCE, ByHand, ask
from tiny import tiny_tokenizer

WORDS = ["Paris", "Lima", "a", "The", "x", "Pa", "hungry", "fox", "Paris is", "Par", "1135", "é"]


# --- forced choice --------------------------------------------------------------------------------------


def test_forced_choice_equals_a_brute_force_loop(trace: Trace, by_hand: ByHand) -> None:
    """Each option's score is its better form's, summed over one full pass a token; softmax over options."""
    answer = ask(trace, options=WORDS)
    vector = by_hand.vector(SOURCE, *CELL)

    expected, lengths = [], []
    for option in WORDS:
        total, length = max(
            (sum(by_hand.logprobs(form, vector)), len(form)) for form in by_hand.forms(option)
        )
        expected.append(total)
        lengths.append(length)
    probabilities = torch.softmax(torch.tensor(expected, dtype=torch.float64), 0).tolist()

    assert pytest.approx(expected, abs=1e-4) == [score.logprob for score in answer.options]
    assert pytest.approx(probabilities, abs=1e-5) == [score.probability for score in answer.options]
    assert pytest.approx([total / n for total, n in zip(expected, lengths, strict=True)], abs=1e-4) == [
        score.length_normalised for score in answer.options
    ]
    best = probabilities.index(max(probabilities))
    assert WORDS[best] == answer.text
    assert pytest.approx(max(probabilities), abs=1e-5) == answer.confidence
    assert "probability among the options" == answer.confidence_kind
    assert pytest.approx(expected[best], abs=1e-4) == sum(answer.token_logprobs)
    assert list(answer.token_ids) in by_hand.forms(WORDS[best])


def test_option_mass_is_that_of_the_first_tokens(trace: Trace, by_hand: ByHand) -> None:
    """The mass is the probability that the next token begins some option, each token counted once."""
    answer = ask(trace, options=WORDS)
    first = {form[0] for option in WORDS for form in by_hand.forms(option)}
    vector = by_hand.vector(SOURCE, *CELL)

    expected = sum(math.exp(by_hand.logprobs([token], vector)[0]) for token in first)

    assert pytest.approx(expected, abs=1e-5) == answer.option_mass
    assert ask(trace).option_mass is None


def test_one_token_options_are_the_renormalised_next_token(trace: Trace, by_hand: ByHand) -> None:
    """For one-token options the choice is the next-token distribution, restricted to them."""
    tokenizer = by_hand.tokenizer
    words = [w for w in "abcdefghTPLO?;" if tokenizer.convert_tokens_to_ids(f"Ġ{w}") is not None]
    single = [w for w in words if all(len(form) == 1 for form in by_hand.forms(w))]
    assert len(single) >= 2
    answer = ask(trace, options=single)
    vector = by_hand.vector(SOURCE, *CELL)

    weights = [
        max(math.exp(by_hand.logprobs(form, vector)[0]) for form in by_hand.forms(word)) for word in single
    ]

    expected = [weight / sum(weights) for weight in weights]
    assert pytest.approx(expected, abs=1e-5) == [score.probability for score in answer.options]


@settings(max_examples=25, deadline=None)
@given(options=st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique=True), data=st.data())
def test_order_of_options_does_not_matter(trace: Trace, options: list[str], data: st.DataObject) -> None:
    """Probabilities sum to 1, and each option has the same one wherever it stands."""
    shuffled = data.draw(st.permutations(options))

    one, other = (ask(trace, options=order, controls=False) for order in (options, shuffled))

    assert pytest.approx(1) == sum(score.probability for score in one.options)
    assert options == [score.text for score in one.options]
    for option in options:
        assert pytest.approx(one.option(option).probability) == other.option(option).probability
    assert pytest.approx(one.option_mass) == other.option_mass
    assert one.text == other.text


def test_options_that_share_a_first_token_are_told_apart(trace: Trace, by_hand: ByHand) -> None:
    """Options that begin alike are scored to their end, and their common first token counts once."""
    options = ["Paris", "Paris x"]
    first, second = (by_hand.forms(option)[0] for option in options)
    assert first[0] == second[0]

    answer = ask(trace, options=options)

    assert answer.options[0].logprob != answer.options[1].logprob
    apart = {form[0] for option in options for form in by_hand.forms(option)}
    assert 2 == len(apart)
    assert 0 < (answer.option_mass or 0) < 1


class Fixed:
    """A tokenizer that gives the ids of a table."""

    def __init__(self, table: dict[str, list[int]]) -> None:
        self.table = table

    def encode_continuation(self, text: str) -> list[int]:
        """Return the table's ids."""
        return self.table[text]

    def encode_unspaced(self, text: str) -> None:
        """Return None: the table has no space to leave out."""
        del text


def fixed_choice(table: dict[str, list[int]], scores: list[list[float]], options: list[str]) -> Any:
    """Return the choice among options whose forms and log-probabilities are given."""
    choice = ForcedChoice(options, Fixed(table), one_token=False)
    return choice.choice(Scores(tuple(tuple(logprobs) for logprobs in scores)))


@pytest.mark.parametrize("better", [0, 1])
def test_the_better_form_counts(better: int) -> None:
    """With and without a leading space are two ways to say one thing: the more probable one is the score."""
    table = {" a": [1], "a": [2, 3], " b": [4], "b": [5]}
    scores = [[-1.0], [-0.2, -0.3]] if better else [[-0.4], [-0.2, -0.3]]

    choice = fixed_choice(table, [*scores, [-3.0], [-2.0]], ["a", "b"])

    assert pytest.approx(-0.5 if better else -0.4) == choice.scores[0].logprob
    assert ((2, 3) if better else (1,)) == choice.token_ids[0]
    assert pytest.approx(-0.25 if better else -0.4) == choice.scores[0].length_normalised
    assert (5,) == choice.token_ids[1]
    assert 0 == choice.best


def test_mass_counts_a_shared_first_token_once() -> None:
    """Two forms that begin with the same token add its probability once."""
    table = {" a": [1, 7], "a": [1, 8], " b": [1, 9], "b": [2]}

    choice = fixed_choice(table, [[-2.0, -1.0], [-2.0, -1.5], [-2.0, -3.0], [-3.0]], ["a", "b"])

    assert pytest.approx(math.exp(-2) + math.exp(-3)) == choice.mass


def test_very_improbable_options_do_not_vanish() -> None:
    """Probabilities far below what a float holds are still compared."""
    table = {" a": [1], "a": [2], " b": [3], "b": [4]}

    choice = fixed_choice(table, [[-5000.0], [-6000.0], [-5001.0], [-7000.0]], ["a", "b"])

    assert pytest.approx(1 / (1 + math.exp(-1))) == choice.scores[0].probability
    assert 0.0 == choice.mass


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["Paris"], "at least two"),
        ([], "at least two"),
        ("Paris", "a list of texts"),
        ([3, 4], "write '3'"),
        (["Paris", None], "are texts"),
        (["Paris", "Paris"], "not all different"),
        (["Paris", " Paris "], "not all different"),
        (["Paris", ""], "one is empty"),
        (["Paris", "  "], "one is empty"),
    ],
)
def test_bad_options(options: Any, says: str) -> None:
    """One option, equal ones and empty ones are refused."""
    with pytest.raises(InputError, match=says):
        ForcedChoice(options, ModelTokenizer(tiny_tokenizer(), 64), one_token=False)


def test_options_that_the_model_cannot_tell_apart() -> None:
    """Two words that a tokenizer maps to the same unknown token are no choice."""
    words = Tokenizer(models.WordLevel({"<unk>": 0, "Paris": 1}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = ModelTokenizer(PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>"), 64)

    with pytest.raises(InputError, match="'Rome' and 'Lima' are the same tokens"):
        ForcedChoice(["Paris", "Rome", "Lima"], tokenizer, one_token=False)
    assert ForcedChoice(["Paris", "Lima"], tokenizer, one_token=False)
    with pytest.raises(InputError, match="'b' has no tokens"):
        ForcedChoice(["a", "b"], Fixed({" a": [1], "a": [2], " b": [], "b": []}), one_token=False)


def test_a_lens_refuses_options_of_several_tokens(trace: Trace) -> None:
    """A lens reads one token: longer options are refused by name; a one-token form is enough."""
    with pytest.raises(InputError, match=r"'hungry' is more than one token.*lens"):
        ask(trace, Lens(), options=["a", "hungry"])

    answer = ask(trace, Lens(), options=["a", "x"])
    assert ["a", "x"] == [score.text for score in answer.options]
    assert 1 == len(answer.token_ids)


def test_a_lens_gives_the_models_own_probabilities(trace: Trace) -> None:
    """At the last layer a lens's answer, and its choice, are the model's own next token."""
    logprobs = torch.log_softmax(trace.logits[5], -1)
    tokenizer = trace.backend.tokenizer

    free = ask(trace, Lens(), (4, 5))
    choice = ask(trace, Lens(), (4, 5), options=["a", "x", "T"])

    assert int(logprobs.argmax()) == free.token_ids[0]
    assert pytest.approx(float(logprobs.max().exp()), abs=1e-5) == free.confidence
    for score in choice.options:
        forms = [tokenizer.encode_continuation(form) for form in (f" {score.text}", score.text)]
        best = max(float(logprobs[form[0]]) for form in forms if len(form) == 1)
        assert pytest.approx(best, abs=1e-4) == score.logprob
