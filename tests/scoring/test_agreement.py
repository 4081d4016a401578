"""Laws of agreement and of uncertainty: counts by hand, closed forms, and no dependence on order."""

from __future__ import annotations

import math
import random

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy as scipy_entropy

from latentlens.errors import InputError
from latentlens.scoring.agreement import Agreement, normalise
from latentlens.scoring.intervals import Estimate, wilson
from latentlens.scoring.uncertainty import TokenConfidence, entropy, precision_at_1, surprisal

ANSWERS = st.lists(st.sampled_from(["Paris", " paris.", "the Paris", "Lima", "LIMA!", "", "A"]), min_size=1)


# --- which answers are the same -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("paris", "  Paris \n"),
        ("paris", "PARIS."),
        ("paris", "paris ?! "),
        ("eiffel tower", "The Eiffel\t\n tower"),
        ("apple", "an apple"),
        ("cat", "The a cat"),
        ("the", "the the"),
        ("a", "A."),
        ("answer", "answer"),
        ("theatre", "theatre"),
        ("c#", "C#"),
        ("50%", "50%"),
        ('"x"', '"x"'),
        ("...", "..."),
        ("", "  "),
        ("strasse", "Straße"),
        ("é", "E\N{COMBINING ACUTE ACCENT}"),
        ("東京", "東京。"),
    ],
)
def test_normalised_by_hand(expected: str, text: str) -> None:
    """White space, case, leading articles and final punctuation go, and nothing that is part of an answer."""
    assert expected == normalise(text)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_normalising_again_changes_nothing(text: str) -> None:
    """A normalised answer is its own normal form, and only a blank one becomes empty."""
    once = normalise(text)

    assert once == normalise(once)
    assert bool(text.strip()) == bool(once)


# --- the modal answer -----------------------------------------------------------------------------------


def test_agreement_by_hand() -> None:
    """The modal answer, its frequency and the distribution are counts of normalised answers."""
    found = Agreement.of([" Paris", "Lima", "paris.", "the Paris", "Paris", "Rome"])

    assert ("Paris", "paris", 6) == (found.text, found.normalised, found.n)
    assert {"paris": 4, "lima": 1, "rome": 1} == found.counts
    assert ["paris", "lima", "rome"] == list(found.counts)
    assert 4 / 6 == found.frequency.value
    assert wilson(4, 6) == (found.frequency.low, found.frequency.high)


def test_ties_go_by_the_order_of_characters() -> None:
    """Of equally frequent answers the first in the order of characters counts, and the others are named."""
    found = Agreement.of(["Rome", "Lima", "lima", "rome"])

    assert ("Lima", ("rome",)) == (found.text, found.tied)
    assert "as often as 'rome'" in repr(found)
    assert () == Agreement.of(["Lima"]).tied


@given(ANSWERS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_agreement_does_not_depend_on_the_order(answers: list[str], chance: random.Random) -> None:
    """Samples are a bag: shuffled, they give the same agreement down to how it is written."""
    shuffled = chance.sample(answers, len(answers))

    first, again = Agreement.of(answers), Agreement.of(shuffled)
    assert first == again
    assert list(first.counts.items()) == list(again.counts.items())


@given(ANSWERS)
@settings(deadline=None)
def test_agreement_is_a_share(answers: list[str]) -> None:
    """The counts sum to the samples, the frequency is the largest share, and lies in its interval."""
    found = Agreement.of(answers)

    assert found.n == len(answers) == sum(found.counts.values())
    assert max(found.counts.values()) / found.n == found.frequency.value
    assert 0 <= found.frequency.low <= found.frequency.value <= found.frequency.high <= 1


def test_agreement_as_data() -> None:
    """The agreement goes to plain data and to a table without losing a count."""
    found = Agreement.of(["b", "b", "a", "c"])

    assert [("b", 2, 0.5), ("a", 1, 0.25), ("c", 1, 0.25)] == list(found.to_pandas().itertuples(index=False))
    assert {"b": 2, "a": 1, "c": 1} == found.to_dict()["counts"]


@pytest.mark.parametrize(("given", "said"), [([], "no samples"), ("Paris", "list"), (["a", 1], "list")])
def test_agreement_needs_texts(given, said: str) -> None:
    """No samples, one text in place of a list, and numbers are refused with what to do."""
    with pytest.raises(InputError, match=said):
        Agreement.of(given)


# --- tokens ---------------------------------------------------------------------------------------------


def test_token_confidence_by_hand() -> None:
    """The mean is geometric, the minimum is the least probable token, the total is the product."""
    found = TokenConfidence.of([math.log(0.9), math.log(0.1), math.log(0.3)])

    assert (0.9 * 0.1 * 0.3) ** (1 / 3) == pytest.approx(found.mean)
    assert 0.1 == pytest.approx(found.minimum)
    assert math.log(0.9 * 0.1 * 0.3) == pytest.approx(found.total_logprob)
    assert 3 == found.n_tokens


def test_a_token_that_cannot_come() -> None:
    """A token of probability 0 takes the mean and the minimum to 0."""
    found = TokenConfidence.of([-1.0, -math.inf])

    assert (0.0, 0.0, -math.inf) == (found.mean, found.minimum, found.total_logprob)


def test_rounding_above_0_is_taken_as_certain() -> None:
    """A log-probability that rounding has lifted a little above 0 is a probability of 1."""
    assert TokenConfidence(1.0, 1.0, 0.0, 1) == TokenConfidence.of([1e-7])


@pytest.mark.parametrize(
    ("given", "said"), [([], "no tokens"), ([-1, 0.5], r"\[1\] is 0.5"), ([math.nan], "nan")]
)
def test_what_is_no_logprob_is_refused(given: list[float], said: str) -> None:
    """No tokens, a probability in place of its logarithm, and NaN are refused."""
    with pytest.raises(InputError, match=said):
        TokenConfidence.of(given)


# --- distributions --------------------------------------------------------------------------------------


def test_entropy_has_its_closed_forms() -> None:
    """Certainty has entropy 0, even odds over n tokens log n, and tokens that cannot come add nothing."""
    certain, coin, even = [0.0, -math.inf, -math.inf], [5.0, 5.0, -math.inf], [1.0, 1.0, 1.0]

    found = entropy(torch.tensor([certain, coin, even]))
    assert [0, math.log(2), math.log(3)] == pytest.approx(found.tolist(), abs=1e-6)


def test_entropy_is_scipys() -> None:
    """Over random distributions the entropy is what scipy gives, whatever is added to the logits."""
    logits = torch.randn(5, 4, 30, generator=torch.Generator().manual_seed(0)) * 3
    expected = scipy_entropy(logits.double().softmax(-1).numpy(), axis=-1)

    assert expected == pytest.approx(entropy(logits).numpy(), abs=1e-5)
    assert expected == pytest.approx(entropy(logits + 100).numpy(), abs=1e-4)
    assert expected == pytest.approx(entropy(logits.log_softmax(-1)).numpy(), abs=1e-5)


def test_surprisal_by_hand() -> None:
    """It is -log p^L of the token that the reader puts first, and not of the model's own."""
    final = torch.tensor([[0.7, 0.2, 0.1], [0.7, 0.2, 0.1]]).log()
    read = torch.tensor([[1.0, 3.0, 2.0], [9.0, 0.0, 0.0]])

    assert [-math.log(0.2), -math.log(0.7)] == pytest.approx(surprisal(read, final).tolist(), abs=1e-6)
    assert [False, True] == precision_at_1(read, final).tolist()


def test_the_models_own_layer_is_the_least_surprising() -> None:
    """No reading is less surprising than the model's own argmax, which precision@1 counts as right."""
    draw = torch.Generator().manual_seed(1)
    read, final = torch.randn(50, 9, generator=draw), torch.randn(50, 9, generator=draw)
    least = surprisal(final, final)

    assert (surprisal(read, final) >= least).all()
    assert precision_at_1(final, final).all()
    assert ((surprisal(read, final) == least) == precision_at_1(read, final)).all()


def test_one_final_distribution_serves_all_layers() -> None:
    """Layers are compared with the model's own distribution at their position, given once."""
    read, final = torch.randn(6, 4, 11), torch.randn(4, 11)

    assert (6, 4) == tuple(surprisal(read, final).shape)
    one = surprisal(read[3, 2], final[2])
    assert one.item() == pytest.approx(surprisal(read, final)[3, 2].item())


def test_half_precision_is_widened() -> None:
    """Distributions in bfloat16 are summed in float32."""
    logits = torch.randn(1000, generator=torch.Generator().manual_seed(0)).bfloat16()

    assert torch.float32 == entropy(logits).dtype
    assert entropy(logits.double()).item() == pytest.approx(entropy(logits).item(), abs=1e-5)


@pytest.mark.parametrize(
    ("read", "final", "said"),
    [
        (torch.tensor([math.nan, 0]), torch.zeros(2), "NaN"),
        (torch.full((2,), -math.inf), torch.zeros(2), "alone"),
        (torch.zeros(3), torch.zeros(2), "3 tokens and the other over 2"),
        (torch.zeros(4, 2), torch.zeros(3, 2), "do not fit"),
        (torch.tensor(1.0), torch.zeros(2), "last axis"),
    ],
)
def test_what_is_no_distribution_is_refused(read: torch.Tensor, final: torch.Tensor, said: str) -> None:
    """NaN, nothing possible, another vocabulary and other cells are refused with what to do."""
    with pytest.raises(InputError, match=said):
        surprisal(read, final)


def test_an_estimate_reads_as_one() -> None:
    """Ends below 0 are told apart from the dash between them."""
    assert "0.500 (0.250–0.750)" == str(Estimate(0.5, 0.25, 0.75))
    assert "-0.200 (-0.300 to -0.100)" == str(Estimate(-0.2, -0.3, -0.1))
