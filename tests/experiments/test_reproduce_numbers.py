"""The Patchscopes paper's experiments: their measures, their intervals and their verdicts."""

from __future__ import annotations

import itertools
import pathlib
from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.stats
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens import Session
from latentlens.experiments.patchscopes import (
    ExperimentOutcome,
    Study,
    Verdict,
    attribute_cases,
    multi_hop,
    next_token,
)
from latentlens.experiments.patchscopes import attributes as attribute_verdicts
from latentlens.experiments.patchscopes.accuracy import (
    NO_CASES,
    difference,
    exceeds,
    mean,
    paired_t_test,
    share,
    sign_test,
)
from latentlens.experiments.patchscopes.attribute_cases import (
    GRIDS,
    PATCHSCOPE,
    AttributeCases,
    measure_relation,
)
from latentlens.experiments.patchscopes.attribute_probe import probe_hits, subject_folds
from latentlens.experiments.patchscopes.experiment import Word, verdict_word
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.rouge import lcs_length, rouge_l
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.scoring.intervals import wilson
from latentlens.world.fact_relations import relations

# --- numbers


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("police kill the gunman", "police killed the gunman", 3 / 4),  # Lin 2004, section 3.1
        ("the gunman kill police", "police killed the gunman", 2 / 4),
        ("Baker, in LIMA!", "baker in Lima", 1.0),
        ("a b c d", "a d", 2 * 1 * 0.5 / 1.5),
        ("", "baker in Lima", 0.0),
        ("x", "baker in Lima", 0.0),
    ],
)
def test_rouge_l_is_the_published_measure(text: str, reference: str, expected: float) -> None:
    """The examples of the source, and shares that can be counted by hand."""
    assert expected == pytest.approx(rouge_l(text, reference))


WORDS = st.lists(st.sampled_from("abc"), max_size=6)


@given(WORDS, WORDS)
def test_the_longest_common_subsequence_is_the_longest(one: list[str], other: list[str]) -> None:
    """As long as the longest of all subsequences that both have."""

    def subsequences(x: list[str]) -> set[tuple[str, ...]]:
        return {c for n in range(len(x) + 1) for c in itertools.combinations(x, n)}

    expected = max(map(len, subsequences(one) & subsequences(other)))
    assert expected == lcs_length(one, other)
    assert rouge_l(" ".join(one), " ".join(other)) == rouge_l(" ".join(other), " ".join(one))


@given(st.lists(st.booleans(), max_size=50))
def test_a_share_lies_in_its_interval(right: list[bool]) -> None:
    """And there is none without cases."""
    found = share(right)
    if not right:
        assert NO_CASES == found
        return
    assert found.low <= found.value <= found.high
    assert wilson(sum(right), len(right)) == (found.low, found.high)


@settings(deadline=None)
@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=2, max_size=12))
def test_the_tests_agree_with_scipy(gaps: list[float]) -> None:
    """McNemar's test is the binomial test of the discordant pairs; the paired t-test is scipy's."""
    more, less = gaps.count(1.0), gaps.count(-1.0)
    tail = sum(scipy.stats.binom.pmf(k, more + less, 0.5) for k in range(min(more, less) + 1))
    assert min(1.0, 2 * tail) == pytest.approx(sign_test(gaps))
    if len(set(gaps)) > 1:
        assert scipy.stats.ttest_rel(gaps, [0] * len(gaps)).pvalue == pytest.approx(paired_t_test(gaps))
    else:
        assert float(gaps[0] == 0) == paired_t_test(gaps)


def test_a_difference_is_told_with_its_uncertainty() -> None:
    """Two groups that differ by one, with little spread; and no difference without a group."""
    draw_ = np.random.default_rng(0)
    one, other = draw_.normal(1, 0.1, 200), draw_.normal(0, 0.1, 100)
    found = difference(one, other, seed=0)
    assert one.mean() - other.mean() == pytest.approx(found.value)
    exact = np.hypot(0.1 / np.sqrt(200), 0.1 / np.sqrt(100))
    assert 2 * 1.96 * exact == pytest.approx(found.high - found.low, rel=0.25)
    assert exceeds(found, 0.5) is True
    assert exceeds(found, 1.5) is False
    assert exceeds(found, found.value) is None
    assert NO_CASES == difference([], [1.0], seed=0) == mean([], seed=0)
    assert exceeds(NO_CASES) is None


# --- probes


@given(st.integers(1, 40), st.integers())
def test_no_subject_is_on_both_sides_of_a_fold(count: int, seed: int) -> None:
    """Each is measured on once, by a probe that never saw it."""
    subjects = [str(i) for i in range(count)]
    measured = []
    for fitted, held_out in subject_folds(subjects, Random(seed)):
        assert not set(fitted) & set(held_out)
        assert set(subjects) == set(fitted) | set(held_out)
        measured += held_out
    assert sorted(subjects) == sorted(measured)


def test_a_probe_cannot_know_a_subject_by_its_name() -> None:
    """States that name the subject perfectly and nothing else give no attribute away."""
    rng = np.random.default_rng(0)
    subjects = [str(i) for i in range(24)]
    named = {s: [rng.normal(size=(1, 32))] * 3 for s in subjects}
    found = probe_hits(named, {s: f"only {s}" for s in subjects}, subjects, Random(0))
    assert {(False, False)} == {(hits[0], seen) for hits, seen in found.values()}
    coin = {s: str(rng.integers(4)) for s in subjects}
    found = probe_hits(named, coin, subjects, Random(0))
    assert 16 > sum(hits[0] for hits, _ in found.values())


def test_a_probe_reads_what_is_there() -> None:
    """States that hold the attribute along one direction of one layer are read there."""
    rng = np.random.default_rng(0)
    answers = {str(i): "red" if i % 2 else "blue" for i in range(24)}
    states = {
        s: [np.stack([rng.normal(size=8), 9.0 * np.eye(8)[int(a == "red")]]) for _ in range(2)]
        for s, a in answers.items()
    }
    found = probe_hits(states, answers, ["3", "4"], Random(0))
    assert {"3", "4"} == set(found)
    assert all(hits[1] and seen for hits, seen in found.values())


# --- verdicts


def test_one_word_for_several_claims() -> None:
    """One that disagrees outweighs the rest, one that cannot be told outweighs agreement."""

    def of(*words: Word) -> Word:
        return ExperimentOutcome(table_of([]), (), tuple(Verdict("", w, "") for w in words)).word

    assert "agrees" == of("agrees", "agrees")
    assert "cannot be told" == of("agrees", "cannot be told") == of()
    assert "disagrees" == of("agrees", "cannot be told", "disagrees")
    assert ("agrees", "disagrees", "cannot be told") == tuple(map(verdict_word, (True, False, None)))


def _right(shares: Sequence[float], cases: int = 200) -> np.ndarray:
    """Cases of which these shares are right at each layer, the same cases first."""
    return (np.arange(cases)[:, None] < cases * np.array(shares)[None]).astype(float)


@pytest.mark.parametrize(
    ("ours", "logit", "tuned", "expected"),
    [
        ([0, 0.5, 0.9], [0, 0.1, 0.5], [0, 0.2, 0.6], "agrees"),
        ([0, 0.5, 0.9], [0, 0.1, 0.5], [0, 0.9, 0.6], "disagrees"),
        ([0, 0.5, 0.5], [0, 0.5, 0.5], [0, 0.5, 0.5], "cannot be told"),
        ([0, 0.5, 0.5], [0, 0.1, 0.1], [0, 0.5, 0.5], "cannot be told"),  # ahead of one lens only
    ],
)
def test_token_identity_is_held_against_both_lenses(
    ours: list[float], logit: list[float], tuned: list[float], expected: str
) -> None:
    """Ahead of both somewhere and behind neither anywhere."""
    shares = {next_token.PAPER: ours, next_token.LOGIT: logit, next_token.TUNED: tuned}
    cases = {name: _right(values[1:]) for name, values in shares.items()}
    assert expected == next_token._ahead(cases, next_token.PAPER, [1, 2]).word


def test_the_widest_lead_is_over_the_better_lens() -> None:
    """Layer by layer the lens that is better there."""
    shares = {next_token.PAPER: [0.5, 0.9], next_token.LOGIT: [0.4, 0.0], next_token.TUNED: [0.0, 0.7]}
    cases = {name: _right(values) for name, values in shares.items()}
    found = next_token._largest_lead(cases, next_token.PAPER, [0, 1], 0)
    assert pytest.approx(20) == found.value
    assert "tuned lens at layer 1" in found.note


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        ({"a": (0.9, 0.1, 1e-6), "b": (0.9, 0.1, 1e-6)}, "agrees"),
        ({"a": (0.9, 0.1, 1e-6), "b": (0.5, 0.5, 0.9)}, "agrees"),
        ({"a": (0.9, 0.1, 1e-6), "b": (0.1, 0.9, 1e-6)}, "disagrees"),
        ({"a": (0.9, 0.1, 0.03), "b": (0.9, 0.5, 0.9)}, "cannot be told"),  # not after Bonferroni
        ({"a": (0.5, 0.5, 0.9), "b": (0.9, 0.5, 0.9)}, "disagrees"),  # not even the means are higher
        ({}, "cannot be told"),
    ],
)
def test_a_probe_is_beaten_on_half_of_the_tasks(
    compared: dict[str, tuple[float, float, float]], expected: str
) -> None:
    """After the correction for as many tests as there are tasks."""
    assert expected == attribute_verdicts._against_probe(compared).word


def test_any_target_layer_leaves_the_embeddings_out() -> None:
    """The best of L target layers, for L source layers."""
    grid = np.zeros((1, 4, 4), dtype=bool)
    grid[0, 0], grid[0, 1, 0], grid[0, 2, 3] = True, True, True
    assert [[False, True, False]] == attribute_verdicts.any_target(grid).tolist()


def test_controls_have_as_many_tries(session: Session, tmp_path: pathlib.Path) -> None:
    """Every grid of a case is whole, and another subject's grid is graded against this one's answer."""
    study = Study(session, ResultCache(tmp_path, {}), quick=True)
    rows = measure_relation(study, relations()["phase"])
    depth = session.model.n_layers
    cases = AttributeCases.from_rows(pd.DataFrame(rows), depth)
    assert {(len(rows), depth + 1, depth + 1)} == {cases.grids[name].shape for name in GRIDS}
    assert (len(rows), depth + 1) == cases.probe.shape
    none = AttributeCases.from_rows(pd.DataFrame([]), depth)
    assert 0 == len(none)
    assert (0, depth + 1, depth + 1) == none.grids[PATCHSCOPE].shape


def test_each_way_is_graded_against_its_own_answer(
    session: Session, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another subject's grid is the one before in the same relation; the noise is the same for all."""
    sizes: list[int] = []

    def numbered(_: Any, __: Any, vectors: Sequence[torch.Tensor], ___: Any) -> list[list[list[str]]]:
        sizes.append(len(vectors))
        return [[[str(i if len(sizes) == 1 else 77)] * 5] * 5 for i in range(len(vectors))]

    monkeypatch.setattr(attribute_cases, "generate_all_layer_pairs", numbered)
    # what was said stands in for the verdict on it
    monkeypatch.setattr(attribute_cases, "contains_any", lambda text, answers: text if text.isdigit() else "")
    study = Study(session, ResultCache(tmp_path, {}), quick=True)
    rows = measure_relation(study, relations()["phase"])
    assert [3, 1] == sizes
    assert ["0", "1", "2"] == [row[PATCHSCOPE][4][4] for row in rows]
    assert ["2", "0", "1"] == [row[attribute_cases.SHUFFLED][4][4] for row in rows]
    assert ["77"] * 3 == [row[attribute_cases.RANDOM][4][4] for row in rows]


@pytest.mark.parametrize(
    ("ours", "theirs", "chance", "expected"),
    [
        (0.6, 0.1, 0.1, "agrees"),
        (0.1, 0.6, 0.0, "disagrees"),
        (0.6, 0.1, 0.6, "cannot be told"),  # as many random vectors do it too
        (0.3, 0.3, 0.0, "cannot be told"),
    ],
)
def test_many_tries_are_held_against_as_many_random_ones(
    ours: float, theirs: float, chance: float, expected: str
) -> None:
    """More than a question asked in text, and more than random vectors with as many tries."""
    cases = 100
    grids = {way: np.zeros((cases, 3, 3), dtype=bool) for way in multi_hop.GRIDS}
    grids[multi_hop.PATCHSCOPE][: int(100 * ours), 2, 1] = True
    grids[multi_hop.RANDOM][: int(100 * chance), 1, 2] = True
    for embeddings in (grids[multi_hop.PATCHSCOPE][:, 0], grids[multi_hop.PATCHSCOPE][:, :, 0]):
        embeddings[:] = True  # which do not count
    rows = pd.DataFrame(
        {
            "known": True,
            multi_hop.VANILLA: np.arange(cases) < 100 * theirs,
            multi_hop.STEP_BY_STEP: False,
            **{way: list(grid) for way, grid in grids.items()},
        }
    )
    answers = multi_hop._Verdicts(rows, 2)
    assert 4 == answers.pairs
    assert expected == multi_hop._beats(answers, multi_hop.VANILLA, "c").word
    assert "cannot be told" == multi_hop._beats(multi_hop._Verdicts(rows[:0], 2), multi_hop.VANILLA, "c").word
