"""A lock that is handed on in the order of asking."""

from __future__ import annotations

import threading
from collections import deque


class Turns:
    """A re-entrant lock whose waiters get their turn first come, first served.

    Python's own locks may be taken again at once by the thread that released them: a sweep, which holds the
    model for one forward pass after the other, would keep a click waiting to its end.

    Examples:
        >>> turns = Turns()
        >>> with turns, turns:
        ...     turns.held()
        True
        >>> turns.held()
        False
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._owner: int | None = None
        self._depth = 0
        self._waiting: deque[tuple[int, threading.Lock]] = deque()

    def held(self) -> bool:
        """Return whether the calling thread holds the lock."""
        return self._owner == threading.get_ident()

    def __enter__(self) -> Turns:
        me = threading.get_ident()
        with self._guard:
            if self._owner in (None, me):
                # Handing on sets the next owner itself, so a free lock has nobody waiting.
                self._owner = me
                self._depth += 1
                return self
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append((me, turn))
        try:
            turn.acquire()  # released by whoever hands the lock to this thread
        except BaseException:  # an interrupt while waiting: give up the place, or the turn that just came
            with self._guard:
                if self._owner == me:
                    self._hand_on()
                else:
                    self._waiting.remove((me, turn))
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._depth -= 1
            if not self._depth:
                self._hand_on()

    def _hand_on(self) -> None:
        if not self._waiting:
            self._owner, self._depth = None, 0
            return
        self._owner, turn = self._waiting.popleft()
        self._depth = 1
        turn.release()
