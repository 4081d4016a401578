"""Which threads use a model, so that what is read in the background makes way for them."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable

from latentlens.model.fair_lock import FairRLock
from latentlens.model.scope import Scope, Step

_LOOK_SECONDS = 0.02  # interval at which a thread that makes way looks whether it may go on
_APART_SECONDS = 2.0  # a call that begins within this time of the end of the last one counts as the same use


@dataclasses.dataclass(frozen=True)
class _Use:
    """A thread's use of a model.

    Args:
        began: time at which it began, on the monotonic clock, in seconds.
        locks: locks of the models, that of the innermost call last.
    """

    began: float
    locks: tuple[FairRLock, ...]


class _Calls(threading.local):
    """Of each thread: when its latest use of a model began, and when its latest call ended."""

    def __init__(self) -> None:
        self.first = 0.0
        self.ended = deque([float("-inf")], maxlen=1)


_uses: dict[int, _Use] = {}
"""By thread: its use of a model, for as long as its outermost call lasts."""

_background: dict[int, float] = {}
"""By thread in the background: how long a use by another thread goes before its own work, in seconds."""

_calls = _Calls()


def in_use(lock: FairRLock, begin: Step, end: Step) -> Scope:
    """Return a context in which the calling thread uses a model.

    Args:
        lock: lock of the model.
        begin: what else is done on entering.
        end: what else is done on leaving.
    """
    thread = threading.get_ident()
    before = _uses.get(thread)  # the use of another model, of which this one is part
    if before is None:
        now = time.monotonic()
        if now - _calls.ended[0] >= _APART_SECONDS:
            _calls.first = now
        use = _Use(_calls.first, (lock,))
        forget: Step = functools.partial(_uses.pop, thread, None)
    else:
        use = _Use(before.began, (*before.locks, lock))
        forget = functools.partial(_uses.__setitem__, thread, before)
    clock = iter(time.monotonic, None)  # read when the scope ends, without a function written in Python
    note: Step = functools.partial(_calls.ended.extend, itertools.islice(clock, 1))
    return Scope([begin, functools.partial(_uses.__setitem__, thread, use)], [end, note, forget])


def in_background(seconds: float) -> Scope:
    """Return a context in which the calling thread works in the background, and `make_way` waits.

    Args:
        seconds: how long another thread's use of a model goes first; after that both share the processor,
            so that the background does not wait for the end of a long sweep, nor of a loop of calls.
    """
    thread = threading.get_ident()
    return Scope(
        [functools.partial(_background.__setitem__, thread, seconds)],
        [functools.partial(_background.pop, thread, None)],
    )


def make_way(until: Callable[[], bool]) -> float:
    """Wait while threads that are not in the background use a model; call it between any two steps.

    Models are used in any session of the process, since threads share its processors and its interpreter. In
    a thread that is not in the background, or that holds the lock of a model it uses, nothing is waited for.

    Args:
        until: function that returns whether to stop waiting.

    Returns:
        The seconds that were waited.

    Examples:
        >>> with in_background(60.0):
        ...     make_way(lambda: False)
        0.0
    """
    thread = threading.get_ident()
    seconds, own = _background.get(thread), _uses.get(thread)
    if seconds is None or (own is not None and any(lock.held() for lock in own.locks)):
        return 0.0
    began = now = time.monotonic()
    while _others(now - seconds) and not until():
        time.sleep(_LOOK_SECONDS)
        now = time.monotonic()
    return now - began


def _others(since: float) -> bool:
    """Return whether a thread that is not in the background uses a model, and began after a time."""
    # Garbage collection may end a scope at any allocation; copying the keys, unlike the items, makes none.
    uses = [_uses.get(thread) for thread in [*_uses] if thread not in _background]
    return any(use is not None and use.began > since for use in uses)
