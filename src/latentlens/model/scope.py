"""Context managers whose end runs even if an interrupt comes at their first or last bytecode."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch

Step = Callable[[], object]
"""A function written in C, its arguments bound to it."""


class _Ending:
    """Runs the steps that it holds once: when asked to, and at the latest when nobody holds it any more.

    Args:
        steps: the list of steps; empty until the scope was entered.
    """

    __slots__ = ("__del__", "_run")

    run = property(operator.methodcaller("_run"))

    def __init__(self, steps: list[Step]) -> None:
        self._run: Step = _all(steps)
        self.__del__: Step = self._run


class Scope:
    """A context whose beginning and end no interrupt can come between.

    A KeyboardInterrupt may come after any bytecode, so a context manager written in Python may be
    interrupted after it began something and before it noted that, or at the first bytecode of its end.
    Here no bytecode runs at either: each is one call into C. Where a debugger or another Python does stop
    between the body and that call, the end comes when the interpreter drops the last reference; so write
    `with scope(...):` and keep the scope in no variable.

    Args:
        begin: steps to run on entering, in this order.
        end: steps to run on leaving, in this order, if it was entered; they must not raise.

    Examples:
        >>> found = {}
        >>> with Scope([functools.partial(found.update, a=1)], [found.clear]):
        ...     found
        {'a': 1}
        >>> found
        {}
    """

    # Looked up on the type, these are the instance's own: no method of Python's stands between.
    __slots__ = ("__enter__", "__exit__")

    def __init__(self, begin: Iterable[Step], end: Iterable[Step]) -> None:
        to_end: list[Step] = []
        self.__enter__: Callable[[], object] = _all([functools.partial(to_end.extend, [*end]), *begin])
        # Takes whatever a `with` statement gives, and returns "", which is false: no exception is swallowed.
        self.__exit__: Callable[..., Any] = functools.partial("{0.run}".format, _Ending(to_end))


def gradients(kept: bool) -> Scope:
    """Set whether torch keeps a graph, as `torch.set_grad_enabled` does, and surely set it back.

    Args:
        kept: True to record the operations of this thread for gradients, False not to.
    """
    switch: Callable[[bool], None] = torch._C._set_grad_enabled
    before = torch.is_grad_enabled()
    return Scope([functools.partial(switch, kept)], [functools.partial(switch, before)])


def _all(steps: Iterable[Step]) -> Callable[[], str]:
    """Return one call into C that does all steps, the first time that it is called, and returns ""."""
    calls: Iterator[Any] = map(functools.partial.__call__, map(functools.partial, steps))
    return functools.partial("".join, itertools.compress(calls, itertools.repeat(False)))
