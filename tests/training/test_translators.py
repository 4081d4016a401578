"""Translators trained by gradient; and progress, cancelling and files of every fit."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import torch

from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.mappings.mapping import Identity
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.training import translators as gradient
from latentlens.training.corpus import Corpus, split
from latentlens.training.least_squares import fit_least_squares
from latentlens.training.translator import Translator
from latentlens.training.translators import fit_translators
from noted_progress import noted
from plain import Plain
from random_texts import texts
from tiny import tiny_model, tiny_tokenizer

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
    own, lens = (torch.log_softmax(plain.unembedded(h), -1) for h in (last, mapped))
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
    seen: list[tuple[int, int | None]] = []

    fit(
        llama[0],
        corpus,
        layers=[1],
        progress=noted(seen),
        **options,
    )

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

    def stop(work: Progress) -> None:
        if work.done >= 2:
            work.cancel()

    with pytest.raises(Cancelled, match=r"of .* were done"):
        fit(model, corpus, layers=[1], progress=Progress(bar=False, on_update=stop), **options)

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
