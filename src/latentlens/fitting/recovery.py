"""A fit checked on a world whose answer is known."""

from __future__ import annotations

import torch

from latentlens.fitting.moments import Moments


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
        seed: of the world.

    Returns:
        The largest error of the matrix and the bias, as a share of their largest entry. Float32 rounding of
        the data alone makes it about 1e-5.

    Examples:
        >>> recovery_error() < 1e-3
        True
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
