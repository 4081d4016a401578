"""Figures against their bars: how every benchmark and report prints and writes what it measured."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import os
import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from latentlens._files import write_atomically

if TYPE_CHECKING:
    from rich.table import Table

_MORE = ("interval", "cases", "note")
"""Columns that only some reports have."""


@dataclasses.dataclass(frozen=True)
class Figure:
    """One measured number.

    Args:
        name: such as "sweep.ratio_vs_loop".
        value: what was measured.
        unit: of the value.
        bar: what it should reach; None if it is only reported.
        better: on which side of the bar it should be.
        interval: for a share, the ends of its 95 % interval, in the same unit.
        cases: of how many cases it is a share.
        note: what one must know to read it.
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
    def asked(self) -> str:
        """The bar in words; empty without one."""
        sign = "≥" if self.better == "higher" else "≤"
        return "" if self.bar is None else f"{sign} {self.bar:g}"

    @property
    def ends(self) -> str:
        """The interval in words; empty without one."""
        return "–".join(f"{end:.1f}" for end in self.interval or ())

    @property
    def holds(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.better == "higher" else self.value <= self.bar


def environment() -> dict[str, Any]:
    """Return what the numbers were measured on."""
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
        title: above the table.
        figures: what was measured.
        path: where to write `{"environment": {...}, "figures": [...]}`.

    Returns:
        Whether every bar is reached.
    """
    from rich.console import Console

    Console(width=140 if any(figure.note for figure in figures) else 100).print(_table(title, figures))
    if path is not None:
        rows = [_row(figure) for figure in figures]
        write_atomically(path, json.dumps({"environment": environment(), "figures": rows}, indent=2) + "\n")
    return all(figure.holds is not False for figure in figures)


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
            "interval": figure.ends,
            "cases": "" if figure.cases is None else str(figure.cases),
            "note": figure.note,
        }
        table.add_row(
            figure.name,
            f"{figure.value:.4g}",
            figure.unit,
            figure.asked,
            {None: "", True: "yes", False: "NO"}[figure.holds],
            *(cells[name] for name in more),
        )
    return table
