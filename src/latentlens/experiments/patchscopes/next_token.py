"""Next-token prediction: few-shot token identity against the logit lens and the tuned lens."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch
from jaxtyping import Float

from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.accuracy import CaseEstimate, exceeds, mean, share, sign_test
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.prose import documents, fit_documents, random_prefix, top_next_tokens
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.source_states import read_last_tokens
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.readers import presets
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader, State
from latentlens.training.fit import fit_lens

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

PAPER = "token identity"
OWN = "token identity, own prompt"
ARROW = "token identity, after the arrow"
LOGIT, TUNED = "logit lens", "tuned lens"
P_AT_1, SURPRISAL = "P@1", "surprisal"
BATCH_SIZE = 100
"""Documents per batch."""
POOR_P_AT_1 = 0.5
"""P@1 below which a method counts as poor: the paper shows a curve and names no number."""
ALPHA = 0.05
"""Significance level of the tests."""

PerCase = dict[str, Float[np.ndarray, "case layer"]]
"""Method -> one number per case and layer."""


def run(study: Study) -> ExperimentOutcome:
    """Measure P@1 and surprisal of each method at every layer, at one position of each document.

    Args:
        study: the model, seed and size of the run.
    """
    model, layers = study.session.model, study.layers
    fitted_on = fit_documents(study, model)
    mappings = study.mappings(
        "tuned lens",
        lambda: fit_lens(study.session, fitted_on, layers=layers, seed=study.seed, progress=study.progress),
    )
    readers = _readers(study, presets.lens(mappings))
    texts = documents(study, "measure", study.n_cases(1000, 40, large=200), without=frozenset(fitted_on))
    parts = {f"from {begin}": texts[begin : begin + BATCH_SIZE] for begin in range(0, len(texts), BATCH_SIZE)}

    def compute(part: str) -> list[Row]:
        rngs = {text: study.rng("position", text) for text in parts[part]}
        reads = read_last_tokens(model, [random_prefix(model, text, rng) for text, rng in rngs.items()])
        rows = []
        for name, reader in readers.items():
            states = [State(read.states[layer], layer) for read in reads for layer in layers]
            tokens = np.array(top_next_tokens(model, reader, states)).reshape(len(reads), len(layers))
            for read, ids in zip(reads, tokens, strict=True):
                surprisal = (-torch.log_softmax(read.logits, -1)[ids]).tolist()
                rows.append(
                    {"method": name, "right": (ids == read.next_token).tolist(), "surprisal": surprisal}
                )
        return rows

    measured_rows = study.measure("next tokens", list(parts), compute)
    methods = measured_rows.groupby("method", sort=False)
    correct: PerCase = {str(name): np.array(some["right"].tolist(), dtype=float) for name, some in methods}
    surprisal: PerCase = {str(name): np.array(some["surprisal"].tolist()) for name, some in methods}
    table = _table(study, correct, surprisal)
    ours, depth = OWN if OWN in correct else PAPER, model.n_layers
    upper = [layer for layer in layers if depth / 4 <= layer < depth] or [depth]
    read = [layers.index(layer) for layer in upper]
    right, surprised = ({name: x[:, read] for name, x in some.items()} for some in (correct, surprisal))
    return ExperimentOutcome(
        table=table,
        figures=(*_figures(table, upper), _largest_lead(right, ours, upper, study.seed)),
        verdicts=(
            _ahead(right, ours, upper),
            _less_surprised(surprised, ours, upper, study.seed),
            _poor(table, upper[0]),
        ),
        plots=_plots(table, layers),
        settings={
            "documents": len(texts),
            "fitted_on_documents": len(fitted_on),
            "target_layer": "the source's",
            "compared_with_the_lenses": ours,
            "prompts": {name: r.title for name, r in readers.items() if name not in (LOGIT, TUNED)},
        },
        notes=(
            "One position of each document is read, so that no two cases share a document.",
            "The tuned lens is the paper's: a least-squares regression of the last layer on each layer, "
            "fitted on other documents of the same kind of prose.",
            "After the arrow, a state that is written at the last layer cannot reach the token that is read: "
            "there the prompt alone answers.",
        ),
    )


def _readers(study: Study, tuned: Reader) -> dict[str, Reader]:
    readers: dict[str, Reader] = {PAPER: as_reader("next_token")}
    if "next_token" in study.session.prompts:
        readers[OWN] = as_reader("next_token", prompts=study.session.prompts)
    return {**readers, ARROW: as_reader("token_identity"), LOGIT: presets.lens(), TUNED: tuned}


def _table(study: Study, correct: PerCase, surprisal: PerCase) -> pd.DataFrame:
    rows = []
    for measure, cases in ((P_AT_1, correct), (SURPRISAL, surprisal)):
        for name, values in cases.items():
            for i, layer in enumerate(study.layers):
                at = values[:, i]
                number = (
                    share(at == 1) if measure == P_AT_1 else mean(at, seed=study.seed, limits=(0.0, math.inf))
                )
                rows.append({"measure": measure, "method": name, "layer": layer, **number.row})
    return table_of(rows)


def _figures(table: pd.DataFrame, layers: list[int]) -> tuple[Figure, ...]:
    figures = []
    for (measure, name), rows in table[table["layer"].isin(layers)].groupby(
        ["measure", "method"], sort=False
    ):
        best = rows.iloc[rows["value"].argmax() if measure == P_AT_1 else rows["value"].argmin()]
        number = CaseEstimate(best["value"], best["low"], best["high"], int(best["cases"]))
        note = f"at layer {best['layer']}, the best of layers {layers[0]} to {layers[-1]}"
        figures.append(number.figure(f"{measure}, {name}", "%" if measure == P_AT_1 else "nats", note))
    return tuple(figures)


def _largest_lead(correct: PerCase, ours: str, layers: list[int], seed: int) -> Figure:
    """Measure the lead over the better lens, at the layer where it is largest."""
    leads = {}
    for i, layer in enumerate(layers):
        lens = max((LOGIT, TUNED), key=lambda name: correct[name][:, i].sum())
        gaps = correct[ours][:, i] - correct[lens][:, i]
        leads[layer] = mean(gaps, seed=seed, limits=(-1.0, 1.0)), lens
    widest = max(layers, key=lambda layer: leads[layer][0].value or 0.0)
    number, lens = leads[widest]
    note = f"above the {lens} at layer {widest}, in points; the widest of layers {layers[0]} to {layers[-1]}"
    return number.figure(f"P@1 lead, {ours}", note=note)


def _ahead(correct: PerCase, ours: str, layers: list[int]) -> Verdict:
    claim = "From a quarter of the depth up, token identity says the next token more often than both lenses."
    chance = ALPHA / (2 * len(layers))
    ahead, behind = [], []
    for i, layer in enumerate(layers):
        gaps = [correct[ours][:, i] - correct[lens][:, i] for lens in (LOGIT, TUNED)]
        significant = [gap.sum() for gap in gaps if sign_test(gap) < chance]
        if any(total < 0 for total in significant):
            behind.append(layer)
        elif len(significant) == len(gaps):
            ahead.append(layer)
    reason = (
        f"{ours}: ahead of both at {_layers(ahead)}, behind one of them at {_layers(behind)} of layers "
        f"{layers[0]} to {layers[-1]} (sign test of the cases on which they differ, p < {ALPHA}, Bonferroni)"
    )
    return Verdict(claim, verdict_word(False if behind else True if ahead else None), reason)


def _less_surprised(surprisal: PerCase, ours: str, layers: list[int], seed: int) -> Verdict:
    claim = "There it is also less surprising to the model than both lenses."
    own = surprisal[ours].mean(1)
    gaps = {lens: mean(surprisal[lens].mean(1) - own, seed=seed) for lens in (LOGIT, TUNED)}
    significant = [exceeds(gap) for gap in gaps.values()]
    gap_texts = "; ".join(f"{lens} minus {ours}: {gap} nats" for lens, gap in gaps.items())
    return Verdict(
        claim,
        verdict_word(True if all(significant) else False if False in significant else None),
        f"mean over layers {layers[0]} to {layers[-1]}, {gap_texts}",
    )


def _poor(table: pd.DataFrame, first: int) -> Verdict:
    claim = "Below a quarter of the depth all methods are poor."
    low = table[(table["measure"] == P_AT_1) & table["layer"].between(1, first - 1)]
    if low.empty:
        return Verdict(
            claim, "cannot be told", "the model has no layer between the embeddings and that depth"
        )
    best = low.iloc[low["value"].argmax()]
    reason = (
        f"the best is {best['method']} at layer {best['layer']}, {best['value']:.2f} "
        f"({best['low']:.2f}–{best['high']:.2f}); called poor below {POOR_P_AT_1}"
    )
    poor = True if best["high"] < POOR_P_AT_1 else False if best["low"] > POOR_P_AT_1 else None
    return Verdict(claim, verdict_word(poor), reason)


def _layers(layers: list[int]) -> str:
    return ", ".join(map(str, layers)) if layers else "none"


def _plots(table: pd.DataFrame, layers: list[int]) -> dict[str, go.Figure]:
    from latentlens.plots import across_layers

    plots_by_name = {}
    for measure, name in ((P_AT_1, "p-at-1"), (SURPRISAL, "surprisal")):
        rows = dict(iter(table[table["measure"] == measure].groupby("method", sort=False)))
        plots_by_name[name] = across_layers(
            layers,
            {str(method): some["value"] for method, some in rows.items()},
            intervals={str(method): (some["low"], some["high"]) for method, some in rows.items()},
            quantity=measure if measure == P_AT_1 else f"{measure} (nats)",
            title="The model's own next token, read at each layer",
        )
    return plots_by_name


NEXT_TOKEN = Experiment(
    "next-token",
    "Next-token prediction",
    "From layer 10 of 40 up, few-shot token identity predicts the next token better than the logit lens and "
    "the tuned lens, by P@1 and by surprisal; below, all are poor (section 4.1, figure 2: curves, no table).",
    run,
)
