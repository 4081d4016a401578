"""Functions and events that a user handed in, to be called with progress or to cancel."""

from __future__ import annotations

from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown


def check_callables(cancel: Any = None, **functions: Any) -> None:
    """Refuse what cannot be called with progress or answers, and what cannot be set to cancel.

    Args:
        cancel: a threading.Event, or None.
        functions: by argument's name; each a function, or None.

    Raises:
        InputError: naming the one that cannot be used.

    Examples:
        >>> check_callables(None, on_progress=print)
    """
    for name, function in functions.items():
        if function is not None and (isinstance(function, type) or not callable(function)):
            raise InputError(f"{name} is a function to call, or None; got {shown(function)}.")
    if cancel is not None and not callable(getattr(cancel, "is_set", None)):
        raise InputError(f"cancel is a threading.Event, or None; got {shown(cancel)}.")
