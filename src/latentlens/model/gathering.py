"""Gathers tensors that are kept in shards, one in each process, when any of the processes asks for one."""

from __future__ import annotations

import contextlib
import datetime
import threading
from collections.abc import Iterator
from typing import Any

import torch
from jaxtyping import UInt8
from torch import Tensor
from torch import distributed as dist

from latentlens.errors import ModelError
from latentlens.inputs.shown import short

_MEET, _FAILED, _CANCELLED = -1, -2, -3

_TIMEOUT = datetime.timedelta(days=7)
"""How long a process may be waited for, as others load a large model; of a dead one the connection tells."""

Bytes = UInt8[Tensor, " _byte"]


class OtherProcessStopped(ModelError):
    """Another of the processes that train together has failed, was cancelled, or cannot be reached."""


@contextlib.contextmanager
def reached() -> Iterator[None]:
    """Return a context for messages to all processes, which says so if one of them is gone.

    Raises:
        ModelError: if a process cannot be reached.
    """
    try:
        yield
    except torch.OutOfMemoryError:
        raise
    except RuntimeError as error:
        raise OtherProcessStopped(
            "A process of those that train together cannot be reached any more: it stopped with an error, "
            f"it was killed, or its machine is gone ({short(error)}). See what that process says, and launch "
            "again; a training with out= goes on from its checkpoint."
        ) from error


class Gathering:
    """What the processes that train together keep in shards, and the way in which it is gathered.

    Before anything is gathered, every process says what it needs: the number of what is to be gathered, that
    it waits for the others, or that it has failed. All hear all of that, and take part in every gathering
    that one of them asked for. So the processes need not run the same passes: one that has fewer serves the
    others meanwhile, and none waits for one that has failed. Where one fails between such messages, in the
    midst of what all send each other, it can tell nobody: the others see that its connection is closed.

    It is made by all processes at the same point, as their group for these messages is.
    """

    def __init__(self) -> None:
        # Small numbers, which a device would have to be waited for.
        self._messages = dist.new_group(backend="gloo", timeout=_TIMEOUT)
        self.count = dist.get_world_size()
        """Number of processes."""
        self.is_first = dist.get_rank() == 0
        """Whether this process is the first, whose weights count."""
        self._shards: list[Bytes] = []
        self._last: tuple[int, Bytes] | None = None
        self._lock = threading.RLock()
        self._stopped = ""
        self._exchanging = self._closed = False

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

    @contextlib.contextmanager
    def exchange(self) -> Iterator[None]:
        """Return a context for what all processes send each other, one after the other.

        An error in it leaves this process out of step with the others, so `fail` tells them nothing more.
        """
        outermost, self._exchanging = not self._exchanging, True
        yield
        self._exchanging = not outermost

    def said(self, what: Any) -> list[Any]:
        """Return what every process says; all call it at the same point."""
        found = [None] * self.count
        with self.exchange(), reached():
            dist.all_gather_object(found, what, group=self._messages)
        return found

    def from_first(self, whole: Bytes) -> None:
        """Fill a tensor with that of the first process; all processes call it, in the same order."""
        with self.exchange(), reached():
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

    def fail(self, *, cancelled: bool = False) -> None:
        """Tell the other processes that this one has failed, so that they stop too.

        Args:
            cancelled: whether it was cancelled. Default False: it has failed.
        """
        with self._lock:
            if not self._stopped and not self._exchanging:
                self._stopped = "This process has told the others that it stops."
                with contextlib.suppress(OtherProcessStopped):  # another process may be gone
                    self._wishes(_CANCELLED if cancelled else _FAILED)

    def close(self) -> None:
        """Leave the group of the processes; nothing is gathered afterwards."""
        with self._lock:
            if not self._closed:
                self._closed, self._last = True, None
                dist.destroy_process_group(self._messages)

    def _served(self, wish: int) -> tuple[bool, Bytes | None]:
        """Take part in the gatherings that processes ask for.

        Returns:
            Whether all processes have met; and what this one asked for, None if it waits for them.
        """
        if self._stopped:
            raise OtherProcessStopped(self._stopped)
        found: Bytes | None = None
        with self.exchange():
            wishes = self._wishes(wish)
            for stop, how in ((_FAILED, "has stopped with an error"), (_CANCELLED, "was cancelled")):
                if stop in wishes:
                    self._stopped = (
                        f"Process {wishes.index(stop)} of those that train together {how}, so this one stops "
                        "too. See what that process says; a training with out= goes on from its checkpoint."
                    )
                    raise OtherProcessStopped(self._stopped)
            for number in sorted({*wishes} - {_MEET}):
                shard = self._shards[number]
                whole = torch.empty(len(shard) * self.count, dtype=shard.dtype, device=shard.device)
                with reached():
                    _all_gather(whole, shard)
                if number == wish:
                    found = whole
                del whole
        return {*wishes} == {_MEET}, found

    def _wishes(self, mine: int) -> list[int]:
        """Return what every process wishes, after telling them what this one does."""
        wishes = torch.zeros(self.count, dtype=torch.int64, device="cpu")
        with reached():
            _all_gather(wishes, torch.tensor([mine], dtype=torch.int64, device="cpu"), group=self._messages)
        return [int(each) for each in wishes.tolist()]


def _all_gather(whole: Tensor, shard: Tensor, group: dist.ProcessGroup | None = None) -> None:
    """Fill a tensor with the shards of all processes."""
    # torch before 2.13 has it under the other name, which is deprecated since
    gather: Any = getattr(dist, "all_gather_single", None) or dist.all_gather_into_tensor
    gather(whole, shard, group=group)
