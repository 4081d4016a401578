"""FairRLock: a first-come, first-served lock, which no interrupt can leave locked."""

from __future__ import annotations

import contextlib
import inspect
import queue
import sys
import threading
from collections import deque
from types import FrameType

_LOOK_SECONDS = 0.05  # interval at which a waiter checks that the holder's `with` statement still runs

_SUSPENDS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


class _Turn:
    """A thread's place in the lock's queue.

    Args:
        thread: identifier of the thread that waits for the lock or holds it.
        frame: stack frame of the function with the `with` statement; the place is void once it has ended.
    """

    __slots__ = ("bell", "depth", "frame", "thread")

    def __init__(self, thread: int, frame: FrameType) -> None:
        self.thread = thread
        self.frame = frame
        self.depth = 1
        self.bell: queue.SimpleQueue[None] = queue.SimpleQueue()

    def left(self) -> bool:
        """Return whether the function with the `with` statement has ended."""
        frame = sys._current_frames().get(self.thread)
        while frame is not None and frame is not self.frame:
            frame = frame.f_back
        return frame is None


class FairRLock:
    """A re-entrant lock that is given to waiting threads in the order in which they asked for it.

    A plain `threading.RLock` may be acquired again at once by the thread that released it, so a sweep, which
    acquires the model for every forward pass, would keep an Explorer's question waiting to its end.

    Use it only in a `with` statement. A KeyboardInterrupt may come after the lock was acquired and before the
    `with` statement has begun, or before it is released. So a place in the queue counts only as long as the
    function that took it runs, and the next thread removes abandoned places. Every change of the queue is one
    call into C, so no other lock is needed.

    Examples:
        >>> turns = FairRLock()
        >>> with turns, turns:
        ...     turns.held()
        True
        >>> turns.held()
        False
    """

    def __init__(self) -> None:
        self._queue: deque[_Turn] = deque()
        """The first thread holds the lock, the others wait for it."""

    def held(self) -> bool:
        """Return whether the calling thread holds the lock."""
        return self._mine() is not None

    def __enter__(self) -> FairRLock:
        if (turn := self._mine()) is not None:
            turn.depth += 1
            return self
        turn = _Turn(threading.get_ident(), _holder(sys._getframe(1)))
        try:
            self._queue.append(turn)
            while (first := self._queue[0]) is not turn:
                # An earlier place of this same thread must have been abandoned, since the thread waits here.
                if first.thread == turn.thread or (not _rung(turn) and first.left()):
                    self._leave(first)
        except BaseException:  # an interrupt while waiting: leave the queue
            self._leave(turn)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        first = self._first()
        if first is None or first.thread != threading.get_ident():
            return
        first.depth -= 1
        if first.depth <= 0:
            self._leave(first)

    def _first(self) -> _Turn | None:
        """Return the first place in the queue, or None."""
        try:
            return self._queue[0]
        except IndexError:
            return None

    def _mine(self) -> _Turn | None:
        """Return the calling thread's place if it holds the lock, else None."""
        first = self._first()
        if first is None or first.thread != threading.get_ident():
            return None
        if first.left():
            self._leave(first)
            return None
        return first

    def _leave(self, turn: _Turn) -> None:
        """Remove a place from the queue, and wake the thread that is first now."""
        with contextlib.suppress(ValueError):  # another thread may have removed it
            self._queue.remove(turn)
        if (first := self._first()) is not None:
            first.bell.put(None)


def _rung(turn: _Turn) -> bool:
    """Wait for a short time; return whether the thread was woken."""
    try:
        turn.bell.get(timeout=_LOOK_SECONDS)
    except queue.Empty:
        return False
    return True


def _holder(frame: FrameType) -> FrameType:
    """Return the frame of the function with a `with` statement, skipping generators and context managers.

    Generator frames are not on the stack while the body of their `with` statement runs.
    """
    while frame.f_back is not None and (
        frame.f_code.co_flags & _SUSPENDS or frame.f_code.co_filename == contextlib.__file__
    ):
        frame = frame.f_back
    return frame
