"""Targets of different length run side by side, padded, and each answers as if it ran alone."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from latentlens.engine.injection import Add, AddNormMatched
from latentlens.engine.knockout import Knockout
from latentlens.engine.padding import PaddedGroup, pad_together
from latentlens.engine.plan import plan
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Distribution, Generate, Generation, NextToken, Query, Score, Scores, Write
from latentlens.engine.run import run
from latentlens.mappings.mapping import Rescale
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.model.positions import pads_exactly
from plain import Plain
from tiny import ARCHITECTURES, SWITCHING_ROPE, save_tiny, save_tiny_bloom

LENGTHS = (4, 9, 5, 16, 7, 1)
"""Beyond the windows of the tiny models, which see 5 tokens."""


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return an architecture's model as latentlens opens it, and as transformers alone does."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return open_model(directory), Plain(directory)


def ragged(model: LanguageModel, readouts: list[Any]) -> list[Query]:
    """Return queries onto targets of many lengths: first, middle and last slots, one and several."""
    random = torch.Generator().manual_seed(1)

    def vectors(n: int) -> torch.Tensor:
        return 2 * torch.randn(n, model.d_model, generator=random)

    queries: list[Query] = []
    for i, length in enumerate(LENGTHS):
        ids = tuple(torch.randint(3, 250, (length,), generator=random).tolist())
        readout = readouts[i % len(readouts)]
        last = length - 1
        queries += [
            Query(ids, (Write(0, (0,), vectors(1)),), readout),
            Query(ids, (Write(1, (last,), vectors(1), injection=AddNormMatched(2.0)),), readout),
            Query(ids, (Write(1, (0, last) if last else (0,), vectors(2 if last else 1)),), readout),
            Query(
                ids,
                (Write(1, (last,), vectors(1)), Write(1, (last,), vectors(1), injection=Add(0.5))),
                readout,
            ),
            Query(ids, (Write(2, (last // 2,), vectors(1), mapping=Rescale("slot")),), readout),
            Query(ids, (), readout),
        ]
    return queries


def padded_rows(queries: list[Query], model: LanguageModel) -> int:
    """Return how many of the queries' rows run in padded batches."""
    with model.pinned():
        planned = pad_together(plan(queries, model), model, Prefixes(2**20))
    return sum(len(group.members) for group in planned if isinstance(group, PaddedGroup))


def assert_same(expected: Any, observed: Any) -> None:
    """Assert that two results are one, to 1e-5 of the largest logit or 1e-4 nats of a score."""
    assert expected.receipt.writes == observed.receipt.writes
    assert pytest.approx(expected.receipt.norms_after, rel=1e-4) == observed.receipt.norms_after
    one, other = expected.value, observed.value
    if isinstance(one, Distribution):
        largest = float(one.logits.abs().max())
        torch.testing.assert_close(other.logits, one.logits, atol=1e-5 * largest, rtol=0)
    elif isinstance(one, Generation):
        assert one.token_ids == other.token_ids
        assert one.text == other.text
    else:
        assert isinstance(one, Scores)
        for scores, found in zip(one.logprobs, other.logprobs, strict=True):
            assert pytest.approx(scores, abs=1e-4) == found


@pytest.mark.parametrize(
    "readouts",
    [
        [NextToken(keep_logits=True)],
        [Generate(6), Generate(3, temperature=1.0, seed=5)],
        [Score(((5,), (7, 9), (8, 3, 3, 250)))],
        [NextToken(keep_logits=True), Generate(4), Score(((6, 7), (8,)))],
    ],
    ids=["next", "generation", "scores", "mixed"],
)
def test_ragged_targets_together_equal_one_at_a_time(opened: tuple, readouts: list[Any]) -> None:
    """Targets of six lengths in one batch give each query's own result, on every architecture."""
    model, _ = opened
    queries = ragged(model, readouts)
    assert padded_rows(queries, model) > 10

    together = run(queries, model)

    for query, result in zip(queries, together, strict=True):
        assert_same(run([query], model)[0], result)


def test_ragged_targets_equal_plain_transformers(opened: tuple) -> None:
    """Side by side, the logits and the greedy tokens are those of transformers alone, one at a time."""
    model, plain = opened
    queries = [query for query in ragged(model, [NextToken(keep_logits=True)]) if len(query.writes) < 2]
    said = [Query(query.target_ids, query.writes, Generate(5)) for query in queries]

    for query, result, generated in zip(queries, run(queries, model), run(said, model), strict=True):
        expected = plain.logits(query)[-1]
        assert isinstance(result.value, Distribution)
        torch.testing.assert_close(result.value.logits, expected, atol=1e-4, rtol=0)
        assert isinstance(generated.value, Generation)
        tokens = plain.greedy(query, len(generated.value.token_ids))
        assert tokens == list(generated.value.token_ids)


@pytest.mark.parametrize("budget", [1, 300_000, 2**30])
def test_the_budget_changes_no_answer(opened: tuple, budget: int) -> None:
    """Padded rows in chunks of one, of a few or all at once give the same."""
    model, _ = opened
    queries = ragged(model, [NextToken(keep_logits=True)])
    whole = run(queries, model)

    for one, other in zip(whole, run(queries, model, budget=budget), strict=True):
        assert_same(one, other)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_mixture_equals_one_at_a_time(opened: tuple, data: st.DataObject) -> None:
    """Any targets, slots, layers and readouts, of any number each, answer as they do alone."""
    model, _ = opened
    readouts = st.sampled_from(
        [NextToken(keep_logits=True), Generate(3), Score(((5, 6), (7,))), Generate(3, contrast=0.5)]
    )
    queries = []
    for _ in range(data.draw(st.integers(2, 10))):
        target = data.draw(st.lists(st.integers(3, 12), min_size=1, max_size=14))
        position, layer = data.draw(st.integers(0, len(target) - 1)), data.draw(st.integers(0, 4))
        seed = torch.Generator().manual_seed(data.draw(st.integers(0, 3)))
        write = Write(layer, (position,), torch.randn(1, model.d_model, generator=seed))
        queries.append(Query(tuple(target), (write,) * data.draw(st.integers(0, 1)), data.draw(readouts)))

    for query, result in zip(queries, run(queries, model), strict=True):
        assert_same(run([query], model)[0], result)


def test_equal_targets_keep_the_shared_prefix(opened: tuple) -> None:
    """Many rows onto one target, or high up in it, are not padded: they share what they have in common."""
    model, _ = opened
    ids, other = tuple(range(3, 43)), tuple(range(40, 3, -1))
    vector = torch.randn(1, model.d_model)
    many = [
        Query(target, (Write(3, (36 - at,), vector + i),), NextToken())
        for at, target in enumerate((ids, other))
        for i in range(40)
    ]

    assert 0 == padded_rows(many, model)


def test_cuts_and_contrasts_run_in_groups(opened: tuple) -> None:
    """Rows with knock-outs, or contrasted with their unpatched target, run with their own target's rows."""
    model, _ = opened
    targets = [tuple(range(5, 5 + n)) for n in (4, 7, 9)]
    vector = torch.randn(1, model.d_model)
    contrasted = [Query(ids, (Write(1, (1,), vector),), Generate(3, contrast=0.5)) for ids in targets]
    cut = [Query(ids, (), NextToken(keep_logits=True), (Knockout((1,), (1,)),)) for ids in targets]

    assert 0 == padded_rows([*contrasted, *cut], model)
    for query, result in zip(cut, run(cut, model), strict=True):
        assert_same(run([query], model)[0], result)


def test_a_model_that_cannot_be_padded_runs_in_groups(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where padding changes an answer it is noticed, and the targets run one after the other, exactly."""
    model, plain = opened
    states = model.states

    def leaking(*args: Any, attention_mask: Any = None, **how: Any) -> torch.Tensor:
        return states(*args, **how)  # padding is seen

    with monkeypatch.context() as patched:
        patched.setattr(model, "states", leaking)
        patched.setattr("latentlens.model.positions._pads", {})
        assert not pads_exactly(model)
        queries = ragged(model, [NextToken(keep_logits=True)])
        assert 0 == padded_rows(queries, model)
        results = run(queries, model)
    for query, result in zip(queries[:6], results[:6], strict=True):
        if len(query.writes) < 2:
            torch.testing.assert_close(result.value.logits, plain.logits(query)[-1], atol=1e-4, rtol=0)


def test_padding_is_tried_once(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial of a model that has not changed is not repeated."""
    model, _ = opened
    assert pads_exactly(model)
    monkeypatch.setattr("latentlens.model.positions._pads_exactly", pytest.fail)
    assert pads_exactly(model)


def test_padded_rows_save_passes(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty targets of different length generate in as many passes as one."""
    model, _ = opened
    pads_exactly(model)
    vector = torch.randn(1, model.d_model)
    queries = [
        Query(tuple(range(3, 7 + n)), (Write(1, (2,), vector),), Generate(5, temperature=1.0, seed=n))
        for n in range(20)
    ]
    before = model.forward_passes

    run(queries, model)

    assert model.forward_passes - before <= 2 * 5


def test_distance_biases_are_padded_exactly(tmp_path: Any) -> None:
    """ALiBi goes by distance: it is padded, or runs in groups, and equals one at a time either way."""
    save_tiny_bloom(tmp_path)
    model = open_model(tmp_path)
    queries = ragged(model, [NextToken(keep_logits=True), Generate(4), Score(((5, 6), (7,)))])

    for query, result in zip(queries, run(queries, model), strict=True):
        assert_same(run([query], model)[0], result)


def test_rotary_scalings_that_switch_are_not_padded(tmp_path: Any) -> None:
    """Where the angles depend on the length of the sequence, targets of different length run in groups."""
    model = open_model(save_tiny(tmp_path, "phi3", **SWITCHING_ROPE))
    assert not pads_exactly(model)
    queries = ragged(model, [NextToken(keep_logits=True)])

    for query, result in zip(queries, run(queries, model), strict=True):
        assert_same(run([query], model)[0], result)


def test_a_cache_that_was_padded_holds_what_it_should(opened: tuple) -> None:
    """The cache after a padded prompt has every row at its full length."""
    model, _ = opened
    from latentlens.engine.plan import Row
    from latentlens.engine.prefill import prefill_padded

    rows = [Row((), readouts={Generate(3): [i]}) for i in range(2)]
    found = prefill_padded(model, [(5, 6, 7), (5,)], [None, None], rows, lambda: None)

    assert 3 == found.length == found.cache.layers[0].get_seq_length()
    assert isinstance(found.cache_for([1, 0, 0], keep=False), RowCache)
