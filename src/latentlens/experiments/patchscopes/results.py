"""Write a finished experiment: a table, a summary and plots, each file complete or absent."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import importlib.util
import json
import math
import pathlib
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError, LatentLensError
from latentlens.experiments.bars import environment
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summaries import (
    FILES,
    SUMMARY,
    Summary,
    file_digest,
    read_summaries,
    read_verified,
)
from latentlens.files.atomic import replacing, write_atomically
from latentlens.files.sealed import sealed
from latentlens.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["SUMMARY", "Summary", "read_summaries", "summary_of", "write_result"]

_PACKAGES = ("numpy", "pandas", "plotly", "scikit-learn", "scipy")


def summary_of(experiment: Experiment, outcome: ExperimentOutcome, study: Study) -> Summary:
    """Describe a finished experiment as JSON can hold it.

    Args:
        experiment: the experiment that ran.
        outcome: what it measured.
        study: what it ran on.

    Returns:
        The experiment and its finding, the models with their fingerprints, seed and settings, versions, the
        seconds that all parts took, by the clock and of the processor's cores, verdicts, figures (null where
        there are no cases), notes and plots.
    """
    sessions = {"read": study.session} | ({"written into": study.into} if study.into else {})
    return {
        "experiment": experiment.name,
        "title": experiment.title,
        "finding": experiment.finding,
        "models": [{"role": role, **_model(session)} for role, session in sessions.items()],
        "seed": study.seed,
        "quick": study.quick,
        "settings": study.reach | dict(outcome.settings),
        "environment": environment() | {name: importlib.metadata.version(name) for name in _PACKAGES},
        "seconds": study.cache.seconds,
        "processor_seconds": study.cache.processor_seconds,
        "verdict": outcome.word,
        "verdicts": [dataclasses.asdict(verdict) for verdict in outcome.verdicts],
        "figures": [
            {
                "name": figure.name,
                "value": None if math.isnan(figure.value) else float(figure.value),
                "unit": figure.unit,
                "interval": figure.interval and [float(end) for end in figure.interval],
                "cases": figure.cases,
                "note": figure.note,
            }
            for figure in outcome.figures
        ],
        "notes": list(outcome.notes),
        "plots": list(outcome.plots),
        "rows": len(outcome.table),
    }


def _model(session: Session) -> dict[str, Any]:
    model = session.model
    return {
        "name": pathlib.Path(model.name).name,
        "fingerprint": model.fingerprint(),
        "layers": model.n_layers,
        "d_model": model.d_model,
        "parameters": model.n_parameters,
        "dtype": str(model.dtype).removeprefix("torch."),
    }


def write_result(folder: pathlib.Path, summary: Summary, outcome: ExperimentOutcome) -> str:
    """Write an experiment's files: table.parquet, table.json, its plots, and results.json last.

    Args:
        folder: directory for this experiment on this model; made if it is missing.
        summary: the summary, from `summary_of`.
        outcome: what the experiment measured.

    Returns:
        Why there are no still images beside the plots; empty if there are.

    Raises:
        OSError: if a file cannot be written.
    """
    from plotly.offline import get_plotlyjs

    why = "" if importlib.util.find_spec("kaleido") else "the package kaleido is missing"
    endings = (".html",) if why else (".html", ".svg")
    whole = ["table.parquet", "table.json", *(name + e for name in outcome.plots for e in endings)]
    old = folder / SUMMARY
    if _is_current(folder, summary, whole):
        return why  # nothing changed: drawing takes longer than the rest of a run that was cached
    folder.mkdir(parents=True, exist_ok=True)
    old.unlink(missing_ok=True)
    _write_parquet(outcome.table, folder / "table.parquet")
    # not pandas' own to_json, which rounds
    rows = outcome.table.astype(object).where(outcome.table.notna(), None).to_dict("records")
    write_atomically(folder / "table.json", json.dumps(rows, ensure_ascii=False, allow_nan=False) + "\n")
    if outcome.plots and not (folder / "plotly.min.js").exists():
        write_atomically(folder / "plotly.min.js", get_plotlyjs())
    for name, figure in outcome.plots.items():
        write_atomically(folder / f"{name}.html", figure.to_html(include_plotlyjs="directory"))
        (folder / f"{name}.svg").unlink(missing_ok=True)  # from an earlier run with other numbers
        why = why or _draw(figure, folder / f"{name}.svg")
    files = {name: found for name in whole if (found := file_digest(folder / name)) is not None}
    # last, so that where it exists all other files do
    whole_summary = sealed({**summary, FILES: files})
    write_atomically(old, json.dumps(whole_summary, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    return why


def _is_current(folder: pathlib.Path, summary: Summary, whole: Sequence[str]) -> bool:
    try:
        held, files = read_verified(folder)
    except InputError:
        return False  # rewritten in either case
    same = held == json.loads(json.dumps(summary))
    return same and all(name in files and file_digest(folder / name) == files[name] for name in whole)


def _write_parquet(table: pd.DataFrame, path: pathlib.Path) -> None:
    with replacing(path) as part:
        table.to_parquet(part, index=False)


def _draw(figure: Any, path: pathlib.Path) -> str:
    from latentlens.plots import save

    try:
        with replacing(path) as part:
            save(figure, part)
    except LatentLensError as error:
        return str(error).replace(part.name, path.name)
    return ""
