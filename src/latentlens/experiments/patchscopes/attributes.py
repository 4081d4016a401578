"""Attribute extraction: facts about entities named in prose, by a Patchscope and by a linear probe."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float

from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.accuracy import exceeds, mean, paired_t_test, share
from latentlens.experiments.patchscopes.attribute_cases import (
    GRIDS,
    MENTIONS_PER_SUBJECT,
    NULL,
    PATCHSCOPE,
    PROBE,
    RANDOM,
    SHUFFLED,
    AttributeCases,
    ask_in_text,
    measure_relation,
)
from latentlens.experiments.patchscopes.attribute_probe import FOLDS
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.generations import STOP_STRINGS
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

METHODS = (PATCHSCOPE, PROBE, SHUFFLED, RANDOM, NULL)
ALPHA = 0.05
"""Significance level of the tests."""
EVERY, KNOWN = "all", "known"
UNKNOWN = "asked in text, the model itself knows none of these facts"
SHALLOW = "the model has one block, and so no upper half"


def run(study: Study) -> ExperimentOutcome:
    """Measure how often the attribute is generated, over all source and target layers, beside a linear probe.

    Args:
        study: the model, seed and size of the run.
    """
    relations, layers = study.material.relations, study.layers
    names = list(relations)[:: study.n_cases(1, 9)]
    asked = _ask_first(study, names)
    rows = study.measure(
        "attributes",
        names,
        lambda name: measure_relation(study, relations[name], None if asked is None else asked[name]),
    )
    cases = AttributeCases.from_rows(rows, len(layers) - 1)
    known = cases.select(cases.known)
    subsets = {KNOWN: known} if asked else {EVERY: cases, KNOWN: known}
    compared = _probe_comparison(known)
    return ExperimentOutcome(
        table=_table(study, subsets, compared),
        figures=(*_said(asked), *_figures(study, dict(reversed(subsets.items())))),
        verdicts=(_against_probe(compared), _where_best(study, known)),
        plots=_plots(known if len(known) else cases, layers),
        settings={
            "relations": names,
            "cases": len(cases),
            "mentions": MENTIONS_PER_SUBJECT,
            "probe": f"logistic regression, {FOLDS} folds over subjects",
            "source": "the subject's last token in running prose that holds none of its attributes",
            "target": "the relation's plainest noun phrase with x at its end",
            "tokens": study.n_tokens,
            "stops": list(STOP_STRINGS),
            "said_when_asked_in_text": {
                name: f"{sum(answers.values())} of {len(answers)}" for name, answers in (asked or {}).items()
            },
        },
        notes=(
            "Any target layer: right if the answer is said for some l* from 1 to L, the best of L tries; the "
            "probe has one try. The controls have as many tries as the Patchscope.",
            "The control 'another subject' grades what is said with another subject's state against this "
            "subject's answer: what the relation alone gives away.",
            f"An answer is looked for as whole words in at most {study.n_tokens} tokens, to the end of the "
            "sentence; the paper looks in 20 tokens, and for parts of words as well.",
            "Known: facts that the model itself says when "
            + (
                "it is asked in text, in one of two ways; no others are read."
                if asked
                else "the subject stands in the prompt in place of x."
            ),
            "The t-test compares source layers, as in the paper; layers of one model are not independent, so "
            "its p-values are too small.",
        ),
    )


def any_target(
    grid: Bool[np.ndarray, "case layer target_layer"],
) -> Bool[np.ndarray, "case layer_above_0"]:
    """Return for each source layer from 1 whether any target layer from 1 gives the answer.

    Args:
        grid: verdicts at all layers, 0 included.
    """
    return np.asarray(grid[:, 1:, 1:].any(2))


def _over_layers(cases: AttributeCases, method: str) -> Bool[np.ndarray, "case layer_above_0"]:
    """Return a method's verdicts at source layers 1 to L."""
    if method == PROBE:
        return cases.probe[:, 1:]
    if method == NULL:
        return np.repeat(cases.null[:, None], cases.probe.shape[1] - 1, axis=1)
    return any_target(cases.grids[method])


def _probe_comparison(known: AttributeCases) -> dict[str, tuple[float, float, float]]:
    """Compare with the probe on cases that it can get right: relation -> (our mean, the probe's mean, p)."""
    found = {}
    for name in dict.fromkeys(known.relation):
        some = known.select((known.relation == name) & known.seen)
        if len(some) and some.probe.shape[1] > 2:
            ours, probe = (_over_layers(some, m).mean(0) for m in (PATCHSCOPE, PROBE))
            found[str(name)] = (float(ours.mean()), float(probe.mean()), paired_t_test(ours - probe))
    return found


def _table(
    study: Study, subsets: dict[str, AttributeCases], compared: dict[str, tuple[float, float, float]]
) -> pd.DataFrame:
    rows: list[Row] = []
    for subset, cases in subsets.items():
        groups = {name: cases.select(cases.relation == name) for name in dict.fromkeys(cases.relation)}
        for name, some in {"all": cases, **groups}.items():
            at = {"facts": subset, "relation": name}
            for method in METHODS:
                per_layer = _over_layers(some, method)
                spread = float(per_layer.mean(0).std()) if len(some) else None
                whole = mean(per_layer.mean(1), seed=study.seed, limits=(0.0, 1.0))
                p = (
                    compared[name][2]
                    if method == PATCHSCOPE and subset == KNOWN and name in compared
                    else None
                )
                rows.append(
                    {**at, "measure": "mean over source layers", "method": method}
                    | {**whole.row, "std": spread, "p": p}
                )
                rows += [
                    {**at, "measure": "any target layer", "method": method, "layer": layer}
                    | share(per_layer[:, i]).row
                    for i, layer in enumerate(study.layers[1:])
                ]
            for method in GRIDS if name == "all" else (PATCHSCOPE,):
                grid = some.grids[method]
                cells = itertools.product(enumerate(study.layers), repeat=2)
                rows += [
                    {**at, "measure": "cell", "method": method, "layer": layer, "target_layer": target}
                    | share(grid[:, i, k]).row
                    for (i, layer), (k, target) in cells
                ]
    return table_of(rows)


def _ask_first(study: Study, names: list[str]) -> dict[str, dict[str, bool]] | None:
    """Return which facts the model itself says, by relation and subject; None if all are to be read."""
    if not study.material.asks_first:
        return None
    rows = study.measure(
        "known facts", names, lambda name: ask_in_text(study, study.material.relations[name])
    )
    asked: dict[str, dict[str, bool]] = {name: {} for name in names}
    for row in rows.to_dict("records"):
        asked[row["relation"]][row["subject"]] = row["known"]
    return asked


def _said(asked: dict[str, dict[str, bool]] | None) -> tuple[Figure, ...]:
    if asked is None:
        return ()
    known = [answer for answers in asked.values() for answer in answers.values()]
    counts = ", ".join(f"{name} {sum(some.values())} of {len(some)}" for name, some in asked.items())
    return (share(known).figure("asked in text", note=counts),)


def _figures(study: Study, subsets: dict[str, AttributeCases]) -> tuple[Figure, ...]:
    found, layers, known = [], study.layers, subsets[KNOWN]
    for subset, some in subsets.items():
        for method in METHODS:
            per_case = _over_layers(some, method).mean(1)
            note = {
                NULL: "one try",
                PROBE: "one try",
            }.get(method, f"any of {some.probe.shape[1] - 1} target layers: best of so many")
            found.append(
                mean(per_case, seed=study.seed, limits=(0.0, 1.0)).figure(
                    f"{method}, {subset} facts", note=f"mean over source layers; {note}"
                )
            )
    grid = known.grids[PATCHSCOPE]
    if len(known):
        row, column = divmod(int(grid.mean(0).argmax()), grid.shape[2])
        best = share(grid[:, row, column])
        note = f"l = {layers[row]}, l* = {layers[column]}, the best of {grid[0].size} cells"
        found.append(best.figure("patchscope, best cell, known facts", note=note))
    unseen = known.select(~known.seen)
    per_case = _over_layers(unseen, PATCHSCOPE).mean(1)
    note = "facts whose answer no probe was fitted on, so that a probe has none right"
    found.append(
        mean(per_case, seed=study.seed, limits=(0.0, 1.0)).figure("patchscope, beyond probes", note=note)
    )
    return tuple(found)


def _against_probe(compared: dict[str, tuple[float, float, float]]) -> Verdict:
    claim = "A Patchscope beats the probe significantly on half of the tasks, and loses on few."
    if not compared:
        return Verdict(claim, "cannot be told", UNKNOWN)
    chance = ALPHA / len(compared)
    better = [name for name, (ours, probe, p) in compared.items() if ours > probe and p < chance]
    worse = [name for name, (ours, probe, p) in compared.items() if ours < probe and p < chance]
    higher = sum(ours > probe for ours, probe, _ in compared.values())
    won = 2 * len(better) >= len(compared) and len(worse) < len(better)
    # mostly higher means of which few are significant: too few layers to decide
    failed = 2 * higher <= len(compared) or 0 < len(better) <= len(worse)
    lost = f" ({', '.join(worse)})" if worse else ""
    reason = (
        f"better on {len(better)} of {len(compared)} relations, worse on {len(worse)}{lost}, higher on "
        f"{higher} (any target layer against the probe; paired t-test over "
        f"source layers, p < {ALPHA}, Bonferroni)"
    )
    return Verdict(claim, verdict_word(True if won else False if failed else None), reason)


def _where_best(study: Study, known: AttributeCases) -> Verdict:
    claim = "Early to middle source layers written into early to middle target layers work best."
    if not len(known) or known.probe.shape[1] < 3:
        return Verdict(claim, "cannot be told", SHALLOW if len(known) else UNKNOWN)
    grid: Float[np.ndarray, "case layer target_layer"] = known.grids[PATCHSCOPE][:, 1:, 1:].astype(float)
    half = grid.shape[1] // 2
    low, high = slice(0, half), slice(half, None)
    quarters = {
        "early to early": grid[:, low, low].mean((1, 2)),
        "early to late": grid[:, low, high].mean((1, 2)),
        "late to early": grid[:, high, low].mean((1, 2)),
        "late to late": grid[:, high, high].mean((1, 2)),
    }
    shares = {name: float(x.mean()) for name, x in quarters.items()}
    rest = max(list(quarters)[1:], key=lambda name: shares[name])
    lead = exceeds(mean(quarters["early to early"] - quarters[rest], seed=study.seed))
    told = ", ".join(f"{name} {100 * x:.1f} %" for name, x in shares.items())
    first, last = study.layers[1], study.layers[half]
    reason = f"mean over cells with layers {first} to {last} called early: {told}"
    return Verdict(claim, verdict_word(lead), reason)


def _plots(cases: AttributeCases, layers: list[int]) -> dict[str, go.Figure]:
    from latentlens.plots import across_layers, source_by_target_layer

    if not len(cases):
        return {}
    at = {m: [share(x) for x in _over_layers(cases, m).T] for m in METHODS}
    return {
        "any-target-layer": across_layers(
            layers[1:],
            {m: [x.value for x in at[m]] for m in (PATCHSCOPE, PROBE)},
            intervals={m: ([x.low for x in at[m]], [x.high for x in at[m]]) for m in (PATCHSCOPE, PROBE)},
            controls={m: [x.value for x in at[m]] for m in (SHUFFLED, RANDOM, NULL)},
            quantity="share right, any target layer",
            title="Attributes by source layer: best of all target layers, and a probe",
        ),
        "cells": source_by_target_layer(
            cases.grids[PATCHSCOPE].mean(0),
            layers,
            layers,
            quantity="share right",
            title="Attributes by source and target layer",
        ),
    }


ATTRIBUTES = Experiment(
    "attributes",
    "Attribute extraction",
    "On GPT-J and 12 tasks, a zero-shot Patchscope that may use any target layer beats a logistic-regression "
    "probe significantly on 6 tasks and loses on 1 (for example fruit outside: 35.5 % to 71.0 %; country "
    "currency: 17.7 % to 51.0 %); early to middle layers into early to middle layers work best (section 4.2, "
    "tables 2 and 5, figure 7).",
    run,
)
