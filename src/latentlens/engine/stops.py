"""Find stop texts in an answer that grows token by token."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_MARGIN = 8  # characters at the beginning of a decoded tail that may read otherwise than within the whole

_BYTE = re.compile(r"<0x[0-9A-Fa-f]{2}>")
"""A token for one byte; what follows may change how a whole run of them reads."""


class Stops:
    """Looks for stop texts in an answer, and decodes no more of it at each token than they need.

    Decoding an answer from its first token on at each new one takes time that grows with the square of its
    length. Here only a tail is decoded, which begins where the text before it can change no more and
    is longer than any stop text. Where the tail holds one, the whole is looked at: the tail's own first
    characters may be others there.

    Args:
        stops: the stop texts; none is there if this is empty.
        decode: turns token ids into text.
        token: returns a token's own form in the vocabulary; None where it has none.
    """

    def __init__(
        self,
        stops: Sequence[str],
        decode: Callable[[Sequence[int]], str],
        token: Callable[[int], str | None],
    ) -> None:
        self._stops = stops
        self._decode = decode
        self._token = token
        self._needed = max(map(len, stops), default=0) + _MARGIN
        self._start = 0
        self._look_at = 2 * self._needed
        """How many tokens the tail has when a later start is looked for."""

    def cut(self, token_ids: Sequence[int]) -> int | None:
        """Return where in the text of all tokens a stop text begins; None if none is there."""
        text = self._decode(token_ids)
        found = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        return min(found, default=None)

    def reached(self, token_ids: Sequence[int]) -> bool:
        """Return whether a stop text is there.

        Args:
            token_ids: the whole answer; at each call what it was at the last one and more.
        """
        if not self._stops:
            return False
        tail = self._decode(token_ids[self._start :])
        if any(stop in tail for stop in self._stops) and self.cut(token_ids) is not None:
            return True
        if len(token_ids) - self._start >= self._look_at:
            self._move(token_ids, tail)
        return False

    def _move(self, token_ids: Sequence[int], tail: str) -> None:
        """Let the tail begin later, if it may."""
        end = len(token_ids) - 1
        while end > self._start and not self._settled(token_ids, self._start, end):
            end -= 1
        # Long enough without what may still change, which begins at `end`.
        for start in range(end - self._needed // 4, self._start, -max(1, self._needed // 4)):
            if (
                self._settled(token_ids, self._start, start)
                and len(self._decode(token_ids[start:end])) >= self._needed
                and tail.endswith(self._decode(token_ids[start:]))
            ):
                self._start = start
                self._look_at = 2 * (len(token_ids) - start) + self._needed
                return
        self._look_at *= 2

    def _settled(self, token_ids: Sequence[int], start: int, end: int) -> bool:
        """Whether no token from `end` on can change the text of those before it."""
        if all(_BYTE.fullmatch(self._token(i) or "") for i in token_ids[end - 1 : end + 1]):
            return False
        return not self._decode(token_ids[start:end]).endswith("\ufffd")
