"""What stands after the last block, read a part of the vocabulary at a time, is the model's own."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peft import LoraConfig, get_peft_model
from torch import nn

from latentlens.engine import next_tokens
from latentlens.engine.next_tokens import ReadSite, contrasted, token_logprobs
from latentlens.engine.plan import plan
from latentlens.engine.query import Generate, NextToken, Query, Score, Write
from latentlens.engine.run import run
from latentlens.errors import Cancelled
from latentlens.model import unembedding
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from plain import Plain
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer

IDS = [5, 9, 33, 7, 200, 41]


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest) -> LanguageModel:
    """Return a model of each architecture."""
    return open_model((tiny_model(request.param), tiny_tokenizer()))


@pytest.fixture
def llama() -> LanguageModel:
    """Return one that a test may change."""
    return open_model((tiny_model("llama"), tiny_tokenizer()))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let parts and blocks be so small that a tiny vocabulary and a few rows make several of them."""
    for name, size in (("_CPU_BLOCK", 32), ("_CPU_LOGITS", 256), ("_ROWS", 4), ("_NORMED", 3)):
        monkeypatch.setattr(unembedding, name, size)
    monkeypatch.setattr(next_tokens, "_ROWS_COPIED", 2)


def own(model: LanguageModel, states: torch.Tensor) -> torch.Tensor:
    """Return the logits of transformers' own forward pass with the last block's output replaced."""
    with torch.no_grad():
        return Plain(model.hf_model).unembedded(states)


@pytest.mark.usefixtures("small")
def test_logits_of_parts_are_the_models_own(opened: LanguageModel) -> None:
    """In several blocks and parts, with soft caps where there are any, on every architecture."""
    states = 20 * torch.randn(11, opened.d_model, generator=torch.Generator().manual_seed(0))
    expected = own(opened, states)

    assert opened.unembedding._postprocess() is not None  # else the whole model would be compared with itself
    torch.testing.assert_close(opened.unembedding.logits(states), expected, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(opened.forward([IDS]), opened.all_logits([IDS])[:, -1], atol=1e-5, rtol=1e-5)


@pytest.mark.usefixtures("small")
def test_top_tokens_are_those_of_all_logits(opened: LanguageModel) -> None:
    """Fewer than a part has, more than it has, and more than there are."""
    states = torch.randn(9, opened.d_model, generator=torch.Generator().manual_seed(1))
    expected = own(opened, states).log_softmax(-1)

    for k in (1, 5, 50, 1000):
        ids, values = next_tokens.top_tokens(opened.unembedding, states, k)
        best = expected.topk(min(k, expected.shape[1]))
        torch.testing.assert_close(values, best.values, atol=1e-5, rtol=0)
        torch.testing.assert_close(expected.gather(-1, ids), best.values, atol=1e-5, rtol=0)
        assert all(len(set(row)) == len(row) for row in ids.tolist())


@pytest.mark.usefixtures("small")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_wanted_tokens_are_read_where_they_are_wanted(opened: LanguageModel, data: st.DataObject) -> None:
    """Any tokens after any states, some of them contrasted, equal the log-softmax of all logits."""
    n = data.draw(st.integers(1, 9))
    states = 3 * torch.randn(n, opened.d_model, generator=torch.Generator().manual_seed(n))
    row = st.integers(0, n - 1)
    places = st.builds(ReadSite, row, row, st.sampled_from([0.0, 0.0, 0.5]))
    wanted = data.draw(st.lists(st.tuples(places, st.integers(0, 319)), min_size=1, max_size=12))

    found = token_logprobs(opened.unembedding, states, wanted, lambda: None)

    logits = own(opened, states)
    for (place, token), value in zip(wanted, found, strict=True):
        expected = contrasted(logits[place.row], logits[place.unpatched], place.contrast)[token]
        assert pytest.approx(float(expected), abs=1e-4) == value


def test_tokens_that_cannot_follow_have_no_probability(llama: LanguageModel) -> None:
    """Where a part of the vocabulary, or all of a part, is at minus infinity, the rest sums to 1."""
    bias = torch.zeros(320)
    bias[:300] = -torch.inf
    llama.hf_model.lm_head.bias = nn.Parameter(bias)
    states = torch.randn(3, llama.d_model)

    for size in (32, 4096):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(unembedding, "_CPU_BLOCK", size)
            patch.setattr(unembedding, "_CPU_LOGITS", 1)
            ids, values = next_tokens.top_tokens(llama.unembedding, states, 20)
        assert int(ids.min()) >= 300
        torch.testing.assert_close(values.exp().sum(-1), torch.ones(3))


def queries(model: LanguageModel) -> Iterator[Query]:
    """Yield queries of every readout, several at the last layer."""
    torch.manual_seed(3)
    for readout in (
        NextToken(keep_logits=True),
        NextToken(3),
        Generate(4),
        Generate(3, contrast=0.5),
        Generate(3, temperature=1.0, seed=4),
        Score(((5, 6), (7,), (8, 9, 10))),
        Score(((5, 6), (7,)), contrast=0.5),
    ):
        yield Query(tuple(IDS), (), readout)
        for layer in (0, 2, model.n_layers):
            yield Query(tuple(IDS), (Write(layer, (5,), 2 * torch.randn(1, model.d_model)),), readout)


def test_any_other_unembedding_goes_through_the_model(
    opened: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the matrix cannot be trusted, the engine answers the same by way of the whole model."""
    asked = list(queries(opened))
    expected = [result.value for result in run(asked, opened)]
    monkeypatch.setattr(unembedding, "_plain", lambda _: False)
    monkeypatch.setattr(unembedding, "_WHOLE_BYTES", 3 * 4 * 320)

    for query, result, value in zip(asked, run(asked, opened), expected, strict=True):
        if isinstance(query.readout, NextToken):
            assert value.top_ids == result.value.top_ids
            assert pytest.approx(value.top_logprobs, abs=1e-5) == result.value.top_logprobs
        elif isinstance(query.readout, Generate):
            assert value.token_ids == result.value.token_ids
            assert pytest.approx(value.logprobs, abs=1e-5) == result.value.logprobs
        else:
            for one, other in zip(value.logprobs, result.value.logprobs, strict=True):
                assert pytest.approx(one, abs=1e-5) == other


def test_what_changes_after_opening_is_followed(llama: LanguageModel) -> None:
    """A listener, a soft cap, an adapter or a bias on the unembedding counts from the next reading on."""
    states = 5 * torch.randn(4, llama.d_model)
    seen = [llama.unembedding.logits(states)]
    unembed = llama.hf_model.lm_head

    handle = unembed.register_forward_hook(lambda *call: 2 * call[-1])
    seen.append(llama.unembedding.logits(states))
    torch.testing.assert_close(seen[-1], 2 * seen[0])
    handle.remove()
    unembed.bias = nn.Parameter(torch.arange(320.0))
    seen.append(llama.unembedding.logits(states))
    torch.testing.assert_close(seen[-1], seen[0] + torch.arange(320.0))
    unembed.bias = nn.Parameter(torch.zeros(320))
    llama.hf_model.config.final_logit_softcapping = 3.0  # llama's forward pass does not know it
    torch.testing.assert_close(llama.unembedding.logits(states), seen[0])


def test_an_adapter_on_the_unembedding_counts() -> None:
    """LoRA on the unembedding makes it more than one matrix."""
    torch.manual_seed(0)
    config = LoraConfig(r=2, init_lora_weights=False, target_modules=["lm_head"], task_type="CAUSAL_LM")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # PEFT reads a deprecated name of transformers
        peft = get_peft_model(tiny_model("llama"), config)
    model = open_model((peft, tiny_tokenizer()))
    states = torch.randn(4, model.d_model)

    assert model.unembedding._postprocess() is None
    torch.testing.assert_close(model.unembedding.logits(states), own(model, states), atol=1e-5, rtol=0)


@pytest.mark.usefixtures("small")
def test_reading_stops_between_parts(llama: LanguageModel) -> None:
    """Cancelled in the middle of a block's vocabulary, nothing more is computed."""
    calls: list[int] = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        next_tokens.top_tokens(llama.unembedding, torch.randn(9, llama.d_model), 5, check)
    assert 3 == len(calls)


def test_a_lens_takes_one_pass_of_one_row(llama: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that join after the last block run through no block, and are cut into chunks all the same."""
    rows: list[int] = []
    llama.blocks[1].register_forward_pre_hook(
        lambda _, args, kwargs: rows.append(len(args[0] if args else kwargs["hidden_states"])),
        with_kwargs=True,
    )
    asked = [
        Query((1,), (Write(llama.n_layers, (0,), torch.randn(1, llama.d_model)),), NextToken())
        for _ in range(1500)
    ]
    llama.forward([IDS])
    rows.clear()

    run(asked, llama)

    assert [1, 1] == rows
    (group,) = plan(asked, llama)
    assert [1024, 476] == [len(chunk) for chunk in group.chunks(llama, 2**30)]
