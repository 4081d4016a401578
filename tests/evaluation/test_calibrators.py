"""Calibrators: what they fit, how they are judged, and their files."""

from __future__ import annotations

import json
import math
import pathlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from graded_cases import cases
from latentlens.errors import InputError
from latentlens.evaluation.calibrator import Calibrator
from latentlens.evaluation.confidence_maps import CLAMP, TEMPERATURES, Isotonic, Temperature
from latentlens.evaluation.cross_validation import FOLDS, cross_validate
from latentlens.evaluation.fitted_on import FittedOn
from latentlens.evaluation.reliability import ece
from latentlens.evaluation.scores import brier
from latentlens.readers.lens import Lens

ON = FittedOn(40, 30, "validation", "Lens()", "f3", "agreement of samples", 0)

WHAT = {
    "split": "validation",
    "reader": "Lens()",
    "fingerprint": "f3",
    "confidence_kind": "mean token probability",
}


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
