"""Scope: a context manager whose end surely runs, even if a KeyboardInterrupt comes at its first bytecode."""

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
    """Runs steps once: when `run` is accessed, and at the latest when it is garbage collected.

    Args:
        steps: steps to run; the list is empty until the scope is entered.
    """

    __slots__ = ("__del__", "_run")

    run = property(operator.methodcaller("_run"))

    def __init__(self, steps: list[Step]) -> None:
        self._run: Step = _all(steps)
        self.__del__: Step = self._run


class Scope:
    """A context manager whose beginning and end cannot be interrupted halfway.

    A KeyboardInterrupt may come after any bytecode, so a context manager written in Python may be interrupted
    after it began something and before it noted that, or at the first bytecode of its end. Here each is a
    single call into C. Should an interrupt still come between the body and that call, the end runs when the
    last reference is dropped; so write `with scope(...):` and do not keep the scope in a variable.

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

    # Slots of the instance, so that `with` calls the C functions directly and no Python method.
    __slots__ = ("__enter__", "__exit__")

    def __init__(self, begin: Iterable[Step], end: Iterable[Step]) -> None:
        to_end: list[Step] = []
        self.__enter__: Callable[[], object] = _all([functools.partial(to_end.extend, [*end]), *begin])
        # It ignores the arguments of __exit__, and returns "", which is false: no exception is suppressed.
        self.__exit__: Callable[..., Any] = functools.partial("{0.run}".format, _Ending(to_end))


def gradients(kept: bool) -> Scope:
    """Return a context in which torch records gradients or not, as `torch.set_grad_enabled` does.

    Args:
        kept: whether operations of this thread are recorded for gradients.
    """
    switch: Callable[[bool], None] = torch._C._set_grad_enabled
    before = torch.is_grad_enabled()
    return Scope([functools.partial(switch, kept)], [functools.partial(switch, before)])


def _all(steps: Iterable[Step]) -> Callable[[], str]:
    """Return a C function that runs all steps the first time it is called, and returns ""."""
    calls: Iterator[Any] = map(functools.partial.__call__, map(functools.partial, steps))
    return functools.partial("".join, itertools.compress(calls, itertools.repeat(False)))
