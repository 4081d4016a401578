"""How much memory tensors take while something runs."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_iter


class LiveTensors(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts the bytes of every storage that an operation makes while it is on, until it is freed.

    It sees each tensor that Python sees, on any device, and gives the same numbers at every run.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.now: int = 0
        self.peak: int = 0
        self._seen: dict[int, weakref.ref[Any]] = {}

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run an operation and count what it made."""
        inputs = {id(t.untyped_storage()) for t in tree_iter((args, kwargs)) if isinstance(t, Tensor)}
        out = func(*args, **(kwargs or {}))
        for tensor in tree_iter(out):
            if isinstance(tensor, Tensor):
                storage = tensor.untyped_storage()
                if id(storage) not in self._seen and id(storage) not in inputs:
                    self._count(storage)
        return out

    def _count(self, storage: Any) -> None:
        name, nbytes = id(storage), storage.nbytes()

        def gone(_: object) -> None:
            self.now -= nbytes
            del self._seen[name]

        self._seen[name] = weakref.ref(storage, gone)
        self.now += nbytes
        self.peak = max(self.peak, self.now)


def peak_bytes(work: Callable[[], object]) -> int:
    """Return how many bytes the tensors made by some work take at most at a time."""
    with LiveTensors() as live:
        work()
    return live.peak
