"""Calibration: whether confidence matches how often answers are correct, before and after fitting."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.ask.calibrated import Calibrated
from latentlens.errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.case import Case
from latentlens.evaluation.comparison import Comparison
from latentlens.evaluation.graded import Graded
from latentlens.evaluation.grading import grade
from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, Word
from latentlens.experiments.patchscopes.graded_cases import CORRECT_IF, GRADED
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.scoring.intervals import Estimate
from latentlens.world.split import Split

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MAX_ECE = 0.05
"""The expected calibration error (ECE) that calibrated confidence should not exceed."""

FIT: Split = "validation"
REPORT: Split = "test"

MEASURES = {"ece": "ECE", "brier": "Brier score", "auroc": "AUROC"}


def run(study: Study) -> ExperimentOutcome:
    """Fit a calibrator for each preset on the validation split, and evaluate it on the test split.

    Args:
        study: the model, seed and size of the run.
    """
    rows = study.measure("calibration", list(GRADED), lambda name: measure_preset(study, name))
    parts = {str(name): some for name, some in rows.groupby("preset", sort=False)}
    comparisons = {name: _compare(some, study.seed) for name, some in parts.items()}
    calibrator_text = {name: str(some["calibrator"].iloc[0]) for name, some in parts.items()}
    return ExperimentOutcome(
        table=_table(comparisons),
        figures=tuple(figure for name, one in comparisons.items() for figure in _figures(name, one)),
        verdicts=tuple(_verdict(name, one, calibrator_text[name]) for name, one in comparisons.items()),
        plots=_plots(comparisons),
        settings={
            "fitted_on": FIT,
            "reported_on": REPORT,
            "cases": {name: _cases(some) for name, some in parts.items()},
            "correct_if_the_answer": CORRECT_IF,
            "calibrators": calibrator_text,
            "bins": 10,
        },
        notes=(
            "Confidence is the mean probability of the answer's tokens. A calibrator is fitted on validation "
            "cases alone: their entities are none of the test cases', their prose is another sample.",
            "Places are read at several layers each, and cases share prompts: the intervals, which resample "
            "cases, are somewhat too narrow.",
            "A low ECE says that the confidence can be believed, not that the reader reads well: one that is "
            "never correct, and then never sure, has a low ECE too. See the accuracy.",
            "An ECE is never below 0, and few cases alone make it larger; the table has what chance gives.",
            "The questions about all relations share one calibrator, fitted on their answers together.",
        ),
    )


def measure_preset(study: Study, name: str) -> list[Row]:
    """Fit a preset's calibrator on the validation split, and ask the calibrated reader on the test split.

    Args:
        study: the model, seed and size of the run.
        name: name of the preset, a key of `GRADED`.

    Returns:
        One row per case of both splits. Test cases hold the calibrated confidence if there were enough
        validation cases to fit on. Test questions about a relation that no validation question is about are
        left out.
    """
    fitted_on = _graded(study, GRADED[name](study, FIT))
    cases_by_reader: Mapping[Any, Sequence[Case]] = GRADED[name](study, REPORT)
    try:
        calibrator = fitted_on.calibrator(split=FIT, seed=study.seed)
    except InputError as error:  # too few cases, or none of them correct
        calibrator_text = str(error)
    else:
        calibrator_text, fitted = repr(calibrator), calibrator.fitted_on.readers
        cases_by_reader = {
            Calibrated(reader, calibrator): some
            for reader, some in cases_by_reader.items()
            if repr(reader) in fitted
        }
    reported = _graded(study, cases_by_reader)
    return [
        {
            "preset": name,
            "split": split,
            "layer": answer.layer,
            "confidence": answer.confidence,
            "calibrated": answer.calibrated_confidence,
            "correct": correct,
            "calibrator": calibrator_text,
        }
        for split, some in ((FIT, fitted_on), (REPORT, reported))
        for answer, correct in zip(some.answers, some.correct, strict=True)
    ]


def _graded(study: Study, cases_by_reader: Mapping[Any, Sequence[Case]]) -> Graded:
    grades = [
        grade(study.session, reader, cases, seed=study.seed, progress=study.progress)
        for reader, cases in cases_by_reader.items()
    ]
    return functools.reduce(operator.add, grades)


def _cases(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    return {
        str(split): {"cases": len(some), "correct": int(some["correct"].sum())}
        for split, some in rows.groupby("split", sort=False)
    }


def _compare(rows: pd.DataFrame, seed: int) -> Comparison | Calibration:
    """Return the test cases' calibration before and after fitting; only before if nothing was fitted."""
    test = rows[rows["split"] == REPORT]
    before = Calibration.of(test["confidence"], test["correct"], seed=seed)
    if test["calibrated"].isna().any():
        return before
    after = Calibration.of(test["calibrated"].astype(float), test["correct"], seed=seed)
    return Comparison.of(before, after)


def _before_and_after(compared: Comparison | Calibration) -> dict[str, Calibration]:
    if isinstance(compared, Calibration):
        return {"before": compared}
    return {"before": compared.before, "after": compared.after}


def _table(comparisons: Mapping[str, Comparison | Calibration]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "preset": name,
            "when": when,
            "measure": measure,
            **dataclasses.asdict(number),
            "cases": len(part),
        }
        for name, one in comparisons.items()
        for when, part in _before_and_after(one).items()
        for measure, number in part
    ]
    frame: pd.DataFrame = pd.DataFrame(rows)
    return frame


def _figures(name: str, compared: Comparison | Calibration) -> list[Figure]:
    parts = _before_and_after(compared)
    n = f"of {len(parts['before'])} test cases"
    made = [_figure(f"{name}, accuracy", parts["before"].accuracy, parts["before"], "%", note=n)]
    for measure, word in MEASURES.items():
        for when, part in parts.items():
            unit = "%" if measure == "ece" else "/ 100"
            bar = 100 * MAX_ECE if (measure, when) == ("ece", "after") else None
            chance = f"by chance alone {100 * part.ece_by_chance.value:.1f}" if measure == "ece" else ""
            made.append(_figure(f"{name}, {word} {when}", getattr(part, measure), part, unit, bar, chance))
    return made


def _figure(
    name: str, estimate: Estimate, of: Calibration, unit: str, bar: float | None = None, note: str = ""
) -> Figure:
    ends = (100 * estimate.low, 100 * estimate.high)
    return Figure(name, 100 * estimate.value, unit, bar, "lower", interval=ends, cases=len(of), note=note)


def _verdict(name: str, compared: Comparison | Calibration, calibrator_text: str) -> Verdict:
    claim = f"{name}: on the test split, calibrated confidence has an ECE of at most {MAX_ECE:.0%}."
    if isinstance(compared, Calibration):
        return Verdict(
            claim, "cannot be told", f"not calibrated, ECE {compared.ece} as it is: {calibrator_text}"
        )
    after = compared.after.ece
    reason = f"ECE {compared.before.ece} before and {after} after, n = {len(compared.after)}"
    # small samples only ever inflate ECE: above the bar with an interval that reaches it decides nothing
    word: Word = (
        "agrees" if after.value <= MAX_ECE else "disagrees" if after.low > MAX_ECE else "cannot be told"
    )
    return Verdict(claim, word, reason)


def _plots(comparisons: Mapping[str, Comparison | Calibration]) -> dict[str, go.Figure]:
    from latentlens.plots import reliability_diagram

    return {
        f"reliability-{name.replace('_', '-')}": reliability_diagram(
            _before_and_after(one), title=f"Reliability: {name}"
        )
        for name, one in comparisons.items()
    }


CALIBRATION = Experiment(
    "calibration",
    "Calibration of the presets' confidence",
    "Not in the paper. For readers of activations, raw confidence is badly calibrated more often than not "
    "(arXiv 2605.26045: an ECE of 25 % for scaled log-probabilities, 6 % for agreement of samples).",
    run,
)
