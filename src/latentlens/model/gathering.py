"""Gathers tensors that are kept in shards, one in each process, when any of the processes asks for one."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import torch
from jaxtyping import UInt8
from torch import Tensor
from torch import distributed as dist

from latentlens.errors import ModelError
from latentlens.inputs.shown import short

_MEET, _FAILED = -1, -2

Bytes = UInt8[Tensor, " _byte"]


class Gathering:
    """What the processes that train together keep in shards, and the way in which it is gathered.

    Before anything is gathered, every process says what it needs: the number of what is to be gathered, that
    it waits for the others, or that it has failed. All hear all of that, and take part in every gathering
    that one of them asked for. So the processes need not run the same passes: one that has fewer serves the
    others meanwhile, and none waits for one that has failed.

    It is made by all processes at the same point, as their group for these messages is.
    """

    def __init__(self) -> None:
        # Small numbers, which a device would have to be waited for.
        self._messages = dist.new_group(backend="gloo")
        self.count = dist.get_world_size()
        """Number of processes."""
        self.is_first = dist.get_rank() == 0
        """Whether this process is the first, whose weights count."""
        self._shards: list[Bytes] = []
        self._last: tuple[int, Bytes] | None = None
        self._lock = threading.RLock()
        self._failed: list[int] = []

    @property
    def shards(self) -> tuple[Bytes, ...]:
        """The shards of this process, by number."""
        return tuple(self._shards)

    def shared_out(self, whole: Bytes) -> int:
        """Keep this process' shard of a tensor of the first process, and return the number to gather it by.

        All processes call it, in the same order.

        Args:
            whole: the tensor, whose size is the same in all processes and a multiple of their number; its
                content counts in the first process alone.
        """
        self.from_first(whole)
        size = len(whole) // self.count
        start = dist.get_rank() * size
        self._shards.append(whole[start : start + size].clone())
        return len(self._shards) - 1

    def agree(self, what: str) -> bool:
        """Return whether all processes give the same text; all call it at the same point."""
        texts: list[str] = [""] * self.count
        dist.all_gather_object(texts, what, group=self._messages)
        return len(set(texts)) == 1

    def from_first(self, whole: Bytes) -> None:
        """Fill a tensor with that of the first process; all processes call it, in the same order."""
        dist.broadcast(whole, src=0)

    def whole(self, number: int, *, keep: bool = False) -> Bytes:
        """Return a tensor that is kept in shards.

        Args:
            number: what `shared_out` returned.
            keep: whether to keep the tensor until another is asked for or the processes meet. Default False.

        Raises:
            ModelError: if another process has failed.
        """
        with self._lock:
            found = self._last[1] if self._last is not None and self._last[0] == number else None
            self._last = None  # freed before more is gathered
            if found is None:
                _, found = self._served(number)
            assert found is not None
            if keep:
                self._last = (number, found)
            return found

    def meet(self) -> None:
        """Wait for all processes; what they ask for before they come here is gathered.

        Raises:
            ModelError: if another process has failed.
        """
        with self._lock:
            self._last = None
            met = False
            while not met:
                met, _ = self._served(_MEET)

    def fail(self) -> None:
        """Tell the other processes that this one has failed, so that they stop too."""
        with self._lock:
            if not self._failed:
                self._failed = [dist.get_rank()]
                with contextlib.suppress(ModelError):  # another process may be gone
                    self._told(_FAILED)

    def _served(self, wish: int) -> tuple[bool, Bytes | None]:
        """Take part in the gatherings that processes ask for.

        Returns:
            Whether all processes have met; and what this one asked for, None if it waits for them.
        """
        wishes = [] if self._failed else self._told(wish)
        self._failed = self._failed or [rank for rank, each in enumerate(wishes) if each == _FAILED]
        if self._failed:
            raise ModelError(
                f"Process {self._failed[0]} of those that train together has stopped with an error, so this "
                "one stops too. See what that process says; a training with out= goes on from its checkpoint."
            )
        found: Bytes | None = None
        for number in sorted({*wishes} - {_MEET}):
            shard = self._shards[number]
            whole = torch.empty(len(shard) * self.count, dtype=shard.dtype, device=shard.device)
            _all_gather(whole, shard)
            if number == wish:
                found = whole
            del whole
        return {*wishes} == {_MEET}, found

    def _told(self, wish: int) -> list[int]:
        """Return what every process wishes, after telling them what this one does."""
        wishes = torch.zeros(self.count, dtype=torch.int64, device="cpu")
        mine = torch.tensor([wish], dtype=torch.int64, device="cpu")
        try:
            _all_gather(wishes, mine, group=self._messages)
        except RuntimeError as error:
            self._failed = self._failed or [dist.get_rank()]
            raise ModelError(
                "A process of those that train together cannot be reached any more: it was killed, or its "
                f"machine is gone ({short(error)}). Launch again; a training with out= goes on from its "
                "checkpoint."
            ) from error
        return [int(each) for each in wishes.tolist()]


def _all_gather(whole: Tensor, shard: Tensor, group: dist.ProcessGroup | None = None) -> None:
    """Fill a tensor with the shards of all processes."""
    # torch before 2.13 has it under the other name, which is deprecated since
    gather: Any = getattr(dist, "all_gather_single", None) or dist.all_gather_into_tensor
    gather(whole, shard, group=group)
