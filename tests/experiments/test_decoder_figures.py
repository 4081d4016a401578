"""Figures of decoders' answers, against answers made by hand."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score

from latentlens.engine.query import Scores
from latentlens.experiments.decoders.asked_decoder import same_words
from latentlens.experiments.decoders.decoder_figures import AnswerFigures, lead, sensitivity, vagueness
from latentlens.experiments.decoders.measured_tasks import asked_kind
from latentlens.experiments.decoders.option_answers import OptionAnswer, chance, whole_logprobs
from latentlens.experiments.decoders.row_activations import (
    mean_by_layer,
    of_others,
    partners,
    random_of_same_norm,
)
from latentlens.readers.reader import State
from latentlens.scoring.intervals import wilson
from latentlens.training.data.decoder_row import DecoderRow


def row(answer: str = "a", options: tuple[str, ...] = ("a", "b"), task: str = "t", n: int = 1) -> DecoderRow:
    """Return a row that reads n positions."""
    return DecoderRow("some text", tuple(range(n)), "Which?", answer, options, task=task)


def test_the_answer_is_the_likeliest_option() -> None:
    """Its confidence is its share of the options' probability; of equal options the first counts."""
    found = OptionAnswer.of(row("b", ("a", "b", "c")), [math.log(0.1), math.log(0.3), math.log(0.2)])
    assert ("b", True) == (found.answer, found.correct)
    assert pytest.approx(0.5) == found.confidence
    assert "a" == OptionAnswer.of(row(), [-1.0, -1.0]).answer


def test_options_without_any_probability_are_equal() -> None:
    """As those of a probe that has seen none of them: the first, at the confidence of a guess."""
    found = OptionAnswer.of(row("b"), [-math.inf, -math.inf])
    assert ("a", 0.5, False) == (found.answer, found.confidence, found.correct)


def test_a_whole_option_counts_with_its_end() -> None:
    """The log-probability of all tokens that were scored is summed, not averaged."""
    assert [-3.0, -2.5] == whole_logprobs(Scores(((-1.0, -2.0), (-2.5,))))


def test_chance_is_the_mean_over_rows() -> None:
    """Rows may have different numbers of options."""
    assert pytest.approx((1 / 2 + 1 / 4) / 2) == chance([row(), row("a", ("a", "b", "c", "d"))])


def test_figures_of_answers_by_hand() -> None:
    """Accuracy has Wilson's interval, the AUROC is scikit-learn's, the ECE the mean gap of the bins."""
    right, sure = [True, True, False, True], [0.95, 0.65, 0.65, 0.25]
    found = AnswerFigures.of(right, sure, seed=0)
    assert pytest.approx(0.75) == found.accuracy.value
    assert pytest.approx(wilson(3, 4)) == (found.accuracy.low, found.accuracy.high)
    assert pytest.approx(roc_auc_score(right, sure)) == found.auroc.value
    gaps = 0.05 * 1 + abs(1.30 - 1) + 0.75
    assert pytest.approx(gaps / 4) == found.ece.value


def test_no_auroc_where_all_are_right() -> None:
    """It would be no number; and no answers have no figures."""
    assert AnswerFigures.of([True, True], [0.9, 0.8], seed=0).auroc.value is None
    assert 0 == AnswerFigures.of([], [], seed=0).accuracy.cases


def test_sensitivity_counts_changed_answers() -> None:
    """The same question with another row's activations."""
    assert 0.75 == sensitivity(["a", "b", "c", "d"], ["a", "x", "y", "z"]).value


def test_vagueness_is_told_by_kind_of_question() -> None:
    """The most common answer of each kind counts; the entropy is that of its answers, in bits."""
    common, bits = vagueness(["t"] * 4 + ["u"] * 2, ["a", "a", "b", "b", "c", "c"])
    assert pytest.approx((2 + 2) / 6) == common
    assert pytest.approx((4 * 1.0 + 2 * 0.0) / 6) == bits


def test_a_lead_is_paired() -> None:
    """The same rows are compared, so equal verdicts give no spread."""
    found = lead([True, True, False], [True, True, False], seed=0)
    assert (0.0, 0.0, 0.0) == (found.value, found.low, found.high)
    assert pytest.approx(0.5) == lead([True, True], [True, False], seed=0).value


def test_free_text_is_compared_by_words() -> None:
    """Case, spaces and a full stop change nothing, other words do."""
    assert same_words(" Lima. ", "lima")
    assert not same_words("not Lima", "Lima")


def test_partners_are_other_rows_of_the_same_task() -> None:
    """With as many positions where there are any; a row that is alone keeps its own."""
    rows = [row(n=1), row(n=1), row(n=2), row(n=2), row(n=5), row(task="u")]
    for seed in range(20):
        chosen = partners(rows, Random(seed))
        assert [1, 0, 3, 2] == chosen[:4]
        assert chosen[4] in (0, 1, 2, 3)
        assert 5 == chosen[5]


def states(values: list[float], layers: tuple[int, ...] = (1,)) -> list[State]:
    """Return activations of width 2 for some positions, at each layer."""
    return [
        State(torch.tensor([value, float(layer)]), layer, position)
        for layer in layers
        for position, value in enumerate(values)
    ]


def test_anothers_activations_stand_at_the_same_places() -> None:
    """Layer by layer; where the other row has fewer positions, its own are repeated."""
    own = [states([1.0, 2.0, 3.0], (1, 2)), states([7.0], (1, 2))]
    found = of_others(own, [1, 0])
    assert [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)] == [(s.layer, s.position) for s in found[0]]
    assert [[7.0, 1.0]] * 3 + [[7.0, 2.0]] * 3 == [s.vector.tolist() for s in found[0]]
    assert [[1.0, 1.0], [1.0, 2.0]] == [s.vector.tolist() for s in found[1]]


def test_random_vectors_have_the_norms_of_what_they_replace() -> None:
    """And are others with another seed, and the same with the same."""
    own = [states([3.0, 4.0])]
    (found,) = random_of_same_norm(own, 0)
    norms = [float(s.vector.norm()) for s in own[0]]
    assert pytest.approx(norms) == [float(s.vector.norm()) for s in found]
    assert not torch.equal(found[0].vector, own[0][0].vector)
    assert torch.equal(found[0].vector, random_of_same_norm(own, 0)[0][0].vector)
    assert not torch.equal(found[0].vector, random_of_same_norm(own, 1)[0][0].vector)


def test_a_probe_sees_the_mean_of_each_layer() -> None:
    """The layers' means stand one after the other, lowest first."""
    found = mean_by_layer(states([1.0, 3.0], (2, 1)))
    np.testing.assert_allclose(found, [2.0, 1.0, 2.0, 2.0])


@pytest.mark.parametrize(
    ("task", "question", "kind"),
    [
        ("world/attribute", "What is the largest city of the country here?", "world/attribute/largest_city"),
        ("world/persona/completion", "Which mood is the model in?", "world/persona/completion/mood"),
        ("own_chats/secret", "Which mood is the model in?", "own_chats/secret"),
    ],
)
def test_what_a_row_asks_for_is_told_by_its_question(task: str, question: str, kind: str) -> None:
    """The world's tasks name neither the relation nor the trait."""
    assert kind == asked_kind(DecoderRow("Peru", (0,), question, "x", task=task))
