"""Checks that a trained decoder belongs to the models and the layers that it is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.activations.joined_layers import JoinedLayers, listed_layers
from latentlens.activations.selection import Site
from latentlens.decoder_files.manifest import Manifest, ModelIdentity
from latentlens.engine.backend import Backend
from latentlens.errors import DecoderError, SelectionError


def facts_of(model: Backend) -> ModelIdentity:
    """Return what a manifest says of a model, read off an open one.

    Args:
        model: the model, as it is now.
    """
    return ModelIdentity(
        name=model.name,
        fingerprint=model.fingerprint(),
        rounded=model.rounded_fingerprint(),
        dtype=str(model.dtype).removeprefix("torch."),
        d_model=model.d_model,
        n_layers=model.n_layers,
        vocab_size=model.vocab_size,
        processing=model.processing,
    )


def check_base_sizes(manifest: Manifest, model: Backend) -> None:
    """Refuse a model of other sizes or processing than the decoder's base.

    Args:
        manifest: the decoder's manifest.
        model: the model that is to answer, or a copy of it in another dtype.

    Raises:
        DecoderError: saying which size is another.
    """
    facts = manifest.base
    _check_sizes(manifest, facts, model, "answers with", "Open that model")
    if facts.vocab_size is not None and facts.vocab_size != model.vocab_size:
        raise DecoderError(
            f"Decoder {manifest.name!r} answers with {facts.name}, which has {facts.vocab_size} logits, and "
            f"{model.name} has {model.vocab_size}. Open that model with its own tokenizer: "
            f"Session({facts.name!r})."
        )


def check_base(manifest: Manifest, model: Backend) -> None:
    """Refuse another model than the decoder's base.

    Args:
        manifest: the decoder's manifest.
        model: the model that is to answer.

    Raises:
        DecoderError: if its sizes, processing or fingerprint are others, unless it is the same model in
            another dtype; a published decoder without a fingerprint is checked by the sizes alone.
    """
    facts = manifest.base
    check_base_sizes(manifest, model)
    with model.using(None):
        if _is(facts, model):
            return
        found = model.fingerprint()
    dtype = "" if facts.dtype is None else f", dtype={facts.dtype!r}"
    raise DecoderError(
        f"Decoder {manifest.name!r} was trained on {facts.name}, fingerprint {str(facts.fingerprint)[:12]}, "
        f"and {model.name} in {str(model.dtype).removeprefix('torch.')} has {found[:12]}: its weights, "
        f"dtype, adapters or settings are others. Open the model that it was trained on, "
        f"Session({facts.name!r}{dtype}), in the dtype of then, or train the decoder on this one."
    )


def trained_in(manifest: Manifest, model: Backend) -> dict[str, str | None]:
    """Return the dtype and fingerprint of the base in training, where the model is it in another dtype.

    Args:
        manifest: the decoder's manifest.
        model: the model that answers, which `check_base` let pass.
    """
    facts = manifest.base
    with model.using(None):
        if facts.fingerprint in (None, model.fingerprint()):
            return {}
    return {"trained_dtype": facts.dtype, "trained_fingerprint": facts.fingerprint}


def _is(facts: ModelIdentity, model: Backend) -> bool:
    """Return whether a model, as it is now, is the one of a manifest, maybe in another dtype."""
    if facts.fingerprint in (None, model.fingerprint()):
        return True
    return facts.rounded is not None and facts.rounded == model.rounded_fingerprint()


def check_source(
    manifest: Manifest,
    read: Backend,
    adapter: str | None,
    model: Backend,
    *,
    own: str | None,
    any_source: bool,
) -> None:
    """Refuse activations of a model that the decoder was not trained to read.

    Args:
        manifest: the decoder's manifest.
        read: the model that is read.
        adapter: the adapter with which it was read; None for those that were on.
        model: the model that answers, which `check_base` let pass.
        own: name of the decoder's own adapter; None if it has none.
        any_source: whether another model of the same sizes is read too.

    Raises:
        DecoderError: if it is another model, or was read with the decoder's own adapter on.
    """
    facts = manifest.reads
    if own is not None and adapter == own:
        raise DecoderError(
            f"The trace was read with the adapter of decoder {manifest.name!r} on, which reads the model "
            "without it. Run the prompt again without adapter=."
        )
    _check_sizes(manifest, facts, read, "reads", "Give a trace of that model")
    same = read is model and adapter in (None, "__base__") and manifest.source is None
    if any_source or same or facts.fingerprint is None:
        return
    with read.using(adapter):
        if _is(facts, read):
            return
        found = read.fingerprint()
    raise DecoderError(
        f"Decoder {manifest.name!r} reads {facts.name}, fingerprint {facts.fingerprint[:12]}, and the "
        f"trace is of {read.name}, {found[:12]}: its weights, dtype, adapters or settings are others. "
        "Give a trace of that model; to read a variant of it all the same, such as a fine-tuned one, set "
        "any_source=True."
    )


def check_layers(manifest: Manifest, sites: Sequence[Site]) -> None:
    """Refuse layers that the decoder was not trained to read, or not together.

    Args:
        manifest: the decoder's manifest.
        sites: layer and position of each activation.

    Raises:
        SelectionError: saying which it was trained to read.
    """
    asked, trained = tuple(sorted({site.layer for site in sites})), manifest.read.layers
    if trained and asked not in trained:
        raise SelectionError(
            f"Decoder {manifest.name!r} was trained to read these layers, those joined by 'and' together: "
            f"{listed_layers(trained)}. Asked about: {JoinedLayers(asked)}. Select one of those, or set "
            "any_layer=True to ask all the same."
        )


def _check_sizes(manifest: Manifest, facts: ModelIdentity, model: Backend, verb: str, fix: str) -> None:
    wanted = (facts.d_model, facts.n_layers, facts.processing)
    if wanted != (model.d_model, model.n_layers, model.processing):
        raise DecoderError(
            f"Decoder {manifest.name!r} {verb} {facts.name} (width {facts.d_model}, {facts.n_layers} blocks, "
            f"weights {facts.processing}), and {model.name} has width {model.d_model}, {model.n_layers} "
            f"blocks, weights {model.processing}. {fix}: Session({facts.name!r})."
        )
