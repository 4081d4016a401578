"""The Patchscopes paper's experiments: what they measure, how they go on, and what they leave and say."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import itertools
import json
import pathlib
import re
import shutil
import warnings
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
import scipy.stats
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import latentlens
from latentlens import Session
from latentlens.cli.main import app
from latentlens.engine.query import Query, Write
from latentlens.errors import CacheWarning, InputError, LatentLensError
from latentlens.experiments.patchscopes import (
    EXPERIMENTS,
    Experiment,
    ExperimentOutcome,
    Study,
    Verdict,
    attribute_cases,
    cross_model,
    multi_hop,
    next_token,
    results,
    run_experiments,
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
from latentlens.experiments.patchscopes.code_version import code_version, source_digest
from latentlens.experiments.patchscopes.entity_lists import draw_entities, entities
from latentlens.experiments.patchscopes.entity_resolution import score_descriptions
from latentlens.experiments.patchscopes.experiment import Word, verdict_word
from latentlens.experiments.patchscopes.generations import (
    contains_phrase,
    generate_all_layer_pairs,
    prose_up_to,
)
from latentlens.experiments.patchscopes.page import escape_markdown, page_text, write_page
from latentlens.experiments.patchscopes.prose import documents, fit_documents, random_prefix
from latentlens.experiments.patchscopes.result_cache import ResultCache
from latentlens.experiments.patchscopes.rouge import lcs_length, rouge_l
from latentlens.experiments.patchscopes.source_states import read_last_tokens, read_texts
from latentlens.experiments.patchscopes.summary_tables import table_of
from latentlens.files.sealed import sealed
from latentlens.mappings.affine import Linear
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.provenance import Provenance
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.presets import IDENTITY_PROMPT
from latentlens.world import load_facts
from latentlens.world.fact_relations import relations
from plain import Plain
from tiny import save_tiny

ROOT = pathlib.Path(__file__).parents[2]
CONTEXT = 512
"""The tiny tokenizer spells most words in bytes."""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A random model that has never seen the world."""
    return save_tiny(tmp_path_factory.mktemp("tiny"), "llama", max_position_embeddings=CONTEXT)


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Another one of another architecture, with the same tokenizer."""
    return save_tiny(tmp_path_factory.mktemp("wider"), "gpt2", n_embd=48, n_positions=CONTEXT)


@pytest.fixture(scope="module")
def session(directory: pathlib.Path) -> Iterator[Session]:
    """A session on the first."""
    with Session(directory) as opened:
        yield opened


@pytest.fixture
def study(session: Session, tmp_path: pathlib.Path) -> Study:
    """A quick study of it."""
    return Study(session, ResultCache(tmp_path, {}), quick=True)


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
    interval = scipy.stats.binomtest(sum(right), len(right)).proportion_ci(method="wilson")
    assert (interval.low, interval.high) == pytest.approx((found.low, found.high), abs=1e-9)


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


# --- what is drawn


def test_no_document_is_both_fitted_and_measured_on(study: Study) -> None:
    """Whole documents are apart, and each is another one."""
    fitted = fit_documents(study, study.session.model)
    measured = documents(study, "measure", 200, without=frozenset(fitted))
    assert not set(fitted) & set(measured)
    assert len(fitted) == len(set(fitted))
    assert len(measured) == len(set(measured))
    tokens = sum(len(study.session.model.tokenizer.encode_continuation(text)) for text in fitted)
    assert tokens >= 4 * study.session.model.d_model


def test_a_position_is_never_the_first_token_alone(session: Session) -> None:
    """The prefix begins as the tokenizer begins a text, and stays within the model's context."""
    whole = session.model.tokenizer.encode("one two three")
    lengths = set()
    for seed in range(200):
        ids = random_prefix(session.model, "one two three", Random(seed))
        assert whole[: len(ids)] == ids
        lengths.add(len(ids))
    assert set(range(2, len(whole) + 1)) == lengths
    long = [random_prefix(session.model, "word " * 1000, Random(seed)) for seed in range(50)]
    assert max(map(len, long)) <= CONTEXT


def test_a_mention_does_not_give_its_attributes_away() -> None:
    """Nothing before the name, nor the name itself, holds an answer."""
    person = load_facts().people[0]
    answers = [person.city, person.employer, person.profession]
    for seed in range(100):
        text = prose_up_to("person", person.name, Random(seed), answers)
        assert text is not None
        assert text.endswith(person.name)
        assert not any(contains_phrase(text, answer) for answer in answers)
    assert prose_up_to("country", "Singapore", Random(0), ["Singapore"]) is None


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        (" is Canada", "Ada", False),
        (" of Ada.", "ada", True),
        ("unsolid", "solid", False),
        ("a.b", "ab", False),
    ],
)
def test_an_answer_is_whole_words(text: str, answer: str, expected: bool) -> None:
    """Not part of a word, and not across what stands between words."""
    assert expected == contains_phrase(text, answer)


def test_entities_are_what_the_world_says_they_are(study: Study) -> None:
    """Every attribute is a part of the description; samples keep to their split and frequency."""
    for entity in entities():
        assert all(part in entity.description for part in entity.attributes), entity
    drawn = draw_entities(study, "x", "rare", "test", 1000)
    assert drawn
    assert {("rare", "test")} == {(x.frequency, x.split) for x in drawn}
    assert len(drawn) == sum(x.frequency == "rare" and x.split == "test" for x in entities())


def test_descriptions_are_graded_by_hand() -> None:
    """A right one, one that has half, one about the placeholder, and one that comes without the vector."""
    baker = next(x for x in entities() if x.kind == "person")
    job, city = baker.attributes
    found = score_descriptions(
        [f" {job} in {city}", f"{job} in nowhere", " x is a placeholder", "same"], baker, " same"
    )
    assert [1, 0, 0, 0] == found["exact"]
    assert [1, 0.5, 0, 0] == found["attributes"]
    assert [1, pytest.approx(2 / 3), 0, 0] == found["rouge_l"]
    assert [0, 0, 1, 0] == found["placeholder"]
    assert [0, 0, 0, 1] == found["generic"]


def test_second_hops_end_before_their_subject() -> None:
    """What is left open is where the subject would stand."""
    known = relations()
    assert "The country of" == multi_hop._phrase_before_subject(known["country"])
    for relation in known.values():
        assert relation.noun_phrases[0].lower().startswith(multi_hop._phrase_before_subject(relation).lower())


# --- what is read


def test_reading_in_batches_equals_reading_alone(session: Session) -> None:
    """States and logits of rows of many lengths are those that a run of its own gives."""
    texts = ["Peru", "The capital of France is", "Lima", "a fox met a hare on the road", "Rome"]
    for text, read in zip(texts, read_texts(session.model, texts), strict=True):
        trace = session.run(text)
        assert tuple(trace.token_ids) == read.token_ids
        torch.testing.assert_close(trace.resid[:, -1], read.states, atol=1e-5, rtol=1e-5)
        torch.testing.assert_close(trace.logits[-1].float(), read.logits, atol=1e-4, rtol=1e-5)


def test_cells_stand_where_they_belong(session: Session) -> None:
    """By source layer, then target layer: what the session says when asked for each alone."""
    states = [read.states for read in read_texts(session.model, ["France", "a fox"])]
    reader = Patchscope("The capital of x", max_new_tokens=4)
    grids = generate_all_layer_pairs(session, reader, states)
    for at, text in enumerate(("France", "a fox")):
        for layer, target in ((0, 0), (1, 3), (3, 1), (4, 4)):
            alone = Patchscope("The capital of x", layer=target, max_new_tokens=4)
            answer = session.ask(session.run(text), layer, -1, alone, controls=False)
            assert answer.text == grids[at][layer][target]


def _plain_states(plain: Plain, ids: Sequence[int]) -> list[torch.Tensor]:
    """Hook the residual stream before each block and after the last."""
    kept: list[torch.Tensor] = []
    hooks = [
        block.register_forward_pre_hook(
            lambda _, args, kwargs: kept.append(
                (args[0] if args else kwargs["hidden_states"])[0, -1].clone()
            ),
            with_kwargs=True,
        )
        for block in plain.blocks
    ]

    def last(_: Any, __: Any, out: Any) -> None:
        kept.append((out[0] if isinstance(out, tuple) else out)[0, -1].clone())

    hooks.append(plain.blocks[-1].register_forward_hook(last))
    with torch.no_grad():
        plain.hf(torch.tensor([list(ids)]), use_cache=False)
    for hook in hooks:
        hook.remove()
    return kept


@torch.no_grad()
def test_next_tokens_are_those_of_plain_hooks(directory: pathlib.Path, study: Study) -> None:
    """P@1 and surprisal of some cases, by transformers alone, one forward pass at a time."""
    next_token.run(study)
    model, plain = study.session.model, Plain(directory)
    fitted = frozenset(fit_documents(study, model))
    texts = documents(study, "measure", 40, without=fitted)
    (path,) = study.cache.folder.glob("next-tokens*.json")
    rows = json.loads(path.read_text())["rows"]
    prompt = model.tokenizer.encode(IDENTITY_PROMPT)
    arrow = model.tokenizer.encode(f"{IDENTITY_PROMPT} ->")
    slot = len(prompt) - 1
    differ = 0
    for case, text in list(enumerate(texts))[:4]:
        ids = random_prefix(model, text, study.rng("position", text))
        own = torch.log_softmax(plain.hf(torch.tensor([ids])).logits[0, -1], -1)
        found = {
            method: [row for row in rows if row["method"] == method][case]
            for method in (next_token.PAPER, next_token.ARROW, next_token.LOGIT)
        }
        for layer, state in enumerate(_plain_states(plain, ids)):
            write = Write(layer, (slot,), state[None])
            said: dict[str, torch.Tensor] = {
                next_token.PAPER: plain.logits(Query(tuple(prompt), (write,), None))[-1].argmax(),
                next_token.ARROW: plain.logits(Query(tuple(arrow), (write,), None))[-1].argmax(),
                next_token.LOGIT: plain.hf.lm_head(plain.hf.model.norm(state)).argmax(),
            }
            for method, token in said.items():
                assert bool(token == own.argmax()) == found[method]["right"][layer], (case, method, layer)
                assert -float(own[token]) == pytest.approx(found[method]["surprisal"][layer], abs=1e-3)
                differ += not found[method]["right"][layer]
    assert differ  # else a reference that is always right would show nothing


def test_a_map_into_the_same_model_keeps_its_next_token(session: Session, tmp_path: pathlib.Path) -> None:
    """From the last layer to the last the fitted map is the identity, and both next tokens are the same."""
    study = Study(session, ResultCache(tmp_path, {}), quick=True, into=session)
    outcome = cross_model.run(study)
    table, last = outcome.table, session.model.n_layers
    at = table[(table["layer"] == last) & (table["target_layer"] == last)].set_index("measure")["value"]
    assert 1 == at["P@1, the source's own next token"] == at["P@1, the target's own next token"]
    assert 1 == pytest.approx(at["held-out R²"])
    assert set(itertools.product(range(last + 1), repeat=2)) == {
        (int(a), int(b))
        for a, b in table[table["measure"] == "held-out R²"][["layer", "target_layer"]].to_numpy()
    }


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
    cases = {name: _right(values) for name, values in shares.items()}
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

    def numbered(_: Any, __: Any, vectors: Sequence[torch.Tensor]) -> list[list[list[str]]]:
        sizes.append(len(vectors))
        return [[[str(i if len(sizes) == 1 else 77)] * 5] * 5 for i in range(len(vectors))]

    monkeypatch.setattr(attribute_cases, "generate_all_layer_pairs", numbered)
    # what was said stands in for the verdict on it
    monkeypatch.setattr(
        attribute_cases, "contains_phrase", lambda text, answer: text if text.isdigit() else ""
    )
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


# --- parts, and going on


def _counting(done: list[str], stop_at: str | None = None, *, across: bool = False) -> Experiment:
    """An experiment of four pieces that notes each one it measures."""

    def compute(piece: str) -> list[dict[str, Any]]:
        if piece == stop_at:
            raise KeyboardInterrupt
        done.append(piece)
        return [{"piece": piece, "value": 0.1 * int(piece), "cases": None}]

    def run(study: Study) -> ExperimentOutcome:
        rows = study.measure("pieces", ["1", "2", "3", "4"], compute)
        figure = share([True, False]).figure("half")
        return ExperimentOutcome(table_of(rows.to_dict("records")), (figure,), (Verdict("c", "agrees", "r"),))

    return Experiment("counting", "Counting", "Found.", run, across)


@pytest.fixture
def no_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing were there that draws still images: it takes seconds and needs a browser."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        results.importlib.util, "find_spec", lambda name: None if name == "kaleido" else real(name)
    )


def _read(out: pathlib.Path) -> list[dict[str, Any]]:
    return list(results.read_summaries(out).values())


def _table(out: pathlib.Path) -> pd.DataFrame:
    (path,) = out.glob("*/counting/table.parquet")
    return pd.read_parquet(path)


def test_experiments_need_pyarrow(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can write the tables, the error says what to install before anything is measured."""
    done: list[str] = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(LatentLensError, match=r"pip install 'latentlens\[experiments\]'"):
        run_experiments.reproduce([_counting(done)], ["world-small"], tmp_path)
    assert [] == done


def test_a_stopped_run_goes_on(directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None) -> None:
    """What was finished is not measured again; the end is that of a run that was never stopped."""
    first: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        run_experiments.reproduce([_counting(first, "3")], [str(directory)], tmp_path / "a")
    assert ["1", "2"] == first
    assert not list(tmp_path.rglob(".latentlens-*"))
    assert not list((tmp_path / "a").glob("*/counting/*"))
    then: list[str] = []
    run_experiments.reproduce([_counting(then)], [str(directory)], tmp_path / "a")
    assert ["3", "4"] == then
    run_experiments.reproduce([_counting([])], [str(directory)], tmp_path / "b")
    pd.testing.assert_frame_equal(_table(tmp_path / "b"), _table(tmp_path / "a"))
    again: list[str] = []
    run_experiments.reproduce([_counting(again)], [str(directory)], tmp_path / "a")
    assert [] == again


def test_parts_of_other_work_are_not_taken(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """Another seed, another size and another model measure everything themselves."""
    other = save_tiny(tmp_path / "other", "llama", max_position_embeddings=CONTEXT, num_hidden_layers=3)
    for model, seed, quick in (
        (directory, 0, False),
        (directory, 1, False),
        (directory, 0, True),
        (other, 0, False),
    ):
        done: list[str] = []
        run_experiments.reproduce([_counting(done)], [str(model)], tmp_path / "out", seed=seed, quick=quick)
        assert ["1", "2", "3", "4"] == done


def test_a_half_written_part_is_measured_again(study: Study) -> None:
    """A run that was killed leaves at most a part file, which nobody takes for a finished one."""
    study.measure("pieces", ["1"], lambda piece: [{"n": 1}])
    (path,) = study.cache.folder.glob("pieces*.json")
    path.rename(path.with_name(".latentlens-00000000-1-0123abcd.json"))
    assert [{"n": 2}] == study.measure("pieces", ["1"], lambda piece: [{"n": 2}]).to_dict("records")


def test_a_damaged_part_is_measured_again(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """It is said to be damaged, only it is measured, and the end is that of a run without damage."""
    run_experiments.reproduce([_counting([])], [str(directory)], tmp_path)
    expected = _table(tmp_path)
    path = sorted((tmp_path / "parts").glob("*/pieces--3-*.json"))[0]
    path.write_bytes(path.read_bytes().replace(b"0.3", b"0.4"))
    again: list[str] = []
    with pytest.warns(CacheWarning, match=re.escape(str(path))):
        run_experiments.reproduce([_counting(again)], [str(directory)], tmp_path)
    assert ["3"] == again
    pd.testing.assert_frame_equal(expected, _table(tmp_path))


def test_a_part_of_another_name_or_key_is_measured_again(tmp_path: pathlib.Path) -> None:
    """A file that was copied over another one holds other work, whatever its checksum says."""
    one, other = ResultCache(tmp_path, {"seed": 0}), ResultCache(tmp_path, {"seed": 1})
    one.rows("a", lambda: [{"n": 1}])
    one.rows("b", lambda: [{"n": 2}])
    other.rows("a", lambda: [{"n": 3}])
    shutil.copy(one._path("a", ".json"), one._path("b", ".json"))
    shutil.copy(one._path("a", ".json"), other._path("a", ".json"))
    for parts, name in ((one, "b"), (other, "a")):
        with pytest.warns(CacheWarning, match="holds the part 'a'"):
            assert [{"n": 4}] == parts.rows(name, lambda: [{"n": 4}])


def test_kept_mappings_are_the_very_file_that_was_kept(tmp_path: pathlib.Path) -> None:
    """Deleted, damaged, or replaced by other mappings that are whole, they are fitted again."""
    parts = ResultCache(tmp_path, {})

    def fitted(scale: float) -> LayerMappings:
        provenance = Provenance("linear", "a", "a", 2, 2)
        return LayerMappings({(0, 1): Linear(scale * torch.eye(2))}, provenance)

    parts.mappings("maps", lambda: fitted(1.0))
    path = parts._path("maps", ".safetensors")
    damages = (
        path.unlink,
        lambda: path.write_bytes(path.read_bytes()[:-1]),
        lambda: fitted(7.0).save(path),
    )
    for number, damage in enumerate(damages, start=2):
        damage()
        with pytest.warns(CacheWarning, match="fitted again|measured again"):
            found = parts.mappings("maps", lambda number=number: fitted(float(number)))
        assert fitted(float(number)) == found == parts.mappings("maps", lambda: fitted(0.5))


def test_parts_hold_for_the_code_that_made_them(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other sources, another version of a package that numbers come from: everything is measured again."""
    every = ["1", "2", "3", "4"]
    for changed, expected in (({}, every), ({"sources": "x"}, every), ({"torch": "9.9"}, every), ({}, [])):
        there = code_version() | changed
        monkeypatch.setattr(run_experiments, "code_version", lambda there=there: there)
        done: list[str] = []
        run_experiments.reproduce([_counting(done)], [str(directory)], tmp_path)
        assert expected == done


def test_the_digest_covers_every_source_that_numbers_depend_on(tmp_path: pathlib.Path) -> None:
    """A changed or new file changes it, unless it only shows numbers."""
    package, copy = pathlib.Path(latentlens.__file__).parent, tmp_path / "package"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("models", "__pycache__"))

    def now() -> str:
        source_digest.cache_clear()
        return source_digest(copy)

    before = now()
    assert source_digest(package) == before
    rooms = ("engine", "readers", "model", "training", "experiments/patchscopes", "world")
    counts = [
        *(f"{room}/new.py" for room in rooms),
        "engine/run.py",
        "world/data/countries.csv",
        "session.py",
    ]
    for name in counts:
        with (copy / name).open("a") as file:
            file.write("# changed\n")
        assert before != (before := now()), name
    for name in ("cli/main.py", "plots/style.py", "explorer/requests.py", "static/explorer.js"):
        (copy / name).write_text("# changed\n")
        assert before == now(), name


# --- a model that knows nothing, to the end

SCHEMA = {
    "type": "object",
    "required": [
        *("experiment", "title", "finding", "models", "seed", "quick", "settings", "environment", "seconds"),
        *("verdict", "verdicts", "figures", "notes", "plots", "rows"),
    ],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("experiment", "title", "finding")},
        "models": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["role", "name", "fingerprint", "layers", "d_model", "parameters", "dtype"],
            },
        },
        "seed": {"type": "integer"},
        "quick": {"type": "boolean"},
        "settings": {"type": "object"},
        "environment": {"type": "object", "required": ["latentlens", "torch", "scikit-learn", "device"]},
        "seconds": {"type": "number", "minimum": 0},
        "verdict": {"enum": ["agrees", "disagrees", "cannot be told"]},
        "verdicts": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["claim", "word", "reason"],
                "properties": {"word": {"enum": ["agrees", "disagrees", "cannot be told"]}},
            },
        },
        "figures": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "value", "unit", "interval", "cases", "note"],
                "properties": {
                    "value": {"type": ["number", "null"]},
                    "interval": {"type": ["array", "null"], "minItems": 2, "maxItems": 2},
                    "cases": {"type": ["integer", "null"]},
                },
            },
        },
        "notes": {"type": "array", "items": {"type": "string"}},
        "plots": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "integer"},
    },
}


@pytest.fixture(scope="module")
def finished(
    directory: pathlib.Path, wider: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> pathlib.Path:
    """Every experiment, even more quickly than by --quick, on a random model."""
    out = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patched:
        real = importlib.util.find_spec
        patched.setattr(
            results.importlib.util, "find_spec", lambda name: None if name == "kaleido" else real(name)
        )
        patched.setattr(Study, "n_cases", lambda self, full, quick: min(quick, 8))
        run_experiments.reproduce(EXPERIMENTS, [str(directory)], out, into=str(wider), quick=True)
    return out


def test_a_model_that_knows_nothing_runs_to_the_end(finished: pathlib.Path) -> None:
    """Every experiment has its files; where nothing is known, nothing is claimed."""
    found = {summary["experiment"]: summary for summary in _read(finished)}
    assert {experiment.name for experiment in EXPERIMENTS} == set(found)
    for summary in found.values():
        jsonschema.validate(summary, SCHEMA)
    for name in ("attributes", "multi-hop"):
        assert {"cannot be told"} == {verdict["word"] for verdict in found[name]["verdicts"]}
        known = [f for f in found[name]["figures"] if "known" in f["name"]]
        assert known
        assert {(None, 0)} == {(f["value"], f["cases"]) for f in known}


def test_a_model_of_one_block_runs_to_the_end(
    tmp_path: pathlib.Path, no_images: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no layer between the embeddings and the last, and nothing is claimed about any."""
    model = save_tiny(tmp_path / "model", "llama", max_position_embeddings=CONTEXT, num_hidden_layers=1)
    monkeypatch.setattr(Study, "n_cases", lambda self, full, quick: min(quick, 20))
    mine = [experiment for experiment in EXPERIMENTS if experiment.name != "calibration"]
    for summary in run_experiments.reproduce(
        mine, [str(model)], tmp_path / "out", into=str(model), quick=True
    ):
        jsonschema.validate(summary, SCHEMA)
        assert "agrees" not in {verdict["word"] for verdict in summary["verdicts"]}, summary["verdicts"]


def test_tables_are_the_same_in_both_forms(finished: pathlib.Path) -> None:
    """Parquet and JSON hold the same rows, as many as the summary says."""
    for path in finished.glob("*/*/results.json"):
        table = pd.read_parquet(path.with_name("table.parquet"))
        rows = json.loads(path.with_name("table.json").read_text())
        assert json.loads(path.read_text())["rows"] == len(table) == len(rows) > 0
        assert list(table.columns) == list(rows[0])
        for column in table.select_dtypes("number"):
            expected = np.array([np.nan if row[column] is None else row[column] for row in rows], dtype=float)
            np.testing.assert_array_equal(table[column].to_numpy(dtype=float, na_value=np.nan), expected)


def test_plots_need_no_network(finished: pathlib.Path) -> None:
    """Each page draws from the script that stands beside it."""
    for path in finished.glob("*/*/results.json"):
        for name in json.loads(path.read_text())["plots"]:
            page = path.with_name(f"{name}.html").read_text()
            assert "plotly.min.js" in page
            assert "cdn.plot.ly" not in page
            assert path.with_name("plotly.min.js").exists()


# --- the page


def _headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_the_page_shows_every_result_beside_the_finding(finished: pathlib.Path) -> None:
    """Each experiment has its section, with the paper's finding, every verdict and every figure."""
    found = _read(finished)
    text = page_text(found, EXPERIMENTS)
    for summary in found:
        assert escape_markdown(summary["finding"]) in text
        for verdict in summary["verdicts"]:
            assert escape_markdown(verdict["reason"]) in text
        assert all(escape_markdown(figure["name"]) in text for figure in summary["figures"])
    assert "n = 0" in text
    assert "too little for findings" in text


def test_the_page_in_the_docs_has_the_form_that_is_written(finished: pathlib.Path) -> None:
    """The same sections in the same order, the findings as they stand in the code, and no quick run."""
    shown = (ROOT / "docs" / "experiments.md").read_text("utf-8")
    assert _headings(page_text(_read(finished), EXPERIMENTS)) == _headings(shown)
    assert all(escape_markdown(experiment.finding) in shown for experiment in EXPERIMENTS)
    assert "too little for findings" not in shown
    assert "Not run." not in shown
    glance = shown.split("## At a glance")[1].split("##")[0]
    for experiment in EXPERIMENTS:
        assert experiment.title in glance


def test_the_page_shows_the_first_plot_of_each_result(finished: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Copied beside the page where it was drawn; images of an earlier page are taken away."""
    out = tmp_path / "results"
    shutil.copytree(finished, out)
    (home,) = out.glob("*/next-token")
    (home / "p-at-1.svg").write_text("<svg/>")
    (home / "surprisal.svg").write_text("<svg/>")
    old = tmp_path / "page" / "old.svg"
    old.parent.mkdir()
    old.write_text("<svg/>")
    write_page(out, tmp_path / "page.md", EXPERIMENTS)
    name = f"next-token.p-at-1.{home.parent.name}.svg"
    assert [name] == [path.name for path in (tmp_path / "page").iterdir()]
    assert f"](page/{name})" in (tmp_path / "page.md").read_text()


def test_what_stands_already_is_not_written_again(
    directory: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """A run with nothing left to measure leaves the files as they are; what is not whole is written again."""
    run_experiments.reproduce([_counting([])], [str(directory)], tmp_path)
    (path,) = tmp_path.glob("*/*/table.json")
    before = {file.name: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    run_experiments.reproduce([_counting([])], [str(directory)], tmp_path)
    assert before == {file.name: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    table, summary = path.read_text(), path.with_name("results.json").read_text()
    for name in ("table.json", "table.parquet", "results.json"):
        damaged = bytearray(path.with_name(name).read_bytes())
        damaged[len(damaged) // 2] ^= 255
        path.with_name(name).write_bytes(damaged)
        run_experiments.reproduce([_counting([])], [str(directory)], tmp_path)
        assert (table, summary) == (path.read_text(), path.with_name("results.json").read_text())
        assert 4 == len(_table(tmp_path))


def test_an_experiment_that_was_not_run_is_said_to_be_missing(finished: pathlib.Path) -> None:
    """The page keeps its sections."""
    some = [summary for summary in _read(finished) if summary["experiment"] == "next-token"]
    text = page_text(some, EXPERIMENTS)
    assert _headings(page_text(_read(finished), EXPERIMENTS)) == _headings(text)
    assert len(EXPERIMENTS) - 1 == text.count("Not run.")


# --- the command


def _invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["reproduce", "patchscopes", *arguments])


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch, no_images: None) -> list[str]:
    """One quick experiment in place of all; what it measured."""
    done: list[str] = []
    monkeypatch.setattr("latentlens.experiments.patchscopes.EXPERIMENTS", (_counting(done, across=True),))
    return done


def test_the_command_writes_results_and_one_json(
    directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """Figures and verdicts are printed; the summaries stand in the results and in the JSON."""
    out, json_path = tmp_path / "out", tmp_path / "all.json"
    done = _invoke("--model", str(directory), "--out", str(out), "--json", str(json_path), "--seed", "3")
    assert 0 == done.exit_code, done.stderr
    assert "agrees" in done.stdout
    (summary,) = json.loads(json_path.read_text())["results"]
    jsonschema.validate(summary, SCHEMA)
    assert 3 == summary["seed"]
    assert [summary] == _read(out)
    assert ["1", "2", "3", "4"] == pretended


def test_stopping_says_how_to_go_on(
    directory: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, no_images: None
) -> None:
    """Ctrl-C ends with status 130 and a sentence; the same command measures the rest."""
    command = ("--model", str(directory), "--out", str(tmp_path))
    where = "latentlens.experiments.patchscopes.EXPERIMENTS"
    monkeypatch.setattr(where, (_counting([], "4"),))
    stopped = _invoke(*command)
    assert 130 == stopped.exit_code
    assert "goes on" in stopped.stderr
    then: list[str] = []
    monkeypatch.setattr(where, (_counting(then),))
    assert 0 == _invoke(*command).exit_code
    assert ["4"] == then


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--experiment", "telepathy"), "next-token"),
        (("--model", "no/such/model"), "no/such/model"),
        (("--model", "world-small", "--into", "no/such/model"), "no/such/model"),
    ],
)
def test_what_cannot_be_run_is_explained(
    arguments: tuple[str, ...], named: str, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """An unknown experiment or model ends with a sentence that names it and status 1."""
    result = _invoke(*arguments, "--out", str(tmp_path))
    assert 1 == result.exit_code
    assert "Traceback" not in result.stderr + result.stdout
    if named == "next-token":
        named = "counting"
    assert named in result.stderr
    assert [] == pretended


def test_an_unwritable_place_is_named(
    directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """Before anything is measured."""
    (tmp_path / "file").write_text("")
    result = _invoke("--model", str(directory), "--out", str(tmp_path / "file" / "out"))
    assert 1 == result.exit_code
    assert "--out" in result.stderr
    assert [] == pretended


def test_a_damaged_part_is_said_in_one_line(
    directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """The command names the file, measures the part again and ends well."""
    command = ("--model", str(directory), "--out", str(tmp_path))
    assert 0 == _invoke(*command).exit_code
    path = sorted((tmp_path / "parts").glob("*/pieces--2-*.json"))[0]
    path.write_bytes(b"\x00" + path.read_bytes()[9:])
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        result = _invoke(*command)
    assert 0 == result.exit_code, result.stderr
    assert ["1", "2", "3", "4", "2"] == pretended
    assert f"latentlens: {path} cannot be used" in result.stderr
    assert "parts.py" not in result.stderr


@pytest.mark.parametrize("damage", ["", "{}", "[]", "null", "\ud800", '{"sha256": 1}'])
def test_a_damaged_result_is_named(
    damage: str, directory: pathlib.Path, tmp_path: pathlib.Path, pretended: list[str]
) -> None:
    """The page is not written from it; the command that made it puts it right without measuring again."""
    command = ("--model", str(directory), "--out", str(tmp_path / "out"))
    assert 0 == _invoke(*command).exit_code
    (path,) = tmp_path.glob("out/*/counting/results.json")
    whole = path.read_bytes()
    path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    page = _invoke("--out", str(tmp_path / "out"), "--page", str(tmp_path / "page.md"))
    assert 1 == page.exit_code
    assert str(path) in page.stderr
    assert "Traceback" not in page.stderr
    assert not (tmp_path / "page.md").exists()
    assert 0 == _invoke(*command).exit_code
    assert whole == path.read_bytes()
    assert 4 == len(pretended)


def test_a_changed_image_is_not_shown(finished: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """The page shows the image that was drawn with the result, or none; the earlier page's stay."""
    out = tmp_path / "results"
    shutil.copytree(finished, out)
    (home,) = out.glob("*/next-token")
    (home / "p-at-1.svg").write_text("<svg/>")
    summary = json.loads((home / "results.json").read_text())
    del summary["sha256"]
    drawn = {**summary["files"], "p-at-1.svg": hashlib.sha256(b"<svg></svg>").hexdigest()}
    (home / "results.json").write_text(json.dumps(sealed({**summary, "files": drawn})))
    old = tmp_path / "page" / "old.svg"
    old.parent.mkdir()
    old.write_text("<svg/>")
    with pytest.raises(InputError, match=r"p-at-1\.svg cannot be used"):
        write_page(out, tmp_path / "page.md", EXPERIMENTS)
    assert old.exists()


def test_a_page_needs_results(tmp_path: pathlib.Path) -> None:
    """Without any the command says how to get them, and writes nothing."""
    result = _invoke("--out", str(tmp_path), "--page", str(tmp_path / "page.md"))
    assert 1 == result.exit_code
    assert "latentlens reproduce patchscopes" in result.stderr
    assert not (tmp_path / "page.md").exists()


def test_the_command_writes_the_page(finished: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """From the results alone; nothing is measured."""
    page = tmp_path / "docs" / "experiments.md"
    result = _invoke("--out", str(finished), "--page", str(page))
    assert 0 == result.exit_code, result.stderr
    assert page_text(_read(finished), EXPERIMENTS) == page.read_text("utf-8")


def test_a_second_model_needs_the_same_tokenizer(directory: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """A map between models is fitted at equal tokens."""
    with pytest.raises(InputError, match="tokenizers"):
        run_experiments.reproduce([cross_model.CROSS_MODEL], [str(directory)], tmp_path, into="world-small")


def test_a_second_model_that_nothing_uses_is_refused(directory: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """An option is never ignored silently."""
    with pytest.raises(InputError, match="--into"):
        run_experiments.reproduce([_counting([])], [str(directory)], tmp_path, into="world-small")


def test_a_second_model_changes_only_what_uses_it(
    directory: pathlib.Path, wider: pathlib.Path, tmp_path: pathlib.Path, no_images: None
) -> None:
    """Parts of the other experiments are kept."""
    runs: list[list[list[str]]] = []
    for into in (None, str(wider)):
        done: list[list[str]] = [[], []]
        both = [_counting(done[0]), dataclasses.replace(_counting(done[1], across=True), name="crossing")]
        run_experiments.reproduce(both, [str(directory)], tmp_path, into=into)
        runs.append([list(some) for some in done])
    assert [["1", "2", "3", "4"]] * 2 == runs[0]
    assert [[], ["1", "2", "3", "4"]] == runs[1]


def test_without_a_second_model_the_reason_is_said(study: Study) -> None:
    """Nothing is measured, and every claim is left open with the reason."""
    study.why_no_second_model = "there is no other model"
    outcome = cross_model.run(study)
    assert 0 == len(outcome.table)
    assert {("cannot be told", "there is no other model")} == {(v.word, v.reason) for v in outcome.verdicts}


def test_bundled_models_find_their_sibling() -> None:
    """The smaller is mapped into the larger; the larger has none."""
    with Session("world-small") as small, Session("world-base") as base:
        other, why = run_experiments._open_second_model(small, "world-small", None)
        assert other is not None
        assert ("world-base", "") == (other.model.name, why)
        assert run_experiments._open_second_model(base, "world-base", None)[0] is None


def test_help_names_every_option() -> None:
    """One screen that says what can be given."""
    said = _invoke("--help").stdout
    for option in ("--experiment", "--model", "--into", "--out", "--json", "--page", "--seed", "--quick"):
        assert option in said


def test_states_of_one_row_and_many_have_one_form(session: Session) -> None:
    """An empty list of rows gives an empty list."""
    assert [] == read_last_tokens(session.model, [])
