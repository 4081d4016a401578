"""Vectors are asked as activations are: what a vector is, its scales, and its code."""

from __future__ import annotations

import dataclasses
import pathlib
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asked_vectors import PROMPT, READER, SCALES
from latentlens import (
    Add,
    AddNormMatched,
    Controls,
    Lens,
    Noise,
    Patchscope,
    Replace,
    Rescale,
    Session,
    Vectors,
    fit_mapping,
)
from latentlens.ask.answer import Answer
from latentlens.ask.source import Condition, StateCache
from latentlens.ask.vectors_source import VectorSource
from latentlens.engine.query import NextToken, Query, Write
from latentlens.errors import MappingError
from latentlens.readers.target_prompts import TextPrompt
from plain import Plain
from tiny import save_tiny

ADDING = dataclasses.replace(READER, injection="add")


@pytest.fixture(scope="module", params=["gpt2", "llama", "gemma2"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Plain]:
    """Return a session on a random model, and transformers alone on the same weights."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return Session(directory), Plain(directory)


def assert_same(expected: Answer, observed: Answer, *, controls: tuple[str, ...] = ("null",)) -> None:
    """Assert that two answers say the same with the same numbers, and so do some of their controls."""
    assert expected.text == observed.text
    assert expected.token_ids == observed.token_ids
    assert expected.token_logprobs == pytest.approx(observed.token_logprobs, abs=1e-4)
    assert expected.confidence == pytest.approx(observed.confidence, abs=1e-4)
    assert expected.target_layer == observed.target_layer
    assert [o.probability for o in expected.options] == pytest.approx(
        [o.probability for o in observed.options], abs=1e-4
    )
    for kind in controls:
        one, other = expected.control(kind), observed.control(kind)
        assert one is not None
        assert other is not None
        assert one.text == other.text
        assert one.confidence == pytest.approx(other.confidence, abs=1e-4)
        assert one.support == pytest.approx(other.support, abs=1e-4)
        assert one.answer_logprobs == pytest.approx(other.answer_logprobs, abs=1e-4)


def by_hand(session: Session, reader: Patchscope, vector: torch.Tensor, layer: int) -> Query:
    """Return the query that writes a vector into READER's slot, without any of the code under test."""
    ids = tuple(session.model.tokenizer.encode(reader.text))
    (slot,) = (i for i, token in enumerate(ids) if session.model.tokenizer.text(token).strip() == "x")
    at = layer if reader.layer is None else reader.layer
    write = Write(at, (slot,), vector[None], mapping=reader.mapping, injection=reader.injection)
    return Query(ids, (write,), NextToken())


# --- a vector is what its cell is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "settings"),
    [
        (READER, {}),
        (READER, {"options": ["cat", "hello", "The fox"]}),
        (READER, {"samples": 4, "seed": 2}),
        (ADDING, {}),
        (dataclasses.replace(READER, contrast=0.7), {}),
        (dataclasses.replace(READER, layer=1, mapping=Rescale("slot")), {}),
        (dataclasses.replace(READER, remedy="overwrite"), {}),
        (dataclasses.replace(READER, remedy="mask"), {"options": ["cat", "hello"]}),
        (Patchscope(TextPrompt("The cat x is x", placeholders=2), max_new_tokens=3), {}),
        (Patchscope(TextPrompt("The cat x is", noise=Noise((1,))), max_new_tokens=2), {}),
        (Lens(), {}),
        ("The capital of x is", {"controls": Controls(random=0)}),
        ("token_identity", {}),
    ],
)
def test_a_state_of_a_cell_is_read_as_the_cell(
    opened: tuple[Session, Plain], reader: Any, settings: dict[str, Any]
) -> None:
    """Whatever reads it, trace.resid[l, p] as a vector of one's own gives the cell's answer."""
    session, _ = opened
    trace = session.run(PROMPT)
    for layer, position in ((0, 1), (2, 4), (session.model.n_layers, 3)):
        vectors = session.vectors({"cell": trace.resid[layer, position]}, layer=layer)

        asked = session.ask(vectors, reader, **settings)

        assert_same(session.ask(trace, layer, position, reader, **settings), asked)
        assert layer == asked.layer
        assert "cell" == asked.name


def test_negative_layers_count_from_the_last(session: Session) -> None:
    """A vector's layer is named as everywhere."""
    vector = session.run(PROMPT)[-1, 2]
    assert session.model.n_layers == session.vectors({"v": vector}, layer=-1).layer


# --- scales -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("injection", [Replace(), Add(0.5), AddNormMatched(2.0)])
def test_every_scale_is_its_hook_form(opened: tuple[Session, Plain], injection: Any) -> None:
    """At each scale, tokens and log-probabilities are those of plain hooks that write scale * vector."""
    session, plain = opened
    vector = torch.randn(session.model.d_model, generator=torch.Generator().manual_seed(5)) * 2
    reader = dataclasses.replace(READER, layer=2, injection=injection)
    sweep = session.sweep(session.vectors({"v": vector}, layer=1), reader, scales=SCALES)

    for scale in SCALES:
        answer = sweep[scale]
        query = by_hand(session, reader, scale * vector, 1)
        expected = plain.greedy(query, 3)
        ends = [i for i, token in enumerate(expected) if token in session.model.tokenizer.stop_ids]
        said = expected[: max(ends[0], 1) if ends else 3]
        assert said == list(answer.token_ids)
        logprobs = plain.logits(query, said[:-1]).log_softmax(-1)[-len(said) :]
        given = logprobs.gather(-1, torch.tensor(said)[:, None])[:, 0]
        assert given.tolist() == pytest.approx(answer.token_logprobs, abs=1e-3)


def test_what_is_mapped_is_the_scaled_vector(opened: tuple[Session, Plain]) -> None:
    """Rescaled to the slot's norm the scale's size makes no difference, and its sign does."""
    session, _ = opened
    vectors = session.vectors({"v": session.run(PROMPT)[2, 4]}, layer=2)
    sweep = session.sweep(vectors, dataclasses.replace(READER, mapping=Rescale("slot")), scales=[-1, 0.25, 4])

    assert_same(sweep[0.25], sweep[4])
    written = [sweep[scale].provenance["receipt"] for scale in (0.25, 4)]
    assert written[0]["norms_after"] == pytest.approx(written[1]["norms_before"], rel=1e-4)
    assert sweep[-1].token_logprobs != pytest.approx(sweep[4].token_logprobs, abs=1e-3)


def test_scale_0_adds_nothing(opened: tuple[Session, Plain]) -> None:
    """Added at scale 0, a vector and its random control say what the null control says."""
    session, _ = opened
    vectors = session.vectors({"v": session.run(PROMPT)[2, 4]}, layer=2)
    answer = session.ask(vectors, ADDING, scale=0)

    for control in answer.controls:
        assert answer.text == control.text
        assert answer.confidence == pytest.approx(control.support, abs=1e-5)
    assert answer.excess == pytest.approx(0, abs=1e-5)
    assert session.ask(vectors, ADDING, scale=2).token_logprobs != pytest.approx(
        answer.token_logprobs, abs=1e-3
    )


@pytest.mark.parametrize("scale", [-3.0, 0.3, 7])
def test_a_scale_multiplies(session: Session, vectors: Vectors, scale: float) -> None:
    """Scale s of v is s * v asked as it is."""
    product = session.vectors({"v": scale * vectors["one"].tensor[0]}, layer=2)
    for options in (None, ["cat", "hello"]):
        expected = session.ask(product, ADDING, options=options)
        assert_same(expected, session.ask(vectors["one"], ADDING, scale=scale, options=options))


def test_a_sweep_equals_its_vectors_asked_alone(session: Session, vectors: Vectors) -> None:
    """Each answer of a batch is that of the vector asked alone at that scale, controls included."""
    more = Controls(random=2)
    for options in (None, ["cat", "The fox"]):
        sweep = session.sweep(vectors, READER, scales=SCALES, options=options, controls=more, seed=3)
        assert sweep.complete
        assert len(vectors) * len(SCALES) == len(sweep)
        for name in vectors:
            for scale in SCALES:
                alone = session.ask(
                    vectors[name], READER, scale=scale, options=options, controls=more, seed=3
                )
                swept = sweep[name, scale]
                assert_same(alone, swept, controls=("null", "random"))
                assert swept.position is None
                assert alone.provenance["content"] == swept.provenance["content"]
    assert sweep.verify(6).max_logit_difference < 1e-4


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scale=st.floats(-100, 100, width=32), seed=st.integers(0, 3), draw=st.integers(0, 2))
def test_the_random_control_runs_through_the_same_scales(
    vectors: Vectors, scale: float, seed: int, draw: int
) -> None:
    """It is the same random direction at every scale, of the vector's norm times the scale."""
    cache = StateCache(Controls(random=3), seed, 1)
    for name, vector, norm in zip(vectors.names, vectors.tensor, vectors.norms, strict=True):
        unit, scaled = VectorSource(vectors, name, 1.0), VectorSource(vectors, name, scale)
        (own,) = scaled.states(Condition(), cache)
        assert torch.equal(scale * vector, own.vector)
        assert 2 == own.layer
        (one,) = unit.states(Condition("random", draw), cache)
        (other,) = scaled.states(Condition("random", draw), cache)
        assert norm == pytest.approx(float(one.vector.norm()), rel=1e-5)
        torch.testing.assert_close(scale * one.vector, other.vector, rtol=1e-5, atol=1e-6)
        assert abs(torch.cosine_similarity(one.vector, vector, dim=0)) < 0.9


def test_random_controls_are_drawn_for_each_vector(session: Session, vectors: Vectors) -> None:
    """Another vector, seed or draw has another direction; company and names do not matter."""

    def drawn(of: Vectors, place: int, seed: int = 0, draw: int = 0) -> torch.Tensor:
        cache = StateCache(Controls(random=2), seed, 1)
        (state,) = VectorSource(of, of.names[place]).states(Condition("random", draw), cache)
        vector = state.vector
        return vector / vector.norm()

    renamed = session.vectors({"renamed": vectors["other"].tensor[0]}, layer=2)
    torch.testing.assert_close(drawn(vectors, 1), drawn(renamed, 0))
    directions = [
        drawn(vectors, 0),
        drawn(vectors, 1),
        drawn(vectors, 1, seed=1),
        drawn(vectors, 1, draw=1),
    ]
    for i, one in enumerate(directions):
        for other in directions[:i]:
            assert abs(float(one @ other)) < 0.9


def test_the_norm_is_relative_to_what_the_slot_held(opened: tuple[Session, Plain]) -> None:
    """In the table, |scale| * norm over the norm of the slot's own state, as transformers alone has it."""
    session, plain = opened
    vector = torch.randn(session.model.d_model, generator=torch.Generator().manual_seed(1))
    for layer in (0, 2):
        query = by_hand(session, READER, vector, layer)
        with torch.no_grad():
            hidden = plain.hf(torch.tensor([query.target_ids]), output_hidden_states=True).hidden_states
        own = float(hidden[layer][0, query.writes[0].positions[0]].norm())
        sweep = session.sweep(session.vectors({"v": vector}, layer=layer), READER, scales=SCALES)
        frame = sweep.to_pandas()
        expected = np.abs(SCALES) * float(vector.norm())
        np.testing.assert_allclose(frame["norm"], expected, rtol=1e-5)
        np.testing.assert_allclose(frame["relative_norm"], expected / own, rtol=1e-4)


# --- two models -------------------------------------------------------------------------------------------


def test_a_fitted_map_carries_a_vector_into_another_model(
    session: Session, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Asked of another session, a vector is the cell it comes from; without a map the widths are named."""
    wide = Session(save_tiny(tmp_path_factory.mktemp("wide"), "llama", hidden_size=48, head_dim=12))
    texts = [f"The {a} met a {b} in {c}." for a in ("cat", "fox") for b in ("hare", "fox") for c in "xyz"]
    into = fit_mapping(session, wide, texts, layers=[2], target_layers=[1], ridge=1.0)
    reader = dataclasses.replace(READER, layer=1, mapping=into)
    trace = session.run(PROMPT)
    vectors = session.vectors({"cell": trace[2, 3]}, layer=2)

    asked = wide.ask(vectors, reader)

    assert_same(wide.ask(trace, 2, 3, reader), asked)
    assert wide.model.fingerprint() == asked.provenance["fingerprint"]
    assert session.model.fingerprint() == asked.provenance["source_fingerprint"]
    with pytest.raises(MappingError, match=r"width 32 from width 32.*d_model 48"):
        wide.ask(vectors, READER)
    with pytest.raises(MappingError, match="another source model"):
        wide.ask(wide.vectors({"v": torch.ones(48)}, layer=2), reader)


# --- what an answer is made from --------------------------------------------------------------------------


def test_the_code_of_an_answer_gives_it_again(session: Session, vectors: Vectors) -> None:
    """Copied as code, the numbers in full, an answer and its controls are reproduced, alone or of many."""
    more = Controls(random=2)
    sweep = session.sweep(vectors, ADDING, scales=[0.1, -2], options=["is", "of"], controls=more, seed=3)
    answers = [*sweep.answers.values(), session.ask(vectors["other"], "The capital of x is")]
    for answer in answers:
        names: dict[str, Any] = {}
        exec(answer.code, names)
        again = names["answer"]
        assert_same(answer, again, controls=("null", "random"))
        assert [c.confidence for c in answer.controls] == pytest.approx(
            [c.confidence for c in again.controls], abs=1e-6
        )
        assert answer.provenance["content"] == again.provenance["content"]
        assert answer.name == again.name


def test_the_code_names_the_session_that_the_vectors_belong_to(
    session: Session, vectors: Vectors, directory: pathlib.Path
) -> None:
    """Read by another session, the vectors are made with their own."""
    answer = Session(directory).ask(vectors["one"], READER)
    names: dict[str, Any] = {}
    exec(answer.code, names)
    assert "vectors = source.vectors(" in answer.code
    assert names["vectors"].backend is names["source"].backend
    assert_same(answer, names["answer"], controls=("null", "random"))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_what_becomes_of_the_tensor_does_not_matter(session: Session, dtype: torch.dtype) -> None:
    """Vectors are float32 copies on the CPU; neither what was given nor what is handed out is theirs."""
    given = torch.randn(32, dtype=dtype, requires_grad=True)
    matrix = given.detach()[None].clone()
    vectors, of_matrix = session.vectors({"v": given}, layer=1), session.vectors(matrix, layer=1)
    before, content = vectors.tensor, vectors.contents
    with torch.no_grad():
        given += 1
        matrix += 1
    vectors.tensor.zero_()

    assert torch.float32 == vectors.tensor.dtype
    assert not vectors.tensor.requires_grad
    assert torch.equal(before, vectors.tensor)
    assert torch.equal(before, of_matrix.tensor)
    assert content == session.vectors({"again": before[0]}, layer=1).contents
    assert content != session.vectors({"v": given.detach()}, layer=1).contents


@pytest.mark.parametrize("kind", [torch.bfloat16, torch.float16, torch.float64, "numpy", "list"])
def test_any_real_numbers_will_do(session: Session, kind: Any) -> None:
    """Halves, doubles, arrays and lists are the same vector as its float32."""
    exact = torch.arange(32) - 7.5
    given = (
        {"numpy": exact.numpy(), "list": exact.tolist()}.get(kind)
        if isinstance(kind, str)
        else exact.to(kind)
    )
    assert torch.equal(exact, session.vectors({"v": given}, layer=1).tensor[0])


def test_a_matrix_is_a_vector_a_row(session: Session) -> None:
    """Its rows are named, by their number if by nothing else."""
    matrix = torch.randn(3, 32, generator=torch.Generator().manual_seed(0))
    numbered = session.vectors(matrix, layer=1)
    named = session.vectors(matrix, layer=1, names=["a", "b", "c"])

    assert ("0", "1", "2") == numbered.names
    assert ["a", "b", "c"] == list(named)
    assert numbered.contents == named.contents
    assert torch.equal(matrix[1:2], named["b"].tensor)
    assert "'b' (norm" in repr(named)
