"""How fast matrix products are in float32 and in bfloat16, measured once for a processor and some shapes."""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections.abc import Callable
from typing import NamedTuple

import torch

from latentlens.files.kept_measurements import kept
from latentlens.model.dtype_choice import ROWS
from latentlens.model.isolation import isolated
from latentlens.model.matrix_shapes import Shapes
from latentlens.model.processor import processor
from latentlens.model.threads import chosen_threads, on_chosen_threads

_DTYPES = (torch.float32, torch.bfloat16)
_METHOD = 1  # to be counted up where products are measured in another way
_MOST_WEIGHTS = 2**20  # of a measured matrix; a larger one takes in proportion
_MOST_SHAPES = 6  # those that most weights are in
_ROUNDS = range(5, 12)  # fewest and most, of which the fastest counts
_SECONDS = 0.4  # after which no further round begins


class MatrixProduct(NamedTuple):
    """A matrix product to be timed.

    Attributes:
        dtype: dtype of both factors.
        rows: number of rows that are multiplied at once.
        shape: (outputs, inputs) of the matrix.
    """

    dtype: torch.dtype
    rows: int
    shape: tuple[int, int]


@dataclasses.dataclass(frozen=True)
class ProductSpeed:
    """Seconds of all matrix products of one forward pass, for each number of rows in `ROWS`.

    Args:
        float32: in float32.
        bfloat16: in bfloat16.
        measured: date on which it was measured, such as "2026-11-28".
    """

    float32: tuple[float, ...]
    bfloat16: tuple[float, ...]
    measured: str

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times as fast bfloat16 is as float32, for each number of rows."""
        return tuple(slow / fast for slow, fast in zip(self.float32, self.bfloat16, strict=True))


def product_speed(shapes: Shapes, device: torch.device) -> tuple[ProductSpeed, str]:
    """Return the speed of a model's matrix products on a device: the kept one, or one measured now.

    What is measured is kept for this processor, torch, number of threads and these shapes, so that the same
    machine decides the same way each time.

    Args:
        shapes: the shapes of the model's matrices.
        device: device that they are multiplied on.

    Returns:
        The speed, and where it comes from, such as "measured now".
    """
    facts = {
        "method": _METHOD,
        "processor": str(processor()) if device.type == "cpu" else _device_name(device),
        "torch": torch.__version__,
        "threads": chosen_threads(torch.get_num_threads()).count if device.type == "cpu" else 0,
        "rows": list(ROWS),
        "shapes": [[*shape, count] for shape, count in sorted(shapes.items())],
    }
    return kept("matrix-products", facts, ProductSpeed, lambda: measure(shapes, device))


def measure(
    shapes: Shapes,
    device: torch.device,
    timed: Callable[[MatrixProduct], float] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> ProductSpeed:
    """Measure how long a model's matrix products take, in about half a second.

    Both dtypes take turns, and the fastest of several rounds counts, so that other work on the machine slows
    neither alone.

    Args:
        shapes: the shapes of the model's matrices.
        device: device that they are multiplied on.
        timed: function that returns the seconds of a product. None (default) to run it.
        clock: function that returns the time in seconds.
    """
    counted = sorted(shapes.items(), key=lambda each: -each[0][0] * each[0][1] * each[1])[:_MOST_SHAPES]
    products = [
        MatrixProduct(dtype, rows, shape) for shape, _ in counted for rows in ROWS for dtype in _DTYPES
    ]
    best = dict.fromkeys(products, float("inf"))
    with on_chosen_threads(device), isolated(device):
        timed = timed or _Timed(device)
        for product in products:
            timed(product)  # the first one loads libraries, and makes the factors
        end = clock() + _SECONDS
        for number in range(_ROUNDS.stop):
            if number >= _ROUNDS.start and clock() > end:
                break
            for product in products:
                best[product] = min(best[product], timed(product))
    seconds = {
        dtype: tuple(
            sum(count * best[MatrixProduct(dtype, rows, shape)] for shape, count in counted) for rows in ROWS
        )
        for dtype in _DTYPES
    }
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return ProductSpeed(seconds[torch.float32], seconds[torch.bfloat16], today)


class _Timed:
    """Runs products, a large one in part, and returns how long the whole would take."""

    def __init__(self, device: torch.device) -> None:
        self.device = device
        self._factors: dict[MatrixProduct, tuple[torch.Tensor, torch.Tensor]] = {}
        on_device = getattr(torch, device.type, None)
        # One thread's own time leaves out that in which other work has its processor; several wait together.
        alone = device.type == "cpu" and torch.get_num_threads() == 1
        fine = time.get_clock_info("thread_time").resolution < 1e-6  # that of Windows ticks 64 times a second
        self._clock = time.thread_time if alone and fine else time.perf_counter
        self._wait: Callable[[], object] = getattr(on_device, "synchronize", lambda: None)

    def __call__(self, product: MatrixProduct) -> float:
        rows, matrix = self._factors.get(product) or self._made(product)
        self._wait()
        start = self._clock()
        torch.nn.functional.linear(rows, matrix)
        self._wait()
        return (self._clock() - start) * product.shape[0] / len(matrix)

    def _made(self, product: MatrixProduct) -> tuple[torch.Tensor, torch.Tensor]:
        outputs, inputs = product.shape
        outputs = max(1, min(outputs, _MOST_WEIGHTS // inputs))
        # no random numbers, which would advance the user's generator
        rows = torch.full((product.rows, inputs), 0.01, dtype=product.dtype, device=self.device)
        matrix = torch.full((outputs, inputs), 0.01, dtype=product.dtype, device=self.device)
        self._factors[product] = rows, matrix
        return rows, matrix


def _device_name(device: torch.device) -> str:
    on_device = getattr(torch, device.type, None)
    named = getattr(on_device, "get_device_name", None)
    return str(device.type) if named is None else str(named(device))
