"""Which tokens of two prompts stand for each other."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Sequence


def token_partners(tokens: Sequence[Hashable], others: Sequence[Hashable]) -> list[int | None]:
    """Return for each token of a prompt the position of its partner in another prompt.

    Equal tokens in the same order are partners; where as many tokens stand in the place of others, so are
    they, one by one.

    Args:
        tokens: tokens of the prompt.
        others: tokens of the other prompt.

    Returns:
        For each of `tokens`, a position in `others`, each at most once and in their order; None for none.

    Examples:
        >>> token_partners("the capital of France".split(), "so the capital of Peru".split())
        [1, 2, 3, 4]
        >>> token_partners(["the", "fox"], ["the", "very", "old"])
        [0, None]
    """
    found: list[int | None] = [None] * len(tokens)
    matcher = difflib.SequenceMatcher(None, tokens, others, autojunk=False)
    for kind, start, stop, other_start, other_stop in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and stop - start == other_stop - other_start):
            found[start:stop] = range(other_start, other_stop)
    return found
