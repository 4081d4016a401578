"""The cases of attribute extraction: what is said of each subject with its state, and with controls'."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool

from latentlens.experiments.patchscopes.generations import (
    LONGEST,
    STOPS,
    go_on,
    holds,
    mention,
    over_cells,
)
from latentlens.experiments.patchscopes.probe import probe_hits
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.source_states import read_texts
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.world_report.reading import said
from latentlens.readers.patchscope import Patchscope
from latentlens.scoring.controls import random_vector
from latentlens.world.relations import Relation, relations

if TYPE_CHECKING:
    import pandas as pd

MENTIONS = 2
"""Of every subject, in prose; the first is measured on."""

PATCHSCOPE, SHUFFLED, RANDOM = "patchscope", "another subject", "random vector"
GRIDS = (PATCHSCOPE, SHUFFLED, RANDOM)
NULL, PROBE = "nothing written", "probe"


@dataclasses.dataclass(frozen=True)
class Cases:
    """Verdicts on every case.

    Args:
        relation: of each.
        known: whether the model itself, asked in text, says the answer.
        grids: by what was written, whether the answer is said.
        null: whether it is said with nothing written.
        probe: whether a probe names it.
        seen: whether the answer stood among those that the probe was fitted on.
    """

    relation: np.ndarray
    known: Bool[np.ndarray, " case"]
    grids: Mapping[str, Bool[np.ndarray, "case layer target_layer"]]
    null: Bool[np.ndarray, " case"]
    probe: Bool[np.ndarray, "case layer"]
    seen: Bool[np.ndarray, " case"]

    def where(self, taken: Bool[np.ndarray, " case"]) -> Cases:
        """Return some of the cases."""
        grids = {name: grid[taken] for name, grid in self.grids.items()}
        return Cases(
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
    def of(cls, rows: pd.DataFrame, depth: int) -> Cases:
        """Gather what `measure` gave, of which there may be nothing.

        Args:
            rows: one a case.
            depth: of the model.
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


def cases_of(study: Study, relation: Relation) -> list[Row]:
    """Measure one relation, every subject that is drawn at one mention.

    Args:
        study: the model, the size and the seed.
        relation: the relation.

    Returns:
        One row a case.
    """
    session = study.session
    texts = {s: found for s in relation.answers if (found := _mentions(study, relation.subject, s))}
    drawn = study.rng("subjects", relation.name).sample(list(texts), min(len(texts), study.many(16, 3)))
    prompt = relation.cores[0][:1].upper() + relation.cores[0][1:]
    reader = Patchscope(prompt.format(s="x"), max_new_tokens=LONGEST, stop=STOPS)
    asked = [s for s in drawn if not holds(reader.prompt or "", relation.answers[s])]
    if len(asked) < 2:  # another subject's state is one of the controls
        return []
    reads = iter(read_texts(session.model, [text for found in texts.values() for text in found]))
    states = {s: [next(reads).states for _ in found] for s, found in texts.items()}
    own = [states[s][0] for s in asked]
    grids = over_cells(session, reader, own)
    # one control serves all cases of the relation: its answers are graded against each of theirs
    noise = own[0].clone()
    for layer in range(len(noise)):
        noise[layer] = random_vector(own[0][layer], seed=study.seed, layer=layer, position=0)
    (random,) = over_cells(session, reader, [noise])
    (nothing,) = said(session, reader, [(None, 0)])
    replies = go_on(session.model, [prompt.format(s=s) for s in asked])
    probed = probe_hits(
        {s: [v.float().cpu().numpy() for v in found] for s, found in states.items()},
        relation.answers,
        asked,
        study.rng("folds", relation.name),
    )

    def right(grid: Sequence[Sequence[str]], s: str) -> list[list[bool]]:
        return [[holds(text, relation.answers[s]) for text in row] for row in grid]

    return [
        {
            "relation": relation.name,
            "subject": s,
            "known": holds(replies[i], relation.answers[s]),
            PATCHSCOPE: right(grids[i], s),
            SHUFFLED: right(grids[i - 1], s),
            RANDOM: right(random, s),
            NULL: holds(nothing, relation.answers[s]),
            PROBE: probed[s][0],
            "seen": probed[s][1],
        }
        for i, s in enumerate(asked)
    ]


def _mentions(study: Study, kind: str, name: str) -> list[str]:
    """Write the mentions of an entity, the same ones whichever of its attributes is asked for."""
    answers = {r.answers[name] for r in relations().values() if r.subject == kind}
    rng = study.rng("mention", kind, name)
    found = [mention(kind, name, rng, answers) for _ in range(MENTIONS)]
    return [text for text in found if text is not None]
