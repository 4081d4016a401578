"""Activation Oracles as published: a LoRA of PEFT's, with or without `ao_config.json`."""

from __future__ import annotations

import dataclasses
import pathlib
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from latentlens.adapters.lora import LoraAdapter
from latentlens.decoder_files.given import Given, must_say
from latentlens.decoder_files.manifest import (
    GenerationSettings,
    Manifest,
    ModelIdentity,
    Read,
    TrainedBy,
    WriteAt,
)
from latentlens.decoder_files.peft_directory import facts_of_base, is_lora, json_object, names_of
from latentlens.decoder_files.prompt_settings import Form, PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError
from latentlens.inputs.shown import shown

SIDECAR = "ao_config.json"

SAID = frozenset({"base", "form", "layers", "placeholder", "injection", "positions"})
"""What can be said of it, beyond what its files say."""

_FORMS: dict[str, Form] = {
    "Layer: {layer}\n{special_token} * {num_positions} \n": "ao_block",
    "L{layer}:{special_token} * {num_positions}.\n": "ao_inline",
    "L{layer}:{special_token} * {num_positions}\n": "ao_inline_bare",
}
"""Form of the prompt by what `prefix_template` says; it describes the prefix, and is no format string."""

_PERCENT = (25, 50, 75)
"""Depths, in percent, that the oracles of the paper read."""


@dataclasses.dataclass(frozen=True)
class _Known:
    """What is documented of oracles that are published without a sidecar.

    Args:
        names: regular expression of their names.
        form: form of their prompt.
        blocks: blocks that they read together; None for each of the paper's three depths.
    """

    names: str
    form: Form
    blocks: tuple[int, ...] | None = None


_KNOWN = (
    _Known(r"checkpoints_[\w.-]*(?:latentqa|past_lens|cls)[\w.-]*", "ao_block"),
    _Known(r"cot-oracle-paper-ablation-(?:adam-recipe|ours)-1layer", "ao_inline", (18,)),
    _Known(r"cot-oracle-paper-ablation-ours-3layers(?:-onpolicy-lens-only)?", "ao_inline", (9, 18, 27)),
    _Known(r"cot-oracle-qwen3-8b-final-sprint-checkpoint-no-DPO", "ao_inline", (9, 18, 27)),
    _Known(r"cot-oracle-grpo-step-500", "ao_inline", (9, 18, 27)),
)

_CHOICES = (
    '"ao_block" ("Layer: 18", then a line of placeholders: the oracles of arXiv 2512.15674)',
    '"ao_inline" ("L18: ? ?." in one line: the oracles for chains of thought)',
    '"ao_inline_bare" (the same without the full stop)',
)


class _Sidecar(BaseModel):
    """The keys of `ao_config.json` that asking depends on; those of training are kept as they are."""

    model_config = ConfigDict(frozen=True, extra="allow")

    schema_version: int = 1
    model_name: str | None = None
    act_layer_combinations: tuple[tuple[int, ...], ...] = ()
    layer_combinations: tuple[tuple[float, ...], ...] = ()
    hook_onto_layer: int = 1
    special_token: str = " ?"  # noqa: S105 -- no password
    prefix_template: str | None = None
    steering_coefficient: float = 1.0
    generation_kwargs: dict[str, Any] = {}


def recognises(directory: pathlib.Path) -> bool:
    """Return whether a directory is an Activation Oracle: a LoRA that does not adapt the unembedding.

    Args:
        directory: directory of a decoder.
    """
    if (directory / SIDECAR).is_file():
        return True
    if not is_lora(directory) or (directory / "nla_meta.yaml").exists():
        return False
    return "lm_head" not in (json_object(directory / "adapter_config.json").get("target_modules") or ())


def read(directory: pathlib.Path, given: Given) -> DecoderWeights:
    """Return an Activation Oracle.

    Args:
        directory: PEFT's directory.
        given: what its user says; `form` and `layers` where there is neither a sidecar nor a known name.

    Raises:
        DecoderError: if the prompt's form or the layers are not known, or the sidecar cannot be used.
    """
    adapter = LoraAdapter.load(directory)
    sidecar = _sidecar(directory)
    base = facts_of_base(directory, adapter.weights, given)
    if sidecar.model_name and given.base is None:
        base = base.model_copy(update={"name": sidecar.model_name})
    names = names_of(directory)
    known = next((each for each in _KNOWN if any(re.fullmatch(each.names, name) for name in names)), None)
    form, layers = _form(directory, sidecar, known, given), _layers(directory, sidecar, known, base, given)
    manifest = Manifest(
        method="activation_oracle",
        name=names[-1],
        base=base,
        read=Read(layers=layers),
        write=WriteAt(
            layer=sidecar.hook_onto_layer + 1,
            injection=given.injection or "add_norm_matched",
            coefficient=sidecar.steering_coefficient,
        ),
        prompt=PromptSettings(
            form=form, placeholder=given.placeholder or sidecar.special_token, counts="blocks"
        ),
        positions=given.positions or "prompt",
        generation=_generation(sidecar),
        training=_training(sidecar),
    )
    return DecoderWeights(manifest, adapter)


def _sidecar(directory: pathlib.Path) -> _Sidecar:
    path = directory / SIDECAR
    if not path.is_file():
        return _Sidecar()
    try:
        sidecar = _Sidecar.model_validate(json_object(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DecoderError(
            f"{path} is wrong at {'.'.join(map(str, first['loc']))!r}: {first['msg']}. Fetch it again."
        ) from error
    if sidecar.schema_version != 1:
        raise DecoderError(
            f"{path} has schema_version {sidecar.schema_version}; version 1 is known. A newer latentlens may "
            "know it."
        )
    return sidecar


def _form(directory: pathlib.Path, sidecar: _Sidecar, known: _Known | None, given: Given) -> Form:
    if given.form is not None:
        if given.form not in _FORMS.values():
            raise DecoderError(
                f"An Activation Oracle is not asked in the form {given.form!r}. Say form=, one of: "
                f"{'; '.join(_CHOICES)}."
            )
        return given.form
    template = sidecar.prefix_template
    if template is not None:
        form = _FORMS.get(template.replace("\\n", "\n"))
        if form is None:
            raise DecoderError(
                f"The prefix_template of {directory / SIDECAR} is none that is known: {shown(template)}. If "
                f"it means one of these, say so by Decoder.load(..., form=...): {'; '.join(_CHOICES)}."
            )
        return form
    if known is not None:
        return known.form
    raise must_say(directory, "how the oracle's prompt begins", "form", _CHOICES)


def _layers(
    directory: pathlib.Path, sidecar: _Sidecar, known: _Known | None, base: ModelIdentity, given: Given
) -> tuple[tuple[int, ...], ...]:
    """Return the layers that are read; files count the block whose output is read, which is one less."""
    if given.layers is not None:
        return given.layers
    blocks = sidecar.act_layer_combinations
    at = {percent: int(base.n_layers * percent / 100) for percent in _PERCENT}
    if not blocks and sidecar.layer_combinations:
        blocks = tuple(
            tuple(int(base.n_layers * percent / 100) for percent in each)
            for each in sidecar.layer_combinations
        )
    if not blocks and known is not None:
        blocks = (known.blocks,) if known.blocks else tuple((block,) for block in at.values())
    if not blocks:
        layers = [block + 1 for block in at.values()]
        raise must_say(
            directory,
            "which layers the oracle reads",
            "layers",
            (
                f"{[[layer] for layer in layers]} (each alone: the paper's quarter, half and three quarters)",
                f"{layers} (the three together)",
            ),
        )
    return tuple(tuple(block + 1 for block in each) for each in blocks)


def _generation(sidecar: _Sidecar) -> GenerationSettings:
    asked = sidecar.generation_kwargs
    temperature = float(asked.get("temperature") or 1.0) if asked.get("do_sample") else 0.0
    return GenerationSettings(max_new_tokens=int(asked.get("max_new_tokens") or 20), temperature=temperature)


def _training(sidecar: _Sidecar) -> TrainedBy | None:
    """Return how an oracle was trained, as far as its sidecar says."""
    more = dict(sidecar.model_extra or {})
    seed = more.pop("seed", None)
    if not isinstance(seed, int):
        return None
    data = ", ".join(map(str, more.pop("dataset_loader_names", None) or ())) or "not stated"
    version = str(more.pop("git_commit", None) or "not stated")
    settings = {name: value for name, value in more.items() if not name.startswith("dataset_")}
    return TrainedBy(seed=seed, data=data, code_version=version, settings=settings)
