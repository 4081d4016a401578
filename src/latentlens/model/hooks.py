"""Puts torch hooks on modules for the body of a `with` statement; removes them even after an interrupt."""

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
    """Return a context in which functions are hooked on modules.

    With torch's removable handles, a KeyboardInterrupt between registering the hook and storing the handle,
    or at the beginning of its removal, would leave the hook on the module.

    Args:
        before: pairs of a module and a forward pre-hook with keyword arguments, `hook(module, args, kwargs)`,
            which returns None or the new (args, kwargs). Those of one module run in this order. Default:
            none.
        after: pairs of a module and a forward hook, `hook(module, args, output)`, which returns None or the
            new output. Default: none.

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
        name = RemovableHandle(hooks).id  # a new hook id; creating a handle registers nothing
        put(module._forward_pre_hooks_with_kwargs, name, True)
        put(hooks, name, hook)
    for module, after_hook in after:
        put(module._forward_hooks, RemovableHandle(module._forward_hooks).id, after_hook)
    return Scope(begin, end)
