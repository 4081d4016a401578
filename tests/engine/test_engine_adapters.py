"""An adapter for each query: on while it runs, whatever is on in the user's model, which stays as it is."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model

from fake_backend import FakeBackend
from latentlens import Patchscope, Session
from latentlens.display.progress import Progress
from latentlens.engine.gradients import forced_logits, forced_states
from latentlens.engine.local import LocalBackend
from latentlens.engine.query import Distribution, Generate, Generation, NextToken, Query, Score, Scores, Write
from latentlens.engine.reference import next_logits
from latentlens.engine.run import run
from latentlens.errors import Cancelled, SelectionError, UnsupportedModel
from latentlens.model.adapters import BASE
from latentlens.model.language_model import LanguageModel
from tiny import tiny_model, tiny_tokenizer

IDS = (5, 6, 7, 8, 9, 10, 11)
LOGITS, SAID, SCORED = NextToken(keep_logits=True), Generate(5), Score(((5,), (7, 9, 11)))
TARGETS = {"llama": ["q_proj", "down_proj", "lm_head"], "gpt2": ["c_attn"], "gpt_neox": ["query_key_value"]}


def with_adapters(architecture: str, **more: Any) -> Any:
    """Return a PEFT model with two strong adapters, the first of them on."""
    config = LoraConfig(
        r=4,
        target_modules=TARGETS[architecture],
        init_lora_weights=False,
        fan_in_fan_out=architecture == "gpt2",
        **more,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        torch.manual_seed(3)
        peft = get_peft_model(tiny_model(architecture), config, adapter_name="first")
        torch.manual_seed(4)
        peft.add_adapter("second", config)
    return peft.eval()


def merged(peft: Any, name: str | None) -> Any:
    """Return a copy of the model with one adapter merged into its weights, or none: plain transformers."""
    alone = copy.deepcopy(peft)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name is None:
            return alone.unload()
        alone.set_adapter(name)
        return alone.merge_and_unload(adapter_names=[name])


def reference(hf_model: Any) -> LanguageModel:
    """Return a model without adapters as latentlens opens it."""
    return Session((hf_model, tiny_tokenizer())).model


def state_of(peft: Any) -> tuple[object, ...]:
    """Return all that a switch of adapters could change in the user's model."""
    layers = [
        (name, str(module._active_adapter), module._disable_adapters)
        for name, module in peft.named_modules()
        if hasattr(module, "_active_adapter")
    ]
    return (
        layers,
        [(name, weight.requires_grad, weight.detach().clone()) for name, weight in peft.named_parameters()],
        [(name, module.training, len(module._forward_pre_hooks)) for name, module in peft.named_modules()],
    )


def assert_unchanged(before: tuple[object, ...], peft: Any) -> None:
    """Assert that no switch, weight or hook of the user's model differs."""
    after = state_of(peft)
    assert before[0] == after[0]
    assert before[2] == after[2]
    for (name, trained, weight), (other, trained_now, now) in zip(before[1], after[1], strict=True):
        assert (name, trained) == (other, trained_now)
        assert torch.equal(weight, now)


@pytest.fixture(scope="module", params=TARGETS)
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Any, LanguageModel]]:
    """Return a PEFT model and what latentlens opens of it."""
    peft = with_adapters(request.param)
    with Session((peft, tiny_tokenizer())) as session:
        yield peft, session.model


def written(model: LanguageModel, readout: Any, adapter: str | None, target: tuple[int, ...] = IDS) -> Query:
    """Return a query that writes one vector, always the same."""
    vector = 2 * torch.randn(1, model.d_model, generator=torch.Generator().manual_seed(1))
    return Query(target, (Write(1, (3,), vector),), readout, adapter=adapter)


def assert_same(expected: Any, observed: Any) -> None:
    """Assert that two results are one, up to rounding."""
    if isinstance(expected, Distribution):
        largest = float(expected.logits.abs().max())
        torch.testing.assert_close(observed.logits, expected.logits, atol=1e-5 * largest, rtol=0)
    elif isinstance(expected, Generation):
        assert expected.token_ids == observed.token_ids
    else:
        assert isinstance(expected, Scores)
        for one, other in zip(expected.logprobs, observed.logprobs, strict=True):
            assert pytest.approx(one, abs=1e-4) == other


@pytest.mark.parametrize("readout", [LOGITS, SAID, SCORED], ids=["next", "generation", "scores"])
def test_each_query_gets_its_own_adapter(opened: tuple[Any, LanguageModel], readout: Any) -> None:
    """On equals the merged model, off the base model, unnamed what is on: side by side in one run."""
    peft, model = opened
    before = state_of(peft)
    kinds = {"first": "first", "second": "second", BASE: None, None: "first"}
    queries = [written(model, readout, adapter) for adapter in kinds for _ in range(2)]
    queries += [Query(IDS, (), readout, adapter=adapter) for adapter in kinds]

    results = run(queries, model)

    for query, result in zip(queries, results, strict=True):
        plain = reference(merged(peft, kinds[query.adapter]))
        alone = run([Query(query.target_ids, query.writes, readout)], plain)[0]
        assert_same(alone.value, result.value)
    assert_unchanged(before, peft)


def test_adapters_that_differ_answer_differently(opened: tuple[Any, LanguageModel]) -> None:
    """The two adapters and the base model give three different distributions."""
    _, model = opened
    values = [run([written(model, LOGITS, name)], model)[0].value for name in ("first", "second", BASE)]

    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert float((values[one].logits - values[other].logits).abs().max()) > 0.1


def test_the_slow_reference_takes_the_adapter_too(opened: tuple[Any, LanguageModel]) -> None:
    """What a sweep is verified against runs with the query's adapter on alone."""
    _, model = opened
    for adapter in ("first", "second", BASE, None):
        query = written(model, LOGITS, adapter)
        expected = run([query], model)[0].value.logits
        torch.testing.assert_close(next_logits(query, model), expected, atol=1e-4, rtol=0)


def test_states_are_read_with_the_adapter_off(opened: tuple[Any, LanguageModel]) -> None:
    """Inside `using(BASE)` the residual stream is the base model's, and after it what it was before."""
    peft, model = opened
    plain = reference(merged(peft, None))
    on = model.capture(IDS, [3])

    with model.using(BASE):
        off = model.capture(IDS, [3])

    torch.testing.assert_close(off, plain.capture(IDS, [3]), atol=1e-5, rtol=1e-5)
    assert torch.equal(on, model.capture(IDS, [3]))
    assert not torch.allclose(on, off, atol=1e-3)


@pytest.mark.parametrize("error", [RuntimeError("boom"), KeyboardInterrupt(), Cancelled("enough")])
def test_whatever_ends_a_run_the_model_is_as_it_was(
    opened: tuple[Any, LanguageModel], error: BaseException
) -> None:
    """After an error, an interrupt or a cancellation inside it the same adapters are on, bit for bit."""
    peft, model = opened
    before, logits = state_of(peft), model.forward([IDS])

    def fail(*_: object) -> None:
        raise error

    with pytest.raises(type(error)):
        run([written(model, LOGITS, "second"), written(model, LOGITS, BASE)], model, on_result=fail)

    assert_unchanged(before, peft)
    assert torch.equal(logits, model.forward([IDS]))
    assert model.fingerprint() == reference_fingerprint(model)


def reference_fingerprint(model: LanguageModel) -> str:
    """Return the fingerprint of a model that nothing was asked of."""
    return LanguageModel(model.hf_model, model.tokenizer, model.name).fingerprint()


def test_a_cancelled_run_of_two_adapters_stops(opened: tuple[Any, LanguageModel]) -> None:
    """A cancellation between two adapters keeps the first answer and leaves the model alone."""
    peft, model = opened
    before, cancel = state_of(peft), Progress(unit="queries", bar=False)

    with pytest.raises(Cancelled, match="1 of 2"):
        run(
            [written(model, LOGITS, "second"), written(model, LOGITS, BASE)],
            model,
            on_result=lambda *_: cancel.cancel(),
            progress=cancel,
        )

    assert_unchanged(before, peft)


def test_a_switch_reads_no_weights(
    opened: tuple[Any, LanguageModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Queries with adapters hash no weights, copy none, and make a twin for each adapter once."""
    peft, model = opened
    monkeypatch.setattr("latentlens.model.fingerprint._bits", pytest.fail)
    queries = [written(model, LOGITS, adapter) for adapter in ("first", "second", BASE)]
    run(queries, model)
    made: list[object] = []
    monkeypatch.setattr("latentlens.model.runner.twin", made.append)

    run(queries * 3, model)

    assert [] == made
    own = {id(weight) for weight in peft.parameters()}
    with model.using("second"):
        assert model.runner.holds_only(own)


def test_what_is_shared_is_shared_within_one_adapter(opened: tuple[Any, LanguageModel]) -> None:
    """A prefix that was run with one adapter is not that of another, in one run or from one to the next."""
    from latentlens.engine.prefixes import Prefixes

    _, model = opened
    prefixes = Prefixes(2**20)
    for adapter in ("first", BASE, "second", None, BASE):
        query = written(model, LOGITS, adapter)
        held = run([query], model, prefixes=prefixes)[0].value
        assert_same(run([query], model)[0].value, held)


def test_the_fingerprint_names_the_adapter(opened: tuple[Any, LanguageModel]) -> None:
    """With another adapter on the model is another one, and the same one each time."""
    _, model = opened
    found = [model.fingerprint()]
    for adapter in ("first", "second", BASE, "second"):
        with model.using(adapter):
            found.append(model.fingerprint())

    assert found[2] == found[4]
    assert 4 == len(set(found))
    assert found[0] == model.fingerprint()


def test_an_adapter_in_the_users_own_context(opened: tuple[Any, LanguageModel]) -> None:
    """A query's adapter is on even where the user has switched all of them off, and they stay off."""
    peft, model = opened
    expected = run([written(model, LOGITS, "second")], model)[0].value
    off = run([written(model, LOGITS, BASE)], model)[0].value

    with peft.disable_adapter():
        inside = run([written(model, LOGITS, "second"), written(model, LOGITS, None)], model)
        assert all(module._disable_adapters for module in peft.modules() if hasattr(module, "lora_A"))

    assert_same(expected, inside[0].value)
    assert_same(off, inside[1].value)


def test_adapters_are_named(opened: tuple[Any, LanguageModel]) -> None:
    """The model says which adapters it has, and refuses others by name."""
    _, model = opened
    assert {"first", "second"} == model.adapters
    with pytest.raises(SelectionError, match=r"has no adapter 'third'. It has 'first', 'second'"):
        run([written(model, LOGITS, "third")], model)


def test_a_model_without_adapters_takes_the_base() -> None:
    """Without any adapter `BASE` is the model itself, and a name is refused."""
    with Session((tiny_model("llama"), tiny_tokenizer())) as session:
        model = session.model
        assert frozenset() == model.adapters
        own, off = run([written(model, LOGITS, None), written(model, LOGITS, BASE)], model)
        assert_same(own.value, off.value)
        with pytest.raises(SelectionError, match="It has none"):
            run([written(model, LOGITS, "first")], model)


def test_a_merged_adapter_is_refused() -> None:
    """Merged weights cannot be run without their adapter, so they are not written to but refused."""
    peft = with_adapters("llama")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peft.merge_adapter()
    before = state_of(peft)
    model = reference(peft)
    with pytest.raises(UnsupportedModel, match="merged into the weights"):
        run([written(model, LOGITS, BASE)], model)
    assert_unchanged(before, peft)


def test_modules_saved_whole_are_switched() -> None:
    """An adapter that comes with an embedding matrix of its own brings it along."""
    peft = with_adapters("llama", modules_to_save=["embed_tokens"])
    for name, weight in peft.named_parameters():
        if "modules_to_save.second" in name:
            weight.data.mul_(-2)
    kinds = {"first": "first", "second": "second", BASE: None}
    with Session((peft, tiny_tokenizer())) as session:
        results = run([written(session.model, LOGITS, adapter) for adapter in kinds], session.model)
        for name, result in zip(kinds.values(), results, strict=True):
            plain = reference(merged(peft, name))
            assert_same(run([written(plain, LOGITS, None)], plain)[0].value, result.value)


class Mixing(torch.nn.Linear):
    """A part of an adapter that lets the rows of a batch change each other."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the product with the mean of all rows added."""
        out = super().forward(x)
        return out + out.mean(0, keepdim=True)


def test_a_model_is_checked_with_each_adapter_before_it_answers() -> None:
    """One that is not served exactly is refused by name, however it is asked; others and none are served."""
    peft = with_adapters("llama")
    for module in peft.modules():
        if isinstance(module, torch.nn.Linear) and module in _parts(peft, "second"):
            module.__class__ = Mixing
    session = Session((peft, tiny_tokenizer()))
    model, says = (
        session.model,
        "with the adapter 'second', and it lets the rows of a batch change each other",
    )

    for attempt in (
        lambda: run([written(model, LOGITS, "second")], model),
        lambda: forced_logits([written(model, LOGITS, "second")], [()], model),
        lambda: session.run("the cat", adapter="second"),
        lambda: session.ask(session.run("the cat"), 1, 1, Patchscope("x is", adapter="second")),
    ):
        with pytest.raises(UnsupportedModel, match=says):
            attempt()
    for name, kind in (("first", "first"), (BASE, None), (None, "first")):
        plain = reference(merged(peft, kind))
        alone = run([Query(IDS, written(model, LOGITS, name).writes, LOGITS)], plain)[0]
        assert_same(alone.value, run([written(model, LOGITS, name)], model)[0].value)
    assert model.rows_join


def test_an_adapter_is_checked_once() -> None:
    """As long as the model is made of the same parts."""
    session = Session((with_adapters("llama"), tiny_tokenizer()))
    passes = []
    for _ in range(3):
        before = session.model.forward_passes
        run([written(session.model, LOGITS, "second")], session.model)
        passes.append(session.model.forward_passes - before)

    assert passes[0] > passes[1] == passes[2]


def _parts(peft: Any, adapter: str) -> list[torch.nn.Module]:
    return [module for name, module in peft.named_modules() if name.endswith(f"lora_B.{adapter}")]


def test_a_backend_has_the_engines_adapters_and_gradients(opened: tuple[Any, LanguageModel]) -> None:
    """Names, a switch for reading, and the passes that training runs; one without them says so."""
    peft, model = opened
    backend = LocalBackend(model)
    asked = [written(model, LOGITS, "second")]

    assert frozenset({"first", "second"}) == backend.adapters
    torch.testing.assert_close(
        forced_logits(asked, [(5,)], model)[0], backend.forced_logits(asked, [(5,)])[0]
    )
    torch.testing.assert_close(forced_states(asked, [2], model)[0], backend.forced_states(asked, [2])[0])
    plainly = backend.fingerprint()
    with backend.using("second"):
        assert plainly != backend.fingerprint()
        (states,) = backend.capture([IDS], [2])
    with torch.no_grad():
        own = merged(peft, "second")(torch.tensor([IDS]), output_hidden_states=True).hidden_states[2][0]
    torch.testing.assert_close(own, states[0], atol=1e-4, rtol=1e-4)

    fake = FakeBackend()
    for attempt in (lambda: fake.forced_logits(asked, [()]), lambda: fake.forced_states(asked, [1])):
        with pytest.raises(
            UnsupportedModel,
            match="Training needs 'gradients', and the backend of fake can do this: cancel, capture",
        ):
            attempt()
