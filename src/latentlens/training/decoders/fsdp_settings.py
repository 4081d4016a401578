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

_PREFETCHING = {
    "FSDP_BACKWARD_PREFETCH": ("--fsdp_backward_prefetch", frozenset({"no_prefetch"}), "NO_PREFETCH"),
    "FSDP_FORWARD_PREFETCH": ("--fsdp_forward_prefetch", _NO, "false"),
}
"""Environment variable -> the option, what asks for no prefetching, and what to launch with."""

WRAPPED = "FSDP_TRANSFORMER_CLS_TO_WRAP"
"""Environment variable that names the classes of modules to shard; unset, they are the blocks."""

_PRECISION = "ACCELERATE_MIXED_PRECISION"


def check_precision(autocast: str | None) -> None:
    """Raise an error if accelerate was told another mixed precision than a recipe asks for.

    Args:
        autocast: the recipe's setting.

    Raises:
        InputError: naming what accelerate was told, and the recipe's setting.
    """
    given = os.environ.get(_PRECISION, "no").lower()
    if given != "no" and (given, autocast) != ("bf16", "bfloat16"):
        raise InputError(
            f"accelerate was told --mixed_precision {given} ({_PRECISION}), and that would be left out: the "
            f"precision is the recipe's, whose autocast is {'unset' if autocast is None else autocast}. Set "
            'autocast = "bfloat16" in the recipe for what bf16 means, or launch with --mixed_precision no.'
        )


def not_prefetched() -> list[str]:
    """Return a sentence for each kind of prefetching that accelerate was told, and that is left out."""
    return [
        f"accelerate was told {option} {given} ({variable}), and nothing is prefetched: a block's weights "
        f"are gathered when it runs. The result is the same; {option} {to_do} leaves this warning out."
        for variable, (option, met, to_do) in _PREFETCHING.items()
        if (given := os.environ.get(variable)) is not None and given.lower() not in met
    ]


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
    given = os.environ.get(WRAPPED)
    classes = {type(block).__name__ for block in blocks}
    if given is not None and {each.strip() for each in given.split(",")} != classes:
        raise InputError(
            f"accelerate was told --fsdp_transformer_layer_cls_to_wrap {given}, and what is sharded of "
            f"{name} are its blocks. Leave it out, or give {','.join(sorted(classes))}."
        )
