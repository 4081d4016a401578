"""Fitted mappings against numpy, scikit-learn and plain transformers."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import pathlib
import random
import threading
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, PreTrainedModel

from latentlens.errors import Cancelled, InputError, MappingError
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.training import translators as gradient
from latentlens.training.corpus import Corpus, split
from latentlens.training.least_squares import fit_least_squares
from latentlens.training.moments import Moments
from latentlens.training.states import BATCH_TOKENS, batches
from latentlens.training.translator import Translator
from latentlens.training.translators import fit_translators
from tiny import ARCHITECTURES, save_tiny, tiny_model, tiny_tokenizer


def texts(n: int, *, seed: int = 0) -> list[str]:
    """Return documents of random letters, of 10 to 30 tokens."""
    draw = random.Random(seed)
    return [
        "".join(draw.choices("abcdefghijklmnopqrstuvwxyz     ", k=draw.randint(12, 32))) for _ in range(n)
    ]


class Plain:
    """The independent reference: transformers alone, with plain torch hooks."""

    def __init__(self, hf_model: PreTrainedModel) -> None:
        self.hf = hf_model
        base = hf_model.base_model
        self.blocks: list[nn.Module] = list(base.h if hasattr(base, "h") else base.layers)

    @torch.no_grad()
    def states(self, rows: list[tuple[int, ...]]) -> list[np.ndarray]:
        """Return every layer's residual stream at all tokens but <bos>, which is token 0, in float64."""
        kept: list[list[np.ndarray]] = [[] for _ in range(len(self.blocks) + 1)]
        for row in rows:
            with contextlib.ExitStack() as stack:
                for layer, block in enumerate(self.blocks):

                    def before(_: Any, args: Any, kwargs: Any, layer: int = layer, row: Any = row) -> None:
                        hidden = args[0] if args else kwargs["hidden_states"]
                        kept[layer].extend(
                            h.double().numpy() for h, i in zip(hidden[0], row, strict=True) if i
                        )

                    handle = block.register_forward_pre_hook(before, with_kwargs=True)
                    stack.callback(handle.remove)

                def after(_: Any, __: Any, out: Any, row: Any = row) -> None:
                    hidden = out[0] if isinstance(out, tuple) else out
                    kept[-1].extend(h.double().numpy() for h, i in zip(hidden[0], row, strict=True) if i)

                stack.callback(self.blocks[-1].register_forward_hook(after).remove)
                self.hf(torch.tensor([row]), use_cache=False)
        return [np.stack(layer) for layer in kept]

    def logits(self, last: Tensor) -> Tensor:
        """Return what the model says if its last block gives these vectors, gradients and all."""

        def replace(_: Any, __: Any, out: Any) -> Any:
            return (last[:, None], *out[1:]) if isinstance(out, tuple) else last[:, None]

        handle = self.blocks[-1].register_forward_hook(replace)
        try:
            return self.hf(torch.full((len(last), 1), 5), use_cache=False).logits[:, 0]
        finally:
            handle.remove()


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return an architecture's model as latentlens opens it, and as transformers alone does."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    plain = AutoModelForCausalLM.from_pretrained(directory, attn_implementation="eager").eval()
    return open_model(directory), Plain(plain)


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> tuple[LanguageModel, Plain]:
    """Return one architecture, for what does not depend on it."""
    directory = save_tiny(tmp_path_factory.mktemp("llama"), "llama")
    plain = AutoModelForCausalLM.from_pretrained(directory, attn_implementation="eager").eval()
    return open_model(directory), Plain(plain)


@pytest.fixture(scope="module")
def corpus(llama: tuple[LanguageModel, Plain]) -> Corpus:
    """Return a small corpus for the tiny tokenizer."""
    return split(texts(24), llama[0], row_tokens=24, held_out=0.2)


# the corpus


@settings(max_examples=25, deadline=None)
@given(data=st.data(), seed=st.integers(0, 5), row_tokens=st.integers(2, 20), share=st.floats(0.01, 0.99))
def test_a_split_loses_and_mixes_nothing(
    llama: tuple[LanguageModel, Plain], data: st.DataObject, seed: int, row_tokens: int, share: float
) -> None:
    """Every token of every document is in one row of one side, whatever the order; equal ones together."""
    model, _ = llama
    pool = data.draw(st.lists(st.text("abc ", min_size=1, max_size=40), min_size=2, max_size=9))
    if len(set(pool)) < 2:
        return
    given_texts = pool + pool[:2]
    options: dict[str, Any] = {"seed": seed, "row_tokens": row_tokens, "held_out": share}

    one = split(given_texts, model, **options)
    other = split(iter(given_texts[::-1]), model, **options)

    assert sorted(given_texts) == sorted(d.text for d in (*one.fit, *one.held_out))
    assert set() == {d.token_ids for d in one.fit} & {d.token_ids for d in one.held_out}
    assert {d.text for d in one.held_out} == {d.text for d in other.held_out}
    assert one.fit
    assert one.held_out
    for document in one.fit:
        rows = one.rows([document])
        assert max(map(len, rows)) <= row_tokens
        assert {0} == {row[0] for row in rows}
        assert model.tokenizer.encode(document.text) == [0, *itertools.chain(*(row[1:] for row in rows))]
        assert len(document.token_ids) == one.count([document])


def test_another_seed_holds_out_others(llama: tuple[LanguageModel, Plain]) -> None:
    """The seed decides which documents are held out."""
    model, _ = llama

    held_out = [{d.text for d in split(texts(40), model, seed=seed).held_out} for seed in range(3)]

    assert 4 == len(held_out[0])
    assert held_out[0] != held_out[1] != held_out[2]


@pytest.mark.parametrize(
    ("given_texts", "options", "message"),
    [
        ("one long text", {}, "one text was given"),
        ([], {}, "0 different documents with 0 tokens, and at least 2"),
        (["same", "same", ""], {}, "1 different documents with [0-9] tokens"),
        (["a", 7], {}, "one of them is a int"),
        (["a", "b"], {"held_out": 1.0}, "share between 0 and 1"),
        (["a", "b"], {"row_tokens": 1}, "at least 2; got 1"),
    ],
)
def test_what_is_no_corpus_is_refused(
    llama: tuple[LanguageModel, Plain], given_texts: Any, options: dict[str, Any], message: str
) -> None:
    """Too few documents, and what is not several texts, are refused with what was given."""
    with pytest.raises(InputError, match=message):
        split(given_texts, llama[0], **options)


def test_batches_hold_every_row_once_and_need_no_padding() -> None:
    """Rows that run together are equally long, few enough to fit, and all there."""
    draw = random.Random(0)
    rows = [tuple(draw.choices(range(9), k=draw.choice([3, 5, 200]))) for _ in range(50)]

    made = list(batches(rows))

    assert sorted(rows) == sorted(itertools.chain(*made))
    assert all(1 == len({len(row) for row in batch}) for batch in made)
    assert max(len(batch) * len(batch[0]) for batch in made) <= BATCH_TOKENS
    assert len(made) < 15


# second moments and their solution


@settings(max_examples=30, deadline=None)
@given(
    d_source=st.integers(1, 8),
    d_target=st.integers(1, 6),
    cuts=st.lists(st.integers(0, 40), max_size=4),
    far=st.sampled_from([0.0, 1.0, 1e4]),
    bias=st.booleans(),
    seed=st.integers(0, 999),
)
def test_the_solution_equals_numpy_lstsq(
    d_source: int, d_target: int, cuts: list[int], far: float, bias: bool, seed: int
) -> None:
    """Moments of batches of any sizes, even none, give numpy's least squares on all the data at once."""
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(40, d_source)) * np.logspace(-2, 2, d_source) + far
    y = x @ draw.normal(size=(d_source, d_target)) + draw.normal(size=(40, d_target)) + 3
    padded = np.hstack([x, np.ones((40, 1))]) if bias else x
    expected = np.linalg.lstsq(padded, y, rcond=None)[0]

    moments = Moments(d_source, d_target)
    for start, end in itertools.pairwise([0, *sorted(cuts), 40]):
        moments.add(torch.tensor(x[start:end]), torch.tensor(y[start:end]))
    solution = moments.solve(bias=bias)

    observed = x @ solution.matrix.numpy().T + solution.bias.numpy()
    np.testing.assert_allclose(padded @ expected, observed, atol=1e-6 * np.abs(y).max())
    if far < 1e4:
        np.testing.assert_allclose(expected[:d_source].T, solution.matrix, rtol=1e-4, atol=1e-4)
    assert bias or not solution.bias.any()


def test_ridge_equals_scikit_learn() -> None:
    """The penalty is scikit-learn's on standardised coordinates, with alpha = ridge * n."""
    draw = np.random.default_rng(0)
    x = draw.normal(size=(30, 5)) * [0.1, 1, 10, 1, 1] + 2
    y = x @ draw.normal(size=(5, 3)) + draw.normal(size=(30, 3))
    scaler = StandardScaler().fit(x)
    expected = Ridge(alpha=0.3 * 30).fit(scaler.transform(x), y)

    moments = Moments(5, 3)
    moments.add(torch.tensor(x), torch.tensor(y))
    solution = moments.solve(bias=True, ridge=0.3)

    np.testing.assert_allclose(expected.coef_ / scaler.scale_, solution.matrix, rtol=1e-8)
    np.testing.assert_allclose(
        expected.predict(scaler.transform(x)), x @ solution.matrix.numpy().T + solution.bias.numpy()
    )


@pytest.mark.parametrize("bias", [True, False])
def test_dependent_coordinates_give_a_small_map_that_fits_as_well(bias: bool) -> None:
    """Where coordinates repeat or never move, the map predicts as well as numpy's, and is small."""
    draw = np.random.default_rng(1)
    free = draw.normal(size=(50, 3))
    x = np.hstack([free, free @ draw.normal(size=(3, 2)), np.full((50, 1), 7.0), np.zeros((50, 1))])
    x = x.astype(np.float32).astype(float)
    y = free @ draw.normal(size=(3, 4)) + draw.normal(size=(50, 4))
    padded = np.hstack([x, np.ones((50, 1))]) if bias else x
    expected = padded @ np.linalg.lstsq(padded, y, rcond=1e-5)[0]

    moments = Moments(7, 4)
    moments.add(torch.tensor(x), torch.tensor(y))
    solution = moments.solve(bias=bias)

    assert (3 if bias else 4) == solution.rank
    np.testing.assert_allclose(expected, x @ solution.matrix.numpy().T + solution.bias.numpy(), atol=1e-5)
    assert float(solution.matrix.abs().max()) < 10
    assert not solution.matrix[:, 6].any()


def test_activations_that_are_no_numbers_are_refused() -> None:
    """Moments of nothing, of NaN or of infinity have no solution, and say why."""
    for rows, message in (
        ([], "0 activations, and needs some"),
        ([[torch.nan]], "1 activations, which hold"),
    ):
        moments = Moments(1, 1)
        moments.add(torch.tensor(rows).reshape(-1, 1), torch.ones(len(rows), 1))
        with pytest.raises(InputError, match=message):
            moments.solve(bias=True)


def recovery_error(
    *, d_source: int = 24, d_target: int = 16, n_tokens: int = 400, bias: bool = True, seed: int = 0
) -> float:
    """Return how far a fit on exactly affine data is from the map that made them.

    The data come as a residual stream does: float32, in batches, coordinates of very different spread, and
    a mean far from zero.

    Args:
        d_source: the width of what is mapped.
        d_target: the width of what it is mapped to.
        n_tokens: how many vectors the fit sees.
        bias: whether the world has a bias, and the fit one to find it with.
        seed: seed of the random activations.

    Returns:
        The largest error of the matrix and the bias, as a share of their largest entry. Float32 rounding of
        the data alone makes it about 1e-5.
    """
    draw = torch.Generator().manual_seed(seed)
    matrix = torch.randn(d_target, d_source, generator=draw, dtype=torch.float64)
    shift = torch.randn(d_target, generator=draw, dtype=torch.float64) * bias
    spread = torch.logspace(-1, 1, d_source, dtype=torch.float64)
    moments = Moments(d_source, d_target)
    while moments.n < n_tokens:
        x = torch.randn(min(64, n_tokens - moments.n), d_source, generator=draw, dtype=torch.float64)
        x = ((x + 2) * spread).float()
        moments.add(x, (x.double() @ matrix.T + shift).float())
    solution = moments.solve(bias=bias)
    wrong = max((solution.matrix - matrix).abs().max(), (solution.bias - shift).abs().max())
    return float(wrong / max(matrix.abs().max(), shift.abs().max()))


def test_a_known_map_is_found_again() -> None:
    """On exactly affine data the fit gives back the map that made them, between two widths."""
    assert recovery_error() < 1e-4
    assert recovery_error(bias=False, d_source=5, d_target=9, seed=3) < 1e-4
    assert recovery_error(n_tokens=25) < 1e-2  # one more than there are directions
    assert recovery_error(n_tokens=20) > 0.1  # too few: it cannot, and does not


# the whole fit


def test_fits_equal_lstsq_on_states_from_plain_hooks(opened: tuple) -> None:
    """Every layer's map is numpy's least squares on what plain torch hooks read, on every architecture."""
    model, plain = opened
    made = split(texts(24), model, row_tokens=24, held_out=0.2)
    x = plain.states(made.rows(made.fit))
    n = model.n_layers

    affine = fit_least_squares(model, made, target_layers=[2, n])
    linear = fit_least_squares(model, made, kind="linear", layers=[1])

    ones = np.ones((len(x[0]), 1))
    for layer, target_layer in itertools.product(range(n + 1), (2, n)):
        mapping = affine.at(layer, target_layer)
        if layer == target_layer:
            assert Identity() == mapping
            continue
        data = torch.tensor(x[layer], dtype=torch.float32)[:, None]
        padded = np.hstack([x[layer], ones])
        expected = padded @ np.linalg.lstsq(padded, x[target_layer], rcond=1e-7)[0]
        np.testing.assert_allclose(expected, mapping(data, data)[:, 0], atol=2e-3 * np.abs(expected).max())
    data = torch.tensor(x[1], dtype=torch.float32)[:, None]
    expected = x[1] @ np.linalg.lstsq(x[1], x[n], rcond=1e-7)[0]
    np.testing.assert_allclose(
        expected, linear.at(1, n)(data, data)[:, 0], atol=2e-3 * np.abs(expected).max()
    )


def test_the_unembedding_is_the_models_own(opened: tuple) -> None:
    """Logits and gradients equal those of the whole model with its last block's output replaced."""
    model, plain = opened
    torch.manual_seed(0)
    last = 3 * torch.randn(4, model.d_model)
    weights = torch.randn(4, model.vocab_size)
    theirs, ours = last.clone().requires_grad_(), last.clone().requires_grad_()
    expected = plain.logits(theirs)
    (expected * weights).sum().backward()

    observed = model.unembedding(ours)
    (observed * weights).sum().backward()

    torch.testing.assert_close(expected, observed, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(theirs.grad, ours.grad, atol=1e-4, rtol=1e-3)


@pytest.mark.parametrize(
    ("architecture", "setting"), [("granite", "logits_scaling"), ("cohere", "logit_scale")]
)
def test_logits_scaled_outside_of_a_module_are_found(
    architecture: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Models that scale their logits in their own code are read exactly, too."""
    monkeypatch.setitem(ARCHITECTURES, architecture, ARCHITECTURES["llama"])
    hf_model = tiny_model(architecture, num_hidden_layers=2, **{setting: 3.0})
    model = open_model((hf_model, tiny_tokenizer()))
    ids = [0, 5, 7]
    expected = model.all_logits([ids])[0]

    observed = model.unembedding(model.capture(ids, [2])[0])

    torch.testing.assert_close(expected, observed, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("kind", ["bias", "hook"])
def test_what_stands_after_the_last_block_is_the_models_own(kind: str) -> None:
    """An unembedding that is not one plain matrix goes through the whole model, gradients included."""
    hf_model = tiny_model("llama")
    head = hf_model.get_output_embeddings()
    if kind == "bias":
        head.bias = torch.nn.Parameter(torch.arange(320) / 100)
    else:
        head.register_forward_hook(lambda _, __, logits: logits + torch.arange(320) / 100)
    model = open_model((hf_model, tiny_tokenizer()))
    ids = [0, 5, 7]
    last = model.capture(ids, [model.n_layers])[0].requires_grad_()
    with torch.no_grad():
        expected = hf_model(torch.tensor([ids])).logits[0]

    observed = model.unembedding(last)
    (gradient,) = torch.autograd.grad(observed[:, 3].sum(), [last])

    torch.testing.assert_close(expected, observed, atol=1e-4, rtol=1e-4)
    moved = last.detach() + 1e-2 * gradient
    assert float((model.unembedding(moved) - observed)[:, 3].sum().detach()) > 0
    assert all(weight.grad is None for weight in hf_model.parameters())


def test_held_out_figures_equal_scikit_learn_and_the_whole_model(opened: tuple) -> None:
    """R², P@1, surprisal and KL are those of the mapped vectors in the plain model, on held-out tokens."""
    model, plain = opened
    made = split(texts(24), model, row_tokens=24, held_out=0.2)
    fitted = fit_least_squares(model, made, layers=[1])
    x = plain.states(made.rows(made.held_out))
    first = torch.tensor(x[1], dtype=torch.float32)
    mapped = fitted.at(1, model.n_layers)(first[:, None], first[:, None])[:, 0]
    with torch.no_grad():
        parts = [plain.logits(t) for t in (mapped, first, torch.tensor(x[-1], dtype=torch.float32))]
        lens, bare, own = (torch.log_softmax(part.double(), -1).numpy() for part in parts)
    said, every = lens.argmax(-1), range(len(own))

    (figures,) = fitted.report.layers

    assert (1, model.n_layers, model.d_model) == (figures.layer, figures.target_layer, figures.rank)
    r2 = r2_score(x[-1], mapped.numpy(), multioutput="variance_weighted")
    assert pytest.approx(r2, abs=1e-4) == figures.r2
    assert pytest.approx((said == own.argmax(-1)).mean()) == figures.p_at_1
    assert pytest.approx((bare.argmax(-1) == own.argmax(-1)).mean()) == figures.logit_lens_p_at_1
    assert pytest.approx(-own[every, said].mean(), abs=1e-4) == figures.surprisal
    assert pytest.approx((np.exp(own) * (own - lens)).sum(-1).mean(), abs=1e-4) == figures.kl
    assert pytest.approx((np.exp(own) * (own - bare)).sum(-1).mean(), abs=1e-4) == figures.logit_lens_kl
    assert (len(made.fit), len(made.held_out)) == fitted.report.documents
    assert len(x[0]) == fitted.report.tokens[1]


@pytest.mark.parametrize("fit", [fit_least_squares, fit_translators])
def test_held_out_documents_leave_no_mark_on_the_fit(
    llama: tuple[LanguageModel, Plain], corpus: Corpus, fit: Any
) -> None:
    """Poisoned held-out documents change the figures and not one bit of the mappings; the others do."""
    model, _ = llama
    options = {} if fit is fit_least_squares else {"steps": 2, "step_tokens": 50}
    other = split(texts(24, seed=9), model, row_tokens=24, held_out=0.2)

    own = fit(model, corpus, layers=[1], **options)
    poisoned = fit(model, dataclasses.replace(corpus, held_out=other.held_out), layers=[1], **options)
    changed = fit(model, dataclasses.replace(corpus, fit=other.fit), layers=[1], **options)

    assert own == poisoned
    assert own.report != poisoned.report
    assert own != changed
    assert own == fit(model, corpus, layers=[1], **options)


def test_the_beginning_of_a_text_is_left_out_unless_asked_for(llama: tuple[LanguageModel, Plain]) -> None:
    """Positions of <bos> go through the model but not into the fit, and can be taken in."""
    model, _ = llama
    without, with_bos = (split(texts(24), model, row_tokens=24, include_bos=b) for b in (False, True))
    n_rows = len(without.rows(without.fit))

    fits = [fit_least_squares(model, made, layers=[1]) for made in (without, with_bos)]

    assert n_rows == fits[1].report.tokens[0] - fits[0].report.tokens[0]
    assert fits[0] != fits[1]
    assert [False, True] == [fitted.report.settings["include_bos"] for fitted in fits]


def test_the_corpus_goes_through_the_model_once(llama: tuple[LanguageModel, Plain], corpus: Corpus) -> None:
    """Rows to fit on run once for all layers and targets; held-out rows once more, and one row as a check."""
    model, _ = llama
    runs = sum(len(list(batches(corpus.rows(side)))) for side in (corpus.fit, corpus.held_out))
    before = model.forward_passes

    fit_least_squares(model, corpus, target_layers=[1, 2])

    assert runs == model.forward_passes - before


def still(architecture: str, embeddings: Tensor, **sizes: Any) -> PreTrainedModel:
    """Return a model whose blocks do nothing, with given embeddings: its activations are its tokens'."""
    hf_model = tiny_model(architecture, hidden_size=embeddings.shape[1], **sizes)
    with torch.no_grad():
        for block in hf_model.base_model.layers:
            block.self_attn.o_proj.weight.zero_()
            block.mlp.down_proj.weight.zero_()
        hf_model.get_input_embeddings().weight.copy_(embeddings)
    return hf_model


@pytest.mark.parametrize("kind", ["affine", "linear"])
def test_the_map_between_two_models_of_a_known_world_is_found(kind: str) -> None:
    """Where another model's activations are an affine map of the first's, the fit is that map."""
    draw = torch.Generator().manual_seed(0)
    matrix, bias = (
        torch.randn(48, 32, generator=draw),
        5 * torch.randn(48, generator=draw) * (kind == "affine"),
    )
    embeddings = torch.randn(320, 32, generator=draw) + 2
    tokenizer = tiny_tokenizer()
    small = open_model((still("llama", embeddings), tokenizer))
    large = open_model((still("qwen2", embeddings @ matrix.T + bias, num_hidden_layers=3), tokenizer))
    made = split([chr(33 + i) + chr(34 + i) + chr(90 - i) for i in range(45)], small)

    fitted = fit_least_squares(small, made, kind=kind, layers=[0, 2], target=large, target_layers=[1, 3])

    for pair, mapping in fitted.mappings.items():
        torch.testing.assert_close(matrix, mapping.matrix, atol=1e-4, rtol=1e-4, msg=str(pair))
        if kind == "affine":
            torch.testing.assert_close(bias, mapping.bias, atol=1e-3, rtol=1e-3)
    assert 4 == len(fitted.mappings)
    assert all(figures.r2 > 0.99999 for figures in fitted.report.layers)
    assert [None, 1.0] == [figures.p_at_1 for figures in fitted.report.layers[:2]]
    assert (32, 48) == (fitted.provenance.d_source, fitted.provenance.d_target)
    fitted.check(small.fingerprint(), large.fingerprint(), "raw")
    with pytest.raises(MappingError, match="another source model"):
        fitted.check(large.fingerprint(), small.fingerprint(), "raw")


def test_models_that_see_other_tokens_are_refused(llama: tuple[LanguageModel, Plain], corpus: Corpus) -> None:
    """A target model whose tokenizer gives other ids, begins otherwise, or is too short, is refused."""
    model, _ = llama
    fewer = tiny_tokenizer()
    fewer.add_tokens(["e"])
    short = tiny_model("gpt2", n_positions=16)
    for pair, message in (
        ((tiny_model("llama", vocab_size=321), fewer), "has the ids .* in the corpus and"),
        (
            (tiny_model("llama"), tiny_tokenizer(adds_bos=False)),
            "begins its rows with token 0, and .* with None",
        ),
        ((short, tiny_tokenizer()), "rows of up to 24 tokens, and GPT2LMHeadModel takes 16"),
    ):
        with pytest.raises(InputError, match=message):
            fit_least_squares(model, corpus, target=open_model(pair))


def test_too_small_a_corpus_is_refused_with_its_numbers(llama: tuple[LanguageModel, Plain]) -> None:
    """Fewer tokens than an affine map has directions are refused, unless a ridge holds them in place."""
    model, _ = llama
    small = split(["abc def", "ghi jkl", "mno pqr"], model)
    n_tokens = small.count(small.fit)

    with pytest.raises(
        InputError, match=f"has {n_tokens} tokens to fit on .* and 33 are needed: .* d_model 32"
    ):
        fit_least_squares(model, small)

    fitted = fit_least_squares(model, small, layers=[2], ridge=0.1)
    assert f"the corpus moves only {n_tokens - 1} of 32 directions" in str(fitted)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layers": [5]}, r"Layers \[5\] were given, and .* has 0 \(embeddings\) to 4"),
        ({"layers": []}, "at least one"),
        ({"target_layers": [-1]}, r"Layers \[-1\]"),
        ({"kind": "quadratic"}, "'quadratic' is not a kind"),
        ({"ridge": -1.0}, "from 0 up"),
    ],
)
def test_bad_settings_of_least_squares_are_refused(
    llama: tuple[LanguageModel, Plain], corpus: Corpus, options: dict[str, Any], message: str
) -> None:
    """Settings that make no sense are refused before anything runs."""
    before = llama[0].forward_passes
    with pytest.raises(InputError, match=message):
        fit_least_squares(llama[0], corpus, **options)
    assert before == llama[0].forward_passes


# training by gradient


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "linear"}, "'linear' is not a kind"),
        ({"layers": [4]}, "Layer 4 is the last, and needs no translator"),
        ({"steps": 0}, "steps is more than 0"),
        ({"learning_rate": -1.0}, "learning_rate is more than 0"),
        ({"weight_decay": -1.0}, "weight_decay is 0 or more"),
        ({"learning_rate": 1e36, "steps": 4}, "diverged with learning_rate"),
    ],
)
def test_bad_settings_of_training_are_refused(
    llama: tuple[LanguageModel, Plain], corpus: Corpus, options: dict[str, Any], message: str
) -> None:
    """Settings that make no sense, or let the loss run away, are refused with their name."""
    with pytest.raises(InputError, match=message):
        fit_translators(llama[0], corpus, **{"layers": [1], **options})


@pytest.mark.parametrize("kind", ["affine", "scalar_affine"])
def test_a_translator_begins_as_the_identity(kind: Any) -> None:
    """Untrained, a translator changes nothing, so training starts at the logit lens."""
    vectors = torch.randn(2, 3, 8)

    assert torch.equal(vectors, Translator(kind, 8).mapping()(vectors, vectors))


@pytest.mark.parametrize("kind", ["affine", "scalar_affine"])
def test_the_gradient_is_that_of_the_kl_divergence_in_the_whole_model(
    opened: tuple, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pieces or at once, loss and gradient equal those through the plain model, clipped to norm 1."""
    model, plain = opened
    torch.manual_seed(0)
    hidden, last = torch.randn(7, model.d_model), torch.randn(7, model.d_model)
    mine, theirs = Translator(kind, model.d_model), Translator(kind, model.d_model)
    mapped = theirs.mapping()(hidden[:, None], hidden[:, None])[:, 0]
    own, lens = (torch.log_softmax(plain.logits(h), -1) for h in (last, mapped))
    loss = (own.exp() * (own - lens)).sum(-1).mean()
    grads = torch.autograd.grad(loss, (theirs.change, theirs.bias))
    norm = max(1.0, float(torch.cat([g.reshape(-1) for g in grads]).norm()))

    for step in (1, 3, 1000):
        pieces = [slice(start, start + step) for start in range(0, 7, step)]
        monkeypatch.setattr(gradient, "chunks", lambda *_, pieces=pieces: pieces)
        observed = gradient._descend(mine, hidden, last, model)

        assert pytest.approx(float(loss.detach()), rel=1e-3) == observed
        torch.testing.assert_close(grads[0] / norm, mine.change.grad, atol=1e-4, rtol=1e-3)
        torch.testing.assert_close(grads[1] / norm, mine.bias.grad, atol=1e-4, rtol=1e-3)


@pytest.mark.parametrize("kind", ["affine", "scalar_affine"])
def test_training_brings_the_lens_nearer_to_the_model(
    llama: tuple[LanguageModel, Plain], corpus: Corpus, kind: Any
) -> None:
    """After a few steps the held-out KL is below the logit lens's; the model is bit for bit what it was."""
    model, _ = llama
    before = model.fingerprint()

    with torch.no_grad():  # training turns gradients on where it needs them
        fitted = fit_translators(
            model, corpus, kind=kind, layers=[2, 4], steps=12, step_tokens=100, learning_rate=0.02
        )

    trained, last = fitted.report.layers
    assert trained.kl < 0.9 * trained.logit_lens_kl
    assert pytest.approx(0, abs=1e-6) == last.kl
    assert Identity() == fitted.at(4, 4)
    assert before == model.fingerprint()
    assert all(parameter.grad is None for parameter in model.hf_model.parameters())
    assert not any(tensor.requires_grad for tensor in fitted.at(2, 4).tensors.values())


def test_weight_decay_draws_to_the_identity(llama: tuple[LanguageModel, Plain], corpus: Corpus) -> None:
    """The stronger the decay, the nearer a translator stays to changing nothing."""
    model, _ = llama

    def change(weight_decay: float) -> float:
        fitted = fit_translators(
            model, corpus, layers=[1], steps=5, step_tokens=50, learning_rate=0.01, weight_decay=weight_decay
        )
        return float((fitted.at(1, 4).matrix - torch.eye(32)).norm())

    assert change(50.0) < 0.8 * change(0.0)


def test_a_model_in_half_precision_is_fitted_in_full() -> None:
    """Maps of a bfloat16 model are float32, and its last layer's lens is what the model itself says."""
    model = open_model((tiny_model("llama", num_hidden_layers=2).bfloat16(), tiny_tokenizer()))
    made = split(texts(12), model, row_tokens=24, held_out=0.2)

    for fitted in (
        fit_least_squares(model, made, layers=[1, 2]),
        fit_translators(model, made, layers=[1, 2], steps=2, step_tokens=50),
    ):
        assert torch.float32 == fitted.at(1, 2).matrix.dtype
        assert 0 < fitted.report.layers[0].kl < 1
        assert (1.0, 1.0, 0.0) == (
            fitted.report.layers[1].r2,
            fitted.report.layers[1].p_at_1,
            pytest.approx(fitted.report.layers[1].kl, abs=1e-6),
        )


# progress, cancelling, files


@pytest.mark.parametrize("fit", [fit_least_squares, fit_translators])
def test_progress_rises_to_its_end(llama: tuple[LanguageModel, Plain], corpus: Corpus, fit: Any) -> None:
    """Progress starts at nothing, never falls, and ends at everything."""
    options = {} if fit is fit_least_squares else {"steps": 3, "step_tokens": 50}
    seen: list[tuple[int, int]] = []

    fit(llama[0], corpus, layers=[1], on_progress=lambda done, total: seen.append((done, total)), **options)

    done, totals = [d for d, _ in seen], {t for _, t in seen}
    assert {done[-1]} == totals
    assert [0, *sorted(set(done[1:]))] == done


@pytest.mark.parametrize("fit", [fit_least_squares, fit_translators])
def test_a_cancelled_fit_stops_and_leaves_the_model_as_it_was(
    llama: tuple[LanguageModel, Plain], corpus: Corpus, fit: Any
) -> None:
    """A fit that is cancelled raises with how far it came, and leaves no hook and no other output behind."""
    model, _ = llama
    options = {} if fit is fit_least_squares else {"steps": 5, "step_tokens": 50}
    before = model.forward([[5, 6, 7]])
    hooks = sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.hf_model.modules())
    cancel = threading.Event()

    def stop(done: int, _: int) -> None:
        if done >= 2:
            cancel.set()

    with pytest.raises(Cancelled, match=r"of .* were done"):
        fit(model, corpus, layers=[1], on_progress=stop, cancel=cancel, **options)

    assert torch.equal(before, model.forward([[5, 6, 7]]))
    assert hooks == sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.hf_model.modules())


def test_a_fit_survives_its_file(
    llama: tuple[LanguageModel, Plain], corpus: Corpus, tmp_path: pathlib.Path
) -> None:
    """What was fitted comes back from its file with its figures, and still knows its model."""
    model, _ = llama
    fitted = fit_least_squares(model, corpus)

    fitted.save(tmp_path / "lens.safetensors")
    loaded = LayerMappings.load(tmp_path / "lens.safetensors")

    assert fitted == loaded
    assert str(fitted) == str(loaded)
    loaded.check(model.fingerprint(), model.fingerprint(), model.processing)


def test_a_fit_measures_each_layer_against_its_own_target(
    llama: tuple[LanguageModel, Plain], corpus: Corpus
) -> None:
    """A layer mapped to itself is explained wholly; figures of the next token need the last layer."""
    model, _ = llama
    figures = fit_least_squares(model, corpus, layers=[2], target_layers=[2, 3, 4]).report.layers

    assert [2, 3, 4] == [each.target_layer for each in figures]
    assert 1.0 == figures[0].r2
    assert [None, None] == [each.kl for each in figures[:2]]
    assert figures[2].kl is not None
