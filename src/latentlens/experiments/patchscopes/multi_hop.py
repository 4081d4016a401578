"""Multi-hop reasoning: the state of the first hop, written into the prompt of the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float
from torch import Tensor

from latentlens.experiments.bars import Figure
from latentlens.experiments.patchscopes.accuracy import exceeds, mean, share, sign_test
from latentlens.experiments.patchscopes.attribute_cases import said_in_text
from latentlens.experiments.patchscopes.experiment import Experiment, ExperimentOutcome, Verdict, verdict_word
from latentlens.experiments.patchscopes.generations import (
    STOP_STRINGS,
    Grid,
    contains_any,
    generate_all_layer_pairs,
    generate_greedily,
)
from latentlens.experiments.patchscopes.result_cache import Row
from latentlens.experiments.patchscopes.source_states import read_texts
from latentlens.experiments.patchscopes.study import Study
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.experiments.world_report.mentions import generate_patched
from latentlens.readers.presets import multi_hop, question
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import random_vector
from latentlens.session import Session
from latentlens.world.fact_relations import Chain, FactRelation

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

VANILLA, STEP_BY_STEP = "asked in text", "let's think step by step"
PATCHSCOPE, PLACEHOLDER = "patchscope", "patchscope, x at the end"
SHUFFLED, RANDOM = "another question's state", "random vectors"
GRIDS = (PATCHSCOPE, PLACEHOLDER, SHUFFLED, RANDOM)
COT = " Let's think step by step."
MAX_COT_TOKENS = 40
"""Tokens generated when thinking step by step."""
ALPHA = 0.05
"""Significance level of the tests."""
NONE_KNOWN = "asked in text, the model knows both hops of no question"


def run(study: Study) -> ExperimentOutcome:
    """Ask two-hop questions in text, step by step, and by a Patchscope over all pairs of layers.

    Args:
        study: the model, seed and size of the run.
    """
    chains, layers = study.material.chains, study.layers
    links = {f"{chain.first} > {chain.second}": chain for chain in chains[:: study.n_cases(1, 5)]}
    rows = study.measure("two hops", list(links), lambda name: _ask_chain(study, links[name]))
    every = _Verdicts(rows, len(layers) - 1)
    known = _Verdicts(rows[rows["known"]] if len(rows) else rows, len(layers) - 1)
    subsets = (
        {"both hops known": known} if study.material.asks_first else {"all": every, "both hops known": known}
    )
    return ExperimentOutcome(
        table=_table(subsets, layers),
        figures=_figures(dict(reversed(subsets.items())), known, layers),
        verdicts=(
            _beats(known, VANILLA, "A Patchscope over all pairs of layers answers more than the model does."),
            _beats(known, STEP_BY_STEP, "It also answers more than thinking step by step."),
            _lower_is_better(study, known),
        ),
        plots=_plots(known if len(known) else every, layers),
        settings={
            "chains": list(links),
            "questions": {name: len(some) for name, some in subsets.items()},
            "source": "the first hop's noun phrase, last token",
            "target": "the second hop's noun phrase without its subject, last token",
            "step_by_step": COT.strip(),
            "tokens": study.n_tokens,
        },
        notes=(
            "Any pair: right if some pair of layers from 1 gives the answer, the best of as many tries as "
            "there are pairs; a question asked in text has one try. Random vectors and another question's "
            "states have as many tries as the Patchscope.",
            *study.material.said_of_chains,
            f"'{PLACEHOLDER}' writes into an x at the end of the second hop, as attribute extraction does; "
            "the paper writes into the token before its place.",
        ),
    )


def _ask_chain(study: Study, chain: Chain) -> list[Row]:
    """Ask questions of a chain, of those that results may be reported on, by every method."""
    session, known = study.session, study.material.relations
    first, second = known[chain.first], known[chain.second]
    subjects = [
        s
        for s in chain.answers
        if study.material.reported_chain(chain, s)
        and not contains_any(chain.paraphrases[0].format(s=s), chain.accepted(s))
    ]
    count = study.n_cases(8, 2, large=5)
    if study.material.asks_first:
        subjects = study.rng("asked", chain.first, chain.second).sample(
            subjects, min(len(subjects), study.n_cases(40, 12))
        )
    else:
        subjects = subjects[:count]
    both = _knows_both(study, first, second, subjects)
    if study.material.asks_first:
        subjects = [s for s in subjects if both[s]][:count]
    if len(subjects) < 2:  # the shuffled control needs another question's state
        return []
    direct = generate_greedily(session.model, [chain.paraphrases[0].format(s=s) for s in subjects])
    thought = generate_greedily(
        session.model,
        [f"What is {_phrase(first, second, s)}?{COT}" for s in subjects],
        max_new_tokens=MAX_COT_TOKENS,
        stop=("\n",),
    )
    reads = read_texts(session.model, [first.noun_phrases[0].format(s=s) for s in subjects])
    states = [read.states for read in reads]
    ends = _phrase_before_subject(second)
    own = multi_hop(ends, max_new_tokens=study.n_tokens)
    at_placeholder = question(f"{ends} x", max_new_tokens=study.n_tokens)
    grids = {
        PATCHSCOPE: generate_all_layer_pairs(session, own, states, study.layers),
        PLACEHOLDER: generate_all_layer_pairs(
            session, at_placeholder.with_settings({"stop": list(STOP_STRINGS)}), states, study.layers
        ),
        RANDOM: [_random(study, session, own, s, name) for s, name in zip(states, subjects, strict=True)],
    }
    grids[SHUFFLED] = [grids[PATCHSCOPE][i - 1] for i in range(len(subjects))]
    rows = []
    for i, subject in enumerate(subjects):
        answers = chain.accepted(subject)
        row: Row = {
            "chain": f"{chain.first} > {chain.second}",
            "subject": subject,
            "known": both[subject],
            VANILLA: contains_any(direct[i], answers),
            STEP_BY_STEP: contains_any(thought[i], answers),
        }
        rows.append(
            row | {n: [[contains_any(t, answers) for t in line] for line in grids[n][i]] for n in GRIDS}
        )
    return rows


def _knows_both(
    study: Study, first: FactRelation, second: FactRelation, subjects: list[str]
) -> dict[str, bool]:
    """Return of which subjects the model itself says both hops, when it is asked for each in text."""
    one = said_in_text(study, first, subjects)
    other = said_in_text(study, second, list(dict.fromkeys(first.answers[s] for s in subjects)))
    return {s: one[s] and other[first.answers[s]] for s in subjects}


def _phrase(first: FactRelation, second: FactRelation, subject: str) -> str:
    return second.noun_phrases[0].format(s=first.noun_phrases[0].format(s=subject))


def _phrase_before_subject(relation: FactRelation) -> str:
    """Return a relation's noun phrase up to its subject, such as "The country of"."""
    phrase = relation.noun_phrases[0].split("{s}")[0].strip()
    return phrase[:1].upper() + phrase[1:]


def _random(
    study: Study, session: Session, reader: Reader, states: Float[Tensor, "layer d_model"], name: str
) -> Grid:
    """Generate from a new random vector for each pair of layers, with the norm of the state."""
    layers = study.layers
    place = study.rng("random", name).randrange(2**20)
    vectors = [
        (random_vector(states[layer], seed=study.seed, layer=layer, position=place, draw=target), target)
        for layer in layers
        for target in layers
    ]
    texts = generate_patched(session, reader, vectors)
    return [texts[i : i + len(layers)] for i in range(0, len(texts), len(layers))]


class _Verdicts:
    """Verdicts on questions: one per question, or one per pair of layers for methods that try all pairs."""

    def __init__(self, rows: pd.DataFrame, depth: int) -> None:
        self.once = {
            method: np.array(rows[method].tolist() if len(rows) else [], dtype=bool)
            for method in (VANILLA, STEP_BY_STEP)
        }
        self.grids: dict[str, Bool[np.ndarray, "case layer target"]] = {
            method: np.array(rows[method].tolist() if len(rows) else [], dtype=bool).reshape(
                -1, depth + 1, depth + 1
            )
            for method in GRIDS
        }
        self.pairs = depth * depth

    def __len__(self) -> int:
        return len(self.once[VANILLA])

    def any_pair(self, method: str) -> Bool[np.ndarray, " case"]:
        """Return which questions are answered; by any pair, for methods that try all pairs."""
        if method in self.once:
            return self.once[method]
        return np.asarray(self.grids[method][:, 1:, 1:].any((1, 2)))


def _table(subsets: dict[str, _Verdicts], layers: list[int]) -> pd.DataFrame:
    rows: list[Row] = []
    for name, some in subsets.items():
        for method in (VANILLA, STEP_BY_STEP, *GRIDS):
            measure = "one try" if method in some.once else f"any of {some.pairs} pairs"
            rows.append(
                {"questions": name, "way": method, "measure": measure} | share(some.any_pair(method)).row
            )
        for method, grid in some.grids.items():
            for i, k in np.ndindex(*grid.shape[1:]):
                at = {
                    "questions": name,
                    "way": method,
                    "measure": "cell",
                    "layer": layers[i],
                    "target_layer": layers[k],
                }
                rows.append(at | share(grid[:, i, k]).row)
    return table_of(rows)


def _figures(subsets: dict[str, _Verdicts], known: _Verdicts, layers: list[int]) -> tuple[Figure, ...]:
    found = []
    for name, some in subsets.items():
        for method in (VANILLA, STEP_BY_STEP, *GRIDS):
            note = (
                "one try" if method in some.once else f"any of {some.pairs} pairs of layers: best of so many"
            )
            found.append(share(some.any_pair(method)).figure(f"{method}, {name}", note=note))
    for method in (PATCHSCOPE, PLACEHOLDER):
        grid = known.grids[method]
        if len(known):
            row, column = divmod(int(grid.mean(0).argmax()), grid.shape[2])
            note = f"l = {layers[row]}, l* = {layers[column]}, the best of {grid[0].size} cells"
            found.append(share(grid[:, row, column]).figure(f"{method}, best cell", note=note))
    return tuple(found)


def _beats(known: _Verdicts, other: str, claim: str) -> Verdict:
    if not len(known):
        return Verdict(claim, "cannot be told", NONE_KNOWN)
    ours, theirs, chance = (known.any_pair(method) for method in (PATCHSCOPE, other, RANDOM))
    direct = known.any_pair(VANILLA)
    if theirs.sum() < direct.sum():
        reason = (
            f"{other} answers {100 * theirs.mean():.1f} % and the model without it "
            f"{100 * direct.mean():.1f} %: it is no help to this model, and so no bar; any of {known.pairs} "
            f"pairs {100 * ours.mean():.1f} %"
        )
        return Verdict(claim, "cannot be told", reason)
    gaps, beyond = ours.astype(int) - theirs, ours.astype(int) - chance
    p, p_chance = sign_test(gaps), sign_test(beyond)
    reason = (
        f"any of {known.pairs} pairs {100 * ours.mean():.1f} %, {other} {100 * theirs.mean():.1f} % "
        f"(p = {p:.2g}); as many random vectors {100 * chance.mean():.1f} % (p = {p_chance:.2g}), of "
        f"{len(known)} questions"
    )
    if p < ALPHA and gaps.sum() < 0:
        return Verdict(claim, "disagrees", reason)
    # with this many tries random vectors may succeed too, and then nothing was read
    won = p < ALPHA and gaps.sum() > 0 and p_chance < ALPHA and beyond.sum() > 0
    return Verdict(claim, "agrees" if won else "cannot be told", reason)


def _lower_is_better(study: Study, known: _Verdicts) -> Verdict:
    claim = "Target layers up to the source layer work better than those above it."
    grid = known.grids[PATCHSCOPE][:, 1:, 1:].astype(float)
    if not len(known) or not grid.any() or grid.shape[1] < 2:
        return Verdict(
            claim, "cannot be told", "no question is answered at any pair" if len(known) else NONE_KNOWN
        )
    below = np.tri(grid.shape[1], dtype=bool)
    gap = mean(grid[:, below].mean(1) - grid[:, ~below].mean(1), seed=study.seed)
    lead = exceeds(gap)
    return Verdict(claim, verdict_word(lead), f"share of right cells with l* up to l minus l* above l: {gap}")


def _plots(answers: _Verdicts, layers: list[int]) -> dict[str, go.Figure]:
    from latentlens.plots import source_by_target_layer

    if not len(answers):
        return {}
    found = {}
    for method, name in ((PATCHSCOPE, "cells"), (PLACEHOLDER, "cells-placeholder"), (RANDOM, "cells-random")):
        grid = answers.grids[method]
        found[name] = source_by_target_layer(
            grid.mean(0), layers, layers, quantity="share right", title=f"Two-hop questions: {method}"
        )
    return found


MULTI_HOP = Experiment(
    "multi-hop",
    "Multi-hop reasoning",
    "Of 46 two-hop questions of which Vicuna-13B knows both hops, it answers 19.57 % in text, 35.71 % after "
    "'Let's think step by step.', and 50 % by a Patchscope that may use any of about 1600 pairs of layers; "
    "no single pair answers more than about 12 % (section 5, figure 12).",
    run,
)
