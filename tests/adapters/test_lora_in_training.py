"""A LoRA in training computes what PEFT computes, and leaves numbers out only where it is told to."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch.nn import functional

from decoders import layer_vectors, lora, opened
from latentlens import Session
from latentlens.engine.query import NextToken, Query
from latentlens.errors import InputError
from latentlens.model.scope import gradients
from libraries import choose_library

TEXT = "the cat met a hare on the road"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return opened()


def logits(session: Session, name: str) -> torch.Tensor:
    """Return the logits after a text with an adapter on."""
    ids = tuple(session.run(TEXT).token_ids)
    with gradients(kept=True):
        (found,) = session.backend.forced_logits([Query(ids, (), NextToken(), adapter=name)], [()])
    return found.detach()


def test_it_computes_as_when_it_is_asked(session: Session) -> None:
    """In training, without dropping, as PEFT's own layers do."""
    adapter = lora(session)
    with session.backend.loaded(adapter) as asked:
        expected = logits(session, asked)
    with session.backend.train_adapter(adapter, dropout=0.5) as trained:
        torch.testing.assert_close(logits(session, trained.name), expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("onednn", [False, True])
def test_merged_it_computes_the_same(session: Session, onednn: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Added up beforehand: the same logits and gradients, of the weights as they are when it begins."""
    choose_library(monkeypatch, onednn=onednn)
    ids = tuple(session.run(TEXT).token_ids)

    def found(name: str) -> tuple[torch.Tensor, ...]:
        with gradients(kept=True):
            (logits,) = session.backend.forced_logits([Query(ids, (), NextToken(), adapter=name)], [()])
            return logits, *torch.autograd.grad(logits.logsumexp(-1).sum(), trained.parameters())

    with session.backend.train_adapter(lora(session)) as trained:
        for _ in range(2):
            expected = found(trained.name)
            with trained.merging(1000):
                assert "Merged" in kind_of_product(session, trained.name)
                for one, other in zip(expected, found(trained.name), strict=True):
                    torch.testing.assert_close(other, one, rtol=1e-3, atol=1e-5)
            with torch.no_grad():
                for parameter in trained.parameters():
                    parameter.mul_(1.5)
        with trained.merging(1):
            assert "Merged" not in kind_of_product(session, trained.name), "it does not pay for one token"
        assert "Merged" not in kind_of_product(session, trained.name)
    with session.backend.train_adapter(lora(session), dropout=0.5) as trained, trained.merging(1000):
        assert "Merged" in kind_of_product(session, trained.name)
        with trained.dropping(1):
            assert "Merged" not in kind_of_product(session, trained.name)


def kind_of_product(session: Session, name: str) -> str:
    """Return the name of the operation that makes the output of the first layer with a LoRA."""
    with session.backend.using(name):
        layer = next(each for each in session.model.runner.model.modules() if hasattr(each, "lora_A"))
    with gradients(kept=True):
        return type(layer(torch.ones(1, 1, layer.in_features)).grad_fn).__name__


def test_dropout_follows_from_its_seed(session: Session) -> None:
    """The same seed leaves the same out, another seed others; outside, nothing is left out."""
    with session.backend.train_adapter(lora(session), dropout=0.5) as trained:
        whole = logits(session, trained.name)
        found: list[torch.Tensor] = []
        for seed in (1, 1, 2):
            with trained.dropping(seed):
                found.append(logits(session, trained.name))
        assert torch.equal(found[0], found[1])
        assert not torch.allclose(found[0], found[2], atol=1e-3)
        assert not torch.allclose(found[0], whole, atol=1e-3)
        assert torch.equal(whole, logits(session, trained.name))
    with session.backend.train_adapter(lora(session)) as none, none.dropping(1):
        torch.testing.assert_close(logits(session, none.name), whole, rtol=0, atol=1e-5)


def test_a_layer_leaves_out_as_dropout_does(session: Session) -> None:
    """Its low-rank product sees the input with about that share at zero, and the rest scaled up."""
    with session.backend.train_adapter(lora(session), dropout=0.25) as trained:
        with session.backend.using(trained.name):
            layer: Any = next(
                each for each in session.model.runner.model.modules() if hasattr(each, "lora_A")
            )
        x = torch.randn(50, layer.in_features)
        name = trained.name
        layer.lora_A[name].weight.data = torch.eye(layer.in_features)  # the product shows what it saw
        layer.lora_B[name].weight.data = torch.eye(layer.out_features, layer.in_features)
        with gradients(kept=True), trained.dropping(3):
            seen = ((layer(x) - layer.base_layer(x)) / layer.scaling[name]).detach()
        with torch.no_grad(), trained.dropping(3):
            whole = (layer(x) - layer.base_layer(x)) / layer.scaling[name]
    left_out = seen.abs() < 1e-6
    expected = functional.pad(x, (0, layer.out_features - layer.in_features)) / 0.75
    torch.testing.assert_close(seen[~left_out], expected[~left_out], rtol=0, atol=1e-4)
    assert not (whole.abs() < 1e-6).any(), "without gradients nothing is left out"
    assert 0.25 == pytest.approx(float(left_out.float().mean()), abs=0.05)


@pytest.mark.parametrize("dropout", [1.0, -0.1])
def test_only_a_lora_has_dropout(session: Session, dropout: float) -> None:
    """A share outside [0, 1), or another adapter, is refused."""
    with pytest.raises(InputError, match="Only a LoRA has dropout"):
        session.backend.train_adapter(lora(session), dropout=dropout)
    with pytest.raises(InputError, match="Only a LoRA has dropout"):
        session.backend.train_adapter(layer_vectors(session), dropout=0.1)
