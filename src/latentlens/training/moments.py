"""Second moments of a stream of vectors, and the least-squares map computed from them."""

from __future__ import annotations

import dataclasses

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError


@dataclasses.dataclass(frozen=True)
class Solution:
    """A least-squares map y = matrix @ x + bias.

    Args:
        matrix: the matrix, in float64.
        bias: the bias, in float64; zero in a fit without one.
        rank: rank of x; directions outside it are mapped to the bias.
    """

    matrix: Float[Tensor, "d_target d_source"]
    bias: Float[Tensor, " d_target"]
    rank: int


class Moments:
    """The sums that a least-squares fit of y on x needs, in float64, for any number of vectors.

    They are taken about the first batch's mean, so that a mean far from zero costs no precision.

    Args:
        d_source: width of x.
        d_target: width of y.
        device: device of the sums, which take 8 * d_source * (d_source + d_target) bytes; None for the CPU.

    Examples:
        >>> moments = Moments(1, 1)
        >>> for x in (0.0, 1.0, 5.0):
        ...     moments.add(torch.tensor([[x]]), torch.tensor([[2 * x + 3]]))
        >>> solution = moments.solve(bias=True)
        >>> round(solution.matrix.item(), 6), round(solution.bias.item(), 6)
        (2.0, 3.0)
    """

    def __init__(self, d_source: int, d_target: int, device: torch.device | None = None) -> None:
        # Apple's GPUs have no float64
        self._device = torch.device("cpu") if device is None or device.type == "mps" else device
        self.n = 0
        self._xx = self._zeros(d_source, d_source)
        self._xy = self._zeros(d_source, d_target)
        self._x, self._y = self._zeros(d_source), self._zeros(d_target)
        self._x0, self._y0 = self._zeros(d_source), self._zeros(d_target)

    def add(self, x: Float[Tensor, "token d_source"], y: Float[Tensor, "token d_target"]) -> None:
        """Add some vectors."""
        if not len(x):
            return
        x, y = x.to(self._device).double(), y.to(self._device).double()
        if not self.n:
            self._x0, self._y0 = x.mean(0), y.mean(0)
        x, y = x - self._x0, y - self._y0
        self.n += len(x)
        self._xx += x.T @ x
        self._xy += x.T @ y
        self._x += x.sum(0)
        self._y += y.sum(0)

    def solve(self, *, bias: bool, ridge: float = 0.0) -> Solution:
        """Return the map with the smallest squared error.

        Coordinates are first scaled to equal spread; directions below float32's rounding are then dropped, so
        dependent coordinates give the smallest map that fits equally well, not an exploding one.

        Args:
            bias: fit a bias; otherwise the map goes through the origin.
            ridge: penalty on the squared matrix, in units of the mean squared error, for coordinates scaled
                to equal spread; the bias is not penalised. 0 (default) for none.

        Raises:
            InputError: if no vectors were added, or they contain NaN or infinity.
        """
        n = self.n
        mean, target_mean = self._x0 + self._x / max(n, 1), self._y0 + self._y / max(n, 1)
        about, target_about = (
            (mean, target_mean) if bias else (torch.zeros_like(mean), torch.zeros_like(target_mean))
        )
        # sums about the origin or the mean, from those about the first batch's mean
        dx, dy = self._x0 - about, self._y0 - target_about
        xx = self._xx + torch.outer(dx, self._x) + torch.outer(self._x, dx) + n * torch.outer(dx, dx)
        xy = self._xy + torch.outer(dx, self._y) + torch.outer(self._x, dy) + n * torch.outer(dx, dy)
        if not n or not bool(torch.isfinite(xx).all() and torch.isfinite(xy).all()):
            raise InputError(
                f"The fit has {n} activations, {'which hold NaN or infinity' if n else 'and needs some'}. "
                "Give more text, or open the model in float32 or bfloat16 if its activations overflow."
            )
        spread = (xx.diagonal().clamp_min(0) / n).sqrt()
        eps = torch.finfo(torch.float32).eps
        still = spread <= eps * (spread**2 + mean**2).sqrt()
        spread = torch.where(still, torch.ones_like(spread), spread)
        live = (~still).to(xx)
        gram = xx / n / torch.outer(spread, spread) * torch.outer(live, live)
        values, vectors = torch.linalg.eigh((gram + gram.T) / 2)
        kept = values > len(values) * eps**2 * values[-1].clamp_min(eps)
        inverse = torch.where(kept, 1 / (values.clamp_min(0) + ridge + (~kept)), torch.zeros_like(values))
        solved = vectors @ (inverse[:, None] * (vectors.T @ (xy / n / spread[:, None] * live[:, None])))
        matrix = (solved / spread[:, None]).T
        return Solution(matrix, target_about - matrix @ about, int(kept.sum()))

    def _zeros(self, *shape: int) -> Tensor:
        return torch.zeros(shape, dtype=torch.float64, device=self._device)
