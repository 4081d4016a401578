"""Fitted mappings against numpy, scikit-learn and plain transformers."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.metrics import r2_score
from torch import Tensor
from transformers import PreTrainedModel

from latentlens.errors import InputError, MappingError
from latentlens.mappings.mapping import Identity
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.training.corpus import Corpus, split
from latentlens.training.least_squares import fit_least_squares
from latentlens.training.states import batches
from latentlens.training.translators import fit_translators
from plain import Plain
from random_texts import texts
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer


def plain_states(plain: Plain, rows: list[tuple[int, ...]]) -> np.ndarray:
    """Return the residual stream at all tokens but <bos>, which is token 0: [layer, token, d_model]."""
    read = [plain.states(row)[:, [i for i, token in enumerate(row) if token]] for row in rows]
    return torch.cat(read, 1).double().numpy()


# the whole fit


def test_fits_equal_lstsq_on_states_from_plain_hooks(opened: tuple) -> None:
    """Every layer's map is numpy's least squares on what plain torch hooks read, on every architecture."""
    model, plain = opened
    made = split(texts(24), model, row_tokens=24, held_out=0.2)
    x = plain_states(plain, made.rows(made.fit))
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
    expected = plain.unembedded(theirs)
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
    x = plain_states(plain, made.rows(made.held_out))
    first = torch.tensor(x[1], dtype=torch.float32)
    mapped = fitted.at(1, model.n_layers)(first[:, None], first[:, None])[:, 0]
    with torch.no_grad():
        parts = [plain.unembedded(t) for t in (mapped, first, torch.tensor(x[-1], dtype=torch.float32))]
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
