"""The corpus, its moments, and the solution of least squares against numpy and scikit-learn."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

from latentlens.errors import InputError
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import split
from latentlens.training.moments import Moments
from latentlens.training.states import BATCH_TOKENS, batches
from plain import Plain
from random_texts import texts

# the corpus


@settings(max_examples=25, deadline=None)
@given(data=st.data(), seed=st.integers(0, 5), row_tokens=st.integers(2, 20), share=st.floats(0.01, 0.99))
def test_a_split_loses_and_mixes_nothing(
    llama: tuple[LanguageModel, Plain], data: st.DataObject, seed: int, row_tokens: int, share: float
) -> None:
    """Every token of every document is in one row of one side, whatever the order; equal ones together."""
    model, _ = llama
    pool = data.draw(st.lists(st.text("abc ", min_size=1, max_size=40), min_size=2, max_size=9))
    if len(set(pool)) < 2:
        return
    given_texts = pool + pool[:2]
    options: dict[str, Any] = {"seed": seed, "row_tokens": row_tokens, "held_out": share}

    one = split(given_texts, model, **options)
    other = split(iter(given_texts[::-1]), model, **options)

    assert sorted(given_texts) == sorted(d.text for d in (*one.fit, *one.held_out))
    assert set() == {d.token_ids for d in one.fit} & {d.token_ids for d in one.held_out}
    assert {d.text for d in one.held_out} == {d.text for d in other.held_out}
    assert one.fit
    assert one.held_out
    for document in one.fit:
        rows = one.rows([document])
        assert max(map(len, rows)) <= row_tokens
        assert {0} == {row[0] for row in rows}
        assert model.tokenizer.encode(document.text) == [0, *itertools.chain(*(row[1:] for row in rows))]
        assert len(document.token_ids) == one.count([document])


def test_another_seed_holds_out_others(llama: tuple[LanguageModel, Plain]) -> None:
    """The seed decides which documents are held out."""
    model, _ = llama

    held_out = [{d.text for d in split(texts(40), model, seed=seed).held_out} for seed in range(3)]

    assert 4 == len(held_out[0])
    assert held_out[0] != held_out[1] != held_out[2]


@pytest.mark.parametrize(
    ("given_texts", "options", "message"),
    [
        ("one long text", {}, "one text was given"),
        ([], {}, "0 different documents with 0 tokens, and at least 2"),
        (["same", "same", ""], {}, "1 different documents with [0-9] tokens"),
        (["a", 7], {}, "one of them is a int"),
        (["a", "b"], {"held_out": 1.0}, "share between 0 and 1"),
        (["a", "b"], {"row_tokens": 1}, "at least 2; got 1"),
    ],
)
def test_what_is_no_corpus_is_refused(
    llama: tuple[LanguageModel, Plain], given_texts: Any, options: dict[str, Any], message: str
) -> None:
    """Too few documents, and what is not several texts, are refused with what was given."""
    with pytest.raises(InputError, match=message):
        split(given_texts, llama[0], **options)


def test_batches_hold_every_row_once_and_need_no_padding() -> None:
    """Rows that run together are equally long, few enough to fit, and all there."""
    draw = random.Random(0)
    rows = [tuple(draw.choices(range(9), k=draw.choice([3, 5, 200]))) for _ in range(50)]

    made = list(batches(rows))

    assert sorted(rows) == sorted(itertools.chain(*made))
    assert all(1 == len({len(row) for row in batch}) for batch in made)
    assert max(len(batch) * len(batch[0]) for batch in made) <= BATCH_TOKENS
    assert len(made) < 15


# second moments and their solution


@settings(max_examples=30, deadline=None)
@given(
    d_source=st.integers(1, 8),
    d_target=st.integers(1, 6),
    cuts=st.lists(st.integers(0, 40), max_size=4),
    far=st.sampled_from([0.0, 1.0, 1e4]),
    bias=st.booleans(),
    seed=st.integers(0, 999),
)
def test_the_solution_equals_numpy_lstsq(
    d_source: int, d_target: int, cuts: list[int], far: float, bias: bool, seed: int
) -> None:
    """Moments of batches of any sizes, even none, give numpy's least squares on all the data at once."""
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(40, d_source)) * np.logspace(-2, 2, d_source) + far
    y = x @ draw.normal(size=(d_source, d_target)) + draw.normal(size=(40, d_target)) + 3
    padded = np.hstack([x, np.ones((40, 1))]) if bias else x
    expected = np.linalg.lstsq(padded, y, rcond=None)[0]

    moments = Moments(d_source, d_target)
    for start, end in itertools.pairwise([0, *sorted(cuts), 40]):
        moments.add(torch.tensor(x[start:end]), torch.tensor(y[start:end]))
    solution = moments.solve(bias=bias)

    observed = x @ solution.matrix.numpy().T + solution.bias.numpy()
    np.testing.assert_allclose(padded @ expected, observed, atol=1e-6 * np.abs(y).max())
    if far < 1e4:
        np.testing.assert_allclose(expected[:d_source].T, solution.matrix, rtol=1e-4, atol=1e-4)
    assert bias or not solution.bias.any()


def test_ridge_equals_scikit_learn() -> None:
    """The penalty is scikit-learn's on standardised coordinates, with alpha = ridge * n."""
    draw = np.random.default_rng(0)
    x = draw.normal(size=(30, 5)) * [0.1, 1, 10, 1, 1] + 2
    y = x @ draw.normal(size=(5, 3)) + draw.normal(size=(30, 3))
    scaler = StandardScaler().fit(x)
    expected = Ridge(alpha=0.3 * 30).fit(scaler.transform(x), y)

    moments = Moments(5, 3)
    moments.add(torch.tensor(x), torch.tensor(y))
    solution = moments.solve(bias=True, ridge=0.3)

    np.testing.assert_allclose(expected.coef_ / scaler.scale_, solution.matrix, rtol=1e-8)
    np.testing.assert_allclose(
        expected.predict(scaler.transform(x)), x @ solution.matrix.numpy().T + solution.bias.numpy()
    )


@pytest.mark.parametrize("bias", [True, False])
def test_dependent_coordinates_give_a_small_map_that_fits_as_well(bias: bool) -> None:
    """Where coordinates repeat or never move, the map predicts as well as numpy's, and is small."""
    draw = np.random.default_rng(1)
    free = draw.normal(size=(50, 3))
    x = np.hstack([free, free @ draw.normal(size=(3, 2)), np.full((50, 1), 7.0), np.zeros((50, 1))])
    x = x.astype(np.float32).astype(float)
    y = free @ draw.normal(size=(3, 4)) + draw.normal(size=(50, 4))
    padded = np.hstack([x, np.ones((50, 1))]) if bias else x
    expected = padded @ np.linalg.lstsq(padded, y, rcond=1e-5)[0]

    moments = Moments(7, 4)
    moments.add(torch.tensor(x), torch.tensor(y))
    solution = moments.solve(bias=bias)

    assert (3 if bias else 4) == solution.rank
    np.testing.assert_allclose(expected, x @ solution.matrix.numpy().T + solution.bias.numpy(), atol=1e-5)
    assert float(solution.matrix.abs().max()) < 10
    assert not solution.matrix[:, 6].any()


def test_activations_that_are_no_numbers_are_refused() -> None:
    """Moments of nothing, of NaN or of infinity have no solution, and say why."""
    for rows, message in (
        ([], "0 activations, and needs some"),
        ([[torch.nan]], "1 activations, which hold"),
    ):
        moments = Moments(1, 1)
        moments.add(torch.tensor(rows).reshape(-1, 1), torch.ones(len(rows), 1))
        with pytest.raises(InputError, match=message):
            moments.solve(bias=True)


def recovery_error(
    *, d_source: int = 24, d_target: int = 16, n_tokens: int = 400, bias: bool = True, seed: int = 0
) -> float:
    """Return how far a fit on exactly affine data is from the map that made them.

    The data come as a residual stream does: float32, in batches, coordinates of very different spread, and
    a mean far from zero.

    Args:
        d_source: the width of what is mapped.
        d_target: the width of what it is mapped to.
        n_tokens: how many vectors the fit sees.
        bias: whether the world has a bias, and the fit one to find it with.
        seed: seed of the random activations.

    Returns:
        The largest error of the matrix and the bias, as a share of their largest entry. Float32 rounding of
        the data alone makes it about 1e-5.
    """
    draw = torch.Generator().manual_seed(seed)
    matrix = torch.randn(d_target, d_source, generator=draw, dtype=torch.float64)
    shift = torch.randn(d_target, generator=draw, dtype=torch.float64) * bias
    spread = torch.logspace(-1, 1, d_source, dtype=torch.float64)
    moments = Moments(d_source, d_target)
    while moments.n < n_tokens:
        x = torch.randn(min(64, n_tokens - moments.n), d_source, generator=draw, dtype=torch.float64)
        x = ((x + 2) * spread).float()
        moments.add(x, (x.double() @ matrix.T + shift).float())
    solution = moments.solve(bias=bias)
    wrong = max((solution.matrix - matrix).abs().max(), (solution.bias - shift).abs().max())
    return float(wrong / max(matrix.abs().max(), shift.abs().max()))


def test_a_known_map_is_found_again() -> None:
    """On exactly affine data the fit gives back the map that made them, between two widths."""
    assert recovery_error() < 1e-4
    assert recovery_error(bias=False, d_source=5, d_target=9, seed=3) < 1e-4
    assert recovery_error(n_tokens=25) < 1e-2  # one more than there are directions
    assert recovery_error(n_tokens=20) > 0.1  # too few: it cannot, and does not
