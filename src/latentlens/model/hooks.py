"""Module hooks that are removed at the end of a `with` statement, even after an interrupt."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from torch import nn
from torch.utils.hooks import RemovableHandle

from latentlens.model.scope import Scope, Step

Before = Callable[[nn.Module, tuple[Any, ...], dict[str, Any]], Any]
After = Callable[[nn.Module, tuple[Any, ...], Any], Any]


def hooked(
    *, before: Iterable[tuple[nn.Module, Before]] = (), after: Iterable[tuple[nn.Module, After]] = ()
) -> Scope:
    """Hook functions on modules for the body of a `with` statement.

    torch's own way, a handle that is removed at the end, leaves the hook where an interrupt comes between
    hooking and noting the handle, or at the first bytecode of the removal.

    Args:
        before: forward pre-hooks with keyword arguments: `hook(module, args, kwargs)` returns None or the new
            (args, kwargs). Several of one module run in this order.
        after: forward hooks: `hook(module, args, output)` returns None or the new output.

    Examples:
        >>> module = nn.Identity()
        >>> with hooked(after=[(module, lambda _, __, output: output + 1)]):
        ...     module(1)
        2
        >>> module(1)
        1
    """
    begin: list[Step] = []
    end: list[Step] = []

    def put(hooks: dict[Any, Any], name: int, value: Any) -> None:
        begin.append(functools.partial(hooks.__setitem__, name, value))
        end.append(functools.partial(hooks.pop, name, None))

    for module, hook in before:
        hooks = module._forward_pre_hooks
        name = RemovableHandle(hooks).id  # a number that no other hook has; nothing is hooked by it
        put(module._forward_pre_hooks_with_kwargs, name, True)
        put(hooks, name, hook)
    for module, own in after:
        put(module._forward_hooks, RemovableHandle(module._forward_hooks).id, own)
    return Scope(begin, end)
