"""Finds stop texts in generated text, token by token, without decoding the whole text each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_MARGIN = 8  # characters at the beginning of a decoded tail that may differ from those of the whole text

_BYTE = re.compile(r"<0x[0-9A-Fa-f]{2}>")
"""A token for one byte; the text of a run of such tokens may change with the next one."""


class Stops:
    """Finds stop texts in a growing answer by decoding only its last tokens.

    Decoding the whole answer at every new token would take time that grows with the square of its length. So
    only a tail is decoded, which is longer than any stop text and begins where later tokens cannot change the
    text before it. If a stop text is found in the tail, the whole answer is decoded to confirm it, because
    the first characters of a tail may differ from those in the whole text.

    Args:
        stops: stop texts; may be empty.
        decode: function from token ids to text.
        token: function from a token id to the token's string in the vocabulary, or None if it has none.
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
        """Number of tokens in the tail at which a later start is searched for."""

    def cut(self, token_ids: Sequence[int]) -> int | None:
        """Return the index in the decoded text at which the first stop text begins; None if there is none."""
        text = self._decode(token_ids)
        starts = [start for stop in self._stops if (start := text.find(stop)) >= 0]
        return min(starts, default=None)

    def reached(self, token_ids: Sequence[int]) -> bool:
        """Return whether the answer contains a stop text.

        Args:
            token_ids: token ids of the whole answer; each call must extend those of the call before.
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
        """Move the start of the tail forward, if possible."""
        end = len(token_ids) - 1
        while end > self._start and not self._is_final(token_ids, self._start, end):
            end -= 1
        # The tail must be long enough without the tokens from `end` on, whose text may still change.
        for start in range(end - self._needed // 4, self._start, -max(1, self._needed // 4)):
            if (
                self._is_final(token_ids, self._start, start)
                and len(self._decode(token_ids[start:end])) >= self._needed
                and tail.endswith(self._decode(token_ids[start:]))
            ):
                self._start = start
                self._look_at = 2 * (len(token_ids) - start) + self._needed
                return
        self._look_at *= 2

    def _is_final(self, token_ids: Sequence[int], start: int, end: int) -> bool:
        """Return whether no token from `end` on can change the text of the tokens before it."""
        if all(_BYTE.fullmatch(self._token(i) or "") for i in token_ids[end - 1 : end + 1]):
            return False
        return not self._decode(token_ids[start:end]).endswith("\ufffd")
