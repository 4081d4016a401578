"""The processes that train together: what each does, and sums over all of them."""

from __future__ import annotations

import contextlib
import functools
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import Cancelled, InputError
from latentlens.model.gathering import Gathering, reached
from latentlens.training.decoders.fsdp_settings import check_fsdp_settings

_REFUSED = {
    "ACCELERATE_USE_DEEPSPEED": "DeepSpeed",
    "ACCELERATE_USE_MEGATRON_LM": "Megatron-LM",
}
"""Environment variable that `accelerate launch` sets -> the library that it stands for."""


class Processes:
    """The processes of `accelerate launch` or `torchrun`, or this one alone.

    The model's forward passes run on latentlens' own copies of its modules, so nothing is wrapped: each
    process runs its part of a batch, and the gradients of the trained weights alone are summed. With
    `accelerate launch --use_fsdp` each of several processes keeps a part of the frozen blocks' weights.

    Raises:
        InputError: if accelerate was told to use DeepSpeed or Megatron-LM, or FSDP in a way that is not
            followed here.

    Examples:
        >>> together = Processes()
        >>> together.count, together.is_first
        (1, True)
    """

    def __init__(self) -> None:
        from accelerate import PartialState
        from accelerate.utils import parse_flag_from_env

        for flag, what in _REFUSED.items():
            if parse_flag_from_env(flag):
                raise InputError(
                    f"accelerate was told to use {what}, which runs a model by its own engine, and what runs "
                    "here are copies of the model's modules. Launch with --use_fsdp to shard the frozen "
                    "weights over processes, or without either (--multi_gpu, or --cpu)."
                )
        self._fsdp: bool = parse_flag_from_env("ACCELERATE_USE_FSDP")
        if self._fsdp:
            check_fsdp_settings()
        # Unless it is told that there is no accelerator, each process would think that it trains alone.
        cpu = parse_flag_from_env("ACCELERATE_USE_CPU") or not torch.accelerator.is_available()
        self._state = PartialState(cpu=cpu)
        # unset, as by torchrun, every process loads the weights
        self.first_loads: bool = parse_flag_from_env("FSDP_CPU_RAM_EFFICIENT_LOADING")
        self.count: int = self._state.num_processes
        self.rank: int = self._state.process_index
        self.is_first: bool = self._state.is_main_process
        self.device = str(self._state.device)

    @functools.cached_property
    def gathering(self) -> Gathering | None:
        """The way to weights that are sharded over the processes; None where each has the whole model.

        All processes have to come to its first access at the same point.
        """
        return Gathering() if self._fsdp and self.count > 1 else None

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Return a context of which an error stops the other processes too, where weights are sharded.

        Nothing is gathered after it.
        """
        gathering = self.gathering
        try:
            yield
        except BaseException as error:
            if gathering is not None:
                gathering.fail(cancelled=isinstance(error, (Cancelled, KeyboardInterrupt)))
            raise
        finally:
            if gathering is not None:
                gathering.close()

    @contextlib.contextmanager
    def _all_here(self) -> Iterator[None]:
        """Return a context for a message to all processes, which gathers first what others need."""
        gathering = self.gathering
        with contextlib.nullcontext() if gathering is None else gathering.exchange():
            if gathering is not None:
                gathering.meet()
            with reached():
                yield

    def parts(self, batch: Sequence[Any], accumulation: int) -> list[list[Any]]:
        """Return the parts of a batch that this process runs, one after the other.

        Examples are dealt out in turn, so that all processes have about as much to do.

        Args:
            batch: the examples of a step, sorted by length.
            accumulation: number of parts for each process.

        Raises:
            InputError: if the batch cannot be divided equally.
        """
        n = accumulation * self.count
        if len(batch) % n:
            raise InputError(
                f"A batch of {len(batch)} examples cannot be divided among {self.count} processes in "
                f"{accumulation} passes each. Set batch_size to a multiple of {n}."
            )
        size = len(batch) // n
        mine = batch[self.rank :: self.count]
        return [list(mine[k * size : (k + 1) * size]) for k in range(accumulation)]

    def summed(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Return the sums of tensors over all processes; they are sent in one message.

        Args:
            tensors: tensors of the same shapes and dtype in every process.
        """
        if self.count == 1:
            return list(tensors)
        from accelerate.utils import reduce

        mine = torch.cat([tensor.reshape(-1) for tensor in tensors])
        with self._all_here():
            flat: Tensor = reduce(mine, reduction="sum")
        parts = torch.split(flat, [tensor.numel() for tensor in tensors])
        return [part.view(tensor.shape) for part, tensor in zip(parts, tensors, strict=True)]

    def gathered(self, values: Sequence[Any]) -> list[Any]:
        """Return the values of all processes in one list."""
        if self.count == 1:
            return list(values)
        from accelerate.utils import gather_object

        with self._all_here():
            return list(gather_object(list(values)))

    def check_same_step(self, step: int, path: pathlib.Path | None) -> None:
        """Raise an error unless all processes go on from the same step.

        Args:
            step: the step that this one has reached.
            path: its checkpoint; None if there is none.

        Raises:
            InputError: naming the step of each, and what to do.
        """
        steps = self.gathered([step])
        if len(set(steps)) > 1:
            raise InputError(
                f"The processes would go on from different steps ({', '.join(map(str, steps))}), as not all "
                f"of them see the checkpoint in {path}. Put out= on a disk that all machines share, copy the "
                "checkpoints to each, or begin anew with resume=False."
            )

    def wait(self) -> None:
        """Wait until all processes are here."""
        with self._all_here():
            self._state.wait_for_everyone()
