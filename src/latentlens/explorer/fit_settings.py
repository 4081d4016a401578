"""The settings of fits as a browser sends them, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from latentlens._shown import shown
from latentlens.explorer.protocol import SettingError
from latentlens.explorer.validate import number, text, whole

PREFIX = "fit_"
"""Begins their names, some of which questions have too."""

Check = Callable[[str, Any], Any]


def _within(check: Check, low: float, high: float, says: str) -> Check:
    def checked(name: str, value: Any) -> Any:
        found = check(name, value)
        if not low <= found <= high:
            raise SettingError(name, f"This is {says}; got {shown(value)}.")
        return found

    return checked


def _several(name: str, value: Any) -> tuple[int, ...] | None:
    if value is None or value == []:
        return None
    if not isinstance(value, list):
        raise SettingError(name, f"These are layers, such as 2, 4; got {shown(value)}.")
    return tuple(whole(name, each) for each in value)


_UP = _within(whole, 1, 10**6, "a whole number from 1 up")
CHECKS: dict[str, Check] = {
    "documents": _within(whole, 2, 10**5, "a whole number from 2 to 100000"),
    "subjects": text,
    "layers": _several,
    "held_out": _within(number, 1e-6, 1 - 1e-6, "a share between 0 and 1, such as 0.1"),
    "ridge": _within(number, 0, 1e9, "0 or more, such as 0.1"),
    "beta": _within(number, 1e-9, 1e9, "a number above 0, such as 1"),
    "steps": _UP,
    "length": _UP,
    "ahead": _UP,
    "learning_rate": _within(number, 1e-9, 99.9, "a number above 0 and below 100, such as 0.1"),
    "seed": whole,
}
"""By name without `PREFIX`."""


def chosen_layers(layers: Iterable[int], allowed: range) -> tuple[int, ...]:
    """Return layers in order, each once.

    Raises:
        SettingError: if one of them cannot be fitted.
    """
    found = tuple(sorted({*layers}))
    if not {*found} <= {*allowed}:
        raise SettingError(
            f"{PREFIX}layers",
            f"This is fitted for layers {allowed[0]} to {allowed[-1]}; got {', '.join(map(str, found))}.",
        )
    return found


def selected_layer(layer: int | None, allowed: range) -> tuple[int]:
    """Return the selected layer as the only one.

    Raises:
        SettingError: if there is none, or it cannot be fitted.
    """
    if layer is None:
        raise SettingError("layer", "A learned prompt belongs to one layer. Choose a cell of that layer.")
    if layer not in allowed:
        raise SettingError(
            "layer",
            "A learned prompt reads states that have a block above them. Choose a cell of layers "
            f"{allowed[0]} to {allowed[-1]}.",
        )
    return (layer,)
