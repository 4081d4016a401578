"""Interrupts at any moment of asks, sweeps and captures leave the model as it was."""

from __future__ import annotations

import _thread
import random
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
import torch

from interrupting import interrupted, moments
from latentlens import Patchscope, Session
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("The x is", max_new_tokens=2, stop=("?",))


@pytest.fixture(scope="module")
def session() -> Session:
    """A session on a very small model, since its work is done thousands of times."""
    tokenizer = tiny_tokenizer()
    model = tiny_model(
        "llama", vocab_size=len(tokenizer), num_hidden_layers=2, hidden_size=8, num_attention_heads=2
    )
    return Session((model, tokenizer))


def _works(session: Session) -> dict[str, Callable[[], object]]:
    trace = session.run("hello")

    def capture() -> object:
        return session.model.capture(trace.token_ids, [0, 1, 2])

    def ask() -> object:
        return session.ask(trace, 1, -1, READER, controls=False)

    def sweep() -> object:
        session.unfinished = None
        return session.sweep(trace, READER, layers=[1], positions=[0, 1])

    return {"capture": capture, "ask": ask, "sweep": sweep}


def _hooks(session: Session) -> int:
    runner = session.model.runner
    roots = (session.model.hf_model, runner.model, runner.eager.model)
    modules = {id(m): m for root in roots for m in root.modules()}
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in modules.values())


def _check(session: Session, hooks: int, when: object) -> None:
    assert hooks == _hooks(session), when
    assert not session.model.lock.held(), when
    assert torch.is_grad_enabled(), when


def _works_still(session: Session, expected: Any) -> None:
    """Another thread gets the model, and gets the same numbers."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(_works(session)["capture"]()), daemon=True)
    thread.start()
    thread.join(timeout=20)
    assert found, "the model is locked"
    assert torch.equal(expected, found[0])
    # and this thread sees what becomes of the model
    before, weight = session.model.fingerprint(), next(session.model.hf_model.parameters())
    with torch.no_grad():
        weight.add_(1)
        assert before != session.model.fingerprint()
        weight.sub_(1)


def test_interrupts_at_any_bytecode_leave_no_lock_and_no_hook(session: Session) -> None:
    """At places drawn from all that latentlens runs in each work, what runs once as often as a loop."""
    works, draw = _works(session), random.Random(0)
    expected = works["capture"]()
    hooks = _hooks(session)

    for name, times in (("capture", 500), ("ask", 500), ("sweep", 100)):
        works[name]()  # what is made once is made
        for at in draw.sample(moments(works[name], draw), times):
            interrupted(works[name], at)
            _check(session, hooks, (name, at))

    _works_still(session, expected)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timer")
def test_interrupts_of_the_keyboard_leave_no_lock_and_no_hook(session: Session) -> None:
    """Signals as the interrupt key sends them, at random times, inside torch and transformers too."""
    works, draw = _works(session), random.Random(1)
    expected = works["capture"]()
    hooks, hit = _hooks(session), 0
    # What is raised in a finalizer or in a callback of the garbage collector goes no further than the hook:
    # such an interrupt is lost whatever latentlens does, and no fault of what was interrupted.
    unraisable = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if lost.exc_type is KeyboardInterrupt else unraisable(lost)
    before = signal.signal(signal.SIGALRM, lambda *_: _thread.interrupt_main())
    try:
        for k in range(400):
            name = draw.choice(["capture", "ask", "sweep"])
            try:
                signal.setitimer(signal.ITIMER_REAL, draw.uniform(1e-4, 2e-2))
                while True:
                    works[name]()
                    if not signal.getitimer(signal.ITIMER_REAL)[0]:
                        # It was lost in a finalizer: send another.
                        signal.setitimer(signal.ITIMER_REAL, draw.uniform(1e-4, 2e-2))
            except KeyboardInterrupt:
                signal.setitimer(signal.ITIMER_REAL, 0)
                hit += 1
            _check(session, hooks, (k, name))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = unraisable

    assert 400 == hit
    _works_still(session, expected)
