"""A sweep that ends early keeps its answers, and goes on only where they belong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from latentlens import Patchscope, Session, Sweep
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, LatentLensError, MappingError, StaleTrace
from latentlens.mappings.mapping import Identity
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("The capital of x is", max_new_tokens=2)
PROMPT = "The capital of France is"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session that asks four cells at a time."""
    monkeypatch.setattr("latentlens.ask.blocks._FIRST_BLOCK_FLOPS", 0)
    monkeypatch.setattr("latentlens.ask.blocks._BLOCK_SECONDS", 0)
    tokenizer = tiny_tokenizer()
    return Session((tiny_model("llama", vocab_size=len(tokenizer)), tokenizer))


def _sweep(session: Session, **how: Any) -> Sweep:
    return session.sweep(session.run(PROMPT), READER, **how)


def _grid(session: Session, **how: Any) -> Sweep:
    return session.sweep(session.run(PROMPT), READER, positions=2, target_layers=slice(None), **how)


def _scales(session: Session, **how: Any) -> Sweep:
    directions = torch.arange(3 * session.model.d_model).reshape(3, -1) + 1.0
    return session.sweep(session.vectors(directions, layer=2), READER, scales=[0.5, 1, 2, 4], **how)


KINDS = [_sweep, _grid, _scales]
Kind = Callable[..., Sweep]


@pytest.mark.parametrize("sweep", KINDS)
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RuntimeError, MappingError, SystemExit])
def test_whatever_ends_it_keeps_what_was_answered(
    session: Session, sweep: Kind, error: type[BaseException]
) -> None:
    """The answers so far are the session's unfinished sweep, the error says so, and it goes on from there."""
    count = 0

    def fail(_: object) -> None:
        nonlocal count
        count += 1
        if count == 6:
            raise error

    with pytest.raises(error) as found:
        sweep(session, on_answer=fail)

    unfinished = session.unfinished
    assert unfinished is not None
    assert 6 == len(unfinished)
    said = " ".join([str(found.value), *getattr(found.value, "__notes__", [])])
    assert f"stopped after 6 of {len(unfinished.cells)} cells" in said
    assert "session.unfinished" in said
    asked: list[object] = []
    again = sweep(session, on_answer=asked.append)
    assert again.complete
    assert len(again) - 6 == len(asked)
    assert all(unfinished.answers[cell] is again.answers[cell] for cell in unfinished.answers)
    assert session.unfinished is None


def test_one_cell_that_fails_costs_no_other_its_answer(session: Session) -> None:
    """Cells asked together with one whose mapping fails are answered up to it, and the error names it."""

    class Fails(Identity):
        def __call__(self, vectors: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
            if bool((vectors - wrong).abs().max(dim=-1).values.min() == 0):
                raise RuntimeError("no vector")
            return super().__call__(vectors, slots)

    trace = session.run(PROMPT)
    wrong = trace.resid[2, 3]
    reader = Patchscope("The capital of x is", max_new_tokens=1, mapping=Fails())

    with pytest.raises(RuntimeError, match="no vector") as found:
        session.sweep(trace, reader, controls=False)

    unfinished = session.unfinished
    assert unfinished is not None
    assert [cell for cell in unfinished.cells if cell < (2, 3)] == list(unfinished.answers)
    assert f"It came up at layer 2, position 3 {trace.tokens[3]!r}." in found.value.__notes__


@pytest.mark.parametrize("sweep", KINDS)
def test_a_stopped_sweep_does_not_go_on_with_another_model(session: Session, sweep: Kind) -> None:
    """Where the model changed meanwhile it is refused by name, and goes on when that is put back."""
    sweep = _of_now(session, sweep)
    stop = Progress(bar=False)
    with pytest.raises(Cancelled):
        sweep(session, on_answer=lambda _: stop.cancel(), progress=stop)
    stopped = session.unfinished
    assert stopped is not None
    weight = session.model.hf_model.model.layers[1].mlp.down_proj.weight
    kept = weight.detach().clone()
    with torch.no_grad():
        weight.mul_(1.5)

    with pytest.raises(
        StaleTrace, match=r"LlamaForCausalLM changed after .*session.unfinished = None"
    ) as found:
        sweep(session)

    assert f"after {len(stopped)} of the {len(stopped.cells)} cells" in str(found.value)
    assert stopped is session.unfinished
    with torch.no_grad():
        weight.copy_(kept)
    assert sweep(session).complete
    assert session.unfinished is None


@pytest.mark.parametrize("sweep", KINDS)
def test_a_model_that_changes_meanwhile_ends_it(session: Session, sweep: Kind) -> None:
    """No answer of a sweep is of another state than its provenance names."""
    sweep = _of_now(session, sweep)
    before = session.model.fingerprint()

    def change(_: object) -> None:
        with torch.no_grad():
            session.model.hf_model.model.layers[1].mlp.down_proj.weight.mul_(1.01)

    with pytest.raises(StaleTrace, match=r"changed .*Put its weights, adapters and settings back"):
        sweep(session, on_answer=change)

    assert session.unfinished is not None
    assert {before} == {answer.provenance["fingerprint"] for answer in session.unfinished.answers.values()}
    session.unfinished = None
    assert sweep(session).complete


def test_a_sweep_that_answers_nothing_leaves_another_s_answers(session: Session) -> None:
    """A reader that does not fit, or a stop before the first answer, is no reason to forget a sweep."""
    stop = Progress(bar=False)
    with pytest.raises(Cancelled):
        _sweep(session, on_answer=lambda _: stop.cancel(), progress=stop)
    kept = session.unfinished
    assert kept is not None

    with pytest.raises(Cancelled):
        _sweep(session, seed=1, progress=stop)
    with pytest.raises(LatentLensError):
        session.sweep(session.run(PROMPT), Patchscope("no placeholder"))

    assert kept is session.unfinished


def _of_now(session: Session, sweep: Kind) -> Kind:
    """Return what asks about states that are read now, whatever becomes of the model."""
    if sweep is _scales:
        directions = torch.arange(3 * session.model.d_model).reshape(3, -1) + 1.0
        vectors = session.vectors(directions, layer=2)
        return lambda session, **how: session.sweep(vectors, READER, scales=[0.5, 1, 2, 4], **how)
    trace = session.run(PROMPT)
    if sweep is _grid:
        return lambda session, **how: session.sweep(
            trace, READER, positions=2, target_layers=slice(None), **how
        )
    return lambda session, **how: session.sweep(trace, READER, **how)
