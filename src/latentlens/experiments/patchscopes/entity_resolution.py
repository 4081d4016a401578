"""Entity resolution: how a model describes an entity at each layer, for common and rare entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.accuracy import difference, exceeds, mean
from latentlens.experiments.patchscopes.entity_lists import Entity
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.generations import contains_phrase, prose_up_to
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.rouge import rouge_l
from latentlens.experiments.patchscopes.source_states import read_texts
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.experiments.world_report.mentions import begins_with, generate_patched
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader
from latentlens.world.facts import Frequency

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

BATCH_SIZE = 25
"""Entities per batch."""
BARE, PROSE = "bare name", "running prose"
PAPER, OWN = "the paper's", "the model's own"
MEASURES = {
    "rouge_l": "ROUGE-L against the entity's description",
    "exact": "the whole description, word for word",
    "attributes": "the share of the description's attributes that are said",
    "placeholder": "the placeholder itself is said, or called a placeholder",
    "generic": "the same is said with nothing written",
}
FAR_WORSE = 0.1
"""The difference of ROUGE-L from which one group counts as far worse: the paper shows curves, no number."""
MIN_RISE = 0.01
"""The smallest change of ROUGE-L that counts as one."""
NOTHING = "no description shares a word with the entity's"
SHALLOW = "the model has one block, and so no upper half"
FREQUENCIES: tuple[Frequency, ...] = ("common", "rare")


def run(study: Study) -> ExperimentOutcome:
    """Measure descriptions read at every layer (l* = l), from the bare name and from a name in prose.

    Args:
        study: the model, seed and size of the run.
    """
    count = study.n_cases(120, 6, large=30)
    drawn: dict[str, list[Entity]] = {}
    for frequency in FREQUENCIES:
        some = study.draw_entities("described", frequency, None, count)
        drawn |= {f"{frequency} from {i}": some[i : i + BATCH_SIZE] for i in range(0, len(some), BATCH_SIZE)}
    readers = _readers(study)
    rows = study.measure("descriptions", list(drawn), lambda part: _describe(study, readers, drawn[part]))
    table = _table(study, rows)
    ours = OWN if OWN in readers else PAPER
    layers = study.layers
    main = rows[(rows["source"] == BARE) & (rows["prompt"] == ours)]
    return ExperimentOutcome(
        table=table,
        figures=_figures(study, main),
        verdicts=(_rise_and_fall(study, main), _rare(study, main), _placeholder(study, main)),
        plots=_plots(table, ours, layers),
        settings={
            "entities": {f: int((main["frequency"] == f).sum()) for f in FREQUENCIES},
            "target_layer": "the source's",
            "prompts": {name: reader.title for name, reader in readers.items()},
            "judged": f"{BARE}, {ours} prompt",
            "measures": MEASURES,
        },
        notes=(
            "ROUGE-L is the F-measure over words without case and stemming, computed here (Lin 2004).",
            "A description ends at a comma or a line's end, or after 20 tokens; the paper takes up to 50.",
            study.material.said_of_frequency,
            "A state written at l* > 0 leaves the placeholder to be seen below l*; how often an answer names "
            "it is measured, and the remedies are left off, as in the paper.",
        ),
    )


def _readers(study: Study) -> dict[str, Reader]:
    readers = {PAPER: as_reader("description")}
    if "description" in study.session.prompts:
        readers[OWN] = as_reader("description", prompts=study.session.prompts)
    return readers


def _describe(study: Study, readers: dict[str, Reader], some: list[Entity]) -> list[Row]:
    session, rows = study.session, []
    ours = OWN if OWN in readers else PAPER
    reader_and_source = [(BARE, name) for name in readers] + [(PROSE, ours)]
    for source, prompt in reader_and_source:
        # prose that contains an attribute of the entity would give the answer away
        texts = [
            x.name
            if source == BARE
            else prose_up_to(study.material.mention, x.kind, x.name, study.rng("prose", x.name), x.attributes)
            for x in some
        ]
        there = [(x, text) for x, text in zip(some, texts, strict=True) if text]
        states = [read.states for read in read_texts(session.model, [text for _, text in there])]
        reader, layers = readers[prompt], study.layers
        written = [(vectors[layer], layer) for vectors in states for layer in layers]
        *answers, null = generate_patched(session, reader, [*written, (None, 0)])
        for i, (entity, _) in enumerate(there):
            own = answers[i * len(layers) : (i + 1) * len(layers)]
            rows.append(
                {
                    "entity": entity.name,
                    "frequency": entity.frequency,
                    "split": entity.split,
                    "source": source,
                    "prompt": prompt,
                    **score_descriptions(own, entity, null),
                }
            )
    return rows


def score_descriptions(texts: list[str], entity: Entity, null: str) -> dict[str, list[float]]:
    """Score descriptions of an entity by every measure.

    Args:
        texts: generated descriptions.
        entity: the entity they should describe.
        null: the text generated with nothing written.
    """
    return {
        "rouge_l": [rouge_l(text, entity.description) for text in texts],
        "exact": [float(begins_with(text, entity.description)) for text in texts],
        "attributes": [
            sum(contains_phrase(text, a) for a in entity.attributes) / len(entity.attributes)
            for text in texts
        ],
        "placeholder": [
            float(contains_phrase(text, "x") or contains_phrase(text, "placeholder")) for text in texts
        ],
        "generic": [float(text.strip() == null.strip()) for text in texts],
    }


def _values(rows: pd.DataFrame, measure: str) -> np.ndarray:
    """Return one measure as an array [entity, layer]."""
    return np.array(rows[measure].tolist(), dtype=float)


def _table(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    table_rows = []
    splits = {"all": rows}
    if not study.material.asks_first:  # elsewhere nobody knows what a model's text describes
        splits["never described"] = rows[rows["split"] == "test"]
    for described, some in splits.items():
        for (source, prompt, frequency), group in some.groupby(["source", "prompt", "frequency"], sort=False):
            at = {"entities": described, "source": source, "prompt": prompt, "frequency": frequency}
            for measure in MEASURES:
                values = _values(group, measure)
                table_rows += [
                    {**at, "measure": measure, "layer": layer, "target_layer": layer}
                    | mean(values[:, i], seed=study.seed, limits=(0.0, 1.0)).row
                    for i, layer in enumerate(study.layers)
                ]
    return table_of(table_rows)


def _figures(study: Study, main: pd.DataFrame) -> tuple[Figure, ...]:
    figures, layers = [], study.layers
    for measure in MEASURES:
        for frequency in FREQUENCIES:
            values = _values(main[main["frequency"] == frequency], measure)[:, 1:].mean(1)
            number = mean(values, seed=study.seed, limits=(0.0, 1.0))
            note = f"{MEASURES[measure]}; mean over layers {layers[1]} to {layers[-1]}"
            figures.append(number.figure(f"{measure}, {frequency}", note=note))
    return tuple(figures)


def _rise_and_fall(study: Study, main: pd.DataFrame) -> Verdict:
    claim = "ROUGE-L rises over the first layers and then falls."
    values = _values(main, "rouge_l")
    if not values.any():
        return Verdict(claim, "cannot be told", NOTHING)
    layers, peak = study.layers, 1 + int(values[:, 1:].mean(0).argmax())
    gaps = {layers[i]: mean(values[:, peak] - values[:, i], seed=study.seed) for i in (1, len(layers) - 1)}
    gap_texts = "; ".join(f"above layer {layer} by {gap}" for layer, gap in gaps.items())
    reason = (
        f"highest at layer {layers[peak]} of {layers[-1]}: {gap_texts}; called a rise or a fall from "
        f"{MIN_RISE}"
    )
    changes = [exceeds(gap, MIN_RISE) for gap in gaps.values()]
    return Verdict(claim, verdict_word(True if all(changes) else False if False in changes else None), reason)


def _rare(study: Study, main: pd.DataFrame) -> Verdict:
    claim = "Rare entities are described far worse than common ones."
    groups = [_values(main[main["frequency"] == f], "rouge_l")[:, 1:].mean(1) for f in FREQUENCIES]
    if not any(group.any() for group in groups):
        return Verdict(claim, "cannot be told", NOTHING)
    gap = difference(*groups, seed=study.seed)
    reason = (
        f"ROUGE-L of common minus rare entities, mean over layers: {gap}; called far worse from {FAR_WORSE}"
    )
    far = exceeds(gap, FAR_WORSE)
    return Verdict(claim, verdict_word(far), reason)


def _placeholder(study: Study, main: pd.DataFrame) -> Verdict:
    claim = "From some layer on the placeholder is described in place of the entity."
    layers, depth = study.layers, len(study.layers) - 1
    if depth < 2 or not _values(main, "rouge_l").any():
        return Verdict(claim, "cannot be told", SHALLOW if depth < 2 else NOTHING)
    values = _values(main, "placeholder")
    half = depth // 2
    gap = mean(
        values[:, half + 1 :].mean(1) - values[:, 1 : half + 1].mean(1), seed=study.seed, limits=(-1.0, 1.0)
    )
    most = 1 + int(values[:, 1:].mean(0).argmax())
    reason = (
        f"the placeholder is named most often at layer {layers[most]}, in "
        f"{100 * values[:, most].mean():.1f} % of the answers; layers above {layers[half]} minus "
        f"layers {layers[1]} to {layers[half]}: {gap}"
    )
    if not values.any():
        return Verdict(claim, "disagrees", f"the placeholder is never named, in {values[:, 1:].size} answers")
    ahead = exceeds(gap)
    return Verdict(claim, verdict_word(ahead), reason)


def _plots(table: pd.DataFrame, prompt: str, layers: list[int]) -> dict[str, go.Figure]:
    from latentlens.plots import across_layers

    plots_by_name = {}
    ours = table[(table["entities"] == "all") & (table["prompt"] == prompt)]
    for measure in ("rouge_l", "attributes", "placeholder"):
        rows = ours[ours["measure"] == measure]
        lines = {
            f"{frequency}, {source}": some
            for (source, frequency), some in rows.groupby(["source", "frequency"], sort=False)
        }
        plots_by_name[measure.replace("_", "-")] = across_layers(
            layers,
            {name: some["value"] for name, some in lines.items()},
            intervals={name: (some["low"], some["high"]) for name, some in lines.items()},
            quantity=MEASURES[measure],
            title="Descriptions read at each layer, l* = l",
        )
    return plots_by_name


ENTITY_RESOLUTION = Experiment(
    "entity-resolution",
    "Entity resolution",
    "Over the first ten layers ROUGE-L against Wikipedia's short descriptions rises for about five layers "
    "and then slowly falls; rare entities are described far worse than popular ones; from about layer 7 the "
    "output describes the placeholder x (section 4.3, figure 3, tables 3, 6 and 7).",
    run,
)
