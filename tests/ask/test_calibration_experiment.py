"""Calibration measured: the experiment, and the best of several answers."""

from __future__ import annotations

import dataclasses
import json
import pathlib
import re

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from graded_capitals import CAPITAL, answer_of, capitals
from latentlens import (
    Calibrated,
    Graded,
    Session,
    grade,
)
from latentlens.ask.best import best_answer
from latentlens.errors import InputError
from latentlens.evaluation.reliability import ece
from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes import calibration_experiment as experiment
from latentlens.experiments.patchscopes import graded_cases
from latentlens.experiments.patchscopes.graded_cases import GRADED, continuations
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.study import Study
from latentlens.scoring.best_of import KIND, BestOf

# --- measured -------------------------------------------------------------------------------------------


def test_before_and_after(session: Session, graded: Graded, calibrated: Calibrated) -> None:
    """Graded calibrated answers compare both confidences over the same verdicts, in numbers and drawn."""
    found = grade(session, calibrated, capitals(24, 40))
    both = found.comparison()

    raw, right = np.array([a.confidence for a in found.answers]), np.array(found.correct)
    assert ece(raw, right) == both.before.ece.value == found.calibration().ece.value
    assert ece(calibrated.calibrator(raw), right) == both.after.ece.value
    names = [trace.name for trace in found.plot(title="capitals").data]
    assert 2 == sum(bool(re.search(r"(before|calibrated): ECE", str(name))) for name in names)
    assert "before" not in str([trace.name for trace in graded.plot().data])
    with pytest.raises(InputError, match="no calibrated confidence"):
        graded.comparison()


def test_calibrated_answers_say_how_often_they_are_correct(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On entities that were not fitted on, the calibrated confidence of attribute questions is within 5 %."""
    monkeypatch.setattr(graded_cases, "MENTIONS", 160)
    study = Study(session, ResultCache(tmp_path, {"model": "world-small"}))
    rows = experiment.measure_preset(study, "attribute")
    test = [row for row in rows if row["split"] == "test"]
    correct = [row["correct"] for row in test]

    assert 600 < len(test)
    assert (
        0.05
        >= ece([row["calibrated"] for row in test], correct)
        < ece([row["confidence"] for row in test], correct)
    )


# --- the experiment -------------------------------------------------------------------------------------


@pytest.fixture
def study(session: Session, tmp_path: pathlib.Path) -> Study:
    """Return a quick study of the bundled model."""
    return Study(session, ResultCache(tmp_path, {"model": "world-small"}), quick=True)


def prompts(asked) -> set[str]:
    """Return all prompts of what is asked."""
    return {case.prompt for cases in asked.values() for case in cases}


@pytest.mark.parametrize("name", GRADED)
def test_splits_share_no_prompt_and_no_entity(study: Study, name: str) -> None:
    """What is reported on was not fitted on: prompts differ, and where entities are read, they do too."""
    entities = name in ("attribute", "description", "selfie")
    study.quick = not entities  # so many that chance alone would not keep them apart
    fit, report = (GRADED[name](study, split) for split in ("validation", "test"))

    assert not prompts(fit) & prompts(report)
    if entities:
        named = [
            {case.prompt[slice(*case.position)] for cases in asked.values() for case in cases}
            for asked in (fit, report)
        ]
        assert not named[0] & named[1]
        assert all(named)


def test_cases_are_seeded(study: Study) -> None:
    """The same seed gives the same cases, another one others."""
    first, again = (GRADED["attribute"](study, "test") for _ in range(2))
    study.seed = 1
    other = GRADED["attribute"](study, "test")

    assert first == again
    assert prompts(first) != prompts(other)


def test_fitting_never_sees_the_test_cases(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every test verdict turned round, the calibrator and its numbers stay as they are."""
    first = experiment.measure_preset(study, "logit_lens")
    real = GRADED["logit_lens"]

    def turned(study: Study, split):
        asked = real(study, split)
        if split == "validation":
            return asked
        return {
            reader: [dataclasses.replace(c, answer=lambda a, c=c: not c.grade(a)) for c in cases]
            for reader, cases in asked.items()
        }

    monkeypatch.setitem(GRADED, "logit_lens", turned)
    second = experiment.measure_preset(study, "logit_lens")

    assert [row["correct"] for row in first] != [row["correct"] for row in second]
    for name in ("calibrator", "calibrated", "confidence"):
        assert [row[name] for row in first] == [row[name] for row in second]


def test_a_models_own_continuation_is_what_transformers_generates(session: Session) -> None:
    """Grown row by row and batch by batch, the tokens are those of greedy generation, up to the end."""
    model = session.model
    rows = [
        model.tokenizer.encode(text) for text in ("I flew to Peru", "The capital of", "Q: Who are you?\nA:")
    ]
    found = continuations(model, rows, 6)

    hf = model.bridge.original_model
    for row, said in zip(rows, found, strict=True):
        ids = torch.tensor([row])
        own = hf.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=6, do_sample=False)
        own = own[0, len(row) :].tolist()
        ends = [i for i, token in enumerate(own) if token in model.tokenizer.stop_ids]
        assert (own[: max(1, ends[0])] if ends else own) == said


def test_the_experiment_reports_every_preset(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers before and after, with n and intervals, a verdict and a diagram; said where none was fitted."""
    never = {"selfie": GRADED["selfie"], "logit_lens": GRADED["logit_lens"]}
    monkeypatch.setattr(experiment, "GRADED", never)
    outcome = experiment.CALIBRATION.run(study)
    table = outcome.table[outcome.table["preset"] == "logit_lens"]

    figures = {figure.name: figure for figure in outcome.figures}
    after: Figure = figures["logit_lens, ECE after"]
    number = table[(table["when"] == "after") & (table["measure"] == "ece")].iloc[0]
    assert (5.0, "lower", 128) == (after.bar, after.better, after.cases)
    assert 100 * number["value"] == pytest.approx(after.value)
    assert {"accuracy", "ece", "ece_by_chance", "brier", "auroc"} <= set(table["measure"])
    assert "cannot be told" == outcome.verdicts[0].word
    assert "Ask more validation questions" in outcome.verdicts[0].reason
    above = "disagrees" if number["low"] > 0.05 else "cannot be told"
    assert ("agrees" if number["value"] <= 0.05 else above) == outcome.verdicts[1].word
    assert {"reliability-logit-lens", "reliability-selfie"} == set(outcome.plots)
    assert "selfie, ECE after" not in figures
    assert {"validation", "test"} == set(outcome.settings["cases"]["logit_lens"])


# --- best of N ------------------------------------------------------------------------------------------


def test_the_best_is_the_highest_excess(session: Session) -> None:
    """The picked answer is a sweep's highest, flagged: the best of how many, and what controls get."""
    sweep = session.sweep(session.run("I flew to Kenya"), CAPITAL, layers=[0, 1, 7])
    best = sweep.best()

    answers = list(sweep.answers.values())
    assert max(answer.excess for answer in answers) == best.excess
    plain = sweep.answers[best.layer, best.position]
    assert dataclasses.replace(best, flags=plain.flags, provenance=plain.provenance) == plain
    (flag,) = [flag for flag in best.flags if flag.kind == KIND]
    assert f"the best of {len(answers)} by excess" in flag.message
    for kind in ("null", "random"):
        highest = max(answer.control(kind).confidence for answer in answers)
        assert highest == best.provenance["best_of"]["controls"][kind]
        assert f"{kind} {highest:.2f}" in flag.message
    assert len(answers) == best.best_of
    assert f"the best of {len(answers)}" in repr(best)
    assert flag.message in best._repr_html_()
    assert plain.best_of is None
    assert json.loads(json.dumps(best.to_dict()))["provenance"]["best_of"]["n"] == len(answers)


def test_the_surest_is_not_the_best_where_the_controls_are_as_sure(session: Session) -> None:
    """What is picked is what stands out from its controls, however sure another is."""
    one = answer_of(session, CAPITAL)
    null = one.controls[0]
    surer = dataclasses.replace(one, confidence=0.9, controls=(dataclasses.replace(null, support=0.8),))
    clearer = dataclasses.replace(one, confidence=0.6, controls=(dataclasses.replace(null, support=0.1),))

    best = best_answer([surer, clearer])
    assert (0.6, "excess") == (best.confidence, best.provenance["best_of"]["by"])
    bare = dataclasses.replace(clearer, controls=())
    mixed = best_answer([surer, bare])
    assert (0.9, "confidence") == (mixed.confidence, mixed.provenance["best_of"]["by"])


def test_the_best_without_controls_is_the_surest(session: Session) -> None:
    """Nothing to compare with is said; one answer alone was not picked; of none there is no best."""
    sweep = session.sweep(session.run("Kenya"), CAPITAL, layers=[0, 7], positions=[-1], controls=False)
    best = sweep.best()

    assert max(answer.confidence for answer in sweep.answers.values()) == best.confidence
    assert "No controls were asked" in best.flags[-1].message
    assert sweep.answers[0, 1] is best_answer([sweep.answers[0, 1]])
    with pytest.raises(InputError, match="no answer to pick"):
        best_answer([])


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_picking_takes_the_first_of_the_highest(scores: list[float]) -> None:
    """The index is that of the maximum, and n counts all that it was picked from."""
    found = BestOf.of(scores, {"random": [abs(x) for x in scores]}, by="excess")

    assert scores.index(max(scores)) == found.index
    assert len(scores) == found.n == found.to_dict()["n"]
    assert max(abs(x) for x in scores) == found.controls["random"]


def test_picking_makes_noise_look_good() -> None:
    """Of cells that are all noise, the best is as high as the best of the controls, far above the mean."""
    draw = np.random.default_rng(0)
    real, control = draw.random(400), draw.random(400)
    found = BestOf.of(real.tolist(), {"random": control.tolist()}, by="confidence")

    assert real[found.index] > real.mean() + 0.4
    assert real[found.index] == pytest.approx(found.controls["random"], abs=0.02)
