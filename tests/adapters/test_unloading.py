"""An adapter is kept beside a model until all who loaded it have unloaded it, and then nothing holds it."""

from __future__ import annotations

import gc
import weakref

import pytest

from decoders import layer_vectors, lora, opened
from latentlens.errors import SelectionError


def test_it_is_kept_until_all_have_unloaded_it() -> None:
    """Loaded twice, it is there after one unloading, and gone after two; a third does nothing."""
    session = opened()
    backend, adapter = session.backend, lora(session)
    first, second = backend.load_adapter(adapter), backend.load_adapter(lora(session))
    assert first == second
    backend.unload_adapter(first)
    assert first in backend.adapters
    backend.unload_adapter(first)
    assert first not in backend.adapters
    backend.unload_adapter(first)
    with pytest.raises(SelectionError):
        session.run("the cat", adapter=first)
    assert first == backend.load_adapter(adapter)


def test_nothing_holds_it_afterwards() -> None:
    """Its weights are freed with it, its twin included."""
    session = opened()
    for seed in range(3):
        adapter = layer_vectors(session, seed)
        with session.backend.loaded(adapter) as name:
            session.run("the cat met a hare", adapter=name)
        gone = weakref.ref(adapter)
        del adapter
        gc.collect()
        assert gone() is None
        assert name not in session.backend.adapters


def test_an_error_unloads_it_too() -> None:
    """Whatever ends the block."""
    session = opened()
    with pytest.raises(ZeroDivisionError), session.backend.loaded(lora(session)):
        raise ZeroDivisionError
    assert frozenset() == session.backend.adapters
