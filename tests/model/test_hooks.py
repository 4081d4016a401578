"""Hooks and settings that are gone after the work, at whatever bytecode it is interrupted."""

from __future__ import annotations

import functools
import sys

import pytest
import torch
from torch import nn

from interrupting import interrupted
from latentlens.model.fair_lock import FairRLock
from latentlens.model.hooks import hooked
from latentlens.model.scope import Scope, gradients


def _module() -> nn.Sequential:
    return nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 2), nn.ReLU()))


def _hooks(module: nn.Module) -> int:
    return sum(
        len(hooks)
        for part in module.modules()
        for hooks in (
            part._forward_hooks,
            part._forward_pre_hooks,
            part._forward_pre_hooks_with_kwargs,
            part._forward_hooks_with_kwargs,
        )
    )


def test_hooks_do_what_torch_s_own_do() -> None:
    """Pre-hooks change what goes in, hooks what comes out, in their order; a user's own hook stays."""
    module, inner = _module(), torch.ones(1, 2)
    seen: list[str] = []
    module.register_forward_hook(lambda *_: seen.append("the user's"))
    plain = module(inner)

    with hooked(
        before=[
            (module, lambda _, args, kwargs: ((args[0] + 1,), kwargs)),
            (module, lambda _, args, kwargs: ((args[0] * 2,), kwargs)),
        ],
        after=[(module, lambda _, __, output: output - 1)],
    ):
        changed = module(inner)
        assert 6 == _hooks(module), "a pre-hook counts twice"

    assert torch.equal(plain, module(inner))
    assert torch.equal(module((inner + 1) * 2) - 1, changed)
    assert 1 == _hooks(module)
    assert ["the user's"] * 4 == seen


def test_a_hook_is_gone_after_an_error() -> None:
    """What is raised in the body comes out of it, and no hook stays."""
    module = _module()

    def fail(*_: object) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"), hooked(after=[(module[0], fail)], before=[(module, fail)]):
        module(torch.ones(1, 2))

    assert 0 == _hooks(module)


def test_no_interrupt_leaves_a_hook_a_mode_or_a_lock() -> None:
    """At every single bytecode of the function that holds them, and of what it calls."""
    module, turns, kept = _module(), FairRLock(), []

    def work() -> None:
        with (
            turns,
            turns,
            gradients(False),
            hooked(
                before=[(part, lambda *_: None) for part in module.modules()],
                after=[(part, lambda *_: None) for part in module.modules()],
            ),
        ):
            module(torch.ones(1, 2))

    every = interrupted(work, 0, also=__file__)
    for at in range(1, every + 1):
        try:
            interrupted(work, at, also=__file__)
        finally:
            kept.append(sys.exc_info())  # a traceback that somebody keeps keeps no hook
        assert 0 == _hooks(module), at
        assert torch.is_grad_enabled(), at
        assert not turns.held(), at

    assert every > 300
    work()
    assert not turns._queue


def test_an_ending_runs_once_and_swallows_nothing() -> None:
    """A scope's steps run in their order, the last ones however it is left."""
    done: list[str] = []

    def scope() -> Scope:
        return Scope(
            [functools.partial(done.append, "begin"), functools.partial(done.append, "more")],
            [functools.partial(done.append, "end"), functools.partial(done.append, "last")],
        )

    with scope():
        done.append("body")
    assert ["begin", "more", "body", "end", "last"] == done

    with pytest.raises(KeyError), scope():
        raise KeyError
    assert ["begin", "more", "end", "last"] == done[5:]


def test_a_scope_that_somebody_holds_ends_too() -> None:
    """Kept in a variable, which a kept traceback keeps, it ends with the `with` statement and only once."""
    done: list[str] = []
    scope = Scope([], [functools.partial(done.append, "end")])

    with pytest.raises(KeyError), scope:
        raise KeyError
    assert ["end"] == done

    del scope
    assert ["end"] == done


def test_a_scope_that_was_not_entered_ends_nothing() -> None:
    """Made and thrown away, as where an interrupt comes before the `with` statement, it changes nothing."""
    done: list[str] = []

    Scope([functools.partial(done.append, "begin")], [functools.partial(done.append, "end")])

    assert not done


def test_gradients_are_as_before_after_it() -> None:
    """Inside them the mode is what was asked for, after them what it was."""
    for outer in (True, False):
        with torch.set_grad_enabled(outer):
            for inner in (True, False):
                with gradients(inner):
                    assert inner is torch.is_grad_enabled()
                assert outer is torch.is_grad_enabled()
