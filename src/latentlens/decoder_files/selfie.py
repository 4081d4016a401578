"""Self-interpretation adapters as published: one safetensors file with a projection, and mean vectors."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any

import torch
from torch import Tensor

from latentlens.decoder_files.given import Given, must_say
from latentlens.decoder_files.manifest import GenerationSettings, Manifest, ModelIdentity, Read, WriteAt
from latentlens.decoder_files.peft_directory import names_of
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.safetensors_header import header_of, names_in, tensors_of
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError
from latentlens.mappings.affine import Affine, ScalarAffine
from latentlens.mappings.low_rank import LowRankAffine
from latentlens.mappings.mapping import Mapping

MEANS = "mean-vectors.safetensors"

SAID = frozenset({"base", "layers", "template", "placeholder", "injection", "file"})
"""What can be said of it, beyond what its files say."""

_TENSORS: dict[str, set[str]] = {
    "scale_only": {"log_scale"},
    "scalar_affine": {"log_scale", "bias"},
    "full_rank": {"weight", "bias"},
    "low_rank_only": {"U", "V", "bias"},
    "scalar_affine_plus_low_rank": {"log_scale", "U", "V", "bias"},
}
"""The five projections, and the tensors that each has."""

_LLAMA = ModelIdentity(
    name="meta-llama/Meta-Llama-3.1-8B-Instruct", d_model=4096, n_layers=32, vocab_size=128256
)
_LLAMA_LAYER = 20
_LLAMA_MARK = "<|reserved_special_token_0|>"
_LLAMA_PROMPT = (
    '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nWhat is the meaning of "{slot}"?<|eot_id|>'
    '<|start_header_id|>assistant<|end_header_id|>\n\nThe meaning of "{slot}" is "'
)
"""What is documented of the adapters published as `selfie-adapters-llama-3.1-8b-instruct`."""


def recognises(directory: pathlib.Path) -> bool:
    """Return whether a directory holds self-interpretation adapters, from their headers.

    Args:
        directory: directory of a decoder.
    """
    return any(_projection(path) for path in _files(directory))


def read(directory: pathlib.Path, given: Given) -> DecoderWeights:
    """Return a self-interpretation adapter.

    Args:
        directory: directory with the adapter, and with the mean vectors if it was trained on differences
            from them.
        given: what its user says; `file` where there are several, `base`, `layers`, `template` and
            `placeholder` where neither the header nor a known name says them.

    Raises:
        DecoderError: if something is not known, or the tensors are not those of the projection.
    """
    path = _file(directory, given)
    settings = _projection(path)
    assert settings is not None
    whole, tensors = json.loads(header_of(path)[0].get("config_json", "{}")), tensors_of(path)
    mapping = _mapping(path, settings, tensors)
    documented = any(re.fullmatch(r"selfie-adapters-llama-3\.1-8b-instruct", n) for n in names_of(directory))
    base = given.base or (_LLAMA if documented else None)
    if base is None:
        raise must_say(
            path, "which model it is for", "base", ("ModelIdentity(name=..., d_model=..., n_layers=...)",)
        )
    layers = given.layers or (((_LLAMA_LAYER,),) if documented else None)
    if layers is None:
        raise must_say(path, "which layer it reads", "layers", (f"a layer, 0 to {base.n_layers}",))
    width = int(settings["model_dim"])
    if base.d_model != width:
        raise DecoderError(
            f"{path} was made for another model: it maps vectors of width {width}, and {base.name} has width "
            f"{base.d_model}. Load it on the model that it was trained on."
        )
    template, mark = _prompt(path, whole.get("soft_prompt") or {}, documented, given)
    mean = _means(path, [layer for each in layers for layer in each])
    manifest = Manifest(
        method="selfie",
        name=path.stem,
        base=base,
        read=Read(layers=layers, span="last" if mean else "site", mean=bool(mean)),
        write=WriteAt(
            layer=0,
            injection=given.injection or "replace",
            norm="unit" if settings["normalize_input"] else "raw",
        ),
        prompt=PromptSettings(form="selfie", placeholder=mark, template=template, chat=False, rendered=True),
        generation=GenerationSettings(max_new_tokens=50, stop=('"',)),
    )
    return DecoderWeights(manifest, None, mapping, mean)


def _files(directory: pathlib.Path) -> list[pathlib.Path]:
    return [path for path in sorted(directory.glob("*.safetensors")) if path.name != MEANS]


def _file(directory: pathlib.Path, given: Given) -> pathlib.Path:
    files = [path for path in _files(directory) if _projection(path)]
    named = [path for path in files if given.file in (None, path.name, path.stem)]
    if len(named) != 1:
        raise DecoderError(
            f"{directory} holds {len(files)} self-interpretation adapters, and {given.file!r} names "
            f"{len(named)} of them. Say which: Decoder.load(..., file=...), one of: "
            f"{'; '.join(repr(path.name) for path in files)}."
        )
    return named[0]


def _projection(path: pathlib.Path) -> dict[str, Any] | None:
    """Return the projection's settings in a file's header, nested as JSON or flat; None if it has none."""
    if not names_in(path):
        return None
    header, names = header_of(path)
    try:
        nested = json.loads(header.get("config_json", "{}"))
        settings = dict(nested.get("projection") or {})
    except (ValueError, AttributeError, TypeError) as error:
        raise DecoderError(
            f"config_json in the header of {path} is no JSON object. Fetch it again."
        ) from error
    if not settings and "projection_type" in header:
        settings = {
            "type": header["projection_type"],
            "normalize_input": header.get("normalize_input", "true").lower() == "true",
        }
    if not settings:
        return None
    if settings.get("type") not in _TENSORS:
        raise DecoderError(
            f"{path} has the projection {settings.get('type')!r}; known are {', '.join(_TENSORS)}."
        )
    if names != _TENSORS[settings["type"]]:
        raise DecoderError(
            f"{path} has the tensors {', '.join(sorted(names))}, and a projection {settings['type']} has "
            f"{', '.join(sorted(_TENSORS[settings['type']]))}. Fetch it again."
        )
    if "model_dim" not in header and "bias" not in names:
        raise DecoderError(
            f"{path} says no model_dim, and its tensors do not show the width. Fetch it again."
        )
    width = header.get("model_dim") or len(tensors_of(path)["bias"])
    return {"normalize_input": True, **settings, "model_dim": width}


def _mapping(path: pathlib.Path, settings: dict[str, Any], tensors: dict[str, Tensor]) -> Mapping:
    """Return what the projection does to a vector that is normalised already, if it is to be."""
    width = int(settings["model_dim"])
    for name, tensor in tensors.items():
        wanted = {"log_scale": (1,), "bias": (width,), "weight": (width, width)}.get(name)
        rank = tensor.shape[-1] if wanted is None else 0
        if tuple(tensor.shape) != (wanted or (width, rank)):
            raise DecoderError(
                f"{path} has {name} of shape {tuple(tensor.shape)} for width {width}. Fetch it again."
            )
    bias = tensors.get("bias", torch.zeros(width))
    if "weight" in tensors:
        return Affine(tensors["weight"], bias)
    scale = float(tensors["log_scale"].exp()) if "log_scale" in tensors else 0.0
    if "U" in tensors:
        return LowRankAffine(scale, tensors["U"], tensors["V"], bias)
    return ScalarAffine(scale, bias)


def _prompt(
    path: pathlib.Path, soft_prompt: dict[str, Any], documented: bool, given: Given
) -> tuple[str, str]:
    """Return the prompt with {slot} in the place of its reserved token, and that token."""
    mark = given.placeholder or soft_prompt.get("reserved_token") or (_LLAMA_MARK if documented else None)
    template = given.template or (soft_prompt.get("template") or "").replace(str(mark), "{slot}")
    if not template and documented:
        template = _LLAMA_PROMPT
    if not template or not mark:
        missing = "template" if not template else "placeholder"
        raise must_say(
            path,
            "the prompt that it was trained with" if not template else "the reserved token of its prompt",
            missing,
            (
                'the whole text with {slot} twice, as in \'What is the meaning of "{slot}"? The meaning of '
                '"{slot}" is "\', in the tokens of the model\'s chat'
                if not template
                else "a token that the model does not use, such as '<|reserved_special_token_0|>'",
            ),
        )
    return template, str(mark)


def _means(path: pathlib.Path, layers: list[int]) -> dict[int, Tensor]:
    """Return the mean vectors that are subtracted: for adapters that were trained on topics of Wikipedia."""
    if not path.name.startswith("wikipedia"):
        return {}
    file = path.with_name(MEANS)
    if not file.is_file():
        raise DecoderError(
            f"{path.name} reads states minus their mean, and {MEANS} is not beside it. Fetch that file too."
        )
    found = {int(name.removeprefix("layer_")) + 1: mean for name, mean in tensors_of(file).items()}
    if missing := set(layers) - set(found):
        raise DecoderError(
            f"{file} has no mean of layer {min(missing)}; it has those of {sorted(found)}, counted from 0 "
            "for the embeddings. Say another: Decoder.load(..., layers=...)."
        )
    return {layer: found[layer] for layer in dict.fromkeys(layers)}
