"""Across models: a state of one model, mapped into another model that continues from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float
from torch import Tensor

from latentlens.engine.local import LocalBackend
from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Generation
from latentlens.engine.run import run as run_queries
from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.accuracy import exceeds, mean, share
from latentlens.experiments.patchscopes.entity_lists import Entity
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.prose import documents, fit_documents, random_prefix, top_next_tokens
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.rouge import rouge_l
from latentlens.experiments.patchscopes.source_states import read_last_tokens, read_texts
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.experiments.world_report.mentions import ACTIVATION_BUDGET, begins_with, generate_patched
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.readers.presets import as_reader
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State
from latentlens.session import Session
from latentlens.training.fit import fit_mapping
from latentlens.world.facts import Frequency
from latentlens.world.split import Split

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

BATCH_SIZE = 25
CHOOSE, REPORT = "validation", "test"
SPLITS: tuple[Split, ...] = ("validation", "test")
FREQUENCIES: tuple[Frequency, ...] = ("common", "rare")
SOURCE, TARGET, ACROSS = "source alone", "target alone", "source into target"
SAME_DEPTH = 1 / 8
"""Two layers count as equally deep if their relative depths differ by at most this."""
DIAGONAL = "P@1 is highest where source and target layer are at the same depth."
EARLY = "The target's early layers are better to write into than its late ones."
BETTER = "A larger target describes the source's entities better than the source does."


def run(study: Study) -> ExperimentOutcome:
    """Measure next tokens and descriptions read in a second model, over all source and target layers.

    Args:
        study: both models, the seed and the size of the run.
    """
    if study.into is None:
        alone = (
            Verdict(claim, "cannot be told", study.why_no_second_model) for claim in (DIAGONAL, EARLY, BETTER)
        )
        return ExperimentOutcome(table_of([]), (), tuple(alone))
    into, fitted_on = study.into, fit_documents(study, study.session.model, study.into.model)
    mappings = study.mappings(
        "maps between the models",
        lambda: fit_mapping(study.session, into, fitted_on, seed=study.seed, progress=study.progress),
    )
    texts = documents(study, "measure", study.n_cases(200, 10), without=frozenset(fitted_on))
    parts = {f"from {i}": texts[i : i + BATCH_SIZE] for i in range(0, len(texts), BATCH_SIZE)}
    tokens = study.measure(
        "next tokens", list(parts), lambda part: _tokens(study, into, mappings, parts[part])
    )
    drawn = {
        f"{split}, {frequency}": study.draw_entities("crossing", frequency, split, study.n_cases(60, 3))
        for split in SPLITS
        for frequency in FREQUENCIES
    }
    measured_rows = study.measure(
        "descriptions", list(drawn), lambda part: _describe(study, into, mappings, drawn[part])
    )
    p_at_1 = {whose: np.array(tokens[whose].tolist(), dtype=bool) for whose in ("source", "target")}
    best = _choose_layers(measured_rows[measured_rows["split"] == CHOOSE])
    reported = measured_rows[measured_rows["split"] == REPORT]
    return ExperimentOutcome(
        table=_table(study, p_at_1, mappings, reported),
        figures=_figures(study, p_at_1, mappings, reported, best),
        verdicts=(*_where(study, p_at_1["source"]), _better(study, reported, best)),
        plots=_plots(p_at_1["source"], reported),
        settings={
            "into": into.model.name,
            "documents": len(texts),
            "fitted_on_documents": len(fitted_on),
            "entities": {split: int((measured_rows["split"] == split).sum()) for split in SPLITS},
            "layers_chosen_on_validation": best,
            "prompts": {n: _reader(into, n, 1, mappings).title for n in ("next_token", "description")},
        },
        notes=(
            "P@1 is agreement with the source model's own next token, as in the paper's code; agreement with "
            "the target's own is given beside it.",
            "R² is measured on held-out documents, all coordinates pooled.",
            "Descriptions are of entities whose description stands in no training text; the layers are "
            "chosen on other such entities (validation), and the whole grid is in the table.",
        ),
    )


def _reader(into: Session, name: str, layer: int, mappings: LayerMappings) -> Reader:
    return as_reader(name, layer=layer, prompts=into.prompts).with_mapping(mappings)


def _tokens(study: Study, into: Session, mappings: LayerMappings, texts: list[str]) -> list[Row]:
    depth, reach = study.session.model.n_layers, into.model.n_layers
    model = study.session.model
    reads = read_last_tokens(
        model, [random_prefix(model, text, study.rng("position", text)) for text in texts]
    )
    theirs = read_last_tokens(into.model, [read.token_ids for read in reads])
    states = [State(read.states[layer], layer) for read in reads for layer in range(depth + 1)]
    ids_said = np.stack(
        [
            np.array(top_next_tokens(into.model, _reader(into, "next_token", target, mappings), states))
            for target in range(reach + 1)
        ],
        axis=-1,
    ).reshape(len(reads), depth + 1, reach + 1)
    return [
        {"source": (ids == read.next_token).tolist(), "target": (ids == other.next_token).tolist()}
        for read, other, ids in zip(reads, theirs, ids_said, strict=True)
    ]


def _describe(study: Study, into: Session, mappings: LayerMappings, some: list[Entity]) -> list[Row]:
    rows = []
    names = [entity.name for entity in some]
    reads = [read_texts(session.model, names) for session in (study.session, into)]
    for entity, own, other in zip(some, *reads, strict=True):
        described: Row = {"entity": entity.name, "split": entity.split, "frequency": entity.frequency}
        texts = {
            SOURCE: [_describe_alone(study.session, own.states)],
            TARGET: [_describe_alone(into, other.states)],
            ACROSS: _describe_across(into, mappings, own.states),
        }
        for name, grid in texts.items():
            described[f"ROUGE-L, {name}"] = [[rouge_l(t, entity.description) for t in row] for row in grid]
            described[f"exact, {name}"] = [[begins_with(t, entity.description) for t in row] for row in grid]
        rows.append(described)
    return rows


def _describe_alone(session: Session, states: Float[Tensor, "layer d_model"]) -> list[str]:
    reader = as_reader("description", prompts=session.prompts)
    return generate_patched(session, reader, [(vector, layer) for layer, vector in enumerate(states)])


def _describe_across(
    into: Session, mappings: LayerMappings, states: Float[Tensor, "layer d_model"]
) -> list[list[str]]:
    """Return the text that the target generates, indexed by source layer and target layer."""
    model = into.model
    readers = [_reader(into, "description", target, mappings) for target in range(model.n_layers + 1)]
    target = readers[0].target(LocalBackend(model))
    queries = [
        query(reader, target, [State(vector, layer)], model.n_layers, reader.readout(0))
        for layer, vector in enumerate(states)
        for reader in readers
    ]
    results = all_finite(run_queries(queries, model, budget=ACTIVATION_BUDGET), model.dtype)
    texts = [r.value.text for r in results if isinstance(r.value, Generation)]
    return [texts[i : i + len(readers)] for i in range(0, len(texts), len(readers))]


def _grid(rows: pd.DataFrame, name: str) -> Float[np.ndarray, "case row column"]:
    return np.array(rows[name].tolist(), dtype=float)


def _choose_layers(rows: pd.DataFrame) -> dict[str, list[int]]:
    """Choose for each method the layers with the highest ROUGE-L, source layers from 1."""
    best_layers = {}
    for name in (SOURCE, TARGET, ACROSS):
        grid = _grid(rows, f"ROUGE-L, {name}").mean(0)
        grid = grid[1:] if name == ACROSS else grid[:, 1:].T
        row, column = divmod(int(grid.argmax()), grid.shape[1])
        best_layers[name] = [row + 1, column if name == ACROSS else row + 1]
    return best_layers


def _at_best_layers(
    rows: pd.DataFrame, measure: str, name: str, best: dict[str, list[int]]
) -> Float[np.ndarray, " case"]:
    grid, (layer, target) = _grid(rows, f"{measure}, {name}"), best[name]
    at_best: Float[np.ndarray, " case"] = grid[:, layer, target] if name == ACROSS else grid[:, 0, layer]
    return at_best


def _table(
    study: Study,
    p_at_1: dict[str, Bool[np.ndarray, "case layer target"]],
    mappings: LayerMappings,
    rows: pd.DataFrame,
) -> pd.DataFrame:
    table_rows: list[Row] = []
    for whose, grid in p_at_1.items():
        for layer, target in np.ndindex(*grid.shape[1:]):
            at = {"measure": f"P@1, the {whose}'s own next token", "layer": layer, "target_layer": target}
            table_rows.append(at | share(grid[:, layer, target]).row)
    for fit in mappings.report.layers if mappings.report else ():
        at = {"measure": "held-out R²", "layer": fit.layer, "target_layer": fit.target_layer}
        table_rows.append(at | {"value": fit.r2})
    for measure in ("ROUGE-L", "exact"):
        for name in (SOURCE, TARGET, ACROSS):
            values = _grid(rows, f"{measure}, {name}")
            for row, column in np.ndindex(*values.shape[1:]):
                layer, target = (row, column) if name == ACROSS else (column, column)
                at = {"measure": f"description {measure}, {name}", "layer": layer, "target_layer": target}
                number = mean(values[:, row, column], seed=study.seed, limits=(0.0, 1.0))
                table_rows.append(at | number.row)
    return table_of(table_rows)


def _figures(
    study: Study,
    p_at_1: dict[str, Bool[np.ndarray, "case layer target"]],
    mappings: LayerMappings,
    rows: pd.DataFrame,
    best: dict[str, list[int]],
) -> tuple[Figure, ...]:
    figures = []
    for whose, grid in p_at_1.items():
        # excluded: the source's last layer already is its next token
        inner = grid[:, :-1].mean(0)
        row, column = divmod(int(inner.argmax()), inner.shape[1])
        number = share(grid[:, row, column])
        note = f"l = {row}, l* = {column}, the best of {inner.size} cells with l < L"
        figures.append(number.figure(f"P@1, the {whose}'s own next token", note=note))
    fits = [fit.r2 for fit in mappings.report.layers] if mappings.report else []
    note = f"median over {len(fits)} pairs of layers; from {min(fits):.2f} to {max(fits):.2f}"
    figures.append(Figure("held-out R² of the maps", float(np.median(fits)), "", note=note))
    for measure in ("ROUGE-L", "exact"):
        for name in (SOURCE, TARGET, ACROSS):
            number = mean(_at_best_layers(rows, measure, name, best), seed=study.seed, limits=(0.0, 1.0))
            layers = "l = {}, l* = {}".format(*best[name])
            figures.append(
                number.figure(f"description {measure}, {name}", note=f"{layers}, chosen on validation")
            )
    return tuple(figures)


def _where(study: Study, correct: Bool[np.ndarray, "case layer target"]) -> tuple[Verdict, Verdict]:
    grid = correct[:, 1:, 1:].astype(float)
    depths = [np.arange(1, n + 1) / n for n in grid.shape[1:]]
    near = np.abs(depths[0][:, None] - depths[1][None]) <= SAME_DEPTH
    early = np.broadcast_to(depths[1] <= 0.5, near.shape)
    verdicts = []
    for claim, inside, label in (
        (DIAGONAL, near, f"depths at most {SAME_DEPTH} apart minus the rest"),
        (EARLY, early, "target layers of the lower half minus those of the upper"),
    ):
        if not inside.any() or inside.all() or not correct.any():
            verdicts.append(Verdict(claim, "cannot be told", "no token agrees, or there are too few layers"))
            continue
        gap = mean(grid[:, inside].mean(1) - grid[:, ~inside].mean(1), seed=study.seed)
        lead = exceeds(gap)
        verdicts.append(Verdict(claim, verdict_word(lead), f"{label}: {gap}, in P@1"))
    return verdicts[0], verdicts[1]


def _better(study: Study, rows: pd.DataFrame, best: dict[str, list[int]]) -> Verdict:
    assert study.into is not None
    sizes = [session.model.n_parameters for session in (study.session, study.into)]
    if sizes[1] <= sizes[0]:
        return Verdict(BETTER, "cannot be told", "the target is not larger than the source")
    values = {name: _at_best_layers(rows, "ROUGE-L", name, best) for name in (SOURCE, TARGET, ACROSS)}
    if not any(value.any() for value in values.values()):
        return Verdict(BETTER, "cannot be told", "no description shares a word with the entity's")
    gap = mean(values[ACROSS] - values[SOURCE], seed=study.seed)
    lead = exceeds(gap)
    alone = ", ".join(f"{name} {value.mean():.3f}" for name, value in values.items())
    return Verdict(
        BETTER, verdict_word(lead), f"ROUGE-L of source into target minus source alone: {gap} ({alone})"
    )


def _plots(correct: Bool[np.ndarray, "case layer target"], rows: pd.DataFrame) -> dict[str, go.Figure]:
    from latentlens.plots import source_by_target_layer

    rouge = _grid(rows, f"ROUGE-L, {ACROSS}").mean(0)
    layers = [range(n) for n in rouge.shape]
    return {
        "p-at-1": source_by_target_layer(
            correct.mean(0), *layers, quantity="P@1", title="The source's next token, said by the target"
        ),
        "descriptions": source_by_target_layer(
            rouge, *layers, quantity="ROUGE-L", title="Descriptions of the source's entities by the target"
        ),
    }


CROSS_MODEL = Experiment(
    "cross-model",
    "Patching across models",
    "With affine maps from a smaller model into a larger one of its family, P@1 reaches 0.7 (Vicuna 7B to "
    "13B) and 0.8 (Pythia 6.9B to 12B), highest near the diagonal and in early target layers; the larger "
    "model describes entities better for Vicuna, and not for Pythia (section 4.4, appendix E).",
    run,
    across=True,
)
