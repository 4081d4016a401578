"""The Monte Carlo test of an excess: p-values, ties, what is read, and which norms share their noise."""

from __future__ import annotations

import math
import random

import pytest
import torch

from latentlens.scoring.against_noise import (
    ENOUGH,
    READ_AT,
    AgainstNoise,
    against_noise,
    noise_vector,
    shared_norm,
)


def compared(excess: float, *noise: float) -> AgainstNoise:
    """Return an excess beside that of random vectors."""
    found = against_noise(excess, {"random": noise})
    assert found is not None
    return found


def test_the_answer_counts_among_the_draws() -> None:
    """The p-value is (1 + r) / (n + 1): never 0, and 1 where every vector reaches the answer."""
    assert 1 / 4 == compared(0.5, 0.1, 0.2, 0.3).p_value
    assert 2 / 4 == compared(0.5, 0.1, 0.2, 0.9).p_value
    assert 1 == compared(-1.0, 0.1, 0.2, 0.9).p_value


def test_equal_excesses_reach_whatever_the_rounding() -> None:
    """A vector whose excess equals the answer's but for rounding counts against it."""
    assert 2 == compared(0.5, 0.5, 0.5 - 1e-6, 0.4999).sample("random").reached


def test_read_takes_39_vectors_that_all_stay_below() -> None:
    """An answer is read if none of 39 vectors reaches it; fewer vectors cannot tell."""
    assert 39 == ENOUGH
    assert (True, "read") == (compared(0.5, *[0.1] * 39).read, compared(0.5, *[0.1] * 39).verdict)
    assert "not told from noise" == compared(0.5, 0.6, *[0.1] * 38).verdict
    assert "too few random vectors to tell" == compared(0.5, *[0.1] * 38).verdict
    assert "read" == compared(0.5, 0.6, *[0.1] * 98).verdict


def test_other_tokens_alone_do_not_make_an_answer_read() -> None:
    """States of other tokens hold something, too: only random vectors say whether an answer is read."""
    found = against_noise(0.5, {"other token": [0.1] * 99})
    assert found is not None
    assert (None, None) == (found.read, found.p_value)
    assert "0 of 99 other tokens reach its excess" in str(found)


def test_noise_without_an_answer_does_not_count() -> None:
    """NaN is left out of the number of vectors, and nothing is compared where none is left."""
    assert 2 == compared(0.5, math.nan, 0.1, 0.2).sample("random").n
    assert against_noise(0.5, {"random": [math.nan], "other token": []}) is None
    assert against_noise(math.nan, {"random": [0.1]}) is None


def test_one_more_draw_is_called_read_at_most_as_often_as_the_level_says() -> None:
    """Where the activation is itself noise, the share of p-values up to 0.025 is at most 0.025."""
    rng = random.Random(0)
    trials = [compared(rng.gauss(0, 1), *(rng.gauss(0, 1) for _ in range(39))).read for _ in range(4000)]
    assert pytest.approx(READ_AT, abs=0.008) == sum(map(bool, trials)) / len(trials)


def test_neighbouring_norms_share_their_vectors() -> None:
    """Norms lie on a grid of powers of the root of 2, so the norm is off by less than a fifth."""
    for norm in (1e-3, 0.7, 1.0, 5.3, 29.9, 4e4):
        assert 2**0.25 * (1 + 1e-9) > max(shared_norm(norm) / norm, norm / shared_norm(norm))
    assert shared_norm(10.0) == shared_norm(12.0)
    assert [None, None, None] == [shared_norm(each) for each in (0.0, math.inf, math.nan)]


def test_directions_are_those_of_the_seed_layer_site_and_draw() -> None:
    """The same labels give the same direction at every norm, and any other label another one."""
    how = {"seed": 0, "layer": 1, "draw": 2, "site": 0}
    vector = noise_vector(16, 1.0, **how)
    assert torch.allclose(3 * vector, noise_vector(16, 3.0, **how))
    for name in how:
        assert not torch.allclose(vector, noise_vector(16, 1.0, **{**how, name: 7}), atol=0.1)
