"""Well-known people: whether descriptions name their professions; and how quickly the model opens."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool

from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.accuracy import exceeds, mean, share
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.readers.presets import as_reader
from latentlens.session import Session

if TYPE_CHECKING:
    import pandas as pd

CLAIM = "At the best of these layers a description names the right profession more often than noise does."
MADE_UP = "the teaching world's models have never read of real people"
OPENINGS = 3
"""How often the model is opened; the quickest counts, as others use the machine too."""
MOST_SECONDS = 3.0


def run(study: Study) -> ExperimentOutcome:
    """Describe well-known people that no prompt was chosen on, at four layers; and open the model anew.

    Args:
        study: the model, seed and size of the run.
    """
    if not study.material.asks_first:
        return ExperimentOutcome(table_of([]), (), (Verdict(CLAIM, "cannot be told", MADE_UP),))
    # a function's import: the package that chooses prompts stands on this one
    from latentlens.experiments.target_prompts.described_entities import TEMPLATE, well_known
    from latentlens.experiments.target_prompts.searches import ENTITY_DEPTHS
    from latentlens.experiments.target_prompts.unseen_cases import RANDOM, STATE, read_held_out

    people = [each for each in well_known("test") if each.group == "people"][: study.n_cases(1000, 6)]
    depth = study.session.model.n_layers
    layers = sorted({max(1, round(share * depth)) for share in ENTITY_DEPTHS})
    reader = as_reader("description", prompts=study.session.prompts)
    rows = study.measure(
        "people",
        ["descriptions"],
        lambda _: read_held_out(
            study.session, reader, people, layers, seed=study.seed, progress=study.progress
        ),
    )
    openings = study.measure("openings", [f"opening {i}" for i in range(OPENINGS)], lambda _: _open(study))
    right = {str(condition): _right(some) for condition, some in rows.groupby("condition", sort=False)}
    read, noise = (_at_any_layer(right[condition]) for condition in (STATE, RANDOM))
    lead = mean(read.astype(float) - noise, seed=study.seed, limits=(-1.0, 1.0))
    where = ", ".join(map(str, layers))
    reason = (
        f"right at any of layers {where}: {share(read)}, random vectors {share(noise)}; difference {lead}"
    )
    return ExperimentOutcome(
        table=_table(right, layers),
        figures=(_opened(openings), *_figures(right, layers)),
        verdicts=(Verdict(CLAIM, verdict_word(exceeds(lead)), reason),),
        settings={
            "people": {each.name: each.kind for each in people},
            "source": TEMPLATE,
            "read_at": layers,
            "prompt": reader.title,
        },
        notes=(
            "Right: a description that holds one of the words for the profession. No target prompt was "
            "chosen on these people.",
            "Every condition has as many layers to be right at; what does not change with the layer gains "
            "nothing by it. Another's state is that of somebody with another profession.",
            f"open_seconds: the quickest of {OPENINGS} openings in this process, after the imports.",
        ),
    )


def _open(study: Study) -> list[Row]:
    begun = time.perf_counter()
    with contextlib.closing(Session(study.session.model.name)):
        return [{"seconds": time.perf_counter() - begun}]


def _at_any_layer(grid: Bool[np.ndarray, "person layer"]) -> Bool[np.ndarray, " person"]:
    return np.asarray(grid.any(1))


def _right(rows: pd.DataFrame) -> Bool[np.ndarray, "person layer"]:
    """Return verdicts as an array [person, layer]."""
    return np.array([some["right"].tolist() for _, some in rows.groupby("name", sort=False)], dtype=bool)


def _opened(openings: pd.DataFrame) -> Figure:
    seconds = sorted(openings["seconds"])
    note = f"the quickest of {len(seconds)}; the slowest {seconds[-1]:.1f} s"
    return Figure("open_seconds", seconds[0], "s", MOST_SECONDS, "lower", note=note)


def _figures(right: dict[str, Bool[np.ndarray, "person layer"]], layers: list[int]) -> tuple[Figure, ...]:
    found = []
    for i, (condition, grid) in enumerate(right.items()):
        name = "description_actor" if i == 0 else f"description_actor, {condition}"
        note = f"right at any of layers {', '.join(map(str, layers))}: the best of {len(layers)}"
        found.append(share(_at_any_layer(grid)).figure(name, note=note))
    state = next(iter(right.values()))
    best = int(state.mean(0).argmax())
    note = f"at layer {layers[best]}, the best of {len(layers)} layers"
    found.append(share(state[:, best]).figure("description_actor, one layer", note=note))
    return tuple(found)


def _table(right: dict[str, Bool[np.ndarray, "person layer"]], layers: list[int]) -> pd.DataFrame:
    return table_of(
        [
            {"measure": "right profession", "condition": condition, "layer": layer, "target_layer": layer}
            | share(grid[:, i]).row
            for condition, grid in right.items()
            for i, layer in enumerate(layers)
        ]
    )


WELL_KNOWN = Experiment(
    "well-known",
    "Well-known people",
    "Not in the paper as a number: its examples of entity resolution are names such as these (section 4.3, "
    "table 3). Here descriptions of forty of them are graded by profession.",
    run,
)
