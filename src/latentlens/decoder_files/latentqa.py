"""LatentQA decoders as published: a LoRA of PEFT's that adapts the unembedding too, and nothing beside it."""

from __future__ import annotations

import pathlib

from latentlens.adapters.lora import LoraAdapter
from latentlens.decoder_files.given import Given, must_say
from latentlens.decoder_files.manifest import GenerationSettings, Manifest, Read, WriteAt
from latentlens.decoder_files.peft_directory import facts_of_base, is_lora, json_object, names_of
from latentlens.decoder_files.prompt_settings import PromptSettings, Roles
from latentlens.decoder_files.weights import DecoderWeights

SAID = frozenset({"base", "layers", "placeholder", "injection", "positions"})
"""What can be said of it, beyond what its files say."""

_BLOCK_READ = {32: 15, 80: 21}
"""Block that the published decoders read, by the number of blocks of the model: Llama 3 8B and 70B."""


def recognises(directory: pathlib.Path) -> bool:
    """Return whether a directory is a LatentQA decoder: a LoRA that adapts the unembedding too.

    Args:
        directory: directory of a decoder.
    """
    if not is_lora(directory) or (directory / "nla_meta.yaml").exists():
        return False
    return "lm_head" in (json_object(directory / "adapter_config.json").get("target_modules") or ())


def read(directory: pathlib.Path, given: Given) -> DecoderWeights:
    """Return a LatentQA decoder.

    Position ids are those of the prompt, as the published reading has them; in training the slots had those
    of the tokens that were read (`positions="source"`).

    Args:
        directory: PEFT's directory.
        given: what its user says; `layers` if the base is neither Llama 3 8B nor 70B.

    Raises:
        DecoderError: if the layer that is read is not known.
    """
    adapter = LoraAdapter.load(directory)
    base = facts_of_base(directory, adapter.weights, given)
    layers = given.layers
    if layers is None:
        if base.n_layers not in _BLOCK_READ:
            half = base.n_layers // 2
            raise must_say(
                directory, "which layer the decoder reads", "layers", (f"{half} (half of the depth)",)
            )
        layers = ((_BLOCK_READ[base.n_layers] + 1,),)
    manifest = Manifest(
        method="latentqa",
        name=names_of(directory)[-1],
        base=base,
        read=Read(layers=layers, span="all"),
        write=WriteAt(layer=1, injection=given.injection or "replace"),
        prompt=PromptSettings(
            form="latentqa",
            placeholder=given.placeholder or "?",
            roles=Roles(assistant="reflect"),
        ),
        positions=given.positions or "prompt",
        generation=GenerationSettings(max_new_tokens=100),
    )
    return DecoderWeights(manifest, adapter)
