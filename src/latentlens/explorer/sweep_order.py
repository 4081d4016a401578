"""The order in which an Explorer's sweeps are asked, and the order in which they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.ask.sweep import Sweep


def coarse_to_fine(values: Sequence[int]) -> list[int]:
    """Return values from the last one in ever smaller steps, so that a part of them covers the whole range.

    Args:
        values: the values in their own order, such as layers, lowest first.

    Examples:
        >>> coarse_to_fine([0, 1, 2, 3, 4, 5, 6])
        [6, 2, 4, 0, 5, 3, 1]
    """
    downward, step, order = list(reversed(values)), 1, dict[int, None]()
    while step < len(downward):
        step *= 2
    while step:
        order |= dict.fromkeys(downward[::step])
        step //= 2
    return list(order)


def near_first(
    layers: Sequence[int], positions: Sequence[int], near: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """Return the sites of a grid: those that are looked at first, and coarse rows of layers before fine ones.

    Args:
        layers: the grid's layers, lowest first.
        positions: the grid's positions.
        near: what is looked at: first and last layer, first and last position; default: everything.

    Examples:
        >>> near_first([0, 1, 2], [0, 1], [0, 1, 1, 1])
        [(0, 1), (1, 1), (2, 0), (2, 1), (0, 0), (1, 0)]
    """
    sites = [(layer, position) for layer in coarse_to_fine(layers) for position in positions]
    if len(near) != 4:
        return sites
    low, high, first, last = near
    return sorted(sites, key=lambda site: not (low <= site[0] <= high and first <= site[1] <= last))


def positions_near_first(positions: Sequence[int], near: Sequence[int] | None = None) -> list[int]:
    """Return positions: those in sight first, and of these and of the others coarse steps before fine ones.

    Args:
        positions: the positions, from left to right.
        near: first and last position in sight; None (default) if that is not known.

    Examples:
        >>> positions_near_first(range(6), (1, 3))
        [3, 1, 2, 5, 0, 4]
    """
    if near is None:
        return coarse_to_fine(positions)
    first, last = near
    sight = [position for position in positions if first <= position <= last]
    return coarse_to_fine(sight) + coarse_to_fine([each for each in positions if each not in set(sight)])


def by_position(sweep: Sweep) -> Sweep:
    """Return a sweep of one layer with its positions from left to right, in whatever order they were asked.

    Args:
        sweep: the sweep, complete or not, which stays as it is.
    """
    at = list(sweep.axes).index("position")
    axes = {**sweep.axes, "position": tuple(sorted(sweep.axes["position"]))}
    items = sorted(sweep.items, key=lambda item: int(item.coords[at]))
    ordered = Sweep(sweep.question, axes, items, traces=sweep.traces)
    ordered.fingerprints = sweep.fingerprints
    ordered.answers = {cell: sweep.answers[cell] for cell in ordered.cells if cell in sweep.answers}
    return ordered
