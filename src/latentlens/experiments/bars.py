"""Measured figures and the bars they should reach: how benchmarks and reports print and write them."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import os
import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from latentlens.files.atomic import write_atomically

if TYPE_CHECKING:
    from rich.table import Table

_MORE = ("interval", "cases", "note")
"""Columns that only some reports fill in."""


@dataclasses.dataclass(frozen=True)
class Figure:
    """One measured number.

    Args:
        name: dotted name of the number, such as "sweep.ratio_vs_loop".
        value: the measured number, in `unit`.
        unit: unit of `value`, such as "%", "s" or "nats".
        bar: the value that should be reached; None if the number is only reported.
        better: "higher" if `value` should be at least `bar`, "lower" if it should be at most `bar`.
        interval: 95 % confidence interval (low, high) of a share, in the same unit; None if not estimated.
        cases: number of cases that a share was measured on; None for other numbers.
        note: a caveat for the reader, printed beside the number; default empty.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    better: Literal["higher", "lower"] = "higher"
    interval: tuple[float, float] | None = None
    cases: int | None = None
    note: str = ""

    @property
    def bar_text(self) -> str:
        """The bar as text, such as "≥ 15"; empty if there is none."""
        sign = "≥" if self.better == "higher" else "≤"
        return "" if self.bar is None else f"{sign} {self.bar:g}"

    @property
    def interval_text(self) -> str:
        """The interval as text, such as "90.1–95.3"; empty if there is none."""
        return "–".join(f"{end:.1f}" for end in self.interval or ())

    @property
    def holds(self) -> bool | None:
        """Whether the bar is reached; None if there is none."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.better == "higher" else self.value <= self.bar


def environment() -> dict[str, Any]:
    """Return the hardware and package versions on which the numbers were measured."""
    import torch

    packages = ("latentlens", "torch", "transformers", "transformer-lens")
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cpus": os.cpu_count(),
        "torch_threads": torch.get_num_threads(),
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu",
        **{name: importlib.metadata.version(name) for name in packages},
    }


def publish(title: str, figures: Sequence[Figure], path: str | os.PathLike[str] | None = None) -> bool:
    """Print the figures as a table and, given a path, write them as JSON.

    Args:
        title: heading of the table.
        figures: the measured numbers, one row each.
        path: JSON file to write `{"environment": {...}, "figures": [...]}` to; None writes no file.

    Returns:
        True if every bar is reached.
    """
    from rich.console import Console

    Console(width=140 if any(figure.note for figure in figures) else 100).print(_table(title, figures))
    if path is not None:
        whole = {"environment": environment(), "figures": figure_rows(figures)}
        write_atomically(path, json.dumps(whole, indent=2) + "\n")
    return all(figure.holds is not False for figure in figures)


def figure_rows(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return figures as data that JSON can hold, a number that could not be measured as None.

    Args:
        figures: the measured numbers.
    """
    return [_row(figure) for figure in figures]


def _row(figure: Figure) -> dict[str, Any]:
    found = dataclasses.asdict(figure) | {"holds": figure.holds}
    return {name: found[name] for name in ("name", "value", "unit", "bar", "holds", *_MORE)}


def _table(title: str, figures: Sequence[Figure]) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    more = [name for name in _MORE if any(getattr(figure, name) for figure in figures)]
    for name in ("figure", "value", "unit", "bar", "holds", *more):
        table.add_column(name, justify="right" if name in ("value", "bar", "cases") else "left")
    for figure in figures:
        cells = {
            "interval": figure.interval_text,
            "cases": "" if figure.cases is None else str(figure.cases),
            "note": figure.note,
        }
        table.add_row(
            figure.name,
            f"{figure.value:.4g}",
            figure.unit,
            figure.bar_text,
            {None: "", True: "yes", False: "NO"}[figure.holds],
            *(cells[name] for name in more),
        )
    return table
