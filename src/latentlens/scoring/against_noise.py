"""A Monte Carlo test of an answer's excess: how often noise that answers for itself has as much of it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any, Literal

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.scoring.controls import hashed

NoiseKind = Literal["random", "other token"]
"""What answers for itself in the activation's place: random vectors, or other tokens' states."""

READ_AT = 0.025
"""Largest p-value at which an answer counts as read.

Chosen on validation entities of world-small. At 0.05 one random vector in 20 is called read on average, so in
every other lot of 200 more than that; at 0.025 hardly ever, and true readings still are.
"""

ENOUGH = math.ceil(1 / READ_AT) - 1
"""Fewest random vectors with which an answer can be told from noise: 39."""

_TIE = 1e-5
"""Excesses that differ by less count as equal, since batches of different size round differently."""


@dataclasses.dataclass(frozen=True)
class NoiseSample:
    """The excesses of one kind of noise, each vector or state with an answer of its own.

    Args:
        kind: "random" for random vectors, "other token" for the states of other tokens of the same prompt.
        excesses: excess of each one's answer over the null control and random controls of its own.
        reached: number of them whose excess is at least that of the answer.
    """

    kind: NoiseKind
    excesses: tuple[float, ...]
    reached: int

    @property
    def n(self) -> int:
        """Number of vectors or states; those without a finite answer are left out."""
        return len(self.excesses)

    @property
    def p_value(self) -> float:
        """Monte Carlo p-value of the answer's excess, (1 + reached) / (n + 1), which is never 0.

        If the activation were one more draw of the noise, it would be at most p with a probability of at most
        p.

        Source:
            Phipson & Smyth 2010, Permutation p-values should never be zero (arXiv 1603.05766); Davison &
            Hinkley 1997, Bootstrap Methods and their Application, section 4.2.
        """
        return (1 + self.reached) / (self.n + 1)

    def __str__(self) -> str:
        what = {"random": "random vectors", "other token": "other tokens"}[self.kind]
        if self.n == 1:
            what = what.removesuffix("s")
        return f"{self.reached} of {self.n} {what} reach{'es' if self.n == 1 else ''} its excess"


@dataclasses.dataclass(frozen=True)
class AgainstNoise:
    """An answer's excess beside that of noise that answered the same question for itself.

    An answer in free text is picked because its own activation makes it likely, so noise exceeds its controls
    too. This tells by how much.

    Args:
        excess: the answer's excess over its null and random controls. It is the answer's own excess unless
            controls of another kind were run.
        samples: one sample of each kind that was run, "random" first.
    """

    excess: float
    samples: tuple[NoiseSample, ...]

    def sample(self, kind: NoiseKind) -> NoiseSample | None:
        """Return the sample of a kind, such as "random"; None if it was not run."""
        return next((sample for sample in self.samples if sample.kind == kind), None)

    @property
    def p_value(self) -> float | None:
        """The p-value against random vectors; None if none was run."""
        sample = self.sample("random")
        return None if sample is None else sample.p_value

    @property
    def read(self) -> bool | None:
        """Whether the answer is told from random vectors, at p of 0.025; None with fewer than 39 of them."""
        sample = self.sample("random")
        if sample is None or sample.n < ENOUGH:
            return None
        return sample.p_value <= READ_AT

    @property
    def verdict(self) -> str:
        """One of "read", "not told from noise", and "too few random vectors to tell"."""
        return {True: "read", False: "not told from noise", None: "too few random vectors to tell"}[self.read]

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data for JSON."""
        return {
            "excess": self.excess,
            "read": self.read,
            "verdict": self.verdict,
            "samples": [
                {**dataclasses.asdict(sample), "n": sample.n, "p_value": sample.p_value}
                for sample in self.samples
            ],
        }

    def __str__(self) -> str:
        counts = ", ".join(map(str, self.samples))
        p = "" if self.p_value is None else f" (p = {self.p_value:.3g})"
        return f"{self.verdict}: {counts}{p}"


def against_noise(excess: float, found: dict[NoiseKind, Sequence[float]]) -> AgainstNoise | None:
    """Compare an excess with that of noise.

    Args:
        excess: the answer's excess over its null and random controls.
        found: by kind, the excess of each vector or state; NaN if it has no finite answer.

    Returns:
        The comparison; None if there is nothing to compare.

    Examples:
        >>> compared = against_noise(0.5, {"random": [0.1] * 38 + [0.6]})
        >>> compared.p_value, compared.verdict
        (0.05, 'not told from noise')
    """
    samples = []
    for kind, excesses in found.items():
        finite = tuple(each for each in excesses if not math.isnan(each))
        if finite:
            samples.append(NoiseSample(kind, finite, sum(each >= excess - _TIE for each in finite)))
    return AgainstNoise(excess, tuple(samples)) if samples and not math.isnan(excess) else None


def shared_norm(norm: float) -> float | None:
    """Return the norm of the random vectors for an activation: the nearest of ..., 1, √2, 2, 2√2, 4, ...

    Activations of nearly the same norm so share their random vectors, and which ones does not depend on what
    else is asked. None for a norm that is 0, not finite or beyond 2^1023.

    Args:
        norm: L2 norm of the activation as it is written, its scale included.

    Examples:
        >>> shared_norm(4.5), shared_norm(5.0) == 4 * 2**0.5
        (4.0, True)
    """
    if not 0 < norm < 2.0**1023:  # beyond, the nearest power may be infinite
        return None
    octaves, half = divmod(round(2 * math.log2(norm)), 2)
    return float(2.0**octaves * (math.sqrt(2) if half else 1))


def noise_vector(
    d_model: int, norm: float, *, seed: int, layer: int, draw: int, site: int = 0
) -> Float[Tensor, " d_model"]:
    """Return one random vector that answers for itself, in float32 on the CPU.

    Its direction depends on the seed, the layer, the draw and the site's number only, so it is the same for
    all activations of a layer.

    Args:
        d_model: its width.
        norm: its L2 norm.
        seed: the question's seed.
        layer: the layer at which it stands for an activation.
        draw: number of the draw, from 0.
        site: number of the site among those that are read for one answer; 0 by default.

    Examples:
        >>> round(noise_vector(8, 2.0, seed=0, layer=1, draw=3).norm().item(), 5)
        2.0
    """
    label = f"noise/{seed}/{layer}/{site}/{draw}"
    generator = torch.Generator("cpu").manual_seed(hashed(label))
    direction = torch.randn(d_model, generator=generator, dtype=torch.float32, device="cpu")
    matched: Tensor = direction / direction.norm() * norm
    return matched
