"""The minimum arithmetic and memory traffic of the works, and the time this machine needs for them."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import torch


def multiply_adds(
    *, n_layers: int, d_model: int, vocab_size: int, n_target: int, slot: int, layers: Sequence[int]
) -> Counter[str]:
    """Count the multiply-adds of a GPT-2's matrix products that a grid cannot do without, by product.

    Tokens before the slot run once, for all rows; each row's tokens from the slot on run through the blocks
    from its target layer on; one position a row is unembedded. In the last block, tokens before the target's
    last one give their keys and values and nothing more. No row needs the unpatched target.

    Args:
        n_layers: number of blocks of the model.
        d_model: width of the residual stream.
        vocab_size: number of logits.
        n_target: number of tokens of the target prompt.
        slot: position that is written.
        layers: target layer of each row.
    """
    total: Counter[str] = Counter()
    prefix, own = range(slot), range(slot, n_target)
    lowest = min(layers)
    for block in range(n_layers):
        rows = sum(layer <= block for layer in layers)
        last = block == n_layers - 1
        streams = ((prefix, 1 if lowest < n_layers else 0), (own, rows))
        for tokens, times in streams:
            whole = [t for t in tokens if not last or t == n_target - 1]
            keys_values_only = len(tokens) - len(whole)
            total["qkv"] += d_model**2 * times * (3 * len(whole) + 2 * keys_values_only)
            total["out"] += d_model**2 * times * len(whole)
            total["up"] += 4 * d_model**2 * times * len(whole)
            total["down"] += 4 * d_model**2 * times * len(whole)
            total["attention"] += 2 * d_model * times * sum(t + 1 for t in whole)
    total["unembed"] += d_model * vocab_size * len(layers)
    return total


def step_multiply_adds(*, n_layers: int, d_model: int, vocab_size: int, n_keys: int, rows: int) -> int:
    """Count the multiply-adds of decoding one token in every row of a GPT-2.

    Args:
        n_layers: number of blocks of the model.
        d_model: width of the residual stream.
        vocab_size: number of logits.
        n_keys: number of positions that the token attends to, itself included.
        rows: number of rows that are decoded together.
    """
    block = 12 * d_model**2 + 2 * d_model * n_keys
    return rows * (n_layers * block + d_model * vocab_size)


def weight_bytes(*, n_layers: int, d_model: int, vocab_size: int) -> int:
    """Count the bytes of a float32 GPT-2's matrices, each of which a decoding step has to read once."""
    return 4 * (n_layers * 12 * d_model**2 + d_model * vocab_size)


class Bandwidth:
    """Bytes per second that one thread reads from main memory, measured repeatedly."""

    def __init__(self) -> None:
        self._memory = torch.ones(2**26)  # 256 MB: more than a cache holds
        self._measured: list[float] = []

    def measure(self) -> None:
        """Measure once more, by the faster of two ways to read all of it."""
        took = []
        for read in (self._memory.sum, lambda: torch.dot(self._memory, self._memory)):
            read()
            began = time.process_time()
            read()
            took.append(time.process_time() - began)
        self._measured.append(self._memory.nbytes / max(min(took), 1e-9))

    def seconds(self, n_bytes: int) -> float:
        """Return the seconds that reading `n_bytes` takes."""
        return n_bytes / statistics.median(self._measured)


class Rates:
    """Multiply-adds per second of the model's matrix products on one thread, measured repeatedly.

    Args:
        d_model: width of the residual stream.
        vocab_size: number of logits.
        n_rows: number of rows multiplied at once; all rows of the grid, where the products are fastest.
    """

    def __init__(self, d_model: int, vocab_size: int, n_rows: int) -> None:
        self._weights = {
            "qkv": torch.randn(d_model, 3 * d_model),
            "out": torch.randn(d_model, d_model),
            "up": torch.randn(d_model, 4 * d_model),
            "down": torch.randn(4 * d_model, d_model),
            "unembed": torch.randn(vocab_size, d_model).T,  # GPT-2's is its embedding, transposed
        }
        self._n_rows = n_rows
        self._measured: dict[str, list[float]] = {name: [] for name in self._weights}

    def measure(self) -> None:
        """Measure each product once more."""
        for name, weight in self._weights.items():
            vectors = torch.randn(self._n_rows, len(weight))
            # Some libraries are slow at one large product and fast at the same one in blocks.
            self._measured[name].append(
                max(_rate(vectors, weight, columns) for columns in (weight.shape[1], 512))
            )

    def seconds(self, counted: Mapping[str, int]) -> float:
        """Return the seconds that the counted products take; attention at the rate of all others together."""
        rates = {name: statistics.median(found) for name, found in self._measured.items()}
        products = {name: counted[name] for name in rates}
        took = sum(work / rates[name] for name, work in products.items())
        return took * (1 + counted["attention"] / sum(products.values()))

    def mean(self, counted: Mapping[str, int]) -> float:
        """Return the multiply-adds per second of all counted products together."""
        return sum(counted.values()) / self.seconds(counted)


def _rate(vectors: torch.Tensor, weight: torch.Tensor, columns: int) -> float:
    """Return the multiply-adds per second of a product that is done `columns` columns at a time."""
    parts = weight.split(columns, dim=1)
    out = [torch.empty(len(vectors), part.shape[1]) for part in parts]
    work = len(vectors) * weight.numel()
    repeats = min(1000, max(3, int(1e10 / work)))
    took = 0.0
    for warm in range(repeats + 1):
        began = time.process_time()
        for part, place in zip(parts, out, strict=True):
            torch.mm(vectors, part, out=place)
        took += time.process_time() - began if warm else 0.0
    return repeats * work / max(took, 1e-9)
