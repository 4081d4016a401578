"""Steering: the gradient is that of plain autograd, the loss falls, and what cannot be learnt is refused."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import torch

from latentlens import (
    Cancelled,
    InputError,
    NotFinite,
    Progress,
    SelectionError,
    Session,
    SteeringLora,
    SteeringVectors,
    UnsupportedModel,
    steer,
)
from latentlens.engine.query import Generate, NextToken, Query
from latentlens.errors import DecoderError, MappingError
from latentlens.training.steering.learnt_changes import ChangeByVectors
from latentlens.training.steering.steered_prompts import steered_prompts
from latentlens.training.steering.steering_loop import live_states, readings_of
from latentlens.training.steering.wish_loss import WishLoss
from peft_reference import Untouched
from plain import Plain
from steered_models import PROMPTS, READ, WISH, Tiny, plain_loss, plain_states, tiny_decoder
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return a tiny llama with a decoder."""
    return tiny_decoder(tmp_path_factory.mktemp("tiny"))


def quick(tiny: Tiny, **settings: Any) -> Any:
    """Steer with few steps, which are large for vectors."""
    large: dict[str, Any] = {} if "learn" in settings else {"learning_rate": 0.1, "max_norm": 1.0}
    few = {"steps": 4, "progress": False, **large}
    return steer(tiny.session, tiny.decoder, PROMPTS, [WISH], **{**few, **settings})


@pytest.mark.parametrize("positions", [None, (-1, 2)])
@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
def test_the_gradient_is_that_of_plain_autograd(
    tmp_path: pathlib.Path, architecture: str, positions: tuple[int, ...] | None
) -> None:
    """Through PEFT's own decoder and plain hooks, into vectors at two layers, not at zero."""
    tiny = tiny_decoder(tmp_path, architecture)
    backend, before = tiny.session.backend, Untouched(tiny.hf)
    loss = WishLoss(tiny.decoder, backend, [WISH])
    prompts = steered_prompts(PROMPTS, backend, [(READ,)])
    change = ChangeByVectors(backend, {0: 32**0.5, READ: 32**0.5}, positions, 9.0)
    readings = readings_of(prompts, 1)
    with torch.enable_grad():
        for i, parameter in enumerate(change.parameters):
            parameter.data += torch.randn(32, generator=torch.Generator().manual_seed(i))
        found = loss(readings, live_states(backend, change, prompts, readings))
        gradients = torch.autograd.grad(found.mean(), change.parameters)

        vectors = {
            layer: p.detach().clone().requires_grad_()
            for layer, p in zip((0, READ), change.parameters, strict=True)
        }
        expected = []
        for prompt in prompts:
            n = len(prompt.token_ids)
            at = None if positions is None else [p % n for p in positions]
            states = plain_states(tiny, prompt.token_ids, READ, vectors, at)
            expected.append(plain_loss(tiny, states[1:]))
        wanted = torch.autograd.grad(torch.stack(expected).mean(), list(vectors.values()))

    torch.testing.assert_close(found, torch.stack(expected), atol=1e-4, rtol=1e-4)
    for gradient, reference in zip(gradients, wanted, strict=True):
        assert float(reference.norm()) > 1e-3
        torch.testing.assert_close(gradient, reference, atol=1e-4 * float(reference.abs().max()), rtol=1e-3)
    before.check()


def test_vectors_are_learnt(tiny: Tiny) -> None:
    """The loss falls; the user's model stays as it was; the same seed gives the same vectors."""
    before, fingerprint = Untouched(tiny.hf), tiny.session.backend.fingerprint()

    steering = quick(tiny, layers=[1, 2], steps=20)

    assert isinstance(steering, SteeringVectors)
    assert (1, 2) == steering.layers
    report = steering.report
    assert report is not None
    assert 20 == len(report.losses)
    best = min(loss for _, loss in report.checks)
    assert best < report.checks[0][1] - 0.1
    assert dict(report.checks)[report.best_step] == best
    assert (WISH,) == report.wishes
    assert fingerprint == report.fingerprint == tiny.session.backend.fingerprint()
    before.check()
    assert steering == quick(tiny, layers=[1, 2], steps=20)
    assert steering != quick(tiny, layers=[1, 2], steps=20, seed=1, batch_size=1)


def test_what_was_learnt_is_what_the_adapter_adds(tiny: Tiny) -> None:
    """The decoder's loss on states read with the adapter on is the loss of the last check, at strength 1."""
    backend = tiny.session.backend
    steering = quick(tiny, layers=[1], steps=10)
    name = backend.load_adapter(steering.adapter())
    losses = []
    for prompt in steered_prompts(PROMPTS, backend, [(READ,)]):
        states = tiny.session.run(list(prompt.token_ids), adapter=name).resid[READ, 1:]
        losses.append(float(plain_loss(tiny, states)))

    best = min(loss for _, loss in steering.report.checks)

    assert pytest.approx(best, abs=1e-4) == sum(losses) / len(losses)


def test_a_vector_is_no_longer_than_it_may_be(tiny: Tiny) -> None:
    """A multiple of the median norm of a state at its layer, taken over all tokens."""
    norms = torch.cat([tiny.session.run(text, adapter="__base__").resid[1].norm(dim=-1) for text in PROMPTS])

    steering = quick(tiny, layers=[1], max_norm=0.05, learning_rate=1.0, steps=10)

    assert pytest.approx(0.05 * float(norms.median()), rel=1e-4) == float(steering.vectors[1].norm())


def test_a_lora_is_learnt(tiny: Tiny) -> None:
    """Of the blocks that compute the layers alone; at strength 0 every bit is the base model's."""
    before = Untouched(tiny.hf)

    steering = quick(tiny, learn="lora", layers=[2], steps=10, rank=2, learning_rate=3e-3)

    assert isinstance(steering, SteeringLora)
    assert all(".layers.1." in name for name in steering.lora.weights)
    assert 2 == steering.lora.lora_settings.r
    assert min(loss for _, loss in steering.report.checks) < steering.report.checks[0][1] - 0.05
    before.check()
    backend = tiny.session.backend
    assert "lora-in-training" not in " ".join(backend.adapters)
    ids = tuple(backend.tokenizer.encode(PROMPTS[0]))
    names = [None, *(backend.load_adapter(steering.adapter(strength)) for strength in (0, 1))]
    plain, off, on = backend.run(
        [Query(ids, (), NextToken(keep_logits=True), adapter=name) for name in names]
    )
    assert torch.equal(plain.value.logits, off.value.logits)
    assert not torch.equal(plain.value.logits, on.value.logits)


def test_a_lora_of_gpt2(tmp_path: pathlib.Path) -> None:
    """Whose matrices are of a kind of its own."""
    steering = quick(tiny_decoder(tmp_path, "gpt2"), learn="lora", steps=2)
    assert {".h.0.", ".h.1."} == {key for key in (".h.0.", ".h.1.", ".h.2.", ".h.3.") for name in
                                  steering.lora.weights if key in name}  # fmt: skip


def test_every_combination_of_layers_can_be_read(tmp_path: pathlib.Path) -> None:
    """With per_layer, the checked loss is the mean over the combinations; without, that of the first."""
    tiny = tiny_decoder(tmp_path, layers=[(2,), (3,)])
    first, each = (
        quick(tiny, layers=[1], steps=1, per_layer=given).report.checks[0][1] for given in (0 > 1, True)
    )
    second = quick(tiny_decoder(tmp_path, layers=[(3,)]), layers=[1], steps=1).report.checks[0][1]

    assert pytest.approx((first + second) / 2, abs=1e-5) == each


def test_selections_say_what_is_read(tiny: Tiny) -> None:
    """Sites of a trace, as dragged over a prompt; those of a whole text do what the text does."""
    traces = tiny.session.run(PROMPTS)
    whole = [trace.select(layers=READ, positions=range(1, len(trace))) for trace in traces]
    settings: dict[str, Any] = {"steps": 3, "learning_rate": 0.1, "max_norm": 1.0, "progress": False}

    assert quick(tiny, steps=3) == steer(tiny.session, tiny.decoder, whole, [WISH], **settings)
    last = [trace.select(layers=READ, positions=-1) for trace in traces]
    assert quick(tiny, steps=3) != steer(tiny.session, tiny.decoder, last, [WISH], **settings)


def test_prompts_to_check_on_are_others(tiny: Tiny) -> None:
    """The loss is checked on the validation prompts, and what was best there is kept."""
    one = quick(tiny, validation=["one and two"], layers=[1])
    other = quick(tiny, layers=[1])

    assert one.report.losses == other.report.losses
    assert one.report.checks != other.report.checks


def test_cancelling_keeps_the_best_so_far(tiny: Tiny) -> None:
    """After some steps; before the first there is nothing to keep."""

    def stop(progress: Progress) -> None:
        if progress.done >= 3:
            progress.cancel()

    steering = quick(tiny, steps=50, layers=[1], progress=Progress(bar=False, on_update=stop))

    assert steering.report.cancelled
    assert 3 == len(steering.report.losses)
    assert dict(steering.report.checks)[steering.report.best_step] == min(
        loss for _, loss in steering.report.checks
    )
    cancelled = Progress(bar=False)
    cancelled.cancel()
    with pytest.raises(Cancelled):
        quick(tiny, progress=cancelled)


def test_nan_stops_and_says_where(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which step and which prompt; what was learnt before is in the error."""
    asked, calls = WishLoss.__call__, []

    def spoilt(self: WishLoss, readings: Any, states: Any, checkpoint: Any = None) -> torch.Tensor:
        losses = asked(self, readings, states, checkpoint)
        if torch.is_grad_enabled():
            calls.append(1)
            if len(calls) > 8:
                return torch.where(torch.tensor([one.prompt == 1 for one in readings]), torch.nan, losses)
        return losses

    monkeypatch.setattr(WishLoss, "__call__", spoilt)
    with pytest.raises(NotFinite, match=r"at step 8 of 20, on the prompt '.*both were hungry") as caught:
        quick(tiny, steps=20, layers=[1])
    best = caught.value.best
    assert isinstance(best, SteeringVectors)
    assert 8 == len(best.report.losses)  # type: ignore[union-attr]
    assert float(best.vectors[1].norm()) > 0


def test_nan_in_the_model(tmp_path: pathlib.Path) -> None:
    """An activation that is no number is refused before anything is learnt."""
    tiny = tiny_decoder(tmp_path)
    token = tiny.session.backend.tokenizer.encode(PROMPTS[0])[-1]
    with torch.no_grad():
        tiny.hf.model.embed_tokens.weight[token] = torch.nan
    with pytest.raises(NotFinite) as caught:
        quick(tiny, layers=[1])
    assert None is caught.value.best


@pytest.mark.parametrize(
    ("error", "match", "settings"),
    [
        (SelectionError, "Layer 9 cannot be steered: .* has layers 0 to 4", {"layers": [9]}),
        (SelectionError, "at layer 3 does not reach .* at layers up to 2", {"layers": [3]}),
        (SelectionError, "layers 1 to 4 that a block computes", {"layers": [0], "learn": "lora"}),
        (SelectionError, "There is no layer", {"layers": []}),
        (SelectionError, "none of the positions", {"positions": [50]}),
        (InputError, "steps", {"steps": 0}),
        (InputError, "batch_size", {"batch_size": 0}),
        (InputError, "learning_rate is above 0", {"learning_rate": 0}),
        (InputError, "max_norm is above 0", {"max_norm": 0}),
        (InputError, "rank", {"rank": 0}),
        (InputError, "learn", {"learn": "all"}),
        (InputError, "seed", {"seed": "x"}),
    ],
)
def test_settings_that_make_no_sense(
    tiny: Tiny, error: type[Exception], match: str, settings: dict[str, Any]
) -> None:
    """Typed errors that say what was given."""
    with pytest.raises(error, match=match):
        quick(tiny, **settings)


def test_prompts_and_wishes_that_cannot_be_used(tiny: Tiny) -> None:
    """None, one text in place of a list, an empty one, another model's trace, no answer."""
    session, decoder = tiny.session, tiny.decoder
    with pytest.raises(InputError, match="There are no prompts to steer on"):
        steer(session, decoder, [], [WISH])
    with pytest.raises(InputError, match="prompts is a list of texts"):
        steer(session, decoder, "the fox", [WISH])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="The prompt is empty"):
        steer(session, decoder, [""], [WISH])
    with pytest.raises(InputError, match=r"wishes is a list of pairs .* got \[\]"):
        steer(session, decoder, PROMPTS, [])
    with pytest.raises(InputError, match="A wish is a pair"):
        steer(session, decoder, PROMPTS, ["happy"])  # type: ignore[list-item]
    with pytest.raises(InputError, match="The wished answer to 'Is it a fox\\?' is empty"):
        steer(session, decoder, PROMPTS, [(WISH[0], " ")])
    with pytest.raises(DecoderError, match="none was given"):
        steer(session, decoder, PROMPTS, [("", "happy")])
    with pytest.raises(InputError, match=r"A decoder is what Decoder\.load"):
        steer(session, "The capital of x is", PROMPTS, [WISH])  # type: ignore[arg-type]
    other = Session((tiny_model("gpt2"), tiny_tokenizer()), dtype=None)
    with pytest.raises(MappingError, match="A selection is of a trace of"):
        steer(session, decoder, [other.run("the fox").select(2, 1)], [WISH])


def test_a_decoder_of_single_positions_takes_selections(tmp_path: pathlib.Path) -> None:
    """It cannot read every token of a text for one answer."""
    tiny = tiny_decoder(tmp_path, span="last")
    with pytest.raises(InputError, match="does not read 12 activations at once"):
        quick(tiny)
    chosen = [trace.select(READ, -1) for trace in tiny.session.run(PROMPTS)]
    assert (READ,) == steer(tiny.session, tiny.decoder, chosen, [WISH], steps=1, progress=False).layers


def test_a_backend_without_gradients(tiny: Tiny) -> None:
    """It says so, and what to do."""
    from fake_backend import fake_session

    with pytest.raises(UnsupportedModel, match="Steering needs 'gradients'"):
        steer(fake_session(), tiny.decoder, PROMPTS, [WISH])


def test_generation_with_learnt_vectors_is_that_of_plain_hooks(tiny: Tiny) -> None:
    """At the strength that is asked for, at every token."""
    backend, steering = tiny.session.backend, quick(tiny, layers=[1])
    ids = tuple(backend.tokenizer.encode(PROMPTS[0]))
    name = backend.load_adapter(steering.adapter(3.0))
    plain = Plain(tiny_model("llama"))
    with plain.hooked(1, lambda x: x + 3.0 * steering.vectors[1]):
        expected = plain.greedy(Query(ids, (), NextToken()), 5)
    assert tuple(expected) == backend.run([Query(ids, (), Generate(5), adapter=name)])[0].value.token_ids
