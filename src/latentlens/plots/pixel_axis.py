"""An axis of a still image: where its numbers lie, in pixels."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from typing import Any


@dataclasses.dataclass(frozen=True)
class PixelAxis:
    """An axis in pixels.

    Args:
        low: number at the start of the axis.
        high: number at its end.
        start: pixel coordinate of the start.
        end: pixel coordinate of the end.
        ticks: (number, label) pairs.
        title: title of the axis.

    Examples:
        >>> PixelAxis(0, 10, 100, 200).at(5)
        150.0
    """

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[tuple[float, str], ...] = ()
    title: str = ""

    @classmethod
    def of(cls, axis: Any, values: Iterable[Any], start: float, end: float) -> PixelAxis:
        """Convert a Plotly axis to pixels.

        Args:
            axis: axis of a Plotly layout.
            values: values of its traces, for an axis without a range; None and NaN are ignored.
            start: pixel coordinate of the start.
            end: pixel coordinate of the end.
        """
        if axis.range is not None:
            low, high = map(float, axis.range)
        else:
            known = [float(v) for each in values for v in (() if each is None else each) if v is not None]
            known = [v for v in known if math.isfinite(v)] or [0.0, 1.0]
            margin = 0.05 * (max(known) - min(known)) or 0.5
            low, high = min(known) - margin, max(known) + margin
        if axis.tickvals is not None:
            ticks = list(zip(axis.tickvals, axis.ticktext or map("{:g}".format, axis.tickvals), strict=True))
        else:
            ticks = [(at, f"{at:g}") for at in _round(min(low, high), max(low, high))]
        within = [(float(at), str(text)) for at, text in ticks if min(low, high) <= at <= max(low, high)]
        return cls(low, high, start, end, tuple(within), str(axis.title.text or ""))

    def at(self, value: float) -> float:
        """Return the pixel coordinate of a number."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


def _round(low: float, high: float) -> list[float]:
    """Return about five round numbers between two numbers."""
    rough = (high - low) / 5
    size = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next((m * size for m in (1, 2, 2.5, 5, 10) if m * size >= rough), size)
    first = math.ceil(low / step)
    return [round(i * step, 12) for i in range(first, math.floor(high / step) + 1)]
