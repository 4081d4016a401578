"""Runs of the Patchscopes paper's experiments, and what they leave."""

from __future__ import annotations

import pathlib
from typing import Any

from typer.testing import CliRunner, Result

from latentlens.cli.main import app
from latentlens.experiments.patchscopes import (
    Experiment,
    ExperimentOutcome,
    Study,
    Verdict,
    results,
)
from latentlens.experiments.patchscopes.accuracy import (
    share,
)
from latentlens.experiments.patchscopes.summary_tables import table_of

CONTEXT = 512
"""The tiny tokenizer spells most words in bytes."""


def counting_experiment(done: list[str], stop_at: str | None = None, *, across: bool = False) -> Experiment:
    """An experiment of four pieces that notes each one it measures."""

    def compute(piece: str) -> list[dict[str, Any]]:
        if piece == stop_at:
            raise KeyboardInterrupt
        done.append(piece)
        return [{"piece": piece, "value": 0.1 * int(piece), "cases": None}]

    def run(study: Study) -> ExperimentOutcome:
        rows = study.measure("pieces", ["1", "2", "3", "4"], compute)
        figure = share([True, False]).figure("half")
        return ExperimentOutcome(table_of(rows.to_dict("records")), (figure,), (Verdict("c", "agrees", "r"),))

    return Experiment("counting", "Counting", "Found.", run, across)


def read_results(out: pathlib.Path) -> list[dict[str, Any]]:
    """Return the summary of every result in a folder."""
    return list(results.read_summaries(out).values())


SCHEMA = {
    "type": "object",
    "required": [
        *("experiment", "title", "finding", "models", "seed", "quick", "settings", "environment", "seconds"),
        "processor_seconds",
        *("verdict", "verdicts", "figures", "notes", "plots", "rows"),
    ],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("experiment", "title", "finding")},
        "models": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["role", "name", "fingerprint", "layers", "d_model", "parameters", "dtype"],
            },
        },
        "seed": {"type": "integer"},
        "quick": {"type": "boolean"},
        "settings": {"type": "object"},
        "environment": {"type": "object", "required": ["latentlens", "torch", "scikit-learn", "device"]},
        "seconds": {"type": "number", "minimum": 0},
        "processor_seconds": {"type": "number", "minimum": 0},
        "verdict": {"enum": ["agrees", "disagrees", "cannot be told"]},
        "verdicts": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["claim", "word", "reason"],
                "properties": {"word": {"enum": ["agrees", "disagrees", "cannot be told"]}},
            },
        },
        "figures": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "value", "unit", "interval", "cases", "note"],
                "properties": {
                    "value": {"type": ["number", "null"]},
                    "interval": {"type": ["array", "null"], "minItems": 2, "maxItems": 2},
                    "cases": {"type": ["integer", "null"]},
                },
            },
        },
        "notes": {"type": "array", "items": {"type": "string"}},
        "plots": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "integer"},
    },
}


def invoke(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["reproduce", "patchscopes", *arguments])
