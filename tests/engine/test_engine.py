"""The engine against one forward pass a query on the plain transformers model."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from latentlens.display.progress import Progress
from latentlens.engine.injection import Add, AddNormMatched, Replace
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Distribution, Generate, Generation, NextToken, Query, Score, Scores, Write
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run
from latentlens.errors import Cancelled, MappingError, PromptError, SelectionError
from latentlens.mappings.mapping import Identity, Rescale
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from noted_progress import noted
from plain import Plain
from tiny import ARCHITECTURES, save_tiny

TARGET = "The cat -> cat. hello x is a fox"


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return an architecture's model as latentlens opens it, and as transformers alone does."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return open_model(directory), Plain(directory)


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> tuple[LanguageModel, Plain]:
    """Return one architecture, for what does not depend on it."""
    directory = save_tiny(tmp_path_factory.mktemp("llama"), "llama")
    return open_model(directory), Plain(directory)


def queries_of_every_kind(model: LanguageModel, readout: Any) -> list[Query]:
    """Return queries over all layers, first, middle and last slots, several slots, several layers."""
    ids = tuple(model.tokenizer.encode(TARGET))
    torch.manual_seed(1)
    vector = torch.randn(64, model.d_model) * 2
    queries = [Query(ids, (), readout)]
    for i, layer in enumerate(range(model.n_layers + 1)):
        for position in (0, 4, len(ids) - 1):
            queries.append(Query(ids, (Write(layer, (position,), vector[i : i + 1]),), readout))
    queries += [
        Query(ids, (Write(1, (3, 5, 6), vector[20:23]),), readout),
        Query(ids, (Write(1, (3,), vector[23:24]), Write(3, (3,), vector[24:25])), readout),
        Query(ids, (Write(2, (5,), vector[25:26], injection=Add(0.5)),), readout),
        Query(ids, (Write(2, (5,), vector[26:27], injection=AddNormMatched(2.0)),), readout),
        Query(ids, (Write(2, (5,), vector[27:28], mapping=Rescale("slot")),), readout),
        Query(ids[:1], (Write(1, (0,), vector[28:29]),), readout),
        # One after the other into the same slot of the same layer.
        Query(ids, (Write(2, (5,), vector[29:30]), Write(2, (5,), vector[30:31], injection=Add(2))), readout),
        Query(ids, (Write(2, (5,), vector[31:32], injection=Add(2)), Write(2, (5,), vector[32:33])), readout),
    ]
    one, all_blocks, last = (1,), tuple(range(model.n_layers)), (len(ids) - 1,)
    queries += [
        Query(ids, (), readout, (Knockout(one, (3, 4)),)),
        Query(ids, (), readout, (Knockout(all_blocks, (2,), last),)),
        Query(ids, (), readout, (Knockout((0, 3), (0, 2, 5), (4, 5, 6)), Knockout((2,), (1,)))),
        Query(ids, (Write(3, (5,), vector[33:34]),), readout, (Knockout((0, 1, 2), (5,)),)),
        Query(ids, (Write(1, (6,), vector[34:35]),), readout, (Knockout((2,), (1, 6)),)),
    ]
    return queries


def test_next_token_logits_equal_one_at_a_time(opened: tuple) -> None:
    """A batch of rows that join at their own layers gives each query's own logits, on every architecture."""
    model, plain = opened
    queries = queries_of_every_kind(model, NextToken(keep_logits=True))

    results = run(queries, model)

    for query, result in zip(queries, results, strict=True):
        assert isinstance(result.value, Distribution)
        expected = plain.logits(query)[-1]
        torch.testing.assert_close(result.value.logits, expected, atol=1e-4, rtol=0)


def test_greedy_generation_is_identical(opened: tuple) -> None:
    """Patching the prefill once and decoding from the cache says what every-step patching says."""
    model, plain = opened
    queries = queries_of_every_kind(model, Generate(max_new_tokens=6))
    ends = model.tokenizer.stop_ids

    results = run(queries, model)

    for query, result in zip(queries, results, strict=True):
        assert isinstance(result.value, Generation)
        expected = plain.greedy(query, 6)
        for at, token in enumerate(expected):
            if token in ends:
                expected = expected[: max(at, 1)]
                break
        assert expected == list(result.value.token_ids)


def test_scores_equal_a_brute_force_loop(opened: tuple) -> None:
    """Every token of every continuation is scored as in a run of prompt and continuation together."""
    model, plain = opened
    continuations = ((5,), (7, 9), (7, 9, 11), (8, 3, 3, 250))
    queries = queries_of_every_kind(model, Score(continuations))

    results = run(queries, model)

    for query, result in zip(queries, results, strict=True):
        assert isinstance(result.value, Scores)
        for continuation, observed in zip(continuations, result.value.logprobs, strict=True):
            logits = plain.logits(query, continuation[:-1])
            logprobs = torch.log_softmax(logits, -1)[len(query.target_ids) - 1 :]
            expected = logprobs.gather(-1, torch.tensor(continuation)[:, None])[:, 0]
            torch.testing.assert_close(torch.tensor(observed), expected, atol=1e-4, rtol=0)


def test_slow_reference_equals_plain_transformers(opened: tuple) -> None:
    """The reference that a sweep is verified against agrees with transformers alone."""
    model, plain = opened
    for query in queries_of_every_kind(model, NextToken()):
        expected = plain.logits(query)[-1]
        torch.testing.assert_close(next_logits(query, model), expected, atol=1e-5, rtol=0)


def test_capture_equals_hidden_states(opened: tuple) -> None:
    """Layer k is transformers' hidden_states[k] below the last; the last is before the final norm."""
    model, plain = opened
    ids = model.tokenizer.encode("The capital of France is Paris.")
    n = model.n_layers
    with torch.no_grad():
        expected = plain.hf(torch.tensor([ids]), output_hidden_states=True)

    resid = model.capture(ids, range(n + 1))

    torch.testing.assert_close(resid[:n], torch.cat(expected.hidden_states[:n]), atol=1e-5, rtol=1e-5)
    assert not torch.allclose(resid[n], expected.hidden_states[n][0], atol=1e-2)
    patched = Query(tuple(ids), (Write(n, (len(ids) - 1,), resid[n, -1:]),), NextToken(keep_logits=True))
    value = run([patched], model)[0].value
    torch.testing.assert_close(value.logits, expected.logits[0, -1], atol=1e-4, rtol=0)


def test_identity_patchscope_reproduces_the_model(opened: tuple) -> None:
    """Same prompt, layer and position: the patched run is the model's own, next token and generation."""
    model, plain = opened
    ids = tuple(model.tokenizer.encode(TARGET))
    resid = model.capture(ids, range(model.n_layers + 1))
    places = [(layer, position) for layer in range(model.n_layers + 1) for position in range(len(ids))]
    own_logits = plain.logits(Query(tuple(ids), (), NextToken()))[-1]

    for readout in (NextToken(keep_logits=True), Generate(max_new_tokens=5)):
        own = run([Query(ids, (), readout)], model)[0].value
        results = run([Query(ids, (Write(k, (p,), resid[k, p][None]),), readout) for k, p in places], model)
        for result in results:
            if isinstance(readout, Generate):
                assert own.token_ids == result.value.token_ids
            else:
                torch.testing.assert_close(result.value.logits, own_logits, atol=1e-4, rtol=0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_batched_equals_single(llama: tuple[LanguageModel, Plain], data: st.DataObject) -> None:
    """What a query answers depends on nothing that runs beside it, nor on the memory budget."""
    model, _ = llama
    positions = st.lists(st.integers(0, 7), min_size=1, max_size=3, unique=True).map(sorted)
    readouts = st.sampled_from(
        [
            NextToken(keep_logits=True),
            Generate(4),
            Generate(4, temperature=1.0, seed=3),
            Score(((5, 6), (7,))),
        ]
    )
    targets = st.lists(st.integers(3, 60), min_size=8, max_size=12)
    pool = data.draw(st.lists(targets, min_size=1, max_size=2))
    queries = []
    for _ in range(data.draw(st.integers(1, 8))):
        slots = tuple(data.draw(positions))
        seed = data.draw(st.integers(0, 3))
        vectors = torch.randn(len(slots), model.d_model, generator=torch.Generator().manual_seed(seed))
        write = Write(data.draw(st.integers(0, model.n_layers)), slots, vectors)
        writes = (write,) if data.draw(st.booleans()) else ()
        queries.append(Query(tuple(data.draw(st.sampled_from(pool))), writes, data.draw(readouts)))

    together = run(queries, model, budget=data.draw(st.sampled_from([1, 300_000, 2**30])))

    for query, result in zip(queries, together, strict=True):
        alone = run([query], model)[0]
        if isinstance(alone.value, Distribution):
            torch.testing.assert_close(result.value.logits, alone.value.logits, atol=1e-4, rtol=0)
        elif isinstance(alone.value, Generation):
            assert alone.value.token_ids == result.value.token_ids
        else:
            for a, b in zip(alone.value.logprobs, result.value.logprobs, strict=True):
                assert pytest.approx(a, abs=1e-4) == b
        assert alone.receipt.writes == result.receipt.writes


def test_equal_queries_run_once(llama: tuple[LanguageModel, Plain], monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred equal queries cost the rows of one, and all get its result."""
    model, _ = llama
    rows: list[int] = []
    states = model.states

    def counting(*args: object, **kwargs: object) -> torch.Tensor:
        found = states(*args, **kwargs)
        rows.append(len(found))
        return found

    monkeypatch.setattr(model, "states", counting)
    written = Write(2, (2,), torch.ones(1, model.d_model))
    again = Write(2, (2,), torch.ones(1, model.d_model))

    results = run([Query((5, 6, 7, 8), (write,), NextToken()) for write in [written, again] * 50], model)

    assert [2] == rows  # the unpatched target, and one patched row
    assert 1 == len({result.value.top_ids for result in results})


def test_receipt_counts_writes_and_norms(llama: tuple[LanguageModel, Plain]) -> None:
    """Each slot is written exactly once, and the receipt holds its norm before and after."""
    model, _ = llama
    vectors = torch.randn(2, model.d_model)
    ids = (5, 6, 7, 8, 9)
    resid = model.capture(ids, [2])[0]

    result = run([Query(ids, (Write(2, (1, 3), vectors),), Generate(5))], model)[0]

    assert 2 == result.receipt.writes
    assert pytest.approx(resid[[1, 3]].norm(dim=-1).tolist(), rel=1e-4) == list(result.receipt.norms_before)
    assert pytest.approx(vectors.norm(dim=-1).tolist(), rel=1e-4) == list(result.receipt.norms_after)


def test_zero_scale_changes_nothing(llama: tuple[LanguageModel, Plain]) -> None:
    """Adding nothing, in either way, is the unpatched run."""
    model, plain = llama
    ids = (5, 6, 7, 8, 9)
    vector = torch.randn(1, model.d_model)

    for injection in (Add(0.0), AddNormMatched(0.0)):
        write = Write(2, (1,), vector, injection=injection)
        value = run([Query(ids, (write,), NextToken(keep_logits=True))], model)[0].value
        torch.testing.assert_close(
            value.logits, plain.logits(Query(tuple(ids), (), NextToken()))[-1], atol=1e-5, rtol=0
        )


def test_slots_take_their_own_vectors(llama: tuple[LanguageModel, Plain]) -> None:
    """Vectors permuted between slots give another answer: each goes where it was sent."""
    model, _ = llama
    vectors = torch.randn(2, model.d_model) * 3
    ids = (5, 6, 7, 8, 9)
    readout = NextToken(keep_logits=True)

    right, wrong, crossed = run(
        [
            Query(ids, (Write(1, (1, 3), vectors),), readout),
            Query(ids, (Write(1, (1, 3), vectors.flip(0)),), readout),
            Query(ids, (Write(1, (3, 1), vectors.flip(0)),), readout),
        ],
        model,
    )

    assert not torch.allclose(right.value.logits, wrong.value.logits, atol=1e-2)
    torch.testing.assert_close(right.value.logits, crossed.value.logits, atol=1e-5, rtol=0)


def test_sampling_is_seeded_and_follows_the_distribution(llama: tuple[LanguageModel, Plain]) -> None:
    """Equal seeds give equal samples; many seeds give the model's own frequencies."""
    model, plain = llama
    ids = (5, 6, 7, 8, 9)
    probs = torch.softmax(plain.logits(Query(tuple(ids), (), NextToken()))[-1], -1)

    def sample(seeds: range) -> list[int]:
        readouts = [Generate(1, temperature=1.0, seed=seed) for seed in seeds]
        return [r.value.token_ids[0] for r in run([Query(ids, (), x) for x in readouts], model)]

    assert sample(range(20)) == sample(range(20))
    counts = torch.bincount(torch.tensor(sample(range(2000))), minlength=len(probs)) / 2000
    assert float((counts - probs).abs().max()) < 0.05


def test_stop_text_ends_the_answer(llama: tuple[LanguageModel, Plain]) -> None:
    """Neither the stop text nor what follows belongs to the answer, to its tokens or to its text."""
    model, _ = llama
    ids = tuple(model.tokenizer.encode("The capital of"))
    full = run([Query(ids, (), Generate(8, temperature=1.0))], model)[0].value
    third = model.tokenizer.decode(full.token_ids[2:3])
    head = model.tokenizer.decode(full.token_ids[:2])
    assert third
    assert third not in head

    value = run([Query(ids, (), Generate(8, (third,), temperature=1.0))], model)[0].value

    assert full.token_ids[:2] == value.token_ids
    assert head == value.text


def test_cancel_stops_and_leaves_the_model_as_it_was(llama: tuple[LanguageModel, Plain]) -> None:
    """A cancelled run raises, keeps what it delivered, and leaves no trace in the model."""
    model, _ = llama
    ids = (5, 6, 7, 8, 9)
    before = model.forward([ids])
    queries = [Query(ids, (Write(2, (2,), torch.randn(1, model.d_model)),), NextToken()) for _ in range(20)]
    progress = Progress(unit="queries", bar=False)
    got: list[int] = []

    def on_result(index: int, _: object) -> None:
        got.append(index)
        if len(got) == 5:
            progress.cancel()

    with pytest.raises(Cancelled, match="5 of 20"):
        run(queries, model, budget=1, on_result=on_result, progress=progress)

    assert 5 == len(got)
    assert torch.equal(before, model.forward([ids]))


@pytest.mark.parametrize("error", [RuntimeError("boom"), KeyboardInterrupt()])
def test_failure_leaves_the_model_bit_identical(
    llama: tuple[LanguageModel, Plain], error: BaseException
) -> None:
    """After an exception or an interrupt inside a hook the model's output has not one bit changed."""
    model, _ = llama
    ids = [5, 6, 7, 8, 9]
    before = model.forward([ids])
    hooks = sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.hf_model.modules())

    def fail(_: torch.Tensor) -> torch.Tensor:
        raise error

    with pytest.raises(type(error)):
        model.forward([ids], edits={2: fail})

    assert torch.equal(before, model.forward([ids]))
    assert hooks == sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.hf_model.modules())


def test_bad_queries_are_refused_before_anything_runs(llama: tuple[LanguageModel, Plain]) -> None:
    """Each impossible query gets the error that names what is wrong with it."""
    model, _ = llama
    vector = torch.randn(1, model.d_model)
    before = model.forward_passes
    cases = [
        (Query((), (), NextToken()), PromptError, "no tokens"),
        (Query((5,) * 65, (), NextToken()), PromptError, "65 tokens"),
        (Query((5,) * 60, (), Generate(6)), PromptError, "64 positions"),
        (Query((5, 6), (Write(5, (0,), vector),), NextToken()), SelectionError, "Target layer 5"),
        (Query((5, 6), (Write(2, (2,), vector),), NextToken()), SelectionError, "Slot 2"),
        (Query((5, 6), (Write(2, (0, 1), vector),), NextToken()), SelectionError, "1 vectors"),
        (Query((5, 6), (Write(2, (0,), vector[:, :-1]),), NextToken()), MappingError, "width 31"),
    ]
    for query, kind, text in cases:
        with pytest.raises(kind, match=text):
            run([query], model)
    assert before == model.forward_passes


def test_progress_counts_up_to_the_number_of_queries(llama: tuple[LanguageModel, Plain]) -> None:
    """Progress starts at nothing, never falls, and ends at everything."""
    model, _ = llama
    queries = [Query((5, 6, 7), (Write(k, (1,), torch.ones(1, 32)),), NextToken()) for k in range(5)]
    seen: list[tuple[int, int | None]] = []

    run(queries, model, budget=1, progress=noted(seen))

    assert [(n, 5) for n in range(6)] == seen


def test_rescale_and_replace_set_the_norm() -> None:
    """A rescaled vector has the norm it was told to have, and its direction."""
    vectors = torch.randn(2, 3, 8)
    slots = torch.randn(2, 3, 8)

    to_slot = Rescale("slot")(vectors, slots)

    torch.testing.assert_close(slots.norm(dim=-1), to_slot.norm(dim=-1))
    torch.testing.assert_close(torch.ones(2, 3), torch.cosine_similarity(to_slot, vectors, dim=-1))
    torch.testing.assert_close(torch.full((2, 3), 7.0), Rescale(7.0)(vectors, slots).norm(dim=-1))
    assert torch.equal(vectors, Replace()(slots, Identity()(vectors, slots)))
    added = AddNormMatched(2.0)(slots, vectors) - slots
    torch.testing.assert_close(2 * slots.norm(dim=-1), added.norm(dim=-1))
