"""Removes what earlier runs of a notebook cell returned from IPython: `Out[3]`, `_3`, `_`, `__` and `___`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_LAST = ("_", "__", "___")


def forget_outputs(shell: Any, counts: Sequence[int]) -> None:
    """Remove from an IPython shell the latentlens values that superseded runs of a cell returned.

    A trace, a sweep or an Explorer references its session, and the session its model: each run of a cell that
    opens a model and ends in a trace would keep one more model in `Out`. Values of other packages stay.

    Args:
        shell: the IPython shell; None does nothing.
        counts: execution counts of the superseded runs.
    """
    if shell is None or not counts:
        return
    outputs: dict[int, Any] = shell.user_ns.get("_oh", {})
    removed = [outputs.pop(count) for count in counts if _is_ours(outputs.get(count))]
    names = {*_LAST, *(f"_{count}" for count in counts)}
    for value in removed:
        if any(value is other for other in outputs.values()):
            continue  # another cell returned it as well
        for name in names:
            if shell.user_ns.get(name) is value:
                _empty(shell, name)
            if name in _LAST and getattr(shell.displayhook, name, None) is value:
                setattr(shell.displayhook, name, "")


def _empty(shell: Any, name: str) -> None:
    """Remove a variable of the shell's output history, or empty it if it is `_`, `__` or `___`."""
    if name in _LAST:
        shell.user_ns[name] = shell.user_ns_hidden[name] = ""
    else:
        shell.user_ns.pop(name)
        shell.user_ns_hidden.pop(name, None)


def _is_ours(value: Any) -> bool:
    """Return whether a value belongs to latentlens, or is a list or dict that contains one that does."""
    if isinstance(value, (list, tuple)):
        return any(map(_is_ours, value[:100]))
    if isinstance(value, dict):
        return any(map(_is_ours, list(value.values())[:100]))
    # Base classes too: traitlets makes a new class for every widget.
    return any(kind.__module__.split(".")[0] == "latentlens" for kind in type(value).__mro__)
