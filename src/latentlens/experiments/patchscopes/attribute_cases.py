"""Cases of attribute extraction: whether each subject's state, a control or a probe gives the attribute."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool

from latentlens.experiments.patchscopes.attribute_probe import probe_hits
from latentlens.experiments.patchscopes.generations import (
    STOP_STRINGS,
    contains_any,
    generate_all_layer_pairs,
    generate_greedily,
    prose_up_to,
)
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.source_states import read_texts
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.world_report.mentions import generate_patched
from latentlens.readers.presets import question
from latentlens.scoring.controls import random_vector
from latentlens.world.fact_relations import FactRelation

if TYPE_CHECKING:
    import pandas as pd

MENTIONS_PER_SUBJECT = 2
"""Sentences written around each subject; the Patchscope reads the first, the probe is fitted on all."""

PATCHSCOPE, SHUFFLED, RANDOM = "patchscope", "another subject", "random vector"
GRIDS = (PATCHSCOPE, SHUFFLED, RANDOM)
NULL, PROBE = "nothing written", "probe"


@dataclasses.dataclass(frozen=True)
class AttributeCases:
    """Verdicts on every case, as arrays.

    Args:
        relation: name of each case's relation.
        known: whether the model itself gives the answer when asked in text.
        grids: by what was written into the slot, whether the generated text contains the answer.
        null: whether the text generated with nothing written contains the answer.
        probe: whether a linear probe on the source layer predicts the answer.
        seen: whether the answer was among the classes that the probe was fitted on.
    """

    relation: np.ndarray
    known: Bool[np.ndarray, " case"]
    grids: Mapping[str, Bool[np.ndarray, "case layer target_layer"]]
    null: Bool[np.ndarray, " case"]
    probe: Bool[np.ndarray, "case layer"]
    seen: Bool[np.ndarray, " case"]

    def select(self, taken: Bool[np.ndarray, " case"]) -> AttributeCases:
        """Return the cases selected by a boolean mask."""
        grids = {name: grid[taken] for name, grid in self.grids.items()}
        return AttributeCases(
            self.relation[taken],
            self.known[taken],
            grids,
            self.null[taken],
            self.probe[taken],
            self.seen[taken],
        )

    def __len__(self) -> int:
        return len(self.relation)

    @classmethod
    def from_rows(cls, rows: pd.DataFrame, depth: int) -> AttributeCases:
        """Collect the rows that `measure_relation` returned; there may be none.

        Args:
            rows: one row per case.
            depth: number of layers above the embeddings that were read.
        """
        n, layers = len(rows), depth + 1

        def column(name: str, *shape: int) -> Bool[np.ndarray, ...]:
            values = rows[name].tolist() if n else []
            return np.array(values, dtype=bool).reshape(n, *shape)

        return cls(
            np.array(rows["relation"].tolist() if n else [], dtype=object),
            column("known"),
            {name: column(name, layers, layers) for name in GRIDS},
            column(NULL),
            column(PROBE, layers),
            column("seen"),
        )


def ask_in_text(study: Study, relation: FactRelation) -> list[Row]:
    """Ask the model itself for a relation's answers, of subjects that results may be reported on.

    Args:
        study: the model, seed and size of the run.
        relation: the relation to ask for.

    Returns:
        One row per subject that was asked about.
    """
    there = [s for s in relation.answers if study.material.reported(s)]
    asked = study.rng("asked", relation.name).sample(there, min(len(there), study.n_cases(200, 12, large=32)))
    known = said_in_text(study, relation, asked)
    return [{"relation": relation.name, "subject": s, "known": known[s]} for s in asked]


def said_in_text(study: Study, relation: FactRelation, subjects: Sequence[str]) -> dict[str, bool]:
    """Return of which subjects the model itself says the answer.

    A model that others trained is asked in two ways, as a noun phrase and as a sentence about the subject:
    what it says in either it knows. The teaching world's models were trained on the first.

    Args:
        study: the model and the material.
        relation: the relation to ask for.
        subjects: the subjects to ask about.
    """
    prompts = [relation.plain_prompt, *([relation.statement] if study.material.asks_first else [])]
    known = dict.fromkeys(subjects, False)
    for prompt in prompts:
        replies = generate_greedily(
            study.session.model, [prompt.format(s=s) for s in subjects], max_new_tokens=study.n_tokens
        )
        for s, reply in zip(subjects, replies, strict=True):
            known[s] |= contains_any(reply, relation.accepted(s))
    return known


def measure_relation(
    study: Study, relation: FactRelation, known: Mapping[str, bool] | None = None
) -> list[Row]:
    """Measure one relation: every subject, in one sentence drawn for it.

    Args:
        study: the model, seed and size of the run.
        relation: the relation to measure.
        known: whether the model itself gives the answer, for the subjects to use, and only those that it
            knows are then read; None (default) to use all subjects and ask about those that were drawn.

    Returns:
        One row per case; none if fewer than two subjects can be used.
    """
    session, layers = study.session, study.layers
    kind, used = relation.subject_kind, relation.answers if known is None else known
    texts = {s: mentions for s in used if (mentions := _write_mentions(study, kind, s))}
    there = [s for s in texts if known is None or known[s]]
    count = study.n_cases(16, 3, large=4)
    drawn = study.rng("subjects", relation.name).sample(there, min(len(there), count))
    prompt = relation.noun_phrases[0][:1].upper() + relation.noun_phrases[0][1:]
    target = prompt.format(s="x")
    reader = question(target, max_new_tokens=study.n_tokens).with_settings({"stop": list(STOP_STRINGS)})
    tested = [s for s in drawn if not contains_any(target, relation.accepted(s))]
    if len(tested) < 2:  # the shuffled control needs another subject's state
        return []
    reads = iter(read_texts(session.model, [text for mentions in texts.values() for text in mentions]))
    states = {s: [next(reads).states for _ in mentions] for s, mentions in texts.items()}
    own = [states[s][0] for s in tested]
    grids = generate_all_layer_pairs(session, reader, own, layers)
    # one random vector serves all cases of the relation: its text is graded against each case's answer
    noise = own[0].clone()
    for layer in range(len(noise)):
        noise[layer] = random_vector(own[0][layer], seed=study.seed, layer=layer, position=0)
    (random,) = generate_all_layer_pairs(session, reader, [noise], layers)
    (nothing,) = generate_patched(session, reader, [(None, 0)])
    replies = (
        generate_greedily(session.model, [prompt.format(s=s) for s in tested])
        if known is None
        else [""] * len(tested)
    )
    probed = probe_hits(
        {s: [v[layers].float().cpu().numpy() for v in vectors] for s, vectors in states.items()},
        relation.answers,
        tested,
        study.rng("folds", relation.name),
    )

    def correct(grid: Sequence[Sequence[str]], s: str) -> list[list[bool]]:
        return [[contains_any(text, relation.accepted(s)) for text in row] for row in grid]

    return [
        {
            "relation": relation.name,
            "subject": s,
            "known": known is not None or contains_any(replies[i], relation.accepted(s)),
            PATCHSCOPE: correct(grids[i], s),
            SHUFFLED: correct(grids[i - 1], s),
            RANDOM: correct(random, s),
            NULL: contains_any(nothing, relation.accepted(s)),
            PROBE: probed[s][0],
            "seen": probed[s][1],
        }
        for i, s in enumerate(tested)
    ]


def _write_mentions(study: Study, kind: str, name: str) -> list[str]:
    """Write sentences that mention an entity; the same ones for all of its attributes."""
    known = [r for r in study.material.relations.values() if r.subject_kind == kind and name in r.answers]
    answers = {answer for relation in known for answer in relation.accepted(name)}
    rng = study.rng("mention", kind, name)
    mentions = [
        prose_up_to(study.material.mention, kind, name, rng, answers) for _ in range(MENTIONS_PER_SUBJECT)
    ]
    return [text for text in mentions if text is not None]
