"""Cases with known truth, drawn by hypothesis."""

from __future__ import annotations

import numpy as np


def cases(n: int, *, seed: int = 0, sharpness: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return answers that are calibrated at sharpness 1, and overconfident above it."""
    draw = np.random.default_rng(seed)
    true = draw.beta(2, 2, n)
    odds = (true / (1 - true)) ** sharpness
    return odds / (1 + odds), draw.random(n) < true
