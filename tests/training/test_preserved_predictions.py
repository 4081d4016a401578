"""Predictions that are preserved: the divergence and its gradient are plain autograd's, and it holds."""

from __future__ import annotations

import contextlib
import pathlib
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from peft import PeftModel
from torch import Tensor

from latentlens import InputError, NotFinite, SelectionError, steer
from latentlens.adapters.lora import LoraAdapter
from latentlens.training.steering.learnt_changes import ChangeByLora, ChangeByVectors, LearntChange
from latentlens.training.steering.preserved_predictions import PreservedPredictions
from latentlens.training.steering.steered_prompts import steered_prompts
from peft_reference import Untouched
from plain import Plain
from steered_models import PROMPTS, READ, WISH, Tiny, tiny_decoder
from tiny import tiny_model

KEPT = ["a cat sat on the road", "the fox", "hungry and cold, they met"]
STRONG: dict[str, Any] = {"layers": [1, 2], "steps": 10, "learning_rate": 0.5, "progress": False}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return a tiny llama with a decoder."""
    return tiny_decoder(tmp_path_factory.mktemp("tiny"))


def plain_divergence(ids: list[int], own: Any, changed: Callable[[], Tensor], skipped: int) -> Tensor:
    """Return KL(own || changed), the mean over the tokens from one on, written out."""
    with torch.no_grad():
        p = own(torch.tensor([ids]), use_cache=False).logits[0, skipped:].softmax(-1)
    q = changed()[0, skipped:].softmax(-1)
    return (p * (p.log() - q.log())).sum(-1).mean()


def found(tiny: Tiny, change: LearntChange) -> tuple[Tensor, tuple[Tensor, ...], list[list[int]]]:
    """Return the divergence on each prompt, the gradients of its mean, and the prompts' tokens."""
    backend = tiny.session.backend
    prompts = steered_prompts(KEPT, backend, [(0,)])
    with torch.enable_grad():
        divergence = PreservedPredictions(backend, prompts, 2, 0)(change, prompts)
        gradients = torch.autograd.grad(divergence.mean(), change.parameters)
    return divergence, gradients, [list(prompt.token_ids) for prompt in prompts]


def assert_same(found: tuple[Tensor, ...], expected: tuple[Tensor, ...]) -> None:
    """Assert that gradients agree within 1e-4 of the largest, and are not zero."""
    for gradient, reference in zip(found, expected, strict=True):
        assert float(reference.norm()) > 1e-4
        torch.testing.assert_close(gradient, reference, atol=1e-4 * float(reference.abs().max()), rtol=1e-3)


@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
def test_the_divergence_of_vectors_is_that_of_plain_hooks(tmp_path: pathlib.Path, architecture: str) -> None:
    """KL(own || steered) of every token but the first, of prompts of several lengths, and its gradient."""
    tiny = tiny_decoder(tmp_path, architecture)
    before = Untouched(tiny.hf)
    change = ChangeByVectors(tiny.session.backend, {0: 32**0.5, READ: 32**0.5}, None, 9.0)
    for i, parameter in enumerate(change.parameters):
        parameter.data += 0.5 * torch.randn(32, generator=torch.Generator().manual_seed(i))

    divergence, gradients, tokens = found(tiny, change)

    plain, own = Plain(tiny_model(architecture)), tiny_model(architecture)
    vectors = [parameter.detach().clone().requires_grad_() for parameter in change.parameters]
    with contextlib.ExitStack() as stack:
        for layer, vector in zip((0, READ), vectors, strict=True):
            stack.enter_context(plain.hooked(layer, lambda x, v=vector: x + v))
        expected = torch.stack(
            [
                plain_divergence(
                    ids, own, lambda ids=ids: plain.hf(torch.tensor([ids]), use_cache=False).logits, 1
                )
                for ids in tokens
            ]
        )
    assert len({len(ids) for ids in tokens}) > 1
    torch.testing.assert_close(divergence, expected, atol=1e-5, rtol=1e-4)
    assert_same(gradients, torch.autograd.grad(expected.mean(), vectors))
    before.check()


def test_the_divergence_of_a_lora_is_that_of_peft(tiny: Tiny) -> None:
    """PEFT's own model of the same files, with its own parameters' gradients."""
    change = ChangeByLora(tiny.session.backend, LoraAdapter.load(tiny.directory))
    with contextlib.closing(change):
        divergence, gradients, tokens = found(tiny, change)
        names = list(change.copied())

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peft = PeftModel.from_pretrained(tiny_model("llama"), tiny.directory, is_trainable=True).eval()
    own = tiny_model("llama")
    expected = torch.stack(
        [
            plain_divergence(ids, own, lambda ids=ids: peft(torch.tensor([ids]), use_cache=False).logits, 1)
            for ids in tokens
        ]
    )
    weights = {name.replace(".default", ""): weight for name, weight in peft.named_parameters()}
    torch.testing.assert_close(divergence, expected, atol=1e-5, rtol=1e-4)
    assert_same(gradients, torch.autograd.grad(expected.mean(), [weights[name] for name in names]))


def test_what_is_preserved_is_moved_less(tiny: Tiny) -> None:
    """The divergence falls with its weight, and the decoder's loss pays for it; with weight 0 it is free."""
    free, kept = (
        steer(tiny.session, tiny.decoder, PROMPTS, [WISH], preserve=KEPT, preserve_weight=weight, **STRONG)
        for weight in (0.0, 3.0)
    )
    assert free.report is not None
    assert kept.report is not None
    assert free.report.divergences[-1] > 2 * kept.report.divergences[-1]
    assert free.report.losses[-1] < kept.report.losses[-1]
    assert free == steer(tiny.session, tiny.decoder, PROMPTS, [WISH], **STRONG)


def test_the_checks_count_what_is_moved(tiny: Tiny) -> None:
    """Before the first step nothing is; what is kept has the least of both together."""
    settings: dict[str, Any] = {**STRONG, "learning_rate": 3.0, "max_norm": 9.0}
    plain = steer(tiny.session, tiny.decoder, PROMPTS, [WISH], **settings).report
    dear = steer(
        tiny.session, tiny.decoder, PROMPTS, [WISH], preserve=KEPT, preserve_weight=1e4, **settings
    ).report
    assert plain is not None
    assert dear is not None
    assert pytest.approx(plain.checks[0][1], abs=1e-3) == dear.checks[0][1]
    assert dear.checks[1][1] > 10 * plain.checks[1][1]
    assert 3 == dear.settings["preserved"]


def test_selections_say_where_predictions_are_preserved(tiny: Tiny) -> None:
    """At the positions that they name, of whatever layer; the others may move."""
    backend = tiny.session.backend
    trace = tiny.session.run(KEPT[0])
    change = ChangeByVectors(backend, {1: 32**0.5}, None, 9.0)
    change.parameters[0].data += 1.0
    found = []
    for at in (range(1, len(trace)), [len(trace) - 1]):
        prompts = steered_prompts([trace.select(2, at)], backend, [(0,)])
        with torch.no_grad():
            found.append(float(PreservedPredictions(backend, prompts, 1, 0)(change, prompts)[0]))
    whole, part = found
    plain, own = Plain(tiny_model("llama")), tiny_model("llama")
    vector = change.copied()["1"]
    with plain.hooked(1, lambda x: x + vector):
        logits = plain.hf(torch.tensor([list(trace.token_ids)]), use_cache=False).logits
    last = plain_divergence(list(trace.token_ids), own, lambda: logits, len(trace) - 1).detach()

    assert pytest.approx(float(last), rel=1e-4) == part
    assert abs(whole - part) > 1e-3


def test_a_divergence_that_is_no_number_stops_the_work(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even though the decoder's loss is one; what was learnt before is in the error."""
    asked = PreservedPredictions.__call__

    def spoilt(self: PreservedPredictions, *given: Any) -> Tensor:
        found = asked(self, *given)
        return torch.where(torch.tensor(["the fox" in p.text for p in given[1]]), torch.nan, found)

    monkeypatch.setattr(PreservedPredictions, "__call__", spoilt)
    with pytest.raises(NotFinite, match=r"at step 0 of 10, on the prompt '.*the fox"):
        steer(tiny.session, tiny.decoder, PROMPTS, [WISH], preserve=KEPT, **STRONG)


def test_what_cannot_be_preserved_is_refused(tiny: Tiny) -> None:
    """A text in place of a list, a prompt without the steered position, a weight below 0."""
    with pytest.raises(InputError, match="prompts to preserve is a list"):
        steer(tiny.session, tiny.decoder, PROMPTS, [WISH], preserve="the fox", **STRONG)
    with pytest.raises(SelectionError, match="none of the positions"):
        steer(tiny.session, tiny.decoder, PROMPTS, [WISH], preserve=["a"], positions=[6], **STRONG)
    with pytest.raises(InputError, match="preserve_weight is 0 or more"):
        steer(tiny.session, tiny.decoder, PROMPTS, [WISH], preserve=KEPT, preserve_weight=-1, **STRONG)
