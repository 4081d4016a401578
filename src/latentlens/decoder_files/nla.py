"""Verbalisers of natural-language autoencoders as published: a whole model or a LoRA, and `nla_meta.yaml`."""

from __future__ import annotations

import pathlib
from typing import Literal

from latentlens.adapters.lora import LoraAdapter
from latentlens.decoder_files.given import Given, must_say
from latentlens.decoder_files.manifest import (
    GenerationSettings,
    InjectionName,
    Manifest,
    ModelIdentity,
    Read,
    WriteAt,
)
from latentlens.decoder_files.nla_sidecar import SIDECAR, Sidecar, norm_of, sidecar_of
from latentlens.decoder_files.peft_directory import facts_in_config, facts_of_base, is_lora, names_of
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError

ANSWER_END = "</explanation>"

SAID = frozenset({"base", "source", "layers", "template", "placeholder", "injection", "norm"})
"""What can be said of it, beyond what its files say."""

_INJECTIONS = (
    '"replace" (the vector, at a constant norm, takes the place of the marker\'s embedding)',
    '"add_norm_matched" (its direction is added after block 1, at the norm of what stands there)',
)


def recognises(directory: pathlib.Path) -> bool:
    """Return whether a directory is half of a natural-language autoencoder: whether it has the sidecar.

    Args:
        directory: directory of a decoder.
    """
    return (directory / SIDECAR).is_file()


def read(directory: pathlib.Path, given: Given) -> DecoderWeights:
    """Return a verbaliser.

    A whole model is the base itself, opened from this directory, and reads another model; a LoRA reads its
    own base.

    Args:
        directory: directory of the verbaliser.
        given: what its user says; `injection` and `norm` where the sidecar leaves them open, and `layers`
            where it does not say the block.

    Raises:
        DecoderError: if it is a reconstructor, or something is not known.
    """
    meta = sidecar_of(directory)
    if meta.is_reconstructor:
        raise DecoderError(
            f"{directory} is a reconstructor, which makes a vector of a text. Load the verbaliser here, and "
            "this by Reconstructor.load(directory)."
        )
    adapter = LoraAdapter.load(directory) if is_lora(directory) else None
    base, source = _models(directory, meta, adapter, given)
    injection = _injection(directory, meta, given, lora=adapter is not None)
    adds = injection == "add_norm_matched"
    write = WriteAt(
        layer=2 if adds else 0, injection=injection, norm="raw" if adds else _norm(directory, meta, given)
    )
    manifest = Manifest(
        method="nla",
        name=names_of(directory)[-1],
        base=base,
        source=source,
        read=Read(layers=_layers(directory, meta, given, base.n_layers), span="site"),
        write=write,
        prompt=_prompt(directory, meta, given),
        generation=GenerationSettings(max_new_tokens=200, temperature=1.0, stop=(ANSWER_END,)),
    )
    return DecoderWeights(manifest, adapter)


def _models(
    directory: pathlib.Path, meta: Sidecar, adapter: LoraAdapter | None, given: Given
) -> tuple[ModelIdentity, ModelIdentity | None]:
    """Return the model that answers and, for a whole verbaliser, the model that is read."""
    if adapter is not None:
        base = facts_of_base(directory, adapter.weights, given)
        source = given.source
    else:
        own = facts_in_config(directory, str(directory))
        if own is None:
            raise DecoderError(
                f"{directory} has no config.json with the model's sizes. Fetch it again, whole."
            )
        read = meta.base_checkpoint or "unnamed"
        base = given.base or own
        source = given.source or ModelIdentity(name=read, d_model=meta.d_model, n_layers=own.n_layers)
    if base.d_model != meta.d_model:
        raise DecoderError(
            f"{directory / SIDECAR} is that of a model of width {meta.d_model}, and {base.name} has width "
            f"{base.d_model}. Load it on the model that it was trained on."
        )
    return base, source


def _injection(directory: pathlib.Path, meta: Sidecar, given: Given, *, lora: bool) -> InjectionName:
    """Return how the vector is written: a constant norm is for replacing, and no norm leaves it open."""
    if given.injection is not None:
        return given.injection
    scale = meta.extraction.get("injection_scale")
    if scale is None or (lora and meta.training.get("corpus") != "nla-at-home"):
        raise must_say(directory, "how the vector is written", "injection", _INJECTIONS)
    return "replace"


def _norm(directory: pathlib.Path, meta: Sidecar, given: Given) -> float | Literal["raw"]:
    if given.norm is not None:
        return given.norm
    if "injection_scale" not in meta.extraction:
        root = f"{meta.d_model**0.5:.4g}"
        choices = (f"{root} (the root of the width)", '"raw" (as it is)', "the number on its page")
        raise must_say(directory, "to which norm vectors are rescaled", "norm", choices)
    return norm_of(meta.extraction["injection_scale"], meta.d_model, directory)


def _layers(
    directory: pathlib.Path, meta: Sidecar, given: Given, n_layers: int
) -> tuple[tuple[int, ...], ...]:
    """Return the layer that is read; the sidecar counts the block whose output is read, which is one less."""
    if given.layers is not None:
        return given.layers
    block = meta.block(directory)
    if block is None:
        raise must_say(directory, "which layer it reads", "layers", (f"a layer, 0 to {n_layers}",))
    return ((block + 1,),)


def _prompt(directory: pathlib.Path, meta: Sidecar, given: Given) -> PromptSettings:
    tokens, templates = meta.tokens, meta.prompt_templates
    template = given.template or templates.get("av") or templates.get("actor")
    mark = given.placeholder or tokens.injection_char
    if not template or not mark:
        raise DecoderError(
            f"{directory / SIDECAR} has no prompt template or no injection_char. Fetch it again."
        )
    left, right = tokens.injection_left_neighbor_id, tokens.injection_right_neighbor_id
    return PromptSettings(
        form="nla",
        placeholder=mark,
        placeholder_ids=() if tokens.injection_token_id is None else (tokens.injection_token_id,),
        neighbours=None if left is None or right is None else (left, right),
        template=template.replace("{injection_char}", "{slot}"),
    )
