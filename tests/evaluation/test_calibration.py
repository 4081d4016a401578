"""Laws of calibration: scores by hand and by scikit-learn, intervals that hold, calibrators that fit."""

from __future__ import annotations

import json
import math
import pathlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from latentlens.errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.calibrator import Calibrator
from latentlens.evaluation.comparison import Comparison
from latentlens.evaluation.confidence_maps import CLAMP, TEMPERATURES, Isotonic, Temperature
from latentlens.evaluation.cross_validation import FOLDS, cross_validate
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.evaluation.reliability import ece, reliability_bins
from latentlens.evaluation.scores import auroc, brier
from latentlens.readers.lens import Lens
from latentlens.scoring.intervals import bootstrap, wilson

CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)
ON = FittedOn(40, 30, "validation", "Lens()", "f3", "agreement of samples", 0)
WHAT = {
    "split": "validation",
    "reader": "Lens()",
    "fingerprint": "f3",
    "confidence_kind": "mean token probability",
}


def cases(n: int, *, seed: int = 0, sharpness: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return answers that are calibrated at sharpness 1, and overconfident above it."""
    draw = np.random.default_rng(seed)
    true = draw.beta(2, 2, n)
    odds = (true / (1 - true)) ** sharpness
    return odds / (1 + odds), draw.random(n) < true


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

    ends = binomtest(9, 12).proportion_ci(method="wilson")
    assert (ends.low, ends.high) == pytest.approx(found.interval, abs=1e-9)
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


# --- intervals ------------------------------------------------------------------------------------------


def test_the_bootstrap_of_a_mean_is_the_normal_interval() -> None:
    """For a mean of many cases the percentile interval is the value and 1.96 standard errors on each side."""
    values = np.random.default_rng(0).random(400)
    found = bootstrap(lambda taken: float(values[taken].mean()), float(values.mean()), 400, seed=0)

    error = 1.96 * values.std() / 20
    assert values.mean() - error == pytest.approx(found.low, abs=0.003)
    assert values.mean() + error == pytest.approx(found.high, abs=0.003)


def test_a_mirrored_interval_takes_off_what_resampling_adds() -> None:
    """The ECE of calibrated answers lies below its resamples, and the mirrored interval reaches down to 0."""
    confidence, correct = cases(200, seed=5)
    everything = [ece(confidence, correct), len(correct)]
    resampled = lambda taken: ece(confidence[taken], correct[taken])  # noqa: E731

    plain = bootstrap(resampled, *everything, seed=0)
    mirrored = bootstrap(resampled, *everything, seed=0, mirrored=True)
    assert plain.high > mirrored.high
    assert 0.005 > mirrored.low < plain.low


def test_resamples_without_a_number_do_not_count() -> None:
    """NaN is left out of an interval, and where nothing is left the interval is everything."""
    seen = bootstrap(lambda taken: 0.5 if 0 in taken else math.nan, 0.5, 3, seed=0)
    none = bootstrap(lambda _: math.nan, 0.5, 3, seed=0)

    assert (0.5, 0.5) == (seen.low, seen.high)
    assert (0.0, 1.0) == (none.low, none.high)


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


# --- calibrators ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 2.0, 4.0])
def test_temperature_finds_the_sharpness(sharpness: float) -> None:
    """Answers whose logits were multiplied by a number are divided by it: above 1 is overconfidence."""
    found = Temperature.fit(*cases(20_000, sharpness=sharpness))

    assert sharpness == pytest.approx(found.temperature, rel=0.07)


def test_temperature_has_its_closed_form() -> None:
    """Where all answers are equally sure, the temperature makes them as sure as they are correct."""
    found = Temperature.fit(np.full(40, 0.95), np.arange(40) < 30)

    assert 0.75 == pytest.approx(float(found(np.array([0.95]))[0]), abs=1e-9)
    assert math.log(0.95 / 0.05) / math.log(3) == pytest.approx(found.temperature)


def test_temperature_is_the_minimum() -> None:
    """No temperature nearby has a lower negative log-likelihood."""
    confidence, correct = cases(300, seed=4, sharpness=2)
    found = Temperature.fit(confidence, correct).temperature

    def loss(temperature: float) -> float:
        p = Temperature(temperature)(confidence)
        return float(-np.log(np.where(correct, p, 1 - p)).sum())

    assert all(loss(found) < loss(found * factor) for factor in (0.9, 0.999, 1.001, 1.1))


def test_0_and_1_are_clamped() -> None:
    """A confidence of 0 or 1 has no logit, and is taken as a millionth from its end."""
    inside = Temperature(2.0)(np.array([CLAMP, 1 - CLAMP]))

    assert inside == pytest.approx(Temperature(2.0)(np.array([0.0, 1.0])))
    assert [0.0, 1.0] == pytest.approx(Temperature(0.01)(np.array([0.0, 1.0])))


@pytest.mark.parametrize(("upside_down", "expected"), [(False, TEMPERATURES[0]), (True, TEMPERATURES[1])])
def test_a_temperature_at_its_end_says_so(upside_down: bool, expected: float) -> None:
    """Confidence that is never wrong, or upside down, has no finite temperature, which is said."""
    correct = [True] * 15 + [False] * 15
    confidence = [0.9] * 15 + [0.1] * 15
    verdicts = [not y for y in correct] if upside_down else correct
    found = Calibrator.fit(confidence, verdicts, method="temperature", **WHAT)

    assert isinstance(found.map, Temperature)
    assert expected == pytest.approx(found.map.temperature, rel=1e-6)
    assert "as far as it was looked for" in repr(found)


def test_isotonic_is_scikit_learns() -> None:
    """The knots alone give what scikit-learn predicts, outside what was seen too."""
    confidence, correct = cases(200, sharpness=2)
    found = Isotonic.fit(confidence, correct)
    theirs = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(confidence, correct)
    grid = np.linspace(0, 1, 301)

    assert theirs.predict(grid) == pytest.approx(found(grid), abs=1e-12)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=20, max_size=60), st.lists(st.floats(0, 1))
)
@settings(max_examples=50, deadline=None)
@pytest.mark.parametrize("method", ["temperature", "isotonic"])
def test_calibrated_confidence_is_one_and_never_falls(method, found, asked) -> None:
    """Whatever it was fitted on, a calibrator stays in [0, 1] and keeps the order."""
    confidence, correct = ([0.1, 0.9] * 5, [0, 1] * 5) if not found else zip(*found, strict=True)
    confidence, correct = [*confidence, *[0.5] * 10], [*correct, *[0, 1] * 5]
    calibrator = Calibrator.fit(confidence, correct, method=method, **WHAT)
    rising = np.sort([0.0, *asked, 1.0])

    calibrated = calibrator(rising)
    assert 0 <= calibrated.min() <= calibrated.max() <= 1
    assert (np.diff(calibrated) >= -1e-12).all()


@pytest.mark.parametrize("method", ["temperature", "isotonic", "choose"])
def test_a_calibrator_calibrates_answers_that_it_has_not_seen(method) -> None:
    """Fitted on validation cases, it takes off most of the ECE of held-out ones."""
    confidence, correct = cases(3000, sharpness=3)
    calibrator = Calibrator.fit(confidence[:1500], correct[:1500], method=method, **WHAT)
    held_out, verdicts = confidence[1500:], correct[1500:]

    assert ece(held_out, verdicts) > 3 * ece(calibrator(held_out), verdicts)


def test_a_number_gives_a_number() -> None:
    """One confidence comes back as one number, several as an array, and both agree."""
    calibrator = Calibrator(Temperature(2.0), ON)

    assert isinstance(calibrator(0.9), float)
    assert isinstance(calibrator(np.float32(0.5)), float)
    assert [calibrator(0.9), calibrator(0.2)] == calibrator([0.9, 0.2]).tolist()
    for bad in (1.5, [0.2, math.nan]):
        with pytest.raises(InputError, match="between 0 and 1"):
            calibrator(bad)


def test_cross_validation_chooses_what_fits() -> None:
    """Where the map is no temperature isotonic is chosen, where it is one the temperature is."""
    draw = np.random.default_rng(0)
    sure = draw.random(2000)
    bent = Calibrator.fit(sure, draw.random(2000) < 0.2 + 0.2 * (sure > 0.7), **WHAT)
    straight = Calibrator.fit(*cases(300, sharpness=3), **WHAT)

    assert ("isotonic", "temperature") == (bent.method, straight.method)
    for found in (bent, straight):
        scores = found.brier_out_of_fold
        assert found.method == min(scores, key=lambda name: scores[name])
        assert f"chosen by {FOLDS}-fold cross-validation" in repr(found)
    assert "cross-validation" not in repr(Calibrator.fit(*cases(300), method="isotonic", **WHAT))


def test_cross_validation_judges_unseen_cases_only() -> None:
    """On verdicts that are chance, isotonic looks better where it was fitted and worse where it was not."""
    draw = np.random.default_rng(0)
    sure, right = draw.random(100), draw.random(100) < 0.5
    scores = cross_validate(sure, right, seed=0)

    assert brier(Isotonic.fit(sure, right)(sure), right) < 0.25 < scores["isotonic"]


def test_a_fit_is_seeded_and_does_not_depend_on_the_order() -> None:
    """The same seed gives the same calibrator, whichever way the cases are ordered."""
    confidence, correct = cases(120, sharpness=2)
    order = np.random.default_rng(1).permutation(120)
    first = cross_validate(confidence, correct, seed=3)

    assert first == cross_validate(confidence[order], correct[order], seed=3)
    assert first != cross_validate(confidence, correct, seed=4)
    one, other = (Temperature.fit(confidence[o], correct[o]).temperature for o in (slice(None), order))
    assert one == pytest.approx(other, rel=1e-9)


@pytest.mark.parametrize("method", ["temperature", "isotonic"])
def test_a_calibrator_survives_its_file(method, tmp_path: pathlib.Path) -> None:
    """Loaded again it is equal, maps exactly alike, and the file is JSON with what it was fitted on."""
    calibrator = Calibrator.fit(*cases(60, sharpness=2), method=method, **WHAT, seed=7)
    calibrator.save(tmp_path / "c.json")
    again = Calibrator.load(tmp_path / "c.json")

    grid = np.linspace(0, 1, 50)
    assert calibrator == again
    assert calibrator(grid).tolist() == again(grid).tolist()
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert {**WHAT, "n": 60, "seed": 7, "samples": 0}.items() <= data["fitted_on"].items()


def test_the_choice_survives_the_file(tmp_path: pathlib.Path) -> None:
    """How the method was chosen is kept with it."""
    calibrator = Calibrator.fit(*cases(60, sharpness=2), **WHAT)
    calibrator.save(tmp_path / "c.json")

    assert {"temperature", "isotonic"} == set(calibrator.brier_out_of_fold)
    assert repr(calibrator) == repr(Calibrator.load(tmp_path / "c.json"))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "latentlens calibrator 9"}', "\x00"])
def test_another_file_is_no_calibrator(text: str, tmp_path: pathlib.Path) -> None:
    """What was not saved by a calibrator is refused."""
    (tmp_path / "c.json").write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match="holds no calibrator"):
        Calibrator.load(tmp_path / "c.json")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reader": "Patchscope('x')"}, "another reader"),
        ({"fingerprint": "aa"}, "another model"),
        ({"confidence_kind": "mean token probability"}, "another kind of confidence"),
    ],
)
def test_a_calibrator_refuses_what_it_was_not_fitted_on(changed: dict, said: str) -> None:
    """Another reader, model or kind of confidence is refused; the same one passes, by itself or its repr."""
    same = {"reader": "Lens()", "fingerprint": "f3", "confidence_kind": "agreement of samples"}
    calibrator = Calibrator(Temperature(2.0), ON)
    calibrator.check(**same)
    calibrator.check(**{**same, "reader": Lens()})

    with pytest.raises(InputError, match=said):
        calibrator.check(**{**same, **changed})


@pytest.mark.parametrize(
    ("confidence", "correct", "said"),
    [
        ([0.5] * 19, [0, 1] * 9 + [1], "19 cases, 10 correct and 9 wrong"),
        ([0.5] * 40, [1] * 40, "40 correct and 0 wrong"),
        ([0.5] * 40, [0] * 36 + [1] * 4, "4 correct"),
    ],
)
def test_too_few_cases_are_refused(confidence, correct, said: str) -> None:
    """Fewer than 20 cases, or than 5 of a class, are refused with what to do."""
    with pytest.raises(InputError, match=f"{said}.*Ask more"):
        Calibrator.fit(confidence, correct, **WHAT)


def test_an_unknown_method_is_refused() -> None:
    """A method that is none is named, with those that are."""
    with pytest.raises(InputError, match="'platt'"):
        Calibrator.fit(*cases(60), method="platt", **WHAT)
