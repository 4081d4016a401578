"""Documents of random letters, and what plain transformers reads of them."""

from __future__ import annotations

import random


def texts(n: int, *, seed: int = 0) -> list[str]:
    """Return documents of random letters, of 10 to 30 tokens."""
    draw = random.Random(seed)
    return [
        "".join(draw.choices("abcdefghijklmnopqrstuvwxyz     ", k=draw.randint(12, 32))) for _ in range(n)
    ]
