"""Scores of confidence against what was correct, with intervals."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score

from graded_cases import cases
from latentlens.errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.comparison import Comparison
from latentlens.evaluation.confidence_maps import Temperature
from latentlens.evaluation.reliability import ece, reliability_bins
from latentlens.evaluation.scores import auroc, brier
from latentlens.scoring.intervals import wilson

CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


# --- scores ---------------------------------------------------------------------------------------------


def test_ece_by_hand() -> None:
    """Each bin counts with |accuracy - mean confidence|, by its share of the cases."""
    confidence, correct = [0.91, 0.99, 0.95, 0.55, 0.51, 0.12], [1, 1, 0, 1, 0, 0]

    # (0.9, 1]: 2/3 of 3 against 0.95; (0.5, 0.6]: 1/2 of 2 against 0.53; (0.1, 0.2]: 0 of 1 against 0.12
    expected = 3 / 6 * abs(2 / 3 - 0.95) + 2 / 6 * abs(0.5 - 0.53) + 1 / 6 * 0.12
    assert expected == pytest.approx(ece(confidence, correct))
    found = reliability_bins(confidence, correct)
    assert [(1, 0.0), (2, 0.5), (3, 2 / 3)] == [(b.count, b.accuracy) for b in found]
    assert [0.12, 0.53, 0.95] == pytest.approx([b.confidence for b in found])
    assert [(0.1, 0.2), (0.5, 0.6), (0.9, 1.0)] == [pytest.approx((b.low, b.high)) for b in found]


def test_a_bin_holds_its_upper_end() -> None:
    """An edge belongs to the bin below it, and 0 to the first."""
    found = reliability_bins([0.0, 0.5, 0.50001, 1.0], [0, 0, 1, 1], bins=2)

    assert [(2, 0.0), (2, 1.0)] == [(b.count, b.accuracy) for b in found]


def test_bins_of_equal_mass_by_hand() -> None:
    """Bins of equal mass hold equally many cases; equal confidences are never parted."""
    confidence, correct = [0.1, 0.2, 0.3, 0.4, 0.91, 0.92], [0, 0, 1, 1, 1, 0]

    assert [3, 3] == [b.count for b in reliability_bins(confidence, correct, bins=2, equal="mass")]
    # the first three: 1/3 correct, 0.2 sure; the others: 2/3 correct, 2.23/3 sure
    expected = 0.5 * abs(1 / 3 - 0.2) + 0.5 * abs(2 / 3 - 2.23 / 3)
    assert expected == pytest.approx(ece(confidence, correct, bins=2, equal="mass"))
    assert [5] == [b.count for b in reliability_bins([0.4] * 5, [1, 0, 1, 0, 1], equal="mass")]


@pytest.mark.parametrize(("equal", "strategy"), [("width", "uniform"), ("mass", "quantile")])
def test_bins_are_scikit_learns(equal, strategy: str) -> None:
    """Accuracies and mean confidences of the bins are those of calibration_curve."""
    confidence, correct = cases(500)
    accuracy, mean = calibration_curve(correct, confidence, n_bins=7, strategy=strategy)
    found = reliability_bins(confidence, correct, bins=7, equal=equal)

    assert accuracy == pytest.approx([b.accuracy for b in found])
    assert mean == pytest.approx([b.confidence for b in found])
    shares = [b.count / 500 for b in found]
    assert np.abs(accuracy - mean) @ shares == pytest.approx(ece(confidence, correct, bins=7, equal=equal))


def test_bins_carry_wilson_intervals() -> None:
    """A bin's interval is Wilson's for the share of it that is correct."""
    (found,) = reliability_bins([0.95] * 12, [1] * 9 + [0] * 3)

    assert wilson(9, 12) == found.interval


def test_brier_by_hand() -> None:
    """It is the mean squared distance from what came true."""
    assert (0.01 + 0.64 + 0.25) / 3 == pytest.approx(brier([0.9, 0.8, 0.5], [1, 0, 1]))
    assert 0.25 == brier([0.5, 0.5], [1, 0])


def test_auroc_by_hand() -> None:
    """It counts pairs of a correct and a wrong answer; equally sure ones count one half."""
    # of six pairs four are won and one is even
    assert (4 + 0.5) / 6 == auroc([0.9, 0.6, 0.3, 0.6, 0.2], [1, 1, 1, 0, 0])
    assert (1.0, 0.0) == (auroc([0.9, 0.1], [1, 0]), auroc([0.9, 0.1], [0, 1]))


@pytest.mark.parametrize("verdict", [True, False])
def test_auroc_of_one_class_is_chance(verdict: bool) -> None:
    """With one class there is no pair, and the AUROC is 0.5."""
    assert 0.5 == auroc([0.2, 0.7, 0.9], [verdict] * 3)


@pytest.mark.parametrize("digits", [1, 2, 15])
def test_scores_are_scikit_learns(digits: int) -> None:
    """With many ties and with none, AUROC and Brier score are scikit-learn's."""
    confidence, correct = cases(400, seed=digits, sharpness=2)
    confidence = confidence.round(digits)

    assert roc_auc_score(correct, confidence) == pytest.approx(auroc(confidence, correct), abs=1e-12)
    assert brier_score_loss(correct, confidence) == pytest.approx(brier(confidence, correct), abs=1e-12)


@given(CASES)
@settings(deadline=None)
def test_scores_lie_in_0_to_1(found: list[tuple[float, bool]]) -> None:
    """Whatever the cases, no score leaves [0, 1]."""
    confidence, correct = zip(*found, strict=True)

    for score in (brier, auroc, ece, lambda *both: ece(*both, equal="mass")):
        assert 0 <= score(confidence, correct) <= 1


@given(CASES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_scores_do_not_depend_on_the_order(found: list[tuple[float, bool]], chance) -> None:
    """Cases are a bag: shuffled, they score the same."""
    shuffled = chance.sample(found, len(found))

    for score in (brier, auroc, ece, lambda *both: ece(*both, equal="mass")):
        assert score(*zip(*found, strict=True)) == pytest.approx(
            score(*zip(*shuffled, strict=True)), abs=1e-12
        )


@given(CASES)
@settings(deadline=None)
def test_auroc_asks_only_for_the_order(found: list[tuple[float, bool]]) -> None:
    """A rising map of the confidence changes nothing; other verdicts, or the other order, turn it round."""
    grid, correct = [round(c, 3) for c, _ in found], [y for _, y in found]
    confidence = np.array(grid)
    expected = auroc(confidence, correct)

    assert expected == auroc(confidence / 2 + 0.25, correct) == auroc(confidence**3, correct)
    assert 1 - expected == pytest.approx(auroc(confidence, [not y for y in correct]), abs=1e-12)
    assert 1 - expected == pytest.approx(auroc(1 - confidence, correct), abs=1e-12)


def test_calibrated_answers_have_no_ece() -> None:
    """The more cases there are, the nearer the ECE of calibrated answers comes to 0."""
    few, many = (ece(*cases(n, seed=3)) for n in (100, 100_000))

    assert 0.01 > many
    assert few > 3 * many


def test_overconfidence_has_the_ece_of_its_gap() -> None:
    """Answers that are all 0.9 sure and 0.6 correct have an ECE of 0.3, with bins of either kind."""
    correct = [1] * 60 + [0] * 40

    assert 0.3 == pytest.approx(ece([0.9] * 100, correct))
    assert 0.3 == pytest.approx(ece([0.9] * 100, correct, equal="mass"))


@pytest.mark.parametrize(
    ("confidence", "correct", "said"),
    [
        ([], [], "empty"),
        ([0.5], [1, 0], "1 confidences and 2 verdicts"),
        ([0.5, 1.2], [1, 0], r"confidence\[1\] is 1.2"),
        ([-0.1, 0.2], [1, 0], r"confidence\[0\] is -0.1"),
        ([0.1, math.nan], [1, 0], r"confidence\[1\] is nan"),
        ([0.1, None], [1, 0], r"confidence\[1\] is nan"),
        ([0.1, 0.2], [1, math.nan], r"correct\[1\] is nan"),
        ([0.1, 0.2], [1, 2], r"correct\[1\] is 2"),
        ([[0.1, 0.2]], [[1, 0]], r"shape \(1, 2\)"),
        (["sure"], [1], "no number"),
        ([0.1], ["yes"], "no number"),
    ],
)
def test_what_are_no_cases_is_refused(confidence, correct, said: str) -> None:
    """Every score refuses the same bad cases, and says which one it is."""
    for score in (ece, brier, auroc, reliability_bins, Calibration.of):
        with pytest.raises(InputError, match=said):
            score(confidence, correct)


@pytest.mark.parametrize(("given", "said"), [({"bins": 0}, "bins is 0"), ({"equal": "size"}, "'size'")])
def test_no_such_bins(given: dict, said: str) -> None:
    """Bins that cannot be made are refused."""
    with pytest.raises(InputError, match=said):
        ece([0.5], [1], **given)


# --- all together ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def before() -> Calibration:
    """Return the calibration of overconfident answers."""
    return Calibration.of(*cases(300, sharpness=3))


def test_calibration_is_its_scores(before: Calibration) -> None:
    """The value holds what the functions give, each inside its interval."""
    confidence, correct = cases(300, sharpness=3)

    assert correct.mean() == before.accuracy.value
    assert confidence.mean() == pytest.approx(before.confidence.value)
    assert ece(confidence, correct) == before.ece.value
    assert ece(confidence, correct, equal="mass") == before.ece_equal_mass.value
    assert brier(confidence, correct) == before.brier.value
    assert auroc(confidence, correct) == before.auroc.value
    assert reliability_bins(confidence, correct) == before.bins
    for name, found in before:
        assert 0 <= found.low <= found.value <= found.high <= 1, name


def test_chance_explains_the_ece_of_calibrated_answers_only(before: Calibration) -> None:
    """An ECE that calibrated answers would have by chance is within its range; overconfidence is above it."""
    calibrated = Calibration.of(*cases(300, seed=8))

    assert calibrated.ece.value <= calibrated.ece_by_chance.high
    assert before.ece.value > before.ece_by_chance.high


def test_the_ece_that_chance_gives_is_that_of_a_coin() -> None:
    """Over one bin of answers that are 0.5 sure it is how far tosses of a coin are from even."""
    found = Calibration.of([0.5] * 100, [True] * 100).ece_by_chance
    expected = sum(math.comb(100, heads) * abs(heads / 100 - 0.5) for heads in range(101)) / 2**100

    assert expected == pytest.approx(found.value, abs=0.004)
    assert 0 <= found.low < expected < found.high <= 0.15


def test_calibration_is_seeded() -> None:
    """The same seed gives the same intervals, another one others, of the same values."""
    given = cases(40, sharpness=2)
    first, again, other = (Calibration.of(*given, seed=seed) for seed in (1, 1, 2))

    assert dict(first) == dict(again)
    assert dict(first) != dict(other)
    values = [[found.value for name, found in c if name != "ece_by_chance"] for c in (first, other)]
    assert values[0] == values[1]


def test_one_class_says_nothing_about_the_order() -> None:
    """Where all answers are correct the AUROC is 0.5, and could be anything."""
    found = Calibration.of([0.7, 0.9, 0.8], [1, 1, 1])

    assert (0.5, 0.0, 1.0) == (found.auroc.value, found.auroc.low, found.auroc.high)


def test_calibration_prints_and_exports_all(before: Calibration) -> None:
    """Text, HTML, JSON and pandas have every number, its ends, and how many cases there are."""
    text, markup = repr(before), before._repr_html_()
    for name, found in before:
        assert f"{found}" in text, name
        assert f"{found}" in markup, name
    assert "300 cases" in text
    data = json.loads(json.dumps(before.to_dict()))
    assert before.ece.high == data["ece"]["high"]
    assert 300 == data["n"] == sum(b["count"] for b in data["bins"])
    frame = before.to_pandas()
    assert ["value", "low", "high"] == list(frame.columns)
    assert before.auroc.low == frame.loc["auroc", "low"]


def test_before_and_after(before: Calibration) -> None:
    """Differences are after less before, with paired intervals: a rising map changes no AUROC at all."""
    confidence, correct = before.cases
    after = Calibration.of(Temperature(3.0)(confidence), correct)
    found = Comparison.of(before, after)

    assert after.ece.value - before.ece.value == found.differences["ece"].value
    assert 0 > found.differences["ece"].high
    assert 0 > found.differences["brier"].high
    assert (0.0, 0.0) == (found.differences["auroc"].low, found.differences["auroc"].high)
    assert str(found.differences["brier"]) in repr(found)
    assert str(found.differences["brier"]) in found._repr_html_()
    assert found.differences["ece"].low == found.to_dict()["differences"]["ece"]["low"]
    assert found.differences["ece"].low == found.to_pandas().loc["ece", ("difference", "low")]
    assert np.isnan(found.to_pandas().loc["accuracy", ("difference", "value")])


def test_only_the_same_answers_are_compared() -> None:
    """Other answers, or other bins, are refused."""
    one = Calibration.of([0.5, 0.6], [1, 0])

    for other in (Calibration.of([0.5, 0.6], [0, 1]), Calibration.of([0.5], [1])):
        with pytest.raises(InputError, match="not of the same answers"):
            Comparison.of(one, other)
    with pytest.raises(InputError, match="10 bins before and 5 after"):
        Comparison.of(one, Calibration.of([0.5, 0.6], [1, 0], bins=5))
