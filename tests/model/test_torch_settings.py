"""Laws of torch's global settings: whatever the user has set, nothing crashes and no answer changes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor

from latentlens import Lens, Patchscope, Session, fit_lens
from tiny import TEXT, tiny_model, tiny_tokenizer

PROMPT = "The capital of France is"
TEXTS = [*TEXT, "one two three", "a fox and a hare", "Lima and Paris", "the road to Peru is long", "hello"]
SCOPE = Patchscope("The capital of x is", 1, max_new_tokens=3)


@contextlib.contextmanager
def default_dtype(dtype: torch.dtype) -> Iterator[None]:
    """Set the dtype of new tensors."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


@contextlib.contextmanager
def set_to(value: Any, read: Callable[[], Any], write: Callable[[Any], Any]) -> Iterator[None]:
    """Set one of torch's settings."""
    before = read()
    write(value)
    try:
        yield
    finally:
        write(before)


SETTINGS: dict[str, Callable[[], contextlib.AbstractContextManager[Any]]] = {
    "float64 by default": lambda: default_dtype(torch.float64),
    "bfloat16 by default": lambda: default_dtype(torch.bfloat16),
    "float16 by default": lambda: default_dtype(torch.float16),
    "meta device by default": lambda: torch.device("meta"),
    "no gradients": torch.no_grad,
    "inference mode": torch.inference_mode,
    "deterministic": lambda: set_to(
        True, torch.are_deterministic_algorithms_enabled, torch.use_deterministic_algorithms
    ),
    "two threads": lambda: set_to(2, torch.get_num_threads, torch.set_num_threads),
    "medium products": lambda: set_to(
        "medium", torch.get_float32_matmul_precision, torch.set_float32_matmul_precision
    ),
    "flushed denormals": lambda: set_to(True, lambda: False, torch.set_flush_denormal),
    "anomaly detection": lambda: torch.autograd.set_detect_anomaly(True),
    "another seed": lambda: torch.random.fork_rng(),
}


def opened() -> Session:
    """Open a small model; where it is made, its weights do not depend on a setting."""
    with default_dtype(torch.float32), torch.device("cpu"), torch.enable_grad(), torch.inference_mode(False):
        model = tiny_model("llama")
    return Session((model, tiny_tokenizer()))


def everything() -> dict[str, Any]:
    """Open a model and do with it what a notebook does."""
    session = opened()
    trace = session.run(PROMPT)
    answer = session.ask(trace, 2, -1, SCOPE, samples=2)
    chosen = session.ask(trace, 2, -1, SCOPE, options=[" Paris", " Lima"])
    swept = session.sweep(trace, SCOPE, layers=[1, 3], positions=[1, 2])
    cells = [swept[layer, position] for layer in (1, 3) for position in (1, 2)]
    grid = session.lens(trace, Lens())
    vector = session.ask(session.vectors({"one": [0.5] * 32}, layer=2), SCOPE)
    fits = {
        "fitted by least squares": Lens(fit_lens(session, TEXTS, ridge=0.1, layers=[1, 3])),
        "fitted by gradients": Lens(fit_lens(session, TEXTS, "kl", steps=3, layers=[1, 3])),
        "fitted as Jacobians": Lens(fit_lens(session, TEXTS, "jacobian", layers=[1, 3])),
    }
    return {
        "states": trace.resid.clone(),
        "logits": trace.logits.clone(),
        "options": [option.probability for option in chosen.options or []],
        "answer": answer.text,
        "confidence": answer.confidence,
        "controls": [control.confidence for control in answer.controls],
        "sweep": [one.text for one in cells],
        "sweep's confidence": [one.confidence for one in cells],
        "lens": grid.probs.tolist(),
        "vector": vector.text,
        **{name: session.lens(trace, lens, layers=[1, 3]).probs.tolist() for name, lens in fits.items()},
    }


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """Return what is found under torch's own settings."""
    return everything()


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two results are equal, numbers within rounding."""
    if isinstance(one, Tensor):
        return bool(one.dtype == other.dtype and torch.allclose(one, other, atol=1e-5))
    if isinstance(one, list):
        return len(one) == len(other) and all(same(name, a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other if isinstance(one, str) or one is None else abs(one - other) < 1e-5)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.filterwarnings("ignore:Anomaly Detection")
def test_no_setting_changes_an_answer(setting: str, expected: dict[str, Any]) -> None:
    """A model opened, run, asked and swept under a setting of torch's says what it says without."""
    with SETTINGS[setting]():
        found = everything()

    assert [] == [name for name, value in expected.items() if not same(name, value, found[name])]
