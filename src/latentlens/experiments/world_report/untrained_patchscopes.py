"""Untrained Patchscopes on the teaching world: descriptions, next tokens and attributes.

The layers are chosen on the validation split, and the figure is measured there on the test split.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import all_finite
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.run import run
from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report.mentions import (
    Mention,
    begins_with,
    generate_patched,
    mention_in_prose,
    read_states,
)
from latentlens.experiments.world_report.share import share_figure
from latentlens.readers.presets import as_reader, question
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State
from latentlens.session import Session
from latentlens.world import load_facts
from latentlens.world.fact_relations import FactRelation, relations
from latentlens.world.split import Split
from latentlens.world.text import DESCRIBED, described_split, running_prose

FEW = 5
"""Subjects per relation on which the layers for attributes are chosen."""
POSITIONS = 400
"""Positions of running prose at which next tokens are read."""


def descriptions(session: Session, split: Split) -> Iterator[Figure]:
    """Measure descriptions of entities that the training text never describes.

    The source is the bare name, and l* = l, as in the paper.

    Args:
        session: session on the model.
        split: split of the entities.
    """
    layers = range(2, session.model.n_layers + 1)
    for kind in DESCRIBED:
        trials = _description_verdicts(session, kind, "validation")
        chosen = max(layers, key=lambda layer: sum(trials[layer]))
        note = f"l = l* = {chosen}, chosen on validation; no remedy"
        yield share_figure(
            f"description_{kind}", _description_verdicts(session, kind, split)[chosen], bar=0.80, note=note
        )


def _description_verdicts(session: Session, kind: str, split: Split) -> list[list[bool]]:
    """Return verdicts [layer][entity] on the descriptions read there."""
    facts = load_facts()
    names = [x for x in facts.names[kind] if described_split(x) == split]
    reader = as_reader("description", prompts=session.prompts)
    vectors = read_states(session, [Mention(x, x) for x in names])
    layers = range(session.model.n_layers + 1)
    texts = generate_patched(session, reader, [(v[layer], layer) for layer in layers for v in vectors])
    correct = [
        begins_with(text, facts.descriptions[x]) for x, text in zip(names * len(layers), texts, strict=True)
    ]
    return [correct[k * len(names) : (k + 1) * len(names)] for k in layers]


def identity(session: Session, split: Split) -> Iterator[Figure]:
    """Measure how often few-shot identity, read at the patched position, gives the model's own next token.

    Args:
        session: session on the model.
        split: split of the prose.
    """
    depth = session.model.n_layers
    best: dict[Split, dict[int, tuple[list[int], list[int], list[int]]]] = {}
    samples: tuple[Split, ...] = ("validation", split)
    for sample in samples:
        states, own = _positions(session, sample)
        best[sample] = {
            layer: (_next_tokens(session, states[:, layer], layer), _lens(session, states[:, layer]), own)
            for layer in range(1, depth)
        }

    def correct(sample: Split, layer: int, which: int) -> list[bool]:
        found = best[sample][layer]
        return [a == b for a, b in zip(found[which], found[2], strict=True)]

    shallow = range(1, 3 * depth // 4 + 1)
    chosen = max(shallow, key=lambda layer: sum(correct("validation", layer, 0)))
    note = f"l = l* = {chosen} of {depth}, chosen on validation"
    yield share_figure("identity_p1", correct(split, chosen, 0), bar=0.80, note=note)
    yield share_figure(
        "identity_p1_logit_lens", correct(split, chosen, 1), note=f"the logit lens at layer {chosen}"
    )

    def ahead(sample: Split, layer: int) -> float:
        ours, lens = correct(sample, layer, 0), correct(sample, layer, 1)
        return 100 * (sum(ours) - sum(lens)) / len(ours)

    widest = max(best["validation"], key=lambda layer: ahead("validation", layer))
    yield Figure(
        "identity_beats_logit_lens",
        ahead(split, widest),
        "points",
        0.1,
        note=f"P@1 above the logit lens's at layer {widest}, chosen on validation",
    )


def _positions(session: Session, sample: str) -> tuple[Float[Tensor, "position layer d_model"], list[int]]:
    rng = Random(f"identity:{sample}")  # noqa: S311 - cases, not secrets
    states: list[Tensor] = []
    own: list[int] = []
    while len(own) < POSITIONS:
        trace = session.run(running_prose(rng, 2))
        states += list(trace.resid[:, 1:].transpose(0, 1))  # without <bos>
        own += trace.logits[1:].argmax(-1).tolist()
    keep = rng.sample(range(len(own)), POSITIONS)
    return torch.stack([states[i] for i in keep]), [own[i] for i in keep]


def _next_tokens(session: Session, vectors: Float[Tensor, "row d_model"], layer: int) -> list[int]:
    reader = as_reader("next_token", prompts=session.prompts)
    target = reader.target(session.backend)
    states = [State(v, layer) for v in vectors]
    depth = session.model.n_layers
    results = run([query(reader, target, [state], depth, NextToken(1)) for state in states], session.model)
    return [
        r.value.top_ids[0]
        for r in all_finite(results, session.model.dtype)
        if isinstance(r.value, Distribution)
    ]


def _lens(session: Session, vectors: Float[Tensor, "row d_model"]) -> list[int]:
    # A Patchscope into the last layer is the logit lens, whatever its prompt.
    return _next_tokens(session, vectors, session.model.n_layers)


def attributes(session: Session, split: Split) -> Iterator[Figure]:
    """Measure attributes of entities in running prose, and how often the prompt alone gives them.

    Args:
        session: session on the model.
        split: split of the prose.
    """
    layer, target = _best_cell(session)
    means, nulls, rest = [], [], []
    for relation in relations().values():
        sources = _subjects(relation, split, None)
        vectors = read_states(session, sources)[:, layer]
        *texts, alone = generate_patched(
            session, _asks(relation), [*((v, target) for v in vectors), (None, 0)]
        )
        verdicts = [
            begins_with(text, relation.answers[s.name]) for s, text in zip(sources, texts, strict=True)
        ]
        means.append(sum(verdicts) / len(verdicts))
        nulls.append(sum(begins_with(alone, relation.answers[s.name]) for s in sources) / len(sources))
        rest.append(share_figure(f"attribute_{relation.name}", verdicts))
    note = f"mean over {len(means)} relations at l = {layer}, l* = {target}, chosen on validation"
    yield Figure("attribute_mean", 100 * sum(means) / len(means), "%", 70.0, note=note)
    alone_note = "the same prompts with nothing written"
    yield Figure("attribute_null", 100 * sum(nulls) / len(nulls), "%", 15.0, "lower", note=alone_note)
    yield from rest


def _best_cell(session: Session) -> tuple[int, int]:
    """Choose the source layer (2 or more) and the target layer for attributes, on the validation split."""
    depth = session.model.n_layers
    cells = [(layer, target) for layer in range(2, depth + 1) for target in range(depth)]
    correct = dict.fromkeys(cells, 0)
    for relation in relations().values():
        sources = _subjects(relation, "validation", FEW)
        vectors = read_states(session, sources)
        asked = [(at, cell) for at in range(len(sources)) for cell in cells]
        texts = generate_patched(
            session, _asks(relation), [(vectors[at, layer], target) for at, (layer, target) in asked]
        )
        for (at, cell), text in zip(asked, texts, strict=True):
            correct[cell] += begins_with(text, relation.answers[sources[at].name])
    return max(correct, key=lambda cell: correct[cell])


def _subjects(relation: FactRelation, sample: str, count: int | None) -> list[Mention]:
    rng = Random(f"attribute:{relation.name}:{sample}")  # noqa: S311 - cases, not secrets
    names = list(relation.answers)
    drawn = rng.sample(names, count) if count else names
    return [mention_in_prose(relation.subject_kind, x, rng) for x in drawn]


def _asks(relation: FactRelation) -> Reader:
    return question(relation.plain_prompt.format(s="x"), max_new_tokens=5).with_settings({"stop": [".", ","]})
