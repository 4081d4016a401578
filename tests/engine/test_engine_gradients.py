"""Training runs queries as asking does: the same write, the same answers, and gradients that are right."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model

from latentlens import Session
from latentlens.engine import prefill
from latentlens.engine.gradients import forced_logits, forced_states
from latentlens.engine.injection import Add, AddNormMatched, Interpolate, Replace
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Distribution, NextToken, Query, Score, Scores, Write
from latentlens.engine.run import run
from latentlens.engine.write import apply_writes, place_writes
from latentlens.errors import InputError, ModelError, SelectionError
from latentlens.mappings.affine import Affine
from latentlens.mappings.mapping import Rescale
from latentlens.model.adapters import BASE
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.model.positions import pads_exactly
from plain import Plain
from tiny import ARCHITECTURES, save_tiny, tiny_model, tiny_tokenizer

LOGITS = NextToken(keep_logits=True)
FOLLOWING = ((7, 9), (), (8,), (11, 12, 13))


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return an architecture's model as latentlens opens it, and as transformers alone does."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return open_model(directory), Plain(directory)


@pytest.fixture(scope="module")
def precise(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    """Return a model in float64; other architectures' norms run in float32 whatever the weights."""
    return open_model(save_tiny(tmp_path_factory.mktemp("gpt2"), "gpt2"), dtype="float64")


def queries_of_every_kind(model: LanguageModel, readout: Any) -> list[Query]:
    """Return queries onto targets of several lengths: every injection, several slots and layers, cuts."""
    random = torch.Generator().manual_seed(1)
    ids = (5, 6, 7, 8, 9, 10, 11)

    def vectors(n: int) -> torch.Tensor:
        return 2 * torch.randn(n, model.d_model, generator=random)

    return [
        Query(ids, (), readout),
        Query(ids, (Write(0, (0,), vectors(1)),), readout),
        Query(ids[:3], (Write(1, (2,), vectors(1), injection=AddNormMatched(2.0)),), readout),
        Query(ids[:5], (Write(2, (1, 3), vectors(2), mapping=Rescale("slot")),), readout),
        Query(ids, (Write(1, (4,), vectors(1)), Write(3, (4,), vectors(1), injection=Add(0.5))), readout),
        Query(ids[:4], (Write(2, (2,), vectors(1)), Write(2, (2,), vectors(1), injection=Add(2))), readout),
        Query(ids[:6], (Write(model.n_layers, (5,), vectors(1), injection=Interpolate(0.3)),), readout),
        Query(ids, (), readout, (Knockout((1,), (1, 3)),)),
        Query(ids, (Write(2, (3,), vectors(1)),), readout, position_ids=(0, 1, 2, 10, 11, 12, 13)),
    ]


# --- one write --------------------------------------------------------------------------------------------


def test_training_writes_what_asking_writes(opened: tuple) -> None:
    """Into equal slots both write exactly the same bits: every injection, mapping and order of writes."""
    model, _ = opened
    states = torch.randn(1, 7, model.d_model, generator=torch.Generator().manual_seed(2))
    for query in queries_of_every_kind(model, LOGITS):
        for placed in place_writes([query.writes], [0]).values():
            with torch.no_grad():
                asked = apply_writes(states.clone(), placed, lambda *_: None)
            trained = apply_writes(states, placed)
            assert torch.equal(asked, trained)
            assert not torch.equal(states, trained)


def test_the_stream_after_a_write_is_one(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """What asking and training hold in the slots, in the model that runs, is the same to the last bit where
    the slots were the same before: as vectors replace them."""
    model, _ = opened
    ids, vector = (5, 6, 7, 8), torch.randn(1, model.d_model)
    seen: list[torch.Tensor] = []
    right = prefill.apply_writes

    def watched(residual: torch.Tensor, writes: Sequence[Any], record: Any) -> torch.Tensor:
        after = right(residual, writes, record)
        seen.extend(after[placed.row, list(placed.columns)].clone() for placed in writes)
        return after

    monkeypatch.setattr(prefill, "apply_writes", watched)
    for layer in range(model.n_layers + 1):
        query = Query(ids, (Write(layer, (2,), vector),), LOGITS)
        run([query], model)
        (states,) = forced_states([query], [layer], model)
        assert torch.equal(seen[-1], states[0, [2]].detach())
        assert torch.equal(vector, seen[-1])


# --- one answer -------------------------------------------------------------------------------------------


def test_training_answers_what_asking_answers(opened: tuple) -> None:
    """Logits after every target, and scores of what follows, are those of `run`: ragged, cut and moved."""
    model, _ = opened
    queries = queries_of_every_kind(model, LOGITS)
    following = [FOLLOWING[i % len(FOLLOWING)] for i in range(len(queries))]

    logits = forced_logits(queries, following, model)

    for query, more, found, result in zip(queries, following, logits, run(queries, model), strict=True):
        assert isinstance(result.value, Distribution)
        largest = float(result.value.logits.abs().max())
        torch.testing.assert_close(found[0].detach(), result.value.logits, atol=2e-5 * largest, rtol=0)
        assert len(found) == len(more) + 1
        if more:
            score = Query(query.target_ids, query.writes, Score((more,)), query.knockouts)
            scored = run([Query(*_fields(score, query))], model)[0].value
            assert isinstance(scored, Scores)
            own = torch.log_softmax(found[:-1].detach(), -1).gather(-1, torch.tensor(more)[:, None])[:, 0]
            assert pytest.approx(scored.logprobs[0], abs=1e-4) == own.tolist()


def _fields(score: Query, query: Query) -> tuple[Any, ...]:
    return (score.target_ids, score.writes, score.readout, score.knockouts, None, query.position_ids)


def test_training_answers_what_transformers_answers(opened: tuple) -> None:
    """The same, against transformers alone with plain hooks: logits and the gradient to the vector."""
    model, plain = opened
    ids, more = (5, 6, 7, 8, 9), (7, 11)
    vector = (2 * torch.randn(1, model.d_model, generator=torch.Generator().manual_seed(1))).requires_grad_()
    for injection in (Replace(), Add(0.5), AddNormMatched(2.0)):
        query = Query(ids, (Write(2, (2,), vector, injection=injection),), LOGITS)
        with plain.patched(query):
            expected = plain.hf(torch.tensor([[*ids, *more]]), use_cache=False).logits[0, -3:]
        weights = torch.randn(expected.shape, generator=torch.Generator().manual_seed(2))
        (theirs,) = torch.autograd.grad((expected * weights).sum(), [vector])

        (logits,) = forced_logits([query], [more], model)
        (ours,) = torch.autograd.grad((logits * weights).sum(), [vector])

        torch.testing.assert_close(logits, expected, atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(ours, theirs, atol=1e-3 * float(theirs.abs().max()), rtol=1e-3)


def test_states_are_those_of_capture(opened: tuple) -> None:
    """Unwritten, the states are what capture reads, of prompts of different length."""
    model, _ = opened
    prompts = [(5, 6, 7, 8, 9, 10), (5, 6), (9, 8, 7, 6)]
    found = forced_states([Query(ids, (), LOGITS) for ids in prompts], [0, 2, model.n_layers], model)

    for ids, states in zip(prompts, found, strict=True):
        expected = model.capture(ids, [0, 2, model.n_layers])
        largest = float(expected.abs().max())
        torch.testing.assert_close(states.detach(), expected, atol=1e-5 * largest, rtol=0)


def test_equal_queries_keep_their_own_gradients(opened: tuple) -> None:
    """Two vectors with equal numbers are two leaves: each gets its own gradient."""
    model, _ = opened
    one, other = (torch.ones(1, model.d_model, requires_grad=True) for _ in range(2))
    queries = [Query((5, 6, 7), (Write(1, (1,), vector),), LOGITS) for vector in (one, other)]

    logits = forced_logits(queries, [(), ()], model)
    first, second = torch.autograd.grad(logits[0][0, 3] + 2 * logits[1][0, 3], [one, other])

    torch.testing.assert_close(2 * first, second, rtol=1e-4, atol=1e-6)
    assert float(first.abs().max()) > 0


# --- finite differences -----------------------------------------------------------------------------------


def differences(loss: Callable[[], torch.Tensor], parameter: torch.Tensor, entries: int = 24) -> torch.Tensor:
    """Return by how much a loss moves with some entries of a parameter, which is changed and put back."""
    flat, found = parameter.data.view(-1), []
    chosen = torch.randperm(flat.numel(), generator=torch.Generator().manual_seed(0))[:entries]
    with torch.no_grad():
        for i in chosen.tolist():
            before, step = float(flat[i]), 1e-5
            flat[i] = before + step
            up = float(loss())
            flat[i] = before - step
            down = float(loss())
            flat[i] = before
            found.append((up - down) / (2 * step))
    return torch.stack([chosen.double(), torch.tensor(found, dtype=torch.float64)])


def assert_gradients(loss: Callable[[], torch.Tensor], parameters: dict[str, torch.Tensor]) -> None:
    """Assert that autograd's gradients are those of finite differences, and not nothing."""
    with torch.enable_grad():
        gradients = torch.autograd.grad(loss(), list(parameters.values()))
    for (name, parameter), gradient in zip(parameters.items(), gradients, strict=True):
        where, expected = differences(loss, parameter)
        found = gradient.view(-1)[where.long()]
        scale = float(expected.abs().max())
        assert scale > 1e-7, name
        torch.testing.assert_close(found, expected, atol=1e-5 * scale, rtol=1e-5, msg=name)


def read(queries: list[Query], model: LanguageModel) -> torch.Tensor:
    """Return a loss over what follows ragged targets: minus the log-probability of every token."""
    following = [FOLLOWING[i % len(FOLLOWING)] for i in range(len(queries))]
    total = torch.zeros((), dtype=torch.float64)
    for logits, more in zip(forced_logits(queries, following, model), following, strict=True):
        wanted = torch.tensor([*more, 3])
        total = total - torch.log_softmax(logits, -1).gather(-1, wanted[:, None]).sum()
    return total


@pytest.mark.parametrize("injection", [Replace(), Add(0.5), AddNormMatched(2.0), Interpolate(0.3)], ids=repr)
def test_gradients_to_sources_and_mappings_are_finite_differences(
    precise: LanguageModel, injection: Any
) -> None:
    """In float64, of ragged targets in one batch, at several layers and slots."""
    model, random = precise, torch.Generator().manual_seed(1)

    def leaf(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=random, dtype=torch.float64).requires_grad_()

    one, two, matrix, bias = leaf(1, 32), leaf(2, 32), leaf(32, 32), leaf(32)

    def loss() -> torch.Tensor:
        mapping = Mapped(matrix, bias)
        return read(
            [
                Query((5, 6, 7, 8, 9), (Write(1, (2,), one, mapping, injection),), LOGITS),
                Query((5, 6, 7), (Write(2, (0, 2), two, injection=injection),), LOGITS),
                Query(
                    (9, 8, 7, 6), (Write(0, (1,), one), Write(3, (1,), two[:1], mapping, injection)), LOGITS
                ),
            ],
            model,
        )

    assert_gradients(loss, {"one": one, "two": two, "matrix": matrix, "bias": bias})


class Mapped:
    """A mapping whose matrix and bias are being trained."""

    def __init__(self, matrix: torch.Tensor, bias: torch.Tensor) -> None:
        self.matrix, self.bias = matrix, bias

    def __call__(self, vectors: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        """Return the affine map of the vectors."""
        del slots
        return vectors @ self.matrix.T + self.bias

    def d_target(self, d_source: int) -> int:
        """Return the width of what it gives."""
        return d_source


def adapted(dtype: torch.dtype) -> Any:
    """Return a PEFT model with two adapters, both to be trained."""
    config = LoraConfig(r=2, target_modules=["c_attn"], init_lora_weights=False, fan_in_fan_out=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        torch.manual_seed(3)
        peft = get_peft_model(tiny_model("gpt2"), config, adapter_name="first")
        peft.add_adapter("second", config)
    for name, weight in peft.named_parameters():
        weight.requires_grad_("lora" in name)
    return peft.to(dtype).eval()


def test_gradients_to_adapter_weights_are_finite_differences() -> None:
    """The adapter that a query names is trained, and no other; off, none is."""
    peft = adapted(torch.float64)
    with Session((peft, tiny_tokenizer())) as session:
        model = session.model
        vector = torch.randn(1, 32, dtype=torch.float64)

        def loss() -> torch.Tensor:
            query = Query((5, 6, 7), (Write(1, (1,), vector),), LOGITS, adapter="second")
            return read([query, Query((5, 6, 7, 8), (), LOGITS, adapter="second")], model)

        weights = {name: w for name, w in peft.named_parameters() if "lora" in name and ".0." in name}
        own = {name: w for name, w in weights.items() if "second" in name}
        assert 2 == len(own)
        assert_gradients(loss, own)
        other = [w for name, w in weights.items() if "first" in name]
        assert all(g is None for g in torch.autograd.grad(loss(), other, allow_unused=True))
        off = forced_logits([Query((5, 6), (), LOGITS, adapter=BASE)], [()], model)
        assert not off[0].requires_grad
        assert all(weight.grad is None for weight in peft.parameters())


def test_gradients_flow_from_a_decoder_to_the_states_it_reads(precise: LanguageModel) -> None:
    """A vector that steers the source moves what a decoder says of its states, as finite differences do."""
    model = precise
    steer = torch.randn(1, 32, dtype=torch.float64).requires_grad_()

    def loss() -> torch.Tensor:
        source = Query((5, 6, 7, 8), (Write(1, (1,), steer, injection=Add(0.5)),), LOGITS)
        (states,) = forced_states([source], [2], model)
        return read([Query((9, 8, 7), (Write(1, (1,), states[0, 3:]),), LOGITS)], model)

    assert_gradients(loss, {"steer": steer})


def test_adapters_of_one_call_are_each_their_own() -> None:
    """Queries with different adapters in one call answer as `run` does, each with its own."""
    peft = adapted(torch.float32)
    with Session((peft, tiny_tokenizer())) as session:
        model = session.model
        kinds = ("first", BASE, "second", None, "second")
        queries = [Query((5, 6, 7, 8)[: 2 + i % 3], (), LOGITS, adapter=kind) for i, kind in enumerate(kinds)]
        found = forced_logits(queries, [()] * len(queries), model)
        for logits, result in zip(found, run(queries, model), strict=True):
            torch.testing.assert_close(logits[0].detach(), result.value.logits, atol=1e-4, rtol=1e-4)


# --- manners ----------------------------------------------------------------------------------------------


def test_without_gradients_there_is_no_graph(precise: LanguageModel) -> None:
    """Inside `torch.no_grad()` nothing is recorded, and nothing is left in the model's weights either way."""
    vector = torch.randn(1, 32, requires_grad=True)
    query = Query((5, 6, 7), (Write(1, (1,), vector),), LOGITS)
    with torch.no_grad():
        (logits,) = forced_logits([query], [()], precise)
    assert not logits.requires_grad
    (logits,) = forced_logits([query], [()], precise)
    torch.autograd.grad(logits.sum(), [vector])
    assert all(weight.grad is None for weight in precise.hf_model.parameters())


def test_what_cannot_be_run_is_refused(precise: LanguageModel) -> None:
    """A layer that does not exist, a slot outside of its target, and tokens for other queries."""
    query = Query((5, 6, 7), (Write(1, (3,), torch.ones(1, 32)),), LOGITS)
    with pytest.raises(SelectionError, match="Slot 3 is outside"):
        forced_logits([query], [()], precise)
    with pytest.raises(SelectionError, match="Layer 5 does not exist"):
        forced_states([Query((5,), (), LOGITS)], [5], precise)
    with pytest.raises(InputError, match="2 continuations were given for 1 queries"):
        forced_logits([Query((5,), (), LOGITS)], [(), ()], precise)


def test_weights_of_inference_mode_are_refused() -> None:
    """Where torch keeps no graph of the weights it is said so."""
    with torch.inference_mode():
        hf_model = tiny_model("llama")
    with Session((hf_model, tiny_tokenizer())) as session, pytest.raises(ModelError, match="inference_mode"):
        forced_logits([Query((5,), (), LOGITS)], [()], session.model)


def test_a_checkpoint_stops_a_pass(precise: LanguageModel) -> None:
    """What a checkpoint raises at a written layer ends the pass and leaves no hook."""

    def stop() -> None:
        raise KeyboardInterrupt

    query = Query((5, 6, 7), (Write(1, (1,), torch.ones(1, 32)),), LOGITS)
    with pytest.raises(KeyboardInterrupt):
        forced_logits([query], [()], precise, checkpoint=stop)
    assert not any(block._forward_pre_hooks for block in precise.blocks)


def test_rows_are_padded_at_their_end_or_on_the_left(opened: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both give the same logits and states; on the left where an end would not be exact."""
    model, _ = opened
    queries = queries_of_every_kind(model, LOGITS)[:7]
    following = [FOLLOWING[n % 4] for n in range(7)]
    masks: list[bool] = []
    states = model.states

    def seen(*args: Any, **kwargs: Any) -> Any:
        masks.append(kwargs.get("attention_mask") is not None)
        return states(*args, **kwargs)

    monkeypatch.setattr(model, "states", seen)

    def found() -> list[torch.Tensor]:
        with torch.no_grad():
            return [*forced_logits(queries, following, model), *forced_states(queries, [0, 2], model)]

    at_end = found()
    assert not (model.rows_pad and any(masks))
    monkeypatch.setattr(model, "rows_pad", False)
    for one, other in zip(at_end, found(), strict=True):
        assert one.shape == other.shape
        assert float((one - other).abs().max()) <= 1e-4 * max(1, float(other.abs().max()))
    assert any(masks) == pads_exactly(model)


def test_an_affine_mapping_is_trained_as_asked(opened: tuple) -> None:
    """A fitted mapping of the library answers in training what it answers in asking."""
    model, _ = opened
    random = torch.Generator().manual_seed(4)
    matrix, bias = (torch.randn(*shape, generator=random) / 6 for shape in ((32, 32), (32,)))
    query = Query((5, 6, 7), (Write(2, (1,), torch.ones(1, 32), Affine(matrix, bias)),), LOGITS)

    (logits,) = forced_logits([query], [()], model)

    torch.testing.assert_close(logits[0].detach(), run([query], model)[0].value.logits, atol=1e-4, rtol=1e-4)
