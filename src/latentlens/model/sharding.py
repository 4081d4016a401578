"""Shards the weights of a model's blocks over processes; a twin's block gathers its own while it runs."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import torch
from torch import Tensor, nn

from latentlens.errors import ModelError, UnsupportedModel
from latentlens.model.gathering import Bytes, Gathering

_ALIGNED = 16
"""Bytes to a multiple of which every tensor begins, as processors read it."""

_PLACE = "_latentlens_place"
"""Attribute of the empty parameter that is in the place of a sharded one."""


@dataclasses.dataclass(frozen=True)
class _Place:
    """Where a parameter is among the bytes of its block.

    Args:
        block: the block's tensors.
        name: name of the parameter in the model.
        start: its first byte.
        shape: its shape.
        dtype: its dtype.
    """

    block: ShardedBlock
    name: str
    start: int
    shape: torch.Size
    dtype: torch.dtype

    def of(self, whole: Bytes) -> Tensor:
        """Return the parameter's numbers, as a view of its block's bytes."""
        end = self.start + self.shape.numel() * self.dtype.itemsize
        return whole[self.start : end].view(self.dtype).view(self.shape)


class ShardedBlock(Mapping[str, Tensor]):
    """The weights of one block by name, of which each process keeps an equal part.

    Reading one gathers them all; the last block that was read is kept until another is needed.

    Args:
        gathering: the way in which they are gathered.
    """

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._number = -1
        self.places: dict[str, _Place] = {}
        """Where each weight is, by its name in the model."""

    def share_out(self, weights: Mapping[str, nn.Parameter], device: torch.device) -> dict[str, nn.Parameter]:
        """Keep this process' shard of the first one's weights, and return empty parameters for their places.

        Args:
            weights: the block's weights by name, all of the same in every process; those of other processes
                than the first may be on the meta device.
            device: device that the model runs on.
        """
        size, share = 0, math.lcm(_ALIGNED, self._gathering.count)
        for name, weight in weights.items():
            self.places[name] = _Place(self, name, size, weight.shape, weight.dtype)
            size += -(-weight.numel() * weight.itemsize // _ALIGNED) * _ALIGNED
        whole = torch.zeros(-(-size // share) * share, dtype=torch.uint8, device=device)
        for name, weight in weights.items():
            if not weight.is_meta:
                self.places[name].of(whole).copy_(weight.detach())
        self._number = self._gathering.shared_out(whole)
        return {name: _empty(self.places[name], weight, device) for name, weight in weights.items()}

    def whole(self, *, keep: bool = False) -> Bytes:
        """Gather the bytes of all weights; see `Gathering.whole`."""
        return self._gathering.whole(self._number, keep=keep)

    def __getitem__(self, name: str) -> Tensor:
        return self.places[name].of(self.whole(keep=True))

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __deepcopy__(self, memo: object) -> Self:
        return self  # a twin shares its model's weights


def _empty(place: _Place, weight: nn.Parameter, device: torch.device) -> nn.Parameter:
    """Return a parameter of the same shape, dtype and device, which holds one NaN for all of its numbers."""
    nan = torch.full((), math.nan, dtype=weight.dtype, device=device)
    empty = nn.Parameter(nan.expand(weight.shape), requires_grad=weight.requires_grad)
    setattr(empty, _PLACE, place)
    return empty


def place_of(parameter: object) -> _Place | None:
    """Return where the numbers of a sharded parameter are; None for one that is whole."""
    return getattr(parameter, _PLACE, None)


def whole_numbers(parameter: Tensor) -> Tensor:
    """Return a parameter's numbers, gathered if they are sharded, without a graph."""
    place = place_of(parameter)
    return parameter.detach() if place is None else place.block[place.name]


def shard(
    hf_model: Any, blocks: Sequence[nn.Module], gathering: Gathering, device: torch.device, name: str
) -> None:
    """Shard the weights of a model's blocks over the processes, in place, and put the rest on a device.

    All weights become those of the first process. What stands outside the blocks (embeddings, final norm,
    unembedding), is shared between blocks, or is no parameter, is whole in every process.

    Args:
        hf_model: a model that nobody else uses; those of other processes than the first may be empty, on the
            meta device.
        blocks: its blocks.
        gathering: the processes, all of which call this at the same point.
        device: device that this process runs on.
        name: name that the model was opened by, for messages.

    Raises:
        ModelError: if the processes have other models.
        UnsupportedModel: if the blocks' weights are quantised.
    """
    blocks_of: dict[nn.Module, set[int]] = {}
    for number, block in enumerate(blocks):
        for module in block.modules():
            blocks_of.setdefault(module, set()).add(number)
    owners: dict[int, list[tuple[nn.Module, str]]] = {}
    named: dict[int, tuple[str, nn.Parameter]] = {}
    for path, module in hf_model.named_modules():
        for key, weight in module._parameters.items():
            if weight is not None:
                owners.setdefault(id(weight), []).append((module, key))
                named.setdefault(id(weight), (f"{path}.{key}".lstrip("."), weight))
    facts = [(full, tuple(weight.shape), str(weight.dtype)) for full, weight in named.values()]
    facts += [(full, tuple(buffer.shape), str(buffer.dtype)) for full, buffer in hf_model.named_buffers()]
    own_of = [
        {
            full: weight
            for each, (full, weight) in named.items()
            if all(blocks_of.get(module) == {number} for module, _ in owners[each])
        }
        for number in range(len(blocks))
    ]
    with gathering.exchange():
        _check_alike(gathering.said((_quantised(hf_model, own_of), repr(facts))), name)
        for own in own_of:
            for full, empty in (ShardedBlock(gathering).share_out(own, device) if own else {}).items():
                for module, key in owners.pop(id(own[full])):
                    module._parameters[key] = empty
        for each, modules_and_keys in owners.items():
            weight = named[each][1]
            new = nn.Parameter(_from_first(weight, gathering, device), requires_grad=weight.requires_grad)
            for module, key in modules_and_keys:
                module._parameters[key] = new
        for module in hf_model.modules():
            for key, buffer in module._buffers.items():
                if buffer is not None:
                    module._buffers[key] = _from_first(buffer, gathering, device)


def _quantised(hf_model: Any, own_of: Sequence[Mapping[str, nn.Parameter]]) -> str:
    """Return what of a model is quantised: a weight of a block, or all by its config; "" for nothing."""
    for own in own_of:
        for full, weight in own.items():
            if type(weight) is not nn.Parameter or not weight.is_floating_point() or weight.itemsize == 1:
                return full
    config: Any = getattr(hf_model.config, "quantization_config", None)
    done = config.get("dequantize") if isinstance(config, Mapping) else getattr(config, "dequantize", False)
    return "" if config is None or done else "The checkpoint"


def _check_alike(said: Sequence[tuple[str, str]], name: str) -> None:
    """Raise an error unless all processes have the same plain weights.

    Args:
        said: what is quantised in each process, and the facts of its weights.
        name: name of the model.
    """
    if what := next((quantised for quantised, _ in said if quantised), ""):
        raise UnsupportedModel(
            f"{what} of {name} is quantised, and FSDP shards plain weights alone. Launch without "
            "--use_fsdp: a quantised model needs a quarter of the memory, or less."
        )
    if len({facts for _, facts in said}) > 1:
        raise ModelError(
            f"{name} has other weights in another process, by their names, shapes or dtypes. Give all "
            "processes the same files and versions of the packages."
        )


def _from_first(tensor: Tensor, gathering: Gathering, device: torch.device) -> Tensor:
    """Return the first process' tensor, on a device of this one."""
    found = torch.empty(tensor.shape, dtype=tensor.dtype, device=device)
    if not tensor.is_meta:
        found.copy_(tensor.detach())
    gathering.from_first(found.view(-1).view(torch.uint8))
    return found


def gather_while_running(blocks: Sequence[nn.Module]) -> None:
    """Let the blocks of a twin gather their weights before they run, and free them after it.

    Args:
        blocks: blocks of a twin, never of the model itself; those whose weights are whole are left as they
            are.
    """
    for block in blocks:
        places = [
            (module, key, weight, place)
            for module in block.modules()
            for key, weight in module._parameters.items()
            if (place := place_of(weight)) is not None
        ]
        if places:
            vars(block)["forward"] = _GatheredForward(block, places)


class _GatheredForward:
    """The forward pass of a block, with its weights in their places as long as it runs.

    A graph keeps the weights that it needs, so blocks have to run again in the backward pass.

    Args:
        block: the block of a twin.
        places: modules in it with a sharded weight, the weight's name there, the empty parameter, and where
            its numbers are.
    """

    def __init__(self, block: nn.Module, places: list[tuple[nn.Module, str, Any, _Place]]) -> None:
        self._block, self._places = block, places

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        whole = self._places[0][3].block.whole()
        try:
            for module, key, _, place in self._places:
                module._parameters[key] = nn.Parameter(place.of(whole), requires_grad=False)
            del whole
            return type(self._block).forward(self._block, *args, **kwargs)
        finally:
            for module, key, empty, _ in self._places:
                module._parameters[key] = empty
