"""The settings of `accelerate launch --use_fsdp`: what has no meaning here is refused by name."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence

from torch import nn

from latentlens.errors import InputError

_YES, _NO = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off"})


@dataclasses.dataclass(frozen=True)
class _Setting:
    """A setting that can be met in one way alone.

    Args:
        option: the option of `accelerate launch`.
        met: values, in lower case, that ask for what is done here.
        done: what is done here.
        to_do: what to launch with.
    """

    option: str
    met: frozenset[str]
    done: str
    to_do: str


_SETTINGS = {
    "FSDP_SHARDING_STRATEGY": _Setting(
        "--fsdp_sharding_strategy",
        frozenset({"full_shard", "1"}),
        "the frozen weights of every block are sharded over all processes",
        "FULL_SHARD, or without --use_fsdp for whole weights in every process",
    ),
    "FSDP_RESHARD_AFTER_FORWARD": _Setting(
        "--fsdp_reshard_after_forward",
        _YES | {"full_shard"},
        "a block's weights are freed after it ran",
        "true",
    ),
    "FSDP_OFFLOAD_PARAMS": _Setting(
        "--fsdp_offload_params", _NO, "every process keeps its shards on its own device", "false"
    ),
    "FSDP_AUTO_WRAP_POLICY": _Setting(
        "--fsdp_auto_wrap_policy",
        frozenset({"transformer_based_wrap"}),
        "weights are gathered block by block",
        "TRANSFORMER_BASED_WRAP",
    ),
    "FSDP_BACKWARD_PREFETCH": _Setting(
        "--fsdp_backward_prefetch",
        frozenset({"no_prefetch"}),
        "a block's weights are gathered when it runs, not before",
        "NO_PREFETCH",
    ),
    "FSDP_FORWARD_PREFETCH": _Setting(
        "--fsdp_forward_prefetch", _NO, "a block's weights are gathered when it runs, not before", "false"
    ),
    "FSDP_ACTIVATION_CHECKPOINTING_OFFLOAD": _Setting(
        "--fsdp_activation_checkpointing_offload",
        _NO,
        "the inputs of blocks stay on the device until the backward pass",
        "false",
    ),
    "FSDP_IGNORED_MODULES": _Setting(
        "--fsdp_ignored_modules", frozenset(), "all blocks are sharded, and nothing else", "none"
    ),
    "ACCELERATE_USE_PARALLELISM_CONFIG": _Setting(
        "--use_parallelism_config", _NO, "all processes share the rows and the weights alike", "false"
    ),
}
"""Environment variable that `accelerate launch` sets -> what it can ask for."""


def check_fsdp_settings() -> None:
    """Raise an error if accelerate was told something about FSDP that is not done here.

    How weights are loaded and saved is no matter: those of the first process count, whichever processes
    load any, and the frozen model is not saved.

    Raises:
        InputError: naming the setting, and what to launch with.
    """
    for variable, setting in _SETTINGS.items():
        given = os.environ.get(variable)
        if given is not None and given.lower() not in setting.met:
            raise InputError(
                f"accelerate was told {setting.option} {given} ({variable}), and that would be left out: "
                f"with FSDP {setting.done}. Launch with {setting.option} {setting.to_do}."
            )


def check_wrapped(blocks: Sequence[nn.Module], name: str) -> None:
    """Raise an error if accelerate was told to shard other modules than a model's blocks.

    Args:
        blocks: the model's blocks.
        name: name of the model.

    Raises:
        InputError: naming the classes that were given, and those of the blocks.
    """
    given = os.environ.get("FSDP_TRANSFORMER_CLS_TO_WRAP")
    classes = {type(block).__name__ for block in blocks}
    if given is not None and {each.strip() for each in given.split(",")} != classes:
        raise InputError(
            f"accelerate was told --fsdp_transformer_layer_cls_to_wrap {given}, and what is sharded of "
            f"{name} are its blocks. Leave it out, or give {','.join(sorted(classes))}."
        )
