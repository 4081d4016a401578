"""Mappings against numpy, and in the engine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from latentlens.engine.injection import Interpolate, as_injection
from latentlens.engine.query import NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import InputError, MappingError
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.low_rank import LowRankAffine
from latentlens.mappings.mapping import Identity, Mapping, Rescale, Zero
from latentlens.mappings.projection import Projection
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from plain import Plain, written
from random_tensors import random
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def llama() -> LanguageModel:
    """Return a random model of width 32."""
    return open_model((tiny_model("llama"), tiny_tokenizer()))


def every_mapping(d_source: int, d_target: int, seed: int = 0) -> list[Mapping]:
    """Return one of each mapping; those that keep the width have the source's."""
    return [
        Identity(),
        Zero(),
        Rescale(2.0),
        ScalarAffine(0.5, random(d_source, seed=seed)),
        LowRankAffine(0.5, random(d_source, 2), random(d_source, 2, seed=seed), random(d_source, seed=seed)),
        Linear(random(d_target, d_source, seed=seed)),
        Affine(random(d_target, d_source, seed=seed), random(d_target, seed=seed + 1)),
        Projection(random(2, d_source, seed=seed)),
        Projection(random(2, d_source, seed=seed), remove=True),
    ]


@given(
    rows=st.integers(1, 3),
    slots=st.integers(1, 3),
    d_source=st.integers(1, 9),
    d_target=st.integers(1, 9),
    seed=st.integers(0, 99),
    dtype=st.sampled_from([torch.float32, torch.bfloat16]),
)
def test_every_mapping_keeps_its_promise_of_a_width(
    rows: int, slots: int, d_source: int, d_target: int, seed: int, dtype: torch.dtype
) -> None:
    """What comes out has the width that d_target states, a row and a slot for each that went in."""
    vectors = random(rows, slots, d_source, seed=seed).to(dtype)

    for mapping in every_mapping(d_source, d_target, seed):
        width = mapping.d_target(d_source)
        mapped = mapping(vectors, torch.ones(rows, slots, width))
        assert (rows, slots, width) == tuple(mapped.shape)
        assert isinstance(mapping, Mapping)
        if hasattr(mapping, "tensors"):
            assert torch.float32 == mapped.dtype


def test_affine_mappings_equal_numpy() -> None:
    """Each vector is multiplied by the matrix from the left, then shifted, in float32 of what it was."""
    matrix, bias, vectors, slots = (
        random(5, 3),
        random(5, seed=1),
        random(2, 4, 3, seed=2),
        torch.ones(2, 4, 5),
    )
    expected = np.array([[matrix.numpy().astype(float) @ v for v in row] for row in vectors.double().numpy()])

    linear, affine = Linear(matrix), Affine(matrix, bias)

    np.testing.assert_allclose(expected, linear(vectors, slots), atol=1e-5)
    np.testing.assert_allclose(expected + bias.numpy(), affine(vectors, slots), atol=1e-5)
    shifted = ScalarAffine(2.5, bias[:3])(vectors, slots[..., :3])
    np.testing.assert_allclose(2.5 * vectors.numpy() + bias[:3].numpy(), shifted, atol=1e-5)
    down, up = random(3, 2, seed=3), random(3, 2, seed=4)
    low = vectors.numpy() @ down.numpy() @ up.numpy().T + 2.5 * vectors.numpy() + bias[:3].numpy()
    np.testing.assert_allclose(
        low, LowRankAffine(2.5, down, up, bias[:3])(vectors, slots[..., :3]), atol=1e-5
    )
    half = vectors.bfloat16()
    assert torch.equal(affine(half.float(), slots), affine(half, slots))


def test_trivial_mappings_are_the_identity_and_nothing() -> None:
    """A = I, b = 0 and s = 1, b = 0 leave every vector as it is; zero leaves none of it."""
    vectors, slots = random(2, 3, 6), random(2, 3, 6, seed=1)
    expected = Identity()(vectors, slots)

    assert torch.equal(expected, Affine(torch.eye(6), torch.zeros(6))(vectors, slots))
    assert torch.equal(expected, Linear(torch.eye(6))(vectors, slots))
    assert torch.equal(expected, ScalarAffine(1, torch.zeros(6))(vectors, slots))
    assert torch.equal(torch.zeros(2, 3, 6), Zero()(vectors, slots))
    assert torch.equal(torch.zeros(1, 1, 2), Zero()(torch.full((1, 1, 2), torch.inf), torch.zeros(1, 1, 2)))


@given(n=st.integers(1, 6), d_model=st.integers(1, 8), rank=st.integers(1, 6), seed=st.integers(0, 999))
def test_projection_equals_least_squares_on_the_directions(
    n: int, d_model: int, rank: int, seed: int
) -> None:
    """The part kept is the best fit by the directions; twice is once; both parts make the vector."""
    directions = random(n, min(rank, n), seed=seed) @ random(min(rank, n), d_model, seed=seed + 1)
    directions *= torch.logspace(-3, 3, n)[:, None]
    vectors, slots = random(1, 4, d_model, seed=seed + 2), torch.zeros(1, 4, d_model)
    unit = (directions / directions.norm(dim=1, keepdim=True)).double().numpy()
    weights = np.linalg.lstsq(unit.T, vectors[0].double().numpy().T, rcond=1e-5)[0]

    kept = Projection(directions)(vectors, slots)
    left = Projection(directions, remove=True)(vectors, slots)

    smallest = np.linalg.svd(unit, compute_uv=False)[min(rank, n, d_model) - 1]
    if smallest > 1e-2:  # nearly dependent directions have a span that rounding turns
        np.testing.assert_allclose((unit.T @ weights).T, kept[0], atol=1e-3)
    torch.testing.assert_close(kept, Projection(directions)(kept, slots), atol=1e-5, rtol=0)
    torch.testing.assert_close(left, Projection(directions, remove=True)(left, slots), atol=1e-5, rtol=0)
    torch.testing.assert_close(vectors, kept + left, atol=1e-5, rtol=0)


def test_dependent_directions_span_what_they_span() -> None:
    """Directions that depend on others, or are zero, neither widen nor break the span."""
    vectors, slots = random(1, 3, 5), torch.zeros(1, 3, 5)
    one, two = random(2, 5, seed=3)

    several = Projection(torch.stack([one, two, one + two, 1000 * one, 0 * two]))

    assert 2 == len(several.span)
    torch.testing.assert_close(Projection(torch.stack([one, two]))(vectors, slots), several(vectors, slots))


def test_gradients_flow_to_what_a_mapping_holds() -> None:
    """A mapping made of tensors that are trained hands them their gradient, and its input its own."""
    matrix, bias = random(5, 3).requires_grad_(), random(5, seed=1).requires_grad_()
    scale, shift = torch.tensor(2.0, requires_grad=True), random(3, seed=2).requires_grad_()
    vectors = random(2, 4, 3, seed=3).requires_grad_()
    slots, weights = torch.zeros(2, 4, 5), random(2, 4, 5, seed=4)

    (Affine(matrix, bias)(vectors, slots) * weights).sum().backward()
    (ScalarAffine(scale, shift)(vectors.detach(), slots[..., :3]) * weights[..., :3]).sum().backward()

    flat, out = vectors.detach().reshape(-1, 3), weights.reshape(-1, 5)
    torch.testing.assert_close(out.T @ flat, matrix.grad)
    torch.testing.assert_close(out.sum(0), bias.grad)
    torch.testing.assert_close(weights @ matrix.detach(), vectors.grad)
    torch.testing.assert_close((out[:, :3] * flat).sum(), scale.grad)
    torch.testing.assert_close(out[:, :3].sum(0), shift.grad)
    for mapping in (Linear(matrix), Projection(random(2, 3))):
        vectors.grad = None
        mapping(vectors, slots[..., : mapping.d_target(3)]).square().sum().backward()
        assert vectors.grad.abs().sum() > 0


def test_mappings_are_equal_by_content() -> None:
    """Equal numbers make equal mappings, wherever they are kept; one other bit, or another kind, does not."""
    matrix, bias = random(3, 3), random(3, seed=1)
    other = matrix.clone()
    other[1, 2] = torch.nextafter(other[1, 2], torch.tensor(9.0))

    assert {Affine(matrix, bias)} == {Affine(matrix.clone(), bias.clone()), Affine(matrix, bias)}
    assert Affine(matrix, bias) != Affine(other, bias)
    assert Affine(matrix, bias) != Affine(matrix, bias.flip(0))
    assert Linear(matrix) != Projection(matrix)
    assert Projection(matrix) != Projection(matrix, remove=True)
    assert Linear(random(2, 3)) != Linear(random(2, 3).reshape(3, 2))
    assert ScalarAffine(1.0, bias) != ScalarAffine(2.0, bias)
    assert ScalarAffine(1.0, bias) == ScalarAffine(torch.tensor(1.0), bias)
    for mapping in every_mapping(3, 3):
        assert isinstance(hash(mapping), int)
        assert len(repr(mapping)) < 70


def test_a_trained_mapping_is_another_mapping() -> None:
    """An optimiser's step in place changes what a mapping is equal to, so no stale result is reused."""
    matrix = random(3, 3).requires_grad_()
    mapping = Linear(matrix)
    before = mapping.digest

    with torch.no_grad():
        matrix += 1

    assert before != mapping.digest
    assert Linear(matrix.detach().clone()) == mapping


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Linear(torch.tensor([[1.0, torch.nan]])), "1 of 2 numbers that are NaN"),
        (lambda: Affine(torch.eye(2), torch.tensor([1.0, torch.inf])), "bias of Affine has 1 of 2"),
        (lambda: ScalarAffine(float("nan"), torch.zeros(2)), "scale of ScalarAffine"),
        (lambda: ScalarAffine(1.0, torch.zeros(2, 2)), r"\[d_model\]; got \(2, 2\)"),
        (lambda: ScalarAffine([1.0, 2.0], torch.zeros(2)), "a single number"),
        (
            lambda: LowRankAffine(1.0, torch.zeros(3, 1), torch.zeros(3, 2), torch.zeros(3)),
            r"got \(3, 1\), \(3, 2\) and \(3,\)",
        ),
        (lambda: Linear(torch.zeros(3)), r"\[d_target, d_source\]; got \(3,\)"),
        (lambda: Linear(torch.zeros(0, 3)), "none of them empty"),
        (lambda: Linear(torch.eye(2, dtype=torch.complex64)), "complex"),
        (lambda: Linear("matrix"), "got str"),
        (lambda: Linear([[1.0], [1.0, 2.0]]), "got list"),
        (lambda: Linear(torch.tensor([[1e300]], dtype=torch.float64)), "infinite in float32"),
        (lambda: Affine(torch.zeros(3, 2), torch.zeros(2)), "width 3, and its bias has width 2"),
        (lambda: Projection(torch.zeros(2, 3)), "All 2 directions"),
        (lambda: Projection(torch.tensor([[torch.nan, 1.0]])), "basis of Projection"),
    ],
)
def test_bad_numbers_are_refused(make: Any, message: str) -> None:
    """A mapping of a wrong shape, or that holds what is no number, is refused when it is made."""
    with pytest.raises(MappingError, match=message):
        make()


def test_vectors_of_another_width_are_refused(llama: LanguageModel) -> None:
    """A mapping refuses vectors of a width it was not made for, when asked and when the engine plans."""
    for mapping in (m for m in every_mapping(3, 4) if hasattr(m, "tensors")):
        for use in (lambda m=mapping: m.d_target(5), lambda m=mapping: m(random(1, 1, 5), random(1, 1, 4))):
            with pytest.raises(MappingError, match=r"takes vectors of width 3; got width 5"):
                use()
    write = Write(1, (1,), random(1, 5), Linear(random(32, 3)))
    with pytest.raises(MappingError, match="width 3; got width 5"):
        run([Query((5, 6), (write,), NextToken())], llama)
    write = Write(1, (1,), random(1, 3), Linear(random(31, 3)))
    with pytest.raises(MappingError, match="width 31 from width 3"):
        run([Query((5, 6), (write,), NextToken())], llama)


def test_the_engine_writes_what_the_mapping_gives(llama: LanguageModel) -> None:
    """A mapped vector of another width does what writing the mapped vector itself does."""
    vectors, matrix, bias = random(3, 48), random(32, 48, seed=1), random(32, seed=2)
    readout = NextToken(keep_logits=True)
    mappings = [Affine(matrix, bias), Linear(matrix), Affine(matrix.clone(), bias)]
    by_hand = [vectors @ matrix.T + bias, vectors @ matrix.T, vectors @ matrix.T + bias]

    expected = run([Query((5, 6, 7, 8), (Write(2, (1, 2, 3), v),), readout) for v in by_hand], llama)
    queries = [Query((5, 6, 7, 8), (Write(2, (1, 2, 3), vectors, m),), readout) for m in mappings]
    observed = run(queries, llama)

    for one, other in zip(expected, observed, strict=True):
        torch.testing.assert_close(one.value.logits, other.value.logits, atol=1e-4, rtol=0)
    assert queries[0].row_key == queries[2].row_key
    assert queries[0].row_key != queries[1].row_key


def test_zero_ablates_a_position(llama: LanguageModel) -> None:
    """Zero written into a slot equals a plain hook that sets it to zero."""
    ids = (5, 6, 7, 8)
    own = llama.capture(ids, [2])[0]

    expected = Plain(llama.hf_model).logits(written(ids, 2, 1, torch.zeros(llama.d_model)))[-1]

    write = Write(2, (1,), own[1:2], Zero())
    value = run([Query(ids, (write,), NextToken(keep_logits=True))], llama)[0].value

    torch.testing.assert_close(expected, value.logits, atol=1e-5, rtol=0)


def test_interpolate_goes_from_the_slot_to_the_vector() -> None:
    """Strength 0 is the slot, 1 the vector, and between them a straight line."""
    slots, vectors = random(2, 3, 4), random(2, 3, 4, seed=1)

    assert torch.equal(slots, Interpolate(0.0)(slots, vectors))
    assert torch.equal(vectors, Interpolate(1.0)(slots, vectors))
    torch.testing.assert_close(slots + 0.3 * (vectors - slots), Interpolate(0.3)(slots, vectors))
    assert Interpolate(0.5) == as_injection("interpolate")
    for strength in (-0.1, 1.5, float("nan")):
        with pytest.raises(InputError, match="between 0"):
            Interpolate(strength)
