"""Laws of rotary scalings that switch with the sequence's length: nothing is shared across the switch."""

from __future__ import annotations

import pytest
import torch

from latentlens import AttentionKnockout, Patchscope, Session
from latentlens.engine.knockout import Knockout
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Generate, NextToken, Query, Score, Write
from latentlens.engine.run import run
from latentlens.model.rotary import Rotary
from plain import Plain
from tiny import SWITCHING_ROPE, tiny_model, tiny_tokenizer

TARGET = tuple(range(20, 30))
LONG = tuple(range(20, 34))
SWITCH = SWITCHING_ROPE["original_max_position_embeddings"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Plain]:
    """Return a session on a model whose angles switch beyond 12 tokens, and transformers alone on it."""
    directory = tmp_path_factory.mktemp("longrope")
    tiny_model("phi3", **SWITCHING_ROPE).save_pretrained(directory)
    tiny_tokenizer().save_pretrained(directory)
    return Session(directory), Plain(directory)


def written(layer: int, position: int, seed: int = 0) -> Write:
    """Return a write of a random vector."""
    return Write(layer, (position,), 2 * torch.randn(1, 32, generator=torch.Generator().manual_seed(seed)))


def test_the_switch_changes_what_the_model_says(opened: tuple[Session, Plain]) -> None:
    """What follows is no law of nothing: a token more changes the states of all before it."""
    _, plain = opened
    short = plain.logits(Query(TARGET, (), NextToken()))
    long = plain.logits(Query(TARGET, (), NextToken()), range(40, 44))
    assert not torch.allclose(short, long[: len(TARGET)], atol=1e-2)


@pytest.mark.parametrize("ids", [TARGET, LONG])
def test_a_sweep_is_its_hook_form_on_either_side(opened: tuple[Session, Plain], ids: tuple[int, ...]) -> None:
    """A prefix shorter than the switch is shared by rows of a longer target with the target's own angles."""
    session, plain = opened
    asked = [
        Query(ids, (written(layer, position, layer),), NextToken(keep_logits=True))
        for layer in range(session.model.n_layers + 1)
        for position in (5, 9)
    ]

    for query, result in zip(asked, run(asked, session.model), strict=True):
        torch.testing.assert_close(plain.logits(query)[-1], result.value.logits, atol=1e-4, rtol=0)


def test_one_prefix_of_targets_on_both_sides(opened: tuple[Session, Plain]) -> None:
    """Targets of both lengths that begin alike, asked one after the other with one memory of prefixes."""
    session, plain = opened
    prefixes = Prefixes(2**20)
    for ids in (TARGET, LONG, TARGET):
        asked = Query(ids, (written(2, 6),), NextToken(keep_logits=True))
        value = run([asked], session.model, prefixes=prefixes)[0].value
        torch.testing.assert_close(plain.logits(asked)[-1], value.logits, atol=1e-4, rtol=0)


@pytest.mark.parametrize("cut", [False, True])
def test_an_answer_that_crosses_the_switch(opened: tuple[Session, Plain], cut: bool) -> None:
    """Every token of it is what the uncached model says at that length, attention cut or not."""
    session, plain = opened
    knockouts = (Knockout((0, 1), (4,)),) if cut else ()
    asked = [Query(TARGET, (written(k, 6, k),), Generate(8), knockouts) for k in (0, 2, 3)]

    for query, result in zip(asked, run(asked, session.model), strict=True):
        said = list(result.value.token_ids)
        assert plain.greedy(query, 8)[: len(said)] == said
        for step, logprob in enumerate(result.value.logprobs):
            expected = plain.logits(query, said[:step])[-1].log_softmax(-1)[said[step]]
            assert expected.item() == pytest.approx(logprob, abs=1e-3)


def test_options_that_cross_the_switch(opened: tuple[Session, Plain]) -> None:
    """Each token of an option scores what the model gives it after the tokens before it, at that length."""
    session, plain = opened
    options = ((50, 51, 52, 53, 54, 55), (60,), (70, 71))
    asked = Query(TARGET, (written(1, 6),), Score(options))

    for option, logprobs in zip(options, run([asked], session.model)[0].value.logprobs, strict=True):
        expected = [
            plain.logits(asked, option[:step])[-1].log_softmax(-1)[token].item()
            for step, token in enumerate(option)
        ]
        assert expected == pytest.approx(logprobs, abs=1e-3)


def test_contrast_and_readers_cross_it_too(opened: tuple[Session, Plain]) -> None:
    """Sweeps of readers verify themselves, with remedies and contrast, and a knock-out goes on speaking."""
    session, _ = opened
    trace = session.run("The capital of France is")
    for settings in ({}, {"remedy": "mask"}, {"remedy": "overwrite"}, {"contrast": 0.5}):
        reader = Patchscope("The capital of x is Paris", max_new_tokens=8, **settings)
        sweep = session.sweep(trace, reader, positions=[1, -1], controls=False)
        assert sweep.verify(n=6).max_logit_difference < 1e-4
    assert session.ask(trace, 1, 2, AttentionKnockout(None, max_new_tokens=8), controls=False).token_ids


def test_nothing_is_left_behind(opened: tuple[Session, Plain]) -> None:
    """After it the trace of a short prompt is found again, and no hook is on the modules that run."""
    session, _ = opened
    trace = session.run(list(TARGET))
    before = trace.resid.clone()
    run([Query(LONG, (written(1, 6),), Generate(3))], session.model)

    passes = session.model.forward_passes
    assert torch.equal(before, session.run(list(TARGET)).resid)
    assert passes == session.model.forward_passes
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in session.model.runner.model.modules())


def test_one_regime_where_nothing_switches() -> None:
    """Models without such a scaling have one regime at any length, and nothing is hooked."""
    rotary = Rotary(tiny_model("llama"))
    assert not rotary.switches
    assert rotary.regime(1) == rotary.regime(10**6)


def test_regimes_of_scalings() -> None:
    """Longrope has two; dynamic scaling one up to the model's own context, and then one for every length."""
    longrope = Rotary(tiny_model("phi3", **SWITCHING_ROPE))
    assert longrope.regime(1) == longrope.regime(SWITCH) != longrope.regime(SWITCH + 1) == longrope.regime(60)
    scaling = {"rope_type": "dynamic", "factor": 2.0, "rope_theta": 10000.0}
    dynamic = Rotary(tiny_model("llama", rope_parameters=scaling))
    assert dynamic.regime(1) == dynamic.regime(64)
    assert 3 == len({dynamic.regime(n) for n in (64, 65, 66)})
