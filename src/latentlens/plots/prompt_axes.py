"""Which axes of a sweep over prompts a figure of means has, and the answers of all prompts along them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.display.minus import with_minus
from latentlens.errors import SelectionError
from latentlens.inputs.shown import shown
from latentlens.plots.prompt_means import AcrossPrompts
from latentlens.plots.sweep_like import DrawnSweep

_ALONE = "one prompt alone can be drawn: session.sweep(sweep.traces[0], ...).plot()"


def axes_of_means(sweep: DrawnSweep) -> tuple[str, ...]:
    """Return the axes of the figure: one for lines, two for a heat map.

    An axis of positions is none of them if each prompt was read at a single position.

    Args:
        sweep: a sweep over several prompts.

    Raises:
        SelectionError: if the prompts were not asked at the same places, so that there is no mean, or more
            axes have several values than a figure can show.
    """
    names = [name for name in sweep.axes if name != "prompt" and not _one_for_each(sweep, name)]
    _check_aligned(sweep, names)
    varied = [name for name in names if len(sweep.axes[name]) > 1]
    if "layer" in varied and any(isinstance(each, tuple) for each in sweep.axes["layer"]):
        raise SelectionError(
            "Over several prompts no figure shows combinations of layers that are read together. Sweep over "
            f"one of them; {_ALONE}; and sweep.to_pandas() has every answer."
        )
    if "target_layer" in sweep.axes:
        plane: tuple[str, ...] = ("layer", "target_layer")
    elif len(varied) <= 1:
        return (varied[0] if varied else "layer",)
    else:
        plane = ("layer", "position")
    if strays := [name for name in varied if name not in plane]:
        raise SelectionError(
            f"Over several prompts this sweep has {' × '.join(varied)}, which no figure shows. Give "
            f"{strays[0]} one value. Means over prompts are drawn over layer, position or scale, "
            f"or as a heat map over layer × position or layer × target_layer; {_ALONE}; and "
            "sweep.to_pandas() has every answer."
        )
    return plane


def values_along(sweep: DrawnSweep, name: str) -> list[Any]:
    """Return an axis's values in rising order.

    Args:
        sweep: a sweep over several prompts.
        name: name of the axis.

    Raises:
        SelectionError: if its positions are counted from both ends, so that they have no order.
    """
    values = sorted(sweep.axes[name])
    if name == "position" and values[0] < 0 <= values[-1]:
        raise SelectionError(
            f"The positions {shown(values)} are counted from both ends of prompts, and have no common order. "
            "Sweep over positions from the start or from the end alone."
        )
    return values


def along_prompts(
    sweep: DrawnSweep, names: Sequence[str], option: str | None
) -> dict[tuple[Any, ...], AcrossPrompts]:
    """Return the answers of all prompts by their coordinates along the axes of a figure.

    Args:
        sweep: a sweep over several prompts.
        names: the figure's axes, from `axes_of_means`.
        option: option whose probability is drawn; None for the answers' confidence.
    """
    order = list(sweep.axes)
    at, prompt = [order.index(name) for name in names], order.index("prompt")
    cells: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for cell in sweep.cells:
        cells.setdefault(tuple(cell[i] for i in at), []).append(cell)
    return {
        place: AcrossPrompts(
            {cell[prompt]: sweep.answers[cell] for cell in own if cell in sweep.answers}, option, len(own)
        )
        for place, own in cells.items()
    }


def place_of(name: str, value: Any) -> str:
    """Return a coordinate in words.

    Args:
        name: name of the axis.
        value: the coordinate.

    Examples:
        >>> place_of("target_layer", 3), place_of("scale", -0.5)
        ('target layer 3', 'scale −0.5')
    """
    # a position that counts from the end stands as it is written in code
    shown = with_minus(f"{value:g}") if name == "scale" else f"{value:g}"
    return f"{name.replace('_', ' ')} {shown}"


def position_labels(sweep: DrawnSweep, positions: Sequence[int]) -> list[str]:
    """Return each position's number, with its token where that is the same in every prompt.

    Args:
        sweep: a sweep over several prompts, which has all of these positions.
        positions: the positions, counted from the start or, below 0, from the end.
    """
    found = []
    for position in positions:
        tokens = {trace.tokens[position] for trace in sweep.traces}
        found.append(f"{position} {tokens.pop()}" if len(tokens) == 1 else str(position))
    return found


def _values_of(sweep: DrawnSweep, name: str) -> dict[int, list[Any]]:
    """Return the values along an axis that each prompt was asked at."""
    order = list(sweep.axes)
    found: dict[int, dict[Any, None]] = {}
    for cell in sweep.cells:
        found.setdefault(cell[order.index("prompt")], {})[cell[order.index(name)]] = None
    return {prompt: sorted(values) for prompt, values in found.items()}


def _one_for_each(sweep: DrawnSweep, name: str) -> bool:
    return name == "position" and all(len(values) == 1 for values in _values_of(sweep, name).values())


def _check_aligned(sweep: DrawnSweep, names: Sequence[str]) -> None:
    for name in names:
        values = _values_of(sweep, name)
        first, *others = values
        other = next((prompt for prompt in others if values[prompt] != values[first]), None)
        if other is not None:
            what = name.replace("_", " ")
            instead = (
                "count the positions from the end, such as positions=[-3, -2, -1], or give one a prompt"
                if name == "position"
                else f"give every prompt the same {what}s"
            )
            raise SelectionError(
                f"Prompts {first} and {other} were not asked at the same {what}s: {shown(values[first])} and "
                f"{shown(values[other])}. So there is no mean over prompts to draw. To have one, {instead}; "
                f"or {_ALONE}; and sweep.to_pandas() has every answer."
            )
