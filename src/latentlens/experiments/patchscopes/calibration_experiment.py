"""Calibration: whether confidence says how often answers are correct, as it is and calibrated."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Mapping
from typing import TYPE_CHECKING

from latentlens._errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.comparison import Comparison
from latentlens.evaluation.graded import Graded
from latentlens.evaluation.grading import grade
from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.experiment import Experiment, Outcome, Verdict, Word
from latentlens.experiments.patchscopes.graded_cases import CORRECT, GRADED, Asked
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.readers.calibrated import Calibrated
from latentlens.scoring.intervals import Estimate
from latentlens.world.split import Split

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST = 0.05
"""The ECE that calibrated confidence should stay within."""

FIT: Split = "validation"
REPORT: Split = "test"

MEASURES = {"ece": "ECE", "brier": "Brier score", "auroc": "AUROC"}


def run(study: Study) -> Outcome:
    """Fit a calibrator for each preset on the validation split, and measure it on the test split.

    Args:
        study: the model and the size.
    """
    rows = study.measure("calibration", list(GRADED), lambda name: measure(study, name))
    parts = {str(name): some for name, some in rows.groupby("preset", sort=False)}
    found = {name: _compared(some, study.seed) for name, some in parts.items()}
    said = {name: str(some["calibrator"].iloc[0]) for name, some in parts.items()}
    return Outcome(
        table=_table(found),
        figures=tuple(figure for name, one in found.items() for figure in _figures(name, one)),
        verdicts=tuple(_verdict(name, one, said[name]) for name, one in found.items()),
        plots=_plots(found),
        settings={
            "fitted_on": FIT,
            "reported_on": REPORT,
            "cases": {name: _cases(some) for name, some in parts.items()},
            "correct_if_the_answer": CORRECT,
            "calibrators": said,
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


def measure(study: Study, name: str) -> list[Row]:
    """Fit a preset's calibrator on the validation split, and ask the calibrated reader on the test split.

    Args:
        study: the model and the size.
        name: of the preset.

    Returns:
        One row a case of either split; those of the test split have the calibrated confidence, if the
        validation cases were enough to fit on. Test questions of a relation that no validation question is
        about are left out.
    """
    fitted_on = _graded(study, GRADED[name](study, FIT))
    asked = GRADED[name](study, REPORT)
    try:
        calibrator = fitted_on.calibrator(split=FIT, seed=study.seed)
    except InputError as error:  # too few cases, or none that is correct
        said = str(error)
    else:
        said, fitted = repr(calibrator), calibrator.fitted_on.readers
        asked = {
            Calibrated(reader, calibrator): some for reader, some in asked.items() if repr(reader) in fitted
        }
    reported = _graded(study, asked)
    return [
        {
            "preset": name,
            "split": split,
            "layer": answer.layer,
            "confidence": answer.confidence,
            "calibrated": answer.calibrated_confidence,
            "correct": correct,
            "calibrator": said,
        }
        for split, some in ((FIT, fitted_on), (REPORT, reported))
        for answer, correct in zip(some.answers, some.correct, strict=True)
    ]


def _graded(study: Study, asked: Asked) -> Graded:
    found = [grade(study.session, reader, cases, seed=study.seed) for reader, cases in asked.items()]
    return functools.reduce(operator.add, found)


def _cases(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    return {
        str(split): {"cases": len(some), "correct": int(some["correct"].sum())}
        for split, some in rows.groupby("split", sort=False)
    }


def _compared(rows: pd.DataFrame, seed: int) -> Comparison | Calibration:
    """Return the calibration before and after on the test cases; before alone where none was fitted."""
    test = rows[rows["split"] == REPORT]
    before = Calibration.of(test["confidence"], test["correct"], seed=seed)
    if test["calibrated"].isna().any():
        return before
    return before.compare(Calibration.of(test["calibrated"].astype(float), test["correct"], seed=seed))


def _parts(found: Comparison | Calibration) -> dict[str, Calibration]:
    if isinstance(found, Calibration):
        return {"before": found}
    return {"before": found.before, "after": found.after}


def _table(found: Mapping[str, Comparison | Calibration]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {"preset": name, "when": when, "measure": measure, **dataclasses.asdict(number), "cases": len(part)}
        for name, one in found.items()
        for when, part in _parts(one).items()
        for measure, number in part
    ]
    frame: pd.DataFrame = pd.DataFrame(rows)
    return frame


def _figures(name: str, found: Comparison | Calibration) -> list[Figure]:
    parts = _parts(found)
    n = f"of {len(parts['before'])} test cases"
    made = [_figure(f"{name}, accuracy", parts["before"].accuracy, parts["before"], "%", note=n)]
    for measure, word in MEASURES.items():
        for when, part in parts.items():
            unit = "%" if measure == "ece" else "/ 100"
            bar = 100 * MOST if (measure, when) == ("ece", "after") else None
            chance = f"by chance alone {100 * part.ece_by_chance.value:.1f}" if measure == "ece" else ""
            made.append(_figure(f"{name}, {word} {when}", getattr(part, measure), part, unit, bar, chance))
    return made


def _figure(
    name: str, found: Estimate, of: Calibration, unit: str, bar: float | None = None, note: str = ""
) -> Figure:
    ends = (100 * found.low, 100 * found.high)
    return Figure(name, 100 * found.value, unit, bar, "lower", interval=ends, cases=len(of), note=note)


def _verdict(name: str, found: Comparison | Calibration, said: str) -> Verdict:
    claim = f"{name}: on the test split, calibrated confidence has an ECE of at most {MOST:.0%}."
    if isinstance(found, Calibration):
        return Verdict(claim, "cannot be told", f"not calibrated, ECE {found.ece} as it is: {said}")
    after = found.after.ece
    reason = f"ECE {found.before.ece} before and {after} after, n = {len(found.after)}"
    # few cases make an ECE larger, never smaller: above the bar with an interval that reaches it says nothing
    word: Word = "agrees" if after.value <= MOST else "disagrees" if after.low > MOST else "cannot be told"
    return Verdict(claim, word, reason)


def _plots(found: Mapping[str, Comparison | Calibration]) -> dict[str, go.Figure]:
    from latentlens.plots import reliability_diagram

    return {
        f"reliability-{name.replace('_', '-')}": reliability_diagram(
            _parts(one), title=f"Reliability: {name}"
        )
        for name, one in found.items()
    }


CALIBRATION = Experiment(
    "calibration",
    "Calibration of the presets' confidence",
    "Not in the paper. For readers of activations, raw confidence is badly calibrated more often than not "
    "(arXiv 2605.26045: an ECE of 25 % for scaled log-probabilities, 6 % for agreement of samples).",
    run,
)
